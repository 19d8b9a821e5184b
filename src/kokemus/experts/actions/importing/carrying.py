"""Rows become people of the register: all that are ready, in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from kokemus.audit import actions as audit
from kokemus.core.workflow import WrongState
from kokemus.experts.actions.importing import creating, filling, register
from kokemus.experts.actions.importing.creating import Tables
from kokemus.experts.actions.importing.planning import locked
from kokemus.experts.actions.importing.reading_rows import Read, Reader
from kokemus.experts.actions.indexing import reindex, reindex_many
from kokemus.experts.importer.carried import gaps
from kokemus.experts.importer.duplicates import Finding, find_repeats, identity_of_row
from kokemus.experts.importer.outcome import Question, RowPlan, RowRef
from kokemus.experts.models import Expert, ImportRow, ImportRun

AT_A_TIME = 500
OUTCOMES = ImportRow.Outcome


class NothingToCarry(WrongState):
    """There is no row to carry over (any more): the button was pressed twice, or every row waits for an answer."""


@dataclass(frozen=True)
class CarriedOut:
    """How many people were made, how many rows told of the same person as another, how many rows still wait;
    `arrived` rows turned out to be people who came into the register meanwhile."""

    new: int
    same: int
    waiting: int
    arrived: int = 0


@transaction.atomic
def carry_out(*, run: ImportRun, by: Any) -> CarriedOut:
    """Carry over every row that is ready; those that wait for an answer stay. All or nothing.

    Raises NothingToCarry; then nothing is changed. Words that are kept in notes are in the organisation's language.
    """
    with translation.override(settings.LANGUAGE_CODE):
        now = locked(run)
        if now.state not in (ImportRun.State.PLANNED, ImportRun.State.DONE):
            raise NothingToCarry("carry_out")
        reader = Reader(now)
        arrived = _meet_arrivals(now, reader)
        reads = reader.read(now.rows.ready())
        new = _to_create(now, reads)
        made = {each.row.pk for each in new}
        tables = Tables.read()
        _create(now, new, tables, by=by)
        same = _join_same(now, reader, [each for each in reads if each.row.pk not in made], tables, by=by)
        if not new and not same and not arrived:
            raise NothingToCarry("carry_out")
        return _finish(now, len(new), same, arrived, by=by)


def _finish(run: ImportRun, new: int, same: int, arrived: int, *, by: Any) -> CarriedOut:
    """The file has served its purpose; the rows that wait have their own plans."""
    if new or same:
        run.state, run.content = ImportRun.State.DONE, b""
        run.done_at = run.done_at or timezone.now()
        run.save(update_fields=["state", "content", "done_at"])
        audit.record("experts.carry_out_import", by=by, thing=run, new=new, same=same)
    return CarriedOut(new, same, run.rows.waiting().count(), arrived)


def _to_create(run: ImportRun, reads: list[Read]) -> list[Read]:
    """Rows of new people: also the repeats of a row that was left out, the first of each."""
    skipped = {RowRef(row.sheet, row.row_number) for row in run.rows.skipped().only("sheet", "row_number")}
    chosen: list[Read] = []
    for read in reads:
        if not read.settled.is_same:
            chosen.append(read)
        elif not read.settled.known_id and read.settled.same_row in skipped:
            skipped.discard(read.settled.same_row)
            chosen.append(read)
    return chosen


def _create(run: ImportRun, reads: list[Read], tables: Tables, *, by: Any) -> None:
    experts = creating.create([each.person for each in reads], tables, by=by)
    now = timezone.now()
    for read, expert in zip(reads, experts, strict=True):
        read.row.expert, read.row.done_at, read.row.outcome = expert, now, OUTCOMES.NEW
    ImportRow.objects.bulk_update(
        [each.row for each in reads], ["expert", "done_at", "outcome"], batch_size=AT_A_TIME
    )
    made = run.rows.filter(done_at=now).values("expert")
    reindex_many(Expert.objects.filter(pk__in=made))
    audit.record_many("experts.import", by=by, subjects=experts, thing=run)


def _join_same(run: ImportRun, reader: Reader, reads: list[Read], tables: Tables, *, by: Any) -> int:
    """Rows about somebody who is there already; one whose first row still waits is left to wait with it."""
    others = reader.others(reads)
    done = 0
    for read in reads:
        other = others.get(read.row.pk)
        if other is None or other.expert is None:
            continue
        _join(run, read, other.expert, other.is_known, tables, by=by)
        done += 1
    return done


def _join(run: ImportRun, read: Read, expert: Expert, is_known: bool, tables: Tables, *, by: Any) -> None:
    row, found = read.row, gaps(read.person, register.told_of(expert))
    wanted = filling.proposed(found, is_known=is_known) if row.take is None else row.take
    taken = [each for each in found if each.field in wanted]
    if taken:
        held = Expert.objects.select_for_update().get(pk=expert.pk)
        row.changes = filling.fill(held, read.person, taken, tables, by=by)
        reindex(held)
        audit.record("experts.import", by=by, thing=run, subject=held, fields=filling.changed(row.changes))
    row.expert, row.done_at, row.outcome = expert, timezone.now(), OUTCOMES.SAME
    row.save(update_fields=["expert", "done_at", "outcome", "changes"])


def _meet_arrivals(run: ImportRun, reader: Reader) -> int:
    """Rows of people who have come into the register since the file was read are not made twice: they are shown
    again, as the same person or as a question. Returns how many."""
    arrivals = Expert.objects.registered().filter(created_at__gte=run.planned_at or run.created_at)
    if not arrivals.exists():
        return 0
    reads = [each for each in reader.read(run.rows.ready()) if not _is_settled_new(each)]
    identities = [identity_of_row(f"row:{at}", each.settled.person) for at, each in enumerate(reads)]
    findings = find_repeats(register.known_people(arrivals), identities)
    met = [
        (read.row, planned)
        for read, finding in zip(reads, findings, strict=True)
        if (planned := _met(read.plan, finding)) is not None
    ]
    for row, planned in met:
        row.plan = register.stored_row(planned)
        row.outcome = OUTCOMES.SAME if planned.known_id else OUTCOMES.TO_DECIDE
        row.open_questions += 0 if planned.known_id else 1
    rows = [row for row, _planned in met]
    ImportRow.objects.bulk_update(rows, ["plan", "outcome", "open_questions"], batch_size=AT_A_TIME)
    return len(rows)


def _is_settled_new(read: Read) -> bool:
    """Whether the row is somebody's already, or has been said to be a person of its own."""
    said = any(answer == "new" for key, answer in read.row.answers.items() if key.startswith("same_person:"))
    return said or read.settled.is_same


def _met(plan: RowPlan, finding: Finding) -> RowPlan | None:
    kind, _, known = finding.same.partition(":")
    if kind == "known":
        return replace(plan, outcome="same_as", known_id=known)
    asked = tuple(_questions(finding.asks))
    return replace(plan, outcome="to_decide", questions=(*plan.questions, *asked)) if asked else None


def _questions(asks: Iterable[tuple[str, str]]) -> Iterable[Question]:
    for key, why in asks:
        if key.startswith("known:"):
            yield Question("same_person", "name", {"why": why, "other": key}, (key, "new"), True)

"""What a coordinator decides: about a row, about words that repeat, about a whole column."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from kokemus.audit import actions as audit
from kokemus.core.workflow import WrongState
from kokemus.experts.actions import states
from kokemus.experts.actions.importing import filling, register
from kokemus.experts.actions.importing.creating import Tables
from kokemus.experts.actions.importing.planning import RowRefused, assign_columns, locked, write_outcome
from kokemus.experts.actions.importing.reading_rows import Read, Reader
from kokemus.experts.actions.indexing import reindex
from kokemus.experts.importer import Override
from kokemus.experts.importer.answers import key_of
from kokemus.experts.importer.carried import gaps
from kokemus.experts.models import Expert, ImportRow, ImportRun, Note

OPEN = (ImportRun.State.PLANNED, ImportRun.State.DONE)
WRITTEN = ["answers", "outcome", "open_questions", "changes"]


@transaction.atomic
def answer_row(*, row: ImportRow, answers: Mapping[str, str], by: Any) -> None:
    """Answer questions of one row (`key_of` → value; "" takes an answer back); a person carried over already gets
    what the answer adds. Raises RowRefused."""
    run, now = _held(row)
    tables = Tables.read()
    with translation.override(settings.LANGUAGE_CODE):
        _answer(Reader(run), now, answers, tables, by=by)
    audit.record("experts.answer_import_row", by=by, thing=run)


@transaction.atomic
def answer_words(*, run: ImportRun, answers: Mapping[str, str], by: Any) -> int:
    """Answer once what is asked of the same words on many rows; returns how many rows it settled something of.

    A row whose question has been answered on its own keeps that answer. Raises RowRefused.
    """
    now = _open(run)
    reader, tables, count = Reader(now), Tables.read(), 0
    with translation.override(settings.LANGUAGE_CODE):
        for row in now.rows.filter(open_questions__gt=0):
            plan = register.row_plan(row)
            asked = {key_of(each) for each in plan.questions} if plan else set()
            mine = {k: v for k, v in answers.items() if v and k in asked and not row.answers.get(k)}
            if mine:
                _answer(reader, row, mine, tables, by=by)
                count += 1
    audit.record("experts.answer_import_words", by=by, thing=now, rows=count)
    return count


@transaction.atomic
def answer_columns(*, run: ImportRun, answers: Mapping[str, str], by: Any) -> None:
    """Say what a column's year is of ("year_meaning:<sheet>"), or the state of a sheet's people
    ("sheet_state:<sheet>", only before the import is carried out). Raises RowRefused and WrongState."""
    now = _open(run)
    for key, value in answers.items():
        code, _, sheet = key.partition(":")
        if code == "sheet_state" and value and now.answers.get(key) != value:
            before = now.columns.get(sheet)
            override = replace(Override(**before) if before else Override(), state=value)
            assign_columns(run=now, sheet=sheet, override=override, by=by)
            now.refresh_from_db()
    before_reader = Reader(now)
    rows = before_reader.read(now.rows.done().exclude(expert=None))
    now.answers = {**now.answers, **{key: value for key, value in answers.items() if value}}
    now.save(update_fields=["answers"])
    after, tables = Reader(now), Tables.read()
    with translation.override(settings.LANGUAGE_CODE):
        for read in rows:
            _complete(now, read, after.one(read.row, read.row.answers), tables, by=by)
    audit.record("experts.answer_import_columns", by=by, thing=now)


@transaction.atomic
def take(*, row: ImportRow, fields: list[str], by: Any) -> None:
    """Which differences of a row are written to the person who is there already. Raises RowRefused."""
    run, now = _held(row)
    if now.done_at:
        raise RowRefused("done")
    now.take = fields
    now.save(update_fields=["take"])
    audit.record("experts.take_of_import_row", by=by, thing=run)


@transaction.atomic
def skip(*, row: ImportRow, by: Any) -> None:
    """Leave a row out of the import. Raises RowRefused."""
    run, now = _held(row)
    if now.done_at:
        raise RowRefused("done")
    now.outcome = ImportRow.Outcome.SKIPPED
    now.save(update_fields=["outcome"])
    audit.record("experts.skip_import_row", by=by, thing=run)


@transaction.atomic
def put_back(*, row: ImportRow, by: Any) -> None:
    """Take a row that was left out back in. Raises RowRefused."""
    run, now = _held(row)
    now.outcome = ImportRow.Outcome.TO_DECIDE if now.outcome == ImportRow.Outcome.SKIPPED else now.outcome
    write_outcome(now, Reader(run).one(now, now.answers).settled)
    now.save(update_fields=["outcome", "open_questions"])
    audit.record("experts.put_back_import_row", by=by, thing=run)


def _open(run: ImportRun) -> ImportRun:
    now = locked(run)
    if now.state not in OPEN or now.forgotten_at:
        raise RowRefused(now.state)
    return now


def _held(row: ImportRow) -> tuple[ImportRun, ImportRow]:
    """The run and the row as they are now; raises RowRefused when nothing can be changed any more."""
    run = _open(row.run)
    now = ImportRow.objects.filter(pk=row.pk).first()
    if now is None or not now.plan:
        raise RowRefused("gone")
    return run, now


def _answer(reader: Reader, row: ImportRow, answers: Mapping[str, str], tables: Tables, *, by: Any) -> None:
    """Write answers on a row; of a row carried over already an answer cannot be taken back, only given."""
    given = {**row.answers, **answers}
    row_answers = {key: value for key, value in given.items() if value}
    before = reader.one(row, row.answers)
    after = reader.one(row, row_answers)
    row.answers = row_answers
    if row.done_at is None:
        write_outcome(row, after.settled)
    else:
        row.open_questions = len(after.settled.open)
        _complete(reader.run, before, after, tables, by=by)
    row.save(update_fields=WRITTEN)


def _complete(run: ImportRun, before: Read, after: Read, tables: Tables, *, by: Any) -> None:
    """Write to a person carried over what an answer has added to what the row says of them."""
    row = after.row
    expert = Expert.objects.select_for_update().filter(pk=row.expert_id or 0).first()
    added = [each for each in gaps(after.person, before.person) if each.field != "notes"]
    if expert is None or (before.person == after.person):
        return
    known = register.told_of(Expert.objects.prefetch_related(*register.NEEDED).get(pk=expert.pk))
    wanted = {each.field for each in added}
    missing = [each for each in gaps(after.person, known) if each.field in wanted]
    if before.person.is_protected and not after.person.is_protected:
        expert.is_protected = False
    changes = filling.fill(expert, after.person, missing, tables, by=by)
    row.changes = filling.joined(row.changes, changes) if row.changes else changes
    row.save(update_fields=["changes"])
    if row.outcome == ImportRow.Outcome.NEW:
        settled = set(before.person.notes) - set(after.person.notes)
        Note.objects.filter(expert=expert, source="import", text__in=settled).delete()
    reindex(expert)
    audit.record("experts.import", by=by, thing=run, subject=expert, fields=filling.changed(changes))
    _move(expert, before, after, by=by)


def _move(expert: Expert, before: Read, after: Read, *, by: Any) -> None:
    """A state that an answer has told; one that somebody has moved meanwhile stays where it is."""
    if before.person.state == after.person.state or expert.state != before.person.state:
        return
    pause = after.person.pause
    steps: dict[str, Any] = {
        "active": lambda: states.resume(expert=expert, by=by),
        "paused": lambda: states.pause(
            expert=expert,
            by=by,
            words=(pause.written if pause else "")[:200],
            ends_on=pause.until if pause else None,
        ),
        "left": lambda: states.leave(expert=expert, by=by),
    }
    try:
        steps[after.person.state]()
    except WrongState:
        return

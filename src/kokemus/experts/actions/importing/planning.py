"""A file becomes a run with a row for each of its rows; nothing is written of anybody yet."""

from dataclasses import asdict, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.core.workflow import WrongState
from kokemus.experts.actions.importing import register
from kokemus.experts.importer import Override, Plan, plan, read, to_json
from kokemus.experts.importer.answers import Settled, settle
from kokemus.experts.importer.labels import OLD_REGISTERS
from kokemus.experts.importer.outcome import RowPlan
from kokemus.experts.models import ImportRow, ImportRun
from kokemus.topics import actions as topics

AT_A_TIME = 1000
Answers = dict[tuple[str, int], ImportRow]


class RowRefused(Exception):
    """A row that cannot be changed any more: it has been carried over, undone or forgotten."""


def preview(content: bytes, file_name: str) -> Plan:
    """What would become of each row; saves nothing. Raises UnreadableFile."""
    return plan(read(content, file_name), register.labels(), register.known_people(), timezone.localdate())


def start(*, content: bytes, file_name: str, by: Any) -> ImportRun:
    """Read a file and keep what would become of each of its rows. Raises UnreadableFile and keeps nothing."""
    found = preview(content, file_name)
    with transaction.atomic():
        run = ImportRun.objects.create(
            file_name=file_name[-200:], content=content, by=None if isinstance(by, str) else by
        )
        _keep(run, found, {})
        _note_unfound(found)
        audit.record("experts.plan_import", by=by, thing=run, rows=len(found.rows))
    return run


def _note_unfound(found: Plan) -> None:
    """Words of the topics' columns that told no topic, each once for the file."""
    words = {each.written for row in found.rows for each in row.person.open_topics if not each.candidates}
    for written in sorted(words):
        topics.note_unfound(text=written, language=OLD_REGISTERS, on=timezone.localdate())


def assign_columns(*, run: ImportRun, sheet: str, override: Override, by: Any) -> None:
    """Say by hand what the columns of one sheet are, and read the file anew; answers that still fit are kept.

    Raises WrongState when the run is not being looked at any more, ValueError for an unknown field.
    """
    with transaction.atomic():
        now = locked(run)
        if now.state != ImportRun.State.PLANNED:
            raise WrongState("assign_columns")
        columns = {**now.columns, sheet: asdict(override)}
        overrides = {name: Override(**kept) for name, kept in columns.items()}
        book = read(bytes(now.content), now.file_name)
        found = plan(book, register.labels(), register.known_people(), timezone.localdate(), overrides)
        answered = {
            (row.sheet, row.row_number): row for row in now.rows.only("sheet", "row_number", "answers")
        }
        now.columns = columns
        now.rows.all().delete()
        _keep(now, found, answered)
        audit.record("experts.assign_import_columns", by=by, thing=now)


def locked(run: ImportRun) -> ImportRun:
    """The run as it is now, held until the transaction ends, so that two presses act one after the other."""
    return ImportRun.objects.select_for_update().get(pk=run.pk)


def _keep(run: ImportRun, found: Plan, answered: Answers) -> None:
    run.plan = to_json(replace(found, rows=()))
    run.planned_at = timezone.now()
    run.save()
    rows = (_row(run, each, answered.get((each.sheet, each.number))) for each in found.rows)
    ImportRow.objects.bulk_create(rows, batch_size=AT_A_TIME)


def _row(run: ImportRun, planned: RowPlan, before: ImportRow | None) -> ImportRow:
    answers = before.answers if before else {}
    row = ImportRow(
        run=run,
        sheet=planned.sheet,
        row_number=planned.number,
        plan=register.stored_row(planned),
        answers=answers,
    )
    write_outcome(row, settle(planned, answers, run.answers))
    return row


def write_outcome(row: ImportRow, settled: Settled) -> None:
    """Write on a row what becomes of it after its answers; a row left out stays so."""
    row.open_questions = len(settled.open)
    if row.outcome == ImportRow.Outcome.SKIPPED:
        return
    if settled.is_blocked:
        row.outcome = ImportRow.Outcome.TO_DECIDE
    else:
        row.outcome = ImportRow.Outcome.SAME if settled.is_same else ImportRow.Outcome.NEW

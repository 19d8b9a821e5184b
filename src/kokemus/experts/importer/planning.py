"""A workbook into a plan: every row of every sheet, and what becomes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from kokemus.experts.importer import differences
from kokemus.experts.importer.cells import REMOVED
from kokemus.experts.importer.duplicates import Finding, find_repeats, identity_of_row
from kokemus.experts.importer.labels import KnownPerson, Labels
from kokemus.experts.importer.outcome import (
    ColumnQuestion,
    Override,
    Plan,
    Question,
    Remark,
    RowPlan,
    RowRef,
    SheetPlan,
)
from kokemus.experts.importer.row_notes import PLACE_FIELDS
from kokemus.experts.importer.rows import protect
from kokemus.experts.importer.sheets import SheetReader
from kokemus.experts.importer.workbook import Workbook


def plan(
    workbook: Workbook,
    labels: Labels,
    known: Sequence[KnownPerson],
    on: date,
    mapping_override: Mapping[str, Override] | None = None,
) -> Plan:
    """What would become of each row, as on the day `on`. Saves nothing.

    `mapping_override` is by sheet name. Raises ValueError for a field that `columns.FIELDS`
    does not have.
    """
    reader = SheetReader(labels, on)
    sheets: list[SheetPlan] = []
    rows: list[RowPlan] = []
    questions: list[ColumnQuestion] = []
    for sheet in workbook.sheets:
        by_hand = (mapping_override or {}).get(sheet.name, Override())
        made, found, asked = reader.read(sheet, by_hand)
        sheets.append(made)
        rows += found
        questions += asked
    settled = _settle(rows, known, {each.name: each for each in sheets})
    remarks = () if rows else (Remark("no_people"),)
    return Plan(workbook.name, tuple(sheets), tuple(settled), tuple(questions), remarks)


def _settle(rows: list[RowPlan], known: Sequence[KnownPerson], sheets: dict[str, SheetPlan]) -> list[RowPlan]:
    """Repeats found, protection carried to every telling of a person, differences counted."""
    identities = [identity_of_row(f"row:{at}", row.person) for at, row in enumerate(rows)]
    findings = find_repeats(known, identities)
    people = {each.id: each for each in known}
    rows = _protect_all(rows, findings, people, sheets)
    return [_decided(rows, at, finding, people) for at, finding in enumerate(findings)]


def _protect_all(
    rows: list[RowPlan], findings: list[Finding], people: dict[str, KnownPerson],
    sheets: dict[str, SheetPlan],
) -> list[RowPlan]:  # fmt: skip
    links = [
        (f"row:{at}", other)
        for at, finding in enumerate(findings)
        for other in (finding.same, *(key for key, _ in finding.asks))
        if other
    ]
    protected = {f"row:{at}" for at, row in enumerate(rows) if row.person.protected}
    protected |= {f"known:{each.id}" for each in people.values() if each.protected}
    changed = bool(protected)
    while changed:
        more = {key for link in links if protected & set(link) for key in link} - protected
        protected |= more
        changed = bool(more)
    return [
        _protected(row, sheets[row.sheet]) if f"row:{at}" in protected and not row.person.protected else row
        for at, row in enumerate(rows)
    ]


def _protected(row: RowPlan, sheet: SheetPlan) -> RowPlan:
    hidden = {each.letter for each in sheet.columns if each.field in PLACE_FIELDS}
    cells = (replace(c, text=REMOVED) if c.letter in hidden else c for c in row.cells)
    kept = tuple(each for each in row.remarks if each.field != "place")
    asked = tuple(each for each in row.questions if each.field != "place")
    return replace(
        row, person=protect(row.person), cells=tuple(cells),
        remarks=(*kept, Remark("protected_by_repeat", "protected"), Remark("place_not_carried", "place")),
        questions=(*asked, Question("areas_to_ask", "place")),
    )  # fmt: skip


def _decided(rows: list[RowPlan], at: int, finding: Finding, people: dict[str, KnownPerson]) -> RowPlan:
    row = rows[at]
    kind, _, value = finding.same.partition(":")
    if kind == "known":
        there = people[value]
        return replace(
            row, outcome="same_as", known_id=value,
            differences=differences.from_known(row.person, there),
        )  # fmt: skip
    if kind == "row":
        first = rows[int(value)]
        return replace(
            row, outcome="same_as", same_row=RowRef(first.sheet, first.number),
            differences=differences.between(row.person, first.person),
        )  # fmt: skip
    if finding.namesakes:
        row = replace(row, remarks=(*row.remarks, Remark("namesake", "name")))
    if finding.asks:
        asked = [_same_person(rows, key, why) for key, why in finding.asks]
        row = replace(row, outcome="to_decide", questions=(*row.questions, *asked))
    return row


def _same_person(rows: list[RowPlan], key: str, why: str) -> Question:
    """Options: "row:<sheet>!<number>" or "known:<id>", and "new"."""
    kind, _, value = key.partition(":")
    if kind == "row":
        other = rows[int(value)]
        key = f"row:{other.sheet}!{other.number}"
    return Question("same_person", "name", {"why": why, "other": key}, (key, "new"), True)

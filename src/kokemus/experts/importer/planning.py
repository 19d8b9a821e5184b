"""A workbook into a plan: every row of every sheet, and what becomes of it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kokemus.experts.importer import differences
from kokemus.experts.importer.addresses import looks_like_email
from kokemus.experts.importer.cells import REMOVED
from kokemus.experts.importer.columns import ColumnFinder, ContentRule, Table
from kokemus.experts.importer.duplicates import Finding, find_repeats, identity_of_row
from kokemus.experts.importer.headers import header_key
from kokemus.experts.importer.labels import KnownPerson, Labels
from kokemus.experts.importer.languages import read_languages
from kokemus.experts.importer.names import is_family_name, is_given_name, read_name
from kokemus.experts.importer.outcome import (
    Column,
    ColumnQuestion,
    Override,
    Plan,
    Question,
    RawCell,
    Remark,
    RowPlan,
    RowRef,
    SheetPlan,
    StrayCell,
)
from kokemus.experts.importer.perspective import read_perspective
from kokemus.experts.importer.phones import read_phones
from kokemus.experts.importer.roles import read_codes
from kokemus.experts.importer.rows import RowReader, protect
from kokemus.experts.importer.states import sheet_state
from kokemus.experts.importer.training import read_training
from kokemus.experts.importer.workbook import Cell, Sheet, Workbook, column_letter, column_number
from kokemus.experts.importer.years import read_year

_PERSON_FIELDS = frozenset({"name", "given_name", "family_name", "phone", "email", "contact"})
_HIDDEN_WHEN_PROTECTED = frozenset({"place", "address", "postcode", "post_office"})
_MOST_STRAY = 500
_ENOUGH_NAMES = 20
_ONE_ORDER = 0.95
YEAR_MEANINGS = ("training", "joined", "other")


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
    planner = _Planner(labels, on)
    for sheet in workbook.sheets:
        planner.take(sheet, (mapping_override or {}).get(sheet.name))
    rows = _settle(planner.rows, known, {each.name: each for each in planner.sheets})
    remarks = () if rows else (Remark("no_people"),)
    return Plan(workbook.name, tuple(planner.sheets), tuple(rows), tuple(planner.questions), remarks)


class _Planner:
    """Goes through the sheets one by one."""

    def __init__(self, labels: Labels, on: date) -> None:
        self._on = on
        self._reader = RowReader(labels, on)
        self._finder = ColumnFinder(self._reader.tick_of, _content_rules(self._reader, on))
        self.sheets: list[SheetPlan] = []
        self.rows: list[RowPlan] = []
        self.questions: list[ColumnQuestion] = []

    def take(self, sheet: Sheet, override: Override | None) -> None:
        """Reads one sheet, or says why it is left out."""
        remarks = [Remark("sheet_hidden")] if sheet.hidden else []
        if not sheet.rows:
            self._leave_out(sheet, [*remarks, Remark("sheet_empty")])
            return
        table = self._finder.find(sheet, override)
        fields = {column.field for column in table.columns}
        if override and override.skip:
            self._leave_out(sheet, [*remarks, Remark("sheet_skipped")], table)
        elif not fields & _PERSON_FIELDS:
            self._leave_out(sheet, [*remarks, Remark("sheet_no_people")], table)
        else:
            self._read_sheet(sheet, table, override, remarks)

    def _leave_out(self, sheet: Sheet, remarks: list[Remark], table: Table | None = None) -> None:
        stray = [
            StrayCell(row, column_letter(at), cell.text)
            for row, cells in sheet.rows.items()
            for at, cell in cells.items()
        ]
        columns = table.columns if table else ()
        header_row = table.header_row if table else 0
        self.sheets.append(SheetPlan(
            sheet.name, header_row, columns, _shortened(stray, remarks), hidden=sheet.hidden,
            skipped=True, remarks=tuple(remarks),
        ))  # fmt: skip

    def _read_sheet(
        self, sheet: Sheet, table: Table, override: Override | None, remarks: list[Remark]
    ) -> None:
        state, ask = sheet_state(sheet.name)
        if override and override.state:
            state, ask = override.state, False  # type: ignore[assignment]
        stray = list(table.stray)
        usual = _usual_order(sheet, table)
        before = len(self.rows)
        for number, cells in sheet.rows.items():
            if number < table.first_row:
                continue
            if why := _not_a_person(cells, table):
                stray += [StrayCell(number, column_letter(at), c.text) for at, c in cells.items()]
                remarks.append(Remark(why, params={"row": str(number)}))
                continue
            row = self._row(sheet, number, cells, table.columns, state, usual)
            stray += [StrayCell(number, c.letter, c.text) for c in row.cells if not c.header]
            self.rows.append(row)
        read = self.rows[before:]
        if table.header_row == 0:
            remarks.append(Remark("no_headers"))
            stray = [each for each in stray if each.row < table.first_row]
        if ask and read:
            self.questions.append(ColumnQuestion(
                "sheet_state", sheet.name, "", "", len(read), options=("active", "paused", "left")
            ))  # fmt: skip
        self.questions += _year_questions(sheet.name, table.columns, read)
        self.sheets.append(SheetPlan(
            sheet.name, table.header_row, table.columns, _shortened(stray, remarks), state,
            sheet.hidden, False, tuple(remarks),
        ))  # fmt: skip

    def _row(
        self, sheet: Sheet, number: int, cells: dict[int, Cell], columns: tuple[Column, ...],
        state: str, usual: str,
    ) -> RowPlan:  # fmt: skip
        by_letter = {column.letter: column for column in columns}
        pairs = [(by_letter[column_letter(at)], cell) for at, cell in cells.items()]
        person, remarks, questions = self._reader.read(pairs, state, sheet.name, usual)
        raw = tuple(
            RawCell(column.letter, column.header, _shown(column, cell, person.protected))
            for column, cell in pairs
        )
        outcome = "to_decide" if any(each.blocks for each in questions) else "new"
        return RowPlan(
            sheet.name, number, "to_decide" if outcome == "to_decide" else "new", person,
            questions=tuple(questions), remarks=tuple(remarks), cells=raw,
        )  # fmt: skip


def _shown(column: Column, cell: Cell, protected: bool) -> str:
    hidden = column.field == "forbidden" or (protected and column.field in _HIDDEN_WHEN_PROTECTED)
    return REMOVED if hidden else cell.text


def _shortened(stray: list[StrayCell], remarks: list[Remark]) -> tuple[StrayCell, ...]:
    if len(stray) > _MOST_STRAY:
        remarks.append(Remark("stray_not_all_listed", params={"count": str(len(stray))}))
    return tuple(sorted(stray, key=lambda each: each.row)[:_MOST_STRAY])


def _not_a_person(cells: dict[int, Cell], table: Table) -> str:
    """Why a row below the headers is no row of a person: "", or a remark code."""
    fields = {column_number(c.letter): c for c in table.columns}
    headers = [at for at, cell in cells.items() if _is_header_again(cell, fields[at])]
    if len(headers) >= 2 and len(headers) * 2 > len(cells):
        return "header_again"
    person = [at for at in cells if fields[at].field in _PERSON_FIELDS]
    if not person and (len(cells) == 1 or not any(fields[at].field for at in cells)):
        return "row_not_person"
    if len(cells) == 1 and fields[person[0]].field in ("name", "given_name", "family_name"):
        name = read_name(cells[person[0]].text)
        sure = name.given and name.family and is_given_name(name.given.split()[0])
        return "" if sure or name.question == "name_two_people" else "row_not_person"
    return ""


def _is_header_again(cell: Cell, column: Column) -> bool:
    return bool(column.header) and header_key(cell.text) == header_key(column.header)


def _usual_order(sheet: Sheet, table: Table) -> str:
    """The order of names of a column: by its header, or when nearly all sure rows have it."""
    column = next((each for each in table.columns if each.field == "name"), None)
    if column is None or column.value:
        return column.value if column else ""
    at = column_number(column.letter)
    names = [cells[at].text for row, cells in sheet.rows.items() if row >= table.first_row and at in cells]
    orders = Counter(read_name(text).order for text in names if "," not in text)
    sure = orders["given_first"] + orders["family_first"]
    for order in ("given_first", "family_first"):
        if sure >= _ENOUGH_NAMES and orders[order] >= _ONE_ORDER * sure:
            return order
    return ""


def _year_questions(sheet: str, columns: tuple[Column, ...], rows: list[RowPlan]) -> Iterator[ColumnQuestion]:
    column = next((each for each in columns if each.field == "year"), None)
    years = [row.person.year for row in rows if row.person.year and row.person.year.meaning == "ask"]
    if column and years:
        examples = tuple(dict.fromkeys(year.written for year in years))[:5]
        yield ColumnQuestion(
            "year_meaning", sheet, column.letter, column.header, len(years), examples, YEAR_MEANINGS
        )


def _content_rules(reader: RowReader, on: date) -> tuple[ContentRule, ...]:
    def has_topic(text: str) -> bool:
        return bool(reader.topics.read(text, ()).experiences)

    def has_role(text: str) -> bool:
        return bool(read_codes(reader.roles, text)[0])

    return (
        ContentRule("email", 0.6, looks_like_email),
        ContentRule("phone", 0.6, lambda text: bool(read_phones(text).phones)),
        ContentRule("perspective", 0.7, lambda text: bool(read_perspective(text))),
        ContentRule("languages", 0.7, lambda text: not read_languages(text)[1]),
        ContentRule("place", 0.6, lambda text: bool(reader.municipality(text))),
        ContentRule("year", 0.7, lambda text: _has_year(text, on)),
        ContentRule("roles", 0.6, has_role),
        ContentRule("training", 0.6, lambda text: read_training(text).state != "unknown"),
        ContentRule("topics", 0.5, has_topic),
        ContentRule("given_name", 0.7, lambda text: " " not in text and is_given_name(text)),
        ContentRule("family_name", 0.7, lambda text: " " not in text and is_family_name(text)),
        ContentRule("name", 0.6, _is_whole_name),
    )


def _has_year(text: str, on: date) -> bool:
    year = read_year(Cell(text), on)
    return year is not None and year.year is not None and len(text) <= 20


def _is_whole_name(text: str) -> bool:
    words = text.replace(",", " ").split()
    return 2 <= len(words) <= 4 and any(is_given_name(word) for word in words)


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
    hidden = {each.letter for each in sheet.columns if each.field in _HIDDEN_WHEN_PROTECTED}
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

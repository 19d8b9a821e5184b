"""One sheet into rows: where its table is, which rows are people, and what lies beside."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kokemus.experts.importer.addresses import looks_like_email
from kokemus.experts.importer.cells import REMOVED
from kokemus.experts.importer.columns import ColumnFinder, ContentRule, Table
from kokemus.experts.importer.headers import header_key
from kokemus.experts.importer.labels import Labels
from kokemus.experts.importer.languages import read_languages
from kokemus.experts.importer.names import is_family_name, is_given_name, read_name
from kokemus.experts.importer.outcome import (
    Column,
    ColumnQuestion,
    Override,
    RawCell,
    Remark,
    RowPlan,
    SheetPlan,
    StrayCell,
)
from kokemus.experts.importer.perspective import read_perspective
from kokemus.experts.importer.phones import read_phones
from kokemus.experts.importer.roles import read_codes
from kokemus.experts.importer.row_notes import PLACE_FIELDS
from kokemus.experts.importer.rows import RowReader
from kokemus.experts.importer.states import sheet_state
from kokemus.experts.importer.training import read_training
from kokemus.experts.importer.workbook import Cell, Sheet, column_letter, column_number
from kokemus.experts.importer.years import read_year

_PERSON_FIELDS = frozenset({"name", "given_name", "family_name", "phone", "email", "contact"})
_NAME_FIELDS = frozenset({"name", "given_name", "family_name"})
_MOST_STRAY = 500
_ENOUGH_NAMES = 20
_ONE_ORDER = 0.95
YEAR_MEANINGS = ("training", "joined", "other")


@dataclass(slots=True)
class SheetDraft:
    """A sheet being read. `comments` by row: (column number, words)."""

    sheet: Sheet
    table: Table
    state: str
    comments: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    rows: list[RowPlan] = field(default_factory=list)
    stray: list[StrayCell] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def put_aside(self, number: int, cells: dict[int, Cell]) -> None:
        """Lists a row that is about nobody, with its comments."""
        self.stray += [StrayCell(number, column_letter(at), cell.text) for at, cell in cells.items()]
        said = self.comments.get(number, ())
        self.stray += [StrayCell(number, column_letter(at), words) for at, words in said]

    def plan(self, skipped: bool = False) -> SheetPlan:
        """The sheet as the plan shows it."""
        stray = tuple(sorted(self.stray, key=lambda each: each.row)[:_MOST_STRAY])
        if len(self.stray) > _MOST_STRAY:
            self.remarks.append(Remark("stray_not_all_listed", params={"count": str(len(self.stray))}))
        return SheetPlan(
            self.sheet.name, self.table.header_row, self.table.columns, stray, self.state,
            self.sheet.hidden, skipped, tuple(self.remarks),
        )  # fmt: skip


class SheetReader:
    """Reads sheets by one set of labels, as on one day."""

    def __init__(self, labels: Labels, on: date) -> None:
        self._reader = RowReader(labels, on)
        self._finder = ColumnFinder(self._reader.tick_of, _content_rules(self._reader, on))

    def read(self, sheet: Sheet, override: Override) -> tuple[SheetPlan, list[RowPlan], list[ColumnQuestion]]:
        """The sheet, its rows and what is asked once for a column of it."""
        table = self._finder.find(sheet, override) if sheet.rows else Table(0, 1, (), ())
        state, ask = sheet_state(sheet.name)
        draft = SheetDraft(sheet, table, override.state or state)
        draft.remarks += [Remark("sheet_hidden")] if sheet.hidden else []
        for (row, column), words in sheet.comments.items():
            draft.comments.setdefault(row, []).append((column, words))
        left_out = _why_left_out(draft, override)
        if left_out:
            draft.remarks.append(Remark(left_out))
            for number in sorted({*sheet.rows, *draft.comments}):
                draft.put_aside(number, sheet.rows.get(number, {}))
            return draft.plan(skipped=True), [], []
        self._read_rows(draft)
        asked = list(_year_questions(sheet.name, table.columns, draft.rows))
        if ask and draft.rows and not override.state:
            states = ("active", "paused", "left")
            asked.append(ColumnQuestion("sheet_state", sheet.name, "", "", len(draft.rows), options=states))
        return draft.plan(), draft.rows, asked

    def _read_rows(self, draft: SheetDraft) -> None:
        sheet, table = draft.sheet, draft.table
        usual = _usual_order(sheet, table)
        draft.stray += table.stray
        people = {number for number in sheet.rows if number >= table.first_row}
        for number in sorted(set(draft.comments) - people):
            draft.put_aside(number, {})
        for number in sorted(people):
            cells = sheet.rows[number]
            if why := _not_a_person(cells, table):
                draft.put_aside(number, cells)
                draft.remarks.append(Remark(why, params={"row": str(number)}))
                continue
            row = self._row(draft, number, usual)
            draft.rows.append(row)
            if table.header_row:
                draft.stray += [StrayCell(number, c.letter, c.text) for c in row.cells if not c.header]
        if not table.header_row:
            draft.remarks.append(Remark("no_headers"))

    def _row(self, draft: SheetDraft, number: int, usual: str) -> RowPlan:
        columns = {column_number(column.letter): column for column in draft.table.columns}
        pairs = [(columns[at], cell) for at, cell in draft.sheet.rows[number].items()]
        comments = [
            (columns.get(at) or Column(column_letter(at), ""), words)
            for at, words in draft.comments.get(number, ())
        ]
        person, remarks, questions = self._reader.read(pairs, draft.state, draft.sheet.name, usual, comments)
        raw = tuple(
            RawCell(column.letter, column.header, _shown(column, cell, person.protected))
            for column, cell in pairs
        )
        return RowPlan(
            draft.sheet.name, number, "to_decide" if any(each.blocks for each in questions) else "new",
            person, questions=tuple(questions), remarks=tuple(remarks), cells=raw,
        )  # fmt: skip


def _why_left_out(draft: SheetDraft, override: Override) -> str:
    """The remark code of a sheet that gives no rows; "" for one that does."""
    if not draft.sheet.rows:
        return "sheet_empty"
    if override.skip:
        return "sheet_skipped"
    fields = {column.field for column in draft.table.columns}
    return "" if fields & _PERSON_FIELDS else "sheet_no_people"


def _shown(column: Column, cell: Cell, protected: bool) -> str:
    hidden = column.field == "forbidden" or (protected and column.field in PLACE_FIELDS)
    return REMOVED if hidden else cell.text


def _not_a_person(cells: dict[int, Cell], table: Table) -> str:
    """Why a row below the headers is no row of a person: "", or a remark code."""
    fields = {column_number(c.letter): c for c in table.columns}
    headers = [at for at, cell in cells.items() if _is_header_again(cell, fields[at])]
    if len(headers) >= 2 and len(headers) * 2 > len(cells):
        return "header_again"
    person = [at for at in cells if fields[at].field in _PERSON_FIELDS]
    if not person and (len(cells) == 1 or not any(fields[at].field for at in cells)):
        return "row_not_person"
    if len(cells) == 1 and fields[person[0]].field in _NAME_FIELDS:
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

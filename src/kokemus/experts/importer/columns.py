"""Which column of a sheet is what: by its header, by its content, or by hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from kokemus.experts.importer.headers import Headers, is_somebody_elses, value_of
from kokemus.experts.importer.outcome import Column, Override, StrayCell
from kokemus.experts.importer.phones import read_phones
from kokemus.experts.importer.workbook import Sheet, column_letter, column_number

FIELDS: Final = (
    "name", "given_name", "family_name", "phone", "email", "contact", "place", "address",
    "postcode", "post_office", "perspective", "topics", "topics_own", "topics_close_one",
    "topic", "services", "training", "hours", "year", "birth_year", "roles", "role", "languages",
    "notes", "protected", "remote", "pause", "left", "state", "number", "forbidden", "ignore",
)  # fmt: skip
# Fields that several columns may have together (two phone columns, topics over three columns).
REPEATABLE: Final = frozenset({
    "phone", "email", "contact", "topics", "topics_own", "topics_close_one", "services", "roles",
    "role", "topic", "languages", "notes", "number", "forbidden", "ignore", "training", "address",
})  # fmt: skip
_HEADER_SEARCH_ROWS = 40
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class ContentRule:
    """A column is `field` when at least `share` of its cells satisfy `holds`."""

    field: str
    share: float
    holds: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Table:
    """`first_row` is the first row of people."""

    header_row: int
    first_row: int
    columns: tuple[Column, ...]
    stray: tuple[StrayCell, ...]


class ColumnFinder:
    """Finds the table of a sheet. `tick_of` gives ("role", code) or ("topic", code) for a header
    that is a label, else ("", ""); `content` are the rules for columns whose header says nothing."""

    def __init__(self, tick_of: Callable[[str], tuple[str, str]], content: tuple[ContentRule, ...]) -> None:
        self._tick_of = tick_of
        self._content = content
        self._headers = Headers()

    def find(self, sheet: Sheet, override: Override) -> Table:
        """The header row, the columns and what lies outside the table."""
        asked = override.header_row
        header_row = self._header_row(sheet) if asked is None else asked
        first = header_row + 1 if header_row else self._first_data_row(sheet)
        used = _used(sheet, header_row or first)
        columns = [self._column(sheet, number, header_row, first) for number in used]
        columns = list(self._by_content(sheet, self._once(columns), first))
        columns = [_by_hand(column, override) for column in columns]
        stray = tuple(
            StrayCell(row, column_letter(at), cell.text)
            for row, cells in sheet.rows.items()
            if row < first and row != header_row
            for at, cell in cells.items()
        )
        return Table(header_row, first, tuple(columns), stray)

    def _header_row(self, sheet: Sheet) -> int:
        best, best_score = 0, 0.0
        for number, cells in list(sheet.rows.items())[:_HEADER_SEARCH_ROWS]:
            texts = [cell.text for cell in cells.values()]
            fields = {field for text in texts if (field := self._headers.field_of(text))}
            if len(fields) < 4 and any(_is_data(text) for text in texts):
                continue
            enough = len(fields) >= 2 or (fields and len(sheet.rows) > 1 and len(texts) == 1)
            score = len(fields) + (0.1 if len(texts) > 1 else 0)
            if enough and score > best_score and not (len(fields) == 1 and best):
                best, best_score = number, score
        return best if best_score > 1.05 or self._single_header(sheet, best) else 0

    def _single_header(self, sheet: Sheet, row: int) -> bool:
        """One known header alone is trusted only above a column that goes on below it."""
        cells = sheet.rows.get(row, {})
        exact = [at for at, cell in cells.items() if self._headers.whole(cell.text)]
        below = [cells for number, cells in sheet.rows.items() if number > row]
        return bool(exact) and all(set(cells) <= set(exact) for cells in below[:20])

    def _first_data_row(self, sheet: Sheet) -> int:
        """Without headers: the first row that has an address, a number or three cells."""
        for number, cells in sheet.rows.items():
            if len(cells) >= 3 or any(_is_data(cell.text) for cell in cells.values()):
                return number
        return next(iter(sheet.rows), 1)

    def _column(self, sheet: Sheet, number: int, header_row: int, first: int) -> Column:
        header = _header(sheet, number, header_row)
        filled = sum(1 for row, cells in sheet.rows.items() if row >= first and number in cells)
        column = Column(column_letter(number), header, filled=filled)
        field = self._headers.whole(header)
        ticked, code = ("", "") if field or not header else self._tick_of(header)
        if ticked:
            return replace(column, field=ticked, value=code, confidence="header")
        field = field or self._headers.field_of(header)
        if field:
            return replace(column, field=field, value=value_of(field, header), confidence="header")
        return column

    def _once(self, columns: list[Column]) -> list[Column]:
        """A field that only one column can have goes to the one whose whole header names it,
        else to the first; the others stay unmapped."""
        exact = {c.field: c for c in reversed(columns) if self._headers.whole(c.header)}
        chosen = {c.field: c for c in reversed(columns)} | exact
        return [
            column
            if not column.field or column.field in REPEATABLE or chosen[column.field] is column
            else replace(column, field="", value="", confidence="none")
            for column in columns
        ]

    def _by_content(self, sheet: Sheet, columns: list[Column], first: int) -> Iterator[Column]:
        taken = {column.field for column in columns}
        samples = _samples(sheet, first)
        for column in columns:
            sample = samples.get(column_number(column.letter), [])
            rules = () if column.field or column.filled < 2 else self._content
            if column.header:  # a header that says nothing: only what cannot be mistaken
                rules = tuple(r for r in rules if r.field in ("email", "phone"))
                rules = () if is_somebody_elses(column.header) else rules
            rule = next((r for r in rules if _fits(r, sample, taken)), None)
            if rule:
                taken.add(rule.field)
                yield replace(column, field=rule.field, confidence="content")
            else:
                yield column


def _by_hand(column: Column, override: Override) -> Column:
    """ "role:trainer" makes the column a tick for that role."""
    if column.letter not in override.fields:
        return column
    asked, _, value = override.fields[column.letter].partition(":")
    if asked and asked not in FIELDS:
        raise ValueError(f"unknown field {asked!r}")
    kept = column.value if asked == column.field else ""
    return replace(column, field=asked, confidence="by_hand", value=value or kept)


def _header(sheet: Sheet, number: int, row: int) -> str:
    """The header of a column; from the row above when headers stand in two rows."""
    if not row:
        return ""
    cell = sheet.rows[row].get(number) if row in sheet.rows else None
    above = sheet.rows.get(row - 1, {})
    if cell is None and len(above) > 1:
        cell = above.get(number)
    return cell.text if cell else ""


def _used(sheet: Sheet, after: int) -> list[int]:
    return sorted({at for row, cells in sheet.rows.items() if row >= after for at in cells})


def _samples(sheet: Sheet, first: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row, cells in sheet.rows.items():
        for at, cell in cells.items() if row >= first else ():
            if len(found.setdefault(at, [])) < _SAMPLE:
                found[at].append(cell.text)
    return found


def _fits(rule: ContentRule, sample: list[str], taken: set[str]) -> bool:
    if not sample or (rule.field in taken and rule.field not in REPEATABLE):
        return False
    return sum(map(rule.holds, sample)) >= rule.share * len(sample)


def _is_data(text: str) -> bool:
    return "@" in text or bool(read_phones(text).phones)

"""What becomes of a spreadsheet: the plan that a person looks at before anything is saved."""

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from kokemus.experts.importer.parsed import ParsedPerson

Outcome = Literal["new", "same_as", "to_decide"]
Confidence = Literal["header", "content", "by_hand", "none"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell. `code` is a key of `remarks.REMARKS`, `params` fill its text."""

    code: str
    field: str = ""
    params: dict[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can decide. `code` is a key of `remarks.QUESTIONS`; `options` are
    codes, values or row keys to choose from, likeliest first. A question that `blocks` makes the
    row `to_decide`: nothing of it is saved before it is answered. The others wait with the person.
    """

    code: str
    field: str = ""
    params: dict[str, str] = dataclasses.field(default_factory=dict)
    options: tuple[str, ...] = ()
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class ColumnQuestion:
    """Asked once for a whole column (`code` "year_meaning"), answered once on the page."""

    code: str
    sheet: str
    column: str
    header: str
    rows: int
    examples: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """`letter` as seen in the spreadsheet; `field` is one of `columns.FIELDS`, "" when unknown
    (its cells then go to the notes with their header, never away). `value` is the code that a
    tick in a column such as "Kouluttaja" means."""

    letter: str
    header: str
    field: str = ""
    confidence: Confidence = "none"
    value: str = ""
    filled: int = 0


@dataclass(frozen=True, slots=True)
class StrayCell:
    """A cell outside the table: above the headers, or beside it without a header."""

    row: int
    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """`header_row` is 0 when no headers were found. `state` is what the sheet's name says of its
    people ("Tauolla" → "paused"). `skipped` sheets give no rows; a remark says why."""

    name: str
    header_row: int = 0
    columns: tuple[Column, ...] = ()
    stray: tuple[StrayCell, ...] = ()
    state: str = "active"
    hidden: bool = False
    skipped: bool = False
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class RowRef:
    """A row of the file as a person finds it."""

    sheet: str
    number: int


@dataclass(frozen=True, slots=True)
class Difference:
    """`here` is this row's value, `there` the one it is compared with, as text."""

    field: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as it stood, for showing beside what was understood of it."""

    letter: str
    header: str
    text: str


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What becomes of one row. With `same_as`, either `same_row` or `known_id` is set (a row's
    repeat points to the first row, and to the known person too when that row has one)."""

    sheet: str
    number: int
    outcome: Outcome
    person: ParsedPerson
    same_row: RowRef | None = None
    known_id: str = ""
    differences: tuple[Difference, ...] = ()
    questions: tuple[Question, ...] = ()
    remarks: tuple[Remark, ...] = ()
    cells: tuple[RawCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """A person's own word about one sheet. `fields` maps a column letter to a field of
    `columns.FIELDS` ("" = leave in the notes, "ignore" = leave out)."""

    fields: dict[str, str] = dataclasses.field(default_factory=dict)
    header_row: int | None = None
    state: str = ""
    skip: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole file. `storing.to_json` / `from_json` keep it between two requests."""

    file_name: str
    sheets: tuple[SheetPlan, ...]
    rows: tuple[RowPlan, ...]
    questions: tuple[ColumnQuestion, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many rows are `new`, `same_as`, `to_decide`."""
        found = Counter(row.outcome for row in self.rows)
        return {"new": found["new"], "same_as": found["same_as"], "to_decide": found["to_decide"]}

"""A spreadsheet as plain text cells, whatever kind of file it came from."""

import dataclasses
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase
from typing import Final

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_UNPACKED_BYTES: Final = 150 * 1024 * 1024
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 200
MAX_CELL: Final = 4_000


class UnreadableFile(Exception):
    """The file cannot be read at all. `code` is a key of `remarks.UNREADABLE`."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Cell:
    """One non-empty cell. `text` is what a person reads; the other values say what it was.

    `number` is set for a numeric cell, `day` for a date cell. `remark` is a remark code about
    the cell itself: `formula_computed`, `formula_unread`, `cell_cut`, `identity_code_removed`,
    `bank_account_removed`.
    """

    text: str
    number: float | None = None
    day: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` maps a row number (from 1) to its non-empty cells by column number (from 1)."""

    name: str
    rows: dict[int, dict[int, Cell]]
    hidden: bool = False
    merged: frozenset[tuple[int, int]] = frozenset()
    """(row, column) of the first cell of each merged area that is wider than one column."""
    comments: dict[tuple[int, int], str] = dataclasses.field(default_factory=dict)
    """(row, column) → a comment that somebody has written on the cell."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """What `read` gives: every sheet, the empty and the hidden ones too."""

    name: str
    sheets: tuple[Sheet, ...]


def column_letter(number: int) -> str:
    """1 → "A", 28 → "AB": the letter a person sees above the column."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return letters


def column_number(letter: str) -> int:
    """ "A" → 1, "AB" → 28."""
    number = 0
    for character in letter.upper():
        number = number * 26 + ascii_uppercase.index(character) + 1
    return number

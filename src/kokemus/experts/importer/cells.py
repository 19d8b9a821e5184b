"""One value of a spreadsheet made into a clean `Cell`."""

import re
from dataclasses import replace
from datetime import date, datetime, time

from stdnum import iban
from stdnum.fi import hetu

from kokemus.experts.importer.workbook import MAX_CELL, Cell

# Control characters, zero-width characters and those that turn the direction of writing.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_XML_ESCAPE = re.compile(r"_x00(?:0[0-8BCEF]|1[0-9A-F]|0D|7F)_", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_HETU = re.compile(r"(?<![\w-])\d{6}[-+A-FU-Ya-fu-y]\d{3}[0-9A-Ya-y](?!\w)")
_IBAN = re.compile(r"(?<!\w)FI\d{2}(?: ?\d{4}){3} ?\d{2}(?!\w)", re.IGNORECASE)
REMOVED = "***"


def make_cell(value: object, remark: str = "") -> Cell | None:
    """A cell from any value openpyxl gives; None for an empty one."""
    if value is None:
        return None
    if isinstance(value, bool):
        return Cell("x" if value else "ei", remark=remark)
    if isinstance(value, int | float):
        return Cell(number_text(value), number=float(value), remark=remark)
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return Cell(f"{day.day}.{day.month}.{day.year}", day=day, remark=remark)
    if isinstance(value, time):
        return Cell(value.strftime("%H:%M"), remark=remark)
    return text_cell(str(value), remark)


def text_cell(text: str, remark: str = "") -> Cell | None:
    """A cell from text: cleaned, cut when far too long, identity codes and accounts taken out."""
    cut = len(text) > MAX_CELL
    clean = _clean(text[:MAX_CELL])
    if not clean:
        return None
    cell = Cell(clean, remark="cell_cut" if cut else remark)
    return _without_secrets(cell)


def number_text(value: float) -> str:
    """400000002.0 → "400000002", 2.5 → "2.5"."""
    whole = isinstance(value, int) or value.is_integer()
    return str(int(value)) if whole and abs(value) < 1e16 else repr(value)


def _clean(text: str) -> str:
    text = _XML_ESCAPE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))
    text = _SPACE.sub(" ", _UNSEEN.sub("", text))
    return _BLANK_LINES.sub("\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


def _without_secrets(cell: Cell) -> Cell:
    """Identity codes and bank accounts are never kept (product rule), not even in a note."""
    text = _HETU.sub(lambda m: REMOVED if hetu.is_valid(m[0].upper(), True) else m[0], cell.text)
    if text != cell.text:
        cell = replace(cell, text=text, remark="identity_code_removed")
    text = _IBAN.sub(lambda m: REMOVED if iban.is_valid(m[0]) else m[0], cell.text)
    return cell if text == cell.text else replace(cell, text=text, remark="bank_account_removed")

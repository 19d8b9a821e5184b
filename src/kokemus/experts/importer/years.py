"""A year as people write it: number, date, Excel's day number, "syksy 2025", "2023-24"."""

import re
from datetime import date, timedelta

from kokemus.experts.importer.parsed import Year
from kokemus.experts.importer.workbook import Cell

_FIRST = 1900
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_TERMS = {
    "spring": r"kevät|kevään|keväällä|kevat|våren|vår|vt|spring|k(?=[\s.-]?\d)",
    "autumn": r"syksy|syksyn|syksyllä|hösten|höst|ht|autumn|fall|s(?=[\s.-]?\d)",
}
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–/]\s*((?:(?:19|20)\d)?\d|\d\d)(?!\d)")
_DATE = re.compile(r"^\s*(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})\s*$")
_ISO = re.compile(r"^\s*(\d{4})-(\d{2})-(\d{2})")
_SHORT_TERM = re.compile(r"^[a-zåäö]+[\s.-]*(\d\d)$")


def read_year(cell: Cell, on: date) -> Year | None:
    """The year of a cell, `year` None when the words name none that fits (1900 … next year+1)."""
    text = cell.text.strip()
    if not text:
        return None
    day = cell.day or _day(text) or _serial(cell.number, on)
    if day:
        return Year(text, day.year, on=day)
    found = _years(text)
    if found is None or not _FIRST <= found[0] <= on.year + 2:
        return Year(text)
    return Year(text, found[0], found[1], _term(text))


def exact_day(text: str) -> date | None:
    """A day written in full, "31.5.2026" or "2026-05-31"."""
    return _day(text)


def _day(text: str) -> date | None:
    iso, finnish = _ISO.match(text), _DATE.match(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if finnish:
            year = int(finnish[3]) + (2000 if len(finnish[3]) == 2 else 0)
            return date(year, int(finnish[2]), int(finnish[1]))
    except ValueError:
        return None
    return None


def _serial(number: float | None, on: date) -> date | None:
    """45429 → 17.5.2024; only days from 1990 to two years ahead are taken for one."""
    if number is None or not 32_874 <= number <= (on - _EXCEL_DAY_ZERO).days + 731:
        return None
    return _EXCEL_DAY_ZERO + timedelta(days=int(number))


def _years(text: str) -> tuple[int, int | None] | None:
    span = _SPAN.search(text)
    if span:
        first = int(span[1])
        last = int(str(first)[: 4 - len(span[2])] + span[2])
        if first < last <= first + 10:
            return first, last
    year = _YEAR.search(text)
    if year:
        return int(year[1]), None
    short = _SHORT_TERM.match(text.casefold())
    return (2000 + int(short[1]), None) if short and _term(text) else None


def _term(text: str) -> str:
    for term, words in _TERMS.items():
        if re.search(rf"\b(?:{words})", text.casefold()):
            return term
    return ""

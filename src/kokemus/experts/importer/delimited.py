"""CSV and TSV files: text with a separator."""

import csv
import io

from kokemus.experts.importer.cells import text_cell
from kokemus.experts.importer.workbook import MAX_ROWS, Sheet, UnreadableFile, Workbook


def read_delimited(content: bytes, name: str) -> Workbook:
    """A workbook of one sheet. Raises UnreadableFile for what is not such a text."""
    text = _decode(content)
    if text.lstrip()[:200].casefold().startswith(("<html", "<!doctype html", "<table", "<?xml")):
        raise UnreadableFile("html_not_excel", name=name)
    separator = _separator(text)
    if not separator:
        raise UnreadableFile("not_a_spreadsheet", name=name)
    try:
        rows = dict(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1))
    except csv.Error as error:
        raise UnreadableFile("broken_file", name=name) from error
    if sum(1 for row in rows.values() if any(row)) > MAX_ROWS:
        raise UnreadableFile("too_many_rows", name=name, most=str(MAX_ROWS))
    cells = {
        number: {at: cell for at, text in enumerate(row, 1) if (cell := text_cell(text))}
        for number, row in rows.items()
    }
    sheet = Sheet(name.rsplit(".", 1)[0], {number: row for number, row in cells.items() if row})
    return Workbook(name, (sheet,))


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """The separator that the lines agree on best; "" when the text is no table at all."""
    lines = [line for line in text.splitlines() if line.strip()][:50]
    if "\x00" in text[:2000] or not lines:
        return ""
    found = {each: sum(each in line for line in lines) for each in ";\t,"}
    best = max(found, key=lambda each: found[each])
    return best if found[best] * 2 > len(lines) else ""

"""Excel files (.xlsx, .xlsm): every sheet, formulas with their values, merged areas filled."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.utils.exceptions import InvalidFileException

from kokemus.experts.importer.cells import make_cell
from kokemus.experts.importer.excel_parts import MAX_MERGED, Area, comments, merged_areas
from kokemus.experts.importer.formulas import compute
from kokemus.experts.importer.workbook import (
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    Cell,
    Sheet,
    UnreadableFile,
    Workbook,
    column_number,
)

MAX_PARTS = 2_000
MAX_CELLS = 2_000_000
_BROKEN = (
    zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError,
    AttributeError, IndexError, OSError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip

Rows = dict[int, dict[int, Cell]]


def read_excel(content: bytes, name: str) -> Workbook:
    """All sheets of the file. Macros are never looked at. Raises UnreadableFile."""
    try:
        _refuse_bombs_and_others(content, name)
        return _read(content, name)
    except _BROKEN as error:
        raise UnreadableFile("broken_file", name=name) from error


def _refuse_bombs_and_others(content: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        names = {part.filename for part in parts}
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED_BYTES:
        raise UnreadableFile("unpacks_too_big", name=name)
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile("password_protected", name=name)
    if "xl/workbook.bin" in names:
        raise UnreadableFile("binary_excel", name=name)
    if "content.xml" in names:
        raise UnreadableFile("open_document", name=name)
    if not any(each.lower().endswith("workbook.xml") for each in names):
        raise UnreadableFile("not_a_spreadsheet", name=name)


def _read(content: bytes, name: str) -> Workbook:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        merged = {ws.title: merged_areas(packed, _part(ws)) for ws in book.worksheets}
        said = {ws.title: comments(packed, _part(ws)) for ws in book.worksheets}
    budget = _Budget(name)
    found: dict[str, tuple[Rows, dict[tuple[int, int], str]]] = {}
    for ws in book.worksheets:
        found[ws.title] = _cells(ws, budget)
    cached: dict[str, dict[tuple[int, int], Cell]] = {}
    if any(formulas for _, formulas in found.values()):
        cached = _cached_values(content, {title: each[1] for title, each in found.items()})
    sheets = []
    for ws in book.worksheets:
        rows, formulas = found[ws.title]
        _fill_formulas(rows, formulas, cached.get(ws.title, {}))
        heads = _fill_merged(rows, merged[ws.title])
        sheets.append(Sheet(ws.title, _sorted(rows), ws.sheet_state != "visible", heads, said[ws.title]))
    return Workbook(name, tuple(sheets))


def _part(ws: Any) -> str:
    """The name of the sheet's part in the package."""
    return str(ws._worksheet_path)


class _Budget:
    """Counts rows and cells over all the sheets, and stops a file that has far too many."""

    def __init__(self, name: str) -> None:
        self.name, self.rows, self.cells = name, 0, 0

    def spend(self, cells: int) -> None:
        self.rows, self.cells = self.rows + 1, self.cells + cells
        if self.rows > MAX_ROWS:
            raise UnreadableFile("too_many_rows", name=self.name, most=str(MAX_ROWS))
        if self.cells > MAX_CELLS:
            raise UnreadableFile("unpacks_too_big", name=self.name)


def _rows(ws: Any) -> Iterator[list[Any]]:
    ws.reset_dimensions()  # some programs write a wrong size of the sheet
    for row in ws.iter_rows():
        cells = [cell for cell in row if cell.value is not None]
        if cells:
            yield cells


def _cells(ws: Any, budget: _Budget) -> tuple[Rows, dict[tuple[int, int], str]]:
    rows: Rows = {}
    formulas: dict[tuple[int, int], str] = {}
    for cells in _rows(ws):
        made: dict[int, Cell] = {}
        for cell in cells:
            if cell.data_type == "f":
                formulas[cell.row, cell.column] = _formula_text(cell.value)
                made[cell.column] = Cell("")
            elif new := make_cell(cell.value, "cell_error" if cell.data_type == "e" else ""):
                made[cell.column] = new
        if made:
            budget.spend(len(made))
            rows[cells[0].row] = made
    return rows, formulas


def _formula_text(value: Any) -> str:
    text = str(getattr(value, "text", value) or "")
    return text if text.startswith("=") else f"={text}"


def _cached_values(
    content: bytes, wanted: dict[str, dict[tuple[int, int], str]]
) -> dict[str, dict[tuple[int, int], Cell]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    values: dict[str, dict[tuple[int, int], Cell]] = {}
    for ws in book.worksheets:
        places = wanted.get(ws.title, {})
        for cells in _rows(ws) if places else ():
            for cell in cells:
                if (cell.row, cell.column) in places and (made := make_cell(cell.value)):
                    values.setdefault(ws.title, {})[cell.row, cell.column] = made
    return values


def _fill_formulas(
    rows: Rows, formulas: dict[tuple[int, int], str], cached: dict[tuple[int, int], Cell]
) -> None:
    def cell_text(name: str) -> str | None:
        letter, row = coordinate_from_string(name)
        at = (int(row), column_number(letter))
        if at in formulas:
            return cached[at].text if at in cached else None
        cell = rows.get(at[0], {}).get(at[1])
        return cell.text if cell else ""

    for (row, column), formula in formulas.items():
        known = cached.get((row, column))
        if known is None:
            computed = compute(formula, cell_text)
            known = make_cell(formula if computed is None else computed, _how(computed))
        if known is None:
            del rows[row][column]
        else:
            rows[row][column] = known


def _how(computed: str | None) -> str:
    return "formula_unread" if computed is None else "formula_computed"


def _fill_merged(rows: Rows, areas: list[Area]) -> frozenset[tuple[int, int]]:
    """An area merged downwards says the same of each of its rows: its value is copied to them."""
    wide = set()
    for left, top, right, bottom in areas:
        cell = rows.get(top, {}).get(left)
        if right > left:
            wide.add((top, left))
        if cell and right == left and bottom - top < MAX_MERGED:
            for row in range(top + 1, bottom + 1):
                if row in rows:
                    rows[row][left] = replace(cell, remark="merged_filled")
    return frozenset(wide)


def _sorted(rows: Rows) -> Rows:
    return {number: dict(sorted(cells.items())) for number, cells in sorted(rows.items()) if cells}

"""A plan for a terminal and for other programs: which row becomes what. No name is told, only where to look."""

from collections.abc import Iterator
from typing import Any

from kokemus.experts.importer.outcome import Plan, RowPlan


def as_data(plan: Plan) -> dict[str, Any]:
    """The plan as what JSON can hold: counts, sheets, questions of columns, and a line for each row."""
    counts = plan.counts()
    return {
        "file": plan.file_name,
        "people": counts["new"],
        "repeated": counts["same_as"],
        "to_decide": counts["to_decide"],
        "sheets": [
            {
                "sheet": sheet.name,
                "header_row": sheet.header_row,
                "columns": {column.letter: column.field for column in sheet.columns},
                "stray_cells": [f"{cell.letter}{cell.row}" for cell in sheet.stray],
                "left_out": sheet.skipped,
            }
            for sheet in plan.sheets
        ],
        "questions": [
            {"sheet": each.sheet, "column": each.column, "question": each.code, "rows": each.rows}
            for each in plan.questions
        ],
        "rows": [_row(row) for row in plan.rows],
    }


def as_text(plan: Plan) -> str:
    """The same as a table for people."""
    counts = plan.counts()
    lines = [
        f"{plan.file_name}: {counts['new']} people, {counts['same_as']} repeated rows, "
        f"{counts['to_decide']} rows to decide"
    ]
    for sheet in plan.sheets:
        unknown = [column.letter for column in sheet.columns if not column.field]
        read = "left out" if sheet.skipped else f"headers on row {sheet.header_row}"
        lines.append(
            f"sheet {sheet.name}: {read}; columns kept as notes: {', '.join(unknown) or 'none'}; "
            f"cells outside the table: {len(sheet.stray)}"
        )
    lines += [f"sheet {q.sheet}, column {q.column or '-'}: {q.code} ({q.rows} rows)" for q in plan.questions]
    return "\n".join(_printable(line) for line in [*lines, "", *_table(plan)])


def _printable(line: str) -> str:
    """Without what a terminal would obey: a sheet may be called anything."""
    return "".join(each if each.isprintable() else "?" for each in line)


def _row(row: RowPlan) -> dict[str, Any]:
    return {
        "sheet": row.sheet,
        "row": row.number,
        "outcome": row.outcome,
        "same_as": _same_as(row),
        "differences": [each.field for each in row.differences],
        "questions": [each.code for each in row.questions],
        "remarks": [each.code for each in row.remarks],
    }


def _same_as(row: RowPlan) -> str:
    if row.known_id:
        return row.known_id
    return f"{row.same_row.sheet}!{row.same_row.number}" if row.same_row else ""


def _table(plan: Plan) -> Iterator[str]:
    rows = [
        (
            row.sheet,
            str(row.number),
            row.outcome,
            _same_as(row) or "-",
            ", ".join(q.code for q in row.questions),
        )
        for row in plan.rows
    ]
    heads = ("SHEET", "ROW", "OUTCOME", "SAME AS", "QUESTIONS")
    widths = [max(len(row[at]) for row in (heads, *rows)) for at in range(len(heads))]
    for row in (heads, *rows):
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()

"""A row while it is being read."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kokemus.experts.importer.notes import FoundNotes
from kokemus.experts.importer.outcome import Column, Question, Remark
from kokemus.experts.importer.workbook import Cell


@dataclass(slots=True)
class Draft:
    """A row being read: its cells by field, and what has been found so far."""

    cells: dict[str, list[tuple[Column, Cell]]]
    on: date
    found: dict[str, Any] = field(default_factory=dict)
    comments: list[tuple[Column, str]] = field(default_factory=list)
    notes: FoundNotes = field(default_factory=FoundNotes)
    remarks: list[Remark] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The text of a field; several cells on lines of their own."""
        return "\n".join(cell.text for _, cell in self.cells.get(name, ()))

    def first(self, name: str) -> tuple[Column, Cell] | None:
        """The first filled cell of a field."""
        return next(iter(self.cells.get(name, ())), None)

    def header(self, name: str) -> str:
        """The header of the first filled cell of a field."""
        first = self.first(name)
        return first[0].header if first else ""

    def tell(self, code: str, name: str, **params: str) -> None:
        """Adds a remark."""
        self.remarks.append(Remark(code, name, params))

    def ask(self, code: str, name: str, *options: str, blocks: bool = False, **params: str) -> None:
        """Adds a question."""
        self.questions.append(Question(code, name, params, options, blocks))

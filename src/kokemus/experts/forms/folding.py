"""Fields that most people leave empty are folded away under a word of their own."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.forms import BoundField


class FoldedFields:
    """Beside a form: `folds` names the folded fields and what the fold says; one that is in use is open."""

    folds: ClassVar[dict[str, Any]] = {}

    def drawn(self) -> Iterator[dict[str, Any]]:
        """Every visible field in order: {"bound", "fold": its title or "", "opened"}."""
        bounds: list[BoundField] = self.visible_fields()  # type: ignore[attr-defined]
        for bound in bounds:
            yield {
                "bound": bound,
                "fold": self.folds.get(bound.name, ""),
                "opened": bool(bound.value() or bound.errors),
            }

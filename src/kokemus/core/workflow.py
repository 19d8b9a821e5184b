"""The workflow table: which step may be taken from which state, by whom, and what the button says.

Buttons on a screen and permission to act come from the same table, so they cannot differ.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise

May = Callable[[Any, Any], bool]  # (user, thing) → bool


class WorkflowError(Exception):
    """A step that cannot be taken."""


class WrongState(WorkflowError):
    """The thing is not (any more) in a state from which this step leads: somebody was faster, or a double press."""


class NotAllowed(WorkflowError):
    """This person may not take this step."""


@dataclass(frozen=True)
class Step:
    """One row of the table: name, states it leads from, state it leads to, who may, what the button says."""

    name: str
    source: tuple[str, ...]
    target: str
    may: May
    label: str | Promise = ""
    danger: bool = False


class Workflow:
    """A table of steps over the `state` field of one model."""

    def __init__(self, steps: Sequence[Step], *, field: str = "state") -> None:
        self.steps = {step.name: step for step in steps}
        self.field = field

    def available(self, thing: models.Model, user: Any) -> list[Step]:
        """The steps that this user may take now; what a page shows as buttons."""
        state = getattr(thing, self.field)
        return [step for step in self.steps.values() if state in step.source and step.may(user, thing)]

    def can(self, name: str, thing: models.Model, user: Any) -> bool:
        """Whether the user may take the named step now."""
        return any(step.name == name for step in self.available(thing, user))

    def move(self, thing: models.Model, name: str, *, by: Any, **changes: Any) -> None:
        """Take a step: one UPDATE that holds only if the row is still in a source state, so a race has one winner.

        `changes` are further fields saved in the same statement. Raises NotAllowed or WrongState and changes nothing.
        """
        step = self.steps[name]
        if not step.may(by, thing):
            raise NotAllowed(name)
        values = {self.field: step.target, **changes}
        manager = type(thing)._default_manager
        moved = manager.filter(pk=thing.pk, **{f"{self.field}__in": step.source}).update(**values)
        if not moved:
            raise WrongState(name)
        for field, value in values.items():
            setattr(thing, field, value)

"""The answers so far of somebody who fills in a request: raw, in the session, until they are sent or cleared."""

from collections.abc import Iterable
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict

from kokemus.core import text
from kokemus.gigs.forms.occasions import MOST

KEY = "gig_request"
LONGEST = 4000  # characters of one answer that are kept; the fields themselves allow less
PREFIX = "form"  # of the occasions
TOTAL = f"{PREFIX}-TOTAL_FORMS"


class Draft:
    """One request being filled in. `key` becomes the gig's public id, so that a double press makes one gig."""

    def __init__(self, session: SessionBase) -> None:
        self.session = session
        self.kept: dict[str, Any] = session.get(KEY) or {"key": text.public_id(), "answers": {}}

    @property
    def key(self) -> str:
        """The public id that the gig will have."""
        return str(self.kept["key"])

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been answered."""
        return not self.kept["answers"]

    def has(self, step: str) -> bool:
        """Whether the step has been left with a button."""
        return step in self.kept["answers"]

    def keep(self, step: str, posted: QueryDict, names: Iterable[str]) -> None:
        """Keep a step's answers as they were typed, right or wrong."""
        wanted = set(names) | {TOTAL, f"{PREFIX}-INITIAL_FORMS"}
        wanted |= {f"{PREFIX}-{n}-{name}" for n in range(MOST + 1) for name in ("day", "starts", "ends")}
        self.kept["answers"][step] = {
            name: [value[:LONGEST] for value in values] for name, values in posted.lists() if name in wanted
        }
        self.session[KEY] = self.kept

    def add_row(self, step: str) -> None:
        """One more empty occasion."""
        self.kept["answers"][step][TOTAL] = [str(len(typed_rows(self.data(step))) + 1)]
        self.session[KEY] = self.kept

    def was_suggested(self, goal: str) -> bool:
        """Whether suggestions have been shown for this very text."""
        return bool(self.kept.get("suggested") == goal)

    def suggest(self, step: str, goal: str, answers: dict[str, list[str]]) -> None:
        """Fill in suggested answers, to be shown once and confirmed by the requester."""
        self.kept["answers"][step].update(answers)
        self.kept["suggested"] = goal
        self.session[KEY] = self.kept

    def data(self, *steps: str) -> QueryDict:
        """The answers of these steps, or of all, as if just posted."""
        together = QueryDict(mutable=True)
        for step, answers in self.kept["answers"].items():
            if step in steps or not steps:
                for name, values in answers.items():
                    together.setlist(name, values)
        return together

    def clear(self) -> None:
        """Empty the session's entry."""
        self.session.pop(KEY, None)
        self.kept = {"key": text.public_id(), "answers": {}}


def typed_rows(data: QueryDict) -> list[dict[str, str]]:
    """The occasions that were typed, as `initial`."""
    total = data.get(TOTAL, "")
    count = min(int(total), MOST) if total.isascii() and total.isdigit() and len(total) < 4 else 0
    names = ("day", "starts", "ends")
    return [{name: data.get(f"{PREFIX}-{n}-{name}", "") for name in names} for n in range(count)]

"""What a row of the table of access is made of (tests/access.py): who, with which arguments, by which method."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kokemus.core import links
from tests import cast

Args = Callable[[cast.Cast], list[Any]]
ACTORS = (
    "coordinator", "other_coordinator", "aino", "eero", "unit_contact", "other_unit_contact",
    "checker", "other_checker", "approver", "payroll", "officer", "admin",
)  # fmt: skip
EVERYBODY = ("visitor", *ACTORS)
COORDINATORS = ("coordinator", "other_coordinator")
EXPERTS = ("aino", "eero")
UNITS = ("unit_contact", "other_unit_contact")
MONEY = (*COORDINATORS, "checker", "other_checker", "approver", "payroll")
KEEPERS = ("admin", "payroll")


@dataclass(frozen=True)
class Row:
    """Who may open an address, with which arguments, by which method, and what the others get.

    `others`: signed in but not allowed; `hidden`: those of the right role for whom the thing does not exist (404).
    """

    may: tuple[str, ...]
    args: Args
    others: int = 403
    hidden: tuple[str, ...] = ()
    post: bool = False
    missing: bool = False  # exists in another mode only: even those who may get 404 here

    def expected(self, actor: str) -> set[int]:
        """The statuses that are right for an actor."""
        if actor in self.may:
            return {404} if self.missing else {200, 302, 409, 410, 422} | ({400} if self.post else set())
        if actor == "visitor":
            return {302}
        return {404} if actor in self.hidden else {self.others}


def nothing(county: cast.Cast) -> list[Any]:
    """An address without arguments."""
    return []


def get(*may: str, args: Args = nothing, **more: Any) -> Row:
    """A page."""
    return Row(may, args, **more)


def post(*may: str, args: Args = nothing, **more: Any) -> Row:
    """An act."""
    return Row(may, args, post=True, **more)


def of(*path: str, then: tuple[Any, ...] = ()) -> Args:
    """The public id of somebody or something in the cast ("held.occasion"), with fixed arguments after it."""

    def arguments(county: cast.Cast) -> list[Any]:
        return [*(found(county, each).public_id for each in path), *then]

    return arguments


def key(before: tuple[Any, ...], path: str) -> Args:
    """Fixed arguments, and the database's key of something in the cast."""
    return lambda county: [
        *(each(county) if callable(each) else each for each in before),
        found(county, path).pk,
    ]


def fixed(*arguments: Any) -> Args:
    """Arguments that need nobody."""
    return lambda county: list(arguments)


def link(purpose: str, path: str) -> Args:
    """A signed link to something in the cast."""
    return lambda county: [links.token(purpose, found(county, path).public_id)]


def found(county: cast.Cast, path: str) -> Any:
    """Somebody or something in the cast: "held.occasion"."""
    thing: Any = county
    for name in path.split("."):
        thing = getattr(thing, name)
    return thing

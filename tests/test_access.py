"""Who may open what: every address × every role, with another person's object in each row that has one.

An address without a row fails. A row names who may; everybody else who is signed in must get `others` (403, or 404 where
even the thing's existence is nobody's business), and a visitor must be led to sign in.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kokemus.accounts import middleware
from kokemus.core import links
from tests import cast

pytestmark = pytest.mark.django_db

Args = Callable[[cast.Cast], list[Any]]
ACTORS = (
    "coordinator", "other_coordinator", "aino", "eero", "unit_contact", "other_unit_contact",
    "checker", "other_checker", "approver", "payroll", "officer", "admin",
)  # fmt: skip
COORDINATORS = ("coordinator", "other_coordinator")
EXPERTS = ("aino", "eero")
EVERYBODY = ("visitor", *ACTORS)


def nothing(county: cast.Cast) -> list[Any]:
    """An address without arguments."""
    return []


@dataclass(frozen=True)
class Row:
    """Who may open an address, with which arguments, by which method."""

    may: tuple[str, ...]
    args: Args = nothing
    others: int = 403
    post: bool = False
    kwargs: dict[str, Any] = field(default_factory=dict)


def get(*may: str, args: Args = nothing, others: int = 403) -> Row:
    """A page."""
    return Row(may, args, others)


def post(*may: str, args: Args = nothing, others: int = 403) -> Row:
    """An act."""
    return Row(may, args, others, post=True)


def expert(county: cast.Cast) -> list[Any]:
    """Aino's public id."""
    return [county.aino.public_id]


def gig(county: cast.Cast) -> list[Any]:
    """The gig's public id."""
    return [county.gig.public_id]


def aino_offer(county: cast.Cast) -> list[Any]:
    """The offer by which Aino was chosen."""
    return [county.chosen.public_id]


def token(purpose: str, of: Callable[[cast.Cast], Any]) -> Args:
    """A signed link."""
    return lambda county: [links.token(purpose, of(county).public_id)]


def status_link(county: cast.Cast) -> list[Any]:
    """The requester's secret link."""
    return [links.token("status", county.gig.public_id)]


def offer_link(county: cast.Cast) -> list[Any]:
    """The link in Aino's offer."""
    return [links.token("offer", county.chosen.public_id)]


ROWS: dict[str, Row] = {
    # TABLE
}
NOT_OURS = ("account_", "mfa_", "socialaccount_", "openid_connect_")  # allauth's own; tests/test_sign_in_pages.py


def names(patterns: Any = None, prefix: str = "") -> Iterator[str]:
    """Every named address of ours."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, prefix + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif isinstance(pattern, URLPattern) and pattern.name and not pattern.name.startswith(NOT_OURS):
            yield prefix + pattern.name


@pytest.fixture
def county(monkeypatch: pytest.MonkeyPatch) -> cast.Cast:
    """The cast; the second factor has tests of its own."""
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    return cast.make()


def open_as(actor: str, row: Row, name: str, county: cast.Cast) -> int:
    """The status that this actor gets."""
    client = Client(raise_request_exception=True)
    if actor != "visitor":
        person = getattr(county, actor)
        client.force_login(getattr(person, "user", person))
    address = reverse(name, args=row.args(county))
    return (client.post if row.post else client.get)(address).status_code


def test_every_address_has_a_row() -> None:
    assert sorted(set(names()) - ROWS.keys()) == []
    assert sorted(ROWS.keys() - set(names())) == []


@pytest.mark.parametrize("name", ROWS)
def test_address_opens_for_those_who_may_and_nobody_else(name: str, county: cast.Cast) -> None:
    row = ROWS[name]
    for actor in EVERYBODY:
        status = open_as(actor, row, name, county)
        if actor in row.may:
            assert status in {200, 302, 400, 409, 410, 422}, f"{actor} got {status}"
        elif actor == "visitor":
            assert status == 302, f"{actor} got {status}"
        else:
            assert status == row.others, f"{actor} got {status}"

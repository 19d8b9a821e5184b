"""Who may open what (the table: tests/access.py). An address without a row fails.

A row names who may; everybody else who is signed in gets 403, or 404 where even the thing's existence is nobody's
business, and a visitor is led to sign in.
"""

from contextlib import suppress

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from kokemus.core import links
from tests import cast
from tests.access import ACTS, ALLAUTH, EVERYBODY, ROWS, Row, address, client_of, names
from tests.writes import writing

PURPOSES = ("status", "offer", "hours_expert", "hours_unit", "confirm", "enquiry", "join")


def wrong_answers(county: cast.Cast, chosen: dict[str, Row]) -> dict[str, int]:
    """ "name actor" → status, of every actor who did not get what the table says."""
    wrong = {}
    browsers = {actor: client_of(actor, county) for actor in EVERYBODY}
    for name, row in chosen.items():
        to = address(name, county)
        for actor, client in browsers.items():
            with transaction.atomic():  # what one did is undone before the next
                status = (client.post if row.post else client.get)(to).status_code
                transaction.set_rollback(True)
            if status not in row.expected(actor):
                wrong[f"{name} {actor}"] = status
    return wrong


def test_every_address_has_a_row() -> None:
    ours = {name for name in names() if not name.startswith(ALLAUTH)}
    assert sorted(ours - ROWS.keys()) == []
    assert sorted(ROWS.keys() - ours) == []


@pytest.mark.parametrize("app", sorted({name.split(":")[0] for name in ROWS}))
def test_address_opens_for_those_who_may_and_nobody_else(app: str, county: cast.Cast) -> None:
    assert wrong_answers(county, {name: row for name, row in ROWS.items() if name.split(":")[0] == app}) == {}


def test_missing_check_of_role_is_noticed(county: cast.Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cast.User, "has_role", lambda self, *roles: True)
    assert "experts:list eero" in wrong_answers(county, {"experts:list": ROWS["experts:list"]})


def test_act_by_get_is_refused_and_does_nothing(county: cast.Cast) -> None:
    for name, row in ACTS.items():
        client = client_of(row.may[0], county)
        with writing() as tables:
            assert client.get(address(name, county)).status_code == 405, name
        assert tables == set(), name


def purpose_of(token: str) -> str:
    """What a good link is for."""
    for purpose in PURPOSES:
        with suppress(links.BadLink):
            links.read(purpose, token)
            return purpose
    raise LookupError(token)


def bad(token: str) -> list[str]:
    """Links like a good one that must open nothing: cut, altered, of somebody unknown, made for something else."""
    purpose, public_id = purpose_of(token), token.split(".")[0]
    others = [links.token(other, public_id) for other in PURPOSES if other != purpose]
    altered = token[:-1] + ("A" if token[-1] != "A" else "B")
    return [token[:-1], altered, public_id, "x", links.token(purpose, "neverwas"), *others]


def statuses_of_bad_links(county: cast.Cast, name: str, client: Client) -> set[int]:
    """What an address of a link answers when the link is not good."""
    row = ROWS[name]
    found = set()
    good, *rest = row.args(county)
    for token in bad(good):
        to = reverse(name, args=[token, *rest])
        with writing() as tables:
            found.add((client.post if row.post else client.get)(to).status_code)
        assert tables == set(), name
    return found


def linked(county: cast.Cast) -> list[str]:
    """Addresses that a link opens."""
    return [name for name, row in ROWS.items() if "." in str(next(iter(row.args(county)), ""))]


def test_tampered_link_or_link_for_another_purpose_opens_nothing(county: cast.Cast) -> None:
    found = {name: statuses_of_bad_links(county, name, Client()) for name in linked(county)}
    assert len(found) > 15
    assert {name: status for name, status in found.items() if not status <= {404, 410}} == {}


def test_link_whose_signature_is_not_checked_is_noticed(
    county: cast.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = bad(ROWS["gigs:status"].args(county)[0])
    monkeypatch.setattr(links, "read", lambda purpose, value: value.split(".")[0])
    answers = {Client().get(reverse("gigs:status", args=[token])).status_code for token in tokens}
    assert 200 in answers

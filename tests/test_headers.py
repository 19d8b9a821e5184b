"""Security headers on every response, errors and downloads included; nothing from anywhere else; nothing inline."""

import re
import time
from typing import Any

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client

from kokemus.core.middleware import CONTENT_SECURITY_POLICY, HEADERS
from tests import cast
from tests.access import ACTS, address, client_of, walk

INLINE = re.compile(
    r"""<[^>]+\s(?:style|on\w+)\s*=|<style\b|<script(?![^>]*\bsrc=)(?![^>]*application/json)""", re.IGNORECASE
)
ELSEWHERE = re.compile(r"""(?:src|href|action|srcset)=["'](?:https?:)?//[^"']*""", re.IGNORECASE)
FOR_ALL = {"organisation:theme", "organisation:logo"}  # the same for everybody, and nothing of anybody
LINK = re.compile(
    r"<a\s[^>]*>", re.IGNORECASE
)  # fetches nothing until it is pressed, and then tells no referrer
OURS = ("http://127.0.0.1:8000", "http://testserver")  # SITE_URL, for a link that is copied


def missing(response: Any) -> list[str]:
    """The headers that are not as they should be."""
    return [name for name, value in HEADERS.items() if response.headers.get(name) != value]


def inline(html: str) -> list[str]:
    """Styles, scripts and event handlers in the page itself, which the policy would block."""
    return INLINE.findall(html)


def elsewhere(html: str) -> list[str]:
    """What the page would fetch or send somewhere else; a link to press does neither."""
    return [
        found
        for found in ELSEWHERE.findall(LINK.sub("", html))
        if not found.split("=", 1)[1].strip("\"'").startswith(OURS)
    ]


def test_every_page_has_its_headers_and_nothing_inline_or_foreign(county: cast.Cast) -> None:
    wrong = {}
    for name, actor, response in walk(county):
        html = (
            response.content.decode()
            if response.headers.get("Content-Type", "").startswith("text/html")
            else ""
        )
        found = [*missing(response), *inline(html), *elsewhere(html)]
        if (
            name not in FOR_ALL
            and actor != "visitor"
            and "no-store" not in response.headers.get("Cache-Control", "")
        ):
            found.append("may be stored")
        if found:
            wrong[f"{name} {actor}"] = found
    assert wrong == {}


@pytest.mark.parametrize(
    "html", ['<p style="color:red">', "<a onclick='x()'>", "<script>x</script>", "<style>p{}</style>"]
)
def test_inline_is_noticed(html: str) -> None:
    assert inline(html)


def test_foreign_is_noticed() -> None:
    assert elsewhere('<img src="https://example.com/x.png">')
    assert elsewhere('<script src="//example.com/x.js">')
    assert elsewhere('<a href="/x"><form action="https://example.com/"></a>')
    assert not elsewhere('<a class="k" href="https://example.com/">x</a>')


@pytest.mark.parametrize(
    ("path", "status"), [("/ei-ole/", 404), ("/rekisteri/", 302), ("/soita-minulle/", 200), ("/tyyli/", 200)]
)
def test_headers_are_there_whatever_the_answer(path: str, status: int, county: cast.Cast) -> None:
    response = Client().get(path)
    assert response.status_code == status
    assert missing(response) == []


def test_headers_are_there_when_something_breaks(county: cast.Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> HttpResponse:
        raise RuntimeError

    monkeypatch.setattr("kokemus.home.views.public.render", broken)
    response = Client(raise_request_exception=False).get("/yhteys/")
    assert response.status_code == 500
    assert missing(response) == []


def test_headers_are_there_on_403_405_and_csrf(county: cast.Cast) -> None:
    officer = client_of("officer", county)
    assert missing(officer.get("/rekisteri/")) == []
    name = next(iter(ACTS))
    assert missing(client_of("coordinator", county).get(address(name, county))) == []
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(county.coordinator)
    refused = strict.post("/keikat/puhelu/", {})
    assert refused.status_code == 403
    assert missing(refused) == []


def test_headers_are_there_on_400(county: cast.Cast, client: Client) -> None:
    response = client.get("/", headers={"host": "elsewhere.example.org"})
    assert (response.status_code, missing(response)) == (400, [])


def test_headers_are_there_on_429(county: cast.Cast, client: Client) -> None:
    form = {"phone": "040 123 4567", "started": signing.dumps(time.time() - 60, salt="form")}
    answers = [client.post("/soita-minulle/", form) for _ in range(6)]
    assert [each.status_code for each in answers] == [302] * 5 + [429]
    assert missing(answers[-1]) == []


def test_downloads_and_calendars_are_never_stored(county: cast.Cast) -> None:
    for actor, name in (("payroll", "fees:batch_file"), ("aino", "gigs:my_offer_calendar")):
        response = client_of(actor, county).get(address(name, county))
        assert response.headers["Content-Disposition"].startswith("attachment"), name
        assert "no-store" in response.headers["Cache-Control"], name


def test_link_pages_are_never_stored(county: cast.Cast) -> None:
    visitor = client_of("visitor", county)
    for name in ("gigs:status", "gigs:offer", "gigs:hours_by_expert", "gigs:hours_by_unit"):
        assert "no-store" in visitor.get(address(name, county)).headers["Cache-Control"], name


def test_policy_lets_nothing_inline_run() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'")

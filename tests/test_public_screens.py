"""Every public page tells search engines what it is, is kept by caches when it is nobody's own, and comes packed."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client

from kokemus.core.middleware import packed
from tests import cast
from tests.access import client_of

LANGUAGES = {"fi", "sv", "en"}
PACKED = {"accept-encoding": "gzip"}


def public(client: Client) -> Iterator[tuple[str, Any]]:
    """The pages of sitemap.xml, opened by somebody without cookies."""
    for whole in re.findall(r"<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode()):
        address = whole.removeprefix(settings.SITE_URL)
        client.cookies.clear()
        yield address, client.get(address)


def told(html: str) -> set[str]:
    """What a page does not tell of itself."""
    described = re.search(r'<meta name="description" content="[^"]{20,}', html)
    languages = set(re.findall(r'<link rel="alternate" hreflang="([\w-]+)"', html))
    canonical = re.search(rf'<link rel="canonical" href="{settings.SITE_URL}/', html)
    lacks = {"description": not described, "canonical": not canonical, "hreflang": not languages & LANGUAGES}
    return {name for name, is_missing in lacks.items() if is_missing}


def test_every_public_page_tells_what_it_is(county: cast.Cast, client: Client) -> None:
    lacks = {address: told(response.content.decode()) for address, response in public(client)}
    assert len(lacks) > 60
    assert {address: what for address, what in lacks.items() if what} == {}


def test_page_that_tells_nothing_is_noticed() -> None:
    assert told("<title>x</title>") == {"description", "canonical", "hreflang"}


def test_every_public_page_is_kept_unless_it_is_somebody_s_own(county: cast.Cast, client: Client) -> None:
    wrong, forms = {}, 0
    for address, response in public(client):
        kept = response.headers.get("Cache-Control", "")
        is_own = bool(response.cookies) or "csrfmiddlewaretoken" in response.content.decode()
        forms += is_own
        if is_own and "public" in kept:
            wrong[address] = "kept, though it has a form of one's own"
        elif not is_own and ("public" not in kept or "ETag" not in response.headers):
            wrong[address] = f"not kept: {kept}"
        elif not is_own:
            again = client.get(address, headers={"if-none-match": response.headers["ETag"]})
            if again.status_code != 304:
                wrong[address] = f"sent again: {again.status_code}"
    assert wrong == {}
    assert 0 < forms < 40


def test_screen_of_a_language_leads_to_itself_and_the_others(county: cast.Cast, client: Client) -> None:
    html = client.get("/sv/palvelut/?x=1").content.decode()
    assert f'<link rel="canonical" href="{settings.SITE_URL}/sv/palvelut/">' in html
    assert f'hreflang="en" href="{settings.SITE_URL}/en/palvelut/">' in html
    easy = client.get("/fi-simple/palvelut/").content.decode()
    assert f'<link rel="canonical" href="{settings.SITE_URL}/palvelut/">' in easy


def test_page_comes_packed_to_a_visitor_and_is_not_sent_again(county: cast.Cast, client: Client) -> None:
    whole, small = client.get("/palvelut/"), client.get("/palvelut/", headers=PACKED)
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.content) < len(whole.content) / 2
    again = client.get("/palvelut/", headers=PACKED | {"if-none-match": small.headers["ETag"]})
    assert again.status_code == 304


def test_page_of_somebody_signed_in_is_not_packed(county: cast.Cast) -> None:
    response = client_of("coordinator", county).get("/rekisteri/", headers=PACKED)
    assert response.status_code == 200 and "Aino" in response.content.decode()
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(("kind", "is_packed"), [("image/png", False), ("text/html", True)])
def test_picture_is_sent_as_it_is(kind: str, is_packed: bool) -> None:
    request = HttpRequest()
    request.META["HTTP_ACCEPT_ENCODING"] = "gzip"
    response = packed(lambda request: HttpResponse(b"x" * 5000, content_type=kind))(request)
    assert ("Content-Encoding" in response.headers) is is_packed


@pytest.mark.parametrize(("actor", "has_htmx"), [("visitor", False), ("coordinator", True)])
def test_library_of_the_lists_is_sent_to_those_who_have_lists(
    actor: str, has_htmx: bool, county: cast.Cast
) -> None:
    assert ("htmx" in client_of(actor, county).get("/ohjeet/").content.decode()) is has_htmx

"""RSS, the map of the site and robots.txt: whole addresses, each language, nothing that is not public."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from kokemus.pages.models import Page, Text
from kokemus.pages.tests import texts

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def news() -> Page:
    made = texts.page("uutta", Page.Kind.NEWS)
    texts.text(made, title="Uutta & vanhaa")
    return made


def test_feed_tells_news_in_the_language_of_its_address(client: Client, news: Page) -> None:
    texts.text(news, "sv", title="Nytt")
    for language, path, title in (("fi", "", "Uutta & vanhaa"), ("sv", "/sv", "Nytt")):
        channel = ElementTree.fromstring(client.get(f"{path}/uutiset/rss/").content)[0]
        items = {item.findtext("link"): item.findtext("title") for item in channel.findall("item")}
        assert items[f"{SITE}{path}/uutiset/uutta/"] == title
        assert channel.findtext("language") == language
        assert channel.findtext("link") == f"{SITE}{path}/uutiset/"


def test_feed_and_list_tell_no_draft(client: Client) -> None:
    texts.text(texts.page("kesken", Page.Kind.NEWS), title="Kesken", state=Text.State.DRAFT)
    for address in ("/uutiset/rss/", "/uutiset/", "/"):
        assert "Kesken" not in client.get(address).content.decode()


def test_newest_news_comes_first(client: Client, news: Page) -> None:
    html = client.get("/uutiset/").content.decode()
    assert html.index("Uutta &amp; vanhaa") < html.index("/uutiset/uutinen-palvelu-avattu/")


def test_map_has_every_page_in_the_languages_that_are_written(client: Client, news: Page) -> None:
    texts.text(news, "sv", title="Nytt")
    texts.text(texts.page("kesken"), state=Text.State.DRAFT)
    response = client.get("/sitemap.xml")
    xml = response.content.decode()
    assert f"<loc>{SITE}/uutiset/uutta/</loc>" in xml and f"<loc>{SITE}/sv/uutiset/uutta/</loc>" in xml
    assert f"{SITE}/en/uutiset/uutta/" not in xml
    assert f'hreflang="sv" href="{SITE}/sv/uutiset/uutta/"' in xml
    assert f"<loc>{SITE}/keikat/pyynto/</loc>" in xml
    assert f"<loc>{SITE}/sv/palvelut/disability-services/</loc>" in xml
    assert "kesken" not in xml
    ElementTree.fromstring(response.content)


def test_every_address_of_the_map_opens_for_a_visitor(client: Client, news: Page) -> None:
    found = ElementTree.fromstring(client.get("/sitemap.xml").content)
    addresses = [url[0].text or "" for url in found]
    assert len(addresses) > 40
    assert {a: s for a in addresses if (s := client.get(a.removeprefix(SITE)).status_code) != 200} == {}


def test_robots_are_told_where_nothing_is_for_them(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /keikat/ehdotus/" in lines and "Disallow: /*/kirjaudu/" in lines
    assert f"Sitemap: {SITE}/sitemap.xml" in lines
    assert "Disallow: /kysy/*/" in lines and "Disallow: /tule-mukaan/*/" in lines  # whose links they are
    assert {"Disallow: /", "Disallow: /kysy/", "Disallow: /tule-mukaan/"}.isdisjoint(lines)

"""Every page in every language; Easy Finnish falls back to Finnish; å, ä and ö sort and search rightly."""

import re

import pytest

from kokemus.experts.models import Expert
from tests import cast
from tests.access import client_of, walk

LANG = re.compile(r'<html lang="([\w-]+)"')


@pytest.mark.parametrize("language", ["fi", "sv", "en", "fi-simple"])
def test_every_page_opens_in_the_language_of_its_address(language: str, county: cast.Cast) -> None:
    wrong = {}
    for name, actor, response in walk(county, language):
        if (
            not response.headers.get("Content-Type", "").startswith("text/html")
            or response.status_code != 200
        ):
            continue
        said = LANG.search(response.content.decode())
        if not said or said[1] != language:
            wrong[f"{name} {actor}"] = said and said[1]
    assert wrong == {}


def test_easy_finnish_shows_finnish(county: cast.Cast) -> None:
    visitor = client_of("visitor", county)
    assert "Soita minulle" in visitor.get("/fi-simple/soita-minulle/").content.decode()
    assert "Ring mig" in visitor.get("/sv/soita-minulle/").content.decode()
    assert "Call me" in visitor.get("/en/soita-minulle/").content.decode()


def test_language_links_lead_to_the_same_page(county: cast.Cast) -> None:
    html = client_of("visitor", county).get("/sv/yhteys/").content.decode()
    for address in ("/yhteys/", "/en/yhteys/", "/fi-simple/yhteys/"):
        assert f'href="{address}"' in html


def test_register_sorts_by_the_finnish_alphabet(db: None) -> None:
    names = ["Öhman", "Zetterberg", "Ängeslevä", "Åkerlund", "Andersson", "Ääri"]
    for name in names:
        Expert.objects.create(first_name="X", last_name=name)
    right = ["Andersson", "Zetterberg", "Åkerlund", "Ängeslevä", "Ääri", "Öhman"]
    assert [each.last_name for each in Expert.objects.alphabetical()] == right


def test_search_finds_whatever_the_case_of_the_letters(county: cast.Cast) -> None:
    coordinator = client_of("coordinator", county)
    for words in ("ääritesti", "ÄÄRITESTI", "Äärit"):
        assert "Ääritesti" in coordinator.get("/rekisteri/", {"q": words}).content.decode()

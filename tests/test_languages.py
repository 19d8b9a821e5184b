"""Every page in every language; Easy Finnish falls back to Finnish; å, ä and ö sort and search rightly."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.utils import translation

from kokemus.core import formats
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


EVENING = dt.datetime(2031, 3, 5, 21, 30, tzinfo=dt.UTC)  # half past eleven in the evening in Helsinki


@pytest.mark.parametrize(
    ("language", "told", "span", "euros", "number"),
    [
        ("fi", "ke 5.3.2031 klo 23.30", "ke 5.3.2031 klo 23.30–23.45", "1 234,50 €", "1,5"),
        ("fi-simple", "ke 5.3.2031 klo 23.30", "ke 5.3.2031 klo 23.30–23.45", "1 234,50 €", "1,5"),
        ("sv", "ons 5.3.2031 kl. 23.30", "ons 5.3.2031 kl. 23.30–23.45", "1 234,50 €", "1,5"),
        ("en", "Wed 5 Mar 2031 at 23:30", "Wed 5 Mar 2031 at 23:30–23:45", "€1,234.50", "1.5"),
    ],
)
def test_days_times_and_euros_are_written_as_the_language_does(
    language: str, told: str, span: str, euros: str, number: str
) -> None:
    with translation.override(language):
        assert formats.moment(EVENING) == told
        assert formats.span(EVENING, EVENING + dt.timedelta(minutes=15)) == span
        assert formats.euros(Decimal("1234.50")).replace("\N{NO-BREAK SPACE}", " ") == euros
        assert formats.number(Decimal("1.50")) == number


@pytest.mark.parametrize(
    ("language", "told"),
    [("fi", "5.3.2031"), ("fi-simple", "5.3.2031"), ("sv", "5.3.2031"), ("en", "5 Mar 2031")],
)
def test_plain_day_has_its_year_and_no_weekday(language: str, told: str) -> None:
    with translation.override(language):
        assert formats.plain_day(dt.date(2031, 3, 5)) == told


def test_span_over_midnight_names_both_days() -> None:
    told = formats.span(EVENING, EVENING + dt.timedelta(hours=1))
    assert told == "ke 5.3.2031 klo 23.30 – to 6.3.2031 klo 0.30"


def test_clock_follows_summer_time_in_helsinki() -> None:
    before, after = (dt.datetime(2031, 3, 30, hour, 30, tzinfo=dt.UTC) for hour in (0, 1))
    assert (formats.clock(before), formats.clock(after)) == ("2.30", "4.30")

"""Peer support: the right associations for a situation, and a page that finds them by plain words."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kokemus.organisation.models import Association
from kokemus.topics.models import Topic

pytestmark = pytest.mark.django_db
Make = Callable[..., Association]


@pytest.fixture
def make() -> Make:
    """Makes associations in a directory that was empty."""
    Association.objects.all().delete()

    def one(name: str, *codes: str, **fields: object) -> Association:
        made = Association.objects.create(name_fi=name, what_fi="Vertaistukea.", **fields)
        made.topics.set(Topic.objects.filter(code__in=codes))
        return made

    return one


def found(*codes: str, municipality: str = "") -> list[str]:
    topics = Topic.objects.filter(code__in=codes)
    return [each.name_fi for each in Association.objects.for_topics(topics, municipality=municipality)]


def test_very_topic_comes_before_its_whole_area(make: Make) -> None:
    make("Alue", "mental-health")
    make("Masennus", "depression", "anxiety")
    make("Psykoosi", "psychosis")
    make("Velka", "debt")
    assert found("depression") == ["Masennus", "Alue"]


def test_area_finds_all_its_topics(make: Make) -> None:
    make("Psykoosi", "psychosis")
    make("Alue", "mental-health")
    make("Velka", "debt")
    assert found("mental-health") == ["Alue", "Psykoosi"]


def test_more_of_the_topics_asked_for_comes_first(make: Make) -> None:
    make("Arvo", "debt")
    make("Molemmat", "debt", "depression", "anxiety")
    assert found("depression", "debt") == ["Molemmat", "Arvo"]


def test_own_town_comes_first_and_other_towns_are_left_out(make: Make) -> None:
    make("Aina", "debt")
    make("Oma", "debt", municipality="Imatra")
    make("Vieras", "debt", municipality="Lemi")
    assert found("debt", municipality="Imatra") == ["Oma", "Aina"]
    assert found("debt") == ["Aina", "Oma", "Vieras"]


def test_hidden_one_is_not_found(make: Make) -> None:
    make("Lopetettu", "debt", is_active=False)
    assert found("debt") == []
    assert Association.objects.named("lopetettu") == []


def test_no_topic_finds_nothing(make: Make) -> None:
    make("Velka", "debt")
    assert found() == []


def test_name_is_found_in_any_language_and_a_story_is_no_name(make: Make) -> None:
    one = make("Ähtärin Ääni", "debt", name_sv="Etseri Röst")
    assert Association.objects.named("ÄHTÄRIN") == [one]
    assert Association.objects.named("röst") == [one]
    assert Association.objects.named("ä" * 61) == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Veljeni juominen huolestuttaa", "Al-Anon"),
        ("ulosotto vei palkan", "Takuusäätiö"),
        ("lapseni kuoli", "KÄPY Lapsikuolemaperheet"),
        ("Muistiliitto", "Muistiliitto"),
    ],
)
def test_plain_words_find_the_association(client: Client, words: str, name: str) -> None:
    page = client.post("/vertaistuki/", {"words": words}).content.decode()
    assert f">{name}</h3>" in page.split('id="loytyi"')[1]


def test_page_says_what_it_understood_and_by_which_words(client: Client) -> None:
    page = client.post("/vertaistuki/", {"words": "Jään yksin, kun ulosotto vei palkan"}).content.decode()
    assert "Velkaantuminen, koska kirjoitit ”ulosotto" in page


def test_words_stand_in_no_address(client: Client) -> None:
    page = client.get("/vertaistuki/").content.decode()
    form = page[page.index('<form class="k-form"') :]
    assert form.startswith('<form class="k-form" method="post" action="/vertaistuki/"')


def test_nothing_found_says_what_to_do(client: Client) -> None:
    page = client.post("/vertaistuki/", {"words": "zzz qqq"}).content.decode()
    assert "Emme löytäneet yhdistystä näillä sanoilla." in page
    assert "/soita-minulle/" in page


def test_too_long_a_text_is_kept_and_told(client: Client) -> None:
    page = client.post("/vertaistuki/", {"words": "a" * 1001})
    assert page.status_code == 200
    assert "a" * 1001 in page.content.decode()
    assert "ds-validation-message" in page.content.decode() or "k-error" in page.content.decode()


def test_area_is_a_link_of_its_own(client: Client) -> None:
    page = client.get("/vertaistuki/", {"area": "livelihood"}).content.decode()
    assert ">Takuusäätiö</h3>" in page
    assert ">Seta</h3>" not in page


def test_town_alone_shows_its_own_and_the_national_ones(client: Client, make: Make) -> None:
    make("Oma", "debt", municipality="Imatra")
    make("Vieras", "debt", municipality="Lemi")
    make("Koko maa", "debt")
    page = client.get("/vertaistuki/", {"municipality": "Imatra"}).content.decode()
    assert ">Oma</h3>" in page
    assert ">Koko maa</h3>" in page
    assert ">Vieras</h3>" not in page


def test_swedish_reader_sees_the_finnish_name_marked(client: Client, make: Make) -> None:
    make("Velkatuki", "debt", what_sv="Stöd vid skulder.")
    page = client.get("/sv/vertaistuki/").content.decode()
    assert '<h3 class="k-card-title" lang="fi">Velkatuki</h3>' in page
    assert "Stöd vid skulder." in page


def test_number_of_queries_does_not_grow_with_the_associations(client: Client, make: Make) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.post("/vertaistuki/", {"words": "ulosotto"})
        return len(caught)

    make("Yksi", "debt")
    few = queries()
    for number in range(30):
        make(f"Yhdistys {number}", "debt", checked_on=dt.date(2026, 1, 1))
    assert queries() == few


def test_include_proposes_three_and_leads_to_the_directory_when_none_fits(make: Make) -> None:
    template = engines["django"].from_string("{% load organisation %}{% peer_support topics %}")
    topics = Topic.objects.filter(code="debt")
    assert template.render({"topics": []}).strip() == ""
    none_fits = template.render({"topics": topics})
    assert "<li>" not in none_fits
    assert "/vertaistuki/" in none_fits
    for number in range(4):
        make(f"Yhdistys {number}", "debt", web="https://example.org/")
    html = template.render({"topics": topics})
    assert html.count("<li>") == 3
    assert "/vertaistuki/" in html


def test_help_lines_come_before_associations_when_a_life_may_be_in_danger(client):
    page = client.post("/vertaistuki/", {"words": "haluan kuolla"}).content.decode()
    assert page.index('href="tel:112"') < page.index('id="loytyi"')
    page = client.post("/vertaistuki/", {"words": "velkaantuminen"}).content.decode()
    assert page.index('id="loytyi"') < page.index('href="tel:112"')

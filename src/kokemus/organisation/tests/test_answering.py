"""Who answers for what, as the public sees it."""

import datetime as dt

import pytest

from kokemus.accounts.models import Role, User
from kokemus.organisation.answering import cards
from kokemus.organisation.models import Absence, Coordinator, Route
from kokemus.topics.models import Topic

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


def coordinator(name: str, **fields: object) -> Coordinator:
    user = User.objects.create_user(f"{name.lower()}@example.org", name=name, roles=(Role.COORDINATOR,))
    return Coordinator.objects.create(user=user, **fields)


@pytest.fixture
def two() -> tuple[Coordinator, Coordinator]:
    """Kaisa takes questions of all areas but addiction, which is Mikko's."""
    kaisa = coordinator("Kaisa")
    mikko = coordinator("Mikko", stand_in=kaisa)
    Route.objects.create(door="more", coordinator=kaisa)
    Route.objects.create(door="more", coordinator=mikko, area=Topic.objects.get(code="addiction"))
    Route.objects.create(door="talk", coordinator=kaisa)
    return kaisa, mikko


def test_card_says_in_words_what_each_answers_for(two):
    first, second = cards(TODAY)
    (questions, areas), talk = first.doors
    assert questions == "Kysymykset"
    assert "Mielenterveys" in areas
    assert "Riippuvuudet" not in areas
    assert talk == ("Juttelu", "kaikki")
    assert second.doors == [("Kysymykset", "Riippuvuudet")]


def test_card_of_somebody_away_names_the_stand_in(two):
    until = TODAY + dt.timedelta(days=3)
    Absence.objects.create(coordinator=two[1], starts_on=TODAY, ends_on=until)
    card = cards(TODAY)[1]
    assert (card.away_until, card.stand_in) == (until, two[0])
    assert cards(until + dt.timedelta(days=1))[1].away_until is None


def test_stand_in_who_is_away_too_is_not_named(two):
    for each in two:
        Absence.objects.create(coordinator=each, starts_on=TODAY, ends_on=TODAY)
    assert [card.stand_in for card in cards(TODAY)] == [None, None]


def test_whoever_answers_for_nothing_or_has_left_has_no_card(two):
    coordinator("Uusi")
    User.objects.filter(pk=two[1].user_id).update(is_active=False)
    assert [card.coordinator for card in cards(TODAY)] == [two[0]]


def test_number_of_queries_does_not_grow_with_people(two, django_assert_num_queries):
    for n in range(5):
        Route.objects.create(door="join", area=Topic.objects.areas()[n], coordinator=coordinator(f"K{n}"))
    with django_assert_num_queries(4):
        assert len(cards(TODAY)) == 7

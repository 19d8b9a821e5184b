"""What nobody could answer becomes a recruiting need."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from kokemus.accounts import middleware
from kokemus.experts.actions import needs
from kokemus.experts.models import RecruitingNeed
from kokemus.gigs.actions import inbox
from kokemus.gigs.tests import brokered
from kokemus.topics.models import Topic
from tests.cast import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client, monkeypatch):
    """A signed-in coordinator."""
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    coordinator = user("kaisa@example.org", "coordinator", name="Kaisa")
    client.force_login(coordinator)
    return coordinator


def topics(*codes):
    return list(Topic.objects.filter(code__in=codes))


def sought():
    return [
        (each.topic.code, each.times, each.last_asked_on) for each in RecruitingNeed.objects.open().sought()
    ]


def test_order_becomes_a_need_of_its_topics_when_nobody_could(keeper):
    gig = brokered.gig(keeper, state="open")
    gig.topics.set(topics("gambling", "debt"))
    inbox.give_up(gig=gig, by=keeper)
    today = timezone.localdate()
    assert sorted(sought()) == [("debt", 1, today), ("gambling", 1, today)]


def test_needs_are_in_order_of_how_often_and_how_lately_they_were_asked():
    for n, codes in enumerate([("gambling",), ("gambling", "debt"), ("psychosis",)]):
        needs.note_need(topics=topics(*codes), on=dt.date(2026, 11, 1 + n))
    assert sought() == [
        ("gambling", 2, dt.date(2026, 11, 2)),
        ("psychosis", 1, dt.date(2026, 11, 3)),
        ("debt", 1, dt.date(2026, 11, 2)),
    ]


def test_public_hears_a_number_only_from_five_on():
    for _ in range(5):
        needs.note_need(topics=topics("gambling"), on=dt.date(2026, 11, 1))
    needs.note_need(topics=topics("debt"), on=dt.date(2026, 11, 1))
    told = {each.topic.code: each.times_told for each in RecruitingNeed.objects.open().sought()}
    assert told == {"gambling": 5, "debt": None}


def test_need_is_gone_when_closed_and_comes_back_with_the_next_order(client, keeper):
    needs.note_need(topics=topics("gambling"), on=dt.date(2026, 11, 1))
    page = client.get(reverse("experts:needs")).content.decode()
    assert topics("gambling")[0].fi in page
    client.post(reverse("experts:close_need", args=["gambling"]))
    assert sought() == []
    needs.note_need(topics=topics("gambling"), on=dt.date(2026, 11, 5))
    assert sought() == [("gambling", 1, dt.date(2026, 11, 5))]


def test_topic_picker_suggests_by_plain_words_and_the_choice_is_filled_in(client, keeper):
    aino = brokered.expert("Aino")
    address = reverse("experts:items", args=[aino.public_id, "kokemukset"])
    page = client.post(address, {"q": "ulosotossa vuosia", "suggest": "1"}).content.decode()
    assert aino.experiences.count() == 1
    debt = Topic.objects.get(code="debt")
    assert f'href="?topic={debt.pk}#add"' in page
    page = client.get(address, {"topic": debt.pk}).content.decode()
    assert f'<option value="{debt.pk}" selected' in page

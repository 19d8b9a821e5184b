"""What the joining pages tell beside the questions: whom we look for, and peer support when there is no strength."""

import datetime as dt

import pytest
from django.core.cache import cache

from kokemus.experts.actions import deciding
from kokemus.experts.models import RecruitingNeed
from kokemus.experts.tests import applying
from kokemus.experts.tests.applying import at, begin, fill, send, sent, topic
from kokemus.experts.tests.people import coordinator
from kokemus.experts.views.joining import MOST_SOUGHT
from kokemus.messaging.models import Message
from kokemus.organisation.models import Association
from kokemus.topics.models import Topic

pytestmark = pytest.mark.django_db
BEGIN = "/tule-mukaan/"
SOUGHT = "Juuri nyt etsimme kokemusta näistä"


@pytest.fixture(autouse=True)
def coordinators():
    cache.clear()
    return applying.organisation()


@pytest.fixture
def association():
    Association.objects.update(is_active=False)
    made = Association.objects.create(name_fi="Velkatuki ry", what_fi="Tukea.", web="https://example.org/")
    made.topics.add(topic("debt"))
    return made


def needed(code: str, times: int) -> None:
    for _n in range(times):
        RecruitingNeed.objects.create(topic=topic(code), asked_on=dt.date(2026, 11, 1))


def panel(client) -> str:
    page = client.get(BEGIN).content.decode()
    return page.split(SOUGHT)[1].split("</ul>")[0] if SOUGHT in page else ""


def test_start_names_what_is_sought_and_numbers_from_five_on(client):
    needed("debt", 5)
    needed("gambling", 4)
    shown = panel(client)
    assert "Velkaantuminen" in shown
    assert "pyydetty 5 kertaa" in shown
    assert "Rahapeliriippuvuus" in shown
    assert shown.count("pyydetty") == 1  # four is not told


def test_start_names_the_eight_that_are_asked_for_most(client):
    codes = list(Topic.objects.exclude(parent=None).values_list("code", flat=True)[: MOST_SOUGHT + 1])
    for code in codes:
        needed(code, 1)
    needed(codes[-1], 1)
    shown = panel(client)
    assert shown.count("<li>") == MOST_SOUGHT
    assert topic(codes[-1]).label in shown


def test_start_says_nothing_when_nobody_is_sought(client):
    assert panel(client) == ""
    needed("debt", 1)
    assert "Velkaantuminen" in panel(client)
    RecruitingNeed.objects.update(closed_at=dt.datetime(2026, 11, 2, tzinfo=dt.UTC))
    assert panel(client) == ""


def test_no_strength_yet_gets_peer_support_of_the_topics_before_sending_and_none_of_them_after(
    client, association
):
    application = fill(client, begin(client), voimat={"strength": "not_yet"})
    check = client.get(at(application, "tarkista")).content.decode()
    assert "Velkatuki ry" in check
    send(client, application)
    thanks = client.get(at(application, "kiitos")).content.decode()
    assert "/vertaistuki/" in thanks.split("Ei kiirettä")[1].split("</main>")[0]
    assert "Velkatuki ry" not in thanks  # the page of the link tells nothing of what was told


def test_strength_gets_no_peer_support_pressed_on(client, association):
    application = fill(client, begin(client))
    assert "Velkatuki ry" not in client.get(at(application, "tarkista")).content.decode()


def test_declined_are_led_to_peer_support_without_a_topic(client, association):
    application = sent(client)
    by = coordinator()
    client.force_login(by)
    page = client.get(f"/rekisteri/hakemukset/{application.public_id}/vastaus/decline/").content.decode()
    assert "Velkatuki ry" in page  # the coordinator may tell of it on the phone
    client.logout()
    deciding.decline(application=application, by=by)
    mail = Message.objects.get(template="experts/join_declined").body
    assert "/vertaistuki/" in mail
    assert "Velka" not in mail
    thanks = client.get(at(application, "kiitos")).content.decode()
    assert "Etsi vertaistukea" in thanks
    assert "Velkatuki" not in thanks

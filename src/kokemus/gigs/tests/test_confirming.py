"""A request sent from the web: confirmed by a button behind the link, routed, or forgotten."""

import datetime as dt
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from kokemus.audit.models import Entry
from kokemus.core import links
from kokemus.core.workdays import add_working_days
from kokemus.gigs import jobs
from kokemus.gigs.actions import requesting
from kokemus.gigs.calculation import respond_by
from kokemus.gigs.models import Gig
from kokemus.gigs.tests import filling
from kokemus.messaging.models import Message
from kokemus.organisation.models import Absence, Coordinator, Route
from kokemus.topics.models import Topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def coordinator():
    cache.clear()
    return filling.organisation()


def age(gig, days):
    Gig.objects.filter(pk=gig.pk).update(created_at=timezone.now() - timedelta(days=days))


def test_link_when_only_opened_changes_nothing(client):
    gig = filling.sent_gig(client)
    entries = Entry.objects.count()
    page = client.get(filling.confirm_url(gig))
    assert "Vahvista pyyntö" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    client.head(filling.confirm_url(gig))
    gig.refresh_from_db()
    assert gig.confirmed_at is None
    assert Entry.objects.count() == entries
    assert not Gig.objects.arrived().exists()


def test_confirm_when_the_button_is_pressed(client, coordinator):
    gig = filling.sent_gig(client)
    response = client.post(filling.confirm_url(gig), follow=True)
    assert response.redirect_chain[-1][0] == filling.status_url(gig)
    assert "Maija Koordinaattori" in response.content.decode()
    gig.refresh_from_db()
    assert gig.confirmed_at
    assert gig.coordinator == coordinator
    assert gig.respond_by > timezone.localdate()
    assert gig.state == "requested"
    received = Message.objects.get(template="gigs/request_received")
    assert received.address == "tiina@example.org"
    assert filling.status_url(gig) in received.body
    assert filling.GOAL not in received.subject + received.body
    assert Entry.objects.filter(verb="gigs.confirm", thing_id=gig.public_id, actor_role="link").exists()


def test_confirm_when_pressed_twice(client):
    gig = filling.sent_gig(client)
    client.post(filling.confirm_url(gig))
    response = client.post(filling.confirm_url(gig), follow=True)
    assert "Olit jo vahvistanut" in response.content.decode()
    assert Message.objects.filter(template="gigs/request_received").count() == 1
    assert "Pyyntö on vahvistettu" in client.get(filling.confirm_url(gig)).content.decode()


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t + "x", lambda t: "x" + t, lambda t: t.split(".")[0]]
)
def test_link_when_it_is_cut_or_altered(client, change):
    gig = filling.sent_gig(client)
    url = f"/keikat/pyynto/vahvista/{change(links.token('confirm', gig.public_id))}/"
    for response in (client.get(url), client.post(url)):
        assert response.status_code == 404
        assert "Linkki ei ole kokonainen" in response.content.decode()
    gig.refresh_from_db()
    assert gig.confirmed_at is None


def test_link_when_it_was_made_for_something_else(client):
    gig = filling.sent_gig(client)
    url = f"/keikat/pyynto/vahvista/{links.token('status', gig.public_id)}/"
    assert client.post(url).status_code == 404


def test_link_when_a_week_has_passed_and_the_job_has_not_run(client):
    gig = filling.sent_gig(client)
    age(gig, 8)
    assert client.get(filling.confirm_url(gig)).status_code == 410
    assert client.post(filling.confirm_url(gig)).status_code == 410
    assert not requesting.confirm(gig=Gig.objects.get())
    assert not Gig.objects.arrived().exists()


def test_job_forgets_only_the_unconfirmed_when_a_week_has_passed(client):
    late, fresh, confirmed = (filling.sent_gig(client) for _ in range(3))
    requesting.confirm(gig=confirmed)
    age(late, 8)
    age(confirmed, 8)
    age(fresh, 6)
    assert jobs.forget_unconfirmed() == 1
    assert set(Gig.objects.all()) == {fresh, confirmed}
    assert not Message.objects.filter(about=late.public_id, state="waiting").exists()
    assert client.get(filling.confirm_url(late)).status_code == 410
    assert Entry.objects.filter(verb="gigs.forget_unconfirmed", thing_id=late.public_id).exists()
    assert jobs.forget_unconfirmed() == 0


def test_routing_when_the_area_has_its_own_coordinator(client):
    other = filling.organisation("Kaisa Toinen")
    area = Topic.objects.get(code="mental-health")
    Route.objects.create(door="request", area=area, coordinator=other)
    gig = filling.sent_gig(client)
    requesting.confirm(gig=gig)
    assert gig.coordinator == other


def test_routing_when_the_coordinator_is_away(client, coordinator):
    stand_in = filling.organisation("Kaisa Toinen")
    Coordinator.objects.filter(pk=coordinator.pk).update(stand_in=stand_in)
    today = timezone.localdate()
    Absence.objects.create(coordinator=coordinator, starts_on=today, ends_on=today + timedelta(days=5))
    gig = filling.sent_gig(client)
    requesting.confirm(gig=gig)
    assert gig.coordinator == stand_in


def test_routing_when_there_is_no_coordinator_at_all(client):
    Route.objects.all().delete()
    Coordinator.objects.all().delete()
    gig = filling.sent_gig(client)
    assert requesting.confirm(gig=gig)
    assert gig.coordinator is None
    assert client.get(filling.status_url(gig)).status_code == 200


def test_message_when_its_content_is_hostile(client):
    filling.fill(
        client, maksu={"requester_name": "Tiina\r\nBcc: x@example.org", "requester_organisation": "<b>"}
    )
    filling.send(client)
    message = Message.objects.latest("pk")
    assert "Bcc" not in message.subject + message.body


def test_days_when_the_answer_is_promised():
    friday = dt.date(2026, 11, 27)
    assert respond_by(on=friday, lead_time_days=14) == dt.date(2026, 12, 2)
    assert add_working_days(dt.date(2026, 12, 23), 1) == dt.date(2026, 12, 28)  # Christmas, then a weekend
    assert respond_by(on=friday, lead_time_days=0) == dt.date(2026, 11, 30)

"""*Soita minulle*: anybody's call, or that of the coordinator who was chosen, or of the stand-in."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone

from kokemus.accounts import middleware
from kokemus.messaging.models import Message
from kokemus.organisation.models import Absence
from kokemus.pages.tests import asking

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(monkeypatch):
    cache.clear()
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    return asking.county()


def ask(client, **typed):
    data = {"phone": "040 123 4567", "started": asking.started(), "website": ""} | typed
    assert client.post("/soita-minulle/", data).status_code == 302
    return Message.objects.get()


def start_page(client, user):
    client.force_login(user)
    return client.get("/alku/").content.decode()


def away(user):
    today = timezone.localdate()
    Absence.objects.create(
        coordinator=asking.coordinator(user), starts_on=today, ends_on=today + dt.timedelta(days=1)
    )


def test_contact_page_leads_to_the_form_with_the_coordinator_chosen(client, staff):
    key = asking.coordinator(staff["mikko"]).pk
    assert f'href="/soita-minulle/?kenelle={key}"' in client.get("/yhteys/").content.decode()
    assert f'<option value="{key}" selected>' in client.get(f"/soita-minulle/?kenelle={key}").content.decode()
    assert client.get("/soita-minulle/?kenelle=x'").status_code == 200


def test_call_of_the_chosen_coordinator_waits_for_them_only(client, staff):
    call = ask(client, who=str(asking.coordinator(staff["mikko"]).pk))
    assert "Mikko Mallikas" in call.body
    assert "040 123 4567" in start_page(client, staff["mikko"])
    assert "040 123 4567" not in start_page(client, staff["kaisa"])


def test_call_of_nobody_in_particular_waits_for_all(client, staff):
    ask(client)
    assert "040 123 4567" in start_page(client, staff["mikko"])
    assert "040 123 4567" in start_page(client, staff["kaisa"])


def test_call_of_somebody_away_goes_to_the_stand_in(client, staff):
    away(staff["mikko"])
    assert "Kaisa Keksitty" in ask(client, who=str(asking.coordinator(staff["mikko"]).pk)).body
    assert "040 123 4567" in start_page(client, staff["kaisa"])


def test_call_is_not_lost_when_the_chosen_one_leaves_on_a_holiday(client, staff):
    ask(client, who=str(asking.coordinator(staff["mikko"]).pk))
    away(staff["mikko"])
    assert "040 123 4567" in start_page(client, staff["kaisa"])


def test_contact_page_tells_who_is_away_and_who_answers(client, staff):
    away(staff["mikko"])
    page = client.get("/yhteys/").content.decode()
    assert "Sillä välin vastaa Kaisa Keksitty" in page
    assert "Riippuvuudet" in page


def test_asking_too_often_keeps_what_was_typed(client, staff):
    data = {"phone": "040 123 4567", "when": "aamulla", "started": asking.started(), "website": ""}
    for _ in range(5):
        assert client.post("/soita-minulle/", data).status_code == 302
    page = client.post("/soita-minulle/", data)
    assert page.status_code == 429
    assert 'value="aamulla"' in page.content.decode()
    assert Message.objects.count() == 5

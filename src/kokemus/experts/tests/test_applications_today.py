"""Applications on the coordinator's day page."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from kokemus.accounts import middleware
from kokemus.experts.tests import applying
from kokemus.experts.tests.applying import sent, topic
from kokemus.experts.tests.people import coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staff(monkeypatch):
    cache.clear()
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    return applying.organisation()[0].user


def page(application):
    return f"/rekisteri/hakemukset/{application.public_id}/"


def test_day_page_shows_the_coordinator_s_own_applications(client, staff):
    application = sent(client, {slug: applying.steps()[slug] for slug in ("ika", "nimi", "yhteys")})
    other = sent(client)  # of an area that is another coordinator's
    client.force_login(staff)
    html = client.get("/alku/").content.decode()
    assert page(application) in html
    assert page(other) not in html
    assert topic("debt").fi not in html.split("Hakemukset")[-1]


def test_coordinator_who_is_away_is_stood_in_for(client, staff):
    application = sent(client)
    stand_in, owner = coordinator(), application.coordinator
    owner.stand_in = type(owner).objects.create(user=stand_in)
    owner.save()
    today = timezone.localdate()
    owner.absences.create(starts_on=today, ends_on=today)
    client.force_login(stand_in)
    assert page(application) in client.get("/alku/").content.decode()

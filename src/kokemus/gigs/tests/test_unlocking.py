"""The code that opens a name on the status page."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from kokemus.audit.models import Entry
from kokemus.gigs.models import Gig
from kokemus.gigs.tests import filling
from kokemus.gigs.views import unlocking
from kokemus.messaging.models import Message

pytestmark = pytest.mark.django_db
NAME = "Aino Salainen"


@pytest.fixture
def gig():
    cache.clear()
    filling.organisation()
    gig = filling.a_gig("agreed")
    filling.chosen_expert(gig)
    return gig


def ask(client, gig):
    """Ask for a code and read it from the message."""
    client.post(filling.status_url(gig, "koodi/laheta/"))
    message = Message.objects.filter(template="gigs/code_asked").first()
    return re.search(r"^(\d{6})$", message.body, re.MULTILINE)[1]


def give(client, gig, code):
    return client.post(filling.status_url(gig, "koodi/"), {"code": code}, follow=True).content.decode()


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06d}"


def test_code_opens_the_name(client, gig):
    code = ask(client, gig)
    message = Message.objects.filter(template="gigs/code_asked").first()
    assert message.address == "tiina@example.org"
    assert code not in message.subject
    assert "Salainen" not in message.body
    expert = gig.offers.get().expert
    assert not Entry.objects.filter(subject_id=expert.public_id, kind="read").exists()
    shown = give(client, gig, f"{code[:3]} {code[3:]}")
    assert NAME in shown
    assert "999 8888" in shown
    entry = Entry.objects.get(subject_id=expert.public_id, kind="read")
    assert (entry.verb, entry.actor_role, entry.thing_id) == ("gigs.status_name", "link", gig.public_id)


def test_code_is_not_in_the_session_or_the_page(client, gig):
    code = ask(client, gig)
    assert code not in str(dict(client.session.items()))
    assert code not in client.get(filling.status_url(gig, "koodi/")).content.decode()
    assert "tiina@example.org" not in client.get(filling.status_url(gig, "koodi/")).content.decode()


def test_code_opens_nothing_in_another_browser(client, gig):
    code = ask(client, gig)
    assert NAME not in give(Client(), gig, code)
    assert NAME in give(client, gig, code)
    assert NAME not in Client().get(filling.status_url(gig)).content.decode()


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "<script>", "१२३४५६"])
def test_code_when_it_is_no_code(client, gig, typed):
    ask(client, gig)
    shown = give(client, gig, typed)
    assert NAME not in shown
    assert "error-summary" in shown


def test_code_when_guessed_too_often(client, gig):
    code = ask(client, gig)
    for _ in range(5):
        assert "ei ole oikein" in give(client, gig, wrong(code))
    shown = give(client, gig, code)  # right, but too late
    assert "viisi kertaa" in shown
    assert NAME not in shown
    assert NAME in give(client, gig, ask(client, gig))  # a new one


def test_code_opens_after_many_guesses_when_the_limit_is_off(client, gig, monkeypatch):
    code = ask(client, gig)
    for _ in range(5):
        give(client, gig, wrong(code))
    monkeypatch.setattr(unlocking, "take_place", lambda key, limit, seconds: True)
    assert NAME in give(client, gig, code)


def test_code_when_a_quarter_of_an_hour_has_passed(client, gig):
    code = ask(client, gig)
    session = client.session
    session["gig_code"] |= {"until": session["gig_code"]["until"] - 16 * 60}
    session.save()
    assert "ei ole enää voimassa" in give(client, gig, code)


def test_code_when_used_twice(client, gig):
    code = ask(client, gig)
    assert NAME in give(client, gig, code)
    session = client.session
    del session["gig_names"]
    session.save()
    assert "ei ole enää voimassa" in give(client, gig, code)


def test_code_of_one_gig_does_not_open_another(client, gig):
    other = filling.a_gig("agreed")
    filling.chosen_expert(other, last_name="Toinen")
    code = ask(client, gig)
    assert "Toinen" not in give(client, other, code)


def test_name_is_hidden_again_when_an_hour_has_passed(client, gig):
    assert NAME in give(client, gig, ask(client, gig))
    session = client.session
    session["gig_names"] = {gig.public_id: session["gig_names"][gig.public_id] - 61 * 60}
    session.save()
    assert NAME not in client.get(filling.status_url(gig)).content.decode()


def test_name_is_hidden_at_once_when_the_gig_is_cancelled(client, gig):
    assert NAME in give(client, gig, ask(client, gig))
    Gig.objects.update(state="cancelled")
    assert NAME not in client.get(filling.status_url(gig)).content.decode()


def test_codes_when_too_many_are_asked_for(client, gig):
    for _ in range(5):
        ask(Client(), gig)
    response = Client().post(filling.status_url(gig, "koodi/laheta/"))
    assert response.status_code == 429
    assert "klo" in response.content.decode()
    assert Message.objects.filter(template="gigs/code_asked").count() == 5
    assert Message.objects.filter(template="gigs/code_asked", state="waiting").count() == 1


def test_code_is_not_sent_when_nobody_has_been_chosen(client, gig):
    gig.offers.update(state="yes")
    assert client.post(filling.status_url(gig, "koodi/laheta/")).status_code == 302
    assert not Message.objects.filter(template="gigs/code_asked").exists()


def test_code_is_not_sent_by_opening_the_link(client, gig):
    assert client.get(filling.status_url(gig, "koodi/laheta/")).status_code == 405
    client.get(filling.status_url(gig, "koodi/"))
    assert not Message.objects.filter(template="gigs/code_asked").exists()


def test_code_when_the_requester_gave_no_address(client, gig):
    Gig.objects.update(requester_email="")
    client.post(filling.status_url(gig, "koodi/laheta/"))
    assert not Message.objects.filter(template="gigs/code_asked").exists()
    assert "puhelimessa" in client.get(filling.status_url(gig)).content.decode()

"""The first box of a request fills in the rest as suggestions, to be confirmed."""

import re

import pytest

from kokemus.accounts import middleware
from kokemus.gigs.forms import suggesting
from kokemus.gigs.models import Gig
from kokemus.gigs.tests import filling

pytestmark = pytest.mark.django_db
FIRST = "/keikat/pyynto/mita/"
PLAIN = {"perspective": "any", "experts_needed": "1"}


@pytest.fixture(autouse=True)
def organisation():
    return filling.organisation()


def test_step_when_the_words_tell_topics_shows_them_and_why(client):
    response = client.post(FIRST, PLAIN | {"goal": "Luento ulosotosta ja isän juomisesta opiskelijoille"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "Velkaantuminen" in page and "<q>ulosotosta</q>" in page
    assert response.context["form"]["perspective"].value() == "close_one"


def test_step_when_confirmed_goes_on_with_what_was_suggested(client):
    goal = PLAIN | {"goal": "Puhuja ulosotosta"}
    shown = client.post(FIRST, goal).context["form"]
    ticked = {name: shown[name].value() for name in shown.fields if shown[name].value()}
    response = client.post(FIRST, ticked)
    assert response.url == "/keikat/pyynto/kenelle/"
    kept = client.get(FIRST).context["form"]
    assert [group for group in kept.topic_groups() if group["chosen"]]


def test_step_when_the_suggestions_are_taken_away_leaves_them_away(client):
    goal = PLAIN | {"goal": "Puhuja ulosotosta"}
    client.post(FIRST, goal)
    assert client.post(FIRST, goal).url == "/keikat/pyynto/kenelle/"
    kept = client.get(FIRST).context["form"]
    assert not [group for group in kept.topic_groups() if group["chosen"]]


def test_step_when_another_text_is_written_is_understood_anew(client):
    client.post(FIRST, PLAIN | {"goal": "Puhuja ulosotosta"})
    assert (
        "Asunnottomuus" in client.post(FIRST, PLAIN | {"goal": "Puhuja asunnottomuudesta"}).content.decode()
    )


def test_step_when_the_writer_tells_of_their_own_life_points_gently_to_peer_support(client):
    own = client.post(FIRST, PLAIN | {"goal": "Minulla on velkaa enkä jaksa"}).content.decode()
    assert "Koskeeko tämä omaa tilannettasi?" in own
    assert 'href="/vertaistuki/"' in own.split("Koskeeko tämä omaa tilannettasi?")[1].split("<form")[0]
    assert "Velkaantuminen" in own  # the request may go on all the same


def test_step_when_a_gig_is_asked_for_in_the_first_person_proposes_no_peer_support(client):
    gig = client.post(
        FIRST, PLAIN | {"goal": "Minulla on luokka, ja haluan puhujan veloista"}
    ).content.decode()
    assert "Velkaantuminen" in gig
    assert "Koskeeko tämä omaa tilannettasi?" not in gig


def test_step_when_nothing_is_understood_goes_on(client):
    goal = PLAIN | {"goal": "Kahvitarjoilu ja pysäköinti järjestyy"}
    assert client.post(FIRST, goal).url == "/keikat/pyynto/kenelle/"


@pytest.mark.parametrize(
    "text",
    [
        "Potilas 131052-308T tulee mukaan",
        "soita 040 123 4567",
        "soita +358401234567",
        "vastaus osoitteeseen joku@example.org",
        "mukaan tulee Maija Meikäläinen osastolta",
    ],
)
def test_text_when_it_holds_personal_data_is_warned_of(client, text):
    assert suggesting.seems_personal(text)
    page = client.post(FIRST, PLAIN | {"goal": text}).content.decode()
    assert "tekstissäsi" in page


@pytest.mark.parametrize(
    "text",
    [
        "Luento 30 opiskelijalle 12.3.2027 klo 14.00–16.00",
        "Tilaisuus Aikuisten vastaanotolla, 120 kuulijaa. Kahvit klo 13.",
        "Velat ovat 04500 euroa",
    ],
)
def test_text_when_it_is_ordinary_is_not_warned_of(text):
    assert not suggesting.seems_personal(text)


@pytest.fixture
def coordinator(client, monkeypatch, organisation):
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    client.force_login(organisation.user)
    return client


def test_phone_page_when_asked_ticks_the_topics_and_keeps_what_was_typed(coordinator):
    typed = {"goal": "vaimon dementiasta puhuja", "requester_name": "Soittaja", **filling.rows()}
    response = coordinator.post("/keikat/puhelu/", typed | {"suggest": "1"})
    form = response.context["form"]
    assert response.status_code == 200
    assert form["requester_name"].value() == "Soittaja"
    assert [group for group in form.topic_groups() if group["chosen"]]
    assert form["perspective"].value() == "close_one"
    assert not Gig.objects.exists()


def test_phone_page_when_the_text_tells_nothing_says_so(coordinator):
    typed = {"goal": "kahvit ja pysäköinti", **filling.rows()}
    page = coordinator.post("/keikat/puhelu/", typed | {"suggest": "1"}).content.decode()
    assert "Tekstistä ei löytynyt aihetta" in page


def test_phone_page_when_enter_is_pressed_saves(coordinator):
    page = coordinator.get("/keikat/puhelu/").content.decode()
    form = page[page.index('name="goal"') :]
    first = re.search(r"<button[^>]*type=.submit.[^>]*>", form)
    assert first and "name=" not in first[0]  # Enter presses a form's first button

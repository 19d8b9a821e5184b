"""The status page: where it stands, answers, changes, cancelling; nothing of anybody who has not been chosen."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from kokemus.audit.models import Entry
from kokemus.core import links
from kokemus.gigs.models import Assignment, CancellationRule, Gig, Offer, Question
from kokemus.gigs.tests import filling
from kokemus.gigs.views import status

pytestmark = pytest.mark.django_db
NAME = "Aino Salainen"
SECRETS = ("Salainen", "aino.salainen", "999 8888", "Aino")


@pytest.fixture(autouse=True)
def _county():
    cache.clear()
    filling.organisation()


def page(client, gig):
    response = client.get(filling.status_url(gig))
    assert response.status_code == 200
    return response.content.decode()


def offered(gig, state="sent", **fields):
    expert = filling.chosen_expert(gig, **fields)
    Offer.objects.filter(gig=gig, expert=expert).update(state=state)
    return expert


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("requested", "Koordinaattorin vuoro"),
        ("open", "Etsitään sopivaa"),
        ("offered", "kysytään"),
        ("agreed", "Keikka on sovittu"),
        ("done", "Keikka on pidetty"),
        ("closed", "Keikka on pidetty"),
        ("cancelled", "Pyyntö on peruttu"),
        ("unmet", "Kukaan ei päässyt"),
    ],
)
def test_page_says_where_it_stands(client, state, words):
    assert words in page(client, filling.a_gig(state))


def test_page_when_it_is_the_requesters_turn(client):
    gig = filling.a_gig("open")
    Question.objects.create(gig=gig, text="Onko tilassa hissi?")
    shown = page(client, gig)
    assert "Sinun vuorosi" in shown
    assert "Onko tilassa hissi?" in shown


def test_page_never_tells_people_or_counts_when_experts_are_asked(client):
    gig = filling.a_gig("offered")
    for n, state in enumerate(["sent", "yes", "no", "not_chosen", "expired"]):
        offered(gig, state, first_name=f"Etunimi{n}", last_name=f"Sukunimi{n}")
    shown = page(client, gig)
    assert "Löytyi" in shown
    assert "Sukunimi" not in shown
    assert "Etunimi" not in shown
    one = filling.a_gig("offered")
    offered(one, "yes", first_name="Yksi", last_name="Ainoa")
    strip = lambda text, gig: text.replace(links.token("status", gig.public_id), "")  # noqa: E731
    assert len(strip(shown, gig)) == len(strip(page(client, one), one))  # five or one: the same page


def test_page_headers_keep_the_link_secret(client):
    response = client.get(filling.status_url(filling.a_gig()))
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "state", ["requested", "open", "offered", "agreed", "done", "closed", "cancelled", "unmet"]
)
def test_name_is_not_shown_without_the_code(client, state):
    gig = filling.a_gig(state)
    filling.chosen_expert(gig)
    assert not any(secret in page(client, gig) for secret in SECRETS)


@pytest.mark.parametrize("state", ["offered", "agreed"])
def test_name_leaks_when_the_guard_is_off(client, monkeypatch, state):
    gig = filling.a_gig(state)
    filling.chosen_expert(gig)
    monkeypatch.setattr(status, "may_see_names", lambda request, gig: True)
    assert NAME in page(client, gig)


@pytest.mark.parametrize("state", ["sent", "yes", "another_time", "no", "expired", "withdrawn", "not_chosen"])
def test_name_is_not_shown_of_anybody_not_chosen_even_with_the_code(client, monkeypatch, state):
    gig = filling.a_gig("agreed")
    offered(gig, state)
    monkeypatch.setattr(status, "may_see_names", lambda request, gig: True)
    assert not any(secret in page(client, gig) for secret in SECRETS)


@pytest.mark.parametrize("state", ["cancelled", "unmet", "requested"])
def test_name_is_not_shown_of_a_gig_that_is_not_held(client, monkeypatch, state):
    gig = filling.a_gig(state)
    filling.chosen_expert(gig)
    monkeypatch.setattr(status, "may_see_names", lambda request, gig: True)
    assert not any(secret in page(client, gig) for secret in SECRETS)


def test_contact_is_as_the_expert_chose_to_appear(client, monkeypatch):
    monkeypatch.setattr(status, "may_see_names", lambda request, gig: True)
    gig = filling.a_gig("agreed")
    filling.chosen_expert(gig, appears_as="Aino S.")
    shown = page(client, gig)
    assert "Aino S." in shown
    assert "Salainen" not in shown
    assert "999 8888" in shown


@pytest.mark.parametrize(
    "fields", [{"is_protected": True}, {"contact_note": "Yhteinen puhelin"}, {"channel": "letter"}]
)
def test_contact_goes_through_the_coordinator_when_it_is_not_safe(client, monkeypatch, fields):
    monkeypatch.setattr(status, "may_see_names", lambda request, gig: True)
    gig = filling.a_gig("agreed")
    filling.chosen_expert(gig, **fields)
    shown = page(client, gig)
    assert NAME in shown
    assert "koordinaattorin kautta" in shown
    assert "999 8888" not in shown
    assert "aino.salainen" not in shown
    assert "Yhteinen puhelin" not in shown


@pytest.mark.parametrize("state", ["left", "deceased"])
def test_name_is_gone_when_the_expert_has_left(client, monkeypatch, state):
    monkeypatch.setattr(status, "may_see_names", lambda request, gig: True)
    gig = filling.a_gig("agreed")
    filling.chosen_expert(gig, state=state)
    assert NAME not in page(client, gig)


def held(days_ago, state="closed"):
    gig = filling.a_gig(state)
    ended = timezone.now() - timedelta(days=days_ago)
    gig.occasions.update(starts_at=ended - timedelta(hours=2), ends_at=ended)
    filling.chosen_expert(gig)
    return gig


def test_link_is_over_when_a_fortnight_has_passed(client, monkeypatch):
    monkeypatch.setattr(status, "may_see_names", lambda request, gig: True)
    assert NAME in page(client, held(13))
    gig = held(15)
    shown = page(client, gig)
    assert "päättynyt" in shown
    assert filling.GOAL not in shown
    assert not any(secret in shown for secret in SECRETS)
    for name in ("muuta/", "peru/", "koodi/"):
        assert "päättynyt" in client.get(filling.status_url(gig, name)).content.decode()


def test_name_leaks_when_the_end_of_the_link_is_off(client, monkeypatch):
    monkeypatch.setattr(status, "may_see_names", lambda request, gig: True)
    monkeypatch.setattr(status, "is_over", lambda gig: False)
    assert NAME in page(client, held(15))


def test_link_is_over_when_it_was_cancelled_long_ago(client):
    gig = filling.a_gig("cancelled", state_since=timezone.now() - timedelta(days=20))
    assert filling.GOAL not in page(client, gig)


@pytest.mark.parametrize("change", [lambda t: t[:-2], lambda t: t + "1", lambda t: t.replace(".", "")])
def test_link_when_it_is_altered(client, change):
    gig = filling.a_gig()
    url = f"/keikat/pyynto/tila/{change(links.token('status', gig.public_id))}/"
    response = client.get(url)
    assert response.status_code == 404
    assert filling.GOAL not in response.content.decode()


def test_link_when_it_is_for_confirming_or_unconfirmed(client):
    gig = filling.a_gig()
    assert client.get(f"/keikat/pyynto/tila/{links.token('confirm', gig.public_id)}/").status_code == 404
    Gig.objects.update(confirmed_at=None)
    assert client.get(filling.status_url(gig)).status_code == 404


def test_get_writes_nothing_when_no_name_is_shown(client):
    gig = filling.a_gig("agreed")
    filling.chosen_expert(gig)
    entries = Entry.objects.count()
    for name in ("", "muuta/", "peru/", "koodi/"):
        client.get(filling.status_url(gig, name))
    assert Entry.objects.count() == entries


def test_answer_when_the_coordinator_has_asked(client):
    gig = filling.a_gig("open")
    question = Question.objects.create(gig=gig, text="Onko tilassa hissi?")
    url = filling.status_url(gig, "vastaa/")
    response = client.post(url, {"question": question.pk, "reply": ""})
    assert "error-summary" in response.content.decode()
    client.post(url, {"question": question.pk, "reply": "On, ja <b>ramppi</b>"})
    question.refresh_from_db()
    assert question.answer == "On, ja <b>ramppi</b>"
    assert "On, ja &lt;b&gt;ramppi" in page(client, gig)
    response = client.post(url, {"question": question.pk, "reply": "Toinen"}, follow=True)
    assert "oli jo vastattu" in response.content.decode()
    question.refresh_from_db()
    assert question.answer.startswith("On")


@pytest.mark.parametrize("sent", ["", "x", "-1", "999999999999999999999", "٣"])
def test_answer_when_the_question_is_made_up(client, sent):
    gig = filling.a_gig("open")
    assert (
        client.post(filling.status_url(gig, "vastaa/"), {"question": sent, "reply": "x"}).status_code == 302
    )


def test_answer_when_the_question_is_of_another_gig(client):
    mine, other = filling.a_gig("open"), filling.a_gig("open")
    question = Question.objects.create(gig=other, text="?")
    client.post(filling.status_url(mine, "vastaa/"), {"question": question.pk, "reply": "x"})
    question.refresh_from_db()
    assert question.answer == ""


def changes(**other):
    data = filling.steps()
    answers = data["milloin"] | data["kaytannot"] | {"contact_name": "Pekka", "contact_phone": "040 765 4321"}
    return answers | {"goal": "Uusi tavoite"} | other


@pytest.mark.parametrize("state", ["requested", "open"])
def test_change_goes_back_to_the_coordinator(client, state):
    gig = filling.a_gig(state)
    url = filling.status_url(gig, "muuta/")
    assert filling.GOAL in client.get(url).content.decode()
    times = filling.rows((filling.a_day(30), "14:00", "16:00"), (filling.a_day(40), "9:00", "10:00"))
    kept = gig.occasions.get()
    response = client.post(url, changes(**times))
    assert response.url == filling.status_url(gig)
    gig.refresh_from_db()
    assert (gig.goal, gig.contact_name, gig.state) == ("Uusi tavoite", "Pekka", state)
    assert gig.changed_at
    assert "uusi tavoite" in gig.search_text
    assert gig.occasions.count() == 2
    assert kept in gig.occasions.all()
    assert gig.topics.exists()
    assert gig.requester_email == "tiina@example.org"


def test_change_when_it_is_wrong_keeps_what_was_typed(client):
    gig = filling.a_gig()
    response = client.post(filling.status_url(gig, "muuta/"), changes(contact_phone="ei", briefing=""))
    assert "Uusi tavoite" in response.content.decode()
    assert "error-summary" in response.content.decode()
    gig.refresh_from_db()
    assert gig.goal == filling.GOAL


def test_change_when_a_time_is_added(client):
    gig = filling.a_gig()
    shown = client.post(filling.status_url(gig, "muuta/"), changes(add="1")).content.decode()
    assert "Uusi tavoite" in shown
    assert 'name="form-1-day"' in shown
    assert 'id="error-summary"' not in shown


@pytest.mark.parametrize("state", ["offered", "agreed", "done", "cancelled"])
def test_change_when_experts_have_been_asked(client, state):
    gig = filling.a_gig(state)
    response = client.post(filling.status_url(gig, "muuta/"), changes())
    assert "Soita muutoksesta" in response.content.decode()
    gig.refresh_from_db()
    assert gig.goal == filling.GOAL


def test_cancel_when_the_button_is_pressed(client):
    gig = filling.a_gig("open")
    url = filling.status_url(gig, "peru/")
    assert client.get(url).status_code == 200
    gig.refresh_from_db()
    assert gig.state == "open"
    assert "Pyyntö on peruttu" in client.post(url, follow=True).content.decode()
    gig.refresh_from_db()
    assert (gig.state, gig.cancelled_by) == ("cancelled", "requester")
    assert "ei voi enää perua" in client.post(url, follow=True).content.decode()


def test_cancel_tells_what_it_costs_when_it_is_late(client):
    CancellationRule.objects.create(valid_from="2020-01-01", paid_when_hours_before=48, share_percent=50)
    gig = filling.a_gig("agreed")
    soon = timezone.now() + timedelta(hours=20)
    gig.occasions.update(starts_at=soon, ends_at=soon + timedelta(hours=2))
    expert = filling.chosen_expert(gig)
    Assignment.objects.create(
        occasion=gig.occasions.get(), offer=gig.offers.get(expert=expert), expert=expert
    )
    assert "50" in client.get(filling.status_url(gig, "peru/")).content.decode()
    assert "Palkkio maksetaan silti" in client.get(filling.status_url(gig, "peru/")).content.decode()


def test_page_when_the_content_is_hostile(client):
    gig = filling.a_gig(
        goal="<script>alert(1)</script>", address="<img src=x>", remote_link="javascript:alert(1)"
    )
    shown = page(client, gig)
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert 'href="javascript' not in shown


@pytest.mark.parametrize("language", ["sv", "en", "fi-simple"])
def test_page_when_read_in_another_language(client, language):
    gig = filling.a_gig("agreed")
    assert client.get(f"/{language}{filling.status_url(gig)}").status_code == 200

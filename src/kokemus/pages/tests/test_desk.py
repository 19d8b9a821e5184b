"""The coordinators' queue and what they do with a question."""

import datetime as dt

import pytest
from django.utils import timezone

from kokemus.accounts import middleware
from kokemus.accounts.models import Role, User
from kokemus.audit import actions as audit
from kokemus.audit.models import Entry
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.messaging.models import Message
from kokemus.organisation.models import Absence
from kokemus.pages import permissions
from kokemus.pages.actions import answering
from kokemus.pages.models import Enquiry
from kokemus.pages.tests import asking

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_factor(monkeypatch):
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)


@pytest.fixture
def staff():
    return asking.county()


@pytest.fixture
def kaisa(client, staff):
    client.force_login(staff["kaisa"])
    return asking.coordinator(staff["kaisa"])


@pytest.fixture
def mikko(staff):
    return asking.coordinator(staff["mikko"])


def shown(client, tab=""):
    return client.get(f"/kysymykset/{tab}").content.decode()


def step(client, enquiry, name, **data):
    fields = {f"{name}-{key}": value for key, value in data.items()}
    return client.post(f"/kysymykset/{enquiry.public_id}/vaihe/", {"step": name, **fields})


def test_queue_shows_own_first_and_what_is_due_soonest_first(client, kaisa, mikko):
    asking.made(kaisa, days=9, text="Myöhemmin")
    asking.made(kaisa, days=-1, text="Ensin")
    asking.made(mikko, text="Toisen")
    asking.made(None, text="Kenen vain")
    page = shown(client)
    assert page.index("Ensin") < page.index("Myöhemmin")
    assert "Toisen" not in page
    assert "Kenen vain" not in page
    assert 'data-kind="late"' in page or "Myöhässä" in page
    assert "Kenen vain" in shown(client, "?nayta=yhteiset")
    assert "Toisen" in shown(client, "?nayta=kaikki")


def test_queue_of_a_stand_in_holds_the_questions_of_whoever_is_away(client, kaisa, mikko):
    asking.made(mikko, text="Toisen")
    assert "Toisen" not in shown(client, "?nayta=omat")
    today = timezone.localdate()
    Absence.objects.create(coordinator=mikko, starts_on=today, ends_on=today)
    assert "Toisen" in shown(client, "?nayta=omat")


def test_question_of_somebody_who_has_left_is_shared(client, kaisa, mikko):
    asking.made(mikko, text="Toisen")
    User.objects.filter(pk=mikko.user_id).update(is_active=False)
    assert "Toisen" in shown(client, "?nayta=yhteiset")


def test_start_page_counts_own_and_shared_and_tells_no_content(client, kaisa, mikko):
    asking.made(kaisa)
    asking.made(None)
    asking.made(mikko)
    page = client.get("/alku/").content.decode()
    assert "Kysymyksiä 2" in page
    assert "Salaisuus" not in page


def test_answer_goes_by_mail_without_the_question(client, kaisa):
    enquiry = asking.made(kaisa, email="kysyja@example.org")
    assert step(client, enquiry, "answer", text="Kyllä onnistuu").status_code == 302
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.channel, enquiry.answered_by) == ("answered", "email", kaisa.user)
    message = Message.objects.get(template="pages/enquiry_answered")
    assert "Kyllä onnistuu" in message.body
    assert "Salaisuus" not in message.body + message.subject
    assert Entry.objects.filter(verb="pages.answer_enquiry", thing_id=enquiry.public_id).exists()


def test_answer_without_an_address_waits_on_the_page_of_the_link(client, kaisa):
    enquiry = asking.made(kaisa)
    step(client, enquiry, "answer", text="Kyllä onnistuu")
    enquiry.refresh_from_db()
    assert enquiry.channel == "link"
    assert not Message.objects.exists()


def test_empty_answer_is_refused(client, kaisa):
    enquiry = asking.made(kaisa)
    assert step(client, enquiry, "answer", text="").status_code == 200
    enquiry.refresh_from_db()
    assert enquiry.state == "open"


def test_call_is_noted_and_nothing_is_sent(client, kaisa):
    enquiry = asking.made(kaisa, email="kysyja@example.org")
    step(client, enquiry, "note_call", text="Sovittiin käynti")
    enquiry.refresh_from_db()
    assert (enquiry.channel, enquiry.answer) == ("phone", "Sovittiin käynti")
    assert not Message.objects.exists()


def test_question_not_for_us_gets_a_kind_answer(client, kaisa):
    enquiry = asking.made(kaisa, email="kysyja@example.org", language="sv")
    assert "Tack för att du skrev" in client.get(f"/kysymykset/{enquiry.public_id}/").content.decode()
    step(client, enquiry, "decline", text="Tack! Fråga FPA.")
    enquiry.refresh_from_db()
    assert enquiry.state == "not_ours"
    assert "Fråga FPA" in Message.objects.get().body


def test_shared_question_is_taken_and_handed_on_and_its_history_says_so(client, kaisa, mikko):
    enquiry = asking.made(None)
    step(client, enquiry, "take")
    enquiry.refresh_from_db()
    assert enquiry.owner == kaisa
    step(client, enquiry, "hand_on", to=str(mikko.pk))
    enquiry.refresh_from_db()
    assert enquiry.owner == mikko
    assert Message.objects.get().address == "mikko@example.org"
    page = client.get(f"/kysymykset/{enquiry.public_id}/").content.decode()
    assert "Otettu" in page
    assert f"→ {mikko}" in page


def test_second_answer_is_refused_and_its_words_are_not_lost(client, kaisa):
    enquiry = asking.made(kaisa)
    step(client, enquiry, "answer", text="Ensimmäinen")
    page = step(client, enquiry, "answer", text="Toinen vastaus").content.decode()
    assert "Toinen vastaus" in page
    enquiry.refresh_from_db()
    assert enquiry.answer == "Ensimmäinen"
    with pytest.raises(WrongState):
        answering.take(enquiry=enquiry, by=kaisa.user)


def test_unknown_step_is_refused(client, kaisa):
    assert step(client, asking.made(kaisa), "nope").status_code == 400


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.COORDINATOR, Role.ADMIN)])
def test_nobody_else_sees_or_answers(client, staff, role):
    enquiry = asking.made(None)
    other = User.objects.create_user("x@example.org", roles=(role,))
    client.force_login(other)
    for address in ("/kysymykset/", f"/kysymykset/{enquiry.public_id}/"):
        assert client.get(address).status_code == 403
    assert step(client, enquiry, "answer", text="x").status_code == 403
    with pytest.raises(NotAllowed):
        answering.answer(enquiry=enquiry, text="x", by=other)
    with pytest.raises(NotAllowed):
        answering.hand_on(enquiry=enquiry, to=asking.coordinator(staff["kaisa"]), by=other)


def test_control_without_the_check_of_role_an_expert_could_answer(staff, monkeypatch):
    monkeypatch.setattr(permissions, "is_admin", lambda user: True)
    other = User.objects.create_user("x@example.org", roles=(Role.EXPERT,))
    answering.answer(enquiry=asking.made(None), text="x", by=other)


def test_admin_sees_and_hands_on(client, staff, mikko):
    client.force_login(staff["antti"])
    enquiry = asking.made(None)
    assert "Otan tämän" not in client.get(f"/kysymykset/{enquiry.public_id}/").content.decode()
    assert step(client, enquiry, "hand_on", to=str(mikko.pk)).status_code == 302
    assert step(client, enquiry, "take").status_code == 403


def test_reading_one_and_the_list_is_logged_with_who_read(client, kaisa):
    enquiry = asking.made(kaisa)
    client.get("/kysymykset/")
    client.get(f"/kysymykset/{enquiry.public_id}/")
    lines = Entry.objects.reading().about(enquiry.public_id)
    assert set(lines.values_list("verb", "actor_id")) == {
        ("pages.read_enquiries", kaisa.user.public_id),
        ("pages.read_enquiry", kaisa.user.public_id),
    }


@pytest.mark.parametrize("act", ["reading", "reading_many"])
def test_nothing_is_shown_when_the_log_cannot_be_written(client, kaisa, monkeypatch, act):
    enquiry = asking.made(kaisa)
    client.raise_request_exception = False

    def broken(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(audit, act, broken)
    address = f"/kysymykset/{enquiry.public_id}/" if act == "reading" else "/kysymykset/"
    page = client.get(address)
    assert page.status_code == 500
    assert "Salaisuus" not in page.content.decode()


def test_median_of_the_answers_is_shown(client, kaisa):
    noon = timezone.make_aware(dt.datetime.combine(timezone.localdate(), dt.time(12)))
    asking.made(kaisa, state="answered", answered_at=noon, channel="phone")
    assert "mediaaniaika" in shown(client)


def test_question_of_an_owner_who_lost_the_role_is_shared(staff, kaisa, mikko):
    made = asking.made(owner=kaisa)
    assert made not in Enquiry.objects.needing(mikko.user, timezone.localdate())
    staff["kaisa"].grants.all().delete()
    assert made in Enquiry.objects.needing(mikko.user, timezone.localdate())

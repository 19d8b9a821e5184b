"""An application with the coordinator: the talk, a guardian's yes, a kind answer to everyone, into the register."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kokemus.accounts import middleware
from kokemus.accounts.models import Role, User
from kokemus.audit import actions as audit
from kokemus.audit.models import Entry
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.experts import jobs, workflow
from kokemus.experts.actions import deciding, joining, profile
from kokemus.experts.forms.route import Filled
from kokemus.experts.models import Application, Consent, Expert
from kokemus.experts.tests import applying
from kokemus.experts.tests.applying import at, sent
from kokemus.experts.tests.people import person, user
from kokemus.messaging.models import Message
from kokemus.topics.models import Topic

pytestmark = pytest.mark.django_db
LIST = "/rekisteri/hakemukset/"


@pytest.fixture(autouse=True)
def staff(monkeypatch):
    cache.clear()
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    return applying.organisation()[0].user


def page(application, part=""):
    return f"{LIST}{application.public_id}/{part}"


def talked(application, by):
    """The newcomer's talk has been held."""
    today = timezone.localdate()
    deciding.note_talk(application=application, on=today, note="Hyvä", thinks_until=None, by=by)
    return application


def accept(application, by, *, starts=True, may_sign_in=True):
    told = Filled(application).told()
    return deciding.accept(application=application, told=told, starts=starts, may_sign_in=may_sign_in, by=by)


def test_talk_is_agreed_and_told_with_time_and_place(client, staff):
    application = sent(client)
    client.force_login(staff)
    day = timezone.localdate() + dt.timedelta(days=3)
    answers = {"day": day.isoformat(), "time": "13:00", "place": "Soitamme sinulle"}
    assert client.post(page(application, "sovi/"), answers).url == page(application)
    application.refresh_from_db()
    assert (application.state, application.due_on) == ("talk", day)
    message = Message.objects.get(template="experts/join_talk")
    assert message.address == applying.MAIL
    assert "13.00" in message.body
    assert "Soitamme sinulle" in message.body


def test_talk_in_the_past_is_not_agreed(client, staff):
    application = sent(client)
    client.force_login(staff)
    answers = {"day": "2026-01-01", "time": "13:00", "place": "Täällä"}
    assert "day" in client.post(page(application, "sovi/"), answers).context["form"].errors


def test_note_of_a_talk_says_whose_turn_it_is(client, staff):
    application = sent(client)
    client.force_login(staff)
    today = timezone.localdate()
    client.post(page(application, "kirjaa/"), {"on": today.isoformat(), "note": "Hyvä keskustelu"})
    assert "Sinun vuorosi: vastaa" in client.get(page(application)).content.decode()
    until = (today + dt.timedelta(days=5)).isoformat()
    client.post(page(application, "kirjaa/"), {"on": today.isoformat(), "thinks_until": until})
    assert "Hakijan vuoro" in client.get(page(application)).content.decode()


def test_accepted_applicant_is_in_the_register_as_they_told(client, staff):
    application = talked(sent(client), staff)
    client.force_login(staff)
    assert client.get(page(application, "hyvaksy/")).context["form"]["starts"].value() is True
    client.post(page(application, "hyvaksy/"), {"starts": "on", "may_sign_in": "on"})
    expert = Expert.objects.get()
    assert (expert.state, expert.full_name, expert.appears_as) == ("active", "Maija Hakija", "Maija")
    assert (expert.email, expert.phone) == (applying.MAIL, "+358401234567")
    assert (expert.contact_note, expert.access_needs) == ("Ei viestiä vastaajaan.", "Hissi")
    assert expert.languages == ["fi", "fse"]
    assert (expert.newcomer_talk_on, expert.newcomer_talk_by) == (timezone.localdate(), staff)
    assert sorted(row.perspective for row in expert.experiences.all()) == ["close_one", "own"]
    assert {row.topic.code for row in expert.experiences.all()} == {"debt"}
    assert [each.code for each in expert.experiences.first().services.all()] == ["debt-counselling"]
    assert [each.code for each in expert.roles.all()] == ["trainer"]
    refused = {(row.role.code if row.role else "", row.audience) for row in expert.refusals.all()}
    assert refused == {("media", ""), ("", "media")}
    assert [area.municipality for area in expert.areas.all()] == ["Imatra"]
    assert (expert.training, expert.training_facts.get().year) == ("trained", 2024)
    assert "En puhu siskostani" in expert.notes.get().text
    assert (expert.user.email, expert.user.has_role(Role.EXPERT)) == (applying.MAIL, True)


def test_consents_of_the_accepted_have_the_day_source_and_version_of_the_answer(client, staff):
    application = talked(sent(client), staff)
    answered = timezone.localdate() - dt.timedelta(days=9)
    Application.objects.update(consented_on=answered, consent_version="2026-01")
    application.refresh_from_db()
    expert = accept(application, staff)
    rows = {(row.purpose, row.audience): row.is_given for row in Consent.objects.filter(expert=expert)}
    assert rows[("offers", "own_units")]
    assert not rows[("offers", "media")]
    assert set(expert.consents.values_list("given_on", "text_version", "source")) == {
        (answered, "2026-01", "web")
    }


def test_question_left_open_is_not_asked_yet(client, staff):
    application = talked(sent(client, suostumukset={"own_units": "", "others": ""}), staff)
    expert = accept(application, staff)
    assert not expert.consents.filter(purpose="offers", audience__in=["own_units", "others"]).exists()
    assert expert.consents.filter(purpose="telling").exists()


def test_topic_taken_out_of_use_meanwhile_does_not_take_the_others_with_it(client, staff):
    application = talked(sent(client, aiheet=applying.ticks("debt", "alcohol")), staff)
    Topic.objects.filter(code="debt").update(is_active=False)
    assert {row.topic.code for row in accept(application, staff).experiences.all()} == {"alcohol"}


def test_welcome_goes_out_and_tells_how_to_sign_in(client, staff):
    accept(talked(sent(client), staff), staff)
    message = Message.objects.get(template="experts/join_accepted")
    assert "/kirjaudu/login/" in message.body


def test_welcome_without_an_account_tells_of_no_sign_in(client, staff):
    expert = accept(talked(sent(client), staff), staff, starts=False, may_sign_in=False)
    assert (expert.state, expert.user) == ("new", None)
    assert "kirjaudu" not in Message.objects.get(template="experts/join_accepted").body


def test_second_accept_makes_nobody(client, staff):
    application = talked(sent(client), staff)
    stale = Application.objects.get(pk=application.pk)
    accept(application, staff)
    with pytest.raises(WrongState):
        accept(stale, staff)
    assert Expert.objects.count() == 1


def test_nothing_is_made_when_the_address_is_another_expert_s_sign_in(client, staff):
    person(user=User.objects.create_user(applying.MAIL, roles=(Role.EXPERT,)), email="muu@example.org")
    application = talked(sent(client), staff)
    with pytest.raises(profile.AccountExists):
        accept(application, staff)
    assert Expert.objects.count() == 1
    client.force_login(staff)
    response = client.post(page(application, "hyvaksy/"), {"starts": "on", "may_sign_in": "on"})
    assert "may_sign_in" in response.context["form"].errors
    application.refresh_from_db()
    assert application.state == "waiting"


def test_address_of_a_colleague_is_not_opened_by_an_application_and_the_page_says_so(client, staff):
    colleague = User.objects.create_user("approver@example.org", roles=(Role.APPROVER,))
    application = talked(sent(client, yhteys={"email": "Approver@example.org"}), staff)
    client.force_login(staff)
    response = client.post(page(application, "hyvaksy/"), {"starts": "on", "may_sign_in": "on"})
    assert "Tällä sähköpostiosoitteella kirjautuu jo joku." in response.content.decode()
    assert not Expert.objects.exists()
    assert [each.role for each in colleague.grants.all()] == [Role.APPROVER]
    client.post(page(application, "hyvaksy/"), {"starts": "on"})
    assert Expert.objects.get().user is None


def test_possible_repeat_is_shown_logged_and_must_be_looked_at(client, staff):
    known = person("Aino", "Toinen", phone="+358401234567")
    application = talked(sent(client), staff)
    client.force_login(staff)
    assert "Aino Toinen" in client.get(page(application, "hyvaksy/")).content.decode()
    assert Entry.objects.reading().filter(subject_id=known.public_id, verb="experts.read_alike").exists()
    response = client.post(page(application, "hyvaksy/"), {"starts": "on"})
    assert "is_other" in response.context["form"].errors
    client.post(page(application, "hyvaksy/"), {"starts": "on", "is_other": "on"})
    assert Expert.objects.count() == 2


def test_application_without_a_talk_is_not_accepted(client, staff):
    application = sent(client)
    with pytest.raises(WrongState):
        accept(application, staff)
    assert not Expert.objects.exists()


@pytest.mark.parametrize(("name", "template"), [("not_now", "join_not_now"), ("decline", "join_declined")])
@pytest.mark.parametrize(("language", "word"), [("fi", "Kiitos"), ("sv", "Tack"), ("en", "Thank you")])
def test_everyone_gets_a_kind_answer_in_their_language(client, staff, name, template, language, word):
    application = sent(client)
    Application.objects.update(language=language)
    client.force_login(staff)
    assert client.post(page(application, f"vastaus/{name}/")).url == page(application)
    message = Message.objects.get(template=f"experts/{template}")
    assert (message.language, message.address) == (language, applying.MAIL)
    assert word in message.body


@pytest.mark.parametrize("typed", [{"neutral_sender": "on"}, {"is_protected": "on"}, {"channel": "phone"}])
def test_whoever_may_not_be_written_to_is_called(client, staff, typed):
    application = sent(client, yhteys=typed)
    deciding.decline(application=application, by=staff)
    to_applicant = Message.objects.exclude(template="experts/join_coordinator")
    assert {each.kind for each in to_applicant} == {Message.Kind.PHONE}
    assert {each.template for each in to_applicant} == {
        "experts/call_join_arrived",
        "experts/call_join_declined",
    }


def test_list_shows_what_is_due_soonest_first_and_logs_who_was_seen(client, staff):
    late, soon = sent(client), sent(client)
    Application.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - dt.timedelta(days=1))
    client.force_login(staff)
    response = client.get(LIST)
    assert [row["application"] for row in response.context["rows"]] == [late, soon]
    assert [row["kind"] for row in response.context["rows"]] == ["late", "attention"]
    seen = (
        Entry.objects.reading().filter(verb="experts.read_applications").values_list("subject_id", flat=True)
    )
    assert set(seen) == {late.public_id, soon.public_id}


def test_draft_that_nobody_has_sent_is_nowhere_for_a_coordinator(client, staff):
    application = applying.begin(client)
    client.force_login(staff)
    for tab in ("uudet", "kesken"):
        assert client.get(f"{LIST}?nayta={tab}").context["rows"] == []
    assert client.get(page(application)).status_code == 404


def test_application_taken_on_the_phone_tells_who_took_it_and_how_consent_was_given(client, staff):
    client.force_login(staff)
    client.post(f"{LIST}uusi/", {"who": "helper", "helper": "Sari Esimerkki"})
    application = Application.objects.get()
    assert (application.taken_by, application.helper) == (staff, "Sari Esimerkki")
    assert [row["application"] for row in client.get(f"{LIST}?nayta=kesken").context["rows"]] == [application]
    applying.fill(client, application)
    assert Entry.objects.changes().filter(verb="experts.keep_application", actor_id=staff.public_id).exists()
    client.get(at(application, "kokemus"))
    assert Entry.objects.reading().filter(subject_id=application.public_id).exists()
    applying.send(client, application)
    assert not Message.objects.filter(template="experts/join_arrived").exists()  # said on the phone
    expert = accept(talked(application, staff), staff)
    assert set(expert.consents.values_list("source", flat=True)) == {"phone"}
    assert "Vastaat itse jokaiseen keikkaehdotukseen." in client.get(page(application)).content.decode()


def test_applicant_sees_in_the_own_log_who_read_the_application(client, staff):
    application = talked(sent(client), staff)
    client.force_login(staff)
    client.get(page(application))
    expert = accept(application, staff)
    client.force_login(expert.user)
    assert "Avasi hakemuksesi" in client.get("/rekisteri/mina/kuka-on-katsonut/").content.decode()


def young(client):
    return sent(client, applying.YOUNG)


def test_person_under_18_is_not_accepted_before_the_guardian_s_yes(client, staff):
    application = talked(young(client), staff)
    assert "accept" not in {step.name for step in workflow.APPLICATION.available(application, staff)}
    with pytest.raises(NotAllowed):
        accept(application, staff)
    client.force_login(staff)
    client.post(page(application, "hyvaksy/"), {"starts": "on"})
    assert not Expert.objects.askable().exists()


def test_control_without_the_guardian_s_guard_the_young_person_would_be_askable(client, staff, monkeypatch):
    monkeypatch.setattr(Application, "lacks_guardian", False)
    accept(talked(young(client), staff), staff)
    assert Expert.objects.askable().exists()


def test_guardian_s_yes_opens_the_door_and_no_consent_is_recorded_by_it(client, staff):
    application = talked(young(client), staff)
    client.force_login(staff)
    client.post(page(application, "huoltaja/"), {"on": timezone.localdate().isoformat()})
    application.refresh_from_db()
    expert = accept(application, staff)
    assert expert.guardian == "Hanna Huoltaja, 040 765 4321"
    assert not expert.consents.exists()
    assert not expert.experiences.exists()


def test_guardian_is_not_asked_of_an_adult(client, staff):
    application = sent(client)
    client.force_login(staff)
    assert client.get(page(application, "huoltaja/")).status_code == 404


def test_application_is_not_shown_when_its_reading_cannot_be_logged(client, staff, monkeypatch):
    application = sent(client)
    client.force_login(staff)
    client.raise_request_exception = False

    def broken(*args, **kwargs):
        raise OSError("the log cannot be written")

    monkeypatch.setattr(audit, "reading", broken)
    monkeypatch.setattr(audit, "reading_many", broken)
    for to in (LIST, page(application), page(application, "sovi/"), "/alku/"):
        response = client.get(to)
        assert response.status_code == 500, to
        assert "Hakija" not in response.content.decode()


def test_others_do_not_open_an_application(client):
    application = sent(client)
    for role in set(Role) - {Role.COORDINATOR}:
        client.force_login(user(role))
        assert client.get(page(application)).status_code == 403, role


def test_control_without_the_check_of_role_anybody_would_open_it(client, monkeypatch):
    application = sent(client)
    monkeypatch.setattr(User, "has_role", lambda self, *roles: True)
    client.force_login(user("payroll"))
    assert "Hakija" in client.get(page(application)).content.decode()


def test_list_and_day_page_make_as_many_queries_for_one_and_for_many(client, staff):
    first = sent(client, {slug: applying.steps()[slug] for slug in ("ika", "nimi", "yhteys")})
    client.force_login(staff)

    def queries():
        found = []
        for to in (LIST, "/alku/"):
            client.get(to)
            with CaptureQueriesContext(connection) as captured:
                client.get(to)
            found.append(len(captured))
        return found

    before = queries()
    for _n in range(12):
        Application.objects.create(
            state="new", coordinator=first.coordinator, full_name="Muu", due_on=first.due_on
        )
    assert queries() == before


def test_only_a_coordinator_acts(client):
    application, stranger = sent(client), user("expert")
    for act in (deciding.not_now, deciding.decline):
        with pytest.raises(NotAllowed):
            act(application=application, by=stranger)
    with pytest.raises(NotAllowed):
        deciding.note_guardian(application=application, on=timezone.localdate(), by=stranger)


def test_old_drafts_and_declined_applications_are_forgotten_and_others_stay(client, staff):
    def made(days, **fields):
        old = timezone.now() - dt.timedelta(days=days)
        return Application.objects.create(**{"touched_at": old, "state_since": old, **fields}).pk

    gone = {
        made(joining.DRAFT_DAYS + 1),
        made(joining.DECLINED_DAYS + 1, state="declined"),
        made(joining.DECLINED_DAYS + 1, state="not_now"),
    }
    stay = {
        made(joining.DRAFT_DAYS - 1),
        made(joining.DECLINED_DAYS - 1, state="declined"),
        made(joining.DECLINED_DAYS + 1, state="waiting"),
        made(joining.DECLINED_DAYS + 1, state="accepted", expert=person()),
    }
    assert jobs.forget_applications() == len(gone)
    assert set(Application.objects.values_list("pk", flat=True)) == stay
    assert jobs.forget_applications() == 0

"""Becoming an expert on the web: a question a page, back and forth, later by a link, hostile and broken input."""

import pytest
from django.core.cache import cache

from kokemus.audit.models import Entry
from kokemus.core.workflow import NotAllowed
from kokemus.experts.actions import joining
from kokemus.experts.forms.route import Filled
from kokemus.experts.models import TEXT_VERSION, Application
from kokemus.experts.tests import applying
from kokemus.experts.tests.applying import at, begin, fill, guard, send, sent, topic
from kokemus.experts.tests.people import person, user
from kokemus.experts.views import joining as views
from kokemus.messaging.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def coordinators():
    cache.clear()
    return applying.organisation()


def test_application_when_everything_is_answered_goes_to_the_coordinator_of_its_area(client, coordinators):
    application = sent(client)
    assert (application.state, application.coordinator) == ("new", coordinators[1])
    assert (application.full_name, application.email, application.phone) == (
        "Maija Hakija",
        applying.MAIL,
        "+358401234567",
    )
    assert application.answers["kokemus"] == {"story": [applying.STORY]}
    to = dict(Message.objects.values_list("template", "address"))
    assert to == {
        "experts/join_arrived": applying.MAIL,
        "experts/join_coordinator": coordinators[1].user.email,
    }
    assert Entry.objects.filter(verb="experts.send_application", thing_id=application.public_id).exists()


def test_messages_tell_no_name_topic_or_story(client):
    sent(client)
    words = " ".join(each.subject + each.body for each in Message.objects.all()).casefold()
    assert not any(word in words for word in ("maija", "hakija", "velka", "ulosot", "kokemusasiantunt"))


def test_every_step_says_how_many_are_left_and_shows_what_was_typed(client):
    application = begin(client)
    fill(client, application)
    total = len(applying.steps()) + 1
    for n, slug in enumerate(applying.steps(), 1):
        page = client.get(at(application, slug)).content.decode()
        assert f"Vaihe {n}/{total}" in page, slug
        assert ("Tämän jälkeen 1 sivu." if n == total - 1 else f"Tämän jälkeen {total - n} sivua.") in page, (
            slug
        )
    assert "En puhu siskostani" in client.get(at(application, "rajat")).content.decode()


def test_only_name_and_a_way_to_reach_are_needed(client):
    typed = {slug: data for slug, data in applying.steps().items() if slug in ("ika", "nimi", "yhteys")}
    application = sent(client, typed)
    assert application.coordinator is not None
    assert application.consent_text == ""


@pytest.mark.parametrize(
    ("slug", "typed", "shown"),
    [
        ("nimi", {"first_name": "", "last_name": "Pitkänen"}, "Pitkänen"),
        ("yhteys", {"channel": "email", "email": "ei osoite", "phone": "040 1"}, "ei osoite"),
        ("yhteys", {"channel": "phone", "note": "Vain aamulla"}, "Vain aamulla"),
        ("koulutus", {"training": "trained", "year": "2999", "organiser": "Kerho"}, "Kerho"),
        ("kokemus", {"story": "x" * 4500}, "x" * 4500),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(client, slug, typed, shown):
    application = begin(client)
    response = client.post(at(application, slug), typed)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert shown in response.content.decode()
    assert shown in client.get(at(application, slug)).content.decode()


def test_role_that_is_both_wanted_and_refused_is_asked_again(client):
    application = begin(client)
    both = applying.steps()["roolit"]["roles"]
    response = client.post(at(application, "roolit"), {"roles": both, "refused_roles": both})
    assert "refused_roles" in response.context["form"].errors


def test_back_and_later_keep_what_is_typed_even_when_it_is_wrong(client):
    application = begin(client)
    back = client.post(at(application, "nimi"), {"last_name": "Puolikas", "back": "1"})
    assert back.url == at(application, "koulutus")
    later = client.post(at(application, "nimi"), {"last_name": "Puolikas", "later": "1"})
    assert later.url == at(application, "myohemmin")
    assert "Puolikas" in client.get(at(application, "nimi")).content.decode()


def test_link_leads_on_where_one_left_off_in_another_browser(client):
    application = begin(client)
    fill(client, application, {slug: applying.steps()[slug] for slug in ("ika", "kokemus")})
    client.cookies.clear()
    assert client.get(at(application)).url == at(application, "aiheet")


def test_link_is_sent_where_asked_and_the_address_is_not_kept(client):
    application = begin(client)
    client.post(at(application, "myohemmin"), {"email": "kaveri@example.org"})
    message = Message.objects.get()
    assert message.address == "kaveri@example.org"
    assert at(application) in message.body
    assert "kaveri" not in str(Application.objects.values().get())


def test_link_is_not_sent_over_and_over(client):
    application = begin(client)
    statuses = [
        client.post(at(application, "myohemmin"), {"email": "kaveri@example.org"}).status_code
        for _ in range(6)
    ]
    assert statuses == [302] * 5 + [429]


def test_topics_are_proposed_with_the_words_that_told_and_ticked(client):
    application = begin(client)
    fill(client, application, {slug: applying.steps()[slug] for slug in ("ika", "kokemus")})
    response = client.get(at(application, "aiheet"))
    page = response.content.decode()
    assert "<q>ulosotossa</q>" in page
    debt = topic("debt")
    assert debt.pk in response.context["form"].initial[f"topics_{debt.area_id}"]


def test_ticks_that_were_taken_away_stay_away(client):
    application = begin(client)
    fill(client, application, {slug: applying.steps()[slug] for slug in ("ika", "kokemus")})
    client.post(at(application, "aiheet"), {})
    form = client.get(at(application, "aiheet")).context["form"]
    assert not [group for group in form.topic_groups() if group["chosen"]]


def test_consent_is_asked_anew_when_the_topics_change(client):
    application = fill(client, begin(client))
    assert application.has("suostumukset")
    client.post(at(application, "aiheet"), applying.ticks("debt"))
    application.refresh_from_db()
    assert application.has("suostumukset")  # the same topics as before
    client.post(at(application, "aiheet"), applying.ticks("debt", "alcohol"))
    application.refresh_from_db()
    assert not application.has("suostumukset")
    assert (application.consent_text, application.consented_on) == ("", None)


def test_questions_of_consent_are_kept_word_for_word_with_their_version(client):
    application = fill(client, begin(client))
    assert application.consent_version == TEXT_VERSION
    shown = client.get(at(application, "suostumukset")).content.decode()
    lines = [line for line in application.consent_text.splitlines() if len(line) > 20]
    assert len(lines) > 6
    assert [line for line in lines if line not in shown] == []
    assert "Vastaat itse jokaiseen keikkaehdotukseen." in application.consent_text


def test_no_strength_yet_ends_nothing_and_is_answered_kindly(client):
    application = fill(client, begin(client), voimat={"strength": "not_yet"})
    assert "Ei kiirettä" in client.get(at(application, "tarkista")).content.decode()
    send(client, application)
    assert application.state == "new"
    assert "Ei kiirettä" in client.get(at(application, "kiitos")).content.decode()


def test_link_shows_nothing_of_what_was_told_when_it_has_been_sent(client):
    application = sent(client)
    for page in ("", "nimi", "kokemus", "tarkista", "myohemmin"):
        assert client.get(at(application, page)).url == at(application, "kiitos")
    html = client.get(at(application, "kiitos")).content.decode()
    assert "Hakija" not in html
    assert "ulosot" not in html


def test_second_press_sends_nothing_more(client):
    application = sent(client)
    assert send(client, application).url == at(application, "kiitos")
    assert client.post(at(application, "nimi"), {"first_name": "Joku muu"}).url == at(application, "kiitos")
    application.refresh_from_db()
    assert application.answers["nimi"]["first_name"] == ["Maija"]
    assert Message.objects.filter(template="experts/join_arrived").count() == 1


def test_application_is_not_sent_when_something_needed_is_missing(client):
    application = fill(client, begin(client), nimi={"first_name": ""})
    response = client.post(at(application, "tarkista"), guard())
    assert response.status_code == 200
    assert [each["url"] for each in response.context["unfinished"]] == [at(application, "nimi")]
    application.refresh_from_db()
    assert application.is_draft


@pytest.mark.parametrize(
    ("seconds_ago", "extra"), [(60, {"website": "http://x"}), (60, {"started": "x"}), (1, {})]
)
def test_robot_begins_nothing(client, seconds_ago, extra):
    response = client.post("/tule-mukaan/", guard(seconds_ago) | {"who": "me"} | extra)
    assert response.status_code == 200
    assert not Application.objects.exists()


def test_begin_closes_for_a_while_to_those_who_press_too_often(client, monkeypatch):
    monkeypatch.setattr(views, "LIMIT", 2)
    statuses = [client.post("/tule-mukaan/", guard() | {"who": "me"}).status_code for _ in range(3)]
    assert statuses == [302, 302, 429]
    assert Application.objects.count() == 2


def test_helper_is_written_down(client):
    assert client.post("/tule-mukaan/", guard() | {"who": "helper", "helper": ""}).status_code == 200
    assert begin(client, who="helper", helper="Sari Esimerkki, ohjaaja").helper == "Sari Esimerkki, ohjaaja"
    assert begin(client, who="me", helper="Sari").helper == ""


def test_unknown_step_is_nowhere_and_one_not_met_leads_to_the_first(client):
    application = begin(client)
    assert client.get(at(application, "olematon")).status_code == 404
    assert client.get(at(application, "suostumukset")).url == at(application, "ika")  # no topics, no consents


def test_person_under_18_tells_of_the_guardian_and_nothing_of_what_they_have_lived(client, coordinators):
    application = begin(client)
    answer = client.post(at(application, "ika"), {"is_adult": "no"})
    assert answer.url == at(application, "huoltaja")
    for slug in ("kokemus", "aiheet", "suostumukset"):
        assert client.post(at(application, slug), applying.steps()[slug]).url == at(application, "ika")
    fill(client, application, applying.YOUNG)
    assert set(application.answers) == set(applying.YOUNG)
    send(client, application)
    assert (application.is_minor, application.guardian) == (True, "Hanna Huoltaja, 040 765 4321")
    assert application.coordinator == coordinators[0]


def test_what_was_told_before_the_age_was_corrected_is_not_sent(client):
    application = fill(client, begin(client))
    fill(client, application, applying.YOUNG)
    send(client, application)
    assert set(application.answers) == set(applying.YOUNG)
    assert (application.is_minor, application.consent_text, application.consented_on) == (True, "", None)


@pytest.mark.parametrize("missing", ["guardian_name", "guardian_phone", "own_yes"])
def test_person_under_18_cannot_send_without(client, missing):
    application = fill(client, begin(client), applying.YOUNG, huoltaja={missing: ""})
    client.post(at(application, "tarkista"), guard())
    application.refresh_from_db()
    assert application.is_draft


def test_everything_is_erased_when_the_applicant_takes_it_back(client):
    application = sent(client)
    assert client.post(at(application, "peru")).url == "/tule-mukaan/"
    assert not Application.objects.exists()
    assert not Message.objects.exclude(address="").exists()
    assert not Message.objects.exclude(body="").exists()
    assert client.get(at(application)).status_code == 404


def test_one_who_is_in_the_register_takes_it_back_with_the_coordinator(client):
    application = sent(client)
    Application.objects.filter(pk=application.pk).update(state="accepted", expert=person())
    assert client.post(at(application, "peru")).url == at(application, "kiitos")
    assert Application.objects.filter(pk=application.pk).exists()


def test_somebody_else_s_hands_are_kept_off(client):
    application, stranger = begin(client), user("expert")
    for act in (
        lambda: joining.keep(application=application, step="nimi", answers={}, by=stranger),
        lambda: joining.take_back(application=application, by=stranger),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_messages_are_in_the_language_from_which_it_was_sent(client):
    application = fill(client, begin(client))
    client.post("/sv" + at(application, "tarkista"), guard())
    message = Message.objects.get(template="experts/join_arrived")
    assert (message.language, message.subject[:4]) == ("sv", "Tack")


def test_perspective_left_over_from_another_topic_is_not_sent(client):
    application = fill(client, begin(client))
    client.post(at(application, "aiheet"), applying.ticks("alcohol"))
    application.refresh_from_db()
    assert f"of_{topic('debt').pk}" in application.answers["nakokulma"]
    fill(client, application, {"suostumukset": applying.steps()["suostumukset"]})
    send(client, application)
    assert (application.state, application.answers["nakokulma"]) == ("new", {})


def test_answer_changed_on_another_page_is_not_overwritten_by_sending(client):
    application = fill(client, begin(client))
    stale = Application.objects.get(pk=application.pk)
    sent_of_it = Filled(stale).sent()
    client.post(at(application, "rajat"), {"not_told": "Ei lapsista"})
    with pytest.raises(joining.AnswersChanged):
        joining.send(application=stale, sent=sent_of_it, language="fi", by="link")
    application.refresh_from_db()
    assert (application.state, application.of("rajat")) == ("draft", {"not_told": ["Ei lapsista"]})


def test_page_says_when_the_answers_have_changed_elsewhere(client, monkeypatch):
    application = fill(client, begin(client))
    real = Filled.sent

    def meanwhile(filled):
        """The other page is faster."""
        joining.keep(application=application, step="rajat", answers={"not_told": ["Ei lapsista"]}, by="link")
        return real(filled)

    monkeypatch.setattr(Filled, "sent", meanwhile)
    page = client.post(at(application, "tarkista"), guard(), follow=True)
    assert "Vastauksesi ovat muuttuneet toisella sivulla." in page.content.decode()
    assert "Ei lapsista" in page.content.decode()
    monkeypatch.undo()
    assert send(client, application).url == at(application, "kiitos")


def test_nul_is_not_kept(client):
    application = begin(client)
    client.post(at(application, "kokemus"), {"story": "a\0b", "back": ""})
    application.refresh_from_db()
    assert application.of("kokemus") == {"story": ["ab"]}

"""The public form: who answers is shown before sending, robots are turned away kindly, nothing typed is lost."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from kokemus.audit.models import Entry
from kokemus.core import links, ratelimit
from kokemus.core.workdays import add_working_days
from kokemus.messaging.models import Message
from kokemus.organisation.models import Absence, Association, Organisation, Route
from kokemus.pages import situations
from kokemus.pages.forms.enquiries import KEY
from kokemus.pages.models import Enquiry
from kokemus.pages.tests import asking
from kokemus.pages.views import enquiries
from kokemus.topics.models import Topic

pytestmark = pytest.mark.django_db
KAISA, MIKKO = "kaisa", "mikko"
PEER_SUPPORT = ("omaa tilannettasi?", "din egen situation?", "your own situation?")
# A sentence of each topic area in Finnish and in Swedish, and whose it is by the demo's table.
AREAS = {
    "mental-health": (MIKKO, "Mitä tehdään, kun masennus uusii?", "Vad hjälper mot depression?"),
    "addiction": (MIKKO, "Tietoa alkoholismista toipumisesta", "Information om alkoholism"),
    "neurodiversity": (KAISA, "Miten ADHD näkyy aikuisella?", "Hur märks adhd hos en vuxen?"),
    "disability": (KAISA, "Kysyisin näkövammasta ja avustajista", "En fråga om synskada"),
    "long-term-illness": (KAISA, "Kertooko joku elämästä diabeteksen kanssa?", "Berättar någon om diabetes?"),
    "family": (KAISA, "Tarvitsemme tietoa avioerosta", "Vi behöver veta mer om skilsmässa"),
    "child-protection": (MIKKO, "Mitä huostaanotto tarkoittaa?", "Vad betyder omhändertagande av barn?"),
    "caregiving": (
        KAISA,
        "Järjestetäänkö omaishoitajille tapaamisia?",
        "Ordnas det träffar för närståendevårdare?",
    ),
    "violence": (MIKKO, "Kuka puhuu lähisuhdeväkivallasta?", "Vem talar om våld i nära relationer?"),
    "livelihood": (MIKKO, "Neuvotteko ulosotosta?", "Ger ni råd om utmätning?"),
    "crime": (MIKKO, "Millaista on elämä vankilan jälkeen?", "Hur är livet efter fängelset?"),
    "youth": (MIKKO, "Miten koulukiusaaminen jättää jäljen?", "Hur påverkar mobbning i skolan?"),
    "loneliness-and-loss": (MIKKO, "Puhutteko yksinäisyydestä?", "Talar ni om ensamhet?"),
    "ageing": (KAISA, "Tietoa palvelutaloon muuttamisesta", "Information om åldrande"),
    "minorities": (MIKKO, "Millaista on olla pakolainen?", "Hur är det att vara flykting?"),
}
SENTENCES = [
    (code, language, text, owner)
    for code, (owner, fi, sv) in AREAS.items()
    for language, text in (("fi", fi), ("sv", sv))
]


@pytest.fixture(autouse=True)
def _empty_counters() -> None:
    cache.clear()


@pytest.fixture
def staff():
    return asking.county()


def address(language: str) -> str:
    return asking.ASK if language == "fi" else f"/{language}{asking.ASK}"


def away(coordinator, days=3):
    today = timezone.localdate()
    Absence.objects.create(coordinator=coordinator, starts_on=today, ends_on=today + dt.timedelta(days=days))


@pytest.mark.parametrize(("code", "language", "text", "owner"), SENTENCES)
def test_question_of_each_area_goes_to_the_right_coordinator(client, staff, code, language, text, owner):
    first = client.post(address(language), asking.answers(text=text)).content.decode()
    assert str(staff[owner]) in first
    assert not Enquiry.objects.exists()
    enquiry = asking.sent(client, address(language), text=text)
    assert (enquiry.area.code, enquiry.owner.user, enquiry.language) == (code, staff[owner], language)


@pytest.mark.parametrize(("code", "language", "text", "owner"), SENTENCES)
def test_question_goes_to_the_stand_in_when_the_coordinator_is_away(
    client, staff, code, language, text, owner
):
    away(asking.coordinator(staff[owner]))
    other = staff[KAISA if owner == MIKKO else MIKKO]
    assert asking.sent(client, address(language), text=text).owner.user == other


def test_area_of_which_most_is_told_decides(client, staff):
    enquiry = asking.sent(client, text="Tietoa ADHD:stä, masennuksesta ja ahdistuksesta")
    assert enquiry.area.code == "mental-health"


def test_every_area_of_the_taxonomy_is_asked_about():
    assert set(AREAS) == {area.code for area in Topic.objects.areas()}


def test_area_is_changed_in_one_press_and_the_answerer_with_it(client, staff):
    typed = asking.answers(text="Mitä luento maksaa?")
    assert str(staff[KAISA]) in client.post(asking.ASK, typed).content.decode()
    page = client.post(asking.ASK, typed | {"change": "addiction"}).content.decode()
    assert str(staff[MIKKO]) in page
    assert 'name="area" value="addiction"' in page
    enquiry = asking.sent(client, text="Mitä luento maksaa?", area="addiction")
    assert (enquiry.area.code, enquiry.owner.user) == ("addiction", staff[MIKKO])


def test_area_that_was_guessed_is_taken_away_when_the_writer_says_so(client, staff):
    enquiry = asking.sent(client, area="none")
    assert (enquiry.area, enquiry.owner.user) == (None, staff[KAISA])


def test_sent_question_is_promised_logged_and_followed_by_its_link(client, staff):
    Organisation.objects.update(answer_days=3)
    enquiry = asking.sent(client, name="Raija")
    assert enquiry.answer_by == add_working_days(timezone.localdate(), 3)
    assert Entry.objects.get(verb="pages.ask").thing_id == enquiry.public_id
    message = Message.objects.get()
    assert (message.template, message.address) == ("pages/enquiry_received", "kysyja@example.org")
    assert asking.TEXT not in message.subject + message.body
    link = re.search(r"/kysy/\S+", message.body)[0]
    page = client.get(link).content.decode()
    assert asking.TEXT in page
    assert str(staff[MIKKO]) in page


def test_page_of_the_link_shows_the_answer_but_not_the_note_of_a_call(client, staff):
    by = {"answered_at": timezone.now(), "answered_by": staff[KAISA], "state": "answered"}
    written = asking.made(answer="Kyllä onnistuu", channel="email", **by)
    called = asking.made(answer="Muistiinpano", channel="phone", **by)
    token = {each: links.token("enquiry", each.public_id) for each in (written, called)}
    assert "Kyllä onnistuu" in client.get(f"/kysy/{token[written]}/").content.decode()
    assert "Muistiinpano" not in client.get(f"/kysy/{token[called]}/").content.decode()


def test_question_that_fits_nobody_is_shared_and_told_to_every_coordinator_once(client, staff):
    Route.objects.filter(door=Route.Door.MORE).delete()
    typed = asking.answers()
    assert "koordinaattoreillemme" in client.post(asking.ASK, typed).content.decode()
    enquiry = asking.sent(client, email="", phone="040 123 4567")
    assert enquiry.owner is None
    told = Message.objects.filter(template="pages/enquiry_shared")
    assert sorted(told.values_list("address", flat=True)) == ["kaisa@example.org", "mikko@example.org"]
    assert not Message.objects.filter(template="pages/enquiry_received").exists()


def test_question_without_a_way_to_answer_is_asked_for_one_and_keeps_its_text(client, staff):
    page = client.post(asking.ASK, asking.answers(email="", send="1"))
    assert page.status_code == 200
    assert "jotta voimme vastata" in page.content.decode()
    assert asking.TEXT in page.content.decode()
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"email": "ei osoite"}, {"phone": "soittakaa", "email": ""}, {"text": "x" * 3001}]
)
def test_wrong_answer_is_named_and_nothing_is_lost(client, staff, wrong):
    page = client.post(asking.ASK, asking.answers(name="Raija", send="1", **wrong)).content.decode()
    assert 'value="Raija"' in page
    assert next(iter(wrong.values()))[:3000] in page
    assert not Enquiry.objects.exists()


def test_going_back_keeps_everything_and_the_chosen_area(client, staff):
    page = client.post(asking.ASK, asking.answers(edit="1", name="Raija", area="addiction")).content.decode()
    assert asking.TEXT in page
    assert 'value="Raija"' in page
    assert 'name="area" value="addiction"' in page
    assert "error" not in page


@pytest.mark.parametrize(("website", "seconds"), [("http://spam.example", 60), ("", 1)])
def test_robot_is_turned_away_kindly_and_loses_nothing(client, staff, website, seconds):
    trick = {"website": website, "started": asking.started(seconds)}
    page = client.post(asking.ASK, asking.answers(send="1") | trick)
    assert page.status_code == 200
    assert asking.TEXT in page.content.decode()
    assert not Enquiry.objects.exists()


def test_too_many_are_turned_away_kindly_and_lose_nothing(client, staff, monkeypatch):
    monkeypatch.setattr(enquiries, "LIMIT", 2)
    for _ in range(2):
        asking.sent(client)
    page = client.post(asking.ASK, asking.answers(send="1"))
    assert page.status_code == 429
    assert asking.TEXT in page.content.decode()
    assert Enquiry.objects.count() == 2


def test_control_without_the_limit_a_third_one_is_taken(client, staff, monkeypatch):
    monkeypatch.setattr(enquiries, "LIMIT", 2)
    monkeypatch.setattr(ratelimit, "count", lambda *args, **kwargs: None)
    for _ in range(3):
        asking.sent(client)
    assert Enquiry.objects.count() == 3


def test_double_press_makes_one_question_and_shows_the_same_page(client, staff):
    key = links.token(KEY, "abcdefghjkmnpqrs")
    pages = [client.post(asking.ASK, asking.answers(send="1", key=key)).url for _ in range(2)]
    assert pages[0] == pages[1]
    assert Enquiry.objects.count() == Message.objects.count() == 1


def test_another_text_after_back_is_a_question_of_its_own(client, staff):
    key = links.token(KEY, "abcdefghjkmnpqrs")
    pages = [
        client.post(asking.ASK, asking.answers(send="1", key=key, text=text)).url
        for text in ("Milloin koulutus alkaa?", "Milloin koulutus alkaa, ja missä?")
    ]
    assert pages[0] != pages[1]
    assert Enquiry.objects.count() == 2


def test_key_of_somebody_else_s_question_opens_nothing(client, staff):
    other = asking.made()
    page = client.post(asking.ASK, asking.answers(send="1", key=other.public_id))
    assert other.public_id not in page.url


def test_name_or_number_in_the_text_is_warned_of_and_may_be_sent(client, staff):
    text = "Voiko soittaa numeroon 040 123 4567 ja kysyä, onko Matti Meikäläinen paikalla?"
    assert "nimi tai numero" in client.post(asking.ASK, asking.answers(text=text)).content.decode()
    assert asking.sent(client, text=text)
    assert "nimi tai numero" not in client.post(asking.ASK, asking.answers()).content.decode()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Poikani juo liikaa enkä tiedä, mitä tehdä", "fi"),
        ("Minulla on todettu masennus", "fi"),
        ("En jaksa enää, olen omaishoitaja", "fi"),
        ("Jag har depression och orkar inte mer", "sv"),
        ("My husband drinks too much", "en"),
    ],
)
def test_own_situation_gets_peer_support_proposed(client, staff, text, language):
    assert situations.own_topics(text, language)
    page = client.post(address(language), asking.answers(text=text)).content.decode()
    assert any(title in page for title in PEER_SUPPORT)


@pytest.mark.parametrize(
    "text",
    [
        asking.TEXT,
        "Olen opettaja. Mitä luento maksaa?",
        "Kertooko joku diabeteksesta?",
        "Minulla on 20 opiskelijaa ja tarvitsen puhujan masennuksesta",  # a gig, in the first person
    ],
)
def test_question_for_information_gets_no_peer_support_proposed(client, staff, text):
    assert situations.own_topics(text, "fi") == []
    page = client.post(asking.ASK, asking.answers(text=text)).content.decode()
    assert not any(title in page for title in PEER_SUPPORT)


def test_peer_support_is_of_the_topic_and_the_same_after_sending(client, staff):
    Association.objects.update(is_active=False)
    fits = Association.objects.create(name_fi="Velkatuki ry", what_fi="Tukea.", web="https://example.org/")
    fits.topics.add(Topic.objects.get(code="debt"))
    text = "Minulla on velkaa enkä tiedä, mitä tehdä"
    check = client.post(asking.ASK, asking.answers(text=text)).content.decode()
    assert 'href="https://example.org/">Velkatuki ry' in check
    assert 'href="/vertaistuki/">' in check.split("Velkatuki ry")[1]
    sent = asking.sent(client, text=text)
    assert "Velkatuki ry" in client.get(link_of(sent)).content.decode()
    other = asking.sent(client, text="Mitä luento veloista maksaa?")
    assert "Velkatuki ry" not in client.get(link_of(other)).content.decode()


def test_feedback_gets_no_peer_support(client, staff):
    client.post("/palaute/", feedback(text="Minulla on masennus, ja kirjaimet ovat liian pieniä"))
    page = client.get(link_of(Enquiry.objects.get())).content.decode()
    assert not any(title in page for title in PEER_SUPPORT)


def link_of(enquiry: Enquiry) -> str:
    return f"/kysy/{links.token('enquiry', enquiry.public_id)}/"


def feedback(**changes: str) -> dict[str, str]:
    return {"kind": "access", "text": "Ohje ei kuulu", "started": asking.started(), "website": ""} | changes


def test_feedback_needs_no_contact_and_is_due_in_14_days(client, staff):
    response = client.post("/palaute/", feedback(page="/yhteys/"))
    enquiry = Enquiry.objects.get()
    assert (enquiry.kind, enquiry.page, enquiry.owner.user) == ("access", "/yhteys/", staff[KAISA])
    assert enquiry.answer_by == timezone.localdate() + dt.timedelta(days=14)
    assert not Message.objects.exists()
    assert "Pidä linkki tallessa" in client.get(response.url).content.decode()


def test_feedback_too_often_is_turned_away_kindly(client, staff, monkeypatch):
    monkeypatch.setattr(enquiries, "LIMIT", 0)
    page = client.post("/palaute/", feedback())
    assert page.status_code == 429
    assert "Ohje ei kuulu" in page.content.decode()


def test_feedback_by_a_robot_is_refused(client, staff):
    assert client.post("/palaute/", feedback(website="x")).status_code == 200
    assert not Enquiry.objects.exists()


def test_footer_leads_to_feedback_on_that_page_and_tells_no_secret_link(client, staff):
    assert 'href="/palaute/?sivu=%2Fyhteys%2F"' in client.get("/yhteys/").content.decode()
    assert 'value="/yhteys/"' in client.get("/palaute/?sivu=/yhteys/").content.decode()
    token = links.token("enquiry", asking.made().public_id)
    secret = token.split(".")[1]
    page = Client().get(f"/kysy/{token}/").content.decode()
    footer = page[page.index("<footer") :]
    assert "/palaute/?sivu=" in footer
    assert secret not in footer
    form = client.get(f"/palaute/?sivu=/kysy/{token}/").content.decode().split("<main")[1].split("<footer")[0]
    assert secret not in form

"""The request form without an account: every step, back and forth, hostile and broken input, sending."""

import datetime as dt
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from kokemus.audit.models import Entry
from kokemus.core import ratelimit
from kokemus.fees.models import Rate
from kokemus.gigs.forms import GigRequestForm
from kokemus.gigs.models import Gig
from kokemus.gigs.tests import filling
from kokemus.messaging.models import Message
from kokemus.topics.models import Topic

pytestmark = pytest.mark.django_db
START = "/keikat/pyynto/"
CHECK = "/keikat/pyynto/tarkista/"


@pytest.fixture(autouse=True)
def _county():
    cache.clear()
    filling.organisation()


def test_request_when_everything_is_answered(client):
    filling.fill(client)
    page = client.get(CHECK).content.decode()
    assert filling.GOAL in page
    assert "Opiskelijoita, noin 30" in page
    response = filling.send(client)
    assert response.status_code == 302
    gig = Gig.objects.get()
    assert (gig.state, gig.confirmed_at, gig.coordinator, gig.respond_by) == ("requested", None, None, None)
    assert gig.goal == filling.GOAL
    assert [topic.code for topic in gig.topics.all()] == ["depression"]
    assert gig.municipality == "Lappeenranta"  # Joutseno is a part of it
    assert (gig.contact_name, gig.contact_phone) == ("Tiina Tilaaja", "040 123 4567")
    assert gig.cost_centre.code == "4711"
    assert "masennus" in gig.search_text
    assert "tiina tilaaja" in gig.search_text
    occasion = gig.occasions.get()
    assert timezone.localtime(occasion.starts_at).strftime("%H:%M") == "14:00"
    message = Message.objects.get()
    assert (message.template, message.address) == ("gigs/confirmation_asked", "tiina@example.org")
    assert "/keikat/pyynto/vahvista/" in message.body
    assert filling.GOAL not in message.body + message.subject
    assert Entry.objects.filter(verb="gigs.request", thing_id=gig.public_id).exists()


def test_session_when_the_request_has_been_sent(client):
    filling.fill(client)
    assert "gig_request" in client.session
    filling.send(client)
    assert "gig_request" not in client.session
    assert "tiina@example.org" in client.get("/keikat/pyynto/lahetetty/").content.decode()


def test_form_when_one_goes_back_and_forth(client):
    filling.fill(client)
    page = client.get("/keikat/pyynto/mita/").content.decode()
    assert filling.GOAL in page
    page = client.get("/keikat/pyynto/milloin/").content.decode()
    assert 'value="Joutseno"' in page
    assert f'value="{filling.a_day()}"' in page


def test_form_when_back_is_pressed_with_a_half_filled_step(client):
    response = client.post("/keikat/pyynto/kenelle/", {"audience_description": "Kesken jäänyt", "back": "1"})
    assert response.url == "/keikat/pyynto/mita/"
    assert "Kesken jäänyt" in client.get("/keikat/pyynto/kenelle/").content.decode()


def test_form_when_an_answer_is_wrong_keeps_what_was_typed(client):
    data = filling.steps()["maksu"] | {"requester_email": "ei-osoite", "requester_name": "Tiina T"}
    response = client.post("/keikat/pyynto/maksu/", data)
    assert response.status_code == 200
    page = response.content.decode()
    assert "error-summary" in page
    assert 'value="ei-osoite"' in page
    assert 'value="Tiina T"' in page


def test_form_when_another_time_is_added_without_javascript(client):
    data = filling.steps()["milloin"]
    response = client.post("/keikat/pyynto/milloin/", data | {"add": "1"})
    assert response.url == "/keikat/pyynto/milloin/#times"
    page = client.get("/keikat/pyynto/milloin/").content.decode()
    assert 'name="form-1-day"' in page
    assert f'value="{filling.a_day()}"' in page
    assert 'id="error-summary"' not in page
    two = filling.rows((filling.a_day(), "14:00", "16:00"), (filling.a_day(37), "9.00", "10.30"))
    filling.fill(client, milloin=two)
    filling.send(client)
    assert Gig.objects.get().occasions.count() == 2


def test_form_when_an_added_time_is_left_empty(client):
    filling.fill(client, milloin=filling.rows((filling.a_day(), "14:00", "16:00"), ("", "", "")))
    filling.send(client)
    assert Gig.objects.get().occasions.count() == 1


@pytest.mark.parametrize(
    ("step", "change", "field"),
    [
        ("mita", {"goal": ""}, "goal"),
        ("mita", {"experts_needed": "0"}, "experts_needed"),
        ("kenelle", {"audience": ""}, "audience"),
        ("kenelle", {"audience_description": " "}, "audience_description"),
        ("kenelle", {"with_minors": ""}, "with_minors"),
        ("milloin", {"municipality": ""}, "municipality"),
        ("milloin", {"address": ""}, "address"),
        ("milloin", {"place_kind": "remote"}, "remote_link"),
        ("milloin", {"languages": []}, "languages"),
        ("kaytannot", {"meets_myself": ""}, "contact_name"),
        ("kaytannot", {"briefing": ""}, "briefing"),
        ("kaytannot", {"debrief": ""}, "debrief"),
        ("kaytannot", {"recording": ""}, "recording"),
        ("maksu", {"payer": ""}, "payer"),
        ("maksu", {"unit": ""}, "unit"),
        ("maksu", {"cost_centre": "9999"}, "cost_centre"),
        ("maksu", {"payer": "external"}, "payer_name"),
        ("maksu", {"requester_email": ""}, "requester_email"),
        ("maksu", {"requester_phone": "soita"}, "requester_phone"),
    ],
)
def test_request_cannot_be_half_made(client, step, change, field):
    filling.fill(client)
    response = client.post(f"/keikat/pyynto/{step}/", filling.steps()[step] | change)
    assert field in response.context["form"].errors
    assert filling.send(client).status_code == 200
    assert not Gig.objects.exists()
    data = {name: value for each in filling.steps().values() for name, value in each.items()}
    assert not GigRequestForm(data | change | filling.guard()).is_valid()  # the whole form says so too


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("2020-01-01", "14:00", "16:00"), "menneisyydessä"),
        ((timezone.localdate().isoformat(), "14:00", "16:00"), "tänään"),
        (("2062-01-01", "14:00", "16:00"), "vuosi"),
        ((filling.a_day(), "16:00", "14:00"), "ennen"),
        ((filling.a_day(), "14:00", "14:00"), "ennen"),
        (("joskus", "14:00", "16:00"), "päivä"),
        (("", "", ""), ""),
    ],
)
def test_times_when_they_are_wrong(client, row, words):
    response = client.post("/keikat/pyynto/milloin/", filling.steps()["milloin"] | filling.rows(row))
    assert response.status_code == 200
    errors = str([form.errors for form in response.context["times"]])
    assert errors != "[{}]"
    assert words in errors


def test_times_when_the_same_is_given_twice(client):
    same = (filling.a_day(), "14:00", "16:00")
    response = client.post("/keikat/pyynto/milloin/", filling.steps()["milloin"] | filling.rows(same, same))
    assert response.context["times"].non_form_errors()


@pytest.mark.parametrize("total", ["", "abc", "-1", "99999999", "41"])
def test_times_when_the_count_is_hostile(client, total):
    data = filling.steps()["milloin"] | {"form-TOTAL_FORMS": total}
    assert client.post("/keikat/pyynto/milloin/", data).status_code == 200
    assert client.get("/keikat/pyynto/milloin/").status_code == 200
    assert client.post("/keikat/pyynto/milloin/", data | {"add": "1"}).status_code == 302


def test_page_says_so_when_the_day_is_soon(client):
    filling.fill(client, milloin=filling.rows((filling.a_day(5), "14:00", "16:00")))
    assert client.get(CHECK).context["so_far"].is_short_notice
    assert "Keikkaan on vähän aikaa" in client.get(CHECK).content.decode()
    filling.send(client)
    assert Gig.objects.exists()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2077474-0", "2077474-0"),
        ("20774740", "2077474-0"),
        ("FI20774740", "2077474-0"),
        ("2077474-1", ""),
        ("abc", ""),
    ],
)
def test_business_id_when_somebody_else_pays(client, written, kept):
    external = {
        "payer": "external",
        "unit": "",
        "payer_name": "Järjestö ry",
        "payer_business_id": written,
        "payer_address": "Katu 1",
    }
    filling.fill(client, maksu=external)
    filling.send(client)
    gig = Gig.objects.first()
    assert (gig.payer_business_id if gig else "") == kept
    if gig:
        assert gig.is_external
        assert gig.unit is None
        assert gig.cost_centre is None


def test_fee_is_shown_before_sending_when_the_table_tells_it(client):
    filling.fill(client)
    assert client.get(CHECK).context["so_far"].fee is None
    assert "sovitaan" in client.get(CHECK).content.decode()
    Rate.objects.create(amount=25, valid_from=dt.date(2020, 1, 1))
    page = client.get(CHECK)
    assert "75,00" in page.content.decode()  # two hours and one of preparation


def test_send_when_the_session_was_lost(client):
    filling.fill(client)
    client.session.flush()
    client.cookies.clear()
    response = client.post("/keikat/pyynto/maksu/", filling.steps()["maksu"])
    assert response.url == CHECK
    page = client.get(CHECK)
    assert [each["url"] for each in page.context["unfinished"]] == [
        "/keikat/pyynto/mita/",
        "/keikat/pyynto/kenelle/",
        "/keikat/pyynto/milloin/",
        "/keikat/pyynto/kaytannot/",
    ]
    assert "Tiina Tilaaja" in page.content.decode()
    assert filling.send(client).status_code == 200
    assert not Gig.objects.exists()


def test_send_when_pressed_twice(client):
    filling.fill(client)
    first, second = filling.send(client), filling.send(client)
    assert first.url == second.url == "/keikat/pyynto/lahetetty/"
    assert Gig.objects.count() == 1


def test_send_when_pressed_twice_at_the_same_moment(client):
    filling.fill(client)
    before = dict(client.session["gig_request"])
    filling.send(client)
    session = client.session
    session["gig_request"] = before  # the second press had read the session before the first emptied it
    session.save()
    assert filling.send(client).url == "/keikat/pyynto/lahetetty/"
    assert Gig.objects.count() == 1
    assert Message.objects.count() == 1


@pytest.mark.parametrize("trap", [{"website": "http://spam"}, {"started": ""}, {"started": "forged"}])
def test_send_when_a_robot_fills_it_in(client, trap):
    filling.fill(client)
    response = client.post(CHECK, filling.guard() | trap)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Gig.objects.exists()
    filling.send(client)
    assert Gig.objects.exists()  # nothing was lost


def test_send_when_too_fast(client):
    filling.fill(client)
    assert client.post(CHECK, filling.guard(seconds_ago=0)).status_code == 200
    assert not Gig.objects.exists()


def test_send_when_too_often(client, monkeypatch):
    def refuse(request, form, *, limit, seconds):
        raise ratelimit.TooMany(form)

    monkeypatch.setattr(ratelimit, "count", refuse)
    filling.fill(client)
    response = filling.send(client)
    assert response.status_code == 429
    again = timezone.localtime(timezone.now() + timedelta(hours=1))
    assert f"{again:%-H.%M}" in response.content.decode()
    assert not Gig.objects.exists()
    monkeypatch.undo()
    filling.send(client)
    assert Gig.objects.exists()  # the answers were safe


def test_send_when_many_requests_of_the_address_wait(client):
    for _ in range(6):
        filling.sent_gig(client)
    assert Gig.objects.count() == 5
    assert Message.objects.count() == 5


def test_clear_when_the_computer_is_shared(client):
    filling.fill(client)
    assert client.get("/keikat/pyynto/tyhjenna/").status_code == 405
    client.post("/keikat/pyynto/tyhjenna/")
    assert filling.GOAL not in client.get(START).content.decode()


def test_pages_when_the_content_is_hostile(client):
    evil = "<script>alert(1)</script>{{ 7|add:7 }}\u202e' OR 1=1 --"
    filling.fill(client, mita={"goal": evil}, maksu={"requester_name": evil, "requester_organisation": evil})
    for url in (START, CHECK):
        page = client.get(url).content.decode()
        assert "<script>alert" not in page
    filling.send(client)
    assert Gig.objects.get().goal == evil


def test_step_when_a_topic_is_made_up(client):
    area = Topic.objects.areas().first()
    response = client.post(
        "/keikat/pyynto/mita/", filling.steps()["mita"] | {f"topics_{area.pk}": ["99999999", "x"]}
    )
    assert response.status_code == 200
    assert client.get("/keikat/pyynto/mita/").status_code == 200


def test_step_when_there_is_none_of_that_name(client):
    assert client.get("/keikat/pyynto/olematon/").status_code == 404


@pytest.mark.parametrize("language", ["sv", "en", "fi-simple"])
def test_request_when_made_in_another_language(client, language):
    for slug, data in filling.steps().items():
        assert client.post(f"/{language}/keikat/pyynto/{slug}/", data).url.startswith(f"/{language}/")
    client.post(f"/{language}/keikat/pyynto/tarkista/", filling.guard())
    assert Gig.objects.get().language == language
    assert f"/{language}/keikat/pyynto/vahvista/" in Message.objects.get().body


def test_pages_are_not_stored_when_they_hold_answers(client):
    filling.fill(client)
    assert "no-store" in client.get(CHECK)["Cache-Control"]
    assert "no-store" in client.get("/keikat/pyynto/maksu/")["Cache-Control"]


def test_step_keeps_to_few_queries_when_there_are_many_topics(client, django_assert_max_num_queries):
    client.get(START)
    with django_assert_max_num_queries(14):
        client.get(START)

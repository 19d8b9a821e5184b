"""A request taken on the phone: by coordinators only, incomplete allowed, copied, with a named wish, or in the past."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from kokemus.accounts import middleware
from kokemus.accounts.models import Role, User
from kokemus.audit.models import Entry
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.experts.models import Expert
from kokemus.gigs.actions import requesting
from kokemus.gigs.forms import missing_answers
from kokemus.gigs.models import Gig
from kokemus.gigs.tests import filling
from kokemus.messaging.models import Message
from kokemus.organisation.models import Unit
from kokemus.topics.models import Topic

pytestmark = pytest.mark.django_db
URL = "/keikat/puhelu/"


@pytest.fixture
def coordinator(client, monkeypatch):
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    cache.clear()
    owner = filling.organisation()
    client.force_login(owner.user)
    return owner


def call(**other):
    """What is typed in 90 seconds."""
    return (
        {"goal": "Ryhmään vieras", "requester_name": "Pekka", "requester_phone": "040 123 4567"}
        | filling.rows()
        | other
    )


def edit_url(gig):
    return f"/keikat/keikka/{gig.public_id}/muokkaa/"


def whole(**other):
    data = {name: value for step in filling.steps().values() for name, value in step.items()}
    return data | other


def test_phone_page_is_for_coordinators_only(client, coordinator):
    gig = filling.a_gig()
    for url in (URL, edit_url(gig)):
        assert client.get(url).status_code == 200
    for role in set(Role) - {Role.COORDINATOR}:
        client.force_login(User.objects.create_user(f"{role}@example.org", roles=(role,)))
        for url in (URL, edit_url(gig)):
            assert client.get(url).status_code == 403
            assert client.post(url, whole()).status_code == 403
    client.logout()
    assert client.get(URL).status_code == 302
    assert Gig.objects.count() == 1


def test_action_refuses_when_somebody_else_calls_it(coordinator):
    gig, answers = filling.a_gig(), filling.answers()
    expert = User.objects.create_user("e@example.org", roles=("expert",))
    for by in (expert, "link"):
        with pytest.raises(NotAllowed):
            requesting.take_by_phone(answers=answers, times=[], is_complete=True, by=by)
        with pytest.raises(NotAllowed):
            requesting.edit(gig=gig, answers=answers, times=None, is_complete=True, by=by)


def test_call_when_only_the_beginning_is_known(client, coordinator):
    response = client.post(URL, call())
    gig = Gig.objects.get()
    assert response.url == f"/keikat/keikka/{gig.public_id}/"
    assert (gig.state, gig.source, gig.is_complete, gig.coordinator) == (
        "requested",
        "phone",
        False,
        coordinator,
    )
    assert gig.confirmed_at
    assert gig.respond_by
    assert not Message.objects.exists()  # no e-mail address: no message
    missing = missing_answers(gig)
    for label in ("Milloin", "Kunta", "Kuka maksaa", "Kuka ottaa asiantuntijan vastaan"):
        assert label in missing
    assert "Sähköpostiosoite" not in missing  # a phone number will do
    assert Entry.objects.filter(verb="gigs.take_by_phone", thing_id=gig.public_id).exists()


def test_gig_page_lists_what_is_missing_when_it_was_left_incomplete(client, coordinator):
    client.post(URL, call())
    gig = Gig.objects.get()
    shown = client.get(f"/keikat/keikka/{gig.public_id}/").content.decode()
    assert all(label in shown for label in missing_answers(gig))
    assert edit_url(gig) in shown
    client.post(edit_url(gig), whole())
    assert "Täydennä" not in client.get(f"/keikat/keikka/{gig.public_id}/").content.decode()


def test_call_when_it_is_not_even_said_what_for(client, coordinator):
    response = client.post(URL, call(goal=""))
    assert response.status_code == 200
    assert "error-summary" in response.content.decode()
    assert 'value="Pekka"' in response.content.decode()
    assert not Gig.objects.exists()


def test_call_when_everything_is_answered(client, coordinator):
    client.post(URL, whole())
    gig = Gig.objects.get()
    assert gig.is_complete
    assert missing_answers(gig) == []
    assert gig.occasions.count() == 1
    received = Message.objects.get()
    assert (received.template, received.address) == ("gigs/request_received", "tiina@example.org")
    assert filling.status_url(gig) in received.body


def test_call_when_an_answer_is_wrong(client, coordinator):
    response = client.post(URL, call(payer_business_id="1234567-9", requester_email="ei"))
    errors = response.context["form"].errors
    assert set(errors) == {"payer_business_id", "requester_email"}
    assert not Gig.objects.exists()


def test_call_when_a_time_is_added(client, coordinator):
    shown = client.post(
        URL, call(add="1") | filling.rows((filling.a_day(), "9:00", "10:00"))
    ).content.decode()
    assert "Ryhmään vieras" in shown
    assert 'name="form-1-day"' in shown
    assert not Gig.objects.exists()


def test_edit_when_it_is_finished_later(client, coordinator):
    client.post(URL, call())
    gig = Gig.objects.get()
    url = edit_url(gig)
    shown = client.get(url).content.decode()
    assert "Vielä puuttuu" in shown
    assert "Ryhmään vieras" in shown
    assert client.post(url, whole()).url == f"/keikat/keikka/{gig.public_id}/"
    gig.refresh_from_db()
    assert gig.is_complete
    assert gig.goal == filling.GOAL
    assert "masennus" in gig.search_text
    assert "Vielä puuttuu" not in client.get(url).content.decode()


def test_edit_when_the_address_comes_later_sends_the_status_link_once(client, coordinator):
    client.post(URL, call())
    gig = Gig.objects.get()
    for _ in range(2):
        client.post(edit_url(gig), call(requester_email="pekka@example.org"))
    received = Message.objects.get()
    assert (received.template, received.address) == ("gigs/request_received", "pekka@example.org")


def test_edit_keeps_a_unit_that_has_been_retired(client, coordinator):
    client.post(URL, whole())
    gig = Gig.objects.get()
    Unit.objects.update(is_active=False)
    shown = client.get(edit_url(gig)).context["form"]
    assert shown["unit"].value() == gig.unit_id
    assert client.post(edit_url(gig), whole()).status_code == 302
    gig.refresh_from_db()
    assert gig.unit
    assert missing_answers(gig) == []
    assert client.post(URL, whole()).status_code == 200  # a new request cannot choose it


def test_edit_shows_every_answer_again(client, coordinator):
    client.post(URL, whole(with_minors="yes", recording="yes", preparation_hours="2.5", experts_needed="3"))
    gig = Gig.objects.get()
    shown = client.get(edit_url(gig)).context["form"]
    posted = {name: shown[name].value() for name in shown.fields if shown[name].value() is not None}
    times = filling.rows((filling.a_day(), "14:00", "16:00"))
    before = {f.name: getattr(gig, f.name) for f in Gig._meta.fields}
    client.post(edit_url(gig), posted | times)
    gig.refresh_from_db()
    assert {f.name: getattr(gig, f.name) for f in Gig._meta.fields} == before
    assert [t.code for t in gig.topics.all()] == ["depression"]
    assert gig.occasions.get().preparation_hours == 2.5


def test_edit_when_experts_have_been_asked_leaves_the_times(client, coordinator):
    gig = filling.a_gig("offered")
    before = list(gig.occasions.values_list("starts_at"))
    client.post(edit_url(gig), whole(**filling.rows((filling.a_day(90), "9:00", "10:00"))))
    assert list(gig.occasions.values_list("starts_at")) == before
    with pytest.raises(WrongState):
        requesting.edit(gig=gig, answers=filling.answers(), times=[], is_complete=True, by=coordinator.user)


@pytest.mark.parametrize("state", ["done", "closed", "cancelled", "unmet"])
def test_edit_when_the_gig_has_ended(client, coordinator, state):
    gig = filling.a_gig(state)
    assert client.post(edit_url(gig), whole(goal="Muu")).status_code == 302
    gig.refresh_from_db()
    assert gig.goal == filling.GOAL


def test_edit_when_there_is_no_such_gig(client, coordinator):
    unconfirmed = filling.a_gig(confirmed_at=None)
    assert client.get("/keikat/keikka/0000000000000000/muokkaa/").status_code == 404
    assert client.get(edit_url(unconfirmed)).status_code == 404


def test_copy_when_the_caller_has_asked_before(client, coordinator):
    gig = filling.a_gig()
    for words in ("tiina", "Tilaaja tiina", "vastaanotto", "TIINA@example.org"):
        assert f"?copy={gig.public_id}" in client.get(URL, {"q": words}).content.decode()
    assert "?copy=" not in client.get(URL, {"q": "joku muu"}).content.decode()
    page = client.get(URL, {"copy": gig.public_id})
    assert filling.GOAL in page.content.decode()
    assert filling.a_day() not in page.content.decode()  # never the times
    client.post(URL, whole(copied_from=gig.public_id))
    assert Gig.objects.first().copied_from == gig


def test_copy_leaves_the_named_wish_behind(client, coordinator):
    wished = filling.chosen_expert(filling.a_gig())
    gig = filling.a_gig(wished_expert=wished)
    assert "Salainen" not in client.get(URL, {"copy": gig.public_id}).content.decode()


def person(first, last, **fields):
    return Expert.objects.create(first_name=first, last_name=last, state="active", **fields)


def test_wish_when_one_has_the_name(client, coordinator):
    person("Aino", "Järvinen")
    person("Eero", "Mäki")
    client.post(URL, call(wished="järvinen aino"))
    gig = Gig.objects.get()
    assert gig.wished_expert.full_name == "Aino Järvinen"
    assert "Järvinen" not in client.get(filling.status_url(gig)).content.decode()
    shown = client.get(edit_url(gig)).content.decode()
    assert "Aino Järvinen" in shown
    assert Entry.objects.filter(kind="read", subject_id=gig.wished_expert.public_id).exists()
    client.post(edit_url(gig), call(wished=""))
    gig.refresh_from_db()
    assert gig.wished_expert is None


def test_wish_when_several_have_the_name(client, coordinator):
    one, other = (
        person("Aino", "Järvinen", municipality="Imatra"),
        person("Arja", "Järvinen", municipality="Kotka", is_protected=True),
    )
    response = client.post(URL, call(wished="Järvinen"))
    shown = response.content.decode()
    assert "Aino Järvinen, Imatra" in shown
    assert "Arja Järvinen" in shown
    assert "Kotka" not in shown  # a protected person's municipality
    assert set(Entry.objects.filter(kind="read").values_list("subject_id", flat=True)) == {
        one.public_id,
        other.public_id,
    }
    assert not Gig.objects.exists()
    client.post(URL, call(wished="Järvinen", wished_expert=other.pk))
    gig = Gig.objects.get()
    assert gig.wished_expert == other
    client.post(edit_url(gig), call(wished="Arja Järvinen"))
    gig.refresh_from_db()
    assert gig.wished_expert == other


@pytest.mark.parametrize("name", ["Olematon", "%", "_", "'; drop"])
def test_wish_when_nobody_has_the_name(client, coordinator, name):
    person("Aino", "Järvinen")
    response = client.post(URL, call(wished=name))
    assert "wished" in response.context["form"].errors
    assert not Gig.objects.exists()


def test_wish_when_somebody_else_is_ticked_than_the_name(client, coordinator):
    person("Aino", "Järvinen")
    stranger = person("Eero", "Mäki")
    response = client.post(URL, call(wished="Järvinen", wished_expert=stranger.pk))
    assert response.context["form"].errors
    assert not Gig.objects.exists()


@pytest.mark.parametrize("state", ["left", "deceased"])
def test_wish_when_the_person_has_left(client, coordinator, state):
    Expert.objects.create(first_name="Aino", last_name="Järvinen", state=state)
    assert "wished" in client.post(URL, call(wished="Järvinen")).context["form"].errors


def test_call_when_the_gig_has_been_held(client, coordinator):
    day = (timezone.localdate() - timedelta(days=7)).isoformat()
    unit = filling.steps()["maksu"]["unit"]
    response = client.post(URL, call(payer="own", unit=unit) | filling.rows((day, "14:00", "16:00")))
    gig = Gig.objects.get()
    assert (gig.source, gig.state, gig.is_complete) == ("past", "requested", True)
    assert gig.public_id in response.url
    assert gig.occasions.get().ends_at < timezone.now()
    assert response.url in client.get(f"/keikat/keikka/{gig.public_id}/").content.decode()
    assert client.get(response.url).status_code == 200
    assert not Message.objects.exists()


def test_call_when_the_content_is_hostile(client, coordinator):
    evil = "<script>alert(1)</script>"
    client.post(URL, call(goal=evil, requester_name=evil, requester_organisation=evil))
    gig = Gig.objects.get()
    for url in (edit_url(gig), f"{URL}?q=alert", f"{URL}?copy={gig.public_id}", f"{URL}?q={evil}"):
        assert "<script>alert" not in client.get(url).content.decode()


def test_topic_groups_show_what_is_chosen(client, coordinator):
    topic = Topic.objects.get(code="depression")
    gig = filling.a_gig()
    form = client.get(edit_url(gig)).context["form"]
    chosen = {group["field"].name: group["chosen"] for group in form.topic_groups() if group["chosen"]}
    assert chosen == {f"topics_{topic.parent_id}": 1}


@pytest.mark.parametrize("language", ["sv", "en", "fi-simple"])
def test_phone_page_when_read_in_another_language(client, coordinator, language):
    assert client.get(f"/{language}{URL}").status_code == 200

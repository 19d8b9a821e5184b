"""A person's page: for coordinators, logged before it is shown, and never telling where a protected one lives."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.audit.models import Entry
from kokemus.experts.actions import consents, merging, profile, states
from kokemus.experts.models import Expert
from kokemus.experts.tests.people import coordinator, person, topic, user
from kokemus.fees.models import Claim
from kokemus.gigs.models import Gig, Occasion, Offer
from kokemus.home import history
from kokemus.messaging.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(coordinator())
    return client


def url(expert):
    return reverse("home:person", args=[expert.public_id])


def full(number=1):
    """Somebody with everything."""
    expert = person(
        "Aino", topics=["depression", "anxiety"], roles=["trainer"], areas=["Imatra"], phone="+358401234567"
    )
    now = timezone.now()
    for _n in range(number):
        gig = Gig.objects.create(goal="Puheenvuoro hoitajille", confirmed_at=now)
        Occasion.objects.create(gig=gig, starts_at=now, ends_at=now + dt.timedelta(hours=1))
        Offer.objects.create(gig=gig, expert=expert, state="chosen", expires_at=now)
        Claim.objects.create(
            expert=expert, payer_name="x", occurred_on=now.date(), working_form="assignment", hours=2
        )
        Message.objects.create(
            recipient=expert.public_id,
            address="a@example.org",
            template="x/y",
            subject="Keikka 1.1.",
            state="failed",
        )
        expert.notes.create(text="Soita aamulla")
        expert.training_facts.create(year=2024)
        expert.refusals.create(audience="media")
        expert.commitments.create(
            kind="gig", starts_at=now + dt.timedelta(days=1), ends_at=now + dt.timedelta(days=2)
        )
        profile.edit(expert=expert, values={"monthly_limit": _n + 3}, by=coordinator())
    return expert


def test_page_shows_the_whole_person_when_a_coordinator_opens_it(staff):
    expert = full()
    Expert.objects.filter(pk=expert.pk).update(contact_note="Ei viestiä vastaajaan")
    html = staff.get(url(expert)).content.decode()
    for text in (
        "040 123 4567",
        "Ei viestiä vastaajaan",
        "Masennus",
        "Imatra",
        "Puheenvuoro hoitajille",
        "Keikka 1.1.",
        "Soita aamulla",
    ):
        assert text in html


def test_reading_is_logged_before_the_page_is_shown(staff, monkeypatch):
    expert = full()
    staff.get(url(expert))
    entry = Entry.objects.reading().about(expert.public_id).get()
    assert (entry.verb, entry.actor_role) == ("experts.read_page", "coordinator")
    assert entry.purpose

    def broken(*args, **kwargs):
        raise RuntimeError("the log is down")

    monkeypatch.setattr(audit, "reading", broken)
    staff.raise_request_exception = False
    response = staff.get(url(expert))
    assert response.status_code == 500
    assert "040 123 4567" not in response.content.decode()


@pytest.mark.parametrize("role", ["expert", "unit_contact", "checker", "approver", "payroll", "dpo", "admin"])
def test_page_is_refused_and_not_logged_when_somebody_else_opens_it(client, role):
    expert = person(user=user("expert"))
    client.force_login(user(role))
    assert client.get(url(expert)).status_code == 403
    client.force_login(expert.user)
    assert client.get(url(expert)).status_code == 403
    assert not Entry.objects.about(expert.public_id).exists()


def test_page_is_not_found_when_there_is_nobody(staff):
    assert staff.get(reverse("home:person", args=["0000000000000000"])).status_code == 404


def test_place_is_never_shown_when_protected(staff, monkeypatch):
    expert = person(is_protected=True, municipality="Salakunta", address="Salakatu 1")
    html = staff.get(url(expert)).content.decode()
    assert "Salakunta" not in html
    assert "Salakatu" not in html
    assert 'data-kind="late"' in html
    monkeypatch.setattr(Expert, "is_protected", property(lambda self: False, lambda self, value: None))
    assert "Salakunta" in staff.get(url(expert)).content.decode()


def test_row_that_was_merged_leads_to_the_one_that_stayed_with_both_histories(staff):
    keep, gone = person("Aino"), person("Bertta")
    states.leave(expert=gone, by=coordinator())
    merging.merge(keep=keep, gone=gone, by=coordinator())
    assert staff.get(url(gone)).url == url(keep)
    titles = [event.title for event in staff.get(url(keep)).context["history"]]
    assert str(history.VERBS["experts.leave"]) in titles


def test_consent_is_told_in_words_for_each_topic_and_audience(staff):
    expert = person(topics=["depression", "anxiety"])
    common = {"expert": expert, "purposes": ["offers"], "source": "phone", "by": "test"}
    consents.give(topics=[topic("depression")], audiences=["own_units", "media"], **common)
    consents.refuse(topics=[topic("depression")], audiences=["others"], **common)
    consents.withdraw(topics=None, audiences=["media"], **common)
    rows = {
        row["experience"].topic.code: [said["kind"] for said in row["consents"]]
        for row in staff.get(url(expert)).context["topics"]
    }
    assert rows["depression"] == ["ok", "neutral", "neutral", "attention", "attention"]
    assert rows["anxiety"] == ["attention"] * 5


@pytest.mark.parametrize("state", Expert.State.values)
def test_buttons_are_those_of_the_workflow_in_every_state(staff, state):
    response = staff.get(url(person(state=state)))
    expected = {
        "new": {"activate", "leave", "mark_deceased"}, "active": {"pause", "leave", "mark_deceased"},
        "paused": {"resume", "leave", "mark_deceased"}, "left": {"come_back", "mark_deceased"},
        "deceased": {"come_back"},
    }  # fmt: skip
    assert {step.name for step in response.context["steps"]} == expected[state]


def test_number_of_queries_stays_when_there_is_more_to_tell(staff, django_assert_max_num_queries):
    counts = []
    for number in (1, 10):
        expert = full(number)
        with django_assert_max_num_queries(40) as queries:
            staff.get(url(expert))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_history_is_in_words_for_every_verb_that_the_register_logs():
    entries = [
        Entry(verb=verb, actor_role="tick", details={}) for verb in (*history.VERBS, "gigs.choose", "x.y")
    ]
    assert all(event.title and event.who for event in history.events(entries))
    told = history.events([Entry(verb="experts.edit", details={"fields": ["roles", "phone", "gone_field"]})])
    assert told[0].more.count(",") == 2

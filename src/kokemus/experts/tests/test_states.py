"""Where a person stands in the register, and what follows from it."""

import datetime as dt

import pytest
from django.utils import timezone

from kokemus.audit.models import Entry
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.experts import jobs
from kokemus.experts.actions import states
from kokemus.experts.models import Expert
from kokemus.experts.tests.people import coordinator, person, user
from kokemus.messaging import actions as messaging
from kokemus.messaging.models import Message

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def state_of(expert):
    return Expert.objects.get(pk=expert.pk).state


def waiting_message(expert):
    return Message.objects.create(
        recipient=expert.public_id, address="a@example.org", template="x/y", subject="s", body="b"
    )


def test_newcomer_is_activated_and_logged_when_a_coordinator_says_so():
    expert, by = person(state="new"), coordinator()
    states.activate(expert=expert, by=by)
    assert state_of(expert) == "active"
    entry = Entry.objects.get(verb="experts.activate")
    assert (entry.subject_id, entry.actor_role) == (expert.public_id, "coordinator")
    assert entry.details == {"from": "new", "to": "active"}


def test_activate_is_refused_when_somebody_was_faster_or_may_not():
    expert = person(state="new")
    with pytest.raises(NotAllowed):
        states.activate(expert=expert, by=user("payroll"))
    stale = Expert.objects.get(pk=expert.pk)
    states.activate(expert=expert, by=coordinator())
    with pytest.raises(WrongState):
        states.activate(expert=stale, by=coordinator())


def test_pause_begins_at_once_and_ends_by_a_press_when_it_is_the_persons_own():
    expert = person(user=user("expert"))
    states.pause(expert=expert, by=expert.user)
    assert state_of(expert) == "paused"
    assert not Expert.objects.askable().exists()
    states.resume(expert=expert, by=expert.user)
    assert state_of(expert) == "active"
    assert not expert.pauses.exists()


def test_pause_is_refused_when_it_is_somebody_elses():
    with pytest.raises(NotAllowed):
        states.pause(expert=person(), by=user("expert"))
    with pytest.raises(NotAllowed):
        states.pause(expert=person(), by=user("expert"), starts_on=timezone.localdate() + DAY)


def test_pause_begins_and_ends_by_its_dates_when_the_ticker_runs(monkeypatch):
    expert, today = person(), timezone.localdate()
    states.pause(expert=expert, by=coordinator(), starts_on=today + DAY, ends_on=today + 2 * DAY)
    assert jobs.keep_pauses() == 0
    assert state_of(expert) == "active"
    for days, state in ((1, "paused"), (2, "paused"), (3, "active"), (4, "active")):
        monkeypatch.setattr(timezone, "localdate", lambda days=days: today + days * DAY)
        jobs.keep_pauses()
        assert state_of(expert) == state, days


def test_pause_without_dates_stays_when_the_ticker_runs():
    expert = person(state="paused")
    other = person()
    states.pause(expert=other, by=coordinator())
    jobs.keep_pauses()
    assert (state_of(expert), state_of(other)) == ("paused", "paused")


def test_planned_pause_is_cancelled_when_it_has_not_begun():
    expert = person()
    pause = states.pause(expert=expert, by=coordinator(), starts_on=timezone.localdate() + DAY)
    with pytest.raises(NotAllowed):
        states.cancel_pause(pause=pause, by=user("expert"))
    states.cancel_pause(pause=pause, by=coordinator())
    assert not expert.pauses.exists()


@pytest.mark.parametrize("act", [states.leave, states.mark_deceased])
def test_messages_stop_when_somebody_leaves_or_dies(act):
    expert, other = person(), person("Bertta")
    message, others = waiting_message(expert), waiting_message(other)
    act(expert=expert, by=coordinator())
    message.refresh_from_db()
    others.refresh_from_db()
    assert (message.state, message.body, others.state) == ("cancelled", "", "waiting")
    to = messaging.Recipient(address="a@example.org", reference=expert.public_id)
    assert messaging.queue(template="x/y", to=to, context={}) is None


def test_account_closes_when_the_person_has_died_and_opens_when_it_was_a_mistake():
    expert, by = person(user=user("expert")), coordinator()
    states.mark_deceased(expert=expert, by=by)
    expert.user.refresh_from_db()
    assert not expert.user.is_active
    states.come_back(expert=expert, by=by)
    expert.user.refresh_from_db()
    assert expert.user.is_active
    assert state_of(expert) == "new"


def test_account_stays_when_the_person_has_left_or_works_here():
    left, worker = person(user=user("expert")), person("Bertta", user=user("expert", "coordinator"))
    states.leave(expert=left, by=coordinator())
    states.mark_deceased(expert=worker, by=coordinator())
    for expert in (left, worker):
        expert.user.refresh_from_db()
        assert expert.user.is_active


def test_commitments_stay_when_the_person_has_died():
    expert, now = person(), timezone.now()
    expert.commitments.create(kind="gig", starts_at=now + DAY, ends_at=now + DAY + dt.timedelta(hours=1))
    states.mark_deceased(expert=expert, by=coordinator())
    assert expert.commitments.standing().count() == 1

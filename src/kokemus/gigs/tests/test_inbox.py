"""The coordinator's inbox: four groups, oldest first, whose turn, late; stand-ins; nothing is unowned."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.gigs import inbox, jobs
from kokemus.gigs.actions import inbox as actions
from kokemus.gigs.models import Gig
from kokemus.gigs.tests import brokered
from kokemus.messaging.models import Message
from kokemus.organisation.models import Absence, Route

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return brokered.coordinator()


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def today():
    return timezone.localdate()


def groups(user):
    return {group.name: group.lines for group in inbox.groups(user, today())}


def only(user):
    """(group, line) of the one gig."""
    ((name, line),) = [(name, line) for name, lines in groups(user).items() for line in lines]
    return name, line


def test_empty_groups_say_what_will_come(by):
    found = inbox.groups(by, today())
    assert [group.name for group in found] == ["new", "waiting", "agreed", "unfinished"]
    assert all(group.empty and not group.lines for group in found)


def test_new_request_is_mine_to_check(by):
    brokered.gig(by, state="requested", respond_by=today() + dt.timedelta(days=2), role=brokered.role())
    name, line = only(by)
    assert (name, line.kind, line.turn) == ("new", "attention", "Your turn: check the request")
    assert line.what == "Trainer: Depression"
    assert line.for_whom == "Tiina Tilaaja"
    assert line.by_when


def test_new_request_past_its_promised_day_is_late(by):
    brokered.gig(by, state="requested", respond_by=today() - dt.timedelta(days=1))
    assert only(by)[1].is_late


def test_request_for_the_day_after_tomorrow_is_late_though_its_promise_is_not(by):
    brokered.gig(by, state="requested", days=2, respond_by=today() + dt.timedelta(days=2))
    assert only(by)[1].is_late


def test_incomplete_request_says_so(by):
    brokered.gig(by, state="requested", is_complete=False)
    assert only(by)[1].turn == "Your turn: incomplete, fill in"


def test_unconfirmed_request_disturbs_nobody(by):
    brokered.gig(by, state="requested", confirmed_at=None)
    assert not any(groups(by).values())


def test_asked_gig_waits_for_experts(by):
    gig = brokered.gig(by, state="offered")
    brokered.offer(gig, brokered.expert())
    assert (only(by)[0], only(by)[1].turn) == ("waiting", "The experts' turn: 1 asked, 0 yes")


def test_enough_yes_while_others_may_answer_is_mine_to_choose(by):
    gig = brokered.gig(by, state="offered")
    brokered.offer(gig, brokered.expert())
    brokered.offer(gig, brokered.expert("Eero"), "yes")
    assert (only(by)[0], only(by)[1].kind) == ("waiting", "attention")


def test_question_to_the_requester_waits_and_its_answer_returns_the_gig(by):
    gig = brokered.gig(by, state="requested")
    question = actions.ask_requester(gig=gig, text="Monta kuulijaa?", by=by)
    assert only(by)[0] == "waiting"
    message = Message.objects.get()
    assert "kuulijaa" not in message.subject
    assert "/pyynto/tila/" in message.body
    question.answered_at = timezone.now()
    question.save()
    assert only(by)[0] == "new"


@pytest.mark.parametrize(
    ("states", "turn"),
    [
        (["no"], "Your turn: too few said yes, propose the next"),
        (["yes"], "Your turn: choose, 1 yes"),
        (["another_time"], "Your turn: another time was proposed"),
    ],
)
def test_offered_gig_without_open_offers_is_unfinished(by, states, turn):
    gig = brokered.gig(by, state="offered")
    for number, state in enumerate(states):
        brokered.offer(gig, brokered.expert(f"A{number}"), state)
    assert (only(by)[0], only(by)[1].turn) == ("unfinished", turn)


def test_open_gig_is_mine_to_ask(by):
    brokered.gig(by)
    assert (only(by)[0], only(by)[1].turn) == ("unfinished", "Your turn: ask experts")


def test_agreed_soon_is_shown_and_agreed_later_is_not(by):
    brokered.gig(by, state="agreed", days=5)
    assert (only(by)[0], only(by)[1].kind) == ("agreed", "ok")
    brokered.gig(by, state="agreed", days=40)
    assert len(groups(by)["agreed"]) == 1


def test_oldest_first(by):
    new = brokered.gig(by)
    old = brokered.gig(by, state_since=timezone.now() - dt.timedelta(days=9))
    assert [line.public_id for line in groups(by)["unfinished"]] == [old.public_id, new.public_id]


def test_another_coordinators_gig_is_seen_only_when_standing_in(by):
    other = brokered.coordinator(name="Olli Toinen", stand_in=by.coordinator)
    brokered.gig(other)
    assert not any(groups(by).values())
    Absence.objects.create(coordinator=other.coordinator, starts_on=today(), ends_on=today())
    assert only(by)[1].owner == "Olli Toinen"


def test_unowned_gig_is_in_everybodys_list_and_the_job_gives_it_an_owner(by):
    gig = brokered.gig()
    assert only(by)
    other = brokered.coordinator()
    Route.objects.all().delete()
    Route.objects.create(door="request", coordinator=other.coordinator)
    assert jobs.keep_owned() == 1
    gig.refresh_from_db()
    assert gig.coordinator == other.coordinator
    assert jobs.keep_owned() == 0
    assert Message.objects.get().address == other.email


def test_gig_of_somebody_who_left_the_house_is_given_on(by):
    gone = brokered.coordinator()
    gig = brokered.gig(gone)
    gone.is_active = False
    gone.save()
    Route.objects.all().delete()
    Route.objects.create(door="request", coordinator=by.coordinator)
    jobs.keep_owned()
    gig.refresh_from_db()
    assert gig.coordinator == by.coordinator


def test_same_number_of_queries_for_3_and_for_30(by):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            groups(by)
        return len(caught)

    for _ in range(3):
        brokered.offer(brokered.gig(by, state="offered"), brokered.expert())
    few = queries()
    for _ in range(27):
        brokered.offer(brokered.gig(by, state="offered"), brokered.expert())
    assert queries() == few <= 3


def test_checking_opens_once(by):
    gig = brokered.gig(by, state="requested")
    actions.check(gig=gig, by=by)
    assert gig.state == "open"
    with pytest.raises(WrongState):
        actions.check(gig=gig, by=by)


def test_hand_over_tells_the_new_one(by):
    gig, other = brokered.gig(by), brokered.coordinator()
    actions.hand_over(gig=gig, to=other.coordinator, by=by)
    assert Gig.objects.get().coordinator == other.coordinator
    assert Message.objects.get().address == other.email


def test_giving_up_tells_the_requester_kindly_and_withdraws_offers(by):
    gig = brokered.gig(by, state="offered")
    offer = brokered.offer(gig, brokered.expert())
    actions.give_up(gig=gig, by=by)
    offer.refresh_from_db()
    gig.refresh_from_db()
    assert (gig.state, offer.state) == ("unmet", "withdrawn")
    assert set(Message.objects.values_list("template", flat=True)) == {"gigs/withdrawn", "gigs/gave_up"}


def test_requester_without_email_is_a_call(by):
    gig = brokered.gig(by, requester_email="", requester_phone="+358401112222")
    actions.ask_requester(gig=gig, text="Monta?", by=by)
    assert (Message.objects.get().kind, Message.objects.get().address) == ("phone", "+358401112222")


@pytest.mark.parametrize("act", ["check", "give_up"])
def test_only_coordinators_act(act):
    with pytest.raises(NotAllowed):
        getattr(actions, act)(gig=brokered.gig(state="requested"), by="link")


def test_message_to_an_absent_coordinator_goes_to_the_stand_in(by):
    away = brokered.coordinator(stand_in=by.coordinator)
    Absence.objects.create(coordinator=away.coordinator, starts_on=today(), ends_on=today())
    other = brokered.coordinator()
    actions.hand_over(gig=brokered.gig(other), to=away.coordinator, by=other)
    assert Message.objects.get().address == by.email

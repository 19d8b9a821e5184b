"""Offers: who is asked and how, time to think, double press; withdrawing and running out."""

import datetime as dt

import pytest
from django.utils import timezone

from kokemus.audit.models import Entry
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.experts.models import Consent
from kokemus.gigs import jobs
from kokemus.gigs.actions import offering
from kokemus.gigs.models import Offer
from kokemus.gigs.tests import brokered
from kokemus.messaging.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return brokered.coordinator()


def ask(gig, *experts, by, hours=48, reason=""):
    return offering.offer(
        gig=gig, experts=experts, by=by, expires_at=brokered.in_hours(hours), short_time_reason=reason
    )


def test_offer_moves_the_gig_writes_the_log_and_a_message_with_nothing_but_a_link(by):
    gig, expert = brokered.gig(by), brokered.expert()
    (offer,) = ask(gig, expert, by=by)
    gig.refresh_from_db()
    assert gig.state == "offered"
    message = Message.objects.get(about=offer.public_id)
    assert (message.kind, message.address, message.recipient) == ("email", expert.email, expert.public_id)
    for secret in ("masennus", "depress", "Salainen", "Ääritesti", "Aino", "Tiina", "Imatra"):
        assert secret.lower() not in (message.subject + message.body).lower()
    assert "/ehdotus/" in message.body
    assert Entry.objects.changes().of(offer.public_id).get().verb == "gigs.offer"
    assert "perspective_any" in offer.reasons


@pytest.mark.parametrize("channel", ["phone", "sms", "letter"])
def test_another_channel_is_a_call_and_no_email(by, channel):
    gig, expert = brokered.gig(by), brokered.expert(channel=channel)
    (offer,) = ask(gig, expert, by=by)
    message = Message.objects.get(about=offer.public_id)
    assert (message.kind, message.address) == ("phone", expert.phone)
    assert "ehdotus/" not in message.body


def test_carried_over_is_phoned_though_the_channel_is_email_and_no_topic_is_in_the_task(by):
    gig, expert = brokered.gig(by), brokered.expert(asked=False)
    (offer,) = ask(gig, expert, by=by)
    message = Message.objects.get(about=offer.public_id)
    assert message.kind == "phone"
    assert "masennus" not in message.body.lower()


def test_somebody_blocked_is_not_asked_and_nobody_else_either(by):
    gig, fine, refused = brokered.gig(by), brokered.expert(), brokered.expert("Eero")
    Consent.objects.filter(expert=refused).update(withdrawn_at=timezone.now())
    with pytest.raises(offering.NotOfferable) as caught:
        ask(gig, fine, refused, by=by)
    assert [(person, reason.code) for person, reason in caught.value.people] == [(refused, "consent_refused")]
    assert not caught.value.is_repeat
    assert not Offer.objects.exists()
    assert not Message.objects.exists()
    gig.refresh_from_db()
    assert gig.state == "open"


def test_double_press_asks_once(by):
    gig, expert = brokered.gig(by), brokered.expert()
    ask(gig, expert, by=by)
    with pytest.raises(offering.NotOfferable) as caught:
        ask(gig, expert, by=by)
    assert caught.value.is_repeat
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("hours", "reason", "code"), [(-1, "", "past"), (5, "", "no_reason"), (24 * 30, "", "after_beginning")]
)
def test_time_to_think_is_guarded(by, hours, reason, code):
    with pytest.raises(offering.BadTime) as caught:
        ask(brokered.gig(by), brokered.expert(), by=by, hours=hours, reason=reason)
    assert caught.value.args == (code,)


def test_less_time_with_a_reason_is_kept_with_it(by):
    (offer,) = ask(brokered.gig(by), brokered.expert(), by=by, hours=5, reason="Sairastapaus")
    assert offer.short_time_reason == "Sairastapaus"


def test_only_a_coordinator_offers():
    expert = brokered.expert()
    with pytest.raises(NotAllowed):
        ask(brokered.gig(), expert, by=brokered.user("expert"))


@pytest.mark.parametrize("state", ["agreed", "done", "cancelled", "unmet"])
def test_a_gig_past_asking_raises(by, state):
    with pytest.raises(WrongState):
        ask(brokered.gig(by, state=state), brokered.expert(), by=by)


def test_a_crash_after_the_first_leaves_nothing(by, monkeypatch):
    gig, experts = brokered.gig(by), [brokered.expert(), brokered.expert("Eero")]
    told = []

    def crash(offer, *, unasked):
        told.append(offer)
        if len(told) == 2:
            raise RuntimeError("killed")

    monkeypatch.setattr(offering.emails, "offered", crash)
    with pytest.raises(RuntimeError):
        ask(gig, *experts, by=by)
    gig.refresh_from_db()
    assert (gig.state, Offer.objects.count(), Message.objects.count()) == ("open", 0, 0)


def test_withdraw_before_it_was_sent_takes_it_from_the_outbox_and_says_nothing(by):
    gig = brokered.gig(by)
    (offer,) = ask(gig, brokered.expert(), by=by)
    offering.withdraw(offer=offer, by=by)
    assert [message.state for message in Message.objects.all()] == ["cancelled"]
    gig.refresh_from_db()
    assert gig.state == "open"


def test_withdraw_after_it_was_sent_tells_the_expert(by):
    gig = brokered.gig(by)
    (offer,) = ask(gig, brokered.expert(), by=by)
    Message.objects.update(state="sent")
    offering.withdraw(offer=offer, by=by)
    assert Message.objects.filter(template="gigs/withdrawn").count() == 1


def test_expiring_job_runs_once_and_the_gig_is_looked_for_again(by):
    gig = brokered.gig(by, state="offered")
    late, open_ = brokered.offer(gig, brokered.expert(), hours=-1), brokered.offer(gig, brokered.expert())
    assert jobs.expire_offers() == 1
    assert jobs.expire_offers() == 0
    late.refresh_from_db()
    gig.refresh_from_db()
    assert (late.state, gig.state) == ("expired", "offered")
    Offer.objects.filter(pk=open_.pk).update(expires_at=timezone.now() - dt.timedelta(minutes=1))
    jobs.expire_offers()
    gig.refresh_from_db()
    assert gig.state == "open"


def test_offers_to_the_gone_are_withdrawn_without_a_word(by):
    gig = brokered.gig(by, state="offered")
    offer = brokered.offer(gig, brokered.expert(state="left"))
    assert jobs.withdraw_from_the_gone() == 1
    offer.refresh_from_db()
    assert offer.state == "withdrawn"
    assert not Message.objects.exists()

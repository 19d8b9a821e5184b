"""Cancelling by either side: the dated rule, released times, everybody told, nothing disappears."""

import datetime as dt

import pytest
from django.utils import timezone

from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.experts.models import Commitment
from kokemus.gigs import jobs
from kokemus.gigs.actions import agreeing, cancelling
from kokemus.gigs.cancellation import NOT_PAID, outcome
from kokemus.gigs.models import Assignment, CancellationRule, Gig, Occasion
from kokemus.gigs.tests import brokered
from kokemus.messaging.models import Message

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def by():
    return brokered.coordinator()


@pytest.fixture(autouse=True)
def rule():
    """The tests' own rule; whatever a migration seeds is not it."""
    CancellationRule.objects.all().delete()
    return CancellationRule.objects.create(
        valid_from=dt.date(2020, 1, 1), paid_when_hours_before=48, share_percent=50
    )


def agreed(by, *names, **extra):
    gig = brokered.gig(by, state="offered", experts_needed=len(names), **extra)
    offers = [brokered.offer(gig, brokered.expert(name), "yes") for name in names]
    agreeing.choose(gig=gig, offers=offers, by=by)
    Message.objects.all().delete()
    gig.refresh_from_db()
    return gig, offers


def messages(template):
    return Message.objects.filter(template=f"gigs/{template}")


@pytest.mark.parametrize(
    ("who", "hours", "paid"),
    [
        ("requester", 47, True),
        ("requester", 48, False),
        ("coordinator", 1, True),
        ("expert", 1, False),
        ("requester", -1, True),
    ],
)
def test_rule_decides_by_who_and_how_late(rule, who, hours, paid):
    starts_at = NOON + dt.timedelta(hours=hours)
    decided = outcome(rule, cancelled_by=who, cancelled_at=NOON, starts_at=starts_at)
    assert (decided.is_paid, decided.share_percent) == ((True, 50) if paid else (False, 0))


def test_no_rule_pays_nothing():
    assert outcome(None, cancelled_by="requester", cancelled_at=NOON, starts_at=NOON) == NOT_PAID


def test_rule_of_the_day_is_the_latest_that_has_begun():
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    CancellationRule.objects.create(valid_from=tomorrow, paid_when_hours_before=1)
    assert CancellationRule.on(timezone.localdate()).share_percent == 50


def test_requester_cancels_in_time_and_nothing_is_paid(by):
    gig, (offer,) = agreed(by, "Aino")
    cancelling.cancel(gig=gig, by="link")
    gig.refresh_from_db()
    offer.refresh_from_db()
    assert (gig.state, gig.cancelled_by, gig.is_paid_though_cancelled) == ("cancelled", "requester", False)
    assert offer.state == "chosen"
    assert not Commitment.objects.standing().exists()
    assert Assignment.objects.get().cancelled_by == "requester"
    assert gig.occasions.get().state == "cancelled"
    assert messages("cancelled").get().address == offer.expert.email
    assert "METHOD:CANCEL" in messages("cancelled").get().attachment
    assert messages("cancelled_for_requester").exists()
    assert messages("cancelled_for_coordinator").get().address == by.email


def test_requester_cancels_late_and_it_is_paid_and_said(by):
    gig, _offers = agreed(by, "Aino", days=1)
    decided = cancelling.cancel(gig=gig, by="link")
    gig.refresh_from_db()
    assert decided.is_paid
    assert gig.is_paid_though_cancelled
    for template in ("cancelled", "cancelled_for_requester"):
        assert "maksetaan" in messages(template).get().body


def test_cancelling_an_asked_gig_tells_who_said_yes_and_withdraws_the_rest(by):
    gig = brokered.gig(by, state="offered")
    yes, sent, no = (brokered.offer(gig, brokered.expert(name), name) for name in ("yes", "sent", "no"))
    cancelling.cancel(gig=gig, by=by, cancelled_by="coordinator")
    assert set(Message.objects.values_list("address", "template")) == {
        (yes.expert.email, "gigs/cancelled"),
        (sent.expert.email, "gigs/withdrawn"),
        ("tilaaja@example.org", "gigs/cancelled_for_requester"),
    }
    for offer, state in ((yes, "withdrawn"), (sent, "withdrawn"), (no, "no")):
        offer.refresh_from_db()
        assert offer.state == state


def test_second_cancel_raises(by):
    gig, _offers = agreed(by, "Aino")
    cancelling.cancel(gig=gig, by="link")
    with pytest.raises(WrongState):
        cancelling.cancel(gig=gig, by="link")
    assert messages("cancelled").count() == 1


def test_an_outsider_cannot_cancel(by):
    gig, _offers = agreed(by, "Aino")
    with pytest.raises(NotAllowed):
        cancelling.cancel(gig=gig, by=brokered.user("expert"))


def test_one_expert_drops_out_and_the_others_stay(by):
    gig, (gone, stays) = agreed(by, "Aino", "Eero", times=2)
    cancelling.drop_out(offer=gone, by="link")
    gig.refresh_from_db()
    stays.refresh_from_db()
    assert (gig.state, gone.state, stays.state) == ("open", "no", "chosen")
    assert set(Commitment.objects.standing().values_list("expert", flat=True)) == {stays.expert_id}
    assert Assignment.objects.filter(cancelled_by="expert", expert=gone.expert).count() == 2
    assert messages("dropped_out").get().address == gone.expert.email
    assert messages("looking_again").get().address == "tilaaja@example.org"
    assert messages("dropped_out_for_coordinator").get().address == by.email
    assert not Message.objects.filter(address=stays.expert.email).exists()


def test_another_is_found_after_a_drop_out_and_the_gig_is_agreed_again(by):
    gig, (gone, _stays) = agreed(by, "Aino", "Eero")
    cancelling.drop_out(offer=gone, by=by)
    new = brokered.offer(gig, brokered.expert("Iida"), "yes")
    Gig.objects.filter(pk=gig.pk).update(state="offered")
    assert agreeing.choose(gig=gig, offers=[new], by=by)
    assert Commitment.objects.standing().count() == 2


def test_drop_out_pressed_twice_raises_and_tells_once(by):
    _gig, (offer,) = agreed(by, "Aino")
    cancelling.drop_out(offer=offer, by="link")
    with pytest.raises(WrongState):
        cancelling.drop_out(offer=offer, by="link")
    assert messages("looking_again").count() == 1


def test_cancelling_the_rest_of_a_begun_gig_leaves_it_done_with_what_was_held(by):
    gig, (offer,) = agreed(by, "Aino", times=2)
    held = gig.occasions.first()
    past = timezone.now() - dt.timedelta(days=1)
    Occasion.objects.filter(pk=held.pk).update(starts_at=past, ends_at=past + dt.timedelta(hours=1))
    cancelling.cancel(gig=gig, by="link")
    gig.refresh_from_db()
    assert (gig.state, gig.cancelled_by) == ("done", "requester")
    assert [each.cancelled_at is None for each in Assignment.objects.order_by("occasion__starts_at")] == [
        True,
        False,
    ]
    offer.expert.refresh_from_db()
    assert offer.expert.last_gig_on == timezone.localtime(past).date()
    assert gig.occasions.first().state == "done"


def test_a_crash_in_the_middle_of_cancelling_leaves_it_agreed(by, monkeypatch):
    gig, _offers = agreed(by, "Aino")

    def crash(*_args, **_kwargs):
        raise RuntimeError("killed")

    monkeypatch.setattr(cancelling.emails, "cancelled_for_requester", crash)
    with pytest.raises(RuntimeError):
        cancelling.cancel(gig=gig, by="link")
    gig.refresh_from_db()
    assert gig.state == "agreed"
    assert Commitment.objects.standing().count() == 1
    assert not Message.objects.exists()


def test_gigs_that_have_been_held_are_done_once(by):
    gig, (offer,) = agreed(by, "Aino", times=2)
    assert jobs.finish_past() == 0
    past = timezone.now() - dt.timedelta(days=1)
    gig.occasions.update(starts_at=past, ends_at=past + dt.timedelta(hours=1))
    assert jobs.finish_past() == 1
    assert jobs.finish_past() == 0
    gig.refresh_from_db()
    offer.expert.refresh_from_db()
    assert gig.state == "done"
    assert set(gig.occasions.values_list("state", flat=True)) == {"done"}
    assert offer.expert.last_gig_on == timezone.localtime(past).date()


def test_one_time_of_several_is_cancelled_late_and_the_others_stand(by):
    gig, (offer,) = agreed(by, "Aino", times=3, days=1)
    first = gig.occasions.first()
    decided = cancelling.cancel_occasion(occasion=first, by=by, cancelled_by="requester")
    gig.refresh_from_db()
    first.refresh_from_db()
    assert (decided.is_paid, gig.state, gig.is_paid_though_cancelled, first.state) == (
        True,
        "agreed",
        True,
        "cancelled",
    )
    assert Commitment.objects.standing().count() == 2
    assert list(Assignment.objects.paid_though_cancelled()) == list(Assignment.objects.filter(occasion=first))
    assert messages("cancelled").get().attachment.count("BEGIN:VEVENT") == 1
    assert messages("cancelled_for_requester").exists()
    with pytest.raises(WrongState):
        cancelling.cancel_occasion(occasion=first, by=by, cancelled_by="requester")
    assert offer.expert.commitments.standing().count() == 2


def test_cancelling_the_rest_in_time_keeps_the_late_one_paid(by):
    gig, _offers = agreed(by, "Aino", times=2, days=1)
    cancelling.cancel_occasion(occasion=gig.occasions.first(), by=by, cancelled_by="requester")
    cancelling.cancel(gig=gig, by="link")
    gig.refresh_from_db()
    assert (gig.state, gig.is_paid_though_cancelled) == ("cancelled", True)


def test_cancelling_the_only_time_cancels_the_gig(by):
    gig, _offers = agreed(by, "Aino")
    cancelling.cancel_occasion(occasion=gig.occasions.get(), by=by, cancelled_by="coordinator")
    gig.refresh_from_db()
    assert gig.state == "cancelled"


def test_only_a_coordinator_cancels_one_time(by):
    gig, _offers = agreed(by, "Aino", times=2)
    with pytest.raises(NotAllowed):
        cancelling.cancel_occasion(occasion=gig.occasions.first(), by="link", cancelled_by="requester")


def test_late_cancelling_pays_whoever_stayed_also_while_another_is_looked_for(by):
    gig, (gone, stays) = agreed(by, "Aino", "Eero", days=1)
    cancelling.drop_out(offer=gone, by=by)
    Message.objects.all().delete()
    assert cancelling.cancel(gig=gig, by="link").is_paid
    assert "maksetaan" in messages("cancelled").get().body
    assert messages("cancelled").get().address == stays.expert.email


def test_gig_held_by_those_who_stayed_is_done_and_open_offers_are_withdrawn(by):
    gig, (gone, _stays) = agreed(by, "Aino", "Eero")
    cancelling.drop_out(offer=gone, by=by)
    Gig.objects.filter(pk=gig.pk).update(state="offered")
    waiting = brokered.offer(gig, brokered.expert("Iida"))
    past = timezone.now() - dt.timedelta(days=1)
    gig.occasions.update(starts_at=past, ends_at=past + dt.timedelta(hours=1))
    assert jobs.finish_past() == 1
    gig.refresh_from_db()
    waiting.refresh_from_db()
    assert (gig.state, waiting.state) == ("done", "withdrawn")
    assert Assignment.objects.unclaimed().count() == 1


def test_open_gig_to_which_nobody_came_is_not_done(by):
    gig = brokered.gig(by, days=-3)
    assert jobs.finish_past() == 0
    gig.refresh_from_db()
    assert gig.state == "open"

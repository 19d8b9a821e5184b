"""Both confirm the hours, and the claim is made in the same transaction."""

import pytest
from django.utils import timezone

from kokemus.accounts.models import Role
from kokemus.audit.models import Entry
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.fees.actions import batching
from kokemus.fees.actions.claiming import NoPayer
from kokemus.fees.calculation import NoRate, Travel
from kokemus.fees.models import Claim, Rate
from kokemus.fees.tests.money import D, expert, user
from kokemus.gigs.actions import hours
from kokemus.gigs.actions.hours import EXPERT, UNIT, Costs, Hours
from kokemus.gigs.jobs import ask_hours
from kokemus.gigs.models import Assignment, CancellationRule, Gig, Occasion
from kokemus.gigs.tests.held import Held
from kokemus.messaging.models import Message

pytestmark = pytest.mark.django_db
TWO = Hours(D(2), D(1))
DRIVEN = Costs(Travel("km", kilometres=D(40)))


@pytest.fixture
def held() -> Held:
    return Held()


def both(held, said=TWO, costs=None, by="link"):
    hours.confirm(assignment=held.assignment, party=EXPERT, said=said, costs=costs or Costs(), by=by)
    return hours.confirm(assignment=held.assignment, party=UNIT, said=said, by=by)


def test_claim_is_made_and_the_gig_closed_when_both_have_said_the_same(held):
    done = both(held, costs=DRIVEN)
    assert (done.claim.total, done.claim.state) == (D("97.00"), Claim.State.CLAIMED)
    assert (done.claim.kind, done.claim.trained, done.claim.cost_centre) == ("trainer", True, held.centre)
    held.gig.refresh_from_db()
    assert held.gig.state == Gig.State.CLOSED


def test_one_confirmation_claims_nothing(held):
    done = hours.confirm(assignment=held.assignment, party=UNIT, said=TWO, by=held.contact)
    assert (done.claim, done.unit_confirmed_by) == (None, held.contact.public_id)
    assert not Claim.objects.exists()


def test_coordinator_decides_when_the_two_differ(held):
    hours.confirm(assignment=held.assignment, party=EXPERT, said=Hours(D(3), D(1)), costs=Costs(), by="link")
    done = hours.confirm(assignment=held.assignment, party=UNIT, said=TWO, by="link")
    assert done.claim is None
    with pytest.raises(NotAllowed):
        hours.settle(assignment=held.assignment, said=TWO, by=held.expert_user)
    done = hours.settle(assignment=held.assignment, said=Hours(D("2.5"), D(1)), by=held.coordinator)
    assert done.claim.total == D("87.50")
    assert sorted(done.reports.values_list("hours", flat=True)) == [D(2), D(3)]


def test_what_was_said_can_be_corrected_until_it_is_claimed(held):
    hours.confirm(assignment=held.assignment, party=EXPERT, said=Hours(D(9), D(9)), costs=Costs(), by="link")
    assert both(held).claim.total == D("75.00")
    with pytest.raises(WrongState):
        both(held)
    assert Claim.objects.count() == 1


def test_hours_stand_and_the_coordinator_is_told_when_the_table_has_no_row(held):
    Rate.objects.all().delete()
    done = both(held)
    assert (done.claim, done.hours, done.is_confirmed) == (None, D(2), True)
    assert Entry.objects.filter(verb="gigs.claim_waits").count() == 1
    with pytest.raises(NoRate):
        hours.claim(assignment=held.assignment, by=held.coordinator)
    Rate.objects.create(amount=D(20), valid_from=timezone.localdate() - timezone.timedelta(days=9))
    assert hours.claim(assignment=held.assignment, by=held.coordinator).total == D("60.00")
    with pytest.raises(WrongState):
        hours.claim(assignment=held.assignment, by=held.coordinator)


def test_hours_stand_when_nobody_knows_who_pays(held):
    Gig.objects.update(cost_centre=None, unit=None)
    assert both(held).claim is None
    with pytest.raises(NoPayer):
        hours.claim(assignment=held.assignment, by=held.coordinator)


def test_external_payer_goes_before_the_cost_centre(held):
    Gig.objects.update(payer_name="Koulu", payer_address="Katu 1")
    made = both(held).claim
    assert (made.payer_name, made.cost_centre) == ("Koulu", None)


def test_travel_is_left_out_when_it_was_agreed_not_to_be_paid(held):
    Gig.objects.update(travel_paid=False)
    assert both(held, costs=DRIVEN).claim.total == D("75.00")


def test_strangers_confirm_nothing(held):
    other = Held()
    for stranger in (other.expert_user, other.contact, user(Role.PAYROLL), "tick"):
        for party in (EXPERT, UNIT):
            with pytest.raises(NotAllowed):
                hours.confirm(assignment=held.assignment, party=party, said=TWO, by=stranger)
    with pytest.raises(NotAllowed):
        hours.confirm(assignment=held.assignment, party=UNIT, said=TWO, by=held.expert_user)
    with pytest.raises(NotAllowed):
        hours.confirm(assignment=held.assignment, party=EXPERT, said=TWO, by=held.contact)


def test_coordinator_confirms_for_either_and_it_is_recorded(held):
    done = both(held, by=held.coordinator)
    assert done.claim
    assert done.expert_confirmed_by == done.unit_confirmed_by == held.coordinator.public_id


@pytest.mark.parametrize(
    "change",
    [
        lambda a: Assignment.objects.update(cancelled_at=timezone.now()),
        lambda a: Occasion.objects.update(ends_at=timezone.now() + timezone.timedelta(hours=1)),
        lambda a: Occasion.objects.update(state="cancelled"),
        lambda a: Gig.objects.update(state="cancelled"),
    ],
)
def test_hours_cannot_be_said_when_it_was_not_held(held, change):
    change(held.assignment)
    with pytest.raises(WrongState):
        hours.confirm(assignment=held.assignment, party=UNIT, said=TWO, by="link")
    assert not Assignment.objects.unclaimed().exists()


def test_gig_stays_done_until_everyone_is_claimed(held):
    second = held.assign(expert())
    both(held)
    held.gig.refresh_from_db()
    assert held.gig.state == Gig.State.DONE
    hours.settle(assignment=second, said=TWO, by=held.coordinator)
    held.gig.refresh_from_db()
    assert held.gig.state == Gig.State.CLOSED


def test_hours_of_a_series_are_claimed_while_the_gig_goes_on(held):
    Gig.objects.update(state=Gig.State.AGREED)
    held.assign(held.expert, days=7)
    assert both(held).claim
    assert Gig.objects.get().state == Gig.State.AGREED


def test_share_is_claimed_of_a_gig_cancelled_too_late(held):
    now = timezone.now()
    later = held.assign(held.expert, days=1)
    Assignment.objects.filter(pk=later.pk).update(cancelled_at=now, cancelled_by="requester")
    later.refresh_from_db()
    with pytest.raises(WrongState):
        hours.claim_cancelled(assignment=later, by=held.coordinator)
    CancellationRule.objects.create(
        valid_from=timezone.localdate(), paid_when_hours_before=48, share_percent=50
    )
    Gig.objects.update(is_paid_though_cancelled=True, cancelled_at=now, cancelled_by="requester")
    both(held)
    assert Gig.objects.get().state == Gig.State.DONE  # the share is not claimed yet
    with pytest.raises(NotAllowed):
        hours.claim_cancelled(assignment=later, by=held.contact)
    made = hours.claim_cancelled(assignment=later, by=held.coordinator)
    assert (made.total, made.share_percent) == (D("37.50"), 50)
    assert Gig.objects.get().state == Gig.State.CLOSED
    with pytest.raises(WrongState):
        hours.claim_cancelled(assignment=later, by=held.coordinator)


def test_correction_before_payroll_claims_the_same_claim_again(held):
    made = both(held).claim
    again = hours.correct(
        assignment=held.assignment, said=Hours(D(3), D(1)), costs=Costs(), reason="", by=held.coordinator
    )
    assert (again.pk, again.total, again.state) == (made.pk, D("100.00"), Claim.State.CLAIMED)


def test_correction_waits_for_payroll_when_the_claim_is_approved(held):
    held.approved(both(held).claim)
    with pytest.raises(WrongState):
        hours.correct(assignment=held.assignment, said=TWO, costs=Costs(), reason="", by=held.coordinator)
    assert Claim.objects.get().total == D("75.00")


def test_correction_after_payroll_reverses_and_claims_anew(held):
    made = held.approved(both(held).claim)
    batching.make_batch(by=held.payroll)
    anew = hours.correct(
        assignment=held.assignment,
        said=Hours(D(3), D(1)),
        costs=Costs(),
        reason="Puuttui",
        by=held.coordinator,
    )
    mirror = Claim.objects.get(reverses=made)
    assert (mirror.total, anew.total) == (D("-75.00"), D("100.00"))
    held.assignment.refresh_from_db()
    assert held.assignment.claim == anew


def test_nothing_stands_when_the_process_dies_between_hours_and_claim(held, monkeypatch):
    hours.confirm(assignment=held.assignment, party=EXPERT, said=TWO, costs=Costs(), by="link")
    monkeypatch.setattr(hours, "_close_when_claimed", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        hours.confirm(assignment=held.assignment, party=UNIT, said=TWO, by="link")
    held.assignment.refresh_from_db()
    assert (held.assignment.unit_confirmed_at, held.assignment.claim, Claim.objects.count()) == (
        None,
        None,
        0,
    )


def test_both_are_asked_once_after_the_gig(held):
    held.assign(held.expert, days=3)
    assert (ask_hours(), ask_hours()) == (1, 0)
    mails = {message.template: message for message in Message.objects.all()}
    assert set(mails) == {"gigs/hours_asked", "gigs/hours_asked_of_unit"}
    for message in mails.values():
        text = message.subject + message.body
        assert "/tunnit/" in text
        for secret in ("Salainen", held.expert.last_name, "trainer"):
            assert secret not in text
    assert mails["gigs/hours_asked"].address == held.expert.email
    assert mails["gigs/hours_asked_of_unit"].address == "yhteys@example.org"


def test_call_is_asked_for_when_there_is_no_address(held):
    held.expert.channel = "phone"
    held.expert.save()
    Gig.objects.update(contact_email="", requester_email="", unit=None, contact_phone="+358400000002")
    ask_hours()
    assert set(Message.objects.values_list("kind", flat=True)) == {Message.Kind.PHONE}


def test_waiting_questions_are_cancelled_when_the_hours_stand(held):
    ask_hours()
    both(held, by=held.coordinator)
    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.CANCELLED}

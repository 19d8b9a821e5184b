"""A claim is made, mended, withdrawn and reversed."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from kokemus.audit.models import Entry
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.fees import calculation
from kokemus.fees.actions import batching, claiming, passing
from kokemus.fees.actions.claiming import Payer, Work
from kokemus.fees.calculation import NoRate, Travel
from kokemus.fees.models import Claim, ClaimLine, Rate
from kokemus.fees.tests.money import D, Money

pytestmark = pytest.mark.django_db
WORK = Work(dt.date(2026, 11, 20), "trainer", "assignment", True, D(3), D(1))


@pytest.fixture
def money() -> Money:
    return Money()


def amounts(claim: Claim) -> list[tuple[str, Decimal]]:
    return [(line.kind, line.amount) for line in claim.lines.all()]


def test_claim_has_fee_and_travel_and_remembers_which_rows_paid(money):
    made = money.claim(travel=Travel("km", kilometres=D(40)))
    assert amounts(made) == [("fee", D("75.00")), ("km", D("22.00"))]
    fee, km = made.lines.all()
    assert fee.rate == money.rate
    assert km.travel_rate.source.startswith("Verohallinnon")
    assert Entry.objects.filter(verb="fees.claim", subject_id=money.expert.public_id).count() == 1


def test_claim_is_not_made_and_nothing_written_when_the_table_has_no_row(money):
    with translation.override("en"), pytest.raises(NoRate, match="Trainer, employment, trained, 2 h"):
        money.claim(working_form="employment")
    assert not Claim.objects.exists()
    assert not Entry.objects.filter(verb="fees.claim").exists()


def test_claim_needs_a_payer(money):
    with pytest.raises(claiming.NoPayer):
        money.claim(cost_centre=None)
    outside = money.claim(payer=Payer("Koulu", "1234567-1", "Katu 1"))
    assert (outside.cost_centre, outside.payer_name) == (None, "Koulu")


def test_refused_fee_still_pays_travel(money):
    made = money.claim(fee_refused=True, travel=Travel("ticket", ticket_amount=D("12.40")))
    assert amounts(made) == [("fee", 0), ("ticket", D("12.40"))]
    assert made.state == Claim.State.CLAIMED


@pytest.mark.parametrize(
    "change",
    [
        {"fee_refused": True},
        {"working_form": "unpaid"},
        {"fee_refused": True, "travel": Travel("advance", ticket_amount=D(20))},
    ],
)
def test_claim_is_settled_at_once_when_there_is_nothing_to_pay(money, change):
    made = money.claim(**change)
    assert (made.state, made.total) == (Claim.State.SETTLED, 0)


def test_share_is_claimed_of_a_gig_cancelled_too_late(money):
    assert money.claim(share_percent=50).total == D("37.50")


def test_mended_claim_is_computed_anew_and_passed_from_the_beginning(money):
    made = money.claim()
    passing.check(claim=made, by=money.checker)
    passing.send_back(claim=made, reason="Tunnit puuttuvat", by=money.approver)
    assert (made.state, made.reason, made.checked_by) == (Claim.State.RETURNED, "Tunnit puuttuvat", None)
    claiming.mend(claim=made, work=WORK, by=money.coordinator)
    made.refresh_from_db()
    assert (made.state, made.reason, amounts(made)) == (Claim.State.CLAIMED, "", [("fee", D("100.00"))])
    with pytest.raises(WrongState):
        claiming.mend(claim=made, work=WORK, by=money.coordinator)


def test_mend_changes_nothing_when_the_fee_cannot_be_computed(money):
    made = money.claim()
    passing.take_back(claim=made, reason="", by=money.coordinator)
    with pytest.raises(NoRate):
        claiming.mend(claim=made, work=replace(WORK, working_form="employment"), by=money.coordinator)
    assert amounts(Claim.objects.get(state=Claim.State.RETURNED)) == [("fee", D("75.00"))]


def test_settled_claim_can_be_taken_back_when_the_person_changes_their_mind(money):
    made = money.claim(fee_refused=True)
    passing.take_back(claim=made, reason="", by=money.coordinator)
    claiming.mend(claim=made, work=WORK, by=money.coordinator)
    assert (made.state, made.total) == (Claim.State.CLAIMED, D("100.00"))
    passing.take_back(claim=made, reason="", by=money.coordinator)
    claiming.mend(claim=made, work=replace(WORK, fee_refused=True), by=money.coordinator)
    assert made.state == Claim.State.SETTLED


def test_claim_is_withdrawn_only_after_it_was_taken_back(money):
    made = money.claim()
    with pytest.raises(WrongState):
        claiming.void(claim=made, by=money.coordinator)
    passing.take_back(claim=made, reason="", by=money.coordinator)
    with pytest.raises(NotAllowed):
        claiming.void(claim=made, by=money.checker)
    claiming.void(claim=made, by=money.coordinator)
    assert made.state == Claim.State.VOID


def test_reversal_mirrors_a_paid_claim_and_is_made_once(money):
    made = money.approved(travel=Travel("km", kilometres=D(10)))
    with pytest.raises(WrongState):
        claiming.reverse(claim=made, reason="", by=money.coordinator)
    batching.make_batch(by=money.payroll)
    with pytest.raises(NotAllowed):
        claiming.reverse(claim=made, reason="", by=money.payroll)
    mirror = claiming.reverse(claim=made, reason="Väärät tunnit", by=money.coordinator)
    assert amounts(mirror) == [("fee", D("-75.00")), ("km", D("-5.50"))]
    assert mirror.state == Claim.State.CLAIMED
    with pytest.raises(WrongState):
        claiming.reverse(claim=made, reason="", by=money.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(
            expert=money.expert,
            cost_centre=money.centre,
            occurred_on=made.occurred_on,
            working_form="assignment",
            hours=1,
            reverses=made,
        )


def test_reversal_can_be_made_again_when_the_first_was_withdrawn(money):
    made = money.approved()
    batching.make_batch(by=money.payroll)
    mirror = claiming.reverse(claim=made, reason="", by=money.coordinator)
    passing.take_back(claim=mirror, reason="", by=money.coordinator)
    with pytest.raises(WrongState):
        claiming.mend(claim=mirror, work=WORK, by=money.coordinator)
    claiming.void(claim=mirror, by=money.coordinator)
    assert claiming.reverse(claim=made, reason="", by=money.coordinator).pk != mirror.pk


def test_nothing_stands_when_the_process_dies_between_the_claim_and_its_lines(money, monkeypatch):
    monkeypatch.setattr(claiming, "_write_lines", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        money.claim()
    assert (Claim.objects.count(), Entry.objects.filter(verb="fees.claim").count()) == (0, 0)


def test_amounts_come_from_the_tables_and_not_from_the_code(money):
    Rate.objects.update(amount=D("31.50"))
    assert money.claim().total == D("94.50")
    assert calculation.fee.__defaults__ is None
    assert ClaimLine.objects.get().explanation

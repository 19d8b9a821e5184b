"""Two different people pass a claim, and only their own cost centre's."""

import pytest
from django.db import IntegrityError, transaction

from kokemus.accounts.models import Role
from kokemus.core.workflow import NotAllowed, Step, Workflow, WrongState
from kokemus.fees import permissions
from kokemus.fees.actions import batching, claiming, passing
from kokemus.fees.actions.claiming import Payer
from kokemus.fees.models import Claim
from kokemus.fees.tests.money import Money, expert, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def money() -> Money:
    return Money()


@pytest.fixture
def both(money):
    """Somebody who is checker and approver of the same cost centre."""
    double = user(Role.CHECKER, Role.APPROVER)
    money.centre.checkers.add(double)
    money.centre.approvers.add(double)
    return double


def test_claim_is_passed_by_checker_and_approver(money):
    made = money.approved()
    assert (made.state, made.checked_by, made.approved_by) == (
        Claim.State.APPROVED,
        money.checker,
        money.approver,
    )


def test_one_person_with_both_roles_cannot_pass_a_claim_alone(money, both):
    made = money.claim()
    passing.check(claim=made, by=both)
    with pytest.raises(NotAllowed):
        passing.approve(claim=made, by=both)
    passing.approve(claim=made, by=money.approver)


def test_database_refuses_one_person_when_the_guard_is_off(money, both, monkeypatch):
    loose = Workflow(
        [Step("approve", (Claim.State.CHECKED.value,), Claim.State.APPROVED.value, permissions.approver_of)]
    )
    made = money.claim()
    passing.check(claim=made, by=both)
    monkeypatch.setattr(passing, "CLAIM", loose)
    with pytest.raises(IntegrityError), transaction.atomic():
        passing.approve(claim=made, by=both)
    assert Claim.objects.get(pk=made.pk).state == Claim.State.CHECKED


def test_guard_reads_who_checked_it_now_when_the_page_is_old(money, both):
    made = money.claim()
    passing.check(claim=made, by=money.checker)
    old = Claim.objects.get(pk=made.pk)
    passing.send_back(claim=made, reason="", by=money.approver)
    claiming.mend(claim=made, work=_work(made), by=money.coordinator)
    passing.check(claim=made, by=both)
    with pytest.raises(NotAllowed):
        passing.approve(claim=old, by=both)


def _work(claim):
    return claiming.Work(
        claim.occurred_on, claim.kind, claim.working_form, claim.trained, claim.hours, claim.preparation_hours
    )


@pytest.mark.parametrize("state", ["approved", "batched", "invoiced", "paid"])
def test_database_refuses_to_pay_what_nobody_has_passed(money, state):
    made = money.claim()
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=made.pk).update(state=state)


def test_people_of_another_cost_centre_pass_nothing(money):
    other = Money()
    made = money.claim()
    with pytest.raises(NotAllowed):
        passing.check(claim=made, by=other.checker)
    passing.check(claim=made, by=money.checker)
    with pytest.raises(NotAllowed):
        passing.approve(claim=made, by=other.approver)
    assert not Claim.objects.visible_to(other.checker).exists()
    assert not Claim.objects.visible_to(other.approver).exists()


def test_nobody_passes_their_own_fee(money):
    own = expert(user=money.checker)
    with pytest.raises(NotAllowed):
        passing.check(claim=money.claim(expert=own), by=money.checker)


@pytest.mark.parametrize(
    "role", [Role.CHECKER, Role.APPROVER, Role.COORDINATOR, Role.PAYROLL, Role.ADMIN, Role.EXPERT]
)
def test_role_alone_passes_nothing_when_the_cost_centre_does_not_name_the_person(money, role):
    stranger, made = user(role), money.claim()
    with pytest.raises(NotAllowed):
        passing.check(claim=made, by=stranger)
    passing.check(claim=made, by=money.checker)
    with pytest.raises(NotAllowed):
        passing.approve(claim=made, by=stranger)


def test_double_press_passes_once(money):
    made = money.claim()
    passing.check(claim=made, by=money.checker)
    with pytest.raises(WrongState):
        passing.check(claim=made, by=money.checker)
    passing.approve(claim=made, by=money.approver)
    with pytest.raises(WrongState):
        passing.approve(claim=made, by=money.approver)


def test_whoever_has_the_claim_in_hand_may_send_it_back(money):
    made = money.claim()
    with pytest.raises(NotAllowed):
        passing.send_back(claim=made, reason="", by=money.approver)
    money.approved(made)
    with pytest.raises(NotAllowed):
        passing.send_back(claim=made, reason="", by=money.checker)
    passing.send_back(claim=made, reason="Väärä henkilö", by=money.payroll)
    assert (made.state, made.approved_by) == (Claim.State.RETURNED, None)


def test_claim_cannot_come_back_when_it_is_at_payroll(money):
    made = money.approved()
    batching.make_batch(by=money.payroll)
    made.refresh_from_db()
    for act, by in ((passing.send_back, money.payroll), (passing.take_back, money.coordinator)):
        with pytest.raises((NotAllowed, WrongState)):
            act(claim=made, reason="", by=by)


def test_external_claim_is_checked_by_a_coordinator_and_approved_by_payroll(money):
    made = money.claim(payer=Payer("Koulu"))
    for stranger in (money.checker, money.approver, money.payroll):
        with pytest.raises(NotAllowed):
            passing.check(claim=made, by=stranger)
    money.approved(made)
    assert made.state == Claim.State.APPROVED


def test_many_are_passed_and_what_has_changed_is_left(money):
    one, two = money.claim(), money.claim()
    passing.check(claim=two, by=money.checker)
    old = [one, Claim.objects.get(pk=two.pk)]
    assert passing.pass_many(claims=old, act=passing.check, by=money.checker) == (1, 1)

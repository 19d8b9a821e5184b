"""Who somebody is to a claim. The two who pass it are two people, and never the one who is paid."""

from typing import Any

from kokemus.accounts.permissions import is_admin, is_approver, is_checker, is_coordinator, is_payroll
from kokemus.core.workflow import May


def _paid_by_it(user: Any, claim: Any) -> bool:
    return bool(claim.expert.user_id and claim.expert.user_id == user.pk)


def coordinator(user: Any, thing: Any = None) -> bool:
    """Mends, takes back and reverses claims."""
    return not isinstance(user, str) and is_coordinator(user)


def payroll(user: Any, thing: Any = None) -> bool:
    """Makes batches and invoice bases, and says what is paid."""
    return not isinstance(user, str) and is_payroll(user)


def keeps_money_tables(user: Any, thing: Any = None) -> bool:
    """Edits amounts and pay days."""
    return not isinstance(user, str) and is_admin(user)


def keeps_payroll_tables(user: Any, thing: Any = None) -> bool:
    """Edits the columns and codes of the payroll file."""
    return not isinstance(user, str) and (is_admin(user) or is_payroll(user))


def checker_of(user: Any, claim: Any) -> bool:
    """A checker of the paying cost centre; an external payer's claim, which has none, is checked by a coordinator."""
    if isinstance(user, str) or _paid_by_it(user, claim):
        return False
    if claim.cost_centre is None:
        return is_coordinator(user)
    return is_checker(user) and claim.cost_centre.checkers.contains(user)


def approver_of(user: Any, claim: Any) -> bool:
    """An approver of the paying cost centre; an external payer's claim is approved by payroll, who invoices it."""
    if isinstance(user, str) or _paid_by_it(user, claim):
        return False
    if claim.cost_centre is None:
        return is_payroll(user)
    return is_approver(user) and claim.cost_centre.approvers.contains(user)


def another_approver_of(user: Any, claim: Any) -> bool:
    """An approver who is not the one who checked it."""
    return approver_of(user, claim) and claim.checked_by_id != user.pk


def whose_turn(user: Any, claim: Any) -> bool:
    """The one who has the claim in hand may send it back: checker, then approver, then payroll."""
    turns: dict[str, May] = {"claimed": checker_of, "checked": approver_of, "approved": payroll}
    return claim.state in turns and turns[claim.state](user, claim)

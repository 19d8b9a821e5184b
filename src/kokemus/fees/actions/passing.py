"""Pass a claim: checked and approved by two people, or sent back with a reason."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.core.workflow import WorkflowError, WrongState
from kokemus.fees.models import Claim
from kokemus.fees.workflow import CLAIM

Act = Callable[..., None]


@transaction.atomic
def check(*, claim: Claim, by: Any) -> None:
    """The hours and the payer are right. Raises NotAllowed, WrongState."""
    now = timezone.now()
    CLAIM.move(claim, "check", by=by, checked_by=by, checked_at=now, state_since=now)
    audit.record("fees.check", by=by, thing=claim, subject=claim.expert)


@transaction.atomic
def approve(*, claim: Claim, by: Any) -> None:
    """It is paid. Another person than the checker: the table of steps and the database both hold it.

    Raises NotAllowed, WrongState.
    """
    now = timezone.now()
    claim.refresh_from_db(from_queryset=Claim.objects.select_for_update())  # who checked it, as it stands now
    CLAIM.move(claim, "approve", by=by, approved_by=by, approved_at=now, state_since=now)
    audit.record("fees.approve", by=by, thing=claim, subject=claim.expert)


@transaction.atomic
def send_back(*, claim: Claim, reason: str, by: Any) -> None:
    """Back to the coordinator, who mends it; nobody has then passed it. Raises NotAllowed, WrongState."""
    _return(claim, "send_back", reason, by)


@transaction.atomic
def take_back(*, claim: Claim, reason: str, by: Any) -> None:
    """The coordinator takes a claim back to be mended. Raises NotAllowed, WrongState."""
    _return(claim, "take_back", reason, by)


def _return(claim: Claim, step: str, reason: str, by: Any) -> None:
    claim.refresh_from_db(
        from_queryset=Claim.objects.select_for_update()
    )  # as it stands now, not as the page was
    if claim.state not in CLAIM.steps[step].source:  # whose turn it is follows from the state
        raise WrongState(step)
    unpassed: dict[str, Any] = dict.fromkeys(("checked_by", "checked_at", "approved_by", "approved_at"))
    CLAIM.move(claim, step, by=by, reason=reason, state_since=timezone.now(), **unpassed)
    audit.record(f"fees.{step}", by=by, thing=claim, subject=claim.expert)


def pass_many(*, claims: Iterable[Claim], act: Act, by: Any) -> tuple[int, int]:
    """`check` or `approve` each of the ticked claims by itself; (passed, left as they were)."""
    passed = left = 0
    for claim in claims:
        try:
            act(claim=claim, by=by)
        except WorkflowError:
            left += 1
        else:
            passed += 1
    return passed, left

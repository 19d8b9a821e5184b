"""Is a cancelled gig paid? The organisation's dated rule decides. Pure; pass when, by whom, and the rule."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

REQUESTER, EXPERT, COORDINATOR = "requester", "expert", "coordinator"


class Rule(Protocol):
    """A row of `CancellationRule`: cancelled later than so many hours before, so many per cent are paid."""

    paid_when_hours_before: int
    share_percent: int


@dataclass(frozen=True)
class Outcome:
    """Whether the fee is paid all the same, and how much of it in per cent."""

    is_paid: bool
    share_percent: int


NOT_PAID = Outcome(is_paid=False, share_percent=0)


def outcome(
    rule: Rule | None, *, cancelled_by: str, cancelled_at: dt.datetime, starts_at: dt.datetime
) -> Outcome:
    """What the expert is paid for an occasion that begins at `starts_at` and will not be held.

    The expert who cancels is not paid. The requester or the organisation cancelling late pays the rule's share; the
    limit itself is still in time. Without a rule nothing is paid. After the beginning it is always late.
    """
    if rule is None or cancelled_by == EXPERT:
        return NOT_PAID
    late = starts_at - cancelled_at < dt.timedelta(hours=rule.paid_when_hours_before)
    if not late or rule.share_percent == 0:
        return NOT_PAID
    return Outcome(is_paid=True, share_percent=rule.share_percent)

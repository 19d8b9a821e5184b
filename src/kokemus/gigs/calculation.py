"""What a requester is told beforehand: days, notice, fee; and how long the status link is open. Pure; pass `on`."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kokemus.core.workdays import add_working_days
from kokemus.fees import calculation as fees


def respond_by(*, on: dt.date, lead_time_days: int) -> dt.date:
    """The day by which the coordinator answers a request that arrived `on`.

    The rule: a quarter of the organisation's lead time, in working days, at least one (14 days → 3 working days).
    """
    return add_working_days(on, max(1, lead_time_days // 4))


def is_short_notice(*, first_day: dt.date, on: dt.date, lead_time_days: int) -> bool:
    """Whether a gig on `first_day` leaves less than the lead time for finding somebody."""
    return on <= first_day < on + dt.timedelta(days=lead_time_days)


@dataclass(frozen=True)
class SoFar:
    """Fee and lead time by the answers so far; `fee` is euros for one expert, all occasions, None = to be agreed."""

    experts: int
    occasions: int
    hours: Decimal
    fee: Decimal | None
    lead_time_days: int
    respond_by: dt.date
    days_ahead: int | None
    is_short_notice: bool


def so_far(
    *,
    rates: Iterable[fees.RateRow],
    kind: str,
    working_form: str,
    experts: int,
    times: Sequence[tuple[dt.datetime, dt.datetime]],
    preparation_hours: Decimal,
    lead_time_days: int,
    on: dt.date,
) -> SoFar:
    """What the requester is told before sending. `kind` is the role's code; `times` begin and end, Europe/Helsinki."""
    rows = list(rates)
    amounts = [
        fees.estimate(
            rows,
            kind=kind,
            working_form=working_form,
            trained=None,
            hours=_hours(starts_at, ends_at),
            preparation_hours=preparation_hours,
            on=starts_at.date(),
        )
        for starts_at, ends_at in times
    ]
    known = [amount for amount in amounts if amount is not None]
    first_day = min((starts_at.date() for starts_at, _ends_at in times), default=None)
    return SoFar(
        experts=experts,
        occasions=len(times),
        hours=sum((_hours(*pair) for pair in times), Decimal()),
        fee=sum(known, Decimal()) if known and len(known) == len(amounts) else None,
        lead_time_days=lead_time_days,
        respond_by=respond_by(on=on, lead_time_days=lead_time_days),
        days_ahead=None if first_day is None else (first_day - on).days,
        is_short_notice=first_day is not None
        and is_short_notice(first_day=first_day, on=on, lead_time_days=lead_time_days),
    )


def _hours(starts_at: dt.datetime, ends_at: dt.datetime) -> Decimal:
    """Hours to the minute, two decimals."""
    return (Decimal((ends_at - starts_at).seconds) / 3600).quantize(Decimal("0.01"))


def link_is_over(*, ended_on: dt.date | None, days: int, on: dt.date) -> bool:
    """Whether the status link only tells that it is over: `days` after the last occasion or the cancelling."""
    return ended_on is not None and on > ended_on + dt.timedelta(days=days)

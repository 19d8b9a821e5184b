"""How a fee and travel costs are computed from the organisation's dated tables. Pure: rows in, lines out.

Decimal euros, rounded half up once per line. A missing or ambiguous row raises: crash rather than guess money.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from babel.numbers import format_currency
from django.utils.translation import gettext

from kokemus.core import formats
from kokemus.core.money import cents

UNPAID = "unpaid"  # the working form in which nobody is paid
NON_WAGE = "336"
TAX_FREE_TRAVEL = ("311", "331")  # not paid beside 336 (Incomes Register: types of income)
ZERO = Decimal("0.00")
WHOLE = Decimal(100)
A_WEEK = dt.timedelta(days=7)
SOON = dt.timedelta(days=3)


class NoFee(Exception):
    """The fee cannot be computed. What `fees.actions.claiming` raises says in a sentence what to do about it."""


class NoRate(NoFee):
    """No row of the fee table covers this task on this day."""


class NoTravelRate(NoFee):
    """No kilometre amount is in force on this day."""


class AmbiguousRate(NoFee):
    """Two rows cover the same task equally well."""


class TravelNotAllowed(NoFee):
    """Kilometres cannot be paid tax free beside non-wage compensation (336)."""


class RateRow(Protocol):
    """A row of the fee table (`fees.Rate`). It covers a gig of more than `min_hours` and at most `max_hours`."""

    kind: str
    working_form: str
    trained: bool | None
    min_hours: Decimal
    max_hours: Decimal | None
    unit: str
    amount: Decimal
    pays_preparation: bool
    income_type: str
    valid_from: dt.date
    valid_until: dt.date | None


class TravelRateRow(Protocol):
    """A row of `fees.TravelRate`: in force from its day until the next row."""

    amount: Decimal
    income_type: str
    valid_from: dt.date


@dataclass(frozen=True)
class Travel:
    """How somebody travelled: "none", "km" (own car), "ticket" (paid back) or "advance" (bought for them)."""

    kind: str = "none"
    kilometres: Decimal = ZERO
    ticket_amount: Decimal = ZERO


@dataclass(frozen=True)
class Line:
    """One line of a claim. `amount` is what is paid out; `code` and `params` explain it in words (`explain`).

    `row` is the row of the table by which it was computed.
    """

    kind: str
    quantity: Decimal
    unit_amount: Decimal
    amount: Decimal
    income_type: str
    code: str
    params: Mapping[str, str]
    row: Any = None


def _positive(value: Decimal, name: str) -> Decimal:
    if not isinstance(value, Decimal):
        raise TypeError(f"{name} must be Decimal, not {type(value).__name__}")
    if not value.is_finite() or value < 0:
        raise ValueError(f"{name} must not be negative")
    return value


def _covers(
    row: RateRow, *, kind: str, working_form: str, trained: bool, hours: Decimal, on: dt.date
) -> bool:
    return (
        row.working_form == working_form
        and row.kind in ("", kind)
        and row.trained in (None, trained)
        and row.valid_from <= on
        and (row.valid_until is None or on <= row.valid_until)
        and (hours > row.min_hours or row.min_hours == 0)
        and (row.max_hours is None or hours <= row.max_hours)
    )


def _specificity(row: RateRow) -> tuple[bool, bool, bool]:
    """Kind counts more than training, training more than length."""
    return (row.kind != "", row.trained is not None, row.max_hours is not None or row.min_hours > 0)


def rate_for(
    rates: Iterable[RateRow], *, kind: str, working_form: str, trained: bool, hours: Decimal, on: dt.date
) -> RateRow:
    """The row that pays this task: the most specific one in force, of equal ones the one that began last.

    `hours` are those of the occasion, without preparation. Raises NoRate or AmbiguousRate.
    """
    _positive(hours, "hours")
    found = [
        r
        for r in rates
        if _covers(r, kind=kind, working_form=working_form, trained=trained, hours=hours, on=on)
    ]
    if not found:
        raise NoRate(_task(kind, working_form, trained, hours, on))
    best = max(_specificity(row) for row in found)
    found = [row for row in found if _specificity(row) == best]
    latest = max(row.valid_from for row in found)
    winners = [row for row in found if row.valid_from == latest]
    if len(winners) > 1:
        raise AmbiguousRate(_task(kind, working_form, trained, hours, on))
    return winners[0]


def _task(kind: str, working_form: str, trained: bool, hours: Decimal, on: dt.date) -> str:
    return f"{kind or 'any'} {working_form} trained={trained} {hours} h {on}"


def fee(
    rates: Iterable[RateRow],
    *,
    kind: str,
    working_form: str,
    trained: bool,
    hours: Decimal,
    preparation_hours: Decimal,
    on: dt.date,
    refused: bool = False,
    share_percent: int = 100,
) -> Line:
    """The fee line of one person and occasion, gross euros.

    A refused fee and unpaid work give a line of 0.00 and need no row of the table. `share_percent` (0–100) is paid of a
    gig that was cancelled too late. Raises NoRate, AmbiguousRate.
    """
    total = _positive(hours, "hours") + _positive(preparation_hours, "preparation_hours")
    if not 0 <= share_percent <= 100:
        raise ValueError("share_percent must be 0–100")
    if refused or working_form == UNPAID:
        return Line("fee", total, ZERO, ZERO, "", "refused" if refused else "unpaid", {})
    row = rate_for(rates, kind=kind, working_form=working_form, trained=trained, hours=hours, on=on)
    prepared = preparation_hours if row.pays_preparation else ZERO
    quantity = hours + prepared if row.unit == "hour" else Decimal(1)
    amount = cents(quantity * row.amount * share_percent / WHOLE)
    params = {
        "hours": str(hours),
        "preparation": str(prepared),
        "rate": str(row.amount),
        "amount": str(amount),
    }
    params["share"] = str(share_percent)
    return Line("fee", quantity, row.amount, amount, row.income_type, row.unit, params, row)


def travel(
    rates: Iterable[TravelRateRow], trip: Travel, *, on: dt.date, fee_income_type: str = ""
) -> list[Line]:
    """The travel lines of one person and occasion: kilometres by the dated amount, a ticket as it was paid.

    A ticket bought in advance is shown with its price but pays 0.00. Raises NoTravelRate, and TravelNotAllowed when
    kilometres would be paid as 311/331 beside a fee of income type 336.
    """
    if trip.kind == "none":
        return []
    if trip.kind == "km":
        return [_kilometres(rates, _positive(trip.kilometres, "kilometres"), on, fee_income_type)]
    price = cents(_positive(trip.ticket_amount, "ticket_amount"))
    if trip.kind == "ticket":
        return [Line("ticket", Decimal(1), price, price, "", "ticket", {"amount": str(price)})]
    if trip.kind == "advance":
        return [Line("advance", Decimal(1), price, ZERO, "", "advance", {"amount": str(price)})]
    raise ValueError(f"travel {trip.kind!r}")


def _kilometres(
    rates: Iterable[TravelRateRow], kilometres: Decimal, on: dt.date, fee_income_type: str
) -> Line:
    rows = [row for row in rates if row.valid_from <= on]
    if not rows:
        raise NoTravelRate(on.isoformat())
    row = max(rows, key=lambda r: r.valid_from)
    if fee_income_type == NON_WAGE and row.income_type in TAX_FREE_TRAVEL:
        raise TravelNotAllowed(row.income_type)
    amount = cents(kilometres * row.amount)
    params = {"kilometres": str(kilometres), "rate": str(row.amount), "amount": str(amount)}
    return Line("km", kilometres, row.amount, amount, row.income_type, "km", params, row)


def estimate(
    rates: Iterable[RateRow],
    *,
    kind: str,
    working_form: str,
    trained: bool | None,
    hours: Decimal,
    preparation_hours: Decimal,
    on: dt.date,
) -> Decimal | None:
    """The gross fee told before anybody is bound, euros; None when the table does not (clearly) say.

    When it is not known who comes (`trained` None), the higher of the two fees.
    """
    rows = list(rates)
    amounts = []
    for each in (True, False) if trained is None else (trained,):
        try:
            line = fee(
                rows,
                kind=kind,
                working_form=working_form,
                trained=each,
                hours=hours,
                preparation_hours=preparation_hours,
                on=on,
            )
        except (NoRate, AmbiguousRate):
            continue
        amounts.append(line.amount)
    return max(amounts, default=None)


def lateness(*, claimed_on: dt.date, cut_offs: Iterable[dt.date], on: dt.date) -> str:
    """How a claim stands that waits to be checked or approved: "", "soon" or "late".

    It should be approved by the first cut-off day that left a week for it: after that day it is late, in the three days
    before it soon. Without such a day in the payroll calendar it is late after two weeks.
    """
    meant = min((day for day in cut_offs if day >= claimed_on + A_WEEK), default=claimed_on + 2 * A_WEEK)
    if on > meant:
        return "late"
    return "soon" if meant - on <= SOON else ""


def explain(code: str, params: Mapping[str, str]) -> str:
    """A line in words and in the reader's language: "2 h + 1 h valmistelu × 25,00 €/h = 75,00 €"."""
    forms = {"rate": _exact_euros, "amount": formats.euros}
    words = {name: forms.get(name, formats.number)(Decimal(value)) for name, value in params.items()}
    return _sentence(code, params) % words


def _exact_euros(rate: Decimal) -> str:
    """A unit amount; thousandths of a euro are shown when there are any."""
    return format_currency(rate, "EUR", locale=formats.locale(), decimal_quantization=False)


def _sentence(code: str, params: Mapping[str, str]) -> str:
    if code == "hour":
        prepared = Decimal(params["preparation"]) > 0
        partly = params["share"] != "100"
        return {
            (False, False): gettext("%(hours)s h × %(rate)s/h = %(amount)s"),
            (True, False): gettext("(%(hours)s h + %(preparation)s h preparation) × %(rate)s/h = %(amount)s"),
            (False, True): gettext("%(share)s %% of %(hours)s h × %(rate)s/h = %(amount)s"),
            (True, True): gettext(
                "%(share)s %% of (%(hours)s h + %(preparation)s h preparation) × %(rate)s/h = %(amount)s"
            ),
        }[prepared, partly]
    if code == "gig":
        if params["share"] != "100":
            return gettext("%(share)s %% of the fee for the whole gig %(rate)s = %(amount)s")
        return gettext("fee for the whole gig: %(amount)s")
    return {
        "refused": gettext("no fee, as the person wishes"),
        "unpaid": gettext("no fee: unpaid work"),
        "km": gettext("%(kilometres)s km × %(rate)s/km = %(amount)s"),
        "ticket": gettext("ticket paid back: %(amount)s"),
        "advance": gettext("ticket bought in advance, already paid: %(amount)s"),
    }[code]

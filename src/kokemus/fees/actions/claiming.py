"""Make a claim of confirmed hours, mend it, withdraw it, or reverse one that has gone out."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from kokemus.audit import actions as audit
from kokemus.core import formats
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.experts.models import Expert
from kokemus.fees import calculation
from kokemus.fees.calculation import Line, NoFee, Travel
from kokemus.fees.models import Claim, ClaimLine, Rate, TravelRate, WorkingForm
from kokemus.fees.permissions import coordinator
from kokemus.fees.workflow import CLAIM
from kokemus.organisation.models import CostCentre
from kokemus.topics.models import Role

NO_TRAVEL = Travel()


class NoPayer(NoFee):
    """Neither a cost centre nor an external payer is known."""


@dataclass(frozen=True)
class Payer:
    """Somebody outside who pays."""

    name: str
    business_id: str = ""
    address: str = ""


@dataclass(frozen=True)
class Work:
    """What is claimed: the facts that decide the fee, as they were confirmed."""

    occurred_on: dt.date
    kind: str
    working_form: str
    trained: bool
    hours: Decimal
    preparation_hours: Decimal
    fee_refused: bool = False
    share_percent: int = 100
    travel: Travel = NO_TRAVEL


@dataclass(frozen=True)
class Tables:
    """The tables of amounts and the names of tasks, read once for many computations."""

    rates: list[Rate]
    travel_rates: list[TravelRate]
    tasks: dict[str, str]

    @classmethod
    def read(cls) -> "Tables":
        """As they stand now."""
        tasks = {role.code: role.label for role in Role.objects.all()}
        return cls(list(Rate.objects.all()), list(TravelRate.objects.all()), tasks)


def lines_of(work: Work, tables: Tables | None = None) -> list[Line]:
    """The lines that a claim would have now, without making it. Raises NoFee with a sentence that says what to do."""
    tables = tables or Tables.read()
    try:
        return _lines(work, tables)
    except NoFee as error:
        raise type(error)(_what_to_do(error, work, tables)) from error


def _lines(work: Work, tables: Tables) -> list[Line]:
    fee = calculation.fee(
        tables.rates,
        kind=work.kind,
        working_form=work.working_form,
        trained=work.trained,
        hours=work.hours,
        preparation_hours=work.preparation_hours,
        on=work.occurred_on,
        refused=work.fee_refused,
        share_percent=work.share_percent,
    )
    trip = calculation.travel(
        tables.travel_rates, work.travel, on=work.occurred_on, fee_income_type=fee.income_type
    )
    return [fee, *trip]


SENTENCES: dict[type[NoFee], str | Promise] = {
    calculation.NoRate: gettext_lazy(
        "The fee table has no row for this: %(task)s, %(form)s, %(trained)s, %(hours)s h, %(day)s. "
        "The administrator adds the row, and then the claim can be made."
    ),
    calculation.AmbiguousRate: gettext_lazy(
        "Two rows of the fee table fit this equally well: %(task)s, %(form)s, %(trained)s, %(hours)s h, %(day)s. "
        "The administrator ends one of them, and then the claim can be made."
    ),
    calculation.NoTravelRate: gettext_lazy(
        "There is no kilometre allowance for %(day)s. The administrator adds it, and then the claim can be made."
    ),
    calculation.TravelNotAllowed: gettext_lazy(
        "The fee is non-wage compensation (336), and kilometres cannot be paid tax free beside it. "
        "Agree on travel as a ticket or as a part of the compensation."
    ),
}


def _what_to_do(error: NoFee, work: Work, tables: Tables) -> str:
    return str(SENTENCES[type(error)]) % {
        "task": tables.tasks.get(work.kind) or gettext("any task"),
        "form": WorkingForm(work.working_form).label,
        "trained": gettext("trained") if work.trained else gettext("not trained"),
        "hours": formats.number(work.hours),
        "day": formats.day(work.occurred_on),
    }


@transaction.atomic
def claim(
    *,
    expert: Expert,
    occurred_on: dt.date,
    kind: str,
    working_form: str,
    trained: bool,
    hours: Decimal,
    preparation_hours: Decimal,
    fee_refused: bool = False,
    travel: Travel = NO_TRAVEL,
    cost_centre: CostCentre | None = None,
    payer: Payer | None = None,
    share_percent: int = 100,
    by: Any,
) -> Claim:
    """Claim one person's fee and costs of one occasion. `kind`: code of a role; hours in hours.

    An external `payer` goes before the cost centre. With nothing to pay the claim is settled at once and passes nobody.
    Raises NoFee (NoRate, AmbiguousRate, TravelNotAllowed, NoPayer): its text says what to do, and nothing is written.
    """
    if payer is None and cost_centre is None:
        raise NoPayer(
            gettext("It is not known who pays. Choose the paying cost centre or write the payer's details.")
        )
    work = Work(
        occurred_on, kind, working_form, trained, hours, preparation_hours, fee_refused, share_percent, travel
    )
    lines = lines_of(work)
    made = Claim.objects.create(
        state=Claim.State.CLAIMED if _pays(lines) else Claim.State.SETTLED,
        expert=expert,
        cost_centre=None if payer else cost_centre,
        payer_name=payer.name if payer else "",
        payer_business_id=payer.business_id if payer else "",
        payer_address=payer.address if payer else "",
        **facts_of(work),
    )
    _write_lines(made, lines)
    audit.record("fees.claim", by=by, thing=made, subject=expert, state=made.state)
    return made


@transaction.atomic
def mend(*, claim: Claim, work: Work, by: Any) -> None:
    """Claim again what was sent back, computed anew. Raises NoFee, WrongState, NotAllowed and changes nothing."""
    if claim.reverses_id:
        raise WrongState("mend")  # a reversal mirrors another claim: it is withdrawn, not mended
    lines = lines_of(work)
    step = "mend" if _pays(lines) else "mend_to_nothing"
    CLAIM.move(claim, step, by=by, state_since=timezone.now(), reason="", **facts_of(work))
    claim.lines.all().delete()
    _write_lines(claim, lines)
    audit.record("fees.mend", by=by, thing=claim, subject=claim.expert, state=claim.state)


@transaction.atomic
def void(*, claim: Claim, by: Any) -> None:
    """Withdraw a claim that was sent back and should not be paid at all. Raises WrongState, NotAllowed."""
    CLAIM.move(claim, "void", by=by, state_since=timezone.now())
    audit.record("fees.void", by=by, thing=claim, subject=claim.expert)


@transaction.atomic
def reverse(*, claim: Claim, reason: str, by: Any) -> Claim:
    """Correct a claim that has gone out: the same lines with the opposite sign, to be passed like any other.

    What should have been paid is then claimed anew. Raises NotAllowed, WrongState (also when it is reversed already).
    """
    if not coordinator(by):
        raise NotAllowed("reverse")
    standing = Claim.objects.select_for_update().get(pk=claim.pk)
    if standing.state not in Claim.GONE_OUT or standing.reverses_id:
        raise WrongState("reverse")
    if standing.reversals.exclude(state=Claim.State.VOID).exists():
        raise WrongState("reverse")
    made = Claim.objects.create(
        expert=standing.expert,
        cost_centre=standing.cost_centre,
        payer_name=standing.payer_name,
        payer_business_id=standing.payer_business_id,
        payer_address=standing.payer_address,
        occurred_on=standing.occurred_on,
        kind=standing.kind,
        working_form=standing.working_form,
        trained=standing.trained,
        hours=standing.hours,
        preparation_hours=standing.preparation_hours,
        fee_refused=standing.fee_refused,
        share_percent=standing.share_percent,
        reverses=standing,
        reason=reason,
    )
    ClaimLine.objects.bulk_create(_mirrored(line, made) for line in standing.lines.all())
    audit.record("fees.reverse", by=by, thing=made, subject=standing.expert, reverses=standing.public_id)
    return made


def _pays(lines: list[Line]) -> bool:
    return any(line.amount for line in lines)


def facts_of(work: Work) -> dict[str, Any]:
    """The fields of a claim that tell what was done."""
    names = ("occurred_on", "kind", "working_form", "trained", "hours", "preparation_hours", "fee_refused")
    return {name: getattr(work, name) for name in (*names, "share_percent")}


def _write_lines(made: Claim, lines: list[Line]) -> None:
    ClaimLine.objects.bulk_create(line_row(made, line) for line in lines)


def line_row(claim: Claim, line: Line) -> ClaimLine:
    """A computed line as a row of its claim, not saved yet."""
    return ClaimLine(
        claim=claim,
        kind=line.kind,
        quantity=line.quantity,
        unit_amount=line.unit_amount,
        amount=line.amount,
        income_type=line.income_type,
        code=line.code,
        params=dict(line.params),
        rate=line.row if isinstance(line.row, Rate) else None,
        travel_rate=line.row if isinstance(line.row, TravelRate) else None,
    )


def _mirrored(line: ClaimLine, reversal: Claim) -> ClaimLine:
    return ClaimLine(
        claim=reversal,
        kind=line.kind,
        quantity=-line.quantity,
        unit_amount=line.unit_amount,
        amount=-line.amount,
        income_type=line.income_type,
        code=line.code,
        params=line.params,
        rate=line.rate,
        travel_rate=line.travel_rate,
    )

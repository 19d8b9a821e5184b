"""After the gig: both confirm the hours, and out of what both say a claim is made in the same transaction."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.experts.models import Expert
from kokemus.fees.actions import claiming, passing
from kokemus.fees.actions.claiming import Payer, Work
from kokemus.fees.calculation import NoFee, Travel
from kokemus.fees.models import Claim
from kokemus.gigs.cancellation import outcome
from kokemus.gigs.emails import hours as emails
from kokemus.gigs.models import Assignment, CancellationRule, Gig, HoursReport, Occasion
from kokemus.gigs.permissions import coordinator, may_confirm_hours
from kokemus.gigs.workflow import move_gig
from kokemus.messaging import actions as messaging

EXPERT, UNIT = HoursReport.Party.EXPERT, HoursReport.Party.UNIT
HELD = (Gig.State.AGREED, Gig.State.DONE)
NO_TRAVEL = Travel()


@dataclass(frozen=True)
class Hours:
    """What somebody says: hours at the gig and hours of preparation."""

    hours: Decimal
    preparation_hours: Decimal


@dataclass(frozen=True)
class Costs:
    """What only the expert knows: how they travelled, and whether they want the fee."""

    travel: Travel = NO_TRAVEL
    fee_refused: bool = False


@transaction.atomic
def ask(*, assignment: Assignment, by: Any) -> None:
    """Ask both for the hours, by the expert's channel and the unit's address; asking again sends it anew."""
    if not (coordinator(by) or by == "tick"):
        raise NotAllowed("ask")
    _check_open(assignment)
    reported = set(assignment.reports.values_list("party", flat=True))
    if EXPERT not in reported:
        emails.expert_asked(assignment)
    if UNIT not in reported:
        emails.unit_asked(assignment)
    Assignment.objects.filter(pk=assignment.pk).update(hours_asked_at=timezone.now())
    audit.record("gigs.ask_hours", by=by, thing=assignment, subject=assignment.expert)


@transaction.atomic
def confirm(
    *, assignment: Assignment, party: str, said: Hours, costs: Costs | None = None, by: Any
) -> Assignment:
    """One of the two says what the hours were; a coordinator may say it for either. `costs` only from the expert.

    When both say the same, the claim is made at once. When the fee table has no row, the hours stand and the
    coordinator is shown what to add. Raises NotAllowed, WrongState (cancelled, not held yet, claimed already).
    """
    standing = _locked(assignment)
    if not may_confirm_hours(by, standing, party):
        raise NotAllowed("confirm")
    _check_open(standing)
    _report(standing, party, said, by)
    if party == EXPERT and costs is not None:
        _keep_costs(standing, costs)
    audit.record("gigs.confirm_hours", by=by, thing=standing, subject=standing.expert, party=party)
    if is_agreed(_locked(standing)):
        _settle(standing, said, by)
    return standing


@transaction.atomic
def settle(*, assignment: Assignment, said: Hours, by: Any) -> Assignment:
    """The coordinator decides the hours after talking with both. Raises NotAllowed, WrongState."""
    if not coordinator(by):
        raise NotAllowed("settle")
    standing = _locked(assignment)
    _check_open(standing)
    for party in (EXPERT, UNIT):
        if not standing.reports.filter(party=party).exists():
            _report(standing, party, said, by)
    audit.record("gigs.settle_hours", by=by, thing=standing, subject=standing.expert)
    _settle(standing, said, by)
    return standing


@transaction.atomic
def claim(*, assignment: Assignment, by: Any) -> Claim:
    """Make the claim of hours that stand, when what was missing has been added. NoFee, NotAllowed, WrongState."""
    if not coordinator(by):
        raise NotAllowed("claim")
    standing = _locked(assignment)
    _check_open(standing)
    if not standing.is_confirmed or standing.hours is None:
        raise WrongState("claim")
    return _claim(standing, by)


@transaction.atomic
def claim_cancelled(*, assignment: Assignment, by: Any) -> Claim:
    """Claim the share that is paid of a gig cancelled too late, by the planned hours and without travel.

    The rule of the day of the cancelling decides. Raises NoFee, NotAllowed, WrongState (not paid by the rule).
    """
    if not coordinator(by):
        raise NotAllowed("claim_cancelled")
    standing = _locked(assignment)
    share = share_of_cancelled(standing)
    if standing.claim_id or not share:
        raise WrongState("claim_cancelled")
    said = planned(standing)
    Assignment.objects.filter(pk=standing.pk).update(
        hours=said.hours, preparation_hours=said.preparation_hours
    )
    standing.hours, standing.preparation_hours = said.hours, said.preparation_hours
    return _claim(standing, by, share_percent=share)


@transaction.atomic
def correct(*, assignment: Assignment, said: Hours, costs: Costs, reason: str, by: Any) -> Claim:
    """Mend a claim, whatever has become of it: before payroll it is claimed again, after that reversed and made anew.

    Raises NoFee, NotAllowed, WrongState (approved: payroll sends it back first).
    """
    if not coordinator(by):
        raise NotAllowed("correct")
    standing = _locked(assignment)
    old = standing.claim
    if old is None:
        raise WrongState("correct")
    _keep_hours(standing, said)
    _keep_costs(standing, costs)
    audit.record("gigs.correct_hours", by=by, thing=standing, subject=standing.expert)
    share = old.share_percent
    if old.state in Claim.GONE_OUT:
        claiming.reverse(claim=old, reason=reason, by=by)
    elif old.state != Claim.State.VOID:
        if old.state != Claim.State.RETURNED:
            passing.take_back(claim=old, reason=reason, by=by)
        claiming.mend(claim=old, work=work_of(standing, share_percent=share), by=by)
        return old
    Assignment.objects.filter(pk=standing.pk).update(claim=None)
    return _claim(standing, by, share_percent=share)


def is_open(assignment: Assignment) -> bool:
    """Whether the hours can still be said: held, not cancelled, not claimed."""
    try:
        _check_open(assignment)
    except WrongState:
        return False
    return True


def payer_is_known(assignment: Assignment) -> bool:
    """Whether the gig says who pays."""
    gig = assignment.occasion.gig
    return gig.is_external or _cost_centre(gig) is not None


def planned(assignment: Assignment) -> Hours:
    """The hours as they were agreed."""
    occasion = assignment.occasion
    minutes = int((occasion.ends_at - occasion.starts_at).total_seconds()) // 60
    prepared = occasion.preparation_hours
    return Hours((Decimal(minutes) / 60).quantize(Decimal("0.01")), Decimal(prepared))


def is_agreed(assignment: Assignment) -> bool:
    """Whether both have said the same."""
    said = {(report.hours, report.preparation_hours) for report in assignment.reports.all()}
    return assignment.is_confirmed and len(said) == 1


def share_of_cancelled(assignment: Assignment) -> int:
    """The share in per cent that the dated rule pays of a cancelled part; 0 when nothing."""
    gig = assignment.occasion.gig
    if not (gig.is_paid_though_cancelled and gig.cancelled_at and assignment.cancelled_at):
        return 0
    decided = outcome(
        CancellationRule.on(timezone.localdate(gig.cancelled_at)),
        cancelled_by=assignment.cancelled_by,
        cancelled_at=assignment.cancelled_at,
        starts_at=assignment.occasion.starts_at,
    )
    return decided.share_percent


def work_of(
    assignment: Assignment, said: Hours | None = None, costs: Costs | None = None, *, share_percent: int = 100
) -> Work:
    """What would be claimed of this assignment: for a fee shown beforehand and for the claim itself."""
    gig = assignment.occasion.gig
    said = said or Hours(assignment.hours or Decimal(0), assignment.preparation_hours or Decimal(0))
    costs = costs or costs_of(assignment)
    return Work(
        occurred_on=timezone.localdate(assignment.occasion.starts_at),
        kind=gig.role.code if gig.role else "",
        working_form=gig.working_form,
        trained=assignment.expert.training == Expert.Training.TRAINED,
        hours=said.hours,
        preparation_hours=said.preparation_hours,
        fee_refused=costs.fee_refused,
        share_percent=share_percent,
        travel=costs.travel if gig.travel_paid and not assignment.cancelled_at else NO_TRAVEL,
    )


def costs_of(assignment: Assignment) -> Costs:
    """The costs as they stand on the assignment."""
    zero = Decimal("0.00")
    travel = Travel(assignment.travel, assignment.kilometres or zero, assignment.ticket_amount or zero)
    return Costs(travel, assignment.fee_refused)


def _locked(assignment: Assignment) -> Assignment:
    rows = Assignment.objects.select_related(
        "occasion__gig__role", "occasion__gig__unit__cost_centre", "expert", "claim"
    )
    return rows.select_for_update(of=("self",)).get(pk=assignment.pk)


def _check_open(assignment: Assignment) -> None:
    """Held, not cancelled, not claimed."""
    occasion = assignment.occasion
    if assignment.claim_id or assignment.cancelled_at or occasion.ends_at > timezone.now():
        raise WrongState("hours")
    if occasion.state == Occasion.State.CANCELLED or occasion.gig.state not in HELD:
        raise WrongState("hours")


def _report(assignment: Assignment, party: str, said: Hours, by: Any) -> None:
    who = by if isinstance(by, str) else by.public_id
    now = timezone.now()
    HoursReport.objects.update_or_create(
        assignment=assignment,
        party=party,
        defaults={"hours": said.hours, "preparation_hours": said.preparation_hours, "at": now, "by": who},
    )
    stamps = {f"{party}_confirmed_at": now, f"{party}_confirmed_by": who}
    Assignment.objects.filter(pk=assignment.pk).update(**stamps)
    for name, value in stamps.items():
        setattr(assignment, name, value)


def _keep_costs(assignment: Assignment, costs: Costs) -> None:
    trip = costs.travel
    assignment.travel = trip.kind
    assignment.kilometres = trip.kilometres if trip.kind == "km" else None
    assignment.ticket_amount = trip.ticket_amount if trip.kind in ("ticket", "advance") else None
    assignment.fee_refused = costs.fee_refused
    assignment.save(update_fields=["travel", "kilometres", "ticket_amount", "fee_refused"])


def _keep_hours(assignment: Assignment, said: Hours) -> None:
    assignment.hours, assignment.preparation_hours = said.hours, said.preparation_hours
    assignment.save(update_fields=["hours", "preparation_hours"])


def _settle(assignment: Assignment, said: Hours, by: Any) -> None:
    """The hours stand, and the claim is made unless something is missing that only the coordinator can add."""
    _keep_hours(assignment, said)
    messaging.cancel(about=assignment.public_id)
    try:
        with transaction.atomic():
            _claim(assignment, by)
    except NoFee:
        audit.record("gigs.claim_waits", by=by, thing=assignment, subject=assignment.expert)


def _claim(assignment: Assignment, by: Any, *, share_percent: int = 100) -> Claim:
    gig = assignment.occasion.gig
    work = work_of(assignment, share_percent=share_percent)
    made = claiming.claim(
        expert=assignment.expert, cost_centre=_cost_centre(gig), payer=_payer(gig), by=by, **vars(work)
    )
    if not Assignment.objects.filter(pk=assignment.pk, claim=None).update(claim=made):
        raise WrongState("claim")
    assignment.claim = made
    _close_when_claimed(gig)
    return made


def _cost_centre(gig: Gig) -> Any:
    return gig.cost_centre or (gig.unit.cost_centre if gig.unit else None)


def _payer(gig: Gig) -> Payer | None:
    if not gig.is_external:
        return None
    return Payer(gig.payer_name, gig.payer_business_id, gig.payer_address)


def _close_when_claimed(gig: Gig) -> None:
    """A gig that is done is closed when everyone who came has a claim, and everyone who is paid though cancelled."""
    if Gig.objects.get(pk=gig.pk).state != Gig.State.DONE:
        return
    unclaimed = Assignment.objects.filter(occasion__gig=gig, claim=None).select_related("occasion__gig")
    if not any(each.cancelled_at is None or share_of_cancelled(each) for each in unclaimed):
        move_gig(gig, "close", by="tick")

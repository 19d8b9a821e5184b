"""A gig that has been held without having been asked for here is entered for payment, on one page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.core.workflow import NotAllowed
from kokemus.experts.actions import binding
from kokemus.experts.models import Commitment, Expert
from kokemus.gigs.actions import hours
from kokemus.gigs.actions.hours import Costs, Hours
from kokemus.gigs.models import Assignment, Gig, Occasion, Offer
from kokemus.gigs.permissions import coordinator
from kokemus.gigs.workflow import move_gig
from kokemus.organisation.models import Coordinator, CostCentre, Unit
from kokemus.topics import search
from kokemus.topics.models import Role


@dataclass(frozen=True)
class Held:
    """What was held and who pays it, as the coordinator tells it."""

    goal: str
    role: Role | None
    working_form: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    preparation_hours: Any
    unit: Unit | None = None
    cost_centre: CostCentre | None = None
    payer_name: str = ""
    payer_business_id: str = ""
    payer_address: str = ""


@transaction.atomic
def enter(*, held: Held, expert: Expert, said: Hours, costs: Costs, is_confirmed: bool, by: Any) -> Gig:
    """Enter a held gig from the beginning: the gig is done, and its hours are confirmed for both or asked of both.

    Raises NotAllowed, and binding.Overlap when the person was bound elsewhere at that time; nothing is then written.
    """
    if not coordinator(by):
        raise NotAllowed("enter")
    gig = Gig.objects.create(
        source="past",
        confirmed_at=timezone.now(),
        coordinator=Coordinator.objects.filter(user=by).first(),
        goal=held.goal,
        search_text=search.analysed([held.goal]),
        role=held.role,
        working_form=held.working_form,
        unit=held.unit,
        cost_centre=held.cost_centre or (held.unit.cost_centre if held.unit else None),
        payer_name=held.payer_name,
        payer_business_id=held.payer_business_id,
        payer_address=held.payer_address,
    )
    Occasion.objects.create(
        gig=gig,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        preparation_hours=held.preparation_hours,
    )
    return _enter(gig, expert, said, costs, is_confirmed, by)


@transaction.atomic
def enter_gig(*, gig: Gig, expert: Expert, said: Hours, costs: Costs, is_confirmed: bool, by: Any) -> Gig:
    """Enter a gig that was taken by phone after it was held: who came, and the hours of its only occasion.

    Of several occasions each keeps its planned hours until both confirm them. Raises NotAllowed, WrongState, Overlap.
    """
    return _enter(gig, expert, said, costs, is_confirmed, by)


def _enter(gig: Gig, expert: Expert, said: Hours, costs: Costs, is_confirmed: bool, by: Any) -> Gig:
    move_gig(gig, "enter_past", by=by)
    audit.record("gigs.enter_past", by=by, thing=gig, subject=expert)
    now = timezone.now()
    offer = Offer.objects.create(
        gig=gig,
        expert=expert,
        state=Offer.State.CHOSEN,
        by=by,
        expires_at=now,
        answered_at=now,
        answered_by=Offer.AnsweredBy.PHONE,
        decided_at=now,
    )
    occasions = list(gig.occasions.exclude(state=Occasion.State.CANCELLED))
    assignments = [_assign(offer, occasion, by) for occasion in occasions]
    gig.occasions.filter(pk__in=[each.pk for each in occasions]).update(state=Occasion.State.DONE)
    for assignment in assignments:
        if not is_confirmed:
            hours.ask(assignment=assignment, by=by)
        elif len(assignments) == 1:
            hours.confirm(assignment=assignment, party=hours.EXPERT, said=said, costs=costs, by=by)
            hours.confirm(assignment=assignment, party=hours.UNIT, said=said, by=by)
    gig.refresh_from_db()
    return gig


def _assign(offer: Offer, occasion: Occasion, by: Any) -> Assignment:
    commitment = binding.bind(
        expert=offer.expert,
        starts_at=occasion.starts_at,
        ends_at=occasion.ends_at,
        kind=Commitment.Kind.GIG,
        reference=occasion.public_id,
        by=by,
    )
    binding.record_last_gig(expert=offer.expert, on=timezone.localdate(occasion.starts_at))
    return Assignment.objects.create(
        occasion=occasion,
        offer=offer,
        expert=offer.expert,
        commitment=commitment,
        preparation_hours=occasion.preparation_hours,
        fee_refused=offer.expert.fee_refused,
    )

"""A gig is not held, or an expert cannot come after all: times are released, everybody hears, nothing disappears."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.experts.actions import binding
from kokemus.gigs.actions.finishing import finish
from kokemus.gigs.actions.offering import STANDING, look_again, withdraw
from kokemus.gigs.cancellation import NOT_PAID, Outcome, outcome
from kokemus.gigs.emails import cancelling as emails
from kokemus.gigs.models import Assignment, CancellationRule, Gig, Occasion, Offer
from kokemus.gigs.permissions import coordinator, may_cancel
from kokemus.gigs.workflow import OFFER, move_gig
from kokemus.messaging import actions as messaging


def outcome_now(gig: Gig, cancelled_by: str) -> Outcome:
    """What the dated rule says if the gig is cancelled at this moment: shown before the button is pressed."""
    bound = _standing_assignments(list(_ahead(gig))).order_by("occasion__starts_at").first()
    return outcome_of(bound.occasion, cancelled_by) if bound else NOT_PAID


def outcome_of(occasion: Occasion, cancelled_by: str) -> Outcome:
    """What the rule says of one time cancelled at this moment; nothing when nobody is bound to it."""
    if not _standing_assignments([occasion]).exists():
        return NOT_PAID
    rule = CancellationRule.on(timezone.localdate())
    return outcome(rule, cancelled_by=cancelled_by, cancelled_at=timezone.now(), starts_at=occasion.starts_at)


@transaction.atomic
def cancel(*, gig: Gig, by: Any, cancelled_by: str = Gig.CancelledBy.REQUESTER) -> Outcome:
    """Cancel a gig: by the requester's link (`by="link"`) or by a coordinator for whoever cancelled.

    When a part of it has been held already, the rest is cancelled and the gig is done. Raises WrongState, NotAllowed.
    """
    gig = Gig.objects.select_for_update().get(pk=gig.pk)
    occasions = list(_ahead(gig))
    was_agreed = _standing_assignments(list(gig.occasions.all())).exists()
    decided = outcome_now(gig, cancelled_by)
    facts = {
        "cancelled_by": cancelled_by,
        "cancelled_at": timezone.now(),
        "is_paid_though_cancelled": decided.is_paid or gig.is_paid_though_cancelled,
    }
    if was_agreed and _was_begun(gig):
        _end_the_rest(gig, facts, by)
    else:
        move_gig(gig, "cancel", by=by, **facts)
    audit.record("gigs.cancel", by=by, thing=gig, cancelled_by=cancelled_by, is_paid=decided.is_paid)
    _release(occasions, cancelled_by, by)
    _tell(gig, occasions, decided, by, was_agreed=was_agreed)
    return decided


@transaction.atomic
def cancel_occasion(*, occasion: Occasion, by: Any, cancelled_by: str) -> Outcome:
    """Cancel one time of several; the others stand. The last one ahead cancels the gig.

    Raises WrongState, NotAllowed.
    """
    gig = Gig.objects.select_for_update().get(pk=occasion.gig_id)
    if not coordinator(by):
        raise NotAllowed("cancel_occasion")
    ahead = list(_ahead(gig))
    if occasion not in ahead:
        raise WrongState("cancel_occasion")
    if ahead == [occasion]:
        return cancel(gig=gig, by=by, cancelled_by=cancelled_by)
    is_bound = _standing_assignments([occasion]).exists()
    decided = outcome_of(occasion, cancelled_by)
    if decided.is_paid:
        Gig.objects.filter(pk=gig.pk).update(
            is_paid_though_cancelled=True, cancelled_at=timezone.now(), cancelled_by=cancelled_by
        )
    audit.record(
        "gigs.cancel_occasion", by=by, thing=occasion, cancelled_by=cancelled_by, is_paid=decided.is_paid
    )
    _release([occasion], cancelled_by, by)
    for offer in gig.offers.filter(state=Offer.State.CHOSEN).select_related("expert", "gig__coordinator"):
        emails.cancelled_for_expert(offer, [occasion], is_paid=decided.is_paid, was_chosen=True)
    emails.cancelled_for_requester(gig, [occasion], is_paid=decided.is_paid, was_agreed=is_bound)
    return decided


@transaction.atomic
def drop_out(*, offer: Offer, by: Any) -> None:
    """A chosen expert cannot come: their times are free, another is looked for, the others stay.

    Raises WrongState, also when the gig is over.
    """
    gig = Gig.objects.select_for_update().get(pk=offer.gig_id)
    if not may_still_drop_out(gig):
        raise WrongState("drop_out")
    OFFER.move(offer, "drop_out", by=by, decided_at=timezone.now())
    audit.record("gigs.drop_out", by=by, thing=offer, subject=offer.expert)
    occasions = list(_ahead(gig))
    for assignment in _standing_assignments(occasions).filter(offer=offer):
        _free(assignment, Gig.CancelledBy.EXPERT, by)
    if gig.state == Gig.State.AGREED:
        move_gig(gig, "lose_expert", by=by if coordinator(by) else "tick")
    else:
        look_again(gig=gig)
    emails.dropped_out(offer, occasions, tell_the_coordinator=not coordinator(by))


def may_still_drop_out(gig: Gig) -> bool:
    """Whether something of the gig is ahead, and it has not ended some other way."""
    return gig.state in (Gig.State.OPEN, Gig.State.OFFERED, Gig.State.AGREED) and _ahead(gig).exists()


def _ahead(gig: Gig) -> Any:
    """The occasions that have not ended."""
    return gig.occasions.filter(state=Occasion.State.PLANNED, ends_at__gt=timezone.now())


def _was_begun(gig: Gig) -> bool:
    """Whether some occasion has been held, so that there are hours to confirm."""
    return gig.occasions.exclude(state=Occasion.State.CANCELLED).filter(ends_at__lte=timezone.now()).exists()


def _end_the_rest(gig: Gig, facts: dict[str, Any], by: Any) -> None:
    """What was held is done and its hours can be confirmed; only the rest is cancelled."""
    if not may_cancel(by, gig):
        raise NotAllowed("cancel")
    finish(gig=gig, by="tick")
    Gig.objects.filter(pk=gig.pk).update(**facts)


def _standing_assignments(occasions: list[Occasion]) -> Any:
    found = Assignment.objects.filter(occasion__in=occasions, cancelled_at=None)
    return found.select_related("commitment__expert", "expert", "occasion")


def _release(occasions: list[Occasion], cancelled_by: str, by: Any) -> None:
    for assignment in _standing_assignments(occasions):
        _free(assignment, cancelled_by, by)
    Occasion.objects.filter(pk__in=[each.pk for each in occasions]).update(state=Occasion.State.CANCELLED)


def _free(assignment: Assignment, cancelled_by: str, by: Any) -> None:
    """The row stays with who cancelled and when; only the time is free."""
    now: dt.datetime = timezone.now()
    Assignment.objects.filter(pk=assignment.pk).update(cancelled_at=now, cancelled_by=cancelled_by)
    if assignment.commitment is not None:
        binding.release(commitment=assignment.commitment, by=by)


def _tell(gig: Gig, occasions: list[Occasion], decided: Outcome, by: Any, *, was_agreed: bool) -> None:
    for offer in gig.offers.select_related("expert", "gig__coordinator"):
        if offer.state == Offer.State.CHOSEN:
            emails.cancelled_for_expert(offer, occasions, is_paid=decided.is_paid, was_chosen=True)
        elif offer.state in STANDING:
            said_yes = offer.state == Offer.State.YES
            withdraw(offer=offer, by="tick", tell=not said_yes)
            if said_yes:
                emails.cancelled_for_expert(offer, occasions, is_paid=False, was_chosen=False)
    messaging.cancel(about=gig.public_id, template="gigs/questioned")
    emails.cancelled_for_requester(gig, occasions, is_paid=decided.is_paid, was_agreed=was_agreed)
    if not coordinator(by):
        emails.cancelled_for_coordinator(gig)

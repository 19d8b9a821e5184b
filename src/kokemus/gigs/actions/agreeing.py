"""Choose among those who said yes: bind their time, open the name to the requester, tell everybody."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.core.workflow import WrongState
from kokemus.experts.actions import binding
from kokemus.experts.models import Commitment, Expert
from kokemus.gigs import shortlist
from kokemus.gigs.actions.offering import withdraw
from kokemus.gigs.emails import agreeing as emails
from kokemus.gigs.emails import offering as offer_emails
from kokemus.gigs.facts import Proposal
from kokemus.gigs.models import Assignment, Gig, Occasion, Offer
from kokemus.gigs.workflow import OFFER, move_gig

NOT_WITHOUT = {
    "not_active", "topic_refused", "role_refused", "audience_refused", "consent_refused", "consent_missing",
}  # fmt: skip


class CannotChoose(Exception):
    """This person cannot be chosen; `expert` says who, `code` why: "no_consent" or "bound" (then `standing` too)."""

    def __init__(self, expert: Expert, code: str, standing: Commitment | None = None) -> None:
        super().__init__(expert, code)
        self.expert, self.code, self.standing = expert, code, standing


class NoTime(Exception):
    """The gig has no time ahead: there is nothing to bind anybody to."""


@transaction.atomic
def choose(*, gig: Gig, offers: Sequence[Offer], by: Any, is_enough: bool = False) -> bool:
    """Choose one or several who said yes; everything or nothing. Returns whether the gig is agreed now.

    It is agreed when as many are chosen as were needed, or when the coordinator says that these are enough: then the
    others who said yes are told, and offers still open are withdrawn.
    Raises CannotChoose, NoTime, WrongState, NotAllowed.
    """
    gig = Gig.objects.select_for_update().get(pk=gig.pk)
    occasions = list(gig.occasions.filter(state=Occasion.State.PLANNED, ends_at__gt=timezone.now()))
    if not occasions:
        raise NoTime(gig)
    if not offers or gig.state != Gig.State.OFFERED:
        raise WrongState("choose")
    _check_consent(gig, offers)
    for offer in sorted(offers, key=lambda each: each.expert_id):
        _choose(offer, occasions, by)
    chosen = gig.offers.filter(state=Offer.State.CHOSEN).count()
    if chosen < gig.experts_needed and not is_enough:
        return False
    _agree(gig, occasions, by)
    return True


def _check_consent(gig: Gig, offers: Sequence[Offer]) -> None:
    """Choosing opens a name: a consent withdrawn since the yes, or one never asked, stops it."""
    for offer in without_consent(gig, offers):
        raise CannotChoose(offer.expert, "no_consent")


def without_consent(gig: Gig, offers: Sequence[Offer]) -> list[Offer]:
    """Of these offers, those to people who do not (any more) allow it or are not active."""
    if not offers:
        return []
    proposals = shortlist.against(gig, [offer.expert for offer in offers], timezone.localdate())
    return [offer for offer in offers if _forbids(proposals[offer.expert.public_id])]


def _forbids(proposal: Proposal) -> bool:
    return proposal.must_be_phoned or any(reason.code in NOT_WITHOUT for reason in proposal.blocks)


def _choose(offer: Offer, occasions: list[Occasion], by: Any) -> None:
    OFFER.move(offer, "choose", by=by, decided_at=timezone.now())
    audit.record("gigs.choose", by=by, thing=offer, subject=offer.expert, gig=offer.gig.public_id)
    for occasion in occasions:
        _assign(offer, occasion, by)
    emails.chosen(offer, occasions)


def _assign(offer: Offer, occasion: Occasion, by: Any) -> Assignment:
    expert = offer.expert
    try:
        commitment = binding.bind(
            expert=expert,
            starts_at=occasion.starts_at,
            ends_at=occasion.ends_at,
            kind=Commitment.Kind.GIG,
            reference=occasion.public_id,
            by=by,
        )
    except binding.Overlap as overlap:
        raise CannotChoose(expert, "bound", overlap.args[0]) from overlap
    return Assignment.objects.create(
        occasion=occasion,
        offer=offer,
        expert=expert,
        commitment=commitment,
        preparation_hours=occasion.preparation_hours,
        fee_refused=expert.fee_refused,
    )


def _agree(gig: Gig, occasions: list[Occasion], by: Any) -> None:
    """Enough are chosen: agreed, and whoever else was asked hears how it ended."""
    move_gig(gig, "agree", by=by)
    audit.record("gigs.agree", by=by, thing=gig)
    for offer in gig.offers.filter(state=Offer.State.YES).select_related("expert", "gig__coordinator"):
        OFFER.move(offer, "pass_over", by=by, decided_at=timezone.now())
        audit.record("gigs.pass_over", by=by, thing=offer, subject=offer.expert)
        offer_emails.not_chosen(offer)
    open_offers = gig.offers.filter(state__in=[Offer.State.SENT, Offer.State.ANOTHER_TIME])
    for offer in open_offers.select_related("expert", "gig__coordinator"):
        withdraw(offer=offer, by=by)
    emails.agreed(gig, occasions)

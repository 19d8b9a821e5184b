"""Offer a gig to one or several, withdraw an offer, let it run out."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.experts.models import Expert
from kokemus.gigs import reasons, shortlist
from kokemus.gigs.emails import offering as emails
from kokemus.gigs.facts import Proposal, Reason
from kokemus.gigs.models import Gig, Offer
from kokemus.gigs.workflow import GIG, OFFER, move_gig
from kokemus.messaging import actions as messaging

TIME_TO_THINK = dt.timedelta(hours=48)
STANDING = (Offer.State.SENT, Offer.State.YES, Offer.State.ANOTHER_TIME)  # somebody waits to hear
SLACK = dt.timedelta(minutes=15)  # a form filled in slowly is not a shorter time to think


class NotOfferable(Exception):
    """Somebody cannot be asked (any more); `people` is a list of (expert, reason)."""

    def __init__(self, people: list[tuple[Expert, Reason]]) -> None:
        super().__init__(people)
        self.people = people

    @property
    def is_repeat(self) -> bool:
        """Whether all of them have been asked already: a double press."""
        return all(reason.code == "already_asked" for _expert, reason in self.people)


class BadTime(Exception):
    """Too little time to think without a reason, none at all, or only after the gig; `args[0]` is the code."""


@transaction.atomic
def offer(
    *, gig: Gig, experts: Sequence[Expert], by: Any, expires_at: dt.datetime, short_time_reason: str = ""
) -> list[Offer]:
    """Ask people about a gig, each by their own channel; everything or nothing.

    Each is held against the matching's blocks once more: a consent withdrawn a minute ago counts. Raises NotOfferable,
    BadTime, WrongState, NotAllowed.
    """
    gig = Gig.objects.select_for_update().get(pk=gig.pk)
    _check_time(gig, expires_at, short_time_reason)
    proposals = shortlist.against(gig, experts, timezone.localdate())
    blocked = [
        (expert, proposals[expert.public_id].blocks[0])
        for expert in experts
        if proposals[expert.public_id].blocks
    ]
    if blocked:
        raise NotOfferable(blocked)
    move_gig(gig, "offer", by=by)
    return [
        _offer(gig, each, proposals[each.public_id], by, expires_at, short_time_reason) for each in experts
    ]


def _check_time(gig: Gig, expires_at: dt.datetime, reason: str) -> None:
    now = timezone.now()
    first = gig.occasions.filter(state="planned", ends_at__gt=now).first()
    if expires_at <= now:
        raise BadTime("past")
    if first is not None and expires_at > first.starts_at:
        raise BadTime("after_beginning")
    if expires_at < now + TIME_TO_THINK - SLACK and not reason.strip():
        raise BadTime("no_reason")


def _offer(
    gig: Gig, expert: Expert, proposal: Proposal, by: Any, expires_at: dt.datetime, reason: str
) -> Offer:
    made = Offer.objects.create(
        gig=gig,
        expert=expert,
        by=by,
        expires_at=expires_at,
        short_time_reason=reason,
        reasons=reasons.stored(proposal.reasons),
    )
    audit.record("gigs.offer", by=by, thing=made, subject=expert, gig=gig.public_id)
    emails.offered(made, unasked=proposal.must_be_phoned)
    return made


@transaction.atomic
def withdraw(*, offer: Offer, by: Any, tell: bool = True) -> None:
    """Take an offer back before anybody is chosen; the expert hears that no answer is needed."""
    lock_gig(offer)
    OFFER.move(offer, "withdraw", by=by, decided_at=timezone.now())
    audit.record("gigs.withdraw_offer", by=by, thing=offer, subject=offer.expert)
    untold = take_from_outbox(offer)
    if tell and not untold:
        emails.withdrawn(offer)
    look_again(gig=offer.gig)


@transaction.atomic
def expire(*, offer: Offer, by: Any) -> None:
    """The time to answer has run out. A call that nobody made is not made any more."""
    lock_gig(offer)
    OFFER.move(offer, "expire", by=by)
    audit.record("gigs.expire_offer", by=by, thing=offer, subject=offer.expert)
    take_from_outbox(offer)
    look_again(gig=offer.gig)


def lock_gig(offer: Offer) -> None:
    """The gig first and its offers after it, in every act: two that meet wait for each other, and never for ever."""
    Gig.objects.select_for_update().get(pk=offer.gig_id)


def take_from_outbox(offer: Offer) -> int:
    """Stop the message or call that offers, when it has not gone yet; returns how many were stopped."""
    names = ("gigs/offered", "gigs/call_offered")
    return sum(messaging.cancel(about=offer.public_id, template=name) for name in names)


def look_again(*, gig: Gig) -> None:
    """Nobody asked can say yes any more: the gig is looked for again and returns to the coordinator's list."""
    gig = Gig.objects.select_for_update().get(pk=gig.pk)
    waiting = gig.offers.filter(state__in=[Offer.State.SENT, Offer.State.YES]).exists()
    if not waiting and GIG.can("reopen", gig, "tick"):
        move_gig(gig, "reopen", by="tick")
        audit.record("gigs.reopen", by="tick", thing=gig)

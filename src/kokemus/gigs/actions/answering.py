"""What an expert answers to an offer: by the link, signed in, or by phone through a coordinator."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.experts.actions import consents
from kokemus.experts.models import Purpose, Source
from kokemus.gigs import shortlist
from kokemus.gigs.actions.offering import lock_gig, look_again, take_from_outbox
from kokemus.gigs.models import Offer
from kokemus.gigs.permissions import coordinator
from kokemus.gigs.workflow import OFFER
from kokemus.topics.models import Topic


class TooLate(WrongState):
    """The time to answer has run out."""


class ConsentNotAsked(Exception):
    """Carried over from the old register: a yes counts only after the consent has been asked."""


@transaction.atomic
def accept(*, offer: Offer, by: Any) -> None:
    """Yes, this suits me. Binds nobody yet: the coordinator chooses.

    Raises TooLate, ConsentNotAsked, WrongState, NotAllowed.
    """
    _check_in_time(offer, by)
    if unasked_topics(offer):
        raise ConsentNotAsked(offer)
    late = offer.state in (Offer.State.EXPIRED, Offer.State.ANOTHER_TIME)
    _answer(offer, "accept_late" if late else "accept", by)


@transaction.atomic
def propose_another_time(*, offer: Offer, words: str, by: Any) -> None:
    """Another time would suit, in the expert's own words. Raises TooLate, WrongState, NotAllowed."""
    _check_in_time(offer, by)
    _answer(offer, "propose_another_time", by, another_time=words)
    look_again(gig=offer.gig)


@transaction.atomic
def decline(*, offer: Offer, by: Any) -> None:
    """Not this time; no reason is asked. Raises TooLate, WrongState, NotAllowed."""
    _check_in_time(offer, by)
    _answer(offer, "decline", by)
    look_again(gig=offer.gig)


@transaction.atomic
def take_back(*, offer: Offer, by: Any) -> None:
    """I cannot after all, said before anybody has been chosen. Raises WrongState, NotAllowed."""
    _answer(offer, "take_back", by)
    look_again(gig=offer.gig)


@transaction.atomic
def record(
    *, offer: Offer, answer: str, by: Any, another_time: str = "", asked_consent: bool = False
) -> None:
    """An answer that the expert gave on the phone: "yes", "another_time" or "no".

    `asked_consent`: the coordinator asked whether gigs on these topics may be offered, and the answer was yes; it is
    written as a consent given by phone. Raises ConsentNotAsked, WrongState, NotAllowed.
    """
    if not coordinator(by):
        raise NotAllowed("record")
    topics = unasked_topics(offer) if asked_consent else []
    if topics:
        audiences, purposes = [offer.gig.audience], [Purpose.OFFERS]
        consents.give(
            expert=offer.expert,
            topics=topics,
            purposes=purposes,
            audiences=audiences,
            source=Source.PHONE,
            by=by,
        )
    if answer == "yes":
        accept(offer=offer, by=by)
    elif answer == "another_time":
        propose_another_time(offer=offer, words=another_time, by=by)
    else:
        decline(offer=offer, by=by)


def unasked_topics(offer: Offer) -> list[Topic]:
    """The topics of the gig on which this person was carried over and never asked; empty when one fits with consent."""
    proposal = shortlist.against(offer.gig, [offer.expert], timezone.localdate())[offer.expert.public_id]
    if not proposal.must_be_phoned:
        return []
    return list(Topic.objects.filter(pk__in={each.topic for each in proposal.lived}))


def _check_in_time(offer: Offer, by: Any) -> None:
    """A link and a page are good until the offer's time; a coordinator who has the person on the phone may be late."""
    if offer.is_late and not coordinator(by):
        raise TooLate(offer)


def _answer(offer: Offer, step: str, by: Any, **changes: Any) -> None:
    lock_gig(offer)
    OFFER.move(offer, step, by=by, answered_at=timezone.now(), answered_by=_channel(by), **changes)
    audit.record(f"gigs.{step}", by=by, thing=offer, subject=offer.expert, answered_by=offer.answered_by)
    take_from_outbox(offer)


def _channel(by: Any) -> str:
    if isinstance(by, str):
        return Offer.AnsweredBy.LINK
    return Offer.AnsweredBy.PHONE if coordinator(by) else Offer.AnsweredBy.SIGNED_IN

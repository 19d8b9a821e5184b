"""Messages when an agreed or asked gig is not held, or an expert cannot come after all."""

from kokemus.gigs import feeds
from kokemus.gigs.emails.reaching import tell_coordinator, tell_expert, tell_requester
from kokemus.gigs.models import Gig, Occasion, Offer
from kokemus.messaging.actions import Attachment


def _off_calendar(gig: Gig, occasions: list[Occasion], language: str) -> Attachment | None:
    if not occasions:
        return None
    return Attachment(
        "kokemus.ics", feeds.calendar(occasions, place=gig.address, language=language, cancelled=True)
    )


def cancelled_for_expert(offer: Offer, occasions: list[Occasion], *, is_paid: bool, was_chosen: bool) -> None:
    """The gig is cancelled; whoever was chosen hears whether it is paid all the same."""
    first = occasions[0] if occasions else offer.gig.occasions.first()
    context = {"offer": offer, "first": first, "is_paid": is_paid, "was_chosen": was_chosen}
    attachment = _off_calendar(offer.gig, occasions, offer.expert.language) if was_chosen else None
    tell_expert(offer.expert, offer.gig, "cancelled", context, about=offer.public_id, attachment=attachment)


def cancelled_for_requester(gig: Gig, occasions: list[Occasion], *, is_paid: bool, was_agreed: bool) -> None:
    """The gig is cancelled; a late one is paid all the same, and the requester hears it."""
    context = {"first": occasions[0] if occasions else gig.occasions.first(), "is_paid": is_paid}
    attachment = _off_calendar(gig, occasions, gig.language) if was_agreed else None
    tell_requester(gig, "cancelled_for_requester", context, attachment=attachment)


def cancelled_for_coordinator(gig: Gig) -> None:
    """The requester has cancelled by the link."""
    tell_coordinator(gig, "cancelled_for_coordinator", {"first": gig.occasions.first()})


def dropped_out(offer: Offer, occasions: list[Occasion], *, tell_the_coordinator: bool) -> None:
    """An expert cannot come: a receipt for them, and the requester and coordinator hear it."""
    gig, expert = offer.gig, offer.expert
    first = occasions[0] if occasions else gig.occasions.first()
    attachment = _off_calendar(gig, occasions, expert.language)
    tell_expert(
        expert,
        gig,
        "dropped_out",
        {"offer": offer, "first": first},
        about=offer.public_id,
        attachment=attachment,
    )
    tell_requester(gig, "looking_again", {"first": first})
    if tell_the_coordinator:
        tell_coordinator(gig, "dropped_out_for_coordinator", {"first": first})

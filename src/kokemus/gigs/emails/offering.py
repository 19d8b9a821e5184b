"""Messages around an offer: it is offered, withdrawn; the result after a yes."""

from kokemus.core import links
from kokemus.gigs.emails.reaching import OFFER, tell_expert
from kokemus.gigs.models import Offer


def offer_link(offer: Offer) -> str:
    """The expert's own link to the offer; opening it changes nothing."""
    return links.absolute("gigs:offer", links.token(OFFER, offer.public_id), language=offer.expert.language)


def offered(offer: Offer, *, unasked: bool) -> None:
    """A gig is offered. `unasked`: carried over from the old register, so a call and nothing in writing."""
    context = {
        "offer": offer,
        "link": offer_link(offer),
        "first": offer.gig.occasions.first(),
        "unasked": unasked,
    }
    tell_expert(offer.expert, offer.gig, "offered", context, about=offer.public_id, by_phone=unasked)


def withdrawn(offer: Offer) -> None:
    """The offer is not open any more; the expert need not answer."""
    context = {"offer": offer, "first": offer.gig.occasions.first()}
    tell_expert(offer.expert, offer.gig, "withdrawn", context, about=offer.public_id)


def not_chosen(offer: Offer) -> None:
    """Somebody said yes and another was chosen: told kindly, always."""
    context = {"offer": offer, "first": offer.gig.occasions.first()}
    tell_expert(offer.expert, offer.gig, "not_chosen", context, about=offer.public_id)

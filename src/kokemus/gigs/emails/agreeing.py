"""Messages when a gig is agreed. The requester's holds no name: the status page opens it after a code."""

from kokemus.gigs import feeds
from kokemus.gigs.emails.offering import offer_link
from kokemus.gigs.emails.reaching import tell_expert, tell_requester
from kokemus.gigs.models import Gig, Occasion, Offer
from kokemus.messaging.actions import Attachment


def chosen(offer: Offer, occasions: list[Occasion]) -> None:
    """The gig is agreed with this expert: when, where, whom to call, and the times as a calendar file."""
    expert, gig = offer.expert, offer.gig
    sheet = feeds.calendar(occasions, place=gig.address, language=expert.language)
    context = {"offer": offer, "link": offer_link(offer), "occasions": occasions, "first": occasions[0]}
    attachment = Attachment("kokemus.ics", sheet)
    tell_expert(expert, gig, "chosen", context, about=offer.public_id, attachment=attachment)


def agreed(gig: Gig, occasions: list[Occasion]) -> None:
    """The requester hears that somebody comes."""
    sheet = feeds.calendar(occasions, place=gig.address, language=gig.language)
    context = {"occasions": occasions, "first": occasions[0]}
    tell_requester(gig, "agreed", context, attachment=Attachment("kokemus.ics", sheet))

"""Messages after a gig: what were the hours? Subject and body tell the day, never a topic or a name."""

from kokemus.core import links
from kokemus.gigs.emails.reaching import common, tell_expert
from kokemus.gigs.models import Assignment, Gig
from kokemus.messaging.actions import Recipient, queue
from kokemus.messaging.models import Message

EXPERT_LINK, UNIT_LINK = "hours_expert", "hours_unit"  # what a token is good for


def expert_link(assignment: Assignment) -> str:
    """The expert's own link to confirm the hours."""
    token = links.token(EXPERT_LINK, assignment.public_id)
    return links.absolute("gigs:hours_by_expert", token, language=assignment.expert.language)


def unit_link(assignment: Assignment) -> str:
    """The unit's link to confirm the hours."""
    token = links.token(UNIT_LINK, assignment.public_id)
    return links.absolute("gigs:hours_by_unit", token, language=assignment.occasion.gig.language)


def expert_asked(assignment: Assignment) -> None:
    """Thanks for the gig; confirm the hours and the travel."""
    context = {"assignment": assignment, "occasion": assignment.occasion, "link": expert_link(assignment)}
    gig = assignment.occasion.gig
    tell_expert(assignment.expert, gig, "hours_asked", context, about=assignment.public_id)


def unit_asked(assignment: Assignment) -> None:
    """Confirm how long the expert was there: to who met the expert, else the requester, else the unit's contacts."""
    gig = assignment.occasion.gig
    context = common(gig) | {
        "assignment": assignment,
        "occasion": assignment.occasion,
        "link": unit_link(assignment),
    }
    addresses = unit_addresses(gig)
    for address in addresses:
        to = Recipient(address, language=gig.language)
        queue(template="gigs/hours_asked_of_unit", to=to, context=context, about=assignment.public_id)
    if not addresses:
        phone = gig.contact_phone or gig.requester_phone
        context["url"] = links.absolute("gigs:hours", gig.public_id)
        to = Recipient(phone, kind=Message.Kind.PHONE)
        queue(template="gigs/call_hours_asked_of_unit", to=to, context=context, about=assignment.public_id)


def unit_addresses(gig: Gig) -> list[str]:
    """Where the unit is asked."""
    for address in (gig.contact_email, gig.requester_email):
        if address:
            return [address]
    return list(gig.unit.contacts.filter(is_active=True).values_list("email", flat=True)) if gig.unit else []

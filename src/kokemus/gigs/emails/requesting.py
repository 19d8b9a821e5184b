"""Messages of a request's first days: confirm the address, the request has arrived, the code that opens a name."""

from kokemus.core import links
from kokemus.core.links import token
from kokemus.gigs.emails.reaching import common, tell_requester
from kokemus.gigs.models import Gig
from kokemus.messaging.actions import Recipient, queue

CONFIRM = "confirm"  # what the token of a confirmation link is good for


def confirmation_asked(gig: Gig) -> None:
    """Press the link to confirm the address; until then no coordinator sees the request."""
    url = links.absolute("gigs:confirm", token(CONFIRM, gig.public_id), language=gig.language)
    to = Recipient(gig.requester_email, language=gig.language)
    queue(template="gigs/confirmation_asked", to=to, context=common(gig) | {"url": url}, about=gig.public_id)


def received(gig: Gig) -> None:
    """The request is with a coordinator; here is the secret link and what happens next."""
    tell_requester(gig, "request_received", {})


def code_asked(gig: Gig, code: str) -> None:
    """Six digits that open the expert's name on the status page."""
    to = Recipient(gig.requester_email, language=gig.language)
    queue(template="gigs/code_asked", to=to, context=common(gig) | {"code": code}, about=gig.public_id)

"""By which channel a message of a gig goes: the expert's own, the requester's e-mail, else a call for a coordinator."""

from typing import Any

from kokemus.core import links
from kokemus.experts.emails import present
from kokemus.experts.models import Expert
from kokemus.gigs.models import Gig
from kokemus.messaging.actions import Attachment, Recipient, queue
from kokemus.messaging.models import Message
from kokemus.organisation.models import Coordinator, Organisation

STATUS, OFFER = "status", "offer"  # what a link's token is good for


def status_link(gig: Gig) -> str:
    """The requester's secret link to where the request stands."""
    return links.absolute("gigs:status", links.token(STATUS, gig.public_id), language=gig.language)


def common(gig: Gig) -> dict[str, Any]:
    """What every message of a gig may need: whom to call."""
    return {"gig": gig, "organisation": Organisation.current(), "coordinator": gig.coordinator}


def tell_expert(
    expert: Expert,
    gig: Gig,
    name: str,
    context: dict[str, Any],
    *,
    about: str,
    by_phone: bool = False,
    attachment: Attachment | None = None,
) -> Message | None:
    """One message by the expert's own channel; `by_phone` = nothing may be sent, somebody calls.

    Text messages and letters are calls too for now. Nothing goes to somebody who has left or died.
    """
    if not expert.is_living:
        return None
    if by_phone or expert.channel != Expert.Channel.EMAIL or not expert.email:
        return _call(expert.phone, gig, f"gigs/call_{name}", context, about=about, reference=expert.public_id)
    to = Recipient(expert.email, language=expert.language, reference=expert.public_id)
    return queue(
        template=f"gigs/{name}", to=to, context=common(gig) | context, about=about, attachment=attachment
    )


def tell_requester(
    gig: Gig, name: str, context: dict[str, Any], *, attachment: Attachment | None = None
) -> Message | None:
    """One message to the requester with the status link; a call when they have given no e-mail address."""
    if not gig.requester_email:
        return _call(gig.requester_phone, gig, f"gigs/call_{name}", context, about=gig.public_id)
    to = Recipient(gig.requester_email, language=gig.language)
    facts = common(gig) | {"status_link": status_link(gig)} | context
    return queue(template=f"gigs/{name}", to=to, context=facts, about=gig.public_id, attachment=attachment)


def tell_coordinator(
    gig: Gig, name: str, context: dict[str, Any], *, coordinator: Coordinator | None = None
) -> None:
    """One message to the gig's coordinator; the gig itself stands in the inbox whether or not it arrives."""
    coordinator = present(coordinator or gig.coordinator)
    if coordinator is None or not coordinator.user.email:
        return
    user = coordinator.user
    facts = (
        common(gig) | {"url": links.absolute("gigs:detail", gig.public_id, language=user.language)} | context
    )
    to = Recipient(user.email, language=user.language)
    queue(template=f"gigs/{name}", to=to, context=facts, about=gig.public_id)


def _call(
    phone: str, gig: Gig, template: str, context: dict[str, Any], *, about: str, reference: str = ""
) -> Message | None:
    """A call for a coordinator: what to say, and the gig's page. No topic, no name."""
    facts = common(gig) | {"url": links.absolute("gigs:detail", gig.public_id)} | context
    to = Recipient(phone, kind=Message.Kind.PHONE, reference=reference)
    return queue(template=template, to=to, context=facts, about=about)

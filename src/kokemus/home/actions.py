"""Acts of the composed pages."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.messaging import actions as messaging
from kokemus.messaging.models import Message
from kokemus.organisation.models import Coordinator


@transaction.atomic
def ask_for_call(*, name: str, phone: str, when: str, by: Any, who: Coordinator | None = None) -> None:
    """A call to make; it waits on every coordinator's start page, or on that of the one who was chosen.

    On a day of absence it is the stand-in's; the message's `about` names whose it is.
    """
    who = who.present(timezone.localdate()) if who else None
    message = messaging.queue(
        template="home/call_asked",
        to=messaging.Recipient(address=phone, kind=Message.Kind.PHONE),
        context={"name": name, "when": when, "who": who},
        about=who.user.public_id if who else "",
    )
    audit.record("home.ask_for_call", by=by, thing=message)

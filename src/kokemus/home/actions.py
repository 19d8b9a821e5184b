"""Acts of the composed pages."""

from typing import Any

from django.db import transaction

from kokemus.audit import actions as audit
from kokemus.messaging import actions as messaging
from kokemus.messaging.models import Message


@transaction.atomic
def ask_for_call(*, name: str, phone: str, when: str, by: Any) -> None:
    """A call for the coordinators to make; it waits on their start page."""
    message = messaging.queue(
        template="home/call_asked",
        to=messaging.Recipient(address=phone, kind=Message.Kind.PHONE),
        context={"name": name, "when": when},
    )
    audit.record("home.ask_for_call", by=by, thing=message)

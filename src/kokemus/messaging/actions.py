"""Put messages into the outbox, and take them out again when they must not go.

A message is a row written in the transaction of the act it tells of; `jobs.py` delivers it.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from kokemus.audit import actions as audit
from kokemus.messaging.models import Message, Stopped


@dataclass(frozen=True)
class Recipient:
    """Where a message goes. `reference` is the person's public id, empty for a requester, who has no account."""

    address: str
    kind: str = Message.Kind.EMAIL
    language: str = "fi"
    reference: str = ""


@dataclass(frozen=True)
class Attachment:
    """A text file that goes with an e-mail, e.g. an .ics."""

    name: str
    text: str


def queue(
    *,
    template: str,
    to: Recipient,
    context: dict[str, Any],
    about: str = "",
    attachment: Attachment | None = None,
) -> Message | None:
    """Write one message. `template` "gigs/offered" is rendered from `gigs/email/offered.txt` in the reader's language.

    The template's first line is the subject (an action and a date, never a topic or a name), the rest the body.
    `about` is the public id of the thing. Returns None, and sends nothing, to a person who has left or died.
    """
    if to.reference and Stopped.objects.filter(recipient=to.reference).exists():
        return None
    app, name = template.split("/")
    with translation.override(to.language):
        subject, _, body = render_to_string(f"{app}/email/{name}.txt", context).strip().partition("\n")
    return Message.objects.create(
        kind=to.kind,
        recipient=to.reference,
        about=about,
        template=template,
        address=to.address,
        language=to.language,
        subject=subject.strip()[:200],
        body=body.strip() + "\n",
        attachment_name=attachment.name if attachment else "",
        attachment=attachment.text if attachment else "",
    )


@transaction.atomic
def stop(*, recipient: str, by: Any) -> int:
    """Send nothing more to a person (left, deceased); returns how many waiting messages were cancelled."""
    Stopped.objects.get_or_create(recipient=recipient)
    cancelled = _cancel(Message.objects.to(recipient))
    audit.record("messaging.stop", by=by, cancelled=cancelled, recipient=recipient)
    return cancelled


@transaction.atomic
def resume(*, recipient: str, by: Any) -> None:
    """Let messages go again, when somebody came back or was marked by mistake."""
    Stopped.objects.filter(recipient=recipient).delete()
    audit.record("messaging.resume", by=by, recipient=recipient)


@transaction.atomic
def cancel(*, about: str, template: str = "") -> int:
    """Cancel the waiting messages of one thing (all, or those of one template); returns how many."""
    messages = Message.objects.about(about)
    return _cancel(messages.filter(template=template) if template else messages)


@transaction.atomic
def erase(*, about: str) -> None:
    """Delete the messages of a thing that is being forgotten, with their addresses."""
    Message.objects.about(about).delete()


def _cancel(messages: Any) -> int:
    return int(
        messages.filter(state=Message.State.WAITING).update(
            state=Message.State.CANCELLED, body="", attachment=""
        )
    )


@transaction.atomic
def finish_phone_task(*, message: Message, by: Any) -> None:
    """A coordinator has made the call."""
    Message.objects.phone_tasks().filter(pk=message.pk).update(
        state=Message.State.SENT, sent_at=timezone.now()
    )
    audit.record("messaging.finish_phone_task", by=by, thing=message)


@transaction.atomic
def retry(*, message: Message, by: Any) -> None:
    """Try a failed message again from the beginning."""
    Message.objects.filter(pk=message.pk, state=Message.State.FAILED).update(
        state=Message.State.WAITING, attempts=0, next_attempt_at=timezone.now(), error="", seen_at=None
    )
    audit.record("messaging.retry", by=by, thing=message)


@transaction.atomic
def mark_seen(*, message: Message, by: Any) -> None:
    """A coordinator has dealt with a message that could not be delivered."""
    Message.objects.undelivered().filter(pk=message.pk).update(seen_at=timezone.now())
    audit.record("messaging.mark_seen", by=by, thing=message)


@transaction.atomic
def forget(*, about: str) -> int:
    """Empty the words and addresses of every message of a thing that is erased; those that wait are cancelled."""
    _cancel(Message.objects.about(about))
    return Message.objects.about(about).update(
        address="", subject="", body="", attachment="", attachment_name="", error=""
    )

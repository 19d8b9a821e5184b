"""What `kokemus tick` does with the outbox: deliver by SMTP one by one, and forget old bodies.

A message is claimed in one transaction (SKIP LOCKED on PostgreSQL), sent outside any, and marked in another: a lost
connection or a killed process delays it, and never loses it. A process killed between sending and marking sends it
once more; the Message-ID is the same, so that mail programs show one.
"""

import datetime as dt
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from kokemus.messaging.models import Message, Stopped

MOST_ATTEMPTS = 6
WAITS = (1, 5, 30, 120, 600)  # minutes after the first, second … failed attempt
CLAIM_MINUTES = 10
BODY_DAYS = 30


class ServerDown(Exception):
    """The mail server does not answer or does not let us in: nothing that concerns one message."""


def deliver(*, limit: int = 200) -> tuple[int, int]:
    """Send what is due, at most `limit` messages; returns (sent, failed)."""
    _take_back_abandoned()
    sent = failed = 0
    mail = get_connection()
    for _ in range(limit):
        message = _claim()
        if message is None:
            break
        try:
            if _send(message, mail):
                sent += 1
            else:
                failed += 1
        except ServerDown:  # the next message would fare no better, and the other jobs wait
            failed += 1
            break
    mail.close()
    return sent, failed


def forget_bodies() -> int:
    """Empty the words of messages that were sent or given up 30 days ago; that they were sent stays on record."""
    before = timezone.now() - dt.timedelta(days=BODY_DAYS)
    old = Message.objects.filter(created_at__lt=before).exclude(
        state__in=[Message.State.WAITING, Message.State.SENDING]
    )
    return old.exclude(body="", attachment="").update(body="", attachment="")


def _take_back_abandoned() -> None:
    """Messages that a killed process had claimed wait again; those tried often enough are given up."""
    before = timezone.now() - dt.timedelta(minutes=CLAIM_MINUTES)
    abandoned = Message.objects.filter(state=Message.State.SENDING, claimed_at__lt=before)
    abandoned.filter(attempts__gte=MOST_ATTEMPTS).update(state=Message.State.FAILED, error="interrupted")
    abandoned.filter(attempts__lt=MOST_ATTEMPTS).update(state=Message.State.WAITING)


@transaction.atomic
def _claim() -> Message | None:
    """The next due e-mail, marked as being sent and its attempt counted."""
    due = Message.objects.due().filter(kind=Message.Kind.EMAIL).order_by("next_attempt_at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    message = due.first()
    if message is None:
        return None
    message.state = Message.State.SENDING
    message.claimed_at = timezone.now()
    message.attempts = F("attempts") + 1
    message.save(update_fields=["state", "claimed_at", "attempts"])
    message.refresh_from_db()
    return message


def _send(message: Message, mail: BaseEmailBackend) -> bool:
    """Deliver one claimed message; True when the mail server took it."""
    if message.recipient and Stopped.objects.filter(recipient=message.recipient).exists():
        return _mark(message, Message.State.CANCELLED, body="", attachment="", error="")
    try:
        _email(message, mail).send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        return _failed(message, error, forever=all(code >= 500 for code in codes))
    except smtplib.SMTPDataError as error:
        return _failed(message, error, forever=error.smtp_code >= 500)
    except ValueError as error:  # an address or a subject that cannot be one
        return _failed(message, error, forever=True)
    except (OSError, smtplib.SMTPException) as error:
        mail.close()
        _failed(message, error, forever=False)
        raise ServerDown from error
    _mark(message, Message.State.SENT, sent_at=timezone.now(), error="")
    return True


def _email(message: Message, mail: BaseEmailBackend) -> EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    email = EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.address],
        connection=mail,
        headers={"Message-ID": f"<{message.public_id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    if message.attachment:
        email.attach(message.attachment_name, message.attachment, "text/calendar")
    return email


def _failed(message: Message, error: Exception, *, forever: bool) -> bool:
    """Plan the next attempt, or give up: then the message comes to the coordinator."""
    reason = f"{type(error).__name__}: {error}"[:300]
    if forever or message.attempts >= MOST_ATTEMPTS:
        return _mark(message, Message.State.FAILED, error=reason)
    wait = dt.timedelta(minutes=WAITS[min(message.attempts, len(WAITS)) - 1])
    return _mark(message, Message.State.WAITING, error=reason, next_attempt_at=timezone.now() + wait)


def _mark(message: Message, state: str, **changes: object) -> bool:
    Message.objects.filter(pk=message.pk).update(state=state, **changes)
    return False

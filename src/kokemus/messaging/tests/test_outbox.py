"""The outbox: rows with the act, delivery by real SMTP, capped retries, nothing to those who left."""

import datetime as dt
import smtplib
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session
from django.db import transaction
from django.utils import timezone

from kokemus.messaging import actions, jobs
from kokemus.messaging.models import Message, Stopped

pytestmark = pytest.mark.django_db


class Inbox:
    """A mail server's handler that keeps what it took and can be told to refuse."""

    def __init__(self) -> None:
        self.letters: list[Envelope] = []
        self.answer = "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        self.letters.append(envelope)
        return "250 taken"


@pytest.fixture
def inbox(settings: Any) -> Iterator[Inbox]:
    handler = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield handler
    controller.stop()


def letter(**changes: Any) -> Message:
    fields = {
        "template": "t/x",
        "address": "a@example.org",
        "subject": "Vastaa viimeistään 27.11.",
        "body": "Hei äö\n",
    }
    return Message.objects.create(**{**fields, **changes})


def test_deliver_sends_one_by_one_and_marks_sent(inbox: Inbox) -> None:
    first, second = (
        letter(),
        letter(address="b@example.org", attachment_name="aika.ics", attachment="BEGIN:VCALENDAR"),
    )
    assert jobs.deliver() == (2, 0)
    assert [envelope.rcpt_tos for envelope in inbox.letters] == [["a@example.org"], ["b@example.org"]]
    assert first.public_id.encode() in inbox.letters[0].content
    assert b"text/calendar" in inbox.letters[1].content
    second.refresh_from_db()
    assert second.state == Message.State.SENT and second.sent_at


def test_deliver_sends_nothing_twice(inbox: Inbox) -> None:
    letter()
    jobs.deliver()
    jobs.deliver()
    assert len(inbox.letters) == 1


def test_message_rolled_back_is_never_sent(inbox: Inbox) -> None:
    with transaction.atomic():
        letter()
        transaction.set_rollback(True)
    jobs.deliver()
    assert inbox.letters == []


def test_deliver_waits_longer_each_time_and_gives_up_when_the_server_is_lost(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    message = letter()
    waits = []
    for _ in range(jobs.MOST_ATTEMPTS):
        Message.objects.update(next_attempt_at=timezone.now())
        assert jobs.deliver() == (0, 1)
        message.refresh_from_db()
        waits.append(message.next_attempt_at - timezone.now())
    assert waits[0] < waits[1] < waits[2]
    assert message.state == Message.State.FAILED and message.attempts == jobs.MOST_ATTEMPTS
    assert list(Message.objects.undelivered()) == [message]


def test_failed_message_goes_when_retried_after_the_server_is_back(inbox: Inbox) -> None:
    message = letter(state=Message.State.FAILED, attempts=6)
    actions.retry(message=message, by="tick")
    jobs.deliver()
    assert len(inbox.letters) == 1


@pytest.mark.parametrize(("answer", "state"), [("550 no such user", "failed"), ("451 later", "waiting")])
def test_refused_recipient_fails_at_once_only_when_for_ever(inbox: Inbox, answer: str, state: str) -> None:
    inbox.answer = answer
    message = letter()
    jobs.deliver()
    message.refresh_from_db()
    assert message.state == state and message.error


def test_message_of_a_killed_process_is_sent_later(inbox: Inbox) -> None:
    message = letter(state=Message.State.SENDING, claimed_at=timezone.now(), attempts=1)
    assert jobs.deliver() == (0, 0)
    Message.objects.filter(pk=message.pk).update(claimed_at=timezone.now() - dt.timedelta(minutes=11))
    assert jobs.deliver() == (1, 0)


def test_nothing_goes_to_somebody_who_is_stopped(inbox: Inbox) -> None:
    waiting = letter(recipient="person1")
    actions.stop(recipient="person1", by="tick")
    late = letter(recipient="person1")  # written by code that does not know
    jobs.deliver()
    assert inbox.letters == []
    waiting.refresh_from_db()
    late.refresh_from_db()
    assert waiting.state == late.state == Message.State.CANCELLED


def test_control_without_the_stop_the_message_goes(inbox: Inbox) -> None:
    actions.stop(recipient="person1", by="tick")
    Stopped.objects.all().delete()
    letter(recipient="person1")
    jobs.deliver()
    assert len(inbox.letters) == 1


def test_bodies_are_forgotten_after_thirty_days() -> None:
    old, new = letter(state=Message.State.SENT), letter(state=Message.State.SENT)
    Message.objects.filter(pk=old.pk).update(created_at=timezone.now() - dt.timedelta(days=31))
    assert jobs.forget_bodies() == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert old.body == "" and new.body


def test_subject_with_a_line_break_cannot_add_headers(inbox: Inbox) -> None:
    message = letter(subject="x\nBcc: c@example.org")
    jobs.deliver()
    message.refresh_from_db()
    assert message.state == Message.State.FAILED
    assert inbox.letters == []


def test_server_that_lets_nobody_in_fails_no_message_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: object) -> int:
        raise smtplib.SMTPAuthenticationError(535, b"expired")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    letters = [letter(), letter()]
    assert jobs.deliver() == (0, 1)  # the second would fare no better
    for message in letters:
        message.refresh_from_db()
        assert message.state == Message.State.WAITING
    assert [message.attempts for message in letters] == [1, 0]


def test_attachment_of_a_cancelled_message_is_forgotten_too() -> None:
    letter(about="gig1", attachment_name="aika.ics", attachment="BEGIN:VCALENDAR")
    actions.cancel(about="gig1")
    assert Message.objects.get().attachment == ""

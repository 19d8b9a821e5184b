"""A mail server that keeps what `kokemus tick` sends, and the person who opens the link in a message."""

import email
import email.policy
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session

from kokemus.messaging import jobs

LINK = re.compile(r"http://\S+")


class Mailbox:
    """Everybody's mailbox."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        """Take a message."""
        content = envelope.content
        assert isinstance(content, bytes)
        letter = email.message_from_bytes(content, policy=email.policy.default)
        self.letters.append(letter)
        return "250 taken"

    def newest(self, address: str, subject: str = "") -> EmailMessage:
        """The newest message to an address after everything due has been sent."""
        sent, failed = jobs.deliver()
        assert not failed
        mine = [each for each in self.letters if address in each["To"] and subject in each["Subject"]]
        assert mine, f"nothing to {address} ({subject!r}); {sent} sent just now"
        return mine[-1]

    def link(self, address: str, subject: str = "") -> str:
        """The first link in the newest message to an address."""
        found = LINK.search(words(self.newest(address, subject)))
        assert found
        return found[0]

    def code(self, address: str, form: str = r"^\d{6}$") -> str:
        """The code in the newest message to an address."""
        found = re.search(form, words(self.newest(address)), re.MULTILINE)
        assert found
        return found[0]


def words(letter: EmailMessage) -> str:
    """The text of a message."""
    body = letter.get_body(("plain",))
    assert body is not None
    return "\n".join(str(body.get_content()).splitlines())


def calendar(letter: EmailMessage) -> str:
    """The calendar file that came with a message."""
    (attached,) = list(letter.iter_attachments())
    content = attached.get_content()
    return content if isinstance(content, str) else content.decode()


@contextmanager
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """A mail server on a free port of this machine, to which the settings send."""
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield box
    controller.stop()

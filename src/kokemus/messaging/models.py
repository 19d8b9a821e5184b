"""The outbox: every message that goes to a person, whatever its channel, and what became of it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokemus.core.models import PublicModel


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages in business words."""

    def due(self) -> Self:
        """Waiting, and their time has come."""
        return self.filter(state=Message.State.WAITING, next_attempt_at__lte=timezone.now())

    def undelivered(self) -> Self:
        """Given up on and not yet looked at by a coordinator."""
        return self.filter(state=Message.State.FAILED, seen_at=None)

    def phone_tasks(self) -> Self:
        """Calls that a coordinator still has to make."""
        return self.filter(kind=Message.Kind.PHONE, state=Message.State.WAITING)

    def about(self, reference: str) -> Self:
        """Messages of one thing (public id)."""
        return self.filter(about=reference)

    def to(self, recipient: str) -> Self:
        """Messages of one person (public id)."""
        return self.filter(recipient=recipient)


class Message(PublicModel):
    """One message. A row is written in the same transaction as the act that it tells of; `kokemus tick` sends it."""

    class Kind(models.TextChoices):
        """The channel."""

        EMAIL = "email", _("e-mail")
        SMS = "sms", _("text message")
        LETTER = "letter", _("letter")
        PHONE = "phone", _("phone call")

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("not delivered")
        CANCELLED = "cancelled", _("cancelled")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.EMAIL)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, db_index=True)
    recipient = models.CharField(
        max_length=16, blank=True, help_text="public id of the person, empty for a requester"
    )
    about = models.CharField(max_length=16, blank=True, db_index=True, help_text="public id of the thing")
    template = models.CharField(max_length=60, help_text="which message this is, e.g. gigs/offered")
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=10, default="fi")
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True, help_text="emptied 30 days after it was sent")
    attachment_name = models.CharField(max_length=80, blank=True)
    attachment = models.TextField(blank=True, help_text="an .ics file as text")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(
        null=True, blank=True, help_text="when a coordinator dealt with the failure"
    )
    error = models.CharField(max_length=300, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["next_attempt_at"], name="outbox_due", condition=Q(state="waiting")),
            models.Index(fields=["recipient"]),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.state}"


class Stopped(models.Model):
    """A person to whom nothing may be sent any more (left, deceased): the outbox refuses, whoever asks."""

    recipient = models.CharField(max_length=16, unique=True)
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.recipient

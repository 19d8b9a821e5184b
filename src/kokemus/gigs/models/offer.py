"""A gig offered to one expert, and what became of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokemus.core.models import PublicModel
from kokemus.experts.models import Expert
from kokemus.gigs.models.gig import Gig


class OfferQuerySet(models.QuerySet["Offer"]):
    """Offers in business words."""

    def open(self) -> Self:
        """Sent, unanswered, still in time."""
        return self.filter(state=Offer.State.SENT, expires_at__gt=timezone.now())

    def overdue(self) -> Self:
        """Sent, unanswered, out of time: the job makes them EXPIRED."""
        return self.filter(state=Offer.State.SENT, expires_at__lte=timezone.now())

    def undecided(self) -> Self:
        """Answered yes and neither chosen nor not chosen: somebody waits to hear."""
        return self.filter(state=Offer.State.YES)


class Offer(PublicModel):
    """A gig offered to one expert (keikkaehdotus)."""

    class State(models.TextChoices):
        """SENT → YES | ANOTHER_TIME | NO | EXPIRED | WITHDRAWN; after yes CHOSEN | NOT_CHOSEN."""

        SENT = "sent", _("waits for an answer")
        YES = "yes", _("yes")
        ANOTHER_TIME = "another_time", _("another time")
        NO = "no", _("no")
        EXPIRED = "expired", _("no answer in time")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CHOSEN = "chosen", _("chosen")
        NOT_CHOSEN = "not_chosen", _("not chosen")

    class AnsweredBy(models.TextChoices):
        """How the answer came."""

        LINK = "link", _("by the link")
        SIGNED_IN = "signed_in", _("signed in")
        PHONE = "phone", _("by phone, recorded by the coordinator")

    gig = models.ForeignKey(Gig, on_delete=models.CASCADE, related_name="offers")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="offers")
    state = models.CharField(max_length=12, choices=State, default=State.SENT, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    short_time_reason = models.CharField(
        max_length=200, blank=True, help_text="why less than 48 hours to think"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=10, choices=AnsweredBy, blank=True)
    another_time = models.CharField(_("another time that would suit"), max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reasons = models.JSONField(default=list, help_text="why proposed, as shown when asked")

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gig", "expert"],
                condition=~Q(state__in=["withdrawn", "expired", "no", "another_time", "not_chosen"]),
                name="one_standing_offer",
            )
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_late(self) -> bool:
        """Whether the time to answer has run out, also before the job has noticed."""
        return self.state == self.State.SENT and self.expires_at <= timezone.now()

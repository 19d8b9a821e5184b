"""When an expert can, and what already binds them. Overlap, rest and the calendar feed read only Commitment."""

import datetime as dt
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kokemus.core.models import PublicModel
from kokemus.experts.models.expert import Expert


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Commitments in business words."""

    def standing(self) -> Self:
        """Not cancelled."""
        return self.filter(cancelled_at=None)

    def overlapping(self, starts_at: dt.datetime, ends_at: dt.datetime) -> Self:
        """Those that share time with [starts_at, ends_at)."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


class Commitment(PublicModel):
    """A time when a person is bound, written by the app that binds: gig, course day, meeting, talk, leave, a post."""

    class Kind(models.TextChoices):
        """What binds."""

        GIG = "gig", _("gig")
        COURSE = "course", _("course day")
        MEETING = "meeting", _("meeting")
        TALK = "talk", _("talk")
        LEAVE = "leave", _("leave")

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="commitments")
    kind = models.CharField(max_length=10, choices=Kind)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reference = models.CharField(max_length=16, blank=True, help_text="public id of what binds")
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["expert", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="commitment_takes_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_at:%Y-%m-%d %H:%M}"


class PauseQuerySet(models.QuerySet["Pause"]):
    """Pauses in business words."""

    def on(self, day: dt.date) -> Self:
        """Pauses that cover a day."""
        return self.filter(starts_on__lte=day).filter(models.Q(ends_on=None) | models.Q(ends_on__gte=day))


class Pause(models.Model):
    """A pause at any time, without a reason; open when `ends_on` is empty."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="pauses")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    words = models.CharField(max_length=200, blank=True, help_text="as the old register said it")

    objects = PauseQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]

    def __str__(self) -> str:
        return f"{self.starts_on}–{self.ends_on or ''}"


class Unavailability(models.Model):
    """A weekly time when the expert cannot: availability is everything else."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="unavailabilities")
    weekday = models.PositiveSmallIntegerField(
        _("weekday"), null=True, blank=True, help_text="0 = Monday; empty = every day"
    )
    starts = models.TimeField(_("from"), default=dt.time(0, 0))
    ends = models.TimeField(_("until"), default=dt.time(23, 59))

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="unavailability_takes_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts}–{self.ends}"

"""The append-only log of changes and of the reading of personal data. Opaque ids, no foreign keys, no names."""

import datetime as dt
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EntryQuerySet(models.QuerySet["Entry"]):
    """The log in business words."""

    def about(self, subject_id: str) -> Self:
        """Everything that concerns one person (their public id)."""
        return self.filter(subject_id=subject_id)

    def of(self, thing_id: str) -> Self:
        """The history of one thing (its public id)."""
        return self.filter(thing_id=thing_id)

    def reading(self) -> Self:
        """Only the times when somebody looked."""
        return self.filter(kind=Entry.Kind.READ)

    def changes(self) -> Self:
        """Only what was done."""
        return self.filter(kind=Entry.Kind.CHANGE)

    def matching(
        self,
        *,
        person: str = "",
        actor: str = "",
        kind: str = "",
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> Self:
        """Lines that fit everything that was asked; the days are Helsinki's and both are included."""
        found = self
        for field, value in (("subject_id", person), ("actor_id", actor), ("kind", kind)):
            if value:
                found = found.filter(**{field: value})
        if since:
            found = found.filter(at__date__gte=since)
        if until:
            found = found.filter(at__date__lte=until)
        return found


class Entry(models.Model):
    """One line of the log; database triggers refuse to change or delete it (core.triggers)."""

    class Kind(models.TextChoices):
        """What kind of event."""

        CHANGE = "change", _("change")
        READ = "read", _("looked")
        SIGN_IN = "sign_in", _("sign-in")

    at = models.DateTimeField(default=timezone.now, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind)
    actor_id = models.CharField(
        max_length=16, blank=True, help_text="public id of the user; empty = the system"
    )
    actor_role = models.CharField(
        max_length=40, blank=True, help_text="what they acted as; 'link' = by a secret link"
    )
    verb = models.CharField(max_length=60, help_text="e.g. gigs.choose")
    thing_type = models.CharField(max_length=40, blank=True)
    thing_id = models.CharField(max_length=16, blank=True, db_index=True)
    subject_id = models.CharField(
        max_length=16, blank=True, db_index=True, help_text="the person whose data it is"
    )
    purpose = models.CharField(max_length=200, blank=True)
    details = models.JSONField(
        default=dict, blank=True, help_text="field names and states, never their contents"
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_id", "kind", "at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.thing_id}"

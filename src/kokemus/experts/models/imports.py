"""The carrying over of an old register: what was read, what became of each row, and how to undo it."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kokemus.core.models import PublicModel
from kokemus.experts.models.expert import Expert

KEPT_DAYS = 30


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Imports in business words."""

    def light(self) -> Self:
        """Without the file and the plan, for lists."""
        return self.defer("content", "plan")

    def forgettable(self, now: dt.datetime) -> Self:
        """Those whose personal data are no longer needed: done, undone or left lying 30 days ago."""
        old = now - dt.timedelta(days=KEPT_DAYS)
        done = models.Q(done_at__lt=old) | models.Q(done_at=None, created_at__lt=old)
        return self.filter(done, forgotten_at=None)


class ImportRun(PublicModel):
    """One file that was brought in. Its personal data are emptied 30 days after it was carried out."""

    class State(models.TextChoices):
        """planned → done → undone, or dropped."""

        PLANNED = "planned", _("being looked at")
        DONE = "done", _("carried out")
        UNDONE = "undone", _("undone")
        DROPPED = "dropped", _("given up")

    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(
        help_text="the file itself, so that columns can be assigned anew; emptied when carried out"
    )
    columns = models.JSONField(default=dict, help_text="importer.Override by sheet, assigned by hand")
    answers = models.JSONField(default=dict, help_text="answers to questions about whole columns")
    plan = models.TextField(blank=True, help_text="importer.Plan without its rows, as JSON")
    planned_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.public_id

    @property
    def undo_until(self) -> dt.datetime | None:
        """Until when the import can be undone; None when it has not been carried out."""
        return self.done_at + dt.timedelta(days=KEPT_DAYS) if self.done_at else None


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    """Rows in business words."""

    def new(self) -> Self:
        """Rows of people who are not in the register."""
        return self.filter(outcome=ImportRow.Outcome.NEW)

    def same(self) -> Self:
        """Rows of people who are on another row or in the register."""
        return self.filter(outcome=ImportRow.Outcome.SAME)

    def waiting(self) -> Self:
        """Rows of which nothing can be carried over before a question is answered."""
        return self.filter(outcome=ImportRow.Outcome.TO_DECIDE)

    def asking(self) -> Self:
        """Rows that can be carried over, with something still to ask about."""
        outcomes = (ImportRow.Outcome.NEW, ImportRow.Outcome.SAME)
        return self.filter(open_questions__gt=0, outcome__in=outcomes)

    def skipped(self) -> Self:
        """Rows left out by choice."""
        return self.filter(outcome=ImportRow.Outcome.SKIPPED)

    def done(self) -> Self:
        """Rows that have been carried over."""
        return self.exclude(done_at=None)

    def ready(self) -> Self:
        """Rows that can be carried over and have not been."""
        outcomes = (ImportRow.Outcome.NEW, ImportRow.Outcome.SAME)
        return self.filter(done_at=None, outcome__in=outcomes)


class ImportRow(models.Model):
    """What one row of the file becomes, and became."""

    class Outcome(models.TextChoices):
        """New person, the same as somebody, left to decide, or left out by choice."""

        NEW = "new", _("new")
        SAME = "same", _("same person")
        TO_DECIDE = "to_decide", _("to be decided")
        SKIPPED = "skipped", _("left out")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=120)
    row_number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    plan = models.TextField(blank=True, help_text="importer.Plan of this row alone, as JSON")
    answers = models.JSONField(default=dict, help_text="question → answer")
    take = models.JSONField(
        null=True, help_text="fields taken of a row about a known person; null: as proposed"
    )
    open_questions = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    expert = models.ForeignKey(Expert, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    changes = models.JSONField(
        default=dict, help_text="what was changed of whom was there before, for undoing"
    )
    kept_because = models.CharField(max_length=40, blank=True, help_text="why undoing left the person")

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "outcome"])]
        constraints = [
            models.UniqueConstraint(fields=["run", "sheet", "row_number"], name="a_row_of_a_sheet_once")
        ]

    def __str__(self) -> str:
        return f"{self.sheet}:{self.row_number}"

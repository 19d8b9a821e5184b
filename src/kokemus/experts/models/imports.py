"""The carrying over of an old register: what was read, what became of each row, and how to undo it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kokemus.core.models import PublicModel
from kokemus.experts.models.expert import Expert


class ImportRun(PublicModel):
    """One file that was brought in. The plan holds personal data and is emptied 30 days after it was carried out."""

    class State(models.TextChoices):
        """planned → done → undone, or dropped."""

        PLANNED = "planned", _("being looked at")
        DONE = "done", _("carried out")
        UNDONE = "undone", _("undone")
        DROPPED = "dropped", _("given up")

    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(
        help_text="the file itself, so that columns can be assigned anew; emptied when done"
    )
    columns = models.JSONField(default=dict, help_text="columns assigned by hand, by sheet")
    answers = models.JSONField(default=dict, help_text="what was decided for rows and questions")
    plan = models.JSONField(default=dict, help_text="importer.Plan as JSON")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.public_id


class ImportRow(models.Model):
    """What one row of the file became."""

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
    expert = models.ForeignKey(Expert, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    changes = models.JSONField(default=dict, help_text="field → value before, for undoing")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.sheet}:{self.row_number}"

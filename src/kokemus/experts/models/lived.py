"""What an expert has lived: topic, perspective, services used."""

from typing import Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kokemus.experts.models.consent import Consent, Purpose
from kokemus.experts.models.expert import Expert
from kokemus.topics.models import Service, Topic


class Perspective(models.TextChoices):
    """Whose experience it is."""

    OWN = "own", _("own experience")
    CLOSE_ONE = "close_one", _("as a close one")
    UNKNOWN = "unknown", _("own or a close one's: not asked")


class ExperienceQuerySet(models.QuerySet["Experience"]):
    """Experiences in business words."""

    def of_topics(self, topics: "list[int]") -> Self:
        """Experiences of these topics or of their sub-topics."""
        return self.filter(models.Q(topic__in=topics) | models.Q(topic__parent__in=topics))

    def counted(self) -> Self:
        """What the public numbers count: of those who may be asked, the topics for which they said yes to it."""
        said_yes = Consent.objects.living().filter(
            purpose=Purpose.COUNTING, expert=models.OuterRef("expert"), topic=models.OuterRef("topic")
        )
        return self.filter(
            models.Exists(said_yes), expert__in=Expert.objects.askable(), topic__is_active=True
        )

    def people(self) -> int:
        """How many people tell of them."""
        return self.order_by().values("expert").distinct().count()

    def people_by_area(self) -> dict[int, int]:
        """How many people tell of each topic area (key); one who tells of several is in each of them, once."""
        rows = self.order_by().annotate(area=Coalesce("topic__parent", "topic")).values("area")
        counted = rows.annotate(people=models.Count("expert", distinct=True))
        return {row["area"]: row["people"] for row in counted}


class Experience(models.Model):
    """One topic that one expert can tell of, from one perspective."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="experiences")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="experiences")
    perspective = models.CharField(
        _("perspective"), max_length=10, choices=Perspective, default=Perspective.UNKNOWN
    )
    services = models.ManyToManyField(
        Service, blank=True, related_name="experiences", verbose_name=_("services used")
    )
    is_carried_over = models.BooleanField(
        default=False, help_text="from the old register, consent not asked yet"
    )
    words = models.CharField(max_length=300, blank=True, help_text="as the old register said it")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ExperienceQuerySet.as_manager()

    class Meta:
        ordering = ["topic__position", "perspective"]
        constraints = [
            models.UniqueConstraint(
                fields=["expert", "topic", "perspective"], name="one_experience_per_perspective"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.perspective}"

"""Recruiting needs: topics of orders that nobody could answer."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from django.db import models
from django.db.models import Count, Max

from kokemus.topics.models import Topic

SMALLEST_SHOWN = 5  # product.md, promise 12: smaller numbers are not told outside


@dataclass(frozen=True)
class Sought:
    """A topic of which people are sought: how many orders could not be answered, and the latest of them."""

    topic: Topic
    times: int
    last_asked_on: dt.date

    @property
    def times_told(self) -> int | None:
        """The number as the public may hear it."""
        return self.times if self.times >= SMALLEST_SHOWN else None


class RecruitingNeedQuerySet(models.QuerySet["RecruitingNeed"]):
    """Needs in business words."""

    def open(self) -> Self:
        """Those that have not been met or given up."""
        return self.filter(closed_at=None)

    def sought(self) -> list[Sought]:
        """Each topic once, most often asked first, of equals the one asked latest."""
        counted = {
            row["topic"]: row
            for row in self.values("topic").annotate(times=Count("pk"), last=Max("asked_on")).order_by()
        }
        topics = Topic.objects.active().filter(pk__in=counted).select_related("parent")
        found = [Sought(each, counted[each.pk]["times"], counted[each.pk]["last"]) for each in topics]
        return sorted(found, key=lambda each: (-each.times, -each.last_asked_on.toordinal()))


class RecruitingNeed(models.Model):
    """One topic of one order that nobody could answer. It knows no order and no person."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RecruitingNeedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.topic_id} {self.asked_on}"

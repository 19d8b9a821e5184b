"""Coordinators, when they are away, and who gets what arrives."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kokemus.organisation import routing
from kokemus.topics.models import Topic


class Coordinator(models.Model):
    """A coordinator as others see them: name, role, phone, hours."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="coordinator"
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    phone_hours = models.CharField(_("phone hours"), max_length=120, blank=True)
    stand_in = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="stands_in_for"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.user)

    def present(self, on: dt.date) -> "Coordinator":
        """The coordinator, or the stand-in on a day of absence."""
        is_away = self.stand_in is not None and self.absences.on(on).exists()
        return self.stand_in if self.stand_in and is_away else self


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Absences in business words."""

    def on(self, day: dt.date) -> Self:
        """Absences that cover a day."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Absence(models.Model):
    """Days when a coordinator is away and the stand-in answers."""

    coordinator = models.ForeignKey(Coordinator, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="absence_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}–{self.ends_on}"


class Route(models.Model):
    """Who gets what arrives: one row of the table door × topic area. A row without an area is the door's default."""

    class Door(models.TextChoices):
        """The questions that bring people in."""

        MORE = "more", _("wants to know more")
        JOIN = "join", _("wants to become an expert")
        REQUEST = "request", _("looks for an expert")
        TALK = "talk", _("wants to talk")
        FEEDBACK = "feedback", _("gives feedback")

    door = models.CharField(_("door"), max_length=10, choices=Door)
    area = models.ForeignKey(
        Topic,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        limit_choices_to={"parent": None},
        verbose_name=_("topic area"),
    )
    coordinator = models.ForeignKey(Coordinator, on_delete=models.PROTECT, related_name="routes")

    class Meta:
        ordering = ["door", "area__position"]
        constraints = [
            models.UniqueConstraint(fields=["door", "area"], name="one_route_per_door_and_area"),
            models.UniqueConstraint(
                fields=["door"], name="one_default_route_per_door", condition=models.Q(area=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.door} × {self.area or '*'} → {self.coordinator}"

    @classmethod
    def coordinator_for(
        cls, *, door: str, areas: list[int], on: dt.date, anybody: bool = True
    ) -> "Coordinator | None":
        """Who gets what comes in by this door with topics of these areas (keys, repeated as often as named).

        With `anybody` False nobody gets what no row of the table takes: all see it in the shared queue.
        """
        coordinators = {
            each.pk: each for each in Coordinator.objects.filter(user__is_active=True).select_related("user")
        }
        key = routing.route(
            door=door,
            areas=areas,
            routes=list(cls.objects.filter(door=door, coordinator__in=coordinators)),
            stand_ins={each.pk: each.stand_in_id for each in coordinators.values()},
            away=set(Absence.objects.on(on).values_list("coordinator_id", flat=True)),
            anybody=anybody,
        )
        return coordinators.get(key) if key else None

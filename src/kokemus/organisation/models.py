"""The organisation that runs the programme: its name and contacts, units, cost centres, coordinators and routing."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kokemus.core.models import PublicModel
from kokemus.organisation import routing
from kokemus.topics.models import Service, Topic


class Organisation(models.Model):
    """The one organisation of this installation (row 1); made by migrate, edited by the admin."""

    name = models.CharField(_("name"), max_length=120, default="Esimerkkilän hyvinvointialue")
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    phone_hours = models.CharField(_("phone hours"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    lead_time_days = models.PositiveSmallIntegerField(_("lead time, days"), default=14)
    status_link_days = models.PositiveSmallIntegerField(
        _("days after the gig for which the status link names the expert"), default=14
    )
    answer_days = models.PositiveSmallIntegerField(
        _("days to answer a question, working days"), default=5, validators=[MinValueValidator(1)]
    )
    forget_days = models.PositiveSmallIntegerField(
        _("days after the answer until a question is erased"), default=180, validators=[MinValueValidator(1)]
    )
    accident_cover = models.TextField(_("accident cover"), blank=True)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Organisation":
        """The organisation's row; unsaved defaults before the first migrate has made it."""
        return cls.objects.first() or cls()


class CostCentre(models.Model):
    """Who pays inside the organisation. Its code goes to payroll; its name never does."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    checkers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="checks_for")
    approvers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="approves_for")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Unit(PublicModel):
    """A unit of the organisation that asks for experts."""

    name = models.CharField(_("name"), max_length=120)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT)
    cost_centre = models.ForeignKey(CostCentre, null=True, blank=True, on_delete=models.PROTECT)
    place = models.CharField(_("municipality"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    contacts = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="contact_for")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


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

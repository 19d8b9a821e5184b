"""What is done with experts: in each service, in projects, and by an expert employed full time."""

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokemus.core.i18n import Written
from kokemus.organisation.models.organisation import Unit
from kokemus.topics.models import Service


class Cooperation(models.Model):
    """How far one of the county's services has come with experts by experience."""

    class State(models.TextChoices):
        """From a plan to every day."""

        PLANNED = "planned", _("being planned")
        TRIED = "tried", _("being tried")
        DAILY = "daily", _("everyday practice")

    service = models.OneToOneField(
        Service, on_delete=models.CASCADE, related_name="cooperation", verbose_name=_("service")
    )
    state = models.CharField(_("state of co-operation"), max_length=10, choices=State, default=State.PLANNED)
    done_fi = models.TextField(blank=True)
    done_sv = models.TextField(blank=True)
    done_en = models.TextField(blank=True)
    begin_fi = models.TextField(blank=True)
    begin_sv = models.TextField(blank=True)
    begin_en = models.TextField(blank=True)
    contact = models.CharField(_("who answers"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)

    done = Written("done")
    begin = Written("begin")

    class Meta:
        ordering = ["service__position"]

    def __str__(self) -> str:
        return str(self.service)

    @property
    def state_kind(self) -> str:
        """The state's kind of status tag."""
        return {self.State.DAILY: "ok", self.State.TRIED: "attention"}.get(self.State(self.state), "neutral")


class ProjectQuerySet(models.QuerySet["Project"]):
    """Projects in business words."""

    def by_state(self) -> "models.QuerySet[Project]":
        """Those that run first, then the planned ones, the ended ones last."""
        order = (Project.State.RUNNING, Project.State.PLANNED, Project.State.ENDED)
        place = Case(*(When(state=state, then=Value(n)) for n, state in enumerate(order)))
        return self.order_by(place, "-starts_on", "name_fi")


class Project(models.Model):
    """A project in which experts take part."""

    class State(models.TextChoices):
        """Where a project is."""

        PLANNED = "planned", _("being planned")
        RUNNING = "running", _("running")
        ENDED = "ended", _("ended")

    name_fi = models.CharField(max_length=120)
    name_sv = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    part_fi = models.TextField()
    part_sv = models.TextField(blank=True)
    part_en = models.TextField(blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    services = models.ManyToManyField(
        Service, blank=True, related_name="projects", verbose_name=_("services")
    )
    contact = models.CharField(_("who answers"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    web = models.URLField(_("web address"), blank=True)

    name = Written("name")
    part = Written("part")
    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["name_fi"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="project_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state_kind(self) -> str:
        """The state's kind of status tag."""
        return "ok" if self.state == self.State.RUNNING else "neutral"


class Post(models.Model):
    """An expert by experience employed in a unit. Nobody is named unless the unit and the person want it."""

    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="posts",
        verbose_name=pgettext_lazy("of an organisation", "unit"),
    )
    what_fi = models.TextField()
    what_sv = models.TextField(blank=True)
    what_en = models.TextField(blank=True)
    reach_fi = models.CharField(max_length=200)
    reach_sv = models.CharField(max_length=200, blank=True)
    reach_en = models.CharField(max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    person = models.CharField(_("name of the person"), max_length=80, blank=True)
    is_active = models.BooleanField(_("shown to the public"), default=True)

    what = Written("what")
    reach = Written("reach")

    class Meta:
        ordering = ["unit__name"]

    def __str__(self) -> str:
        return str(self.unit)

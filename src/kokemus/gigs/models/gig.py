"""A gig, its occasions, and the questions put to its requester."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokemus.accounts.models import made_in_demo
from kokemus.core.models import PublicModel
from kokemus.experts.models import Audience, Expert
from kokemus.fees.models import WorkingForm
from kokemus.organisation.models import Coordinator, CostCentre, Unit
from kokemus.topics.models import Role, Topic


class GigQuerySet(models.QuerySet["Gig"]):
    """Gigs in business words."""

    def visible_to(self, user: Any) -> Self:
        """Coordinators see all; an expert those they were asked to; a unit contact the unit's own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_role("coordinator"):
            return self.arrived()
        mine = Q(pk__in=[])
        if user.has_role("expert"):
            mine |= Q(offers__expert__user=user)
        if user.has_role("unit_contact"):
            mine |= Q(unit__contacts=user)
        return self.arrived().filter(mine).distinct()

    def arrived(self) -> Self:
        """Without web requests whose e-mail address nobody has confirmed."""
        return self.exclude(confirmed_at=None)

    def unconfirmed(self) -> Self:
        """Web requests that wait for their e-mail confirmation."""
        return self.filter(confirmed_at=None)

    def running(self) -> Self:
        """Neither closed nor cancelled nor unmet."""
        return self.filter(state__in=Gig.RUNNING)


class Gig(PublicModel):
    """What a requester asks for. A requested thing is a Gig in state REQUESTED."""

    class State(models.TextChoices):
        """The course of a gig (product.md)."""

        REQUESTED = "requested", _("new")
        OPEN = "open", _("being looked for")
        OFFERED = "offered", _("asked")
        AGREED = "agreed", _("agreed")
        DONE = "done", _("done")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")
        UNMET = "unmet", _("nobody could")

    class Perspective(models.TextChoices):
        """Whose experience is wished for."""

        OWN = "own", _("own experience")
        CLOSE_ONE = "close_one", _("a close one's experience")
        ANY = "any", _("either")

    class Place(models.TextChoices):
        """Where it happens."""

        ON_SITE = "on_site", _("on site")
        REMOTE = "remote", _("remotely")
        EITHER = "either", _("either")

    class Recording(models.TextChoices):
        """Whether it is recorded; media and cameras need the expert's own yes."""

        NO = "no", _("not recorded")
        YES = "yes", _("recorded or photographed")
        UNKNOWN = "unknown", _("not known yet")

    class CancelledBy(models.TextChoices):
        """Who cancelled."""

        REQUESTER = "requester", _("the requester")
        EXPERT = "expert", _("the expert")
        COORDINATOR = "coordinator", _("the coordinator")

    RUNNING = (State.REQUESTED, State.OPEN, State.OFFERED, State.AGREED, State.DONE)

    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED, db_index=True)
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="e-mail confirmed, or entered by a coordinator"
    )
    coordinator = models.ForeignKey(Coordinator, null=True, on_delete=models.PROTECT, related_name="gigs")
    source = models.CharField(
        max_length=10, default="web", help_text="web | phone | past (entered after it was done)"
    )
    is_complete = models.BooleanField(
        default=True, help_text="a coordinator may leave it incomplete and finish later"
    )
    # what
    goal = models.TextField(_("what for"))
    role = models.ForeignKey(Role, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("role"))
    topics = models.ManyToManyField(Topic, blank=True, related_name="gigs", verbose_name=_("topics"))
    perspective = models.CharField(
        _("whose experience"), max_length=10, choices=Perspective, default=Perspective.ANY
    )
    experts_needed = models.PositiveSmallIntegerField(_("how many experts"), default=1)
    languages = models.JSONField(_("languages"), default=list, help_text='codes: ["fi"]')
    # for whom
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.OWN_UNITS)
    audience_description = models.CharField(_("to whom the expert speaks"), max_length=300, blank=True)
    with_minors = models.BooleanField(_("minors, older or disabled people take part"), default=False)
    # where
    place_kind = models.CharField(
        _("on site or remotely"), max_length=10, choices=Place, default=Place.ON_SITE
    )
    municipality = models.CharField(_("municipality"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    remote_link = models.CharField(_("link to the remote meeting"), max_length=300, blank=True)
    # practical
    contact_name = models.CharField(_("who meets the expert"), max_length=120, blank=True)
    contact_phone = models.CharField(_("phone of who meets the expert"), max_length=30, blank=True)
    contact_email = models.EmailField(_("e-mail of who meets the expert"), blank=True)
    briefing = models.TextField(_("briefing beforehand"), blank=True)
    debrief = models.TextField(_("debrief afterwards"), blank=True)
    recording = models.CharField(_("recording"), max_length=10, choices=Recording, default=Recording.NO)
    accessibility = models.CharField(_("accessibility of the place"), max_length=300, blank=True)
    # payment
    working_form = models.CharField(max_length=12, choices=WorkingForm, default=WorkingForm.ASSIGNMENT)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="gigs")
    cost_centre = models.ForeignKey(
        CostCentre, null=True, blank=True, on_delete=models.PROTECT, related_name="gigs"
    )
    payer_name = models.CharField(_("payer"), max_length=120, blank=True)
    payer_business_id = models.CharField(_("business ID"), max_length=20, blank=True)
    payer_address = models.CharField(_("invoicing address"), max_length=300, blank=True)
    travel_paid = models.BooleanField(_("travel is paid"), default=True)
    # requester
    requester_name = models.CharField(_("your name"), max_length=120, blank=True)
    requester_organisation = models.CharField(_("organisation or unit"), max_length=120, blank=True)
    requester_email = models.EmailField(_("e-mail address"), blank=True)
    requester_phone = models.CharField(_("phone"), max_length=30, blank=True)
    language = models.CharField(max_length=10, default="fi")
    # brokering
    wished_expert = models.ForeignKey(
        Expert,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("wished by name"),
    )
    respond_by = models.DateField(_("answer promised by"), null=True, blank=True)
    changed_at = models.DateTimeField(
        null=True, blank=True, help_text="the requester changed it; emptied when it is checked again"
    )
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    cancelled_by = models.CharField(max_length=12, choices=CancelledBy, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    is_paid_though_cancelled = models.BooleanField(default=False)
    state_since = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=made_in_demo)
    search_text = models.TextField(editable=False, blank=True)

    objects = GigQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "state_since"])]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_external(self) -> bool:
        """Whether somebody else than the organisation pays."""
        return bool(self.payer_name)


class Occasion(PublicModel):
    """One time of a gig: a talk, one week of a working pair, one meeting of a seat."""

    class State(models.TextChoices):
        """planned → done | cancelled."""

        PLANNED = "planned", _("planned")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")

    gig = models.ForeignKey(Gig, on_delete=models.CASCADE, related_name="occasions")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    preparation_hours = models.DecimalField(
        _("preparation, hours"), max_digits=4, decimal_places=2, default=1
    )

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="occasion_takes_time")
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class Question(models.Model):
    """A question to the requester and the answer, on the status page."""

    gig = models.ForeignKey(Gig, on_delete=models.CASCADE, related_name="questions")
    text = models.TextField(_("question"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return f"question {self.pk}"

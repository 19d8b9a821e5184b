"""A gig: request → shortlist → offer → agreed → done → closed, its occasions, offers and assignments."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokemus.accounts.models import made_in_demo
from kokemus.core.models import PublicModel
from kokemus.experts.models import Audience, Commitment, Expert
from kokemus.fees.models import Claim, WorkingForm
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
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="e-mail confirmed, or entered by a coordinator")
    coordinator = models.ForeignKey(Coordinator, null=True, on_delete=models.PROTECT, related_name="gigs")
    source = models.CharField(max_length=10, default="web", help_text="web | phone | past (entered after it was done)")
    is_complete = models.BooleanField(default=True, help_text="a coordinator may leave it incomplete and finish later")
    # what
    goal = models.TextField(_("what for"))
    role = models.ForeignKey(Role, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("role"))
    topics = models.ManyToManyField(Topic, blank=True, related_name="gigs", verbose_name=_("topics"))
    perspective = models.CharField(_("whose experience"), max_length=10, choices=Perspective, default=Perspective.ANY)
    experts_needed = models.PositiveSmallIntegerField(_("how many experts"), default=1)
    languages = models.JSONField(_("languages"), default=list, help_text='codes: ["fi"]')
    # for whom
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.OWN_UNITS)
    audience_description = models.CharField(_("to whom the expert speaks"), max_length=300, blank=True)
    with_minors = models.BooleanField(_("minors, older or disabled people take part"), default=False)
    # where
    place_kind = models.CharField(_("on site or remotely"), max_length=10, choices=Place, default=Place.ON_SITE)
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
    cost_centre = models.ForeignKey(CostCentre, null=True, blank=True, on_delete=models.PROTECT, related_name="gigs")
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
        Expert, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("wished by name")
    )
    respond_by = models.DateField(_("answer promised by"), null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True, help_text="the requester changed it; emptied when it is checked again")
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
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
    preparation_hours = models.DecimalField(_("preparation, hours"), max_digits=4, decimal_places=2, default=1)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="occasion_takes_time")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class OfferQuerySet(models.QuerySet["Offer"]):
    """Offers in business words."""

    def open(self) -> Self:
        """Sent, unanswered, still in time."""
        return self.filter(state=Offer.State.SENT, expires_at__gt=timezone.now())

    def overdue(self) -> Self:
        """Sent, unanswered, out of time: the job makes them EXPIRED."""
        return self.filter(state=Offer.State.SENT, expires_at__lte=timezone.now())

    def undecided(self) -> Self:
        """Answered yes and neither chosen nor not chosen: somebody waits to hear."""
        return self.filter(state=Offer.State.YES)


class Offer(PublicModel):
    """A gig offered to one expert (keikkaehdotus)."""

    class State(models.TextChoices):
        """SENT → YES | ANOTHER_TIME | NO | EXPIRED | WITHDRAWN; after yes CHOSEN | NOT_CHOSEN."""

        SENT = "sent", _("waits for an answer")
        YES = "yes", _("yes")
        ANOTHER_TIME = "another_time", _("another time")
        NO = "no", _("no")
        EXPIRED = "expired", _("no answer in time")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CHOSEN = "chosen", _("chosen")
        NOT_CHOSEN = "not_chosen", _("not chosen")

    class AnsweredBy(models.TextChoices):
        """How the answer came."""

        LINK = "link", _("by the link")
        SIGNED_IN = "signed_in", _("signed in")
        PHONE = "phone", _("by phone, recorded by the coordinator")

    gig = models.ForeignKey(Gig, on_delete=models.CASCADE, related_name="offers")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="offers")
    state = models.CharField(max_length=12, choices=State, default=State.SENT, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    short_time_reason = models.CharField(max_length=200, blank=True, help_text="why less than 48 hours to think")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=10, choices=AnsweredBy, blank=True)
    another_time = models.CharField(_("another time that would suit"), max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reasons = models.JSONField(default=list, help_text="why proposed, as shown when asked")

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gig", "expert"],
                condition=~Q(state__in=["withdrawn", "expired", "no", "another_time", "not_chosen"]),
                name="one_standing_offer",
            )
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_late(self) -> bool:
        """Whether the time to answer has run out, also before the job has noticed."""
        return self.state == self.State.SENT and self.expires_at <= timezone.now()


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Parts of gigs in business words."""

    def unclaimed(self) -> Self:
        """Held, and the hours not yet claimed: somebody still has to confirm, settle or add something."""
        held = self.filter(claim=None, cancelled_at=None, occasion__ends_at__lte=timezone.now())
        return held.filter(occasion__gig__state__in=["open", "offered", "agreed", "done"]).exclude(occasion__state="cancelled")

    def unasked(self) -> Self:
        """Held, and nobody has been asked for the hours yet."""
        return self.unclaimed().filter(hours_asked_at=None)

    def paid_though_cancelled(self) -> Self:
        """Cancelled too late and not yet claimed; the dated rule says the share."""
        return self.filter(claim=None, occasion__gig__is_paid_though_cancelled=True).exclude(cancelled_at=None)

    def sent_back(self) -> Self:
        """Claims that a coordinator has to mend."""
        return self.filter(claim__state="returned")

    def for_hours(self) -> Self:
        """With everything that pages of hours show, in a fixed number of queries."""
        related = ("expert", "claim", "occasion__gig__role", "occasion__gig__unit__cost_centre", "occasion__gig__cost_centre")
        return self.select_related(*related).prefetch_related("reports")


class Assignment(PublicModel):
    """One expert's part in one occasion: bound time, then hours, then the claim."""

    class Travel(models.TextChoices):
        """How travel was paid."""

        NONE = "none", _("no travel")
        KILOMETRES = "km", _("own car")
        TICKET = "ticket", _("ticket, paid back")
        ADVANCE = "advance", _("ticket bought in advance")

    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="assignments")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="assignments")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="assignments")
    commitment = models.OneToOneField(Commitment, null=True, on_delete=models.SET_NULL, related_name="+")
    claim = models.OneToOneField(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=12, choices=Gig.CancelledBy, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=2, null=True, blank=True)
    preparation_hours = models.DecimalField(_("preparation, hours"), max_digits=5, decimal_places=2, null=True, blank=True)
    travel = models.CharField(_("travel"), max_length=10, choices=Travel, default=Travel.NONE)
    kilometres = models.DecimalField(_("kilometres"), max_digits=6, decimal_places=1, null=True, blank=True)
    ticket_amount = models.DecimalField(_("ticket, €"), max_digits=7, decimal_places=2, null=True, blank=True)
    fee_refused = models.BooleanField(_("no fee, thank you"), default=False)
    hours_asked_at = models.DateTimeField(null=True, blank=True, help_text="when both were asked to confirm the hours")
    expert_confirmed_at = models.DateTimeField(null=True, blank=True)
    expert_confirmed_by = models.CharField(max_length=16, blank=True, help_text="link | public id of the user who recorded it")
    unit_confirmed_at = models.DateTimeField(null=True, blank=True)
    unit_confirmed_by = models.CharField(max_length=16, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["occasion__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "expert"], condition=Q(cancelled_at=None), name="one_assignment_per_occasion"
            )
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_confirmed(self) -> bool:
        """Whether both have confirmed the hours."""
        return self.expert_confirmed_at is not None and self.unit_confirmed_at is not None


class HoursReport(models.Model):
    """What one of the two says the hours were. When both say the same, the assignment's hours stand."""

    class Party(models.TextChoices):
        """Who says it."""

        EXPERT = "expert", _("the expert")
        UNIT = "unit", _("the unit")

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="reports")
    party = models.CharField(max_length=10, choices=Party)
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    preparation_hours = models.DecimalField(max_digits=5, decimal_places=2)
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=16, help_text="link | public id of the user who recorded it")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["assignment", "party"], name="one_report_of_each_party")]

    def __str__(self) -> str:
        return f"{self.party} {self.hours} + {self.preparation_hours}"


class Question(models.Model):
    """A question to the requester and the answer, on the status page."""

    gig = models.ForeignKey(Gig, on_delete=models.CASCADE, related_name="questions")
    text = models.TextField(_("question"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return f"question {self.pk}"


class CancellationRule(models.Model):
    """A dated rule of the organisation: a gig cancelled by the requester this late is paid all the same."""

    valid_from = models.DateField(_("valid from"), unique=True)
    paid_when_hours_before = models.PositiveSmallIntegerField(_("paid when cancelled later than, hours before"), default=48)
    share_percent = models.PositiveSmallIntegerField(_("share of the fee, %"), default=100)

    class Meta:
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.valid_from}: {self.paid_when_hours_before} h, {self.share_percent} %"

    @classmethod
    def on(cls, day: dt.date) -> "CancellationRule | None":
        """The rule in force on a day."""
        return cls.objects.filter(valid_from__lte=day).first()

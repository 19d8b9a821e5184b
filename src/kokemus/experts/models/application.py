"""Somebody who wants to become an expert: what they have told so far, and where it stands (door JOIN)."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokemus.accounts.models import made_in_demo
from kokemus.core.models import PublicModel
from kokemus.experts.models.consent import Source
from kokemus.experts.models.expert import Expert
from kokemus.organisation.models import Coordinator

# Steps that others depend on: consent is given of topics, so that other topics ask it anew.
AGE, TOPICS, PERSPECTIVE, CONSENTS = "ika", "aiheet", "nakokulma", "suostumukset"


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications in business words."""

    def drafts(self) -> Self:
        """Being filled in."""
        return self.filter(state=Application.State.DRAFT)

    def shown_to_coordinators(self) -> Self:
        """Sent, or begun by a coordinator on the phone. What an applicant has not sent is nobody else's business."""
        return self.exclude(state=Application.State.DRAFT, taken_by=None)

    def open(self) -> Self:
        """Sent, and not decided."""
        return self.filter(state__in=Application.OPEN)

    def soonest_first(self) -> Self:
        """What is due first stands first."""
        return self.order_by(F("due_on").asc(nulls_last=True), "sent_at", "pk")

    def forgettable(self, *, drafts_before: dt.datetime, declined_before: dt.datetime) -> Self:
        """Drafts that nobody has touched, and applications that led to nothing, since these moments."""
        ended = (Application.State.NOT_NOW, Application.State.DECLINED)
        return self.filter(
            Q(state=Application.State.DRAFT, touched_at__lt=drafts_before)
            | Q(state__in=ended, state_since__lt=declined_before)
        )


class Application(PublicModel):
    """An application. `answers` is what was typed, by step; the columns below it are written when it is sent.

    It tells of health, so that only coordinators see it, and each reading is logged.
    """

    class State(models.TextChoices):
        """draft → new → talk agreed → waiting → accepted | not now | declined."""

        DRAFT = "draft", _("being filled in")
        NEW = "new", _("new")
        TALK = "talk", _("talk agreed")
        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        NOT_NOW = "not_now", _("not now")
        DECLINED = "declined", _("declined")

    OPEN = (State.NEW, State.TALK, State.WAITING)
    DECIDED = (State.ACCEPTED, State.NOT_NOW, State.DECLINED)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, db_index=True)
    state_since = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)
    answers = models.JSONField(default=dict, help_text="step → field → texts, as typed")
    language = models.CharField(max_length=10, default="fi")
    helper = models.CharField(_("who helped"), max_length=200, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="the coordinator who fills it in with the person on the phone",
    )
    consent_text = models.TextField(blank=True, help_text="the questions of consent, word for word as shown")
    consent_version = models.CharField(max_length=20, blank=True)
    consented_on = models.DateField(null=True, blank=True)
    consent_source = models.CharField(
        max_length=10, choices=Source, default=Source.WEB, help_text="who filled in the questions of consent"
    )

    sent_at = models.DateTimeField(null=True, blank=True)
    coordinator = models.ForeignKey(
        Coordinator, null=True, blank=True, on_delete=models.SET_NULL, related_name="applications"
    )
    due_on = models.DateField(_("by"), null=True, blank=True)
    full_name = models.CharField(_("name"), max_length=170, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    channel = models.CharField(max_length=10, choices=Expert.Channel, default=Expert.Channel.EMAIL)
    only_by_person = models.BooleanField(
        default=False, help_text="safe contact: nothing is sent, somebody calls"
    )
    is_minor = models.BooleanField(_("under 18"), default=False)
    guardian = models.CharField(_("guardian"), max_length=200, blank=True)
    guardian_agreed_on = models.DateField(null=True, blank=True)
    talk_at = models.DateTimeField(_("talk"), null=True, blank=True)
    talk_place = models.CharField(_("place or phone"), max_length=200, blank=True)
    talk_held_on = models.DateField(_("talk held on"), null=True, blank=True)
    talk_note = models.TextField(_("note of the talk"), blank=True)
    thinks_it_over = models.BooleanField(default=False, help_text="waiting, and it is the applicant's turn")
    expert = models.ForeignKey(
        Expert, null=True, blank=True, on_delete=models.CASCADE, related_name="applications"
    )
    is_demo = models.BooleanField(default=made_in_demo)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_on"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(expert__isnull=False), name="accepted_is_in_the_register"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_draft(self) -> bool:
        """Whether it can still be filled in."""
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody."""
        return self.state in self.OPEN

    @property
    def lacks_guardian(self) -> bool:
        """Under 18, and the guardian's yes has not been noted."""
        return self.is_minor and self.guardian_agreed_on is None

    def has(self, step: str) -> bool:
        """Whether a step has been left with a button."""
        return step in self.answers

    def of(self, step: str) -> dict[str, Any]:
        """What was typed at a step."""
        return dict(self.answers.get(step, {}))

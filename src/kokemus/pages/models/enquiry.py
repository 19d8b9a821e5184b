"""What somebody asks or says to the organisation without an account, and what became of it."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokemus.accounts.models import Role
from kokemus.core.models import PublicModel
from kokemus.organisation.models import Absence, Coordinator
from kokemus.topics.models import Topic

DESK = (Role.COORDINATOR, Role.ADMIN)  # who answer


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    """Questions and feedback in business words."""

    def open(self) -> Self:
        """Waiting for an answer."""
        return self.filter(state=Enquiry.State.OPEN)

    def shared(self) -> Self:
        """Of nobody, or of somebody who does not work here any more: every coordinator's."""
        working = Coordinator.objects.filter(user__is_active=True, user__grants__role__in=DESK)
        return self.filter(Q(owner=None) | ~Q(owner__in=working.values("pk")))

    def own(self, user: Any, on: dt.date) -> Self:
        """A coordinator's own, and those of whom they stand in for today."""
        away = Absence.objects.on(on).values("coordinator")
        covered = Coordinator.objects.filter(stand_in__user=user, pk__in=away)
        return self.filter(Q(owner__user=user) | Q(owner__in=covered)).exclude(
            pk__in=self.shared().values("pk")
        )

    def needing(self, user: Any, on: dt.date) -> Self:
        """Own and shared: what a coordinator is to look at today."""
        return self.own(user, on) | self.shared()

    def soonest(self) -> Self:
        """What must be answered first, first."""
        return self.order_by("answer_by", "pk")

    def answered_since(self, day: dt.date) -> Self:
        """Answered on this day or later."""
        return self.filter(answered_at__date__gte=day)

    def forgettable(self, before: dt.datetime) -> Self:
        """Answered before a moment: what they wrote is not needed any more."""
        return self.filter(answered_at__lt=before)


class Enquiry(PublicModel):
    """One question by the door "I want to know more", or one piece of feedback, with its owner, due day and answer."""

    class Kind(models.TextChoices):
        """Why somebody wrote."""

        QUESTION = "question", _("question")
        ACCESSIBILITY = "access", _("feedback on accessibility")
        FEEDBACK = "feedback", _("other feedback")

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("waits for an answer")
        ANSWERED = "answered", _("answered")
        NOT_OURS = "not_ours", _("not for us, told so")

    class Channel(models.TextChoices):
        """How the answer went."""

        EMAIL = "email", _("by e-mail")
        PHONE = "phone", _("by phone")
        LINK = "link", _("on the page of the link")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.QUESTION)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN, db_index=True)
    text = models.TextField()
    page = models.CharField(max_length=300, blank=True, help_text="the page that feedback is about")
    name = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=10, default="fi")
    area = models.ForeignKey(
        Topic, null=True, blank=True, on_delete=models.SET_NULL, limit_choices_to={"parent": None}
    )
    owner = models.ForeignKey(
        Coordinator, null=True, blank=True, on_delete=models.SET_NULL, related_name="enquiries"
    )
    answer_by = models.DateField()
    answer = models.TextField(blank=True, help_text="what was answered, or a note of the call")
    answered_at = models.DateTimeField(null=True, blank=True, db_index=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    channel = models.CharField(max_length=10, choices=Channel, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None) | ~Q(state="open") & Q(answered_at__isnull=False),
                name="enquiry_is_open_until_answered",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def is_feedback(self) -> bool:
        """Whether it says something rather than asks."""
        return self.kind != self.Kind.QUESTION

    @property
    def is_late(self) -> bool:
        """Whether its day has passed without an answer: red."""
        return self.state == self.State.OPEN and self.answer_by < timezone.localdate()

    @property
    def was_called(self) -> bool:
        """Whether the answer was told on the phone, so that what stands here is a note of staff."""
        return self.channel == self.Channel.PHONE

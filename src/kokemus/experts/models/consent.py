"""Consent per topic × purpose × audience, and what an expert refuses."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kokemus.experts.models.expert import Expert
from kokemus.topics.models import Role, Topic


class Audience(models.TextChoices):
    """To whom a gig speaks, as the first of the three consent questions divides them."""

    OWN_UNITS = "own_units", _("the county's own units")
    OTHERS = "others", _("others: schools, associations, students")
    MEDIA = "media", _("media")


class Purpose(models.TextChoices):
    """The three plain questions of promise 2."""

    OFFERS = "offers", _("gigs may be offered to me")
    TELLING = "telling", _("may be told of me when a gig is agreed")
    COUNTING = "counting", _("I may be counted anonymously")


TEXT_VERSION = (
    "2026-11"  # of the questions in templates/experts/_consent_form.html: raise it when the words change
)

# Which answers each question needs: being counted is between the person and the organisation alone.
AUDIENCES_OF: dict[str, tuple[str, ...]] = {
    Purpose.OFFERS: (Audience.OWN_UNITS, Audience.OTHERS, Audience.MEDIA),
    Purpose.TELLING: (Audience.OWN_UNITS, Audience.OTHERS, Audience.MEDIA),
    Purpose.COUNTING: (Audience.OWN_UNITS,),
}


class Source(models.TextChoices):
    """How a consent was given or withdrawn."""

    WEB = "web", _("on the web")
    PHONE = "phone", _("by phone")
    PAPER = "paper", _("on paper")


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents in business words."""

    def living(self) -> Self:
        """Given and not withdrawn."""
        return self.filter(is_given=True, withdrawn_at=None)

    def standing(self) -> Self:
        """The latest answer on each matter, yes or no, unless it was withdrawn."""
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """One dated answer. A later answer on the same topic, purpose and audience withdraws the earlier one; rows stay."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="consents")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose)
    audience = models.CharField(max_length=10, choices=Audience)
    is_given = models.BooleanField(help_text="False: asked, and the answer was no")
    given_on = models.DateField()
    text_version = models.CharField(max_length=20)
    source = models.CharField(max_length=10, choices=Source)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["expert", "topic", "purpose", "audience"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_answer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.audience} {self.is_given}"


class Refusal(models.Model):
    """A role, audience or topic that the expert does not want; exactly one of the three."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="refusals")
    role = models.ForeignKey(Role, null=True, blank=True, on_delete=models.CASCADE)
    audience = models.CharField(max_length=10, choices=Audience, blank=True)
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(role__isnull=False, audience="", topic=None)
                    | (models.Q(role=None, topic=None) & ~models.Q(audience=""))
                    | models.Q(role=None, audience="", topic__isnull=False)
                ),
                name="refusal_is_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"refusal {self.pk}"

"""One expert's part in one occasion, and what both say of its hours."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokemus.core.models import PublicModel
from kokemus.experts.models import Commitment, Expert
from kokemus.fees.models import Claim
from kokemus.gigs.models.gig import Gig, Occasion
from kokemus.gigs.models.offer import Offer


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Parts of gigs in business words."""

    def unclaimed(self) -> Self:
        """Held, and the hours not yet claimed: somebody still has to confirm, settle or add something."""
        held = self.filter(claim=None, cancelled_at=None, occasion__ends_at__lte=timezone.now())
        return held.filter(occasion__gig__state__in=["open", "offered", "agreed", "done"]).exclude(
            occasion__state="cancelled"
        )

    def unasked(self) -> Self:
        """Held, and nobody has been asked for the hours yet."""
        return self.unclaimed().filter(hours_asked_at=None)

    def paid_though_cancelled(self) -> Self:
        """Cancelled too late and not yet claimed; the dated rule says the share."""
        return self.filter(claim=None, occasion__gig__is_paid_though_cancelled=True).exclude(
            cancelled_at=None
        )

    def sent_back(self) -> Self:
        """Claims that a coordinator has to mend."""
        return self.filter(claim__state="returned")

    def for_hours(self) -> Self:
        """With everything that pages of hours show, in a fixed number of queries."""
        related = (
            "expert",
            "claim",
            "occasion__gig__role",
            "occasion__gig__unit__cost_centre",
            "occasion__gig__cost_centre",
        )
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
    preparation_hours = models.DecimalField(
        _("preparation, hours"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    travel = models.CharField(_("travel"), max_length=10, choices=Travel, default=Travel.NONE)
    kilometres = models.DecimalField(_("kilometres"), max_digits=6, decimal_places=1, null=True, blank=True)
    ticket_amount = models.DecimalField(_("ticket, €"), max_digits=7, decimal_places=2, null=True, blank=True)
    fee_refused = models.BooleanField(_("no fee, thank you"), default=False)
    hours_asked_at = models.DateTimeField(
        null=True, blank=True, help_text="when both were asked to confirm the hours"
    )
    expert_confirmed_at = models.DateTimeField(null=True, blank=True)
    expert_confirmed_by = models.CharField(
        max_length=16, blank=True, help_text="link | public id of the user who recorded it"
    )
    unit_confirmed_at = models.DateTimeField(null=True, blank=True)
    unit_confirmed_by = models.CharField(max_length=16, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["occasion__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "expert"],
                condition=Q(cancelled_at=None),
                name="one_assignment_per_occasion",
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
        constraints = [
            models.UniqueConstraint(fields=["assignment", "party"], name="one_report_of_each_party")
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.hours} + {self.preparation_hours}"

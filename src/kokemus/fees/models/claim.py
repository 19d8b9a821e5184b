"""A claim: one person's fee and costs of one occasion, from confirmed hours to paid."""

import datetime as dt
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kokemus.core.models import PublicModel
from kokemus.experts.models import Expert
from kokemus.fees.calculation import explain
from kokemus.fees.models.tables import IncomeType, Rate, TravelRate, WorkingForm
from kokemus.organisation.models import CostCentre


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims in business words."""

    def visible_to(self, user: Any) -> Self:
        """Coordinators see all; the two who pass a claim their own cost centres'; payroll what has been passed to it.

        Payroll also passes the claims of external payers, which have no cost centre here.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_role("coordinator"):
            return self
        mine = Q(pk__in=[])
        if user.has_role("checker"):
            mine |= Q(cost_centre__checkers=user)
        if user.has_role("approver"):
            mine |= Q(cost_centre__approvers=user)
        if user.has_role("payroll"):
            mine |= Q(state__in=Claim.PASSED) | Q(cost_centre=None, state=Claim.State.CHECKED)
        if user.has_role("expert"):
            mine |= Q(expert__user=user)
        return self.filter(mine).distinct()

    def to_check(self) -> Self:
        """Waiting for the checker."""
        return self.filter(state=Claim.State.CLAIMED)

    def to_approve(self) -> Self:
        """Checked, waiting for the approver."""
        return self.filter(state=Claim.State.CHECKED)

    def unpassed(self) -> Self:
        """Waiting for either of the two."""
        return self.filter(state__in=[Claim.State.CLAIMED, Claim.State.CHECKED])

    def to_batch(self) -> Self:
        """Approved, for payroll, not yet in a batch."""
        return self.filter(state=Claim.State.APPROVED, payer_name="")

    def to_invoice(self) -> Self:
        """Approved, an external payer pays."""
        return self.filter(state=Claim.State.APPROVED).exclude(payer_name="")

    def on_the_way(self) -> Self:
        """Claimed and neither paid nor ended some other way; with the lines that make the sum."""
        ended = (Claim.State.PAID, Claim.State.SETTLED, Claim.State.VOID)
        return self.exclude(state__in=ended).prefetch_related("lines")

    def for_lists(self) -> Self:
        """With everything that a list shows, in a fixed number of queries."""
        return self.select_related("expert", "cost_centre").prefetch_related("lines")


class Claim(PublicModel):
    """One person's fee and costs of one occasion, from confirmed hours to paid. Carries no topic and no unit name."""

    class State(models.TextChoices):
        """claimed → checked → approved → batched → paid; invoiced for an external payer; returned to be mended."""

        CLAIMED = "claimed", _("claimed")
        RETURNED = "returned", _("sent back")
        CHECKED = "checked", _("checked")
        APPROVED = "approved", _("approved")
        BATCHED = "batched", _("at payroll")
        INVOICED = "invoiced", _("on an invoice basis")
        PAID = "paid", _("paid")
        SETTLED = "settled", _("nothing to pay")
        VOID = "void", _("withdrawn")

    PASSED = (State.APPROVED, State.BATCHED, State.INVOICED, State.PAID)
    GONE_OUT = (State.BATCHED, State.INVOICED, State.PAID)

    state = models.CharField(max_length=10, choices=State, default=State.CLAIMED, db_index=True)
    state_since = models.DateTimeField(default=timezone.now)
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="claims")
    cost_centre = models.ForeignKey(
        CostCentre, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    payer_name = models.CharField(_("external payer"), max_length=120, blank=True)
    payer_business_id = models.CharField(max_length=20, blank=True)
    payer_address = models.CharField(max_length=300, blank=True)
    occurred_on = models.DateField()
    kind = models.CharField(max_length=60, blank=True, help_text="code of a role; decides the fee")
    working_form = models.CharField(max_length=12, choices=WorkingForm)
    trained = models.BooleanField(default=False, help_text="whether the person was trained; decides the fee")
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    preparation_hours = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    fee_refused = models.BooleanField(default=False)
    share_percent = models.PositiveSmallIntegerField(
        default=100, help_text="less for a gig cancelled too late"
    )
    reason = models.CharField(
        max_length=300, blank=True, help_text="why it was sent back, or why it reverses"
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    reverses = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversals"
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["occurred_on", "pk"]
        indexes = [models.Index(fields=["cost_centre", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_by=None) | Q(approved_by=None) | ~Q(checked_by=F("approved_by")),
                name="checked_and_approved_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "batched", "invoiced", "paid"])
                | Q(checked_by__isnull=False, approved_by__isnull=False),
                name="nothing_is_paid_unpassed",
            ),
            models.CheckConstraint(
                condition=Q(cost_centre__isnull=False) | ~Q(payer_name=""), name="claim_has_a_payer"
            ),
            models.CheckConstraint(condition=Q(share_percent__lte=100), name="share_is_a_percentage"),
            models.UniqueConstraint(
                fields=["reverses"], condition=~Q(state="void"), name="a_claim_is_reversed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def title(self) -> str:
        """What everyone who passes it sees; tells nothing of the task."""
        return gettext("Reversal") if self.reverses_id else gettext("Task of an expert by experience")

    @property
    def is_external(self) -> bool:
        """Whether somebody else than the organisation pays."""
        return bool(self.payer_name)

    @property
    def total(self) -> Decimal:
        """What is paid out, euros; read from prefetched lines when there are."""
        return sum((line.amount for line in self.lines.all()), Decimal("0.00"))

    @property
    def pays_nothing(self) -> bool:
        """Whether no line pays anything: refused fee, unpaid work, a ticket bought in advance."""
        return not any(line.amount for line in self.lines.all())

    @property
    def claimed_on(self) -> dt.date:
        """The day when the claim was made."""
        return timezone.localdate(self.created_at)


class ClaimLine(models.Model):
    """One line of a claim: fee, kilometres or ticket. `code` and `params` explain it in the reader's language."""

    class Kind(models.TextChoices):
        """What is paid."""

        FEE = "fee", _("fee")
        KILOMETRES = "km", _("kilometres")
        TICKET = "ticket", _("ticket")
        ADVANCE_TICKET = "advance", _("ticket bought in advance")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=Kind)
    quantity = models.DecimalField(max_digits=8, decimal_places=2)
    unit_amount = models.DecimalField(max_digits=8, decimal_places=3)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    income_type = models.CharField(max_length=3, choices=IncomeType, blank=True)
    code = models.CharField(max_length=10, help_text="how the amount came about (calculation.explain)")
    params = models.JSONField(default=dict)
    rate = models.ForeignKey(Rate, null=True, blank=True, on_delete=models.PROTECT, related_name="lines")
    travel_rate = models.ForeignKey(
        TravelRate, null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"

    @property
    def explanation(self) -> str:
        """How the amount came about, in words."""
        return explain(self.code, self.params)

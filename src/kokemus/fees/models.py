"""Rates, claims, batches and what payroll and external payers get. `fees` never hears of gigs or topics."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kokemus.core.models import PublicModel
from kokemus.experts.models import Expert
from kokemus.organisation.models import CostCentre


class WorkingForm(models.TextChoices):
    """In which legal form a gig is done."""

    EMPLOYMENT = "employment", _("employment")
    ASSIGNMENT = "assignment", _("assignment")
    UNPAID = "unpaid", _("unpaid")
    POSITION_OF_TRUST = "trust", _("position of trust")


class IncomeType(models.TextChoices):
    """Income types of the Incomes Register (vero.fi, Incomes Register codes)."""

    TIME_RATE = "201", _("201 time-rate pay")
    MEETING_FEE = "210", _("210 meeting fee")
    LECTURE_FEE = "214", _("214 lecture fee")
    TRUST = "215", _("215 position of trust")
    KILOMETRE_ALLOWANCE = "311", _("311 tax-free kilometre allowance")
    PER_DIEM = "331", _("331 per diem")
    NON_WAGE = "336", _("336 non-wage compensation")
    NONE = "", _("not reported")


class RateQuerySet(models.QuerySet["Rate"]):
    """Rates in business words."""

    def on(self, day: dt.date) -> Self:
        """Rows in force on a day."""
        return self.filter(valid_from__lte=day).filter(models.Q(valid_until=None) | models.Q(valid_until__gte=day))


class Rate(models.Model):
    """A dated row of the county's fee table: kind × working form × trained × length → amount."""

    class Unit(models.TextChoices):
        """What the amount is for."""

        HOUR = "hour", _("an hour")
        GIG = "gig", _("a gig")

    kind = models.CharField(_("kind of task"), max_length=60, blank=True, help_text=_("Code of a role; empty means any."))
    working_form = models.CharField(_("working form"), max_length=12, choices=WorkingForm, default=WorkingForm.ASSIGNMENT)
    trained = models.BooleanField(_("trained"), null=True, blank=True, help_text=_("Empty means either."))
    min_hours = models.DecimalField(_("from, hours"), max_digits=5, decimal_places=2, default=0)
    max_hours = models.DecimalField(_("up to, hours"), max_digits=5, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=5, choices=Unit, default=Unit.HOUR)
    amount = models.DecimalField(_("amount, €"), max_digits=8, decimal_places=2)
    pays_preparation = models.BooleanField(_("preparation is paid"), default=True)
    income_type = models.CharField(_("income type"), max_length=3, choices=IncomeType, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = RateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "working_form", "-valid_from"]

    def __str__(self) -> str:
        return f"{self.kind or '*'} {self.working_form} {self.amount}"


class TravelRate(models.Model):
    """A dated amount for a kilometre driven."""

    amount = models.DecimalField(_("€ per kilometre"), max_digits=6, decimal_places=3)
    income_type = models.CharField(_("income type"), max_length=3, choices=IncomeType, default=IncomeType.KILOMETRE_ALLOWANCE)
    valid_from = models.DateField(_("valid from"), unique=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.amount} {self.valid_from}"


class PayDay(models.Model):
    """One row of the payroll calendar: approved by the cut-off day, paid on the pay day."""

    cut_off_on = models.DateField(_("approved by"))
    pays_on = models.DateField(_("paid on"), unique=True)

    class Meta:
        ordering = ["pays_on"]

    def __str__(self) -> str:
        return str(self.pays_on)


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims in business words."""

    def to_check(self) -> Self:
        """Waiting for the checker."""
        return self.filter(state=Claim.State.CLAIMED)

    def to_approve(self) -> Self:
        """Checked, waiting for the approver."""
        return self.filter(state=Claim.State.CHECKED)

    def to_batch(self) -> Self:
        """Approved, for payroll, not yet in a batch."""
        return self.filter(state=Claim.State.APPROVED, payer_name="")

    def to_invoice(self) -> Self:
        """Approved, an external payer pays."""
        return self.filter(state=Claim.State.APPROVED).exclude(payer_name="")


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

    state = models.CharField(max_length=10, choices=State, default=State.CLAIMED, db_index=True)
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="claims")
    cost_centre = models.ForeignKey(CostCentre, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    payer_name = models.CharField(_("external payer"), max_length=120, blank=True)
    payer_business_id = models.CharField(max_length=20, blank=True)
    payer_address = models.CharField(max_length=300, blank=True)
    occurred_on = models.DateField()
    title = models.CharField(max_length=120, help_text="neutral; reveals no topic")
    pay_code = models.CharField(max_length=20, help_text="neutral code that payroll sees")
    kind = models.CharField(max_length=60, blank=True)
    working_form = models.CharField(max_length=12, choices=WorkingForm)
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    preparation_hours = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    fee_refused = models.BooleanField(default=False)
    explanation = models.TextField(help_text="how the fee was computed, in words")
    return_reason = models.CharField(max_length=300, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["occurred_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(checked_by=None) | models.Q(approved_by=None) | ~models.Q(checked_by=models.F("approved_by")),
                name="checked_and_approved_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(cost_centre__isnull=False) | ~models.Q(payer_name=""), name="claim_has_a_payer"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class ClaimLine(models.Model):
    """One line of a claim: fee, kilometres or ticket."""

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
    explanation = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class Batch(PublicModel):
    """A payroll batch: made once, never changed (a database trigger holds it). A correction is a reversing row."""

    number = models.PositiveIntegerField(unique=True)
    pays_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    columns = models.JSONField(help_text="the column table as it stood")
    content = models.TextField(help_text="the CSV file as payroll gets it")
    sha256 = models.CharField(max_length=64)
    row_count = models.PositiveIntegerField()
    total = models.DecimalField(max_digits=11, decimal_places=2)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"batch {self.number}"


class BatchRow(models.Model):
    """One claim line as it went into a batch; never changed."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="batch_rows")
    line = models.ForeignKey(ClaimLine, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    values = models.JSONField(help_text="the row's cells in column order")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["line"], name="a_line_is_paid_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.claim_id}"


class BatchPayment(models.Model):
    """That payroll has paid a batch: a fact beside the batch, which itself never changes."""

    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="payment")
    paid_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.batch_id} {self.paid_on}"


class PayrollColumn(models.Model):
    """One column of the payroll file; the county edits the table to suit its payroll system."""

    class Field(models.TextChoices):
        """What a column may hold. There is no topic, no unit and no name of a gig to choose."""

        PERSON_NUMBER = "person_number", _("payroll's person number")
        COST_CENTRE = "cost_centre", _("cost centre")
        PAY_CODE = "pay_code", _("pay code")
        WORKING_FORM = "working_form", _("working form")
        INCOME_TYPE = "income_type", _("income type")
        OCCURRED_ON = "occurred_on", _("day")
        QUANTITY = "quantity", _("quantity")
        UNIT_AMOUNT = "unit_amount", _("unit amount")
        AMOUNT = "amount", _("amount")
        PAYS_ON = "pays_on", _("pay day")
        CLAIM = "claim", _("claim's reference")
        CONSTANT = "constant", _("always the same text")

    position = models.PositiveSmallIntegerField(_("position"), unique=True)
    header = models.CharField(_("heading"), max_length=60)
    field = models.CharField(_("content"), max_length=20, choices=Field)
    constant = models.CharField(_("text"), max_length=60, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.header


class InvoiceBasis(PublicModel):
    """What an external payer is invoiced for; made once from approved claims, never county payroll."""

    number = models.PositiveIntegerField(unique=True)
    payer_name = models.CharField(max_length=120)
    payer_business_id = models.CharField(max_length=20, blank=True)
    payer_address = models.CharField(max_length=300, blank=True)
    total = models.DecimalField(max_digits=11, decimal_places=2)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    claims = models.ManyToManyField(Claim, related_name="invoice_bases")

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"invoice basis {self.number}"

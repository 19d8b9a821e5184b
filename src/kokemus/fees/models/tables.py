"""The tables that the organisation edits: amounts, pay days, pay codes and the columns of the payroll file."""

import datetime as dt
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

TIME_TO_CHECK = dt.timedelta(days=7)  # what checking and approving are given before a cut-off day


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
        return self.filter(valid_from__lte=day).filter(
            models.Q(valid_until=None) | models.Q(valid_until__gte=day)
        )

    def used(self) -> Self:
        """Rows by which somebody's fee has been computed: they may be ended, never changed."""
        return self.filter(lines__isnull=False).distinct()


class Rate(models.Model):
    """A dated row of the county's fee table: kind × working form × trained × length → amount."""

    class Unit(models.TextChoices):
        """What the amount is for."""

        HOUR = "hour", _("an hour")
        GIG = "gig", _("a gig")

    kind = models.CharField(
        _("kind of task"), max_length=60, blank=True, help_text="code of a role; empty: any"
    )
    working_form = models.CharField(
        _("working form"), max_length=12, choices=WorkingForm, default=WorkingForm.ASSIGNMENT
    )
    trained = models.BooleanField(_("trained"), null=True, blank=True, help_text="empty: either")
    min_hours = models.DecimalField(_("longer than, hours"), max_digits=5, decimal_places=2, default=0)
    max_hours = models.DecimalField(
        _("at most, hours"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(_("unit"), max_length=5, choices=Unit, default=Unit.HOUR)
    amount = models.DecimalField(_("amount, €"), max_digits=8, decimal_places=2)
    pays_preparation = models.BooleanField(_("preparation is paid"), default=True)
    income_type = models.CharField(_("income type"), max_length=3, choices=IncomeType, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = RateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "working_form", "-valid_from", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="rate_is_not_negative"),
            models.CheckConstraint(
                condition=models.Q(max_hours=None) | models.Q(max_hours__gt=models.F("min_hours")),
                name="rate_covers_some_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind or '*'} {self.working_form} {self.amount}"

    @property
    def is_used(self) -> bool:
        """Whether somebody's fee has been computed by this row."""
        return self.lines.exists()


class TravelRate(models.Model):
    """A dated amount for a kilometre driven."""

    amount = models.DecimalField(_("€ per kilometre"), max_digits=6, decimal_places=3)
    income_type = models.CharField(
        _("income type"), max_length=3, choices=IncomeType, default=IncomeType.KILOMETRE_ALLOWANCE
    )
    valid_from = models.DateField(_("valid from"), unique=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="travel_rate_is_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.valid_from}"

    @property
    def is_used(self) -> bool:
        """Whether somebody's kilometres have been paid by this row."""
        return self.lines.exists()


class PayDayQuerySet(models.QuerySet["PayDay"]):
    """Pay days in business words."""

    def for_approval_on(self, day: dt.date) -> "PayDay | None":
        """When a claim is paid that is approved on a day; None when the calendar ends before."""
        return self.filter(cut_off_on__gte=day).order_by("cut_off_on").first()

    def for_gig_on(self, day: dt.date) -> "PayDay | None":
        """When a gig of a day is paid if all goes well: a week is left for the hours and for checking."""
        return self.for_approval_on(day + TIME_TO_CHECK)


class PayDay(models.Model):
    """One row of the payroll calendar: approved by the cut-off day, paid on the pay day."""

    cut_off_on = models.DateField(_("approved by"))
    pays_on = models.DateField(_("paid on"), unique=True)

    objects = PayDayQuerySet.as_manager()

    class Meta:
        ordering = ["pays_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pays_on__gte=models.F("cut_off_on")), name="paid_after_the_cut_off"
            )
        ]

    def __str__(self) -> str:
        return str(self.pays_on)


class PayCode(models.Model):
    """The neutral code by which payroll knows what a row is: what is paid × working form. Tells nothing of the task."""

    class Kind(models.TextChoices):
        """What is paid; the codes of `ClaimLine.Kind` that pay something."""

        FEE = "fee", _("fee")
        KILOMETRES = "km", _("kilometres")
        TICKET = "ticket", _("ticket")

    kind = models.CharField(_("what is paid"), max_length=10, choices=Kind)
    working_form = models.CharField(_("working form"), max_length=12, choices=WorkingForm, blank=True)
    code = models.CharField(_("pay code"), max_length=20)

    class Meta:
        ordering = ["kind", "working_form"]
        constraints = [models.UniqueConstraint(fields=["kind", "working_form"], name="one_pay_code_for_each")]

    def __str__(self) -> str:
        return self.code


class PayrollFormat(models.Model):
    """How the payroll file is written (row 1)."""

    class Separator(models.TextChoices):
        """What stands between the cells."""

        SEMICOLON = ";", _("semicolon")
        COMMA = ",", _("comma")
        TAB = "\t", _("tab")

    class Decimal(models.TextChoices):
        """The decimal mark."""

        COMMA = ",", _("comma")
        POINT = ".", _("point")

    class Date(models.TextChoices):
        """How dates are written."""

        FINNISH = "%d.%m.%Y", _("24.11.2026")
        ISO = "%Y-%m-%d", _("2026-11-24")

    separator = models.CharField(
        _("between the cells"), max_length=1, choices=Separator, default=Separator.SEMICOLON
    )
    decimal_mark = models.CharField(_("decimal mark"), max_length=1, choices=Decimal, default=Decimal.COMMA)
    date_format = models.CharField(_("dates"), max_length=10, choices=Date, default=Date.FINNISH)

    def __str__(self) -> str:
        return f"{self.separator} {self.decimal_mark} {self.date_format}"

    @classmethod
    def current(cls) -> "PayrollFormat":
        """The organisation's choice; the defaults before anybody has chosen."""
        return cls.objects.first() or cls()


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

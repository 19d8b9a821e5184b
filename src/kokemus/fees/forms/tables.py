"""Rows of the tables of money, as the organisation edits them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kokemus.fees.calculation import NON_WAGE
from kokemus.fees.models import (
    IncomeType,
    PayCode,
    PayDay,
    PayrollColumn,
    PayrollFormat,
    Rate,
    TravelRate,
    WorkingForm,
)
from kokemus.topics.models import Role

EITHER = [("", _("Trained or not")), ("true", _("Only trained")), ("false", _("Only not trained"))]


class RateForm(forms.ModelForm):
    """One row of the fee table."""

    kind = forms.ChoiceField(label=_("Kind of task"), required=False)
    trained = forms.TypedChoiceField(
        label=_("Training"),
        choices=EITHER,
        required=False,
        coerce=lambda value: value == "true",
        empty_value=None,
    )

    class Meta:
        model = Rate
        fields = (
            "kind",
            "working_form",
            "trained",
            "min_hours",
            "max_hours",
            "unit",
            "amount",
            "pays_preparation",
            "income_type",
            "valid_from",
            "valid_until",
        )
        help_texts = {
            "min_hours": _("The row is for gigs longer than this. 0: from the beginning."),
            "max_hours": _("The row is for gigs of at most this many hours. Empty: no limit."),
            "income_type": _("Payroll verifies it. With 336 kilometres cannot be paid tax free."),
            "valid_until": _("Empty: until a row that begins later."),
        }
        widgets = {"valid_from": forms.DateInput, "valid_until": forms.DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.choices = [("", _("Any task")), *((role.code, role.label) for role in Role.objects.all())]
        if self.instance.pk and not self.is_bound:
            self.initial["trained"] = {True: "true", False: "false", None: ""}[self.instance.trained]

    def clean(self) -> dict[str, Any]:
        """An end after the beginning, and a position of trust's income type only for it."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("valid_from"), cleaned.get("valid_until")
        if starts and ends and ends < starts:
            self.add_error("valid_until", ValidationError(_("The row ends before it begins.")))
        least, most = cleaned.get("min_hours"), cleaned.get("max_hours")
        if least is not None and most is not None and most <= least:
            self.add_error(
                "max_hours", ValidationError(_("The longest gig must be longer than the shortest."))
            )
        trust = cleaned.get("working_form") == WorkingForm.POSITION_OF_TRUST
        if cleaned.get("income_type") == IncomeType.TRUST and not trust:
            self.add_error("income_type", ValidationError(_("215 is only for positions of trust.")))
        if cleaned.get("working_form") == WorkingForm.UNPAID:
            self.add_error("working_form", ValidationError(_("Unpaid work needs no row: it pays nothing.")))
        return cleaned


class TravelRateForm(forms.ModelForm):
    """The kilometre allowance from a day on."""

    class Meta:
        model = TravelRate
        fields = ("amount", "income_type", "valid_from", "source")
        help_texts = {"source": _("For example the Tax Administration's decision of the year.")}
        widgets = {"valid_from": forms.DateInput}

    def clean_income_type(self) -> str:
        """Kilometres are 311, or a part of non-wage compensation."""
        code = str(self.cleaned_data["income_type"])
        if code not in (IncomeType.KILOMETRE_ALLOWANCE, NON_WAGE):
            raise ValidationError(_("Kilometres are 311, or a part of non-wage compensation 336."))
        return code


class PayDayForm(forms.ModelForm):
    """One pay day of the payroll calendar."""

    class Meta:
        model = PayDay
        fields = ("cut_off_on", "pays_on")
        help_texts = {"cut_off_on": _("What is approved by this day is paid on the pay day.")}
        widgets = {"cut_off_on": forms.DateInput, "pays_on": forms.DateInput}

    def clean(self) -> dict[str, Any]:
        """Paid after it was approved."""
        cleaned = super().clean() or self.cleaned_data
        approved, paid = cleaned.get("cut_off_on"), cleaned.get("pays_on")
        if approved and paid and paid < approved:
            self.add_error("pays_on", ValidationError(_("The pay day is before the last day of approval.")))
        return cleaned


class PayCodeForm(forms.ModelForm):
    """One neutral pay code."""

    class Meta:
        model = PayCode
        fields = ("kind", "working_form", "code")
        help_texts = {
            "working_form": _("Empty: every working form that has no row of its own."),
            "code": _("As payroll knows it. It must not tell what the task was about."),
        }


class PayrollColumnForm(forms.ModelForm):
    """One column of the payroll file."""

    class Meta:
        model = PayrollColumn
        fields = ("position", "header", "field", "constant")
        help_texts = {"constant": _("Only for a column that always holds the same text.")}

    def clean(self) -> dict[str, Any]:
        """A column of a constant text holds it, another holds none."""
        cleaned = super().clean() or self.cleaned_data
        is_constant = cleaned.get("field") == PayrollColumn.Field.CONSTANT
        if is_constant and not cleaned.get("constant"):
            self.add_error("constant", ValidationError(_("Write the text that the column always holds.")))
        if not is_constant:
            cleaned["constant"] = ""
        return cleaned


class PayrollFormatForm(forms.ModelForm):
    """How the payroll file is written."""

    class Meta:
        model = PayrollFormat
        fields = ("separator", "decimal_mark", "date_format")

    def clean(self) -> dict[str, Any]:
        """A comma cannot do both."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("separator") == cleaned.get("decimal_mark") == ",":
            self.add_error("separator", ValidationError(_("The comma is the decimal mark already.")))
        return cleaned

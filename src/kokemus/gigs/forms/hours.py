"""What is asked of the hours: of the expert with the travel, of the unit only the hours."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kokemus.core import formats
from kokemus.fees.calculation import Travel
from kokemus.gigs.actions.hours import Costs, Hours
from kokemus.gigs.models import Assignment

ZERO = Decimal("0.00")


class AmountField(forms.DecimalField):
    """A number that may be written with a comma, as people do."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        """ "1,5" and "1.5" are the same."""
        return super().to_python(
            value.replace(",", ".").replace(" ", "") if isinstance(value, str) else value
        )

    def prepare_value(self, value: Any) -> Any:
        """As the language writes it."""
        return formats.number(value) if isinstance(value, Decimal) else value


class UnitHoursForm(forms.Form):
    """How long it took."""

    hours = AmountField(
        label=_("Hours at the gig"),
        min_value=Decimal("0.25"),
        max_value=200,
        max_digits=5,
        decimal_places=2,
        error_messages={"min_value": _("Write how many hours it took, for example 2 or 1,5.")},
    )
    preparation_hours = AmountField(
        label=_("Preparation, hours"),
        help_text=_("Planning and meetings before the gig. Write 0 if there was none."),
        min_value=0,
        max_value=200,
        max_digits=5,
        decimal_places=2,
    )

    def said(self) -> Hours:
        """What was written; only when valid."""
        return Hours(self.cleaned_data["hours"], self.cleaned_data["preparation_hours"])


class ExpertHoursForm(UnitHoursForm):
    """How long it took, how the person travelled, and whether they want the fee."""

    travel = forms.ChoiceField(
        label=_("How did you travel?"),
        choices=[
            (Assignment.Travel.NONE, _("No travel costs")),
            (Assignment.Travel.KILOMETRES, _("My own car")),
            (Assignment.Travel.TICKET, _("I bought a ticket")),
            (Assignment.Travel.ADVANCE, _("The ticket was bought for me")),
        ],
        widget=forms.RadioSelect,
        initial=Assignment.Travel.NONE,
    )
    kilometres = AmountField(
        label=_("Kilometres there and back"),
        help_text=_("If you drove your own car."),
        min_value=0,
        max_value=3000,
        max_digits=6,
        decimal_places=1,
        required=False,
    )
    ticket_amount = AmountField(
        label=_("Price of the tickets"),
        help_text=_("There and back together. Keep the tickets until the fee has been paid."),
        min_value=0,
        max_value=2000,
        max_digits=7,
        decimal_places=2,
        required=False,
    )
    fee_refused = forms.BooleanField(
        label=_("I do not want the fee"),
        help_text=_("Travel is paid all the same."),
        required=False,
    )

    def __init__(self, *args: Any, travel_paid: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not travel_paid:
            for name in ("travel", "kilometres", "ticket_amount"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Kilometres when driven, a price when there was a ticket."""
        cleaned = super().clean() or self.cleaned_data
        travel = cleaned.get("travel")
        if (
            travel == Assignment.Travel.KILOMETRES
            and not cleaned.get("kilometres")
            and "kilometres" not in self.errors
        ):
            self.add_error("kilometres", ValidationError(_("Write how many kilometres you drove.")))
        ticketed = travel in (Assignment.Travel.TICKET, Assignment.Travel.ADVANCE)
        if ticketed and not cleaned.get("ticket_amount") and "ticket_amount" not in self.errors:
            self.add_error("ticket_amount", ValidationError(_("Write what the tickets cost.")))
        return cleaned

    def costs(self) -> Costs:
        """What was written; only when valid."""
        data = self.cleaned_data
        kind = data.get("travel") or "none"
        trip = Travel(kind, data.get("kilometres") or ZERO, data.get("ticket_amount") or ZERO)
        return Costs(trip, data["fee_refused"])


class DeskHoursForm(ExpertHoursForm):
    """The same, written down by a coordinator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "travel" in self.fields:
            travel: Any = self.fields["travel"]
            travel.choices = [(code, capfirst(label)) for code, label in Assignment.Travel.choices]


class CorrectForm(DeskHoursForm):
    """The right hours and costs of a claim that was wrong."""

    reason = forms.CharField(
        label=_("Why is it corrected?"),
        help_text=_("Checkers and approvers see this. Do not write what the gig was about."),
        max_length=300,
    )


def costs_initial(assignment: Assignment) -> dict[str, Any]:
    """The costs that stand on the assignment, as the form asks them."""
    return {
        "travel": assignment.travel,
        "kilometres": assignment.kilometres,
        "ticket_amount": assignment.ticket_amount,
        "fee_refused": assignment.fee_refused,
    }

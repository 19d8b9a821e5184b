"""A last week's gig on one page: who, when, who pays, hours and travel."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokemus.experts.models import Expert
from kokemus.fees.models import WorkingForm
from kokemus.gigs.actions.past import Held
from kokemus.gigs.forms.hours import DeskHoursForm
from kokemus.gigs.forms.phone import name_and_place, namesakes_of
from kokemus.organisation.models import CostCentre, Unit
from kokemus.topics.models import Role

OLDEST_DAYS = 2 * 365


class WhoForm(forms.Form):
    """Who came, by a part of the name; when several people have it, one is ticked."""

    who = forms.CharField(label=_("Who came?"), help_text=_("First name or surname."), max_length=80)
    expert = forms.ModelChoiceField(
        label=_("Who is meant?"),
        queryset=Expert.objects.none(),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
    )
    confirmed = forms.ChoiceField(
        label=_("Who confirms the hours?"),
        choices=[
            ("yes", _("I know them from both: make the claim at once")),
            ("no", _("Ask the expert and the unit")),
        ],
        widget=forms.RadioSelect,
        initial="yes",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        namesakes: Any = self.fields["expert"]
        namesakes.label_from_instance = name_and_place
        if self.is_bound:
            namesakes.queryset = namesakes_of(self.data.get("who", ""))

    def clean(self) -> dict[str, Any]:
        """The one who was ticked, or the only one with the name."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("who") and not cleaned.get("expert"):
            found = list(namesakes_of(cleaned["who"]))
            if len(found) == 1:
                cleaned["expert"] = found[0]
            elif found:
                self.add_error("expert", ValidationError(_("Several people have this name. Tick who came.")))
            else:
                self.add_error("who", ValidationError(_("Nobody in the register has this name.")))
        return cleaned

    @property
    def has_namesakes(self) -> bool:
        """Whether the page must ask which of several people is meant."""
        return "expert" in self.errors or bool(self.data.get("expert"))


class PastGigForm(WhoForm, DeskHoursForm):
    """Who came to a gig that is known here already, and its hours."""


class PastForm(PastGigForm):
    """All of a gig that is entered from the beginning."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput)
    starts = forms.TimeField(label=_("Began at"), widget=forms.TimeInput)
    role = forms.ModelChoiceField(
        label=_("In which role?"), queryset=Role.objects.filter(is_active=True), required=False
    )
    working_form = forms.ChoiceField(
        label=_("Working form"), choices=WorkingForm, initial=WorkingForm.ASSIGNMENT
    )
    unit = forms.ModelChoiceField(
        label=_("Unit that pays"), queryset=Unit.objects.filter(is_active=True), required=False
    )
    cost_centre = forms.ModelChoiceField(
        label=_("Cost centre, if another than the unit's"), queryset=CostCentre.objects.all(), required=False
    )
    payer_name = forms.CharField(
        label=_("Payer outside the organisation"),
        help_text=_("For example a school. The claim then goes to an invoice and not to payroll."),
        max_length=120,
        required=False,
    )
    payer_business_id = forms.CharField(label=_("Business ID"), max_length=20, required=False)
    payer_address = forms.CharField(label=_("Invoicing address"), max_length=300, required=False)
    goal = forms.CharField(
        label=_("What was it?"),
        help_text=_("Only coordinators see this. Do not write anybody's health information."),
        max_length=300,
        required=False,
    )

    def clean_day(self) -> dt.date:
        """Today or earlier, and no slip in the year."""
        day: dt.date = self.cleaned_data["day"]
        today = timezone.localdate()
        if day > today:
            raise ValidationError(_("The day is in the future. A gig ahead is entered as a request."))
        if (today - day).days > OLDEST_DAYS:
            raise ValidationError(_("The day is more than two years ago. Check the year."))
        return day

    def clean(self) -> dict[str, Any]:
        """Somebody pays, and the gig has ended."""
        cleaned = super().clean()
        unit, centre, payer = (cleaned.get(name) for name in ("unit", "cost_centre", "payer_name"))
        if not (payer or centre or (unit and unit.cost_centre)):
            text = _("This unit has no cost centre. Choose one.") if unit else _("Choose who pays.")
            self.add_error("cost_centre" if unit else "unit", ValidationError(text))
        if {"day", "starts", "hours"} <= cleaned.keys() and self._ends_at() > timezone.now():
            self.add_error(
                "starts", ValidationError(_("The gig has not ended yet. Check the day and the time."))
            )
        return cleaned

    def _starts_at(self) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(self.cleaned_data["day"], self.cleaned_data["starts"]))

    def _ends_at(self) -> dt.datetime:
        return self._starts_at() + dt.timedelta(hours=float(self.cleaned_data["hours"]))

    def held(self) -> Held:
        """What was written; only when valid."""
        same = ("goal", "role", "working_form", "unit", "cost_centre", "preparation_hours")
        payer = ("payer_name", "payer_business_id", "payer_address")
        facts = {name: self.cleaned_data[name] for name in (*same, *payer)}
        return Held(starts_at=self._starts_at(), ends_at=self._ends_at(), **facts)

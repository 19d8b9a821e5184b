"""What is asked of claims: a reason, a filter, a day."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokemus.core import text
from kokemus.fees.models import Claim
from kokemus.fees.models.claim import ClaimQuerySet


class ReasonForm(forms.Form):
    """Why a claim goes back or is reversed."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("For the coordinator, who mends it. Do not write what the gig was about."),
        max_length=300,
    )


class ClaimFilterForm(forms.Form):
    """Whose claims, in which state."""

    who = forms.CharField(label=_("Name"), required=False, max_length=80)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *Claim.State.choices]
    )

    def apply(self, claims: ClaimQuerySet) -> ClaimQuerySet:
        """The claims that the filter leaves."""
        if not self.is_valid():
            return claims
        for word in self.cleaned_data["who"].split():
            claims = claims.filter(expert__sort_key__contains=text.sort_key(word))
        state = self.cleaned_data["state"]
        return claims.filter(state=state) if state else claims


class PaidForm(forms.Form):
    """The day on which it was paid."""

    paid_on = forms.DateField(label=_("Paid on"), widget=forms.DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paid_on"].initial = timezone.localdate()

"""What a coordinator fills in around a gig: filters of the list, a question, a hand-over, a cancellation."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kokemus.core import text
from kokemus.gigs.models import Gig
from kokemus.organisation.forms.tables import CoordinatorChoice
from kokemus.topics import search


class GigFilterForm(forms.Form):
    """Filters of the list of all gigs; whatever is wrong in the address is left out."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *Gig.State.choices])
    coordinator = CoordinatorChoice(label=_("Coordinator"), required=False, empty_label=_("All"))

    def wanted(self) -> Q:
        """The condition for a queryset of gigs."""
        self.is_valid()
        found = search.wanted(text.fold(self.cleaned_data.get("q") or "").split())
        if state := self.cleaned_data.get("state"):
            found &= Q(state=state)
        if coordinator := self.cleaned_data.get("coordinator"):
            found &= Q(coordinator=coordinator)
        return found


class QuestionForm(forms.Form):
    """A question back to the requester."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The requester reads it on the status page and answers there. Name no expert."),
    )


class HandOverForm(forms.Form):
    """To whom a gig is handed over."""

    to = CoordinatorChoice(label=_("Who answers for this from now on"))


class CancelForm(forms.Form):
    """Who cancelled: it decides whether the fee is paid."""

    cancelled_by = forms.ChoiceField(
        label=_("Who cancels"),
        widget=forms.RadioSelect,
        choices=[
            (Gig.CancelledBy.REQUESTER, _("the requester")),
            (Gig.CancelledBy.COORDINATOR, _("we, the organisation")),
        ],
    )

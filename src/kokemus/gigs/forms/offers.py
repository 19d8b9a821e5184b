"""What is filled in around an offer: whom to ask and by when, another time, an answer given on the phone."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokemus.gigs.models import Offer

HOURS = [
    ("48", _("2 days")),
    ("72", _("3 days")),
    ("120", _("5 days")),
    ("168", _("a week")),
    ("24", _("1 day")),
    ("4", _("4 hours")),
]
DEFAULT_HOURS = 48


class AskForm(forms.Form):
    """How long the experts have to think; less than two days needs a reason in words."""

    hours = forms.TypedChoiceField(
        label=_("Time to think"), choices=HOURS, coerce=int, initial=str(DEFAULT_HOURS)
    )
    reason = forms.CharField(
        label=_("Why less than two days"),
        required=False,
        max_length=200,
        help_text=_("Only when the time to think is shorter than two days."),
    )

    def clean(self) -> dict[str, Any]:
        """The reason is asked where it is needed."""
        cleaned = super().clean() or {}
        if cleaned.get("hours", DEFAULT_HOURS) < DEFAULT_HOURS and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say in a few words why there is less than two days to think."))
        return cleaned

    def expires_at(self) -> dt.datetime:
        """When the time to think ends."""
        return timezone.now() + dt.timedelta(hours=self.cleaned_data["hours"])


class ChooseForm(forms.Form):
    """Whom to choose of those who said yes."""

    offer = forms.MultipleChoiceField(
        label=_("Who comes"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Nobody was ticked. Tick whom you choose.")},
    )
    is_enough = forms.BooleanField(
        label=_("These are enough: agree the gig with them"), required=False, widget=forms.CheckboxInput
    )

    def __init__(self, *args: Any, offers: list[Offer], missing: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(offer.public_id, offer.expert.full_name) for offer in offers]
        self.fields["offer"].choices = choices  # type: ignore[attr-defined]
        if missing <= 1:
            del self.fields["is_enough"]


class AnotherTimeForm(forms.Form):
    """The expert's own words of when it would suit."""

    another_time = forms.CharField(
        label=_("When would it suit you?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: Tuesday afternoons, or any day after 10 December."),
        error_messages={"required": _("Write when it would suit you.")},
    )


class PhoneAnswerForm(forms.Form):
    """An answer that the expert gave on the phone; with a tick for the consent when it has never been asked."""

    answer = forms.ChoiceField(
        label=_("What did the expert answer?"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("Yes, it suits")),
            ("another_time", _("Another time would suit")),
            ("no", _("Not this time")),
        ],
    )
    another_time = forms.CharField(label=_("Which other time would suit"), required=False, max_length=300)
    asked_consent = forms.BooleanField(
        label=_("I asked for the consent, and the answer was yes"),
        required=False,
        help_text=_(
            "May gigs on this topic be offered to you? It is recorded as a consent given by phone today."
        ),
    )

    def __init__(self, *args: Any, needs_consent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs_consent = needs_consent
        if not needs_consent:
            del self.fields["asked_consent"]

    def clean(self) -> dict[str, Any]:
        """A yes of somebody carried over needs the consent; another time needs words."""
        cleaned = super().clean() or {}
        answer = cleaned.get("answer")
        if answer == "another_time" and not cleaned.get("another_time", "").strip():
            self.add_error("another_time", _("Write which other time would suit."))
        if answer == "yes" and self.needs_consent and not cleaned.get("asked_consent"):
            self.add_error(
                "asked_consent", _("Ask for the consent first: without it the yes cannot be recorded.")
            )
        return cleaned

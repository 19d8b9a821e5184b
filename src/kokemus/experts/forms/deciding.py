"""What a coordinator fills in about an application: the talk, a guardian's yes, the answer."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokemus.experts.forms.joining import WhoForm
from kokemus.experts.models import Application


def _not_in_the_future(day: dt.date) -> dt.date:
    if day > timezone.localdate():
        raise forms.ValidationError(_("The day is in the future. Give the day when it happened."))
    return day


class PhoneStartForm(WhoForm):
    """An application begun on the phone; a helper may sit beside the person."""


class TalkForm(forms.Form):
    """When and where the newcomer's talk is."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput)
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput)
    place = forms.CharField(
        label=_("Place or phone"),
        help_text=_(
            "The applicant is told this as it stands. For example: we call you, or the health centre, room 12."
        ),
        max_length=200,
    )

    def clean(self) -> dict[str, Any]:
        """A talk is ahead."""
        cleaned = super().clean() or self.cleaned_data
        if "day" in cleaned and "time" in cleaned:
            cleaned["at"] = timezone.make_aware(dt.datetime.combine(cleaned["day"], cleaned["time"]))
            if cleaned["at"] <= timezone.now():
                self.add_error("day", _("The time is in the past. Choose a time that is still ahead."))
        return cleaned


class TalkNoteForm(forms.Form):
    """What the talk came to."""

    on = forms.DateField(label=_("The talk was held on"), widget=forms.DateInput, initial=timezone.localdate)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("The person may read it: it is data about them."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    thinks_until = forms.DateField(
        label=_("The person thinks it over until"),
        help_text=_("Empty: it is your turn to answer."),
        required=False,
        widget=forms.DateInput,
    )

    def clean_on(self) -> dt.date:
        """Not in the future."""
        return _not_in_the_future(self.cleaned_data["on"])

    def clean_thinks_until(self) -> dt.date | None:
        """Not in the past."""
        day: dt.date | None = self.cleaned_data["thinks_until"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("The day is in the past. Choose a day from today on."))
        return day


class GuardianYesForm(forms.Form):
    """The day when the guardian said yes to the coordinator."""

    on = forms.DateField(
        label=_("The guardian said yes on"), widget=forms.DateInput, initial=timezone.localdate
    )

    def clean_on(self) -> dt.date:
        """Not in the future."""
        return _not_in_the_future(self.cleaned_data["on"])


class AcceptForm(forms.Form):
    """How the person begins."""

    starts = forms.BooleanField(
        label=_("Gigs may be offered at once"),
        help_text=_(
            "Only those to which the person has said yes. Otherwise the person is new until you start them."
        ),
        required=False,
    )
    may_sign_in = forms.BooleanField(
        label=_("The person may sign in with a code sent to their e-mail"), required=False
    )
    is_other = forms.BooleanField(
        label=_("I have checked: this is not somebody who is in the register already"),
        error_messages={"required": _("Look at those who may be the same person, and tick this if none is.")},
    )

    def __init__(
        self, *args: Any, application: Application, has_yes: bool, has_alike: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts"].initial = has_yes
        self.fields["may_sign_in"].initial = bool(application.email)
        if not application.email:
            del self.fields["may_sign_in"]
        if not has_alike:
            del self.fields["is_other"]

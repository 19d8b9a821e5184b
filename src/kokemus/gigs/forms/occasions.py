"""When: one or several occasions, each a day with its begin and end (Europe/Helsinki)."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokemus.gigs.models import Gig, Occasion

MOST = 40
FURTHEST_DAYS = 2 * 365
Times = list[tuple[dt.datetime, dt.datetime]]


class OccasionForm(forms.Form):
    """One occasion. A day in the past is refused unless `past_allowed` (the coordinator enters what was done)."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput)
    starts = forms.TimeField(label=_("Begins"), widget=forms.TimeInput)
    ends = forms.TimeField(label=_("Ends"), widget=forms.TimeInput)

    def __init__(self, *args: Any, past_allowed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.past_allowed = past_allowed

    def clean_day(self) -> dt.date:
        """From tomorrow on, and no slip in the year."""
        day: dt.date = self.cleaned_data["day"]
        days = (day - timezone.localdate()).days
        if days <= 0 and not self.past_allowed:
            text = _("The day is in the past. Choose a day from tomorrow on.")
            raise ValidationError(text if days else _("The day is today. Choose a day from tomorrow on."))
        if abs(days) > FURTHEST_DAYS:
            raise ValidationError(_("The day is more than two years away. Check the year."))
        return day

    def clean(self) -> dict[str, Any]:
        """The end is after the beginning."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("It ends before it begins. Check the times."))
        return cleaned

    def times(self) -> tuple[dt.datetime, dt.datetime]:
        """Beginning and end as moments; only when valid and filled in."""
        day = self.cleaned_data["day"]
        starts, ends = (dt.datetime.combine(day, self.cleaned_data[name]) for name in ("starts", "ends"))
        return timezone.make_aware(starts), timezone.make_aware(ends)


class BaseOccasionFormSet(forms.BaseFormSet):
    """The occasions of one gig; rows left empty are left out."""

    default_error_messages = forms.BaseFormSet.default_error_messages | {
        "too_few_forms": _("Give at least one time."),
        "too_many_forms": _("Give at most %(num)d times. Send another request for the rest."),
    }

    def initial_form_count(self) -> int:
        """A row that was filled in may be emptied to leave it out."""
        return 0 if self.is_bound else super().initial_form_count()

    def clean(self) -> None:
        """The same time is not given twice."""
        if any(self.errors):
            return
        times = self.times()
        if len(set(times)) < len(times):
            raise ValidationError(_("The same time is there twice."))

    def times(self) -> Times:
        """What was filled in, in order of time."""
        return sorted(form.times() for form in self.forms if form.cleaned_data)


def _formset(min_num: int) -> Any:
    return forms.formset_factory(
        OccasionForm,
        formset=BaseOccasionFormSet,
        extra=0,
        min_num=min_num,
        validate_min=bool(min_num),
        max_num=MOST,
        validate_max=True,
        absolute_max=MOST + 1,
    )


OccasionFormSet = _formset(1)
PhoneOccasionFormSet = _formset(0)


def rows_of(gig: Gig) -> list[dict[str, Any]]:
    """A gig's planned occasions as the form shows them."""
    planned = gig.occasions.filter(state=Occasion.State.PLANNED)
    pairs = [(timezone.localtime(each.starts_at), timezone.localtime(each.ends_at)) for each in planned]
    return [{"day": starts.date(), "starts": starts.time(), "ends": ends.time()} for starts, ends in pairs]

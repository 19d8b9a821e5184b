"""Things that a person has several of: experiences, training, weekly times, extracts shown, notes; and pauses."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from kokemus.experts.forms.folding import FoldedFields
from kokemus.experts.models import CriminalRecordCheck, Expert, Note, Perspective, TrainingFact
from kokemus.topics.forms import TopicField
from kokemus.topics.models import Service


class ExperienceForm(FoldedFields, forms.Form):
    """One topic from one perspective, and the services used."""

    folds = {"services": _("Services used")}

    topic = TopicField(label=_("Topic"))
    perspective = forms.ChoiceField(
        label=_("Whose experience"),
        choices=Perspective.choices,
        widget=forms.RadioSelect,
        initial=Perspective.OWN,
    )
    services = forms.ModelMultipleChoiceField(
        Service.objects.none(), label=_("Services used"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["services"].queryset = Service.objects.filter(is_active=True)  # type: ignore[attr-defined]


class TrainingForm(FoldedFields, forms.ModelForm):
    """A fact of training: by whom, hours, year."""

    state = forms.ChoiceField(
        label=_("Training"),
        choices=[each for each in Expert.Training.choices if each[0] != Expert.Training.NONE],
        widget=forms.RadioSelect,
        initial=Expert.Training.TRAINED,
    )

    class Meta:
        model = TrainingFact
        fields = ["state", "organiser", "hours", "year"]
        labels = {"organiser": _("Organiser"), "hours": _("Hours"), "year": _("Year")}
        help_texts = {"organiser": _("The organisation's own training, or an association's.")}

    def clean_year(self) -> int | None:
        """A year between the first trainings in Finland and the next one."""
        year: int | None = self.cleaned_data["year"]
        latest = timezone.localdate().year + 1
        if year is not None and not 1990 <= year <= latest:
            raise forms.ValidationError(
                _("Give the year with four digits, for example %(year)s.") % {"year": latest - 1}
            )
        return year


class CriminalRecordForm(FoldedFields, forms.ModelForm):
    """That the extract was shown. Nothing else of it may be kept."""

    class Meta:
        model = CriminalRecordCheck
        fields = ["shown_on"]
        labels = {"shown_on": _("Shown to you on")}
        widgets = {"shown_on": forms.DateInput}

    def clean_shown_on(self) -> dt.date:
        """Not in the future."""
        day: dt.date = self.cleaned_data["shown_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day is in the future. Give the day when you saw the extract."))
        return day


class UnavailabilityForm(FoldedFields, forms.Form):
    """A weekly time when the person cannot come."""

    weekday = forms.TypedChoiceField(
        label=_("Day"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("every day")), *((number, name) for number, name in WEEKDAYS.items())],
    )
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput)
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput)

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        cleaned = super().clean() or {}
        if cleaned.get("starts") and cleaned.get("ends") and cleaned["ends"] <= cleaned["starts"]:
            self.add_error("ends", _("The time ends before it begins. Give a later time."))
        return cleaned


class NoteForm(FoldedFields, forms.ModelForm):
    """A note. What is written here may be read by the person themselves."""

    class Meta:
        model = Note
        fields = ["text"]
        labels = {"text": _("Note")}
        help_texts = {
            "text": _(
                "Only what is needed for the work. The person has the right to read the notes about them."
            )
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class PauseForm(forms.Form):
    """A pause; no reason is asked."""

    starts_on = forms.DateField(label=_("Pause from"), widget=forms.DateInput)
    ends_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput,
        help_text=_("The last day of the pause. Empty: the pause goes on until it is ended."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        """From today on, and it ends after it begins."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and starts < timezone.localdate():
            self.add_error("starts_on", _("The day is in the past. Choose today or a later day."))
        if starts and ends and ends < starts:
            self.add_error(
                "ends_on", _("The pause ends before it begins. Choose a later day, or leave this empty.")
            )
        return cleaned


class MergeSearchForm(forms.Form):
    """Who else is the same person."""

    q = forms.CharField(label=_("Name, phone or e-mail of the other row"), required=False, max_length=200)

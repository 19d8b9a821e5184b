"""What the requester may fill in on the status page: an answer, a code, and changes until experts are asked."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from kokemus.gigs.forms.requests import GoalForm, PlaceForm, PracticalForm


class AnswerForm(forms.Form):
    """The answer to one question of the coordinator."""

    question = forms.IntegerField(widget=forms.HiddenInput)
    reply = forms.CharField(label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class CodeForm(forms.Form):
    """The six digits that were sent by e-mail; spaces do not matter."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        validators=[RegexValidator(r"^(\s*\d){6}\s*$", _("The code has six digits."))],
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        """Only the digits."""
        return "".join(self.cleaned_data["code"].split())


class ChangeForm(GoalForm, PlaceForm, PracticalForm):
    """What the requester may change by themselves: what for, where, practical matters (and the times beside it)."""

    meets_myself = None  # type: ignore[assignment]  # the name and phone stand in their own fields by now

"""What every public form carries (a time trap and a field that people do not see), and answers shown again."""

import time
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

FASTEST_SECONDS = 3
OLDEST_SECONDS = 24 * 60 * 60


class GuardedForm(forms.Form):
    """A public form that turns robots away: filled in under three seconds, or the hidden field filled in."""

    started = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )
    guard_fields = ("started", "website")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["started"].initial = signing.dumps(time.time(), salt="form")
        self.fields["website"].label = _("Leave this empty")

    def clean(self) -> dict[str, Any]:
        """Refuse what a person cannot have done; the message says what to do."""
        cleaned = super().clean() or {}
        if cleaned.get("website"):
            self._put("website", "")  # a browser may have filled it in, and nobody sees it to empty it
            raise forms.ValidationError(
                _("The form looked as if a machine had filled it in. Please send it again.")
            )
        try:
            started = signing.loads(cleaned.get("started", ""), salt="form", max_age=OLDEST_SECONDS)
        except signing.BadSignature:
            self._put("started", signing.dumps(time.time(), salt="form"))
            raise forms.ValidationError(
                _("The page had been open too long. Check your answers and send again.")
            ) from None
        if time.time() - started < FASTEST_SECONDS:
            raise forms.ValidationError(
                _("The form was sent very fast. Please wait a moment and send it again.")
            )
        return cleaned

    def _put(self, name: str, value: str) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data[self.add_prefix(name)] = value
        self.data = data


def say_too_many(form: forms.BaseForm) -> None:
    """Say on a checked form that it was sent too often from one address; what was typed stays in it."""
    form.add_error(
        None,
        _(
            "This has been sent very many times from your network. What you wrote is safe on this page: wait a "
            "while and send it again."
        ),
    )


def typed(form: forms.Form, data: QueryDict) -> dict[str, Any]:
    """What was typed into a form, as `initial`: shown again without errors."""
    return {name: field.widget.value_from_datadict(data, {}, name) for name, field in form.fields.items()}


def readable(form: forms.Form) -> list[dict[str, Any]]:
    """The answers of a checked form in words, in the form's order, for "check your answers": label and value."""
    rows = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in (None, "", [], False) or (
            isinstance(field, forms.ModelMultipleChoiceField) and not value
        ):
            continue
        rows.append({"label": field.label, "value": _in_words(field, value)})
    return rows


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(map(str, value)) if isinstance(field, forms.ModelMultipleChoiceField) else str(value)
    if isinstance(field, forms.ChoiceField):
        choices: dict[Any, Any] = dict(field.choices)  # type: ignore[arg-type]
        return ", ".join(str(choices[each]) for each in (value if isinstance(value, list) else [value]))
    return str(_("Yes")) if value is True else str(getattr(value, "code", field.prepare_value(value)))

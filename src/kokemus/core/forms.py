"""What every public form carries: a time trap and a field that people do not see."""

import time
from typing import Any

from django import forms
from django.core import signing
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
            raise forms.ValidationError(
                _("The form looked as if a machine had filled it in. Please send it again.")
            )
        try:
            started = signing.loads(cleaned.get("started", ""), salt="form", max_age=OLDEST_SECONDS)
        except signing.BadSignature:
            self._restart()
            raise forms.ValidationError(
                _("The page had been open too long. Check your answers and send again.")
            ) from None
        if time.time() - started < FASTEST_SECONDS:
            raise forms.ValidationError(
                _("The form was sent very fast. Please wait a moment and send it again.")
            )
        return cleaned

    def _restart(self) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data[self.add_prefix("started")] = signing.dumps(time.time(), salt="form")
        self.data = data

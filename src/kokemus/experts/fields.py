"""Form fields of people: phone numbers, municipalities, languages, topics."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokemus.core import formats
from kokemus.experts import phones
from kokemus.organisation.places import municipality_of


class PhoneField(forms.CharField):
    """One phone number, typed in any way, kept as +358…"""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel"})

    def to_python(self, value: Any) -> str:
        """The number as it is kept; the error says how to write it."""
        typed = str(super().to_python(value) or "").strip()
        if not typed:
            return ""
        number = phones.kept(typed)
        if number is None:
            raise forms.ValidationError(
                _("Check the phone number. Write one number, for example 040 123 4567.")
            )
        return number

    def prepare_value(self, value: Any) -> Any:
        """A kept number as people read it."""
        return formats.phone(value) if isinstance(value, str) else value


def municipality(name: str) -> str:
    """The municipality's Finnish name when the place is known (a village is its municipality), else as typed."""
    tidy = " ".join(name.split())
    return municipality_of(tidy) or tidy


class MunicipalityField(forms.CharField):
    """One municipality; a village or a Swedish name becomes it."""

    def to_python(self, value: Any) -> str:
        """The municipality's Finnish name, or what was typed when the place is not known."""
        return municipality(str(super().to_python(value) or ""))


class MunicipalitiesField(forms.CharField):
    """Several municipalities with commas or on lines of their own; cleaned to a list without repeats."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        """A list as text."""
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """["Imatra", "Ruokolahti"]."""
        typed = super().clean(value)
        names = [municipality(part) for part in re.split(r"[,;\n]", typed) if part.strip()]
        too_long = [name for name in names if len(name) > 60]
        if too_long:
            raise forms.ValidationError(_("Write the names of municipalities with commas between them."))
        return list(dict.fromkeys(names))


class OfferedChoiceField(forms.TypedMultipleChoiceField):
    """Ticks of which one that has gone out of use since is left out, and takes no other with it."""

    def to_python(self, value: Any) -> list[str]:
        """Only what is offered."""
        return [each for each in super().to_python(value) if self.valid_value(each)]


class OfferedModelsField(forms.ModelMultipleChoiceField):
    """The same of rows."""

    def clean(self, value: Any) -> Any:
        """Only what is offered."""
        rows: Any = self.queryset  # of a field that has been made it is never None
        offered = {str(key) for key in rows.values_list("pk", flat=True)}
        return super().clean([each for each in value or () if str(each) in offered])

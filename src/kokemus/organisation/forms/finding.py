"""What somebody may ask of the directory of peer support."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokemus.core import text
from kokemus.organisation.models import Association
from kokemus.topics.models import Topic


class PeerSupportForm(forms.Form):
    """Plain words, a topic area, a municipality: any of them is enough."""

    words = forms.CharField(
        label=_("What would you like to share with others?"),
        help_text=_("In your own words, or an association's name. We do not keep what you write here."),
        max_length=1000,
        required=False,
        widget=forms.Textarea,
    )
    area: Any = forms.ModelChoiceField(
        label=_("Topic area"), queryset=None, to_field_name="code", required=False, empty_label=_("any")
    )
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        area.queryset = Topic.objects.active().areas()
        towns = Association.objects.shown().exclude(municipality="").values_list("municipality", flat=True)
        municipality: Any = self.fields["municipality"]
        municipality.choices = [
            ("", _("any")),
            *((town, town) for town in sorted(set(towns), key=text.sort_key)),
        ]

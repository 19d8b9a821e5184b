"""Topics as ticks grouped by area; whoever asks for topics in a form of several steps builds on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokemus.experts.fields import OfferedChoiceField
from kokemus.topics.models import Topic


class TopicsForm(forms.Form):
    """Topics: ticks grouped by area. Each area is a field of its own, so that it can be folded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = {topic.pk: topic for topic in Topic.objects.active()}
        self.areas = [topic for topic in self.topics.values() if topic.parent_id is None]
        for top in self.areas:
            own = [topic for topic in self.topics.values() if topic.parent_id == top.pk]
            label = _("%(area)s in general") % {"area": top.label}
            self.fields[f"topics_{top.pk}"] = OfferedChoiceField(
                label=top.label,
                required=False,
                coerce=int,
                choices=[(top.pk, label), *((topic.pk, topic.label) for topic in own)],
                widget=forms.CheckboxSelectMultiple,
            )

    def topic_groups(self) -> list[dict[str, Any]]:
        """For each area: its field and how many of its topics are chosen."""
        fields = [self[f"topics_{top.pk}"] for top in self.areas]
        return [{"field": bound, "chosen": len(bound.value() or [])} for bound in fields]

    def clean(self) -> dict[str, Any]:
        """Gather the areas' ticks into `topics`."""
        cleaned = super().clean() or self.cleaned_data
        keys = [key for top in self.areas for key in cleaned.get(f"topics_{top.pk}") or []]
        cleaned["topics"] = [self.topics[key] for key in keys]
        return cleaned

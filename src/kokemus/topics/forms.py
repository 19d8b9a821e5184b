"""What a coordinator writes about words and topics, and the choices of every topic picker."""

import re
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kokemus.topics import words
from kokemus.topics.models import Language, OwnWord, Topic

MOST_WORDS = 4
PLAIN = re.compile(r"[^\W\d_]+(?:[ '’\-‐][^\W\d_]+)*")


def topic_choices(empty: Any = None) -> list[tuple[Any, Any]]:
    """Every topic for a select, grouped by area; the area itself comes first in its group."""
    rows = list(Topic.objects.active())
    children: dict[int, list[Topic]] = {}
    for topic in rows:
        if topic.parent_id:
            children.setdefault(topic.parent_id, []).append(topic)
    groups: list[tuple[Any, Any]] = [
        (area.label, [(each.pk, each.label) for each in (area, *children.get(area.pk, []))])
        for area in rows
        if not area.parent_id
    ]
    return groups if empty is None else [("", empty), *groups]


class TopicField(forms.TypedChoiceField):
    """One topic of all; cleaned to the topic itself."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=lambda key: Topic.objects.active().get(pk=key), **kwargs)
        self.choices = lambda: topic_choices(_("Choose a topic"))  # read anew for each form


class OwnWordForm(forms.Form):
    """This word means this topic, or does not."""

    text = forms.CharField(
        label=_("Word or short phrase"),
        max_length=80,
        help_text=_("In its basic form, for example: phone addiction. Its other forms are found too."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    topic = TopicField(label=_("Topic"))
    means = forms.TypedChoiceField(
        label=_("What does the word tell?"),
        choices=[("1", _("It means this topic")), ("0", _("It does not mean this topic"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="1",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"language": (get_language() or "fi")[:2]} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean_text(self) -> str:
        """Small letters, single spaces; a word or at most four."""
        text = " ".join(str(self.cleaned_data["text"]).casefold().split())
        if not PLAIN.fullmatch(text) or len(words.tokens(text)) > MOST_WORDS:
            raise forms.ValidationError(
                _("Write one word or at most four words, without numbers or marks. One row for each word.")
            )
        return text

    def clean(self) -> dict[str, Any]:
        """A word that is there already is said so, with what to do."""
        cleaned = super().clean() or {}
        living = OwnWord.objects.living().filter(
            **{key: cleaned.get(key) for key in ("text", "language", "topic", "means")}
        )
        if not self.errors and living.exists():
            self.add_error("text", _("This word is in the list already. You find it below."))
        return cleaned


class TryForm(forms.Form):
    """A text to try the finder with, or words to pick a topic by."""

    q = forms.CharField(label=_("In your own words"), max_length=200, required=False)

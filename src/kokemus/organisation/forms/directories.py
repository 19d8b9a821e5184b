"""What the admin may edit of services, projects, associations, help lines and places to talk."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kokemus.organisation.forms.tables import known_place
from kokemus.organisation.models import Association, Cooperation, HelpLine, Post, Project, TalkPlace
from kokemus.topics.models import Service, Topic

LANGUAGES = {"fi": _("in Finnish"), "sv": _("in Swedish"), "en": _("in English")}


def in_languages(*names: str) -> list[str]:
    """The three fields of each text."""
    return [f"{name}_{code}" for name in names for code in LANGUAGES]


class WebField(forms.URLField):
    """A web address; what was typed without https:// gets it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **kwargs})


class WrittenForm(forms.ModelForm):
    """A form whose texts are written in three languages; only the Finnish one may be required."""

    texts: ClassVar[dict[str, Any]] = {}
    hints: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.texts.items():
            for code, language in LANGUAGES.items():
                field = self.fields[f"{name}_{code}"]
                field.label = format_lazy("{} ({})", label, language)
                field.help_text = self.hints.get(name, "") if code == "fi" else ""
                if isinstance(field.widget, forms.Textarea):
                    field.widget.attrs["rows"] = 3


class CheckedForm(WrittenForm):
    """A fact about others, with the languages of the help; a new one counts as checked today."""

    languages = forms.MultipleChoiceField(
        label=_("Languages of the support"),
        choices=Association.Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["checked_on"] = timezone.localdate()


class CooperationForm(WrittenForm):
    """How far a service has come with experts."""

    texts: ClassVar = {"done": _("What has been done with experts"), "begin": _("How to begin")}

    class Meta:
        model = Cooperation
        fields = ["state", *in_languages("done", "begin"), "contact", "phone", "email"]
        help_texts = {"contact": _("A title or a unit is enough, for example the manager of the service.")}


class ProjectForm(WrittenForm):
    """A project and the experts' part in it."""

    texts: ClassVar = {"name": _("Name"), "part": _("What experts do in the project")}
    hints: ClassVar = {"part": _("In plain words, so that somebody who thinks of joining understands.")}
    services: Any = forms.ModelMultipleChoiceField(
        label=_("Services"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Project
        field_classes = {"web": WebField}
        fields = [
            *in_languages("name", "part"),
            "state",
            "starts_on",
            "ends_on",
            "services",
            "contact",
            "phone",
            "email",
            "web",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services: Any = self.fields["services"]
        services.queryset = Service.objects.filter(is_active=True)

    def clean(self) -> dict[str, Any]:
        """The last day cannot be before the first; a database rule holds it too, but says it less plainly."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first. Choose a later day."))
        return cleaned


class PostForm(WrittenForm):
    """An expert employed in a unit."""

    texts: ClassVar = {"what": _("What the expert does"), "reach": _("How to reach the expert")}

    class Meta:
        model = Post
        fields = ["unit", *in_languages("what", "reach"), "phone", "person", "is_active"]
        help_texts = {"person": _("Only when the person wants their name to be shown. May be left empty.")}


def _by_area(topics: Iterable[Topic]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Topics as choices, each under its area; the area itself comes first."""
    groups: dict[int, list[tuple[int, str]]] = {}
    for topic in sorted(topics, key=lambda each: (each.parent_id is not None, each.position)):
        groups.setdefault(topic.area_id, []).append((topic.pk, topic.label))
    return [(choices[0][1], choices) for choices in groups.values()]


class AssociationForm(CheckedForm):
    """An association of the directory of peer support."""

    texts: ClassVar = {"name": _("Name"), "what": _("What kind of support, and for whom")}
    topics: Any = forms.ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick an area as a whole or the topics themselves."),
    )

    class Meta:
        model = Association
        field_classes = {"web": WebField}
        fields = [
            *in_languages("name", "what"),
            "municipality",
            "phone",
            "email",
            "web",
            "languages",
            "checked_on",
            "is_active",
            "topics",
        ]
        help_texts = {"municipality": _("Empty: the whole country.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics: Any = self.fields["topics"]
        topics.queryset = Topic.objects.active()
        topics.choices = _by_area(topics.queryset)

    def clean_municipality(self) -> str:
        """A municipality that we know."""
        return known_place(self.cleaned_data["municipality"])


class HelpLineForm(CheckedForm):
    """A help line, in the order in which the lines are shown."""

    texts: ClassVar = {"name": _("Name"), "whom": _("For whom"), "hours": _("When it answers")}

    class Meta:
        model = HelpLine
        field_classes = {"web": WebField}
        fields = [
            *in_languages("name", "whom"),
            "phone",
            *in_languages("hours"),
            "web",
            "languages",
            "position",
            "checked_on",
            "is_active",
        ]


class TalkPlaceForm(WrittenForm):
    """A place where anyone may talk with an expert."""

    texts: ClassVar = {"name": _("Name"), "what": _("What it is"), "hours": _("When it answers")}
    hints: ClassVar = {"name": _("Empty: the name of the unit.")}
    areas: Any = forms.ModelMultipleChoiceField(
        label=_("Topic areas"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = TalkPlace
        fields = ["unit", *in_languages("name", "what", "hours"), "phone", "areas", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas: Any = self.fields["areas"]
        areas.queryset = Topic.objects.active().areas()

    def clean(self) -> dict[str, Any]:
        """A unit or a name; a database rule holds it too, but says it less plainly."""
        cleaned = super().clean() or {}
        if not cleaned.get("unit") and not cleaned.get("name_fi") and "name_fi" not in self.errors:
            self.add_error("name_fi", _("Choose a unit or write a name."))
        return cleaned

"""The filters of the register's list. A GET form: a wrong value is left out, never an error page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokemus.core import text
from kokemus.experts import languages
from kokemus.experts.models import Area, Expert, ExpertQuerySet, Perspective
from kokemus.topics.forms import topic_choices
from kokemus.topics.models import Role, Topic

ANY = ("", _("Any"))
SORTS = {"name": ExpertQuerySet.alphabetical, "gig": ExpertQuerySet.longest_without_gig}


def areas() -> list[str]:
    """Municipalities that somebody names or, unless protected, lives in; in the order of the alphabet."""
    named = Area.objects.filter(expert__merged_into=None).values_list("municipality", flat=True)
    lived = Expert.objects.registered().filter(is_protected=False).values_list("municipality", flat=True)
    return sorted({*named.distinct(), *lived.order_by().distinct()} - {""}, key=text.sort_key)


class FilterForm(forms.Form):
    """Free text and the combined filters; every one narrows the list."""

    q = forms.CharField(label=_("Name, phone, topic, role or place"), required=False, max_length=200)
    topic = forms.TypedChoiceField(label=_("Topic"), required=False, coerce=int, empty_value=None)
    perspective = forms.ChoiceField(label=_("Whose experience"), required=False)
    role = forms.ModelChoiceField(Role.objects.none(), label=_("Role"), required=False, empty_label=_("Any"))
    language = forms.ChoiceField(label=_("Language"), required=False)
    area = forms.ChoiceField(label=_("Comes to"), required=False)
    training = forms.ChoiceField(label=_("Training"), required=False, choices=[ANY, *Expert.Training.choices])
    state = forms.ChoiceField(label=_("State"), required=False)
    consent = forms.ChoiceField(
        label=_("Consent"),
        required=False,
        choices=[ANY, ("unasked", _("Carried over, not asked")), ("asked", _("Asked about everything"))],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("By surname")), ("gig", _("Longest without a gig first"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("topic", topic_choices(_("Any")))
        self._choices(
            "perspective", [ANY, *(each for each in Perspective.choices if each[0] != Perspective.UNKNOWN)]
        )
        self._choices("language", [ANY, *languages.choices()])
        self._choices("area", [ANY, *((name, name) for name in areas())])
        self._choices(
            "state", [("", _("New, active and on a pause")), *Expert.State.choices, ("all", _("Everyone"))]
        )
        self.fields["role"].queryset = Role.objects.filter(is_active=True)  # type: ignore[attr-defined]

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def found(self) -> ExpertQuerySet:
        """The people whom the filters leave, in the order asked for."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        people = _in_state(Expert.objects.registered(), wanted.get("state", ""))
        people = people.telling_of(wanted.get("topic"), wanted.get("perspective", ""))
        for name, narrow in NARROWED.items():
            if name in wanted:
                people = narrow(people, wanted[name])
        return SORTS[wanted.get("sort") or "name"](people)

    def topics(self) -> set[int]:
        """The topic that is asked for and its sub-topics, to be told first on each row."""
        topic = self.cleaned_data.get("topic")
        return {topic, *Topic.objects.filter(parent=topic).values_list("pk", flat=True)} if topic else set()


def _in_state(people: ExpertQuerySet, state: str) -> ExpertQuerySet:
    if state == "all":
        return people
    return people.filter(state=state) if state else people.living()


def _asked(people: ExpertQuerySet, value: str) -> ExpertQuerySet:
    return people.unasked() if value == "unasked" else people.exclude(pk__in=people.unasked().values("pk"))


NARROWED: dict[str, Any] = {
    "q": ExpertQuerySet.matching,
    "role": lambda people, role: people.filter(roles=role),
    "language": ExpertQuerySet.speaking,
    "area": ExpertQuerySet.coming_to,
    "training": lambda people, training: people.filter(training=training),
    "consent": _asked,
}

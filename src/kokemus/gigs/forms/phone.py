"""The coordinator's own form of a request: the requester's questions in one page, where almost all may wait."""

from collections.abc import Collection
from functools import reduce
from operator import and_
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kokemus.core import text
from kokemus.experts.models import Audience, Expert
from kokemus.gigs.forms.requests import PayerForm, PlaceForm, PracticalForm, RequesterForm, WhatForm, WhomForm
from kokemus.gigs.models import Gig

MOST_NAMESAKES = 12
PLAIN = (
    "goal perspective experts_needed languages audience audience_description place_kind municipality address "
    "remote_link contact_name contact_phone contact_email briefing debrief recording accessibility payer_name "
    "payer_business_id payer_address requester_name requester_organisation requester_email requester_phone"
).split()
IN_THE_PAST = {"payer", "unit", "payer_name", "payer_business_id", "payer_address", "times"}
LABELS = {
    "goal": _("In a few words"),
    "requester_name": _("Name"),
    "requester_organisation": _("Organisation or unit"),
    "requester_phone": _("Phone"),
    "requester_email": _("E-mail address"),
    "meets_myself": _("The caller meets the expert"),
    "contact_name": _("Who meets the expert"),
    "contact_phone": _("Phone of who meets the expert"),
    "contact_email": _("E-mail address of who meets the expert"),
    "audience_description": _("To whom the expert speaks"),
    "briefing": _("Briefing beforehand"),
    "debrief": _("Debrief afterwards"),
    "payer": _("Who pays"),
}
FOLDS = {
    "wish": "wished wished_expert perspective role experts_needed preparation_hours".split(),
    "whom": "audience audience_description with_minors".split(),
    "how": "place_kind remote_link languages".split(),
    "practical": "contact_name contact_phone contact_email briefing debrief recording accessibility".split(),
    "payment": "payer unit cost_centre payer_name payer_business_id payer_address".split(),
}
START = {
    "perspective": Gig.Perspective.ANY,
    "audience": Audience.OWN_UNITS,
    "with_minors": "no",
    "place_kind": Gig.Place.ON_SITE,
    "recording": Gig.Recording.UNKNOWN,
    "experts_needed": 1,
    "languages": ["fi"],
}


class PhoneForm(WhatForm, WhomForm, PlaceForm, PracticalForm, PayerForm, RequesterForm):
    """All that the requester is asked, on one page. Only what it is for must be there; the rest is `missing`."""

    wished = forms.CharField(
        label=_("A named wish"),
        help_text=_("First name or surname. Only coordinators see it."),
        max_length=80,
        required=False,
    )
    wished_expert = forms.ModelChoiceField(
        label=_("Who is meant?"),
        queryset=Expert.objects.none(),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
    )
    preparation_hours = forms.DecimalField(
        label=_("Preparation, hours"),
        min_value=0,
        max_value=40,
        max_digits=4,
        decimal_places=2,
        initial=1,
        required=False,
    )
    copied_from = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, gig: Gig | None = None, initial: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=START | (initial or {}), **kwargs)
        self.gig = gig
        self.must = [name for name, field in self.fields.items() if field.required]
        self.unanswered: list[str] = []
        for name in self.must:
            field = self.fields[name]
            field.required = field.widget.is_required = name == "goal"
        for name, label in LABELS.items():
            self.fields[name].label = label
        for name in set(self.fields) - {"wished"}:
            self.fields[name].help_text = ""
        for name in ("unit", "role"):
            self.fields[name].queryset |= retired(name, gig)  # type: ignore[attr-defined]
        if self.is_bound:
            namesakes = self.fields["wished_expert"]
            namesakes.queryset = namesakes_of(self.data.get("wished", ""))  # type: ignore[attr-defined]
            namesakes.label_from_instance = name_and_place  # type: ignore[attr-defined]

    def need(self, *names: str, because: Any = "") -> None:
        """On the phone an answer that is needed may come later."""
        self.unanswered += [name for name in names if not self.cleaned_data.get(name)]

    def clean(self) -> dict[str, Any]:
        """Find the wished expert, and what is still unanswered."""
        cleaned = super().clean()
        self.need(*self.must)
        if not cleaned.get("payer"):
            self.need("payer")
        cleaned["wished_expert"] = self._wished(cleaned)
        for name in ("experts_needed", "preparation_hours"):
            if cleaned.get(name) is None and name not in self.errors:
                cleaned[name] = 1
        for name, value in START.items():
            cleaned[name] = cleaned.get(name) or value
        return cleaned

    def _wished(self, cleaned: dict[str, Any]) -> Expert | None:
        """The one that was ticked, the one that the gig already had, or the only one with the name."""
        name, ticked = cleaned.get("wished", ""), cleaned.get("wished_expert")
        if not name or ticked:
            return ticked if name else None
        had = self.gig.wished_expert if self.gig else None
        if had and had.full_name == name:
            return had
        found = list(namesakes_of(name))
        if len(found) != 1:
            text = (
                _("Several people have this name. Tick who is meant.")
                if found
                else _("Nobody in the register has this name.")
            )
            self.add_error("wished_expert" if found else "wished", ValidationError(text))
            return None
        return found[0]

    @property
    def has_namesakes(self) -> bool:
        """Whether the page must ask which of several people is meant."""
        return "wished_expert" in self.errors

    def folds(self, unanswered: Collection[str]) -> dict[str, bool]:
        """Which folded parts of the page are opened: those with an error or with something still unanswered."""
        return {
            fold: any(name in self.errors or name in unanswered for name in names)
            for fold, names in FOLDS.items()
        }

    def missing(self, *, has_times: bool, is_past: bool) -> list[str]:
        """The labels of what is still unanswered, in the form's order. Either an e-mail address or a phone will do."""
        names = set(self.unanswered) | (set() if has_times else {"times"})
        if self.cleaned_data.get("requester_email") or self.cleaned_data.get("requester_phone"):
            names -= {"requester_email", "requester_phone"}
        if is_past:
            names &= IN_THE_PAST
        labels = [str(field.label) for name, field in self.fields.items() if name in names]
        return [*([str(_("When"))] if "times" in names else []), *labels]


class SearchForm(forms.Form):
    """Find the caller's earlier requests."""

    q = forms.CharField(
        label=_("Has the caller asked before? Name, unit or e-mail"), max_length=80, required=False
    )


def retired(name: str, gig: Gig | None) -> Any:
    """The unit or role that a gig already has, so that editing keeps one that can no longer be chosen."""
    model: Any = Gig._meta.get_field(name).related_model
    return model.objects.filter(pk=getattr(gig, f"{name}_id", None))


def namesakes_of(name: str) -> Any:
    """The people of the register whose name holds every word written; at most a dozen."""
    words = [text.sort_key(word) for word in name.split()]
    if not words:
        return Expert.objects.none()
    living = (
        Expert.objects.registered()
        .living()
        .filter(reduce(and_, (Q(sort_key__contains=word) for word in words)))
    )
    return living.filter(pk__in=living.alphabetical().values_list("pk", flat=True)[:MOST_NAMESAKES])


def name_and_place(expert: Expert) -> str:
    """What tells two people of one name apart; a protected person's municipality is not shown."""
    place = "" if expert.is_protected else expert.municipality
    return ", ".join(part for part in (expert.full_name, place) if part)


def answers_of(gig: Gig) -> dict[str, Any]:
    """A gig's answers as the form asks them, for editing and copying."""
    answers: dict[str, Any] = {name: getattr(gig, name) for name in PLAIN}
    for topic in gig.topics.all():
        answers.setdefault(f"topics_{topic.area_id}", []).append(topic.pk)
    answers |= {
        "role": gig.role_id,
        "with_minors": "yes" if gig.with_minors else "no",
        "payer": "external" if gig.is_external else "own" if gig.unit_id or gig.cost_centre_id else "",
        "unit": gig.unit_id,
        "cost_centre": gig.cost_centre.code if gig.cost_centre and not gig.unit_id else "",
        "wished": gig.wished_expert.full_name if gig.wished_expert else "",
    }
    return answers


def checked(gig: Gig) -> PhoneForm:
    """The form filled in with a gig's answers: what it leaves open is found by the same rule as on the page."""
    form = PhoneForm(answers_of(gig), gig=gig)
    form.full_clean()
    return form


def missing_answers(gig: Gig) -> list[str]:
    """The labels of the questions that this gig still leaves open."""
    return missing_of(checked(gig))


def missing_of(form: PhoneForm) -> list[str]:
    """The same of a form that `checked` has filled in."""
    gig = form.gig
    return form.missing(has_times=gig.occasions.exists(), is_past=gig.source == "past") if gig else []

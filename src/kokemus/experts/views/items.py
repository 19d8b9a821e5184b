"""Things that a person has several of: a page that lists them, adds one and takes one away."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.core import formats
from kokemus.experts import exports
from kokemus.experts.actions import availability, lived, notes
from kokemus.experts.forms import items as item_forms
from kokemus.experts.models import Experience, Expert, Note, TrainingFact, Unavailability
from kokemus.experts.views.opening import opened, page_of
from kokemus.topics import understanding
from kokemus.topics.forms import TryForm


@dataclass(frozen=True)
class Kind:
    """One kind of thing: titles, the form, how a row is told, and which actions add and take away."""

    title: Any
    lead: Any
    add_title: Any
    form: type[forms.BaseForm]
    related: str
    also: tuple[str, ...]
    words: Callable[[Any], tuple[str, str]]
    add: Callable[..., Any]
    remove: Callable[..., Any] | None
    shown_at: str


def experience_words(row: Experience) -> tuple[str, str]:
    """The topic, and the services used."""
    return exports.topic_words(row), ", ".join(service.label for service in row.services.all())


def training_words(row: TrainingFact) -> tuple[str, str]:
    """ "Koulutettu: Mielenterveysyhdistys, 2024", and the hours."""
    who = ", ".join(str(part) for part in (row.organiser, row.year) if part)
    state = Expert.Training(row.state).label
    told = f"{str(state).capitalize()}: {who}" if who else str(state).capitalize()
    hours = _t("%(hours)s h") % {"hours": row.hours} if row.hours else ""
    return told, " · ".join(part for part in (hours, row.words) if part)


def unavailability_words(row: Unavailability) -> tuple[str, str]:
    """ "maanantai 8.00–12.00"."""
    day = _t("every day") if row.weekday is None else str(WEEKDAYS[row.weekday])
    return f"{day} {formats.clock(row.starts)}–{formats.clock(row.ends)}", ""


def note_words(row: Note) -> tuple[str, str]:
    """The note; who wrote it and when."""
    who = _t("from the old register") if row.source == "import" else str(row.by or "")
    return row.text, " · ".join(part for part in (formats.day(row.at), who) if part)


def check_words(row: Any) -> tuple[str, str]:
    """The day, and who saw it."""
    return formats.day(row.shown_on), _t("seen by %(name)s") % {"name": row.seen_by} if row.seen_by else ""


KINDS = {
    "kokemukset": Kind(
        _("Topics and experiences"),
        _("What the person can tell of. A topic that is taken away keeps its answers about consent on record."),
        _("Add a topic"), item_forms.ExperienceForm, "experiences", ("topic", "services"),
        experience_words, lived.add_experience, lived.remove_experience, "topics",
    ),
    "koulutus": Kind(
        _("Training"), _("The person counts as trained when one training has been finished."),
        _("Add a training"), item_forms.TrainingForm, "training_facts", (),
        training_words, lived.add_training, lived.remove_training, "register",
    ),
    "ajat": Kind(
        _("Weekly times when the person cannot come"), _("Gigs are not proposed for these times."),
        _("Add a time"), item_forms.UnavailabilityForm, "unavailabilities", (),
        unavailability_words, availability.add_unavailability, availability.remove_unavailability, "coming",
    ),
    "rikosrekisteriote": Kind(
        _("Criminal-record extract shown"),
        _("Only the day and who saw it are kept. The extract is never copied or stored."),
        _("I have seen the extract"), item_forms.CriminalRecordForm, "criminal_record_checks", ("seen_by",),
        check_words, lived.record_criminal_record_check, None, "register",
    ),
    "muistiinpanot": Kind(
        _("Notes"), _("The person has the right to read the notes about them."),
        _("Add a note"), item_forms.NoteForm, "notes", ("by",),
        note_words, notes.add_note, notes.remove_note, "notes",
    ),
}  # fmt: skip


def rows_of(expert: Expert, name: str) -> list[dict[str, Any]]:
    """A person's things of one kind: [{"pk", "text", "hint"}]."""
    kind = KINDS[name]
    found: Iterable[Any] = getattr(expert, kind.related).prefetch_related(*kind.also)
    return [dict(zip(("pk", "text", "hint"), (row.pk, *kind.words(row)), strict=True)) for row in found]


@roles_required(Role.COORDINATOR)
def items(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """The things of one kind, and a form for one more."""
    if kind not in KINDS:
        raise Http404
    expert, drawn = opened(request, public_id), KINDS[kind]
    picked = {"topic": request.GET["topic"]} if "topic" in request.GET else {}
    is_asking = (
        "suggest" in request.POST
    )  # which topics the words mean: they come by POST, so that no address holds them
    form: Any = drawn.form(None if is_asking else request.POST or None, initial=picked)
    if request.method == "POST" and not is_asking and form.is_valid():
        drawn.add(expert=expert, by=request.user, **form.cleaned_data)
        messages.success(request, _t("Added."))
        return redirect("experts:items", public_id, kind)
    has_topic, told = "topic" in form.fields, request.POST.get("q", "")[:200]
    context = {
        "form": form,
        "try_form": TryForm({"q": told}) if has_topic else None,
        "told": told,
        "suggested": understanding.topics(told, translation.get_language() or "fi") if has_topic else [],
        "expert": expert,
        "kind": kind,
        "drawn": drawn,
        "can_remove": drawn.remove is not None,
        "rows": rows_of(expert, kind),
        "page_url": page_of(expert, drawn.shown_at),
    }
    return render(request, "experts/items.html", context)


@require_POST
@roles_required(Role.COORDINATOR)
def remove_item(request: HttpRequest, public_id: str, kind: str, key: int) -> HttpResponse:
    """Take one thing away; somebody else's thing is not found."""
    drawn = KINDS.get(kind)
    if drawn is None or drawn.remove is None:
        raise Http404
    expert = opened(request, public_id)
    row = get_object_or_404(getattr(expert, drawn.related), pk=key)
    remove = partial(drawn.remove, by=request.user)
    remove(**{ARGUMENTS[kind]: row})
    messages.success(request, _t("Removed."))
    return redirect("experts:items", public_id, kind)


ARGUMENTS = {
    "kokemukset": "experience",
    "koulutus": "fact",
    "ajat": "unavailability",
    "muistiinpanot": "note",
}

"""The coordinators' queue of questions and feedback, and one question with its answer."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.core.listing import page_of
from kokemus.core.views import attempt
from kokemus.organisation.models import Organisation
from kokemus.pages.actions import answering
from kokemus.pages.calculation import MEASURED_DAYS, answer_times
from kokemus.pages.forms.enquiries import AnswerForm, CallForm, DeclineForm, HandOnForm
from kokemus.pages.history import events
from kokemus.pages.models import Enquiry
from kokemus.pages.workflow import ENQUIRY

desk_only = roles_required(Role.COORDINATOR, Role.ADMIN)
READ, READ_LIST = "pages.read_enquiry", "pages.read_enquiries"
WHY = "answering questions and feedback"
OWN, SHARED, ALL, ANSWERED = "omat", "yhteiset", "kaikki", "vastatut"
TABS: dict[str, Promise] = {
    OWN: _("Mine"),
    SHARED: _("Shared"),
    ALL: _("All open"),
    ANSWERED: _("Those answered"),
}


@dataclass(frozen=True)
class Act:
    """What one button does."""

    form: type[forms.Form]
    do: Callable[..., object]
    done: Promise


ACTS = {
    "answer": Act(AnswerForm, answering.answer, _("The answer is on its way.")),
    "note_call": Act(CallForm, answering.note_call, _("Marked as answered by phone.")),
    "decline": Act(DeclineForm, answering.decline, _("They are told kindly that this is not for us.")),
    "take": Act(forms.Form, answering.take, _("The question is yours now.")),
    "hand_on": Act(HandOnForm, answering.hand_on, _("Handed on.")),
}


@desk_only
@require_safe
def enquiries(request: HttpRequest) -> HttpResponse:
    """The queue: own, shared, all; what must be answered first, first. Who is shown is logged first."""
    today = timezone.localdate()
    waiting = Enquiry.objects.open()
    rows = {
        OWN: waiting.own(request.user, today).soonest(),
        SHARED: waiting.shared().soonest(),
        ALL: waiting.soonest(),
        ANSWERED: Enquiry.objects.exclude(state=Enquiry.State.OPEN).order_by("-answered_at"),
    }
    counts = {name: rows[name].count() for name in (OWN, SHARED, ALL)}
    shown = request.GET.get("nayta", "")
    if shown not in TABS:
        shown = next((name for name in (OWN, SHARED) if counts[name]), ALL)
    page = page_of(rows[shown].select_related("owner__user", "area"), request)
    audit.reading_many(READ_LIST, by=request.user, subjects=list(page), purpose=WHY)
    since = today - dt.timedelta(days=MEASURED_DAYS)
    context = {
        "page": page,
        "shown": shown,
        "tabs": [
            {"name": name, "label": label, "count": counts.get(name), "current": name == shown}
            for name, label in TABS.items()
        ],
        "open_count": counts[ALL],
        "late_count": waiting.filter(answer_by__lt=today).count(),
        "times": answer_times(Enquiry.objects.answered_since(since), zone=timezone.get_current_timezone()),
        "days": MEASURED_DAYS,
    }
    return render(request, "pages/enquiry_list.html", context)


@desk_only
@require_safe
def enquiry(request: HttpRequest, public_id: str) -> HttpResponse:
    """One question."""
    return _page(request, _found(public_id))


@desk_only
@require_POST
def enquiry_step(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take, hand on, answer, note a call, or tell kindly that it is not for us: one act of one button."""
    found, name = _found(public_id), request.POST.get("step", "")
    if name not in ACTS:
        return HttpResponseBadRequest()
    act = ACTS[name]
    form = act.form(request.POST, prefix=name)
    if not form.is_valid():
        return _page(request, found, {name: form})
    went = attempt(
        request, lambda: act.do(enquiry=found, by=request.user, **form.cleaned_data), str(act.done)
    )
    unsent = "" if went else form.cleaned_data.get("text", "")
    return (
        _page(request, _found(public_id), unsent=unsent) if unsent else redirect("pages:enquiry", public_id)
    )


def _found(public_id: str) -> Enquiry:
    return get_object_or_404(
        Enquiry.objects.select_related("owner__user", "area", "answered_by"), public_id=public_id
    )


def _page(
    request: HttpRequest, enquiry: Enquiry, bound: dict[str, forms.Form] | None = None, *, unsent: str = ""
) -> HttpResponse:
    """One question with everything. That it is read is logged first; if the log fails, nothing is shown."""
    audit.reading(READ, by=request.user, subject=enquiry, purpose=WHY)
    steps = {step.name: step.label for step in ENQUIRY.available(enquiry, request.user)}
    bound = bound or {}
    context = {
        "enquiry": enquiry,
        "about": enquiry.area.label if enquiry.area else "",
        "steps": steps,
        "answer_form": bound.get("answer") or AnswerForm(prefix="answer"),
        "call_form": bound.get("note_call") or CallForm(prefix="note_call"),
        "kind_form": bound.get("decline")
        or DeclineForm(prefix="decline", initial={"text": _kind_words(enquiry)}),
        "hand_on_form": bound.get("hand_on") or HandOnForm(prefix="hand_on"),
        "is_for_a_call": "note_call" in bound or bool(enquiry.phone and not enquiry.email),
        "language": dict(settings.LANGUAGES).get(enquiry.language, enquiry.language),
        "may_take": _may_take(request.user, enquiry),
        "unsent": unsent,
        "history": events(enquiry),
        "forget_days": Organisation.current().forget_days,
    }
    return render(request, "pages/enquiry_detail.html", context)


def _may_take(user: Any, enquiry: Enquiry) -> bool:
    is_mine = enquiry.owner is not None and enquiry.owner.user_id == user.pk
    return enquiry.state == Enquiry.State.OPEN and hasattr(user, "coordinator") and not is_mine


def _kind_words(enquiry: Enquiry) -> str:
    """A kind answer to begin with, in the writer's language."""
    with translation.override(enquiry.language):
        return _t(
            "Thank you for writing to us. This is not something that we can answer, and we do not want you to be "
            "left without an answer: "
        )

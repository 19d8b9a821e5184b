"""A person's state, pauses and consent, as a coordinator records them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.core.workflow import WrongState
from kokemus.experts.actions import consents, states
from kokemus.experts.forms.consent import RecordedConsentForm
from kokemus.experts.forms.items import PauseForm
from kokemus.experts.models import Expert
from kokemus.experts.views.opening import opened, page_of
from kokemus.experts.workflow import EXPERT

ACTS: dict[str, Callable[..., Any]] = {
    "activate": states.activate,
    "resume": states.resume,
    "come_back": states.come_back,
    "leave": states.leave,
    "mark_deceased": states.mark_deceased,
}


@roles_required(Role.COORDINATOR)
def step(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """Take one step of the workflow; a GET asks first and says what follows from it."""
    if name not in ACTS:
        raise Http404
    expert = opened(request, public_id)
    if request.method != "POST":
        return _ask(request, expert, name)
    try:
        ACTS[name](expert=expert, by=request.user)
    except WrongState:
        expert.refresh_from_db()
        state = expert.get_state_display()
        messages.error(
            request, _("Somebody has changed the state meanwhile. It is now: %(state)s.") % {"state": state}
        )
    else:
        messages.success(request, _("The state is now: %(state)s.") % {"state": expert.get_state_display()})
    return redirect(page_of(expert))


def _ask(request: HttpRequest, expert: Expert, name: str) -> HttpResponse:
    """What is about to happen, and what is left to settle."""
    if not EXPERT.can(name, expert, request.user):
        messages.info(request, _("This is no longer possible. The page shows how things stand now."))
        return redirect(page_of(expert))
    ahead = expert.commitments.standing().filter(ends_at__gt=timezone.now())
    context = {
        "expert": expert,
        "step": EXPERT.steps[name],
        "ahead": list(ahead),
        "stops_messages": name in ("leave", "mark_deceased"),
        "page_url": page_of(expert),
    }
    return render(request, "experts/step.html", context)


@roles_required(Role.COORDINATOR)
def pause(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a person on a pause, from today or later."""
    expert = opened(request, public_id)
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            states.pause(expert=expert, by=request.user, **form.cleaned_data)
        except WrongState:
            messages.error(request, _("A pause can be begun only for somebody who is active."))
        else:
            messages.success(request, _("The pause has been recorded. What was agreed stays agreed."))
        return redirect(page_of(expert, "coming"))
    return render(
        request, "experts/pause.html", {"form": form, "expert": expert, "page_url": page_of(expert)}
    )


@require_POST
@roles_required(Role.COORDINATOR)
def cancel_pause(request: HttpRequest, public_id: str, key: int) -> HttpResponse:
    """Take away a pause that has not begun."""
    expert = opened(request, public_id)
    states.cancel_pause(pause=get_object_or_404(expert.pauses, pk=key), by=request.user)
    messages.success(request, _("The pause has been cancelled."))
    return redirect(page_of(expert, "coming"))


@roles_required(Role.COORDINATOR)
def consent(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record what a person answered by phone or on paper."""
    expert = opened(request, public_id)
    form = RecordedConsentForm(request.POST or None, expert=expert)
    if request.method == "POST" and form.is_valid():
        source, on = form.cleaned_data["source"], form.cleaned_data["on"]
        changed = consents.answer(
            expert=expert, answers=form.answers(), source=source, by=request.user, on=on
        )
        messages.success(request, _("The answers have been recorded.") if changed else _("Nothing changed."))
        return redirect(page_of(expert, "topics"))
    return render(
        request, "experts/consent.html", {"form": form, "expert": expert, "page_url": page_of(expert)}
    )

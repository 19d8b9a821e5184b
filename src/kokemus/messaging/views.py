"""The outbox as coordinators see it: calls to make, messages that did not arrive, and what was sent."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.core.listing import page_of
from kokemus.messaging import actions
from kokemus.messaging.models import Message


@roles_required(Role.COORDINATOR)
def outbox(request: HttpRequest) -> HttpResponse:
    """Calls and failures first, then everything by time."""
    shown = {
        "phone_tasks": list(Message.objects.phone_tasks().order_by("created_at")),
        "undelivered": list(Message.objects.undelivered()),
        "page": page_of(Message.objects.exclude(kind=Message.Kind.PHONE), request),
    }
    people = [message.recipient for rows in shown.values() for message in rows]
    audit.reading_ids("messaging.outbox", by=request.user, subject_ids=people, purpose="delivery of messages")
    return render(request, "messaging/outbox.html", shown)


def _after(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect("messaging:outbox")


def _act(request: HttpRequest, public_id: str, act: Callable[..., Any], said: str) -> HttpResponse:
    act(message=get_object_or_404(Message, public_id=public_id), by=request.user)
    messages.success(request, said)
    return _after(request)


@require_POST
@roles_required(Role.COORDINATOR)
def finish_phone_task(request: HttpRequest, public_id: str) -> HttpResponse:
    """The call was made."""
    return _act(request, public_id, actions.finish_phone_task, _("The call is marked as made."))


@require_POST
@roles_required(Role.COORDINATOR)
def retry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send a failed message again."""
    return _act(request, public_id, actions.retry, _("We try to send the message again."))


@require_POST
@roles_required(Role.COORDINATOR)
def mark_seen(request: HttpRequest, public_id: str) -> HttpResponse:
    """The failure was dealt with some other way."""
    return _act(request, public_id, actions.mark_seen, _("The message is marked as dealt with."))

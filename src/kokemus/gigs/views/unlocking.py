"""The code that opens a chosen expert's name on the status page: six digits, 15 minutes, five tries, one browser."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kokemus.core import formats
from kokemus.core.ratelimit import take_place
from kokemus.gigs.actions import requesting
from kokemus.gigs.forms.status import CodeForm
from kokemus.gigs.models import Gig
from kokemus.gigs.views.status import UNLOCKED, by_status_link, chosen, may_see_names

CODE = "gig_code"  # the session's entry: for which gig, the code's hash, until when
CODE_SECONDS, TRIES = 15 * 60, 5
CODES, CODES_SECONDS = 5, 60 * 60  # codes sent for one gig, whoever asks
OPEN_SECONDS = 60 * 60


@by_status_link
@require_POST
def send_code(request: HttpRequest, gig: Gig, token: str) -> HttpResponse:
    """Send a code to the requester's address, which is never shown here."""
    if not gig.requester_email or not chosen(gig):
        return redirect("gigs:status", token)
    if not take_place(f"gig-codes:{gig.public_id}", limit=CODES, seconds=CODES_SECONDS):
        again = timezone.now() + dt.timedelta(seconds=CODES_SECONDS)
        context = {"token": token, "again": formats.clock(again)}
        return render(request, "gigs/status/too_many_codes.html", context, status=429)
    code = requesting.send_code(gig=gig)
    until = timezone.now().timestamp() + CODE_SECONDS
    request.session[CODE] = {"gig": gig.public_id, "hash": _hash(gig, code), "until": until}
    messages.success(request, _("We sent a code to the requester's e-mail address."))
    return redirect("gigs:status_code", token)


@by_status_link
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, gig: Gig, token: str) -> HttpResponse:
    """Type the code; the right one opens the name in this browser for an hour."""
    if may_see_names(request, gig) or not chosen(gig):
        return redirect("gigs:status", token)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wrong = _wrong(request.session.get(CODE, {}), gig, form.cleaned_data["code"])
        if not wrong:
            _unlock(request, gig)
            return redirect("gigs:status", token)
        form.add_error("code", wrong)
    return render(request, "gigs/status/code.html", {"form": form, "token": token})


def _wrong(sent: dict[str, Any], gig: Gig, typed: str) -> str:
    """Why the code does not open the name; empty when it does. Every look at it uses up one of the tries."""
    if sent.get("gig") != gig.public_id or timezone.now().timestamp() > sent["until"]:
        return _("The code is not in force any more. Ask for a new one.")
    if not take_place(f"gig-code-tries:{sent['hash'][:40]}", limit=TRIES, seconds=CODE_SECONDS):
        return _("The code was wrong five times. Ask for a new one.")
    if not constant_time_compare(sent["hash"], _hash(gig, typed)):
        return _("The code is not right. Check the digits in the e-mail.")
    return ""


def _unlock(request: HttpRequest, gig: Gig) -> None:
    opened = request.session.get(UNLOCKED, {})
    request.session.pop(CODE, None)
    request.session[UNLOCKED] = opened | {gig.public_id: timezone.now().timestamp() + OPEN_SECONDS}
    request.session.cycle_key()


def _hash(gig: Gig, typed: str) -> str:
    return salted_hmac(f"gigs.code:{gig.public_id}", typed, algorithm="sha256").hexdigest()

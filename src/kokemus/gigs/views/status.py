"""The requester's status page behind the secret link: where it stands, whose turn, by when; answer, change, cancel.

A name is shown only as promise 1 says: chosen after a yes, to a browser that has given the code sent to the requester
(`views/unlocking.py`), and until some days after the last occasion.
"""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kokemus.audit import actions as audit
from kokemus.core import links
from kokemus.core.forms import typed
from kokemus.core.workflow import WrongState
from kokemus.experts.models import Expert
from kokemus.gigs.actions import cancelling, requesting
from kokemus.gigs.calculation import link_is_over
from kokemus.gigs.emails.reaching import STATUS
from kokemus.gigs.forms.drafts import typed_rows
from kokemus.gigs.forms.occasions import OccasionFormSet, rows_of
from kokemus.gigs.forms.phone import answers_of
from kokemus.gigs.forms.status import AnswerForm, ChangeForm
from kokemus.gigs.models import Gig, Occasion, Offer, Question
from kokemus.gigs.permissions import LINK
from kokemus.gigs.views.sheets import contact_of
from kokemus.gigs.workflow import GIG
from kokemus.organisation.models import Organisation

ENDED = (Gig.State.CANCELLED, Gig.State.UNMET)
NAMED = (Gig.State.OPEN, Gig.State.OFFERED, Gig.State.AGREED, Gig.State.DONE, Gig.State.CLOSED)
UNLOCKED = "gig_names"  # the session's entry: public id of the gig → until when (timestamp) names are shown

View = Callable[..., HttpResponse]


def by_status_link(view: View) -> View:
    """A page that a status link opens: no account, never stored; a cut, late or unknown link has its own page."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            public_id = links.read(STATUS, token)
        except links.BadLink:
            return render(request, "gigs/status/bad_link.html", status=404)
        gig = Gig.objects.arrived().filter(public_id=public_id).select_related("coordinator__user").first()
        if gig is None:
            return render(request, "gigs/status/bad_link.html", status=404)
        if is_over(gig):
            return render(request, "gigs/status/over.html")
        return view(request, gig, token, *args, **kwargs)

    return login_not_required(never_cache(opened))


@by_status_link
@require_safe
def status(request: HttpRequest, gig: Gig, token: str) -> HttpResponse:
    """Where it stands."""
    return _page(request, gig, token)


@by_status_link
@require_POST
def answer(request: HttpRequest, gig: Gig, token: str) -> HttpResponse:
    """Answer a question of the coordinator."""
    form = AnswerForm(request.POST)
    question = gig.questions.filter(pk=_number(request.POST.get("question"))).first()
    if question is None:
        return redirect("gigs:status", token)
    if not form.is_valid():
        return _page(request, gig, token, form)
    try:
        requesting.answer(question=question, reply=form.cleaned_data["reply"])
        messages.success(request, _("Thank you! The coordinator sees your answer."))
    except WrongState:
        messages.info(request, _("This question had already been answered."))
    return redirect("gigs:status", token)


@by_status_link
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, gig: Gig, token: str) -> HttpResponse:
    """Change the request until experts are asked; afterwards by calling the coordinator."""
    if not requesting.is_changeable(gig):
        return render(request, "gigs/status/too_late.html", {"gig": gig, "token": token})
    if request.method != "POST":
        form, times = ChangeForm(initial=answers_of(gig)), OccasionFormSet(initial=rows_of(gig) or None)
        return _change_page(request, gig, token, form, times)
    if "add" in request.POST:
        form = ChangeForm(initial=typed(ChangeForm(), request.POST))
        return _change_page(
            request, gig, token, form, OccasionFormSet(initial=[*typed_rows(request.POST), {}])
        )
    form, times = ChangeForm(request.POST), OccasionFormSet(request.POST)
    if not (form.is_valid() and times.is_valid()):
        return _change_page(request, gig, token, form, times)
    try:
        requesting.change(gig=gig, answers=form.cleaned_data, times=times.times())
        messages.success(request, _("Your changes are with the coordinator."))
    except WrongState:
        messages.warning(
            request, _("Experts have been asked meanwhile. Call the coordinator about the change.")
        )
    return redirect("gigs:status", token)


@by_status_link
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, gig: Gig, token: str) -> HttpResponse:
    """Cancel: first what follows from it, then the button."""
    if not GIG.can("cancel", gig, LINK):
        messages.info(request, _("This request can no longer be cancelled here. Call the coordinator."))
        return redirect("gigs:status", token)
    if request.method != "POST":
        outcome = cancelling.outcome_now(gig, Gig.CancelledBy.REQUESTER)
        return render(request, "gigs/status/cancel.html", {"gig": gig, "token": token, "outcome": outcome})
    try:
        cancelling.cancel(gig=gig, cancelled_by=Gig.CancelledBy.REQUESTER, by=LINK)
        messages.success(
            request, _("The request has been cancelled. The coordinator and the experts are told.")
        )
    except WrongState:
        messages.info(request, _("This request had already ended."))
    return redirect("gigs:status", token)


def is_over(gig: Gig) -> bool:
    """Whether the link only tells that it is over."""
    days = Organisation.current().status_link_days
    return link_is_over(ended_on=_ended_on(gig), days=days, on=timezone.localdate())


def _ended_on(gig: Gig) -> dt.date | None:
    """The day of the last occasion; of a gig that is not held, the day when that was decided."""
    if gig.state in ENDED:
        return timezone.localtime(gig.state_since).date()
    last = _occasions(gig).order_by("-ends_at").first()
    return timezone.localtime(last.ends_at).date() if last else None


def may_see_names(request: HttpRequest, gig: Gig) -> bool:
    """Whether this browser has given the code that was sent to the requester."""
    until = request.session.get(UNLOCKED, {}).get(gig.public_id, 0)
    return bool(timezone.now().timestamp() < until)


def chosen(gig: Gig) -> list[Expert]:
    """The experts chosen for this gig; nobody before a yes, nobody of a gig that is not held."""
    if gig.state not in NAMED:
        return []
    offers = gig.offers.filter(state=Offer.State.CHOSEN).select_related("expert")
    return [offer.expert for offer in offers if offer.expert.is_living]


def _people(request: HttpRequest, gig: Gig, experts: list[Expert]) -> list[dict[str, str]]:
    """Names and contacts as the experts chose to appear, each look logged before it is shown."""
    if not experts or not may_see_names(request, gig):
        return []
    for expert in experts:
        audit.reading("gigs.status_name", by=LINK, subject=expert, thing=gig, purpose="agreed gig")
    return [contact_of(expert) for expert in experts]


def _occasions(gig: Gig) -> Any:
    return gig.occasions.exclude(state=Occasion.State.CANCELLED)


def _page(request: HttpRequest, gig: Gig, token: str, form: AnswerForm | None = None) -> HttpResponse:
    experts = chosen(gig)
    questions = [_question(each, form) for each in gig.questions.all()]
    context = {
        "gig": gig,
        "token": token,
        "occasions": list(_occasions(gig)),
        "questions": questions,
        "has_open_question": any(each["form"] for each in questions),
        "form": form,
        "stage": _stage(gig),
        "answer_by": _answer_by(gig),
        "has_chosen": bool(experts),
        "people": _people(request, gig, experts),
        "can_change": requesting.is_changeable(gig),
        "can_cancel": GIG.can("cancel", gig, LINK),
    }
    return render(request, "gigs/status/status.html", context)


def _change_page(request: HttpRequest, gig: Gig, token: str, form: ChangeForm, times: Any) -> HttpResponse:
    return render(
        request, "gigs/status/change.html", {"gig": gig, "token": token, "form": form, "times": times}
    )


def _stage(gig: Gig) -> str:
    """The state as the requester sees it: löytyy ("found") is somebody's yes; never who and how many."""
    yes = (Offer.State.YES, Offer.State.CHOSEN)
    if gig.state == Gig.State.OFFERED and gig.offers.filter(state__in=yes).exists():
        return "found"
    return str(gig.state)


def _answer_by(gig: Gig) -> dt.date | None:
    """By when whoever's turn it is answers."""
    if gig.state == Gig.State.OFFERED:
        latest = gig.offers.filter(state=Offer.State.SENT).order_by("-expires_at").first()
        return timezone.localtime(latest.expires_at).date() if latest else gig.respond_by
    return gig.respond_by if gig.state in requesting.CHANGEABLE else None


def _question(question: Question, form: AnswerForm | None) -> dict[str, Any]:
    if question.answered_at:
        return {"question": question, "form": None}
    if form is not None and form.data.get("question") == str(question.pk):
        return {"question": question, "form": form}
    fresh = AnswerForm(initial={"question": question.pk}, auto_id=f"id_{question.pk}_%s")
    return {"question": question, "form": fresh}


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 12 else 0

"""A coordinator's pages of a gig: all gigs, one gig with everything, and its steps."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Min, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.core.listing import page_of, query_without_page
from kokemus.core.views import attempt
from kokemus.gigs import inbox
from kokemus.gigs.actions import agreeing, cancelling
from kokemus.gigs.actions import inbox as actions
from kokemus.gigs.forms.offers import ChooseForm
from kokemus.gigs.forms.phone import missing_answers
from kokemus.gigs.forms.staff import CancelForm, GigFilterForm, HandOverForm, QuestionForm
from kokemus.gigs.models import Gig, Occasion, Offer
from kokemus.gigs.views.attempts import BROKERING_A_GIG, gig_for
from kokemus.gigs.workflow import GIG, OFFER
from kokemus.messaging.models import Message

coordinators_only = roles_required(Role.COORDINATOR)


@coordinators_only
@require_safe
def gig_list(request: HttpRequest) -> HttpResponse:
    """All gigs, newest first, with filters."""
    form = GigFilterForm(request.GET)
    ahead = Min("occasions__starts_at", filter=~Q(occasions__state="cancelled"))
    gigs = (
        Gig.objects.visible_to(request.user)
        .filter(form.wanted())
        .select_related("coordinator__user", "role", "unit")
        .prefetch_related("topics")
        .annotate(first_at=ahead)
        .order_by("-created_at", "-pk")
    )
    page = page_of(gigs, request)
    rows = [{"gig": gig, "what": inbox.what(gig), "for_whom": inbox.for_whom(gig)} for gig in page]
    context = {"form": form, "page": page, "rows": rows, "query": query_without_page(request)}
    return render(request, "gigs/list.html", context)


@coordinators_only
@require_safe
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One gig: everything that is known, who has been asked, what can be done. Names read here are logged first."""
    gig = gig_for(request, public_id)
    offers = list(gig.offers.select_related("expert").order_by("created_at", "pk"))
    if offers:
        audit.reading_many(
            "gigs.read_offers",
            by=request.user,
            subjects=[each.expert for each in offers],
            purpose=BROKERING_A_GIG,
        )
    return render(request, "gigs/detail.html", _detail(request, gig, offers))


def _detail(request: HttpRequest, gig: Gig, offers: list[Offer]) -> dict[str, Any]:
    steps = {step.name: step.label for step in GIG.available(gig, request.user)}
    yes = [offer for offer in offers if offer.state == Offer.State.YES]
    chosen = [offer for offer in offers if offer.state == Offer.State.CHOSEN]
    missing = max(gig.experts_needed - len(chosen), 0)
    forbidden = agreeing.without_consent(gig, yes)
    open_offers = any(offer.state == Offer.State.SENT for offer in offers)
    return {
        "gig": gig,
        "what": inbox.what(gig),
        "for_whom": inbox.for_whom(gig),
        "occasions": gig.occasions.all(),
        "several": gig.occasions.filter(state=Occasion.State.PLANNED).count() > 1,
        "questions": gig.questions.select_related("asked_by"),
        "offers": [_offer_line(offer, request) | {"is_forbidden": offer in forbidden} for offer in offers],
        "choose_form": ChooseForm(offers=[each for each in yes if each not in forbidden], missing=missing)
        if yes and "agree" in steps
        else None,
        "chosen": chosen,
        "missing": missing,
        "unanswered": [] if gig.is_complete else missing_answers(gig),
        "propose_next": "offer" in steps and bool(offers) and not open_offers and len(yes) < missing,
        "steps": steps,
        "calls": Message.objects.phone_tasks().filter(
            about__in=[gig.public_id, *(each.public_id for each in offers)]
        ),
        "undelivered": Message.objects.undelivered().filter(
            about__in=[gig.public_id, *(each.public_id for each in offers)]
        ),
        "may_edit": gig.state in (Gig.State.REQUESTED, Gig.State.OPEN, Gig.State.OFFERED, Gig.State.AGREED),
    }


def _offer_line(offer: Offer, request: HttpRequest) -> dict[str, Any]:
    steps = {step.name for step in OFFER.available(offer, request.user)}
    return {
        "offer": offer,
        "kind": OFFER_KINDS.get(offer.state, "neutral"),
        "may_record": bool(steps & {"accept", "accept_late"}),
        "may_withdraw": "withdraw" in steps,
        "may_drop_out": "drop_out" in steps,
        "may_take_back": "take_back" in steps,
    }


OFFER_KINDS: dict[str, str] = {
    Offer.State.SENT: "attention",
    Offer.State.YES: "ok",
    Offer.State.CHOSEN: "ok",
    Offer.State.ANOTHER_TIME: "attention",
    Offer.State.EXPIRED: "late",
}


@coordinators_only
@require_POST
def step(request: HttpRequest, public_id: str) -> HttpResponse:
    """Checked, given up, changes read, held: one step of one button."""
    gig = gig_for(request, public_id)
    acts = {
        "open": (actions.check, _("Checked. Now look for experts.")),
        "give_up": (actions.give_up, _("The requester has been told that nobody was found.")),
        "note_change": (actions.note_change, _("The changes have been read.")),
    }
    if request.POST.get("step") not in acts:
        return HttpResponseBadRequest()
    act, done = acts[request.POST["step"]]
    went = attempt(request, lambda: act(gig=gig, by=request.user), done)
    if went and request.POST["step"] == "open":
        return redirect("gigs:shortlist", public_id)
    return redirect("gigs:detail", public_id)


@coordinators_only
@require_http_methods(["GET", "HEAD", "POST"])
def ask_requester(request: HttpRequest, public_id: str) -> HttpResponse:
    """A question back to the requester."""
    gig = gig_for(request, public_id)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        text = form.cleaned_data["text"]
        done = (
            _("The question is on its way.")
            if gig.requester_email
            else _("The requester has no e-mail address: call and ask.")
        )
        attempt(request, lambda: actions.ask_requester(gig=gig, text=text, by=request.user), done)
        return redirect("gigs:detail", public_id)
    return render(request, "gigs/detail_question.html", {"gig": gig, "form": form, "what": inbox.what(gig)})


@coordinators_only
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, public_id: str) -> HttpResponse:
    """Another coordinator answers for the gig from now on."""
    gig = gig_for(request, public_id)
    form = HandOverForm(request.POST or None)
    if form.is_valid():
        to = form.cleaned_data["to"]
        done = _("%(name)s answers for this from now on.") % {"name": to.user}
        attempt(request, lambda: actions.hand_over(gig=gig, to=to, by=request.user), done)
        return redirect("gigs:detail", public_id)
    return render(request, "gigs/detail_hand_over.html", {"gig": gig, "form": form, "what": inbox.what(gig)})


@coordinators_only
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    """Cancel for the requester or for the organisation; the page says first what it costs."""
    gig = gig_for(request, public_id)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        who = form.cleaned_data["cancelled_by"]
        done = _("Cancelled. Everybody is told.")
        attempt(request, lambda: cancelling.cancel(gig=gig, by=request.user, cancelled_by=who), done)
        return redirect("gigs:detail", public_id)
    if "cancel" not in {each.name for each in GIG.available(gig, request.user)}:
        messages.warning(request, _("This gig cannot be cancelled any more."))
        return redirect("gigs:detail", public_id)
    outcome = cancelling.outcome_now(gig, Gig.CancelledBy.REQUESTER)
    context = {"gig": gig, "form": form, "what": inbox.what(gig), "outcome": outcome, "occasion": None}
    return render(request, "gigs/detail_cancel.html", context)


@coordinators_only
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_occasion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Cancel one time of a gig that has several."""
    occasion = get_object_or_404(Occasion.objects.select_related("gig__role"), public_id=public_id)
    gig, form = occasion.gig, CancelForm(request.POST or None)
    if form.is_valid():
        who = form.cleaned_data["cancelled_by"]
        done = _("The time is cancelled. Everybody is told.")
        act = partial(cancelling.cancel_occasion, occasion=occasion, by=request.user, cancelled_by=who)
        attempt(request, act, done)
        return redirect("gigs:detail", gig.public_id)
    outcome = cancelling.outcome_of(occasion, Gig.CancelledBy.REQUESTER)
    context = {"gig": gig, "form": form, "what": inbox.what(gig), "outcome": outcome, "occasion": occasion}
    return render(request, "gigs/detail_cancel.html", context)

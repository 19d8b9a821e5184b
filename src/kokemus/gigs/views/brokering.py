"""The shortlist, asking, choosing, and what the coordinator records for an expert."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kokemus.audit import actions as audit
from kokemus.core import formats
from kokemus.core.views import attempt
from kokemus.experts.models import Expert, Perspective
from kokemus.gigs import inbox, reasons, shortlist
from kokemus.gigs.actions import agreeing, answering, cancelling, offering
from kokemus.gigs.facts import Proposal
from kokemus.gigs.forms.offers import AskForm, PhoneAnswerForm
from kokemus.gigs.models import Gig, Offer
from kokemus.gigs.views.attempts import BROKERING_A_GIG, WHOM_TO_ASK, gig_for
from kokemus.gigs.views.staff import coordinators_only
from kokemus.gigs.views.telling import told
from kokemus.gigs.workflow import GIG
from kokemus.topics.models import Topic

SHOWN, SHOWN_ALL, NAMES_PER_REASON = 12, 200, 40
LAST_GIG = ("last_gig", "gig_ahead", "no_gig_yet")  # a column of their own
SHOWN_ELSEWHERE = (*LAST_GIG, "topic", "topic_area", "perspective_any")
BAD_TIMES = {
    "past": gettext_lazy("The time to think has already ended. Choose a longer one."),
    "after_beginning": gettext_lazy(
        "The gig begins before the time to think ends. Choose a shorter time and say why."
    ),
    "no_reason": gettext_lazy("Say in a few words why there is less than two days to think."),
}


@coordinators_only
@require_safe
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who may be asked, in order and with reasons; why others are not. Names are logged before they are shown."""
    gig = gig_for(request, public_id)
    return _page(request, gig, AskForm(), ticked=[])


@coordinators_only
@require_POST
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask those who were ticked, each by their own channel."""
    gig = gig_for(request, public_id)
    form = AskForm(request.POST)
    ticked = request.POST.getlist("expert")
    experts = list(Expert.objects.registered().filter(public_id__in=ticked))
    if not experts:
        messages.error(request, _("Nobody was ticked. Tick those whom you want to ask."))
    if not experts or not form.is_valid():
        return _page(request, gig, form, ticked=ticked)
    done = ngettext("One person has been asked.", "%(count)s people have been asked.", len(experts)) % {
        "count": len(experts)
    }
    try:
        attempt(request, lambda: _offer(gig, experts, form, request), done)
    except offering.BadTime as error:
        form.add_error("hours", BAD_TIMES[error.args[0]])
        return _page(request, gig, form, ticked=ticked)
    except offering.NotOfferable as error:
        if error.is_repeat:
            messages.info(request, _("They have already been asked. Nobody was asked twice."))
            return redirect("gigs:detail", public_id)
        messages.error(request, _not_offerable(error))
        return _page(request, gig, form, ticked=ticked)
    return redirect("gigs:detail", public_id)


def _offer(gig: Gig, experts: list[Expert], form: AskForm, request: HttpRequest) -> list[Offer]:
    reason = form.cleaned_data["reason"]
    return offering.offer(
        gig=gig, experts=experts, by=request.user, expires_at=form.expires_at(), short_time_reason=reason
    )


def _not_offerable(error: offering.NotOfferable) -> str:
    whys = "; ".join(f"{expert.full_name}: {reasons.words(reason)}" for expert, reason in error.people)
    return _("Nobody was asked, because something has changed: %(whys)s") % {"whys": whys}


def _page(request: HttpRequest, gig: Gig, form: AskForm, *, ticked: list[str]) -> HttpResponse:
    found = shortlist.of(gig, timezone.localdate())
    most = SHOWN_ALL if "all" in request.GET else SHOWN
    shown = found.proposals[:most]
    groups = _grouped(found.others)
    named = [proposal for group in groups for proposal in group["proposals"]]
    people = _people(gig, [*shown, *named])
    audit.reading_many(
        "gigs.read_shortlist", by=request.user, subjects=list(people.values()), purpose=WHOM_TO_ASK
    )
    topics = {topic.pk: topic for topic in Topic.objects.all()}
    context = {
        "gig": gig,
        "what": inbox.what(gig),
        "for_whom": inbox.for_whom(gig),
        "occasions": gig.occasions.all(),
        "form": form,
        "rows": [_row(each, people, topics, ticked) for each in shown],
        "more": max(len(found.proposals) - most, 0),
        "groups": [group | {"names": _names(group, people)} for group in groups],
        "elsewhere": found.elsewhere,
        "others_count": len(found.others) + found.elsewhere,
        "may_ask": GIG.can("offer", gig, request.user),
        "missing": max(
            gig.experts_needed - gig.offers.filter(state__in=[Offer.State.CHOSEN, Offer.State.YES]).count(), 0
        ),
    }
    return render(request, "gigs/shortlist.html", context)


def _people(gig: Gig, proposals: list[Proposal]) -> dict[str, Expert]:
    found = Expert.objects.filter(public_id__in={each.candidate.reference for each in proposals})
    return {expert.public_id: expert for expert in found}


def _grouped(others: list[Proposal]) -> list[dict[str, Any]]:
    """Why-nots by their first reason, the most common first; names for as many as a page can hold."""
    kept: dict[str, list[Proposal]] = {}
    for proposal in others:
        kept.setdefault(proposal.blocks[0].code, []).append(proposal)
    groups = sorted(kept.items(), key=lambda item: -len(item[1]))
    return [
        {
            "reason": GROUP_WORDS.get(code) or reasons.words(proposals[0].blocks[0]),
            "count": len(proposals),
            "proposals": _named(code, proposals),
        }
        for code, proposals in groups
    ]


def _named(code: str, proposals: list[Proposal]) -> list[Proposal]:
    """Whose names a group shows: of those with other experience only somebody wished by name."""
    if code == "other_topics":
        return [each for each in proposals if each.candidate.is_wished]
    return proposals[:NAMES_PER_REASON]


GROUP_WORDS = {"not_active": reasons.NOT_ACTIVE}


def _names(group: dict[str, Any], people: dict[str, Expert]) -> list[dict[str, Any]]:
    lines = []
    for proposal in group["proposals"]:
        expert = people[proposal.candidate.reference]
        also = "; ".join(reasons.words(reason) for reason in proposal.blocks[1:])
        lines.append({"expert": expert, "also": also, "is_wished": proposal.candidate.is_wished})
    return sorted(lines, key=lambda line: line["expert"].sort_key)


def _row(
    proposal: Proposal, people: dict[str, Expert], topics: dict[int, Topic], ticked: list[str]
) -> dict[str, Any]:
    expert = people[proposal.candidate.reference]
    lived: dict[str, list[str]] = {}
    for each in proposal.lived:
        lived.setdefault(str(Perspective(each.perspective).label), []).append(topics[each.topic].label)
    last = next(reason for reason in proposal.reasons if reason.code in LAST_GIG)
    shown = [reason for reason in proposal.reasons if reason.code not in SHOWN_ELSEWHERE]
    return {
        "expert": expert,
        "lived": [(perspective, ", ".join(labels[:4])) for perspective, labels in lived.items()],
        "is_by_area": proposal.is_by_area,
        "reasons": [reasons.words(reason) for reason in shown[:3]],
        "must_be_phoned": proposal.must_be_phoned,
        "is_wished": proposal.candidate.is_wished,
        "is_ticked": expert.public_id in ticked,
        "last_gig": formats.ago(dict(last.params)["on"]) if last.code == "last_gig" else reasons.words(last),
    }


@coordinators_only
@require_POST
def choose(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose one or several of those who said yes."""
    gig = gig_for(request, public_id)
    offers = list(
        gig.offers.filter(public_id__in=request.POST.getlist("offer")).select_related(
            "expert", "gig__coordinator"
        )
    )
    if not offers:
        messages.error(request, _("Nobody was ticked. Tick whom you choose."))
        return redirect("gigs:detail", public_id)
    is_enough = "is_enough" in request.POST
    done = _("Chosen. Everybody is told, and the times are bound.")
    try:
        attempt(
            request,
            lambda: agreeing.choose(gig=gig, offers=offers, by=request.user, is_enough=is_enough),
            done,
        )
    except agreeing.NoTime:
        messages.error(request, _("The gig has no time ahead. Fill in the time first, then choose."))
    except agreeing.CannotChoose as error:
        messages.error(request, _cannot_choose(error))
    return redirect("gigs:detail", public_id)


def _cannot_choose(error: agreeing.CannotChoose) -> str:
    name = error.expert.full_name
    if error.code == "bound" and error.standing is not None:
        when = formats.span(error.standing.starts_at, error.standing.ends_at)
        return _("%(name)s has something else at the same time (%(when)s). Nobody was chosen.") % {
            "name": name,
            "when": when,
        }
    return _(
        "%(name)s does not allow this at the moment: the consent is missing or withdrawn. Nobody was chosen."
    ) % {"name": name}


def _offer_for(request: HttpRequest, public_id: str) -> Offer:
    offers = Offer.objects.filter(gig__in=Gig.objects.visible_to(request.user))
    return get_object_or_404(
        offers.select_related("expert", "gig__coordinator__user", "gig__role", "gig__unit"),
        public_id=public_id,
    )


@coordinators_only
@require_http_methods(["GET", "HEAD", "POST"])
def record_answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """The expert answered on the phone."""
    offer = _offer_for(request, public_id)
    topics = answering.unasked_topics(offer)
    form = PhoneAnswerForm(request.POST or None, needs_consent=bool(topics))
    if form.is_valid():
        answers = form.cleaned_data
        done = _("The answer has been recorded.")
        attempt(request, lambda: answering.record(offer=offer, by=request.user, **answers), done)
        return redirect("gigs:detail", offer.gig.public_id)
    audit.reading(
        "gigs.read_offer", by=request.user, subject=offer.expert, thing=offer, purpose=BROKERING_A_GIG
    )
    context = told(offer) | {"form": form, "topics": topics, "what": inbox.what(offer.gig)}
    return render(request, "gigs/detail_answer.html", context)


@coordinators_only
@require_POST
def offer_step(request: HttpRequest, public_id: str) -> HttpResponse:
    """Withdraw an offer, take a yes back or record a cancellation for the expert."""
    offer = _offer_for(request, public_id)
    acts: dict[str, tuple[Callable[..., None], str]] = {
        "withdraw": (offering.withdraw, _("The offer is withdrawn.")),
        "take_back": (answering.take_back, _("The yes is taken back.")),
        "drop_out": (cancelling.drop_out, _("Recorded. The requester is told that another is looked for.")),
    }
    if request.POST.get("step") in acts:
        act, done = acts[request.POST["step"]]
        attempt(request, lambda: act(offer=offer, by=request.user), done)
    return redirect("gigs:detail", offer.gig.public_id)

"""The coordinator's side of the hours: what waits for whom, said on somebody's behalf, settled, mended."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.core.workflow import WorkflowError, WrongState
from kokemus.fees.actions.claiming import Tables, lines_of
from kokemus.fees.calculation import NoFee
from kokemus.gigs.actions import hours
from kokemus.gigs.actions.hours import EXPERT, UNIT
from kokemus.gigs.forms.hours import CorrectForm, DeskHoursForm, ExpertHoursForm, UnitHoursForm, costs_initial
from kokemus.gigs.models import Assignment, Gig, HoursReport
from kokemus.gigs.views.hours import initial, page

for_coordinators = roles_required(Role.COORDINATOR)
FORMS: dict[str, Any] = {EXPERT.value: DeskHoursForm, UNIT.value: UnitHoursForm}


@require_safe
def hours_list(request: HttpRequest) -> HttpResponse:
    """All hours that wait for somebody; a unit contact sees the unit's own."""
    user: Any = request.user
    if user.has_role(Role.COORDINATOR):
        return _desk(request)
    if not user.has_role(Role.UNIT_CONTACT):
        raise PermissionDenied
    own = Assignment.objects.unclaimed().for_hours().filter(occasion__gig__unit__contacts=user)
    rows = list(own.filter(unit_confirmed_at=None).distinct())
    audit.reading_many("gigs.hours_list", by=user, subjects=[each.expert for each in rows], purpose="hours")
    return render(request, "gigs/hours/unit_list.html", {"rows": rows})


def _desk(request: HttpRequest) -> HttpResponse:
    tables = Tables.read()
    unclaimed = [_row(each, tables) for each in Assignment.objects.unclaimed().for_hours()]
    back = [_row(each, tables) for each in Assignment.objects.sent_back().for_hours()]
    paid = [
        _row(each, tables)
        for each in Assignment.objects.paid_though_cancelled().for_hours()
        if hours.share_of_cancelled(each)
    ]
    subjects = {row["assignment"].expert for row in (*unclaimed, *back, *paid)}
    audit.reading_many("gigs.hours_list", by=request.user, subjects=list(subjects), purpose="hours")
    context = {
        "differing": [row for row in unclaimed if row["differs"]],
        "stuck": [row for row in unclaimed if row["why"]],
        "waiting": [row for row in unclaimed if not row["differs"] and not row["why"]],
        "sent_back": back,
        "cancelled": paid,
    }
    return render(request, "gigs/hours/list.html", context)


def _row(assignment: Assignment, tables: Tables) -> dict[str, Any]:
    """One assignment as lists show it: what both have said, whose turn, and why no claim could be made."""
    said = {report.party: report for report in assignment.reports.all()}
    agreed = hours.is_agreed(assignment)
    settled = assignment.is_confirmed and assignment.hours is not None
    return {
        "assignment": assignment,
        "expert_said": said.get(EXPERT.value),
        "unit_said": said.get(UNIT.value),
        "differs": len(said) == 2 and not agreed and not settled,
        "why": why_unclaimed(assignment, tables) if settled and not assignment.claim_id else "",
    }


def why_unclaimed(assignment: Assignment, tables: Tables | None = None) -> str:
    """The sentence that says what must be added before hours that stand can be claimed."""
    try:
        lines_of(hours.work_of(assignment), tables)
    except NoFee as missing:
        return str(missing)
    if hours.payer_is_known(assignment):
        return _("Everything is there now. Make the claim.")
    return _("It is not known who pays. Write the cost centre or the payer on the gig and make the claim.")


@for_coordinators
@require_safe
def gig_hours(request: HttpRequest, public_id: str) -> HttpResponse:
    """The hours and claims of one gig, person by person."""
    gig = get_object_or_404(Gig.objects.visible_to(request.user), public_id=public_id)
    rows = Assignment.objects.filter(occasion__gig=gig).for_hours().prefetch_related("claim__lines")
    tables = Tables.read()
    shown = [_full_row(each, tables) for each in rows]
    experts = {row["assignment"].expert for row in shown}
    audit.reading_many("gigs.hours", by=request.user, subjects=list(experts), purpose="hours")
    return render(request, "gigs/hours/gig.html", {"gig": gig, "rows": shown})


def _full_row(assignment: Assignment, tables: Tables) -> dict[str, Any]:
    claim = assignment.claim
    return _row(assignment, tables) | {
        "claim": claim,
        "lines": [(line.get_kind_display(), line.explanation) for line in claim.lines.all()] if claim else [],
        "share": hours.share_of_cancelled(assignment) if not claim else 0,
        "is_open": hours.is_open(assignment),
        "is_correctable": claim is not None and claim.state != claim.State.APPROVED,
    }


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, public_id: str, party: str) -> HttpResponse:
    """Say the hours for one of the two, as told on the phone or on paper."""
    assignment = _assignment(request, public_id)
    gig = assignment.occasion.gig
    extra = {"travel_paid": gig.travel_paid} if party == EXPERT else {}
    form_class = FORMS[party]
    if request.method == "POST":
        form = form_class(request.POST, **extra)
        if form.is_valid():
            costs = form.costs() if isinstance(form, ExpertHoursForm) else None
            said = form.said()
            act = {"assignment": assignment, "party": party, "said": said, "costs": costs}
            return _act(request, gig, hours.confirm, _("The hours are recorded."), **act)
    else:
        form = form_class(initial=initial(assignment, party), **extra)
    context = page(assignment, party) | {"form": form, "gig": gig, "party": HoursReport.Party(party).label}
    return render(request, "gigs/hours/record.html", context)


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, public_id: str) -> HttpResponse:
    """Decide the hours when the two have said different ones."""
    assignment = _assignment(request, public_id)
    gig = assignment.occasion.gig
    form = UnitHoursForm(request.POST or None, initial=initial(assignment, UNIT))
    if request.method == "POST" and form.is_valid():
        return _act(
            request, gig, hours.settle, _("The hours are decided."), assignment=assignment, said=form.said()
        )
    context = page(assignment, EXPERT) | {"form": form, "gig": gig}
    return render(request, "gigs/hours/settle.html", context)


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Mend the hours or costs of a claim; one that has gone out is reversed and made anew."""
    assignment = _assignment(request, public_id)
    gig, claim = assignment.occasion.gig, assignment.claim
    if claim is None:
        return redirect("gigs:hours", gig.public_id)
    if request.method == "POST":
        form = CorrectForm(request.POST, travel_paid=gig.travel_paid)
        if form.is_valid():
            data = {"said": form.said(), "costs": form.costs(), "reason": form.cleaned_data["reason"]}
            return _act(request, gig, hours.correct, _("The claim is mended."), assignment=assignment, **data)
    else:
        form = CorrectForm(initial=_as_claimed(assignment), travel_paid=gig.travel_paid)
    lines = [(line.get_kind_display(), line.explanation) for line in claim.lines.all()]
    context = {
        "assignment": assignment,
        "occasion": assignment.occasion,
        "gig": gig,
        "claim": claim,
        "lines": lines,
        "form": form,
        "has_gone_out": claim.state in claim.GONE_OUT,
    }
    return render(request, "gigs/hours/correct.html", context)


@for_coordinators
@require_POST
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send the questions of hours (again)."""
    assignment = _assignment(request, public_id)
    return _act(
        request, assignment.occasion.gig, hours.ask, _("The hours are asked of both."), assignment=assignment
    )


@for_coordinators
@require_POST
def claim(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make the claim: of confirmed hours, or the share of a cancelled gig."""
    assignment = _assignment(request, public_id)
    act = hours.claim_cancelled if assignment.cancelled_at else hours.claim
    return _act(request, assignment.occasion.gig, act, _("The claim is made."), assignment=assignment)


def _assignment(request: HttpRequest, public_id: str) -> Assignment:
    """The assignment; that the coordinator sees the person's data is logged first."""
    assignment = get_object_or_404(Assignment.objects.for_hours(), public_id=public_id)
    if request.method != "POST":
        audit.reading(
            "gigs.hours", by=request.user, subject=assignment.expert, thing=assignment, purpose="hours"
        )
    return assignment


def _act(request: HttpRequest, gig: Gig, act: Any, done: str, **arguments: Any) -> HttpResponse:
    try:
        act(by=request.user, **arguments)
        messages.success(request, done)
    except NoFee as missing:
        messages.error(request, str(missing))
    except WrongState:
        messages.info(request, _("This had changed meanwhile. Here is how it stands now."))
    except WorkflowError:
        raise PermissionDenied from None
    return redirect("gigs:hours", gig.public_id)


def _as_claimed(assignment: Assignment) -> dict[str, Any]:
    facts = {"hours": assignment.hours, "preparation_hours": assignment.preparation_hours}
    return facts | costs_initial(assignment)

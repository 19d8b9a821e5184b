"""Confirm the hours: by the link in a message, or signed in. Opening a page changes nothing."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kokemus.audit import actions as audit
from kokemus.core import formats, links
from kokemus.core.workflow import WrongState
from kokemus.fees.actions.claiming import lines_of
from kokemus.fees.calculation import Line, NoFee, explain
from kokemus.fees.models import ClaimLine, PayDay
from kokemus.gigs.actions import hours
from kokemus.gigs.actions.hours import EXPERT, UNIT, Costs, Hours
from kokemus.gigs.emails.hours import EXPERT_LINK, UNIT_LINK
from kokemus.gigs.forms.hours import ExpertHoursForm, UnitHoursForm, costs_initial
from kokemus.gigs.models import Assignment, HoursReport
from kokemus.gigs.permissions import LINK, may_confirm_hours

LINK_DAYS = 90  # how long after the gig the links work

View = Callable[..., HttpResponse]


def by_link(purpose: str) -> Callable[[View], View]:
    """A page that a link of this purpose opens: no account, never stored; cut and late links have their own page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, token: str) -> HttpResponse:
            try:
                public_id = links.read(purpose, token)
            except links.BadLink:
                return render(request, "gigs/hours/bad_link.html", status=404)
            assignment = Assignment.objects.for_hours().filter(public_id=public_id).first()
            if assignment is None:
                return render(request, "gigs/hours/bad_link.html", status=404)
            if timezone.now() - assignment.occasion.ends_at > dt.timedelta(days=LINK_DAYS):
                return render(request, "gigs/hours/over.html")
            return view(request, assignment)

        return login_not_required(never_cache(require_http_methods(["GET", "HEAD", "POST"])(opened)))

    return decorate


@by_link(EXPERT_LINK)
def by_expert(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """The expert, by the link."""
    return _expert_page(request, assignment, LINK)


@by_link(UNIT_LINK)
def by_unit(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """The unit, by the link."""
    return _unit_page(request, assignment, LINK)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """The expert or a contact of the unit, signed in."""
    assignment = get_object_or_404(Assignment.objects.for_hours(), public_id=public_id)
    if assignment.expert.user_id == request.user.pk:
        return _expert_page(request, assignment, request.user)
    if request.user.has_role("unit_contact") and may_confirm_hours(request.user, assignment, UNIT):  # type: ignore[union-attr]
        return _unit_page(request, assignment, request.user)
    raise Http404


def _expert_page(request: HttpRequest, assignment: Assignment, by: Any) -> HttpResponse:
    if not hours.is_open(assignment):
        return _closed_page(request, assignment, EXPERT)
    paid = assignment.occasion.gig.travel_paid
    if request.method != "POST":
        return _expert_form(
            request, assignment, ExpertHoursForm(initial=initial(assignment, EXPERT), travel_paid=paid)
        )
    form = ExpertHoursForm(request.POST, travel_paid=paid)
    if not form.is_valid():
        return _expert_form(request, assignment, form)
    lines = preview(assignment, form.said(), form.costs())
    if request.POST.get("shown") != shown(lines):
        messages.info(request, _("The fee has been computed by what you wrote. Check it and confirm."))
        return _expert_form(request, assignment, form)
    return _confirm(request, assignment, EXPERT, form.said(), form.costs(), by)


def _expert_form(request: HttpRequest, assignment: Assignment, form: ExpertHoursForm) -> HttpResponse:
    lines = _lines_of_form(assignment, form)
    context = page(assignment, EXPERT) | {
        "form": form,
        "lines": [(ClaimLine.Kind(line.kind).label, explain(line.code, line.params)) for line in lines or ()],
        "total": sum(line.amount for line in lines) if lines is not None else None,
        "shown": shown(lines),
        "pay_day": PayDay.objects.for_gig_on(timezone.localdate(assignment.occasion.starts_at)),
    }
    return render(request, "gigs/hours/expert.html", context)


def _unit_page(request: HttpRequest, assignment: Assignment, by: Any) -> HttpResponse:
    if not hours.is_open(assignment):
        return _closed_page(request, assignment, UNIT)
    if request.method == "POST":
        form = UnitHoursForm(request.POST)
        if form.is_valid():
            return _confirm(request, assignment, UNIT, form.said(), None, by)
    else:
        form = UnitHoursForm(initial=initial(assignment, UNIT))
    context = page(assignment, UNIT) | {"form": form, "expert_name": _name_for(assignment, by)}
    return render(request, "gigs/hours/unit.html", context)


def _name_for(assignment: Assignment, by: Any) -> str:
    """Whose hours they are, to a signed-in contact of the unit, logged first; a link names nobody."""
    if by == LINK:
        return ""
    audit.reading("gigs.hours", by=by, subject=assignment.expert, thing=assignment, purpose="hours")
    return assignment.expert.public_name


def _confirm(
    request: HttpRequest, assignment: Assignment, party: str, said: Hours, costs: Costs | None, by: Any
) -> HttpResponse:
    try:
        hours.confirm(assignment=assignment, party=party, said=said, costs=costs, by=by)
        messages.success(request, _("Thank you! The hours are confirmed."))
    except WrongState:
        messages.info(request, _("The hours had been confirmed already."))
    return redirect(request.path)


def _closed_page(request: HttpRequest, assignment: Assignment, party: str) -> HttpResponse:
    return render(request, "gigs/hours/closed.html", page(assignment, party))


def page(assignment: Assignment, party: str) -> dict[str, Any]:
    """What every page of hours shows: when it was, what has been said, whose turn it is."""
    said = {report.party: report for report in assignment.reports.all()}
    own, other = said.get(party), said.get(UNIT if party == EXPERT else EXPERT)
    return {
        "assignment": assignment,
        "occasion": assignment.occasion,
        "coordinator": assignment.occasion.gig.coordinator,
        "own": own,
        "other": other,
        "differs": bool(own and other and not hours.is_agreed(assignment)),
        "is_expert": party == EXPERT,
    }


def initial(assignment: Assignment, party: str) -> dict[str, Any]:
    """What the form begins with: what was said before, else what the other said, else what was agreed."""
    said = {report.party: report for report in assignment.reports.all()}
    report: HoursReport | Hours = (
        said.get(party) or next(iter(said.values()), None) or hours.planned(assignment)
    )
    return {
        "hours": report.hours,
        "preparation_hours": report.preparation_hours,
        **costs_initial(assignment),
    }


def preview(assignment: Assignment, said: Hours, costs: Costs) -> list[Line] | None:
    """The lines of the fee as it would be; None when the table does not say."""
    try:
        return lines_of(hours.work_of(assignment, said, costs))
    except NoFee:
        return None


def shown(lines: list[Line] | None) -> str:
    """What the person has been shown, to notice that a change in the form changed the fee."""
    return "" if lines is None else "|".join(f"{line.kind} {formats.euros(line.amount)}" for line in lines)


def _lines_of_form(assignment: Assignment, form: ExpertHoursForm) -> list[Line] | None:
    if form.is_bound:
        return preview(assignment, form.said(), form.costs()) if form.is_valid() else None
    said = initial(assignment, EXPERT)
    return preview(assignment, Hours(said["hours"], said["preparation_hours"]), hours.costs_of(assignment))

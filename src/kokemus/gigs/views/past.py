"""A held gig entered for payment on one page."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.core.workflow import WrongState
from kokemus.experts.actions.binding import Overlap
from kokemus.gigs.actions import past
from kokemus.gigs.forms.past import PastForm, PastGigForm
from kokemus.gigs.models import Gig, Occasion


@roles_required(Role.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def enter_past(request: HttpRequest) -> HttpResponse:
    """From the beginning."""
    if request.method != "POST":
        return _page(request, PastForm(initial={"preparation_hours": 0}), None)
    form = PastForm(request.POST)
    if not form.is_valid():
        return _page(request, form, None)
    return _enter(request, form, None, partial(past.enter, held=form.held()))


@roles_required(Role.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def enter_past_gig(request: HttpRequest, public_id: str) -> HttpResponse:
    """A gig that was taken down after it had been held: only who came and the hours are asked."""
    gig = get_object_or_404(Gig.objects.visible_to(request.user), public_id=public_id)
    if gig.state != Gig.State.REQUESTED or gig.occasions.filter(ends_at__gt=timezone.now()).exists():
        messages.info(request, _("Only a request whose times have all passed can be entered as done."))
        return redirect("gigs:hours", gig.public_id)
    if request.method != "POST":
        return _page(request, PastGigForm(initial=_initial(gig), travel_paid=gig.travel_paid), gig)
    form = PastGigForm(request.POST, travel_paid=gig.travel_paid)
    if not form.is_valid():
        return _page(request, form, gig)
    return _enter(request, form, gig, partial(past.enter_gig, gig=gig))


def _enter(request: HttpRequest, form: PastGigForm, gig: Gig | None, act: Any) -> HttpResponse:
    data = form.cleaned_data
    who = {"expert": data["expert"], "is_confirmed": data["confirmed"] == "yes", "by": request.user}
    try:
        done: Gig = act(said=form.said(), costs=form.costs(), **who)
    except Overlap:
        form.add_error(
            "who", _("This person was bound elsewhere at that time. Check who, the day and the time.")
        )
        return _page(request, form, gig)
    except WrongState:
        messages.info(request, _("This gig had been entered already."))
        return redirect("gigs:hours", gig.public_id) if gig else redirect("gigs:hours_list")
    messages.success(request, _("The gig is entered."))
    return redirect("gigs:hours", done.public_id)


def _page(request: HttpRequest, form: PastGigForm, gig: Gig | None) -> HttpResponse:
    occasions = gig.occasions.exclude(state=Occasion.State.CANCELLED) if gig else []
    return render(request, "gigs/hours/past.html", {"form": form, "gig": gig, "occasions": occasions})


def _initial(gig: Gig) -> dict[str, Any]:
    first = gig.occasions.first()
    facts: dict[str, Any] = {"who": gig.wished_expert.full_name if gig.wished_expert else ""}
    if first:
        minutes = int((first.ends_at - first.starts_at).total_seconds()) // 60
        facts |= {"hours": f"{minutes / 60:g}", "preparation_hours": first.preparation_hours}
    return facts

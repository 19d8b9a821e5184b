"""A unit contact's list of their units' gigs; names only from the agreement until the days after the gig."""

import datetime as dt
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.core.listing import page_of
from kokemus.experts.models import Expert
from kokemus.gigs.models import Assignment, Gig
from kokemus.gigs.views.attempts import AGREED_GIG
from kokemus.organisation.models import Organisation

NOT_NAMED = (Gig.State.REQUESTED, Gig.State.CANCELLED, Gig.State.UNMET)  # else: whoever has been chosen


@roles_required(Role.UNIT_CONTACT)
@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """My units' gigs, newest first. Reading a name is logged before it is shown."""
    standing = Assignment.objects.filter(cancelled_at=None).select_related("expert")
    gigs = (
        Gig.objects.arrived()
        .filter(unit__contacts=request.user.pk)
        .select_related("unit", "role", "coordinator__user")
        .prefetch_related(
            "occasions", Prefetch("occasions__assignments", queryset=standing, to_attr="standing")
        )
    )
    page = page_of(gigs, request)
    until = timezone.now() - dt.timedelta(days=Organisation.current().status_link_days)
    rows = [_row(gig, until) for gig in page]
    experts = {expert.pk: expert for row in rows for expert in row["experts"]}
    audit.reading_many(
        "gigs.read_unit_list", by=request.user, subjects=list(experts.values()), purpose=AGREED_GIG
    )
    return render(request, "gigs/unit_list.html", {"page": page, "rows": rows})


def _row(gig: Any, until: dt.datetime) -> dict[str, Any]:
    occasions = list(gig.occasions.all())
    last = max((each.ends_at for each in occasions if each.state != "cancelled"), default=None)
    named = gig.state not in NOT_NAMED and last is not None and last >= until
    experts: dict[int, Expert] = {}
    if named:
        experts = {each.expert_id: each.expert for occasion in occasions for each in occasion.standing}
    return {"gig": gig, "occasions": occasions, "named": bool(experts), "experts": list(experts.values())}

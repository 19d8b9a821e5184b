"""Day sheets to print: where, when, whom to call. The fee stands only on the expert's own; no sheet names a topic."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kokemus.audit import actions as audit
from kokemus.experts.models import Expert
from kokemus.gigs.models import Assignment, Gig, Occasion, Offer
from kokemus.gigs.permissions import may_see_names
from kokemus.gigs.views.attempts import AGREED_GIG
from kokemus.gigs.views.telling import told
from kokemus.organisation.models import Organisation


def sheet_for_expert(offer: Offer) -> dict[str, Any]:
    """The expert's own sheet: every time ahead, whom they meet, the fee."""
    return told(offer) | {"for_expert": True, "people": [], "printed_on": timezone.localdate()}


def sheet_for_unit(occasion: Occasion, people: list[dict[str, str]]) -> dict[str, Any]:
    """The sheet of whoever meets the expert: who comes, as they chose to appear, and how to reach them."""
    gig = occasion.gig
    return {
        "gig": gig,
        "occasions": [{"at": occasion}],
        "coordinator": gig.coordinator,
        "for_expert": False,
        "people": people,
        "printed_on": timezone.localdate(),
    }


def contact_of(expert: Expert) -> dict[str, str]:
    """Name as the expert chose to appear, phone, e-mail.

    A protected person, one with a safe-contact note and one who wants letters are reached through the coordinator.
    """
    channel = Expert.Channel
    direct = not expert.is_protected and not expert.contact_note and expert.channel != channel.LETTER
    return {
        "name": expert.public_name,
        "phone": expert.phone if direct else "",
        "email": expert.email if direct and expert.channel == channel.EMAIL else "",
    }


@require_safe
def day_sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """The sheet of one occasion for the coordinator and the unit's contacts, while the name may be seen."""
    visible = Gig.objects.visible_to(request.user)
    occasions = Occasion.objects.filter(gig__in=visible).select_related(
        "gig__coordinator__user", "gig__unit", "gig__role"
    )
    occasion = get_object_or_404(occasions, public_id=public_id)
    days = dt.timedelta(days=Organisation.current().status_link_days)
    if not may_see_names(request.user, occasion.gig, until=days):
        raise Http404
    standing = Assignment.objects.filter(occasion=occasion, cancelled_at=None).select_related("expert")
    chosen = [assignment.expert for assignment in standing]
    if not chosen:
        raise Http404
    audit.reading_many("gigs.read_day_sheet", by=request.user, subjects=chosen, purpose=AGREED_GIG)
    sheet = sheet_for_unit(occasion, [contact_of(expert) for expert in chosen])
    return render(request, "gigs/day_sheet.html", sheet)

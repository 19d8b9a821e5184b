"""The signed-in expert's list: what waits for an answer, what is agreed, what has been."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.core.listing import page_of
from kokemus.gigs.models import Gig, Offer


@roles_required(Role.EXPERT)
@require_safe
def my_offers(request: HttpRequest) -> HttpResponse:
    """Everything that was ever offered to me; an agreed gig stays here whatever became of it."""
    mine = (
        Offer.objects.filter(expert__user=request.user.pk)
        .select_related("gig__role", "gig__unit")
        .prefetch_related("gig__occasions")
        .order_by("-created_at", "-pk")
    )
    page = page_of(mine, request)
    lines = [_line(offer) for offer in page]
    groups: dict[str, list[dict[str, Any]]] = {"waiting": [], "agreed": [], "before": []}
    for line in lines:
        groups[line["group"]].append(line)
    groups["agreed"].sort(key=lambda line: line["first"].starts_at if line["first"] else timezone.now())
    return render(request, "gigs/my_offers.html", {"page": page, **groups})


def _line(offer: Offer) -> dict[str, Any]:
    occasions = list(offer.gig.occasions.all())
    ahead = [each for each in occasions if each.ends_at > timezone.now() and each.state == "planned"]
    cancelled = offer.gig.state == Gig.State.CANCELLED
    if offer.state == Offer.State.SENT and not offer.is_late and not cancelled:
        group = "waiting"
    elif offer.state == Offer.State.CHOSEN and ahead:
        group = "agreed"
    else:
        group = "before"
    first = next(iter(ahead or occasions), None)
    return {"offer": offer, "group": group, "first": first, "cancelled": cancelled}

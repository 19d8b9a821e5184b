"""Who somebody is to a gig, an offer or an assignment."""

import datetime as dt
from typing import Any

from django.db.models import Max
from django.utils import timezone

from kokemus.accounts.permissions import is_coordinator, is_unit_contact

LINK = "link"  # `by` of an act done through a secret link


def coordinator(user: Any, thing: Any = None) -> bool:
    """A coordinator; every one may act for every other (stand-ins)."""
    return not isinstance(user, str) and is_coordinator(user)


def system(user: Any, thing: Any = None) -> bool:
    """The ticker."""
    return bool(user == "tick")


def coordinator_or_system(user: Any, thing: Any = None) -> bool:
    """A coordinator or the ticker."""
    return coordinator(user) or system(user)


def requester_by_link(user: Any, thing: Any = None) -> bool:
    """Somebody who holds the request's secret link."""
    return bool(user == LINK)


def offered_expert(user: Any, offer: Any) -> bool:
    """The expert to whom the offer was sent: by its link, or signed in as themselves."""
    if user == LINK:
        return True
    return not isinstance(user, str) and user.is_authenticated and offer.expert.user_id == user.pk


def may_answer(user: Any, offer: Any) -> bool:
    """The expert, or a coordinator who records an answer given by phone."""
    return offered_expert(user, offer) or coordinator(user)


def may_cancel(user: Any, gig: Any) -> bool:
    """A coordinator, or the requester by the secret link."""
    return coordinator(user) or requester_by_link(user)


def may_see_names(user: Any, gig: Any, *, until: dt.timedelta) -> bool:
    """Who may see who comes: coordinators always; the unit's contacts from the agreement on and for `until` after it.

    Nobody's name leaves before it is agreed (product.md, promise 1).
    """
    if coordinator(user):
        return True
    if not is_unit_contact(user) or gig.unit_id is None or not gig.unit.contacts.filter(pk=user.pk).exists():
        return False
    if gig.state in ("requested", "cancelled", "unmet"):
        return False
    last = gig.occasions.exclude(state="cancelled").aggregate(last=Max("ends_at"))["last"]
    return last is not None and timezone.now() <= last + until


def may_confirm_hours(user: Any, assignment: Any, party: str) -> bool:
    """The expert of the assignment, a contact of the unit, whoever holds the link, or a coordinator for either."""
    if user == LINK or coordinator(user):
        return True
    if isinstance(user, str) or not user.is_authenticated:
        return False
    if party == "expert":
        return bool(assignment.expert.user_id == user.pk)
    unit = assignment.occasion.gig.unit
    return unit is not None and is_unit_contact(user) and unit.contacts.contains(user)

"""Who somebody is to a gig, an offer or an assignment."""

from typing import Any

from kokemus.accounts.permissions import is_coordinator

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

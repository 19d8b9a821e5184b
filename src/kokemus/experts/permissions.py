"""Who may do what to a person of the register."""

from typing import Any

from kokemus.accounts.permissions import is_coordinator
from kokemus.experts.models import Application, Expert

TICK = "tick"  # `by` of what `kokemus tick` does
LINK = "link"  # `by` of what the holder of a secret link does


def coordinator(user: Any, expert: Any = None) -> bool:
    """A coordinator; every one may act for every other (stand-ins)."""
    return not isinstance(user, str) and is_coordinator(user)


def the_person(user: Any, expert: Expert) -> bool:
    """The expert, signed in as themselves."""
    return (
        not isinstance(user, str) and user.is_authenticated and user.is_active and expert.user_id == user.pk
    )


def person_or_coordinator(user: Any, expert: Expert) -> bool:
    """The expert, or a coordinator on their behalf."""
    return the_person(user, expert) or coordinator(user)


def person_coordinator_or_tick(user: Any, expert: Expert) -> bool:
    """The expert, a coordinator, or the ticker when a pause begins or ends by its date."""
    return user == TICK or person_or_coordinator(user, expert)


def applicant_or_coordinator(user: Any, application: Application) -> bool:
    """Whoever holds the application's link, or a coordinator who fills it in with the person on the phone."""
    return user == LINK or coordinator(user)


def may_accept(user: Any, application: Application) -> bool:
    """A coordinator; of somebody under 18 only when the guardian's yes has been noted."""
    return coordinator(user) and not application.lacks_guardian

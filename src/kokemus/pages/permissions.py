"""Who may do what with questions and feedback."""

from typing import Any

from kokemus.accounts.permissions import is_admin, is_coordinator

VISITOR = "visitor"  # `by` of an act done without an account


def at_the_desk(user: Any, thing: Any = None) -> bool:
    """A coordinator or the admin: they alone read and answer what people ask."""
    return not isinstance(user, str) and (is_coordinator(user) or is_admin(user))

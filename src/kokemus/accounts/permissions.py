"""Who a user is; every other app's predicates begin here."""

from typing import Any

from kokemus.accounts.models import Role
from kokemus.core.permissions import roles_required

__all__ = [
    "is_admin",
    "is_approver",
    "is_checker",
    "is_coordinator",
    "is_data_protection_officer",
    "is_expert",
    "is_payroll",
    "is_unit_contact",
    "roles_required",
]


def is_coordinator(user: Any, thing: Any = None) -> bool:
    """Keeps the register and brokers gigs."""
    return user.is_authenticated and user.has_role(Role.COORDINATOR)


def is_expert(user: Any, thing: Any = None) -> bool:
    """Signs in as an expert by experience."""
    return user.is_authenticated and user.has_role(Role.EXPERT)


def is_unit_contact(user: Any, thing: Any = None) -> bool:
    """Meets the expert on the day."""
    return user.is_authenticated and user.has_role(Role.UNIT_CONTACT)


def is_checker(user: Any, thing: Any = None) -> bool:
    """First of the two who pass a claim."""
    return user.is_authenticated and user.has_role(Role.CHECKER)


def is_approver(user: Any, thing: Any = None) -> bool:
    """Second of the two who pass a claim."""
    return user.is_authenticated and user.has_role(Role.APPROVER)


def is_payroll(user: Any, thing: Any = None) -> bool:
    """Takes the payroll file."""
    return user.is_authenticated and user.has_role(Role.PAYROLL)


def is_data_protection_officer(user: Any, thing: Any = None) -> bool:
    """Reads the log."""
    return user.is_authenticated and user.has_role(Role.DATA_PROTECTION_OFFICER)


def is_admin(user: Any, thing: Any = None) -> bool:
    """Keeps settings, users and tables."""
    return user.is_authenticated and user.has_role(Role.ADMIN)

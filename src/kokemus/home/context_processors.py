"""The navigation: what each role may open, in one table."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokemus.accounts.models import Role


@dataclass(frozen=True)
class Item:
    """A link of the main navigation and who sees it."""

    label: Promise
    view: str
    roles: tuple[str, ...]


NAVIGATION = (
    Item(_("Today"), "home:start", tuple(Role)),
    Item(_("Messages"), "messaging:outbox", (Role.COORDINATOR,)),
    Item(_("Organisation"), "organisation:settings", (Role.ADMIN,)),
    Item(_("Log"), "audit:log", (Role.DATA_PROTECTION_OFFICER,)),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav_items` for the signed-in person's roles, and where the header's other links lead."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav_items": []}
    items = []
    for item in NAVIGATION:
        if user.has_role(*item.roles):
            url = reverse(item.view)
            items.append({"label": item.label, "url": url, "current": request.path == url})
    return {"nav_items": items}

"""The navigation: what each role may open, in one table."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokemus.accounts.models import Role
from kokemus.core import links


@dataclass(frozen=True)
class Item:
    """A link of the main navigation and who sees it."""

    label: Promise
    view: str
    roles: tuple[str, ...]


NAVIGATION = (
    Item(_("Today"), "home:start", tuple(Role)),
    Item(_("Gigs"), "gigs:list", (Role.COORDINATOR,)),
    Item(_("Questions"), "pages:enquiries", (Role.COORDINATOR, Role.ADMIN)),
    Item(_("Register"), "experts:list", (Role.COORDINATOR,)),
    Item(_("Applications"), "experts:applications", (Role.COORDINATOR,)),
    Item(_("Request by phone"), "gigs:phone", (Role.COORDINATOR,)),
    Item(_("Hours"), "gigs:hours_list", (Role.COORDINATOR,)),
    Item(_("Claims"), "fees:claims", (Role.COORDINATOR,)),
    Item(_("Words"), "topics:own_words", (Role.COORDINATOR, Role.ADMIN)),
    Item(_("Messages"), "messaging:outbox", (Role.COORDINATOR,)),
    Item(_("My gigs"), "gigs:my_offers", (Role.EXPERT,)),
    Item(_("My money"), "fees:my_claims", (Role.EXPERT,)),
    Item(_("My details"), "experts:me", (Role.EXPERT,)),
    Item(_("My consents"), "experts:my_consents", (Role.EXPERT,)),
    Item(_("Pause"), "experts:my_pause", (Role.EXPERT,)),
    Item(_("Who has looked"), "experts:my_log", (Role.EXPERT,)),
    Item(_("The unit's gigs"), "gigs:unit_list", (Role.UNIT_CONTACT,)),
    Item(_("Hours to confirm"), "gigs:hours_list", (Role.UNIT_CONTACT,)),
    Item(_("To check"), "fees:to_check", (Role.CHECKER,)),
    Item(_("To approve"), "fees:to_approve", (Role.APPROVER, Role.PAYROLL)),
    Item(_("Payroll batches"), "fees:batches", (Role.PAYROLL,)),
    Item(_("Invoicing"), "fees:invoices", (Role.PAYROLL,)),
    Item(_("Tables of money"), "fees:tables", (Role.PAYROLL, Role.ADMIN)),
    Item(_("Log"), "audit:log", (Role.DATA_PROTECTION_OFFICER,)),
    Item(_("Public texts"), "pages:manage", (Role.ADMIN,)),
    Item(_("Organisation"), "organisation:settings", (Role.ADMIN,)),
    Item(_("Users"), "accounts:users", (Role.ADMIN,)),
)

# What somebody who has not signed in finds on every page: the doors, and what they most often look for.
FOR_VISITORS = (
    (_("Ask us"), "pages:ask"),
    (_("Come along"), "joining:begin"),
    (_("Ask for an expert"), "gigs:request"),
    (_("I want to talk"), "organisation:talk"),
    (_("Peer support"), "organisation:peer_support"),
    (_("Guidance for staff"), "pages:guidance_list"),
    (_("Services"), "organisation:services"),
    (_("Contact"), "home:contact"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav_items` for the signed-in person's roles or for a visitor, and the header's and footer's other links."""
    user: Any = getattr(request, "user", None)
    is_known = user is not None and user.is_authenticated
    items = [(item.label, item.view) for item in NAVIGATION if is_known and user.has_role(*item.roles)]
    context: dict[str, Any] = {
        "nav_items": [_link(request, *item) for item in (items if is_known else FOR_VISITORS)],
        "callback_url": reverse("home:call_me"),
        "feedback_url": f"{reverse('pages:feedback')}?{urlencode({'sivu': links.TOKEN.sub('…', request.path)})}",
    }
    if not is_known:
        return context
    context["account_url"] = reverse("accounts:me")
    if user.has_role(Role.COORDINATOR):
        context["search_url"] = reverse("home:search")
    return context


def _link(request: HttpRequest, label: Promise, view: str) -> dict[str, Any]:
    url = reverse(view)
    return {"label": label, "url": url, "current": request.path == url}

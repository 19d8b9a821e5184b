"""Staff work only with a second factor, or signed in through the organisation, which asks for its own."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

Respond = Callable[[HttpRequest], HttpResponse]

# What somebody may open who still has to set up a second factor.
OPEN_VIEWS = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "accounts:second_factor",
        "organisation:logo",
        "organisation:theme",
        "style_guide",
    }
)


def needs_second_factor(request: HttpRequest) -> bool:
    """Whether this signed-in person works here and has not set one up."""
    user = request.user
    if settings.DEMO or not user.is_authenticated or not user.works_here:
        return False
    if any(record.get("method") == "socialaccount" for record in get_authentication_records(request, user)):
        return False
    return not is_mfa_enabled(user)


def second_factor(get_response: Respond) -> Respond:
    """Lead staff without a second factor to set one up; they can open nothing else."""

    def respond(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in OPEN_VIEWS or name.startswith("mfa_") or not needs_second_factor(request):
            return None
        return redirect("accounts:second_factor")

    respond.process_view = process_view  # type: ignore[attr-defined]
    return respond

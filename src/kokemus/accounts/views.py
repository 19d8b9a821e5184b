"""My account, users kept by the admin, the way to the organisation's sign-in, the demonstration's buttons."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from requests import RequestException

from kokemus.accounts import actions
from kokemus.accounts.forms import LanguageForm, StaffForm
from kokemus.accounts.models import Role, User
from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.core.listing import page_of


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sign in as one of the made-up people; exists only in demo mode and only for them."""
    if not settings.DEMO:
        raise Http404
    user = get_object_or_404(User, public_id=public_id, is_demo=True, is_active=True)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    record_authentication(request, user, method="demo")
    audit.signed_in(user, method="demo")
    return redirect("home:start")


@login_not_required
@require_POST
def organisation(request: HttpRequest) -> HttpResponse:
    """Lead to the organisation's own sign-in page.

    Not by a redirect: our form-action policy would hold it back, and would have to name every page that the
    organisation's sign-in itself leads to.
    """
    if not settings.OIDC_SERVER_URL:
        raise Http404
    provider = get_social_adapter().get_provider(request, "organisation")
    try:
        there = provider.redirect(request, AuthProcess.LOGIN, next_url=get_next_redirect_url(request))
    except RequestException:  # its server does not answer
        return render(request, "socialaccount/authentication_error.html", status=502)
    response = render(request, "accounts/leaving.html", {"organisation_url": there.url})
    response.headers["Refresh"] = f"0;url={there.url}"
    return response


def me(request: HttpRequest) -> HttpResponse:
    """My account: how I sign in, in which language I get messages."""
    kinds = set(Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True))
    return render(request, "accounts/me.html", {"form": LanguageForm(instance=request.user), "kinds": kinds})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of my messages."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/me.html", {"form": form, "kinds": set()})
    actions.choose_language(by=request.user, language=form.cleaned_data["language"])
    messages.success(request, _("Your messages come in this language from now on."))
    return redirect("accounts:me")


def second_factor(request: HttpRequest) -> HttpResponse:
    """What a second factor is, and the ways to set one up."""
    return render(request, "accounts/second_factor.html")


@roles_required(Role.ADMIN)
def users(request: HttpRequest) -> HttpResponse:
    """Everybody who can sign in, by name."""
    rows = User.objects.prefetch_related("grants").order_by("name", "email")
    return render(request, "accounts/users.html", {"page": page_of(rows, request)})


@roles_required(Role.ADMIN)
def add_user(request: HttpRequest) -> HttpResponse:
    """Add somebody who works here."""
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = actions.add_staff(by=request.user, **form.cleaned_data)
        messages.success(
            request, _("%(name)s gets an e-mail with a link to set a password.") % {"name": user.name}
        )
        return redirect("accounts:users")
    return render(request, "accounts/user.html", {"form": form})


@roles_required(Role.ADMIN)
def user(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change somebody's roles."""
    edited = get_object_or_404(User, public_id=public_id)
    form = StaffForm(request.POST or None, instance=edited)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_staff(user=edited, by=request.user, **form.cleaned_data)
        except actions.LastAdmin:
            form.add_error(
                "roles", _("This is the last administrator. Give the role to somebody else first.")
            )
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:users")
    return render(request, "accounts/user.html", {"form": form, "edited": edited})


@require_POST
@roles_required(Role.ADMIN)
def invite(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send the link to set a password once more."""
    edited = get_object_or_404(User, public_id=public_id, is_active=True)
    if not edited.works_here:  # an expert needs no password
        raise Http404
    actions.invite_again(user=edited, by=request.user)
    messages.success(
        request, _("%(name)s gets an e-mail with a link to set a password.") % {"name": edited.name}
    )
    return redirect("accounts:user", edited.public_id)


@require_POST
@roles_required(Role.ADMIN)
def reset(request: HttpRequest, public_id: str) -> HttpResponse:
    """Forget somebody's passkeys and codes, when they have lost them."""
    edited = get_object_or_404(User, public_id=public_id)
    actions.reset_second_factor(user=edited, by=request.user)
    messages.success(
        request, _("%(name)s sets up a new second factor at the next sign-in.") % {"name": edited.name}
    )
    return redirect("accounts:user", edited.public_id)


@require_POST
@roles_required(Role.ADMIN)
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close or reopen an account."""
    edited = get_object_or_404(User, public_id=public_id)
    try:
        (actions.close_account if edited.is_active else actions.reopen_account)(user=edited, by=request.user)
    except actions.LastAdmin:
        messages.error(request, _("This is the last administrator. Give the role to somebody else first."))
    return redirect("accounts:users")

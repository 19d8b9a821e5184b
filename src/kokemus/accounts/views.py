"""Users kept by the admin, the second-factor page, and the demonstration's sign-in buttons."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kokemus.accounts import actions
from kokemus.accounts.forms import StaffForm
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


def me(request: HttpRequest) -> HttpResponse:
    """My account: how I sign in."""
    return render(request, "accounts/me.html")


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
            request, _("%(name)s can now set a password on the sign-in page.") % {"name": user.name}
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
            actions.change_roles(user=edited, roles=form.cleaned_data["roles"], by=request.user)
        except actions.LastAdmin:
            form.add_error(
                "roles", _("This is the last administrator. Give the role to somebody else first.")
            )
        else:
            form.save()
            messages.success(request, _("Saved."))
            return redirect("accounts:users")
    return render(request, "accounts/user.html", {"form": form, "edited": edited})


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

"""Add a person, and change what is known of them, a part at a time."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.experts.actions import profile
from kokemus.experts.forms.profile import (
    ComingForm,
    ContactsForm,
    LimitsForm,
    PartForm,
    RegisterForm,
    SafetyForm,
)
from kokemus.experts.models import Expert
from kokemus.experts.views.opening import opened, page_of


@dataclass(frozen=True)
class Part:
    """One part of a person's data: its page's title and form, and where on the person's page it is shown."""

    title: Any
    form: type[PartForm]
    shown_at: str


PARTS = {
    "yhteystiedot": Part(_("Name and contacts"), ContactsForm, "contacts"),
    "turva": Part(_("Safe contact and protection"), SafetyForm, "contacts"),
    "tuleminen": Part(_("Roles, places and languages"), ComingForm, "coming"),
    "rajat": Part(_("Limits and refusals"), LimitsForm, "coming"),
    "rekisteri": Part(_("Register and payroll"), RegisterForm, "register"),
}


@roles_required(Role.COORDINATOR)
def add(request: HttpRequest) -> HttpResponse:
    """A new person: name and contacts first, the rest from their page."""
    form = ContactsForm(request.POST or None, instance=Expert())
    if request.method == "POST" and form.is_valid():
        alike = Expert.objects.registered().alike(form.cleaned_data)
        if not alike or request.POST.get("anyway"):
            expert = profile.add(values=form.changes()["values"], by=request.user)
            messages.success(request, _t("%(name)s is in the register.") % {"name": expert.full_name})
            return redirect(page_of(expert))
        return render(request, "experts/add.html", {"form": form, "alike": alike})
    return render(request, "experts/add.html", {"form": form, "alike": []})


@roles_required(Role.COORDINATOR)
def edit(request: HttpRequest, public_id: str, part: str) -> HttpResponse:
    """One part of a person's data."""
    if part not in PARTS:
        raise Http404
    expert, drawn = opened(request, public_id), PARTS[part]
    form = drawn.form(request.POST or None, instance=expert)
    if request.method == "POST" and form.is_valid():
        if profile.edit(expert=expert, by=request.user, **form.changes()):
            messages.success(request, _t("Saved."))
        return redirect(page_of(expert, drawn.shown_at))
    context = {"form": form, "expert": expert, "title": drawn.title, "page_url": page_of(expert)}
    return render(request, "experts/edit.html", context)


@require_POST
@roles_required(Role.COORDINATOR)
def open_account(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the person sign in with a code sent to their e-mail."""
    expert = opened(request, public_id)
    if not expert.email or expert.user_id or not expert.is_living:
        messages.error(
            request, _t("Signing in needs an e-mail address, and a person who is in the register.")
        )
        return redirect(page_of(expert))
    try:
        profile.open_account(expert=expert, by=request.user)
    except profile.AccountExists:
        messages.error(request, _t("Somebody else signs in with this e-mail address. Check the address."))
    else:
        messages.success(request, _t("The person can now sign in with a code that is sent to their e-mail."))
    return redirect(page_of(expert))

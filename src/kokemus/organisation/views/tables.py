"""The organisation's settings and tables, kept by the admin."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.core import formats, links
from kokemus.core.listing import page_of
from kokemus.organisation.actions import checking, keeping
from kokemus.organisation.forms.settings import OrganisationForm
from kokemus.organisation.models import Organisation
from kokemus.organisation.models.checked import Checked
from kokemus.organisation.tables import TABLES, Table

BOX_LANGUAGES = (("fi", "Suomi"), ("sv", "Svenska"), ("en", "English"))
BOX_HEIGHT = 700  # pixels: the box in a column as narrow as a phone


def _table(slug: str) -> Table:
    if slug not in TABLES:
        raise Http404
    return TABLES[slug]


@roles_required(Role.ADMIN)
def settings(request: HttpRequest) -> HttpResponse:
    """The organisation's own row, and the way to its tables."""
    form = OrganisationForm(request.POST or None, request.FILES or None, instance=Organisation.current())
    if request.method == "POST" and form.is_valid():
        keeping.save_settings(form=form, by=request.user)
        messages.success(request, _("The settings are saved and in use."))
        return redirect("organisation:settings")
    context = {"form": form, "tables": TABLES.items(), "boxes": _boxes()}
    return render(request, "organisation/settings.html", context)


def _boxes() -> list[tuple[str, str]]:
    """For each language the line by which another site shows the box."""
    lines = []
    for code, language in BOX_LANGUAGES:
        with translation.override(code):
            url, title = links.absolute("home:embed", language=code), _("Experts by experience")
        box = f'<iframe src="{url}" title="{title}" width="100%" height="{BOX_HEIGHT}"></iframe>'
        lines.append((language, box))
    return lines


def _shown(value: Any) -> Any:
    return formats.day(value) if isinstance(value, dt.date) else value


@roles_required(Role.ADMIN)
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """One table's rows."""
    shown = _table(slug)
    page = page_of(shown.rows(), request)
    rows = [(row.pk, [_shown(value(row)) for _label, value in shown.columns]) for row in page]
    context = {
        "table": shown,
        "slug": slug,
        "page": page,
        "rows": rows,
        "labels": [label for label, _value in shown.columns],
    }
    return render(request, "organisation/table.html", context)


@roles_required(Role.ADMIN)
def row(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Add or edit one row."""
    edited = _table(slug)
    if not pk and not edited.add:
        raise Http404
    instance = get_object_or_404(edited.model, pk=pk) if pk else None
    form = edited.form(request.POST or None, instance=instance)
    if request.method == "POST" and form.is_valid():
        keeping.save_row(form=form, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("organisation:table", slug)
    context = {
        "table": edited,
        "slug": slug,
        "form": form,
        "pk": pk,
        "name": edited.name(instance) if instance else edited.add,
        "checked": instance if isinstance(instance, Checked) else None,
    }
    return render(request, "organisation/row.html", context)


@require_POST
@roles_required(Role.ADMIN)
def checked(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Somebody has looked that one row's facts still hold."""
    found = get_object_or_404(_table(slug).model, pk=pk)
    if not isinstance(found, Checked):
        raise Http404
    checking.mark_checked(row=found, by=request.user)
    messages.success(request, _("Marked as checked today."))
    return redirect("organisation:table", slug)


@require_POST
@roles_required(Role.ADMIN)
def delete(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Delete one row, unless something still needs it."""
    if not _table(slug).add:
        raise Http404
    try:
        keeping.delete_row(row=get_object_or_404(_table(slug).model, pk=pk), by=request.user)
    except ProtectedError:
        messages.error(
            request,
            _("The row cannot be deleted, because it is in use. Take it out of use where it is named first."),
        )
        return redirect("organisation:row", slug, pk)
    messages.success(request, _("Deleted."))
    return redirect("organisation:table", slug)

"""One row of an old register: everything that was read of it, and what is decided."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _t
from django.views.decorators.http import require_POST

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.experts import reading
from kokemus.experts.actions import importing
from kokemus.experts.forms.imports import Words
from kokemus.experts.importer.carried import FIELDS
from kokemus.experts.models import ImportRow, ImportRun
from kokemus.experts.views.import_shown import Shower
from kokemus.experts.views.imports import GONE


@roles_required(Role.COORDINATOR)
def row(request: HttpRequest, public_id: str, key: int) -> HttpResponse:
    """The row's cells, what became of them, and its questions."""
    found = _row(public_id, key)
    run = found.run
    if not found.plan:
        return redirect("experts:import", public_id)
    shower = Shower(run, Words.read())
    read = shower.reader.one(found, found.answers)
    form = shower.form(read, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            importing.answer_row(row=found, answers=form.answers_given, by=request.user)
        except importing.RowRefused:
            messages.warning(request, str(GONE))
        else:
            messages.success(request, _t("Saved."))
        return redirect(_back(request, run))
    shown = shower.show([found])[0]
    audit.reading(reading.IMPORT, by=request.user, subject=run, purpose=reading.CARRYING_OVER)
    people = list(shower.people.values())
    audit.reading_many(reading.IMPORT, by=request.user, subjects=people, purpose=reading.CARRYING_OVER)
    context = {
        "run": run,
        "shown": shown,
        "form": form if form.fields else None,
        "lists": form.lists,
        "cells": read.plan.cells,
        "may_change": run.state in (ImportRun.State.PLANNED, ImportRun.State.DONE) and found.done_at is None,
    }
    return render(request, "experts/import/row.html", context)


@require_POST
@roles_required(Role.COORDINATOR)
def take(request: HttpRequest, public_id: str, key: int) -> HttpResponse:
    """Which differences are written to the person who is there already."""
    found = _row(public_id, key)
    fields = [each for each in request.POST.getlist("take") if each in FIELDS]
    try:
        importing.take(row=found, fields=fields, by=request.user)
    except importing.RowRefused:
        messages.warning(request, str(GONE))
    else:
        messages.success(request, _t("Saved."))
    return redirect(_back(request, found.run))


@require_POST
@roles_required(Role.COORDINATOR)
def skip(request: HttpRequest, public_id: str, key: int) -> HttpResponse:
    """Leave the row out, or take it back in."""
    found = _row(public_id, key)
    act = importing.put_back if request.POST.get("back") else importing.skip
    try:
        act(row=found, by=request.user)
    except importing.RowRefused:
        messages.warning(request, str(GONE))
    else:
        told = (
            _t("Row %(place)s is back in the import.")
            if request.POST.get("back")
            else _t("Row %(place)s is left out.")
        )
        messages.success(request, told % {"place": f"{found.sheet} {found.row_number}"})
    return redirect(_back(request, found.run))


def _row(public_id: str, key: int) -> ImportRow:
    rows = ImportRow.objects.select_related("run", "expert").defer("run__content")
    return get_object_or_404(rows, run__public_id=public_id, pk=key)


def _back(request: HttpRequest, run: ImportRun) -> str:
    """The list that the person came from."""
    back = request.POST.get("back_to", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return back
    return reverse("experts:import", args=[run.public_id])

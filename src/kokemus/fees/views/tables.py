"""The tables of money, edited by the admin, and those of the payroll file by payroll too."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.core import formats
from kokemus.core.listing import page_of
from kokemus.core.workflow import NotAllowed
from kokemus.fees.actions import tables as actions
from kokemus.fees.forms import tables as forms
from kokemus.fees.models import PayCode, PayDay, PayrollColumn, PayrollFormat, Rate, TravelRate
from kokemus.topics.models import Role as TaskRole

for_keepers = roles_required(Role.ADMIN, Role.PAYROLL)
Column = tuple[Promise, Callable[[Any], object]]


@dataclass(frozen=True)
class Table:
    """One table's words, form, rows and what a list shows of a row."""

    title: Promise
    lead: Promise
    add: Promise
    form: "type[ModelForm[Any]]"
    rows: Callable[[], QuerySet[Any]]
    columns: tuple[Column, ...]

    @property
    def model(self) -> type[Model]:
        """The model of the form."""
        return self.form._meta.model


def _hours(row: Rate) -> str:
    most = formats.number(row.max_hours) if row.max_hours is not None else ""
    if not row.min_hours:
        return _("at most %(most)s h") % {"most": most} if most else _("all")
    least = formats.number(row.min_hours)
    return f"{least}–{most} h" if most else _("over %(least)s h") % {"least": least}


def _in_force(row: Rate) -> str:
    ends = formats.day(row.valid_until) if row.valid_until else ""
    return f"{formats.day(row.valid_from)} – {ends}"


def _trained(row: Rate) -> str:
    return {True: _("trained"), False: _("not trained"), None: _("either")}[row.trained]


def _amount(row: Rate) -> str:
    return f"{formats.euros(row.amount)} / {row.get_unit_display()}"


TABLES: dict[str, Table] = {
    "palkkiot": Table(
        title=gettext_lazy("Fees"),
        lead=gettext_lazy(
            "What is paid. The most exact row decides: kind of task, then training, then length."
        ),
        add=gettext_lazy("Add a fee"),
        form=forms.RateForm,
        rows=Rate.objects.all,
        columns=(
            (gettext_lazy("Kind of task"), lambda row: row.kind or _("Any task")),
            (gettext_lazy("Working form"), lambda row: row.get_working_form_display()),
            (gettext_lazy("Training"), _trained),
            (gettext_lazy("Length"), _hours),
            (gettext_lazy("Fee"), _amount),
            (gettext_lazy("Income type"), lambda row: row.get_income_type_display()),
            (gettext_lazy("In force"), _in_force),
        ),
    ),
    "kilometrit": Table(
        title=gettext_lazy("Kilometre allowances"),
        lead=gettext_lazy("Each row is in force until one that begins later."),
        add=gettext_lazy("Add an allowance"),
        form=forms.TravelRateForm,
        rows=TravelRate.objects.all,
        columns=(
            (gettext_lazy("Valid from"), lambda row: formats.day(row.valid_from)),
            (gettext_lazy("€ per kilometre"), lambda row: str(row.amount).replace(".", ",")),
            (gettext_lazy("Income type"), lambda row: row.get_income_type_display()),
            (gettext_lazy("Source"), lambda row: row.source),
        ),
    ),
    "maksupaivat": Table(
        title=gettext_lazy("Pay days"),
        lead=gettext_lazy("The payroll calendar. Experts see the next pay day before they say yes."),
        add=gettext_lazy("Add a pay day"),
        form=forms.PayDayForm,
        rows=lambda: PayDay.objects.order_by("-pays_on"),
        columns=(
            (gettext_lazy("Paid on"), lambda row: formats.day(row.pays_on)),
            (gettext_lazy("Approved by"), lambda row: formats.day(row.cut_off_on)),
        ),
    ),
    "palkkalajit": Table(
        title=gettext_lazy("Pay codes"),
        lead=gettext_lazy("Neutral codes by which payroll knows what a row is."),
        add=gettext_lazy("Add a pay code"),
        form=forms.PayCodeForm,
        rows=PayCode.objects.all,
        columns=(
            (gettext_lazy("What is paid"), lambda row: row.get_kind_display()),
            (gettext_lazy("Working form"), lambda row: row.get_working_form_display() or _("any")),
            (gettext_lazy("Pay code"), lambda row: row.code),
        ),
    ),
    "sarakkeet": Table(
        title=gettext_lazy("Columns of the payroll file"),
        lead=gettext_lazy("In this order. A batch that has been made keeps its own columns."),
        add=gettext_lazy("Add a column"),
        form=forms.PayrollColumnForm,
        rows=PayrollColumn.objects.all,
        columns=(
            (gettext_lazy("Heading"), lambda row: row.header),
            (gettext_lazy("Position"), lambda row: row.position),
            (gettext_lazy("Content"), lambda row: row.constant or row.get_field_display()),
        ),
    ),
}


def _may(request: HttpRequest, model: type[Model]) -> bool:
    return actions.KEEPERS[model](request.user, None)


def _table(request: HttpRequest, slug: str) -> Table:
    if slug not in TABLES:
        raise Http404
    if not _may(request, TABLES[slug].model):
        raise PermissionDenied
    return TABLES[slug]


@for_keepers
@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    """The tables that this person keeps."""
    kept = [(slug, each) for slug, each in TABLES.items() if _may(request, each.model)]
    return render(request, "fees/tables.html", {"tables": kept, "has_rates": Rate.objects.exists()})


@for_keepers
@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """One table's rows."""
    shown = _table(request, slug)
    page = page_of(shown.rows(), request)
    names = {role.code: role.label for role in TaskRole.objects.all()} if shown.model is Rate else {}
    rows = [(row.pk, [_shown(value(row), names) for _label, value in shown.columns]) for row in page]
    labels = [label for label, _value in shown.columns]
    context = {"table": shown, "slug": slug, "page": page, "rows": rows, "labels": labels}
    return render(request, "fees/table.html", context)


@for_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Add or edit one row. A row by which somebody has been paid can only be ended."""
    edited = _table(request, slug)
    instance = get_object_or_404(edited.model, pk=pk) if pk else None
    form = edited.form(request.POST or None, instance=instance)
    used = bool(instance and actions.is_used(instance))
    if request.method == "POST" and form.is_valid() and _save(request, form):
        messages.success(request, _("Saved."))
        return redirect("fees:table", slug)
    context = {"table": edited, "slug": slug, "form": form, "pk": pk, "is_used": used}
    return render(request, "fees/row.html", context)


@for_keepers
@require_POST
def delete(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take away a row that nobody has been paid by."""
    kept = _table(request, slug)
    try:
        actions.delete_row(row=get_object_or_404(kept.model, pk=pk), by=request.user)
    except actions.UsedRow as used:
        messages.error(request, str(used))
        return redirect("fees:table_row", slug, pk)
    messages.success(request, _("The row is taken away."))
    return redirect("fees:table", slug)


@for_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def payroll_format(request: HttpRequest) -> HttpResponse:
    """How the payroll file is written."""
    form = forms.PayrollFormatForm(request.POST or None, instance=PayrollFormat.current())
    if request.method == "POST" and form.is_valid() and _save(request, form):
        messages.success(request, _("Saved. The next batch is written so."))
        return redirect("fees:tables")
    return render(request, "fees/format.html", {"form": form})


def _save(request: HttpRequest, form: "ModelForm[Any]") -> bool:
    try:
        actions.save_row(row=form.save(commit=False), by=request.user)
    except actions.UsedRow as used:
        form.add_error(None, str(used))
        return False
    except NotAllowed:
        raise PermissionDenied from None
    return True


def _shown(value: object, names: dict[str, str]) -> object:
    """A role's code as its name."""
    return names.get(value, value) if isinstance(value, str) else value

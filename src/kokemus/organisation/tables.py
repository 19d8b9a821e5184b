"""The tables that the admin keeps: one line each, and the pages follow."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokemus.organisation import forms
from kokemus.organisation.models import Absence, Coordinator, CostCentre, Route, Unit


@dataclass(frozen=True)
class Table:
    """A table's place in the address, its words, its rows and what a list shows of a row."""

    title: Promise
    lead: Promise
    add: Promise
    form: "type[ModelForm[Any]]"
    rows: Callable[[], QuerySet[Any]]
    columns: tuple[tuple[Promise, Callable[[Any], object]], ...]

    @property
    def model(self) -> type[Model]:
        """The model of the form."""
        return self.form._meta.model


TABLES: dict[str, Table] = {
    "yksikot": Table(
        title=_("Units"),
        lead=_("Units that ask for experts, and who meets the expert there."),
        add=_("Add a unit"),
        form=forms.UnitForm,
        rows=lambda: Unit.objects.select_related("cost_centre"),
        columns=(
            (_("Name"), lambda row: row.name),
            (_("Municipality"), lambda row: row.place),
            (_("Cost centre"), lambda row: row.cost_centre or ""),
        ),
    ),
    "kustannuspaikat": Table(
        title=_("Cost centres"),
        lead=_("Who pays, and the two different people who pass each claim."),
        add=_("Add a cost centre"),
        form=forms.CostCentreForm,
        rows=lambda: CostCentre.objects.prefetch_related("checkers", "approvers"),
        columns=(
            (_("Code"), lambda row: row.code),
            (_("Name"), lambda row: row.name),
            (_("Checkers"), lambda row: ", ".join(map(str, row.checkers.all()))),
            (_("Approvers"), lambda row: ", ".join(map(str, row.approvers.all()))),
        ),
    ),
    "koordinaattorit": Table(
        title=_("Coordinators"),
        lead=_("Name, title and phone are shown to everybody who asks who answers."),
        add=_("Add a coordinator"),
        form=forms.CoordinatorForm,
        rows=lambda: Coordinator.objects.select_related("user", "stand_in__user"),
        columns=(
            (_("Name"), lambda row: row),
            (_("Title"), lambda row: row.title),
            (_("Phone"), lambda row: row.phone),
            (_("Stand-in"), lambda row: row.stand_in or ""),
        ),
    ),
    "poissaolot": Table(
        title=_("Absences"),
        lead=_("Days when the stand-in answers and gets what arrives."),
        add=_("Add an absence"),
        form=forms.AbsenceForm,
        rows=lambda: Absence.objects.select_related("coordinator__user"),
        columns=(
            (_("Coordinator"), lambda row: row.coordinator),
            (_("First day"), lambda row: row.starts_on),
            (_("Last day"), lambda row: row.ends_on),
        ),
    ),
    "reitit": Table(
        title=_("Who gets what"),
        lead=_("Each question goes to one coordinator by its door and topic area."),
        add=_("Add a row"),
        form=forms.RouteForm,
        rows=lambda: Route.objects.select_related("area", "coordinator__user"),
        columns=(
            (_("Door"), lambda row: row.get_door_display()),
            (_("Topic area"), lambda row: row.area.label if row.area else _("all others")),
            (_("Coordinator"), lambda row: row.coordinator),
        ),
    ),
}

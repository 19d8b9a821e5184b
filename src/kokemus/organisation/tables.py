"""The tables that the admin keeps: one line each, and the pages follow."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokemus.organisation.forms import directories
from kokemus.organisation.forms import tables as forms
from kokemus.organisation.models import (
    Absence,
    Association,
    Cooperation,
    Coordinator,
    CostCentre,
    HelpLine,
    Post,
    Project,
    Route,
    TalkPlace,
    Unit,
)
from kokemus.organisation.models.checked import Checked


@dataclass(frozen=True)
class Table:
    """A table's words, its rows and what a list shows of a row, first of all its name.

    Without `add` its rows are those of another table: nobody adds or deletes one here.
    """

    title: Promise
    lead: Promise
    add: Promise | None
    form: "type[ModelForm[Any]]"
    rows: Callable[[], QuerySet[Any]]
    columns: tuple[tuple[Promise, Callable[[Any], object]], ...]

    @property
    def model(self) -> type[Model]:
        """The model of the form."""
        return self.form._meta.model

    def name(self, row: Model) -> object:
        """What a row is called in the list."""
        return self.columns[0][1](row)


def _checked(row: Checked) -> object:
    return _("must be checked") if row.is_old(timezone.localdate()) else row.checked_on


KEPT: dict[str, Table] = {
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
DIRECTORIES: dict[str, Table] = {
    "palvelut": Table(
        title=_("Services"),
        lead=_("How far each service has come with experts, and how to begin there."),
        add=None,
        form=directories.CooperationForm,
        rows=lambda: Cooperation.objects.select_related("service"),
        columns=(
            (_("Service"), lambda row: row.service.label),
            (_("State"), lambda row: row.get_state_display()),
            (_("Who answers"), lambda row: row.contact),
        ),
    ),
    "hankkeet": Table(
        title=_("Projects"),
        lead=_("Projects in which experts take part."),
        add=_("Add a project"),
        form=directories.ProjectForm,
        rows=Project.objects.by_state,
        columns=(
            (_("Name"), lambda row: row.name),
            (_("State"), lambda row: row.get_state_display()),
            (_("First day"), lambda row: row.starts_on or ""),
            (_("Last day"), lambda row: row.ends_on or ""),
        ),
    ),
    "tyot": Table(
        title=_("Employed experts"),
        lead=_("Experts by experience who are employed in a unit."),
        add=_("Add an employed expert"),
        form=directories.PostForm,
        rows=lambda: Post.objects.select_related("unit"),
        columns=(
            (_("Unit"), lambda row: row.unit.name),
            (_("What the expert does"), lambda row: row.what),
            (_("Shown"), lambda row: _("yes") if row.is_active else _("no")),
        ),
    ),
    "yhdistykset": Table(
        title=_("Associations"),
        lead=_("The directory of peer support. Look once a year that each one's facts still hold."),
        add=_("Add an association"),
        form=directories.AssociationForm,
        rows=Association.objects.all,
        columns=(
            (_("Name"), lambda row: row.name),
            (_("Municipality"), lambda row: row.municipality or _("the whole country")),
            (_("Last checked"), _checked),
            (_("Shown"), lambda row: _("yes") if row.is_active else _("no")),
        ),
    ),
    "auttavat-puhelimet": Table(
        title=_("Help lines"),
        lead=_("Numbers to call when help is needed now. Look twice a year that each one still holds."),
        add=_("Add a help line"),
        form=directories.HelpLineForm,
        rows=HelpLine.objects.all,
        columns=(
            (_("Name"), lambda row: row.name),
            (_("Phone"), lambda row: row.phone),
            (_("Last checked"), _checked),
            (_("Shown"), lambda row: _("yes") if row.is_active else _("no")),
        ),
    ),
    "juttelupaikat": Table(
        title=_("Places to talk"),
        lead=_("Where anyone may talk with an expert by experience."),
        add=_("Add a place to talk"),
        form=directories.TalkPlaceForm,
        rows=lambda: TalkPlace.objects.select_related("unit"),
        columns=(
            (_("Name"), lambda row: row.title),
            (_("Phone"), lambda row: row.phone),
            (_("Shown"), lambda row: _("yes") if row.is_active else _("no")),
        ),
    ),
}
TABLES: dict[str, Table] = {**KEPT, **DIRECTORIES}

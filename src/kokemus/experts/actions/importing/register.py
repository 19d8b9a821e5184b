"""What the importer is told of the register: its labels, the people in it, and what is known of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from kokemus.experts.importer import from_json, to_json
from kokemus.experts.importer.carried import Carried, Fact, House
from kokemus.experts.importer.labels import OLD_REGISTERS, KnownPerson, Label, Labels
from kokemus.experts.importer.outcome import Plan, RowPlan, SheetPlan
from kokemus.experts.models import Expert, ExpertQuerySet, ImportRow, ImportRun
from kokemus.organisation import places
from kokemus.organisation.models import Organisation
from kokemus.topics import understanding
from kokemus.topics.models import Role, Service, Topic

NEEDED = (
    "experiences__topic", "experiences__services", "roles", "areas", "refusals__role", "training_facts", "notes",
)  # fmt: skip


def labels() -> Labels:
    """Every label that a word of the file may mean, and the county's own words of topics."""
    understood = understanding.reader()
    return Labels(
        [_label(each) for each in Topic.objects.active().select_related("parent")],
        [_label(each) for each in Service.objects.filter(is_active=True)],
        [_label(each) for each in Role.objects.filter(is_active=True)],
        places.find,
        (Organisation.current().name,),
        lambda text: [topic.code for topic in understood(text, OLD_REGISTERS).topics],
    )


def _label(row: Any) -> Label:
    parent = getattr(row, "parent", None)
    return Label(row.code, row.fi, row.sv, row.en, parent.code if parent else "")


def known_people(experts: ExpertQuerySet | None = None) -> list[KnownPerson]:
    """The people of the register as plain data, for finding who is there already."""
    found = Expert.objects.registered() if experts is None else experts
    return [_known(each) for each in found.prefetch_related("experiences__topic", "roles")]


def _known(expert: Expert) -> KnownPerson:
    return KnownPerson(
        expert.public_id, expert.first_name, expert.last_name, expert.phone, expert.email, expert.home_shown,
        tuple(dict.fromkeys(each.topic.code for each in expert.experiences.all())),
        tuple(role.code for role in expert.roles.all()), tuple(expert.languages), expert.is_protected,
    )  # fmt: skip


def names() -> dict[str, str]:
    """Labels of the codes of topics, services and roles, in the language of the screen."""
    return {
        each.code: each.label for table in (Role, Service, Topic) for each in table._default_manager.all()
    }


def house(sheets: Iterable[SheetPlan], labelled: Mapping[str, str]) -> dict[str, House]:
    """What is known around the rows of each sheet."""
    organisation = Organisation.current().name
    return {
        sheet.name: House(
            organisation, labelled, frozenset(each.header for each in sheet.columns if each.field == "notes")
        )
        for sheet in sheets
    }


def told_of(expert: Expert) -> Carried:
    """What the register knows of a person, in the importer's terms; `expert` with NEEDED fetched."""
    experiences = list(expert.experiences.all())
    return Carried(
        first_name=expert.first_name,
        last_name=expert.last_name,
        phone=expert.phone,
        email=expert.email.casefold(),
        municipality=expert.home_shown,
        address=expert.address_shown,
        contact_note=expert.contact_note,
        is_protected=expert.is_protected,
        is_remote=expert.attendance == Expert.Attendance.REMOTE,
        not_in_home_municipality=expert.not_in_home_municipality,
        state=expert.state,
        joined_on=expert.joined_on,
        topics={(each.topic.code, each.perspective): each.words for each in experiences},
        services=tuple({service.code for each in experiences for service in each.services.all()}),
        roles=tuple(role.code for role in expert.roles.all()),
        languages=tuple(expert.languages),
        areas=tuple(area.municipality for area in expert.areas.all()),
        refusals=_refusals(expert),
        training=tuple(
            Fact(f.state, f.organiser, f.hours, f.year, f.words) for f in expert.training_facts.all()
        ),
        notes=tuple(note.text for note in expert.notes.all()),
    )


def _refusals(expert: Expert) -> dict[tuple[str, str], str]:
    rows = expert.refusals.all()
    found = {("audience", each.audience): each.words for each in rows if each.audience}
    return found | {("role", each.role.code): each.words for each in rows if each.role}


def sheets_of(run: ImportRun) -> Plan:
    """The stored plan of a run without its rows; an empty one when it has been forgotten."""
    return from_json(run.plan) if run.plan else Plan(run.file_name, (), ())


def row_plan(row: ImportRow) -> RowPlan | None:
    """The stored plan of a row; None when it has been forgotten."""
    return from_json(row.plan).rows[0] if row.plan else None


def stored_row(plan: RowPlan) -> str:
    """A row's plan as it is stored."""
    return to_json(Plan("", (), (plan,)))

"""Rows of an old register in words: what was read, what becomes of it, what is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kokemus.core import formats
from kokemus.experts import languages
from kokemus.experts.actions.importing import filling, register
from kokemus.experts.actions.importing.reading_rows import Other, Read, Reader
from kokemus.experts.forms.imports import QuestionsForm, Words
from kokemus.experts.importer.carried import Carried, Fact, Gap, gaps
from kokemus.experts.importer.outcome import Question, RowPlan
from kokemus.experts.importer.remarks import text_of
from kokemus.experts.models import Expert, ImportRow, ImportRun, Perspective
from kokemus.experts.models.consent import Audience

FIELD_LABELS = {
    "first_name": _("First name"), "last_name": _("Surname"), "phone": _("Phone"), "email": _("E-mail address"),
    "municipality": _("Home municipality"), "address": _("postal address"), "contact_note": _("Safe contact"),
    "joined_on": _("In the register since"), "is_protected": _("Protected for personal safety (turvakielto)"),
    "is_remote": _("Only remotely"), "not_in_home_municipality": _("not in the home municipality"),
    "topics": _("Topics"), "services": _("Services used"), "roles": _("Roles"),
    "languages": _("Languages spoken"), "areas": _("Comes to"), "refusals": _("Does not want"),
    "training": _("Training"), "notes": _("Notes"),
}  # fmt: skip
KEPT = {
    "edited": _("The person's details have been changed since."),
    "account": _("The person has an account to sign in with."),
    "consent": _("Consent has been asked of the person."),
    "commitment": _("The person has been agreed a time."),
    "offer": _("A gig has been offered to the person."),
    "claim": _("The person has a claim for a fee."),
    "expert": _("Another row has been merged into the person."),
}


@dataclass
class Difference:
    """One field that the row and the other tell differently; ticked when it is to be taken."""

    field: str
    label: Any
    here: str
    there: str
    is_taken: bool


@dataclass
class Shown:
    """One row as the page shows it."""

    row: ImportRow
    place: str
    name: str
    url: str
    tag: Any
    tag_kind: str
    facts: list[tuple[Any, str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    same_as: str = ""
    person_url: str = ""
    why_kept: Any = ""
    form: QuestionsForm | None = None


class Shower:
    """Puts rows of one run into words; the questions come as forms with the words to choose from."""

    def __init__(self, run: ImportRun, words: Words) -> None:
        self.run, self.words = run, words
        self.reader = Reader(run)
        self.people: dict[str, Expert] = {}

    def show(self, rows: Iterable[ImportRow], *, with_forms: bool = False) -> list[Shown]:
        """The rows in words; `people` are then those of the register who are shown beside them."""
        reads = {each.row.pk: each for each in self.reader.read(rows)}
        others = self.reader.others(reads.values())
        names = self._names_asked(reads.values()) if with_forms else {}
        self.people |= {o.expert.public_id: o.expert for o in others.values() if o.expert}
        return [self._shown(row, reads.get(row.pk), others.get(row.pk), names, with_forms) for row in rows]

    def form(self, read: Read, data: Any = None) -> QuestionsForm:
        """The questions of a row."""
        return self._form(read, self._names_asked([read]), data)

    def _form(self, read: Read, names: Mapping[str, str], data: Any = None) -> QuestionsForm:
        return QuestionsForm(
            data,
            prefix=f"r{read.row.pk}",
            questions=_asked(read),
            answers=read.row.answers,
            words=self.words,
            people=names,
        )

    def _shown(
        self,
        row: ImportRow,
        read: Read | None,
        other: Other | None,
        names: Mapping[str, str],
        with_forms: bool,
    ) -> Shown:
        tag, kind = _tag(row, other)
        shown = Shown(
            row=row,
            place=f"{row.sheet} {row.row_number}",
            name=read.person.full_name if read else "",
            url=reverse("experts:import_row", args=[self.run.public_id, row.pk]),
            tag=tag,
            tag_kind=kind,
            person_url=reverse("home:person", args=[row.expert.public_id]) if row.expert else "",
            why_kept=KEPT.get(row.kept_because, _("Something else has been tied to the person."))
            if row.kept_because
            else "",
        )
        if read is None:
            return shown
        shown.facts = facts(read.person, self.words)
        shown.told = _told(read.plan, self.reader.labelled)
        if other and row.done_at is None:
            shown.same_as = _same_as(other)
            shown.differences = differences(read, other, self.words)
        if with_forms and _asked(read):
            shown.form = self._form(read, names)
        return shown

    def _names_asked(self, reads: Iterable[Read]) -> dict[str, str]:
        """Who the others are that a row may be the same as: option → "Aino Esimerkki, 040 000 0001"."""
        options = {
            o for read in reads for q in read.plan.questions if q.code == "same_person" for o in q.options
        }
        known = {each.removeprefix("known:") for each in options if each.startswith("known:")}
        people = Expert.objects.filter(public_id__in=known)
        self.people |= {each.public_id: each for each in people}
        names = {
            f"known:{e.public_id}": _described(e.full_name, e.phone, _t("in the register")) for e in people
        }
        for option in (each for each in options if each.startswith("row:")):
            sheet, _sep, number = option.removeprefix("row:").rpartition("!")
            row = self.run.rows.filter(sheet=sheet, row_number=number).first()
            if row and row.plan:
                person = self.reader.one(row, row.answers).person
                names[option] = _described(person.full_name, person.phone, f"{sheet} {number}")
        return names


def _described(name: str, phone: str, place: str) -> str:
    return ", ".join(filter(None, (name, formats.phone(phone), place)))


def _asked(read: Read) -> list[Question]:
    """The questions of a row that may still be answered; of a row carried over only those that are open."""
    if read.row.done_at:
        return [each for each in read.settled.open if not each.blocks]
    return sorted(read.plan.questions, key=lambda each: not each.blocks)


def _tag(row: ImportRow, other: Other | None) -> tuple[Any, str]:
    if row.kept_because:
        return _("Stayed in the register"), "attention"
    if row.run.state == ImportRun.State.UNDONE:
        return _("Undone"), "neutral"
    if row.done_at and row.outcome == ImportRow.Outcome.NEW:
        return _("Brought in"), "ok"
    tags: dict[str, tuple[Any, str]] = {
        ImportRow.Outcome.NEW: (_("New person"), "ok"),
        ImportRow.Outcome.TO_DECIDE: (_("Decide first"), "attention"),
        ImportRow.Outcome.SKIPPED: (_("Left out"), "neutral"),
        ImportRow.Outcome.SAME: (_("Same person"), "neutral"),
    }
    return tags[row.outcome]


def _same_as(other: Other) -> str:
    if other.is_known:
        return _t("%(name)s is already in the register.") % {"name": other.person.full_name}
    row = other.row
    place = f"{row.sheet} {row.row_number}" if row else ""
    return _t("The same person as on row %(place)s.") % {"place": place}


def _told(plan: RowPlan, labelled: Mapping[str, str]) -> list[str]:
    told = [text_of(each, labelled) for each in plan.remarks]
    if plan.person.birth_year:
        told.append(_t("The year of birth is not carried over: the register does not need it."))
    return list(dict.fromkeys(told))


def facts(person: Carried, words: Words) -> list[tuple[Any, str]]:
    """What the register would know of the person, as (label, text)."""
    state = Expert.State(person.state).label
    rows = [(_("State"), str(state) if person.state != Expert.State.ACTIVE else "")]
    rows += [
        (FIELD_LABELS[name], told(name, getattr(person, name), words))
        for name in FIELD_LABELS
        if name not in ("first_name", "last_name")
    ]
    return [(label, text) for label, text in rows if text]


def told(name: str, value: Any, words: Words) -> str:
    """A field's value in words; "" when there is none."""
    if not value:
        return ""
    if isinstance(value, bool):
        return _t("yes")
    teller = _TELLERS.get(name)
    return teller(value, words) if teller else str(value)


def _labels(kind: str) -> Any:
    return lambda codes, words: ", ".join(words.label(kind, code) for code in codes)


def _topics(keys: Iterable[tuple[str, str]], words: Words) -> str:
    return "; ".join(_topic(code, kind, words) for code, kind in keys)


def _topic(code: str, kind: str, words: Words) -> str:
    label = words.label("topics", code)
    perspectives = {"own": _t("own"), "close_one": Perspective.CLOSE_ONE.label}
    return f"{label} ({perspectives[kind]})" if kind in perspectives else label


def _refusals(keys: Iterable[tuple[str, str]], words: Words) -> str:
    audiences = dict(Audience.choices)
    return ", ".join(
        str(audiences.get(value, value)) if kind == "audience" else words.label("roles", value)
        for kind, value in keys
    )


def _training(rows: Iterable[Fact], words: Words) -> str:
    return "; ".join(_fact(each) for each in rows)


def _fact(fact: Fact) -> str:
    hours = _t("%(hours)s h") % {"hours": fact.hours} if fact.hours else ""
    state = str(Expert.Training(fact.state).label)
    return ", ".join(str(part) for part in (state, fact.organiser, hours, fact.year) if part)


_TELLERS: dict[str, Any] = {
    "phone": lambda value, words: formats.phone(value),
    "joined_on": lambda value, words: formats.day(value),
    "topics": _topics,
    "services": _labels("services"),
    "roles": _labels("roles"),
    "languages": lambda codes, words: ", ".join(languages.names(list(codes))),
    "areas": lambda names, words: ", ".join(names),
    "refusals": _refusals,
    "training": _training,
    "notes": lambda notes, words: " · ".join(notes),
}


def differences(read: Read, other: Other, words: Words) -> list[Difference]:
    """What the row tells and the other does not, each with whether it is to be taken."""
    found = gaps(read.person, other.person)
    taken = filling.proposed(found, is_known=other.is_known) if read.row.take is None else read.row.take
    return [_difference(each, each.field in taken, words) for each in found]


def _difference(gap: Gap, is_taken: bool, words: Words) -> Difference:
    here, there = (told(gap.field, value, words) for value in (gap.here, gap.there))
    return Difference(gap.field, FIELD_LABELS[gap.field], here, there, is_taken)


@dataclass
class SheetShown:
    """One sheet: how its columns were read, and what of it lies outside the table."""

    name: str
    rows: int
    url: str
    columns: list[tuple[str, str]]
    unmapped: list[str]
    stray: list[tuple[str, str]]
    told: list[str]
    is_skipped: bool


def sheets(run: ImportRun, counts: Mapping[str, int], columns: Mapping[str, Any]) -> list[SheetShown]:
    """The sheets of the file in words; `columns` names the fields."""
    return [
        SheetShown(
            name=sheet.name,
            rows=counts.get(sheet.name, 0),
            url=reverse("experts:import_columns", args=[run.public_id, at]),
            columns=[
                (_column(each), str(columns.get(each.field, each.field)))
                for each in sheet.columns
                if each.field
            ],
            unmapped=[_column(each) for each in sheet.columns if not each.field and not sheet.skipped],
            stray=[(f"{each.letter}{each.row}", each.text) for each in sheet.stray],
            told=[text_of(each) for each in sheet.remarks],
            is_skipped=sheet.skipped,
        )
        for at, sheet in enumerate(register.sheets_of(run).sheets)
    ]


def _column(column: Any) -> str:
    return f"{column.letter} {column.header}".strip()

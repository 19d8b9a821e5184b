"""Rows as they stand after their answers: settled, and as people for the register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kokemus.experts.actions.importing import register
from kokemus.experts.importer.answers import Settled, key_of, settle
from kokemus.experts.importer.carried import Carried, Gap, House, carried, gaps
from kokemus.experts.importer.outcome import RowPlan, RowRef
from kokemus.experts.models import Expert, ImportRow, ImportRun


@dataclass(frozen=True)
class Read:
    """A row with its plan, what it is after the answers, and the person it tells of."""

    row: ImportRow
    plan: RowPlan
    settled: Settled
    person: Carried


@dataclass(frozen=True)
class Other:
    """Whom a row is the same as: a person of the register, or an earlier row that is not carried over yet."""

    person: Carried
    is_known: bool
    expert: Expert | None = None
    row: ImportRow | None = None


class Reader:
    """Reads the stored rows of one run."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run
        self.labelled: Mapping[str, str] = register.names()
        self._houses = register.house(register.sheets_of(run).sheets, self.labelled)

    def read(self, rows: Iterable[ImportRow]) -> list[Read]:
        """The rows that have not been forgotten."""
        return [self.one(row, row.answers) for row in rows if row.plan]

    def one(self, row: ImportRow, answers: Mapping[str, str]) -> Read:
        """A row as it would be with these answers."""
        plan = register.row_plan(row)
        assert plan is not None
        settled = settle(plan, answers, self.run.answers)
        person = carried(settled.person, self._houses.get(row.sheet, House("")), areas_of(plan, answers))
        return Read(row, plan, settled, person)

    def others(self, reads: Iterable[Read]) -> dict[int, Other]:
        """Whom each row that is about a person of another row or of the register is the same as, by the row's key."""
        same = [each for each in reads if each.settled.is_same]
        first = self._rows([each.settled.same_row for each in same if each.settled.same_row])
        keys = {row.expert_id for row in first.values() if row.expert_id}
        ids = {each.settled.known_id for each in same if each.settled.known_id}
        by_key, by_id = _experts(keys, ids)
        found = {each.row.pk: self._other(each, first, by_key, by_id) for each in same}
        return {key: other for key, other in found.items() if other}

    def gaps(self, reads: Iterable[Read]) -> dict[int, list[Gap]]:
        """What each such row says and the other does not, by the row's key."""
        reads = list(reads)
        others = self.others(reads)
        return {
            each.row.pk: gaps(each.person, others[each.row.pk].person)
            for each in reads
            if each.row.pk in others
        }

    def _other(
        self, read: Read, first: dict[RowRef, ImportRow], by_key: dict[int, Expert], by_id: dict[str, Expert]
    ) -> Other | None:
        known = by_id.get(read.settled.known_id)
        if known:
            return Other(register.told_of(known), True, expert=known)
        row = first.get(read.settled.same_row) if read.settled.same_row else None
        if row is None:
            return None
        expert = by_key.get(row.expert_id or 0)
        if expert:
            return Other(register.told_of(expert), False, expert=expert, row=row)
        return Other(self.one(row, row.answers).person, False, row=row) if row.plan else None

    def _rows(self, places: Iterable[RowRef]) -> dict[RowRef, ImportRow]:
        wanted = set(places)
        numbers = {each.number for each in wanted}
        rows = self.run.rows.filter(row_number__in=numbers) if len(numbers) <= 500 else self.run.rows.all()
        places_of = {RowRef(row.sheet, row.row_number): row for row in rows}
        return {place: row for place, row in places_of.items() if place in wanted}


def areas_of(plan: RowPlan, answers: Mapping[str, str]) -> list[str]:
    """The areas that a protected person has named, as the coordinator wrote them down."""
    asked = [key_of(each) for each in plan.questions if each.code == "areas_to_ask"]
    said = answers.get(asked[0], "") if asked else ""
    return [name for name in said.split(", ") if name and name != "leave"]


def _experts(keys: Iterable[int], ids: Iterable[str]) -> tuple[dict[int, Expert], dict[str, Expert]]:
    """By key and by public id; somebody merged into another is that other."""
    people: Any = Expert.objects.select_related("merged_into")
    found = [*people.filter(pk__in=list(keys)), *people.filter(public_id__in=list(ids))]
    into = {each.pk: each.merged_into_id or each.pk for each in found}
    rows = Expert.objects.filter(pk__in=set(into.values())).prefetch_related(*register.NEEDED)
    living = {each.pk: each for each in rows}
    by_key = {each.pk: living[into[each.pk]] for each in found}
    return by_key, {each.public_id: living[into[each.pk]] for each in found}

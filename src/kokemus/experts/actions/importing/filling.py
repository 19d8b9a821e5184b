"""Add what a row says to somebody who is in the register already, and take it back."""

from collections.abc import Callable, Iterable
from typing import Any

from kokemus.experts.actions.importing import creating
from kokemus.experts.actions.importing.creating import Tables
from kokemus.experts.actions.lived import write_training
from kokemus.experts.importer.carried import FLAGS, SEVERAL, SINGLE, Carried, Fact, Gap
from kokemus.experts.models import Area, Experience, Expert, Note, Perspective, Refusal, TrainingFact

Changes = dict[str, Any]
"""{"values": {name: [before, after]}, "<table>": [keys of rows made], "perspectives": [[key, before]], …}"""


def proposed(gaps: Iterable[Gap], *, is_known: bool) -> list[str]:
    """The fields that are taken unless somebody says otherwise: of a person who was in the register before only the
    protection, since it must not wait; of a repeated row all that adds and nothing that replaces."""
    if is_known:
        return [each.field for each in gaps if each.field == "is_protected"]
    return [each.field for each in gaps if each.field not in SINGLE or not each.there]


def fill(expert: Expert, person: Carried, gaps: Iterable[Gap], tables: Tables, *, by: Any) -> Changes:
    """Write the fields of `gaps` to the person; returns what is needed to take them back. Raises nothing."""
    changes: Changes = {"values": {}}
    for gap in gaps:
        if gap.field in SINGLE or gap.field in FLAGS:
            _set(expert, _column(gap.field), _value(gap), changes)
        elif gap.field == "languages":
            _set(expert, "languages", [*expert.languages, *gap.here], changes)
        elif gap.field in SEVERAL:
            _FILLERS[gap.field](expert, person, gap, tables, by, changes)
    expert.save()
    write_training(expert)
    return changes


def take_back(expert: Expert, changes: Changes) -> list[str]:
    """Put back what `fill` wrote, unless it has been changed since; returns the names of what stays."""
    stays = []
    for name, (before, after) in changes.get("values", {}).items():
        if _plain(getattr(expert, name)) == after:
            column: Any = Expert._meta.get_field(name)
            setattr(expert, name, column.to_python(before))
        else:
            stays.append(name)
    stays += _take_back_topics(expert, changes)
    for table, name in ((Area, "areas"), (Refusal, "refusals"), (TrainingFact, "training"), (Note, "notes")):
        rows: Any = table
        rows._default_manager.filter(expert=expert, pk__in=changes.get(name, [])).delete()
    TrainingFact.objects.filter(expert=expert, pk__in=changes.get("years", [])).update(year=None)
    expert.roles.remove(*changes.get("roles", []))
    expert.save()
    write_training(expert)
    return stays


def joined(before: Changes, more: Changes) -> Changes:
    """The changes of two acts on one person as one; the earliest value before stands."""
    whole: Changes = {**before, "values": dict(before.get("values", {}))}
    for name, (old, new) in more.get("values", {}).items():
        first = whole["values"].get(name, [old])[0]
        whole["values"][name] = [first, new]
    for name, keys in more.items():
        if name != "values":
            whole[name] = [*whole.get(name, []), *keys]
    return whole


def changed(changes: Changes) -> list[str]:
    """Names of the fields that were written, for the log."""
    return sorted([*changes.get("values", {}), *(name for name in changes if name != "values")])


def _column(field: str) -> str:
    return "attendance" if field == "is_remote" else field


def _value(gap: Gap) -> Any:
    return Expert.Attendance.REMOTE.value if gap.field == "is_remote" else gap.here


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _set(expert: Expert, name: str, value: Any, changes: Changes) -> None:
    changes["values"][name] = [_plain(getattr(expert, name)), _plain(value)]
    setattr(expert, name, value)


def _topics(expert: Expert, person: Carried, gap: Gap, tables: Tables, by: Any, changes: Changes) -> None:
    """A perspective that is told takes the place of "not asked" on the same topic."""
    for code, kind in gap.here:
        topic = tables.topics.get(code)
        if topic is None:
            continue
        unasked = Experience.objects.filter(
            expert=expert, topic=topic, perspective=Perspective.UNKNOWN
        ).first()
        if unasked:
            unasked.perspective = kind
            unasked.save(update_fields=["perspective"])
            changes.setdefault("perspectives", []).append(unasked.pk)
        else:
            row = creating.experience(expert, topic, kind, person.topics[code, kind])
            row.save()
            changes.setdefault("experiences", []).append(row.pk)


def _services(expert: Expert, person: Carried, gap: Gap, tables: Tables, by: Any, changes: Changes) -> None:
    services = [tables.services[code] for code in gap.here if code in tables.services]
    for row in Experience.objects.filter(
        expert=expert, topic__code__in=[topic for topic, _kind in person.topics]
    ):
        have = set(row.services.values_list("pk", flat=True))
        new = [each.pk for each in services if each.pk not in have]
        row.services.add(*new)
        changes.setdefault("services", []).extend([row.pk, key] for key in new)


def _roles(expert: Expert, person: Carried, gap: Gap, tables: Tables, by: Any, changes: Changes) -> None:
    keys = [tables.roles[code].pk for code in gap.here if code in tables.roles]
    expert.roles.add(*keys)
    changes["roles"] = keys


def _areas(expert: Expert, person: Carried, gap: Gap, tables: Tables, by: Any, changes: Changes) -> None:
    rows = Area.objects.bulk_create(Area(expert=expert, municipality=name) for name in gap.here)
    changes["areas"] = [row.pk for row in rows]


def _refusals(expert: Expert, person: Carried, gap: Gap, tables: Tables, by: Any, changes: Changes) -> None:
    refused = {key: person.refusals[key] for key in gap.here}
    rows = Refusal.objects.bulk_create(creating.refusals(expert, refused, tables))
    changes["refusals"] = [row.pk for row in rows]


def _training(expert: Expert, person: Carried, gap: Gap, tables: Tables, by: Any, changes: Changes) -> None:
    """A year that was missing is written on the fact that lacks it; another fact is a row of its own."""
    for fact in gap.here:
        lacking = _lacking_year(expert, fact)
        if lacking:
            TrainingFact.objects.filter(pk=lacking.pk).update(year=fact.year)
            changes.setdefault("years", []).append(lacking.pk)
            continue
        row = next(iter(creating.facts(expert, Carried(training=(fact,)))))
        row.save()
        changes.setdefault("training", []).append(row.pk)


def _lacking_year(expert: Expert, fact: Fact) -> TrainingFact | None:
    rows = TrainingFact.objects.filter(expert=expert, state=fact.state, organiser=fact.organiser, year=None)
    return rows.filter(hours=fact.hours).first() if fact.year else None


def _notes(expert: Expert, person: Carried, gap: Gap, tables: Tables, by: Any, changes: Changes) -> None:
    author = None if isinstance(by, str) else by
    rows = Note.objects.bulk_create(
        Note(expert=expert, text=each, source="import", by=author) for each in gap.here
    )
    changes["notes"] = [row.pk for row in rows]


_FILLERS: dict[str, Callable[[Expert, Carried, Gap, Tables, Any, Changes], None]] = {
    "topics": _topics,
    "services": _services,
    "roles": _roles,
    "areas": _areas,
    "refusals": _refusals,
    "training": _training,
    "notes": _notes,
}


def _take_back_topics(expert: Expert, changes: Changes) -> list[str]:
    """A topic whose consent has been asked since stays: the person has spoken of it."""
    asked = set(expert.consents.values_list("topic", flat=True))
    mine = Experience.objects.filter(expert=expert)
    stays = mine.filter(pk__in=changes.get("experiences", []), topic__in=asked).exists()
    for key, service in changes.get("services", []):
        for row in mine.filter(pk=key):
            row.services.remove(service)
    mine.filter(pk__in=changes.get("experiences", [])).exclude(topic__in=asked).delete()
    for row in mine.filter(pk__in=changes.get("perspectives", [])).exclude(topic__in=asked):
        if not mine.filter(topic=row.topic, perspective=Perspective.UNKNOWN).exists():
            row.perspective = Perspective.UNKNOWN
            row.save(update_fields=["perspective"])
    return ["topics"] if stays else []

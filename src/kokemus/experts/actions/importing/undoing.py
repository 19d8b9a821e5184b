"""Undo a whole import: the people it made go, what it changed is put back, and what has happened since stays."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.audit.models import Entry
from kokemus.core.workflow import WrongState
from kokemus.experts.actions.importing import filling
from kokemus.experts.actions.importing.planning import locked
from kokemus.experts.actions.indexing import reindex
from kokemus.experts.models import (
    Area,
    Experience,
    Expert,
    ImportRow,
    ImportRun,
    Note,
    Pause,
    Refusal,
    TrainingFact,
)
from kokemus.experts.permissions import TICK

AT_A_TIME = 500
MADE_BY_IMPORT = (Area, Experience, ImportRow, Note, Pause, Refusal, TrainingFact)
IMPORT_VERB = "experts.import"
EDITED, ACCOUNT = "edited", "account"


@dataclass(frozen=True)
class Undone:
    """How many people were removed, how many were kept because something has happened since (why stands on their
    rows), how many others got their earlier data back, and which fields of whom (public id) stayed as they are."""

    removed: int
    kept: int
    put_back: int
    stays: dict[str, list[str]] = field(default_factory=dict)


@transaction.atomic
def undo(*, run: ImportRun, by: Any) -> Undone:
    """Undo a carried-out import, all or nothing. Raises WrongState when there is nothing to undo any more."""
    now = locked(run)
    if now.state != ImportRun.State.DONE or now.forgotten_at:
        raise WrongState("undo")
    made = {row.expert_id: row for row in now.rows.done().new() if row.expert_id}
    kept = _why_kept(list(made))
    put_back, stays = _put_back(now, set(made) - set(kept), by=by)
    removed = [key for key in made if key not in kept]
    _mark_kept(made, kept)
    _remove(now, removed, by=by)
    now.state, now.undone_at, now.content = ImportRun.State.UNDONE, timezone.now(), b""
    now.save(update_fields=["state", "undone_at", "content"])
    audit.record(
        "experts.undo_whole_import", by=by, thing=now, removed=len(removed), kept=len(kept), put_back=put_back
    )
    return Undone(len(removed), len(kept), put_back, stays)


def _why_kept(keys: list[int]) -> dict[int, str]:
    """Which of the people stay, and why: the table that points to them, or what has been done to them since."""
    found: dict[int, str] = {}
    for at in range(0, len(keys), AT_A_TIME):
        some = keys[at : at + AT_A_TIME]
        found |= dict.fromkeys(_edited(some), EDITED)
        found |= dict.fromkeys(
            Expert.objects.filter(pk__in=some).exclude(user=None).values_list("pk", flat=True), ACCOUNT
        )
        for table, name in _pointing_tables():
            bound = table._base_manager.filter(**{f"{name}__in": some}).values_list(name, flat=True)
            found |= dict.fromkeys(bound, str(table._meta.model_name))
    return found


def _edited(keys: list[int]) -> Iterable[int]:
    """People whom somebody has changed since; what the ticker does by a date is no reason to keep anybody."""
    ids = dict(Expert.objects.filter(pk__in=keys).values_list("public_id", "pk"))
    entries = Entry.objects.changes().filter(subject_id__in=list(ids)).exclude(verb=IMPORT_VERB)
    for subject in entries.exclude(actor_role=TICK).values_list("subject_id", flat=True).distinct():
        yield ids[subject]


def _pointing_tables() -> Iterable[tuple[Any, str]]:
    """Every table of every app with a foreign key to people, but for what an import itself makes."""
    for relation in Expert._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.auto_created:
            table: Any = relation.related_model
            if table not in (*MADE_BY_IMPORT, Expert.roles.through):
                yield table, relation.field.name


def _put_back(run: ImportRun, removed: set[int], *, by: Any) -> tuple[int, dict[str, list[str]]]:
    """Take back what rows added to people who stay; returns of how many, and what has been changed since."""
    changes: dict[int, filling.Changes] = defaultdict(dict)
    rows = run.rows.done().exclude(changes={}).exclude(expert=None).exclude(expert__in=removed)
    for row in rows.same():
        changes[row.expert_id or 0] = filling.joined(changes[row.expert_id or 0], row.changes)
    stays: dict[str, list[str]] = {}
    for expert in Expert.objects.select_for_update().filter(pk__in=list(changes)):
        left = filling.take_back(expert, changes[expert.pk])
        reindex(expert)
        audit.record("experts.undo_import", by=by, thing=run, subject=expert, left=left)
        if left:
            stays[expert.public_id] = left
    return len(changes), stays


def _mark_kept(made: dict[int, ImportRow], kept: dict[int, str]) -> None:
    for key, why in kept.items():
        made[key].kept_because = why[:40]
    ImportRow.objects.bulk_update([made[key] for key in kept], ["kept_because"], batch_size=AT_A_TIME)


def _remove(run: ImportRun, keys: list[int], *, by: Any) -> None:
    for at in range(0, len(keys), AT_A_TIME):
        some = Expert.objects.filter(pk__in=keys[at : at + AT_A_TIME])
        audit.record_many("experts.undo_import", by=by, subjects=list(some), thing=run)
        some.delete()

"""Notes that coordinators write of a person. The person may ask to see them: they are data about them."""

from typing import Any

from django.db import transaction

from kokemus.audit import actions as audit
from kokemus.experts.actions.indexing import reindex
from kokemus.experts.models import Expert, Note


@transaction.atomic
def add_note(*, expert: Expert, text: str, by: Any, source: str = "staff") -> Note:
    """Write a note."""
    note = Note.objects.create(
        expert=expert, text=text, source=source, by=None if isinstance(by, str) else by
    )
    reindex(expert)
    audit.record("experts.add_note", by=by, thing=note, subject=expert)
    return note


@transaction.atomic
def remove_note(*, note: Note, by: Any) -> None:
    """Take away a note that was wrong or is no longer needed."""
    expert = note.expert
    audit.record("experts.remove_note", by=by, thing=note, subject=expert)
    note.delete()
    reindex(expert)

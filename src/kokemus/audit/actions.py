"""Write the log. Called inside the transaction of the act itself, so that neither stands without the other."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from kokemus.audit.models import Entry

MANY = 1000


def _actor(by: Any) -> tuple[str, str]:
    """(public id, role) of who acts: a user, a text such as "link" or "tick", or None."""
    if by is None or isinstance(by, str):
        return "", by or "system"
    return getattr(by, "public_id", ""), getattr(by, "main_role", "")


def _thing(thing: models.Model | None) -> tuple[str, str]:
    if thing is None:
        return "", ""
    return thing._meta.model_name or "", str(getattr(thing, "public_id", "") or thing.pk)[:16]


def record(
    verb: str,
    *,
    by: Any,
    thing: models.Model | None = None,
    subject: models.Model | None = None,
    purpose: str = "",
    **details: Any,
) -> Entry:
    """Log a change. `by`: a user, or "link", "tick", "import" …; `subject`: the person whose data it is.

    `details` hold names of fields and states, never what a person wrote.
    """
    return _write(
        Entry.Kind.CHANGE, verb, by=by, thing=thing, subject=subject, purpose=purpose, details=details
    )


def record_many(
    verb: str, *, by: Any, subjects: Iterable[Any], thing: models.Model | None = None, **details: Any
) -> None:
    """Log one change that concerns many people, a row for each in few statements; `details` as in `record`."""
    actor_id, actor_role = _actor(by)
    thing_type, thing_id = _thing(thing)
    entries = (
        Entry(
            kind=Entry.Kind.CHANGE,
            actor_id=actor_id,
            actor_role=actor_role,
            verb=verb,
            thing_type=thing_type,
            thing_id=thing_id,
            subject_id=subject.public_id,
            details=details,
        )
        for subject in subjects
    )
    Entry.objects.bulk_create(entries, batch_size=MANY)


def reading(
    verb: str, *, by: Any, subject: models.Model, thing: models.Model | None = None, purpose: str = ""
) -> Entry:
    """Log that a person's data are about to be shown; if this raises, the page must not be shown."""
    return _write(
        Entry.Kind.READ, verb, by=by, thing=thing or subject, subject=subject, purpose=purpose, details={}
    )


def reading_many(verb: str, *, by: Any, subjects: Iterable[Any], purpose: str = "") -> None:
    """Log that several people's data are about to be shown in one list: one row for each, in one statement."""
    reading_ids(verb, by=by, subject_ids=[subject.public_id for subject in subjects], purpose=purpose)


def reading_ids(verb: str, *, by: Any, subject_ids: Iterable[str], purpose: str = "") -> None:
    """As `reading_many`, for those who know people only by public id; empty ids (a requester) are left out."""
    actor_id, actor_role = _actor(by)
    Entry.objects.bulk_create(
        Entry(
            kind=Entry.Kind.READ,
            actor_id=actor_id,
            actor_role=actor_role,
            verb=verb,
            thing_id=subject_id,
            subject_id=subject_id,
            purpose=purpose,
        )
        for subject_id in sorted(set(subject_ids))
        if subject_id
    )


def signed_in(user: Any, *, method: str) -> Entry:
    """Log a sign-in and how it was done."""
    details = {"method": method}
    return _write(
        Entry.Kind.SIGN_IN, "accounts.sign_in", by=user, thing=user, subject=None, purpose="", details=details
    )


def _write(
    kind: str, verb: str, *, by: Any, thing: Any, subject: Any, purpose: str, details: dict[str, Any]
) -> Entry:
    actor_id, actor_role = _actor(by)
    thing_type, thing_id = _thing(thing)
    return Entry.objects.create(
        kind=kind,
        actor_id=actor_id,
        actor_role=actor_role,
        verb=verb,
        thing_type=thing_type,
        thing_id=thing_id,
        subject_id=getattr(subject, "public_id", ""),
        purpose=purpose,
        details=details,
    )

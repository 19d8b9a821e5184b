"""A question or feedback comes in by a public form: it gets an owner, a day by which it is answered, and a link."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.core.text import public_id
from kokemus.organisation.models import Coordinator, Organisation, Route
from kokemus.pages import calculation
from kokemus.pages.emails import enquiries as emails
from kokemus.pages.models import Enquiry
from kokemus.pages.permissions import VISITOR
from kokemus.topics.models import Topic

COPIED = ("text", "page", "name", "email", "phone")


class AlreadySent(Exception):
    """The same form has been sent before: a double press."""


@dataclass(frozen=True)
class Promise:
    """Who answers (None: whoever of the coordinators is first) and by which day."""

    owner: Coordinator | None
    answer_by: dt.date


def promised(*, kind: str, area: Topic | None, on: dt.date) -> Promise:
    """What is told to the writer before sending, and kept."""
    is_feedback = kind != Enquiry.Kind.QUESTION
    door = Route.Door.FEEDBACK if is_feedback else Route.Door.MORE
    areas = [area.pk] if area else []
    days = Organisation.current().answer_days
    return Promise(
        owner=Route.coordinator_for(door=door, areas=areas, on=on, anybody=False),
        answer_by=calculation.answer_by(on=on, is_feedback=is_feedback, working_days=days),
    )


@transaction.atomic
def ask(
    *,
    key: str,
    kind: str,
    answers: dict[str, Any],
    language: str,
    area: Topic | None = None,
    by: Any = VISITOR,
) -> Enquiry:
    """Take a question or feedback. `key` becomes the public id; a second call with it and the same text raises
    AlreadySent, and another text (the writer went back and wrote more) becomes a question of its own.

    `answers`: cleaned data of the form. What fits nobody is told to every coordinator, once.
    """
    promise = promised(kind=kind, area=area, on=timezone.localdate())
    enquiry = Enquiry(
        public_id=key,
        kind=kind,
        area=area,
        language=language,
        owner=promise.owner,
        answer_by=promise.answer_by,
        **{name: answers[name] for name in COPIED if name in answers},
    )
    try:
        with transaction.atomic():
            enquiry.save(force_insert=True)
    except IntegrityError as error:
        if Enquiry.objects.filter(public_id=key, text=enquiry.text).exists():
            raise AlreadySent(key) from error
        enquiry.public_id = public_id()
        enquiry.save(force_insert=True)
    audit.record("pages.ask", by=by, thing=enquiry, kind=kind)
    emails.received(enquiry)
    if enquiry.owner is None:
        emails.shared(enquiry)
    return enquiry

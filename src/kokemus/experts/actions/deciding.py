"""What a coordinator does with an application: the newcomer's talk, a guardian's yes, and the answer to everyone."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokemus.audit import actions as audit
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.experts import emails
from kokemus.experts.actions import consents, lived, notes, profile, states
from kokemus.experts.actions.joining import ANSWER_DAYS
from kokemus.experts.models import Application, Expert
from kokemus.experts.permissions import coordinator
from kokemus.experts.workflow import APPLICATION
from kokemus.topics.models import Role, Service, Topic


@dataclass(frozen=True)
class Told:
    """What an application tells, in the register's words. `values`: fields of the expert."""

    values: dict[str, Any]
    lived: list[tuple[Topic, str]]
    services: Sequence[Service]
    consents: Sequence[consents.Answer]
    roles: Iterable[Role]
    areas: Iterable[str]
    refused: profile.Refused
    not_told: str
    training: str
    organiser: str
    year: int | None


@transaction.atomic
def agree_talk(*, application: Application, at: dt.datetime, place: str, by: Any) -> None:
    """The newcomer's talk is agreed; the applicant is told time and place by their own channel."""
    due_on = timezone.localtime(at).date()
    _move(application, "agree_talk", by=by, talk_at=at, talk_place=place, due_on=due_on)
    emails.talk_agreed(application)


@transaction.atomic
def note_talk(
    *, application: Application, on: dt.date, note: str, thinks_until: dt.date | None, by: Any
) -> None:
    """The talk has been held; the decision waits for the coordinator, or until a day for the person to think."""
    _move(
        application,
        "note_talk",
        by=by,
        talk_held_on=on,
        talk_note=note,
        thinks_it_over=thinks_until is not None,
        due_on=thinks_until or timezone.localdate() + dt.timedelta(days=ANSWER_DAYS),
    )


@transaction.atomic
def note_guardian(*, application: Application, on: dt.date, by: Any) -> None:
    """A guardian has said yes to the coordinator; before it nobody under 18 comes into the register.

    Raises WrongState when it has been decided.
    """
    if not coordinator(by):
        raise NotAllowed("note_guardian")
    waiting = Application.objects.open().filter(pk=application.pk, is_minor=True)
    if not waiting.update(guardian_agreed_on=on):
        raise WrongState("note_guardian")
    application.refresh_from_db()
    audit.record("experts.note_guardian", by=by, thing=application, subject=application)


@transaction.atomic
def accept(*, application: Application, told: Told, starts: bool, may_sign_in: bool, by: Any) -> Expert:
    """Into the register, all or nothing: topics, consents with the text's version, limits, contacts, roles.

    `starts`: gigs may be offered at once; `may_sign_in`: opens the account (raises profile.AccountExists).
    """
    expert = _taken_in(application, told, by=by)
    _move(application, "accept", by=by, expert=expert, due_on=None, thinks_it_over=False)
    consents.answer(
        expert=expert,
        answers=told.consents,
        source=application.consent_source,
        by=by,
        on=application.consented_on,
        version=application.consent_version,
    )
    if may_sign_in and expert.email:
        profile.open_account(expert=expert, by=by)
    if starts:
        states.activate(expert=expert, by=by)
    emails.accepted(application)
    return expert


@transaction.atomic
def not_now(*, application: Application, by: Any) -> None:
    """A kind answer: not now, and they may come back."""
    _move(application, "not_now", by=by, due_on=None, thinks_it_over=False)
    emails.put_off(application)


@transaction.atomic
def decline(*, application: Application, by: Any) -> None:
    """A kind answer: this is not the right place, and where there is support."""
    _move(application, "decline", by=by, due_on=None, thinks_it_over=False)
    emails.declined(application)


def _taken_in(application: Application, told: Told, *, by: Any) -> Expert:
    """The expert with everything told; services are told of the person as a whole, so that each experience has them."""
    talk = {"newcomer_talk_on": application.talk_held_on, "newcomer_talk_by": by}
    known = {"language": application.language, "guardian": application.guardian}
    expert = profile.add(values={**told.values, **known, **talk}, by=by)
    profile.edit(expert=expert, values={}, by=by, roles=told.roles, areas=told.areas, refused=told.refused)
    for topic, perspective in told.lived:
        lived.add_experience(
            expert=expert, topic=topic, perspective=perspective, services=told.services, by=by
        )
    if told.training != Expert.Training.NONE:
        lived.add_training(
            expert=expert, state=told.training, organiser=told.organiser, year=told.year, by=by
        )
    if told.not_told:
        words = _("Does not talk about: %(words)s") % {"words": told.not_told}
        notes.add_note(expert=expert, text=words, by=by)
    return expert


def _move(application: Application, step: str, *, by: Any, **changes: Any) -> None:
    before = application.state
    APPLICATION.move(application, step, by=by, state_since=timezone.now(), **changes)
    audit.record(
        f"experts.{step}" if step.endswith("talk") else f"experts.{step}_application",
        by=by,
        thing=application,
        subject=application.expert or application,
        stages=[before, application.state],
    )

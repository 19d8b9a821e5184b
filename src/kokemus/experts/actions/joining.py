"""What an applicant does, alone, with a helper, or with a coordinator on the phone: begin, keep, send, take back."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.core import erasing
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.experts import emails
from kokemus.experts.models import TEXT_VERSION, Application
from kokemus.experts.models.application import CONSENTS, TOPICS
from kokemus.experts.permissions import applicant_or_coordinator
from kokemus.experts.workflow import APPLICATION
from kokemus.messaging import actions as messaging
from kokemus.organisation.models import Route

ANSWER_DAYS = 7  # the person hears from us within a week: it took courage to send
DRAFT_DAYS = 30  # time enough to think and to ask somebody for help; a story nobody sends is not ours to keep
DECLINED_DAYS = (
    180  # half a year to come back and to ask why, and for an appeal to the data protection officer
)

Typed = Mapping[str, list[str]]


@dataclass(frozen=True)
class Sent:
    """Whom to reach and how, which topic areas decide the coordinator, and the steps that the applicant met."""

    full_name: str
    email: str
    phone: str
    channel: str
    only_by_person: bool
    guardian: str
    is_minor: bool
    areas: list[int]
    steps: Collection[str]


@transaction.atomic
def begin(*, language: str, helper: str, by: Any) -> Application:
    """A new application to be filled in: by its link, or by a coordinator with the person on the phone."""
    taken_by = None if isinstance(by, str) else by
    application = Application.objects.create(language=language, helper=helper, taken_by=taken_by)
    audit.record(
        "experts.begin_application", by=by, thing=application, subject=application, is_helped=bool(helper)
    )
    return application


@transaction.atomic
def keep(*, application: Application, step: str, answers: Typed, by: Any, consent_text: str = "") -> None:
    """Keep a step's answers as they were typed, right or wrong. Raises WrongState when it has been sent.

    With other topics the answers about consent are taken away: they were given of the topics that were shown then.
    `consent_text`: the questions as they were shown or read out, kept with their version.
    """
    now = _own_draft(application, by)
    if step == TOPICS and now.of(TOPICS) != dict(answers):
        now.answers.pop(CONSENTS, None)
        now.consent_text, now.consent_version, now.consented_on = "", "", None
    if step == CONSENTS:
        now.consent_text, now.consent_version = consent_text, TEXT_VERSION
        now.consented_on = timezone.localdate()
    now.answers[step] = dict(answers)
    now.touched_at = timezone.now()
    now.save()
    application.refresh_from_db()
    audit.record("experts.keep_application", by=by, thing=application, subject=application, step=step)


@transaction.atomic
def send_link(*, application: Application, address: str, by: Any) -> None:
    """Send the link by which one goes on later, to an address that is not kept."""
    draft = _own_draft(application, by)
    emails.draft_link(draft, address, DRAFT_DAYS)
    audit.record("experts.send_application_link", by=by, thing=draft, subject=draft)


@transaction.atomic
def send(*, application: Application, sent: Sent, language: str, by: Any) -> None:
    """To the coordinator whom the routing table names; both are told. Raises WrongState after the first press.

    `language`: that of the page from which it is sent, and of the messages that follow.
    """
    today = timezone.localdate()
    coordinator = Route.coordinator_for(door=Route.Door.JOIN, areas=sent.areas, on=today)
    kept = {step: typed for step, typed in application.answers.items() if step in sent.steps}
    asked = CONSENTS in kept
    APPLICATION.move(
        application,
        "send",
        by=by,
        state_since=timezone.now(),
        sent_at=timezone.now(),
        language=language,
        answers=kept,
        consent_text=application.consent_text if asked else "",
        consent_version=application.consent_version if asked else "",
        consented_on=application.consented_on if asked else None,
        coordinator=coordinator,
        due_on=today + dt.timedelta(days=ANSWER_DAYS),
        full_name=sent.full_name,
        email=sent.email,
        phone=sent.phone,
        channel=sent.channel,
        only_by_person=sent.only_by_person,
        guardian=sent.guardian,
        is_minor=sent.is_minor,
    )
    audit.record("experts.send_application", by=by, thing=application, subject=application)
    emails.arrived(application)
    emails.arrived_for_coordinator(application)


@transaction.atomic
def take_back(*, application: Application, by: Any) -> None:
    """The applicant wants it gone: a draft, or one that has been sent and not accepted. Raises NotAllowed."""
    if not applicant_or_coordinator(by, application):
        raise NotAllowed("take_back")
    rows = Application.objects.select_for_update().exclude(state=Application.State.ACCEPTED)
    now = rows.filter(pk=application.pk).first()
    if now is None:
        raise WrongState("take_back")
    _erase(now, "experts.take_back_application", by=by)
    transaction.on_commit(erasing.empty_the_log)


@transaction.atomic
def forget(*, now: dt.datetime, by: Any) -> int:
    """Erase drafts left lying and applications that led to nothing, each after its time; returns how many."""
    old = Application.objects.forgettable(
        drafts_before=now - dt.timedelta(days=DRAFT_DAYS),
        declined_before=now - dt.timedelta(days=DECLINED_DAYS),
    )
    found = list(old.select_for_update())
    for application in found:
        _erase(application, "experts.forget_application", by=by)
    return len(found)


def _erase(application: Application, verb: str, *, by: Any) -> None:
    """The row and every message about it; the log keeps that it was there, by an opaque id."""
    messaging.forget(about=application.public_id)
    audit.record(verb, by=by, thing=application, subject=application)
    application.delete()


def _own_draft(application: Application, by: Any) -> Application:
    if not applicant_or_coordinator(by, application):
        raise NotAllowed("keep")
    draft = Application.objects.drafts().select_for_update().filter(pk=application.pk).first()
    if draft is None:
        raise WrongState("keep")
    return draft

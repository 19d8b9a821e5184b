"""A request comes in from the web (sent, then confirmed) or by phone; it is changed and its questions are answered."""

import datetime as dt
import secrets
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.gigs.calculation import respond_by
from kokemus.gigs.emails import requesting as emails
from kokemus.gigs.models import Assignment, Gig, Occasion, Question
from kokemus.gigs.permissions import LINK, coordinator
from kokemus.messaging import actions as messaging
from kokemus.organisation.models import Organisation, Route
from kokemus.topics import search

Times = list[tuple[dt.datetime, dt.datetime]]
UNCONFIRMED_DAYS = 7
UNCONFIRMED_AT_ONCE = 5  # requests of one e-mail address that may wait for its confirmation
CHANGEABLE = (Gig.State.REQUESTED, Gig.State.OPEN)
EDITABLE = (Gig.State.REQUESTED, Gig.State.OPEN, Gig.State.OFFERED, Gig.State.AGREED)
COPIED = (
    "goal role perspective experts_needed languages audience audience_description place_kind municipality address "
    "remote_link contact_name contact_phone contact_email briefing debrief recording accessibility "
    "requester_name requester_organisation requester_email requester_phone"
).split()


class AlreadySent(Exception):
    """The same form has been sent before: a double press."""


class TooManyUnconfirmed(Exception):
    """The e-mail address has enough requests that wait for its confirmation."""


@transaction.atomic
def request(*, key: str, answers: dict[str, Any], times: Times, language: str, by: Any = LINK) -> Gig:
    """Take a request from the web. Nobody is disturbed before its e-mail address is confirmed.

    `key` becomes the public id; a second call with it raises AlreadySent. `answers`: cleaned data of GigRequestForm.
    """
    waiting = Gig.objects.unconfirmed().filter(requester_email__iexact=answers["requester_email"])
    if waiting.count() >= UNCONFIRMED_AT_ONCE:
        raise TooManyUnconfirmed
    gig = Gig(public_id=key, language=language, **_fields(answers))
    try:
        with transaction.atomic():
            gig.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadySent(key) from error
    _set_topics(gig, answers)
    _set_times(gig, times)
    audit.record("gigs.request", by=by, thing=gig)
    emails.confirmation_asked(gig)
    return gig


@transaction.atomic
def confirm(*, gig: Gig, by: Any = LINK) -> bool:
    """The e-mail address is right: route the request and send the status link. False when it had been confirmed."""
    now = timezone.now()
    waiting = Gig.objects.unconfirmed().filter(pk=gig.pk, created_at__gte=_too_old())
    if not waiting.update(confirmed_at=now, state_since=now):
        return False
    gig.refresh_from_db()
    _route(gig)
    audit.record("gigs.confirm", by=by, thing=gig)
    emails.received(gig)
    return True


@transaction.atomic
def take_by_phone(
    *, answers: dict[str, Any], times: Times, is_complete: bool, by: Any, copied_from: Gig | None = None
) -> Gig:
    """Take a request on the phone, whole or not; one whose times have all passed is entered as done ("past")."""
    if not coordinator(by):
        raise NotAllowed("take_by_phone")
    gig = Gig(
        source="past" if is_past(times) else "phone",
        confirmed_at=timezone.now(),
        is_complete=is_complete,
        copied_from=copied_from,
        wished_expert=answers.get("wished_expert"),
        language="fi",
        **_fields(answers),
    )
    gig.save()
    _set_topics(gig, answers)
    _set_times(gig, times, answers["preparation_hours"])
    _route(gig)
    audit.record("gigs.take_by_phone", by=by, thing=gig, source=gig.source)
    if gig.requester_email and gig.source == "phone":
        emails.received(gig)
    return gig


@transaction.atomic
def edit(*, gig: Gig, answers: dict[str, Any], times: Times | None, is_complete: bool, by: Any) -> Gig:
    """A coordinator fills in or mends a request. `times` None leaves them; once experts are asked they stand.

    A new e-mail address gets the status link.
    """
    if not coordinator(by):
        raise NotAllowed("edit")
    gig = _locked(gig, EDITABLE)
    address = gig.requester_email
    fields = _fields(answers) | {"wished_expert": answers.get("wished_expert"), "is_complete": is_complete}
    if is_bound(gig) and fields.get("audience", gig.audience) != gig.audience:
        raise WrongState("edit")  # the expert said yes to another audience, and may not allow this one
    _update(gig, fields)
    _set_topics(gig, answers)
    if times is not None:
        if not is_changeable(gig):
            raise WrongState("edit")
        _set_times(gig, times, answers["preparation_hours"])
    audit.record("gigs.edit", by=by, thing=gig)
    if gig.requester_email and gig.requester_email != address:
        emails.received(gig)
    return gig


@transaction.atomic
def change(*, gig: Gig, answers: dict[str, Any], times: Times, by: Any = LINK) -> Gig:
    """The requester changes what it is for, the times and practical matters, until experts are asked.

    The request goes back to the coordinator as changed (`changed_at`). Raises WrongState later than that.
    """
    gig = _locked(gig, CHANGEABLE)
    if not is_changeable(gig):
        raise WrongState("change")
    first = gig.occasions.first()
    names = [name for name in COPIED if name in answers]
    _update(gig, {name: answers[name] for name in names} | {"changed_at": timezone.now()})
    _set_times(gig, times, first.preparation_hours if first else 1)
    audit.record("gigs.change", by=by, thing=gig)
    return gig


@transaction.atomic
def answer(*, question: Question, reply: str, by: Any = LINK) -> None:
    """The requester answers a question once; a second answer raises WrongState."""
    open_ones = Question.objects.filter(pk=question.pk, answered_at=None)
    if not open_ones.update(answer=reply, answered_at=timezone.now()):
        raise WrongState("answer")
    messaging.cancel(about=question.gig.public_id, template="gigs/questioned")
    audit.record("gigs.answer_question", by=by, thing=question.gig)


@transaction.atomic
def send_code(*, gig: Gig, by: Any = LINK) -> str:
    """Send the requester six digits that open the chosen expert's name; an earlier one that waits is not sent."""
    code = f"{secrets.randbelow(10**6):06d}"
    messaging.cancel(about=gig.public_id, template="gigs/code_asked")
    emails.code_asked(gig, code)
    audit.record("gigs.send_code", by=by, thing=gig)
    return code


@transaction.atomic
def forget_unconfirmed(*, by: Any = "tick") -> int:
    """Erase requests that nobody has confirmed in a week; returns how many."""
    gigs = list(Gig.objects.unconfirmed().filter(created_at__lt=_too_old()).select_for_update())
    for gig in gigs:
        messaging.cancel(about=gig.public_id)
        audit.record("gigs.forget_unconfirmed", by=by, thing=gig)
        gig.delete()
    return len(gigs)


def is_late(gig: Gig) -> bool:
    """Whether a request has waited for its confirmation too long; the job erases it at its next round."""
    return gig.confirmed_at is None and gig.created_at < _too_old()


def _too_old() -> dt.datetime:
    return timezone.now() - dt.timedelta(days=UNCONFIRMED_DAYS)


def is_bound(gig: Gig) -> bool:
    """Whether somebody has been chosen for a time of this gig and still comes."""
    return Assignment.objects.filter(occasion__gig=gig, cancelled_at=None).exists()


def is_changeable(gig: Gig) -> bool:
    """Whether times may change: nobody has been asked with them, and nobody is bound to them."""
    return gig.state in CHANGEABLE and not is_bound(gig)


def is_past(times: Times) -> bool:
    """Whether all of it has already been held."""
    return bool(times) and all(ends_at < timezone.now() for _starts_at, ends_at in times)


def _fields(answers: dict[str, Any]) -> dict[str, Any]:
    """The gig's fields of a form's answers: the payer and who meets the expert come of two answers each."""
    fields = {name: answers[name] for name in COPIED if name in answers}
    fields["with_minors"] = answers["with_minors"] == "yes"
    if answers.get("meets_myself"):
        fields |= {f"contact_{part}": answers[f"requester_{part}"] for part in ("name", "phone", "email")}
    external = answers.get("payer") == "external"
    unit = None if external else answers.get("unit")
    fields["unit"] = unit
    fields["cost_centre"] = (
        None if external else answers.get("cost_centre") or (unit.cost_centre if unit else None)
    )
    for name in ("payer_name", "payer_business_id", "payer_address"):
        fields[name] = answers[name] if external else ""
    return fields


def _locked(gig: Gig, states: tuple[str, ...]) -> Gig:
    """The row locked for this transaction; raises WrongState when it has left these states."""
    row = Gig.objects.arrived().select_for_update().get(pk=gig.pk)
    if row.state not in states:
        raise WrongState(row.state)
    return row


def _update(gig: Gig, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(gig, name, value)
    gig.search_text = search_text(gig)
    gig.save()


def _set_topics(gig: Gig, answers: dict[str, Any]) -> None:
    gig.topics.set(answers["topics"])
    gig.search_text = search_text(gig)
    gig.save(update_fields=["search_text"])


def _set_times(gig: Gig, times: Times, preparation_hours: Any = 1) -> None:
    """Times that stay keep their row; one to which somebody was bound before stays in the history as cancelled."""
    planned = gig.occasions.filter(state=Occasion.State.PLANNED)
    planned.update(preparation_hours=preparation_hours)
    standing = {(each.starts_at, each.ends_at): each for each in planned}
    gone = [occasion.pk for key, occasion in standing.items() if key not in times]
    planned.filter(pk__in=gone).exclude(assignments=None).update(state=Occasion.State.CANCELLED)
    planned.filter(pk__in=gone, assignments=None).delete()
    for starts_at, ends_at in times:
        if (starts_at, ends_at) not in standing:
            Occasion.objects.create(
                gig=gig, starts_at=starts_at, ends_at=ends_at, preparation_hours=preparation_hours
            )


def _route(gig: Gig) -> None:
    """Give the gig to a coordinator and promise an answer by a day."""
    today = timezone.localdate()
    areas = [topic.area_id for topic in gig.topics.all()]
    gig.coordinator = Route.coordinator_for(door=Route.Door.REQUEST, areas=areas, on=today)
    gig.respond_by = respond_by(on=today, lead_time_days=Organisation.current().lead_time_days)
    gig.save(update_fields=["coordinator", "respond_by"])


def reindex_unmarked() -> int:
    """Make anew the search texts of before topics had marks in them (until 0.1.0); returns how many."""
    old = list(Gig.objects.exclude(topics=None).exclude(search_text__contains="#").distinct())
    for gig in old:
        gig.search_text = search_text(gig)
    Gig.objects.bulk_update(old, ["search_text"], batch_size=500)
    return len(old)


def search_text(gig: Gig) -> str:
    """What the coordinator's search reads: what for, who asks, topics in every language."""
    topics = list(gig.topics.select_related("parent")) if gig.pk else []
    labels = [f"{topic.fi} {topic.sv} {topic.en}" for topic in topics]
    parts = [
        gig.goal,
        gig.requester_name,
        gig.requester_organisation,
        gig.requester_email,
        gig.audience_description,
    ]
    return search.analysed([*parts, *labels], topics)

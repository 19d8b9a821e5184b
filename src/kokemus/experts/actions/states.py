"""Where a person stands in the register: active, on a pause, left, deceased. The table is experts/workflow.py."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.accounts import actions as accounts
from kokemus.audit import actions as audit
from kokemus.core.workflow import NotAllowed
from kokemus.experts.models import Expert, Pause
from kokemus.experts.permissions import person_coordinator_or_tick
from kokemus.experts.workflow import EXPERT
from kokemus.messaging import actions as messaging


@transaction.atomic
def activate(*, expert: Expert, by: Any) -> None:
    """A newcomer may be offered gigs from now on."""
    _move(expert, "activate", by=by)


@transaction.atomic
def pause(
    *,
    expert: Expert,
    by: Any,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    words: str = "",
) -> Pause:
    """A pause, no reason asked: from today unless `starts_on` is later, until resumed unless `ends_on` is given.

    Agreed gigs stay agreed. One that begins later is begun by the ticker. Raises NotAllowed and WrongState.
    """
    if not person_coordinator_or_tick(by, expert):
        raise NotAllowed("pause")
    today = timezone.localdate()
    starts_on = starts_on or today
    row = Pause.objects.create(expert=expert, starts_on=starts_on, ends_on=ends_on, words=words)
    if starts_on <= today:
        _move(expert, "pause", by=by)
    else:
        audit.record("experts.plan_pause", by=by, thing=row, subject=expert)
    return row


@transaction.atomic
def resume(*, expert: Expert, by: Any) -> None:
    """The pause ends now: what was open is closed yesterday, what began today or had not begun is taken away."""
    _move(expert, "resume", by=by)
    today = timezone.localdate()
    Pause.objects.filter(expert=expert, starts_on__gte=today).delete()
    Pause.objects.on(today).filter(expert=expert).update(ends_on=today - dt.timedelta(days=1))


@transaction.atomic
def begin_pause(*, expert: Expert, by: Any) -> None:
    """The first day of a pause has come."""
    _move(expert, "pause", by=by)


@transaction.atomic
def end_pause(*, expert: Expert, by: Any) -> None:
    """The last day of a pause has gone."""
    _move(expert, "resume", by=by)


@transaction.atomic
def cancel_pause(*, pause: Pause, by: Any) -> None:
    """Take away a pause that has not begun."""
    if not person_coordinator_or_tick(by, pause.expert):
        raise NotAllowed("cancel_pause")
    audit.record("experts.cancel_pause", by=by, thing=pause, subject=pause.expert)
    Pause.objects.filter(pk=pause.pk, starts_on__gt=timezone.localdate()).delete()


@transaction.atomic
def leave(*, expert: Expert, by: Any) -> None:
    """The person leaves: all messages stop. They may still sign in to see their data and what is owed to them."""
    _move(expert, "leave", by=by)
    messaging.stop(recipient=expert.public_id, by=by)


@transaction.atomic
def mark_deceased(*, expert: Expert, by: Any) -> None:
    """All messages stop and the account closes. What was agreed stays in sight for the coordinator to settle."""
    _move(expert, "mark_deceased", by=by)
    messaging.stop(recipient=expert.public_id, by=by)
    _set_account(expert, is_active=False, by=by)


@transaction.atomic
def come_back(*, expert: Expert, by: Any) -> None:
    """Somebody who had left returns as new, or a mistake is put right; messages go again."""
    _move(expert, "come_back", by=by)
    messaging.resume(recipient=expert.public_id, by=by)
    _set_account(expert, is_active=True, by=by)


def _move(expert: Expert, step: str, *, by: Any) -> None:
    before = expert.state
    EXPERT.move(expert, step, by=by, state_since=timezone.now())
    audit.record(
        f"experts.{step}", by=by, thing=expert, subject=expert, **{"from": before, "to": expert.state}
    )


def _set_account(expert: Expert, *, is_active: bool, by: Any) -> None:
    """Open or close the sign-in of an expert; somebody who also works here keeps theirs."""
    if expert.user is None or expert.user.works_here:
        return
    change = accounts.reopen_account if is_active else accounts.close_account
    change(user=expert.user, by=by)

"""Personal data of a file live as long as they are needed: a run given up at once, others 30 days."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.core.workflow import WrongState
from kokemus.experts.actions.importing.planning import locked
from kokemus.experts.models import ImportRun


@transaction.atomic
def drop(*, run: ImportRun, by: Any) -> None:
    """Give up a run that has not been carried out: the file and all that was read of it go. Raises WrongState."""
    now = locked(run)
    if now.state != ImportRun.State.PLANNED:
        raise WrongState("drop")
    now.state = ImportRun.State.DROPPED
    now.rows.all().delete()
    _empty(now)
    audit.record("experts.drop_import", by=by, thing=now)


@transaction.atomic
def forget(*, now: dt.datetime, by: Any) -> int:
    """Empty what is older than 30 days: the rows keep only what became of them. Returns how many runs."""
    runs = list(ImportRun.objects.light().select_for_update().forgettable(now))
    for run in runs:
        if run.state == ImportRun.State.PLANNED:
            run.state = ImportRun.State.DROPPED
            run.rows.all().delete()
        run.rows.update(plan="", answers={}, take=None, changes={})
        _empty(run)
        audit.record("experts.forget_import", by=by, thing=run)
    return len(runs)


def _empty(run: ImportRun) -> None:
    run.content, run.plan, run.columns, run.answers = b"", "", {}, {}
    run.forgotten_at = timezone.now()
    run.save()

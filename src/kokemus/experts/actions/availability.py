"""The weekly times when a person cannot come."""

import datetime as dt
from typing import Any

from django.db import transaction

from kokemus.audit import actions as audit
from kokemus.experts.models import Expert, Unavailability


@transaction.atomic
def add_unavailability(
    *, expert: Expert, weekday: int | None, starts: dt.time, ends: dt.time, by: Any
) -> Unavailability:
    """Add a weekly time; `weekday` 0 = Monday, None = every day. `ends` must come after `starts`."""
    row = Unavailability.objects.create(expert=expert, weekday=weekday, starts=starts, ends=ends)
    audit.record("experts.add_unavailability", by=by, thing=row, subject=expert)
    return row


@transaction.atomic
def remove_unavailability(*, unavailability: Unavailability, by: Any) -> None:
    """Take a weekly time away."""
    audit.record("experts.remove_unavailability", by=by, thing=unavailability, subject=unavailability.expert)
    unavailability.delete()

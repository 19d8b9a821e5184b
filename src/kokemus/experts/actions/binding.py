"""Bind a person to a time and release them; every app that binds writes here."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.experts.models import Commitment, Expert


class Overlap(Exception):
    """The person is already bound at that time; `args[0]` is the standing commitment."""


@transaction.atomic
def bind(
    *, expert: Expert, starts_at: dt.datetime, ends_at: dt.datetime, kind: str, reference: str, by: Any
) -> Commitment:
    """Bind a person to [starts_at, ends_at); raises Overlap and binds nothing when something else stands there.

    The expert's row is locked first, so that two acts at the same moment cannot bind one person twice.
    """
    Expert.objects.select_for_update().get(pk=expert.pk)
    standing = Commitment.objects.standing().filter(expert=expert).overlapping(starts_at, ends_at).first()
    if standing is not None:
        raise Overlap(standing)
    commitment = Commitment.objects.create(
        expert=expert, starts_at=starts_at, ends_at=ends_at, kind=kind, reference=reference
    )
    audit.record("experts.bind", by=by, thing=commitment, subject=expert, kind=kind)
    return commitment


@transaction.atomic
def release(*, commitment: Commitment, by: Any) -> None:
    """Cancel a commitment; the row stays."""
    Commitment.objects.standing().filter(pk=commitment.pk).update(cancelled_at=timezone.now())
    audit.record("experts.release", by=by, thing=commitment, subject=commitment.expert)


@transaction.atomic
def record_last_gig(*, expert: Expert, on: dt.date) -> None:
    """Keep the day of the latest gig, which the shortlist and the register show."""
    Expert.objects.filter(pk=expert.pk).exclude(last_gig_on__gte=on).update(last_gig_on=on)

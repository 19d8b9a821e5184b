"""Recruiting needs: written by whoever cannot answer an order, closed by a coordinator."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.experts.models import RecruitingNeed
from kokemus.topics.models import Topic


@transaction.atomic
def note_need(*, topics: Iterable[Topic], on: dt.date) -> None:
    """An order of these topics could not be answered."""
    RecruitingNeed.objects.bulk_create(RecruitingNeed(topic=topic, asked_on=on) for topic in topics)


@transaction.atomic
def close_need(*, topic: Topic, by: Any) -> int:
    """People of this topic are no longer sought; a later order opens it anew. Returns how many orders it stood on."""
    closed = RecruitingNeed.objects.open().filter(topic=topic).update(closed_at=timezone.now())
    if closed:
        audit.record("experts.close_need", by=by, thing=topic)
    return closed

"""What a person has lived and learnt: experiences, training, criminal-record extract shown."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from kokemus.audit import actions as audit
from kokemus.experts.actions.indexing import reindex
from kokemus.experts.models import CriminalRecordCheck, Experience, Expert, Perspective, TrainingFact
from kokemus.topics.models import Service, Topic


@transaction.atomic
def add_experience(
    *,
    expert: Expert,
    topic: Topic,
    perspective: str,
    by: Any,
    services: Iterable[Service] = (),
    words: str = "",
    is_carried_over: bool = False,
) -> Experience:
    """Add a topic from one perspective; what is there already keeps its place and gains the services.

    A known perspective takes the place of "not asked" on the same topic.
    """
    experience = _same(expert, topic, perspective)
    if experience is None:
        experience = Experience.objects.create(
            expert=expert, topic=topic, perspective=perspective, words=words, is_carried_over=is_carried_over
        )
    experience.services.add(*services)
    reindex(expert)
    audit.record("experts.add_experience", by=by, thing=experience, subject=expert)
    return experience


def _same(expert: Expert, topic: Topic, perspective: str) -> Experience | None:
    """The row that already tells of this topic from this perspective, made so if it only had to be asked."""
    rows = {row.perspective: row for row in Experience.objects.filter(expert=expert, topic=topic)}
    if perspective == Perspective.UNKNOWN:
        return next(iter(rows.values()), None)
    not_asked = rows.get(Perspective.UNKNOWN)
    if not_asked and perspective not in rows:
        not_asked.perspective = perspective
        not_asked.save(update_fields=["perspective"])
        return not_asked
    return rows.get(perspective)


@transaction.atomic
def remove_experience(*, experience: Experience, by: Any) -> None:
    """Take a topic away; the answers about consent stay on record, since they say what was allowed and when."""
    expert = experience.expert
    audit.record("experts.remove_experience", by=by, thing=experience, subject=expert)
    experience.delete()
    reindex(expert)


@transaction.atomic
def add_training(
    *,
    expert: Expert,
    state: str,
    by: Any,
    organiser: str = "",
    hours: int | None = None,
    year: int | None = None,
    words: str = "",
) -> TrainingFact:
    """Add a dated fact of training and write the person's training from all the facts."""
    fact = TrainingFact.objects.create(
        expert=expert, state=state, organiser=organiser, hours=hours, year=year, words=words
    )
    write_training(expert)
    reindex(expert)
    audit.record("experts.add_training", by=by, thing=fact, subject=expert, state=state)
    return fact


@transaction.atomic
def remove_training(*, fact: TrainingFact, by: Any) -> None:
    """Take back a fact that was wrong."""
    expert = fact.expert
    audit.record("experts.remove_training", by=by, thing=fact, subject=expert)
    fact.delete()
    write_training(expert)
    reindex(expert)


def write_training(expert: Expert) -> None:
    """The axis of training from the facts: trained if any training is finished, else in training, else none."""
    states = set(expert.training_facts.values_list("state", flat=True))
    order = (Expert.Training.TRAINED, Expert.Training.IN_TRAINING)
    expert.training = next((state for state in order if state in states), Expert.Training.NONE)
    Expert.objects.filter(pk=expert.pk).update(training=expert.training)


@transaction.atomic
def record_criminal_record_check(*, expert: Expert, shown_on: dt.date, by: Any) -> CriminalRecordCheck:
    """That the extract was shown to `by`; nothing of what it says is stored."""
    check = CriminalRecordCheck.objects.create(
        expert=expert, shown_on=shown_on, seen_by=None if isinstance(by, str) else by
    )
    audit.record("experts.record_criminal_record_check", by=by, thing=check, subject=expert)
    return check

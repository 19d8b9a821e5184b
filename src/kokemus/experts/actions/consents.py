"""The expert's own consent: per topic × purpose × audience, dated, with the version of the text. Rows stay."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.experts.models import AUDIENCES_OF, TEXT_VERSION, Consent, Experience, Expert
from kokemus.topics.models import Topic


@dataclass(frozen=True)
class Answer:
    """A yes or a no to one question on one topic."""

    topic_id: int
    purpose: str
    audience: str
    is_given: bool

    @property
    def key(self) -> tuple[int, str, str]:
        """What the answer is about; one answer on it stands at a time."""
        return self.topic_id, self.purpose, self.audience


@transaction.atomic
def give(
    *,
    expert: Expert,
    topics: Iterable[Topic],
    purposes: Iterable[str],
    audiences: Iterable[str],
    source: str,
    by: Any,
    on: dt.date | None = None,
) -> int:
    """A yes to each topic × purpose × audience that the purposes know; returns how many answers changed."""
    answers = _answers(topics, purposes, audiences, is_given=True)
    return answer(expert=expert, answers=answers, source=source, by=by, on=on)


@transaction.atomic
def refuse(
    *,
    expert: Expert,
    topics: Iterable[Topic],
    purposes: Iterable[str],
    audiences: Iterable[str],
    source: str,
    by: Any,
    on: dt.date | None = None,
) -> int:
    """Asked, and the answer was no; otherwise as `give`."""
    answers = _answers(topics, purposes, audiences, is_given=False)
    return answer(expert=expert, answers=answers, source=source, by=by, on=on)


@transaction.atomic
def answer(
    *,
    expert: Expert,
    answers: Sequence[Answer],
    source: str,
    by: Any,
    on: dt.date | None = None,
    version: str = TEXT_VERSION,
) -> int:
    """Record answers, given on a day (today); a later answer withdraws the earlier one on the same matter.

    `version` is that of the text which was answered to: an application may have been written before it changed.
    An answer that already stands with this version of the text is left alone. Returns how many changed. Effective at
    once: whoever reads `Consent.objects.living()` next sees it.
    """
    Expert.objects.select_for_update().get(pk=expert.pk)
    standing = {_key(row): row for row in Consent.objects.standing().filter(expert=expert)}
    new = [each for each in answers if _differs(standing.get(each.key), each, version)]
    old = [standing[each.key].pk for each in new if each.key in standing]
    Consent.objects.filter(pk__in=old).update(withdrawn_at=timezone.now())
    Consent.objects.bulk_create(
        Consent(
            expert=expert,
            topic_id=each.topic_id,
            purpose=each.purpose,
            audience=each.audience,
            is_given=each.is_given,
            given_on=on or timezone.localdate(),
            text_version=version,
            source=source,
        )
        for each in new
    )
    _mark_asked(expert, {each.topic_id for each in answers})
    if new:
        _log("experts.answer_consent", expert, new, by=by, source=source)
    return len(new)


@transaction.atomic
def withdraw(
    *,
    expert: Expert,
    topics: Iterable[Topic] | None = None,
    purposes: Iterable[str],
    audiences: Iterable[str],
    source: str,
    by: Any,
) -> int:
    """Take back every yes on these matters (None = every topic), at once; returns how many were taken back."""
    living = Consent.objects.living().filter(
        expert=expert, purpose__in=list(purposes), audience__in=list(audiences)
    )
    if topics is not None:
        living = living.filter(topic__in=list(topics))
    rows = list(living)
    Consent.objects.filter(pk__in=[row.pk for row in rows]).update(withdrawn_at=timezone.now())
    if rows:
        taken = [Answer(row.topic_id, row.purpose, row.audience, is_given=False) for row in rows]
        _log("experts.withdraw_consent", expert, taken, by=by, source=source)
    return len(rows)


def _answers(
    topics: Iterable[Topic], purposes: Iterable[str], audiences: Iterable[str], *, is_given: bool
) -> list[Answer]:
    matters = [(purpose, each) for purpose in purposes for each in audiences if each in AUDIENCES_OF[purpose]]
    return [
        Answer(topic.pk, purpose, audience, is_given) for topic in topics for purpose, audience in matters
    ]


def _key(row: Consent) -> tuple[int, str, str]:
    return row.topic_id, row.purpose, row.audience


def _differs(row: Consent | None, new: Answer, version: str) -> bool:
    return row is None or row.is_given != new.is_given or row.text_version != version


def _mark_asked(expert: Expert, topics: set[int]) -> None:
    """These topics are no longer "carried over, consent not asked"."""
    Experience.objects.filter(expert=expert, topic__in=topics, is_carried_over=True).update(
        is_carried_over=False
    )


def _log(verb: str, expert: Expert, answers: Sequence[Answer], *, by: Any, source: str) -> None:
    """The log keeps which questions were answered and of how many topics, never which topics."""
    audit.record(
        verb,
        by=by,
        thing=expert,
        subject=expert,
        source=source,
        questions=sorted({f"{each.purpose}.{each.audience}" for each in answers}),
        topics=len({each.topic_id for each in answers}),
        given=sorted({each.is_given for each in answers}),
    )

"""How soon questions are answered, and until when they must be. Pure; pass `on`."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Protocol

from kokemus.core.workdays import HOURS_A_DAY, add_working_days, working_hours

FEEDBACK_DAYS = 14  # the law 306/2019 on accessibility; calendar days
MEASURED_DAYS = 90


class AnsweredRow(Protocol):
    """What is read of a question that has been answered; `pages.Enquiry` has it. Moments are in local time."""

    created_at: dt.datetime
    answered_at: dt.datetime | None
    answer_by: dt.date


@dataclass(frozen=True)
class AnswerTimes:
    """How many were answered, how many of them late, and the median wait in working hours (None of nothing)."""

    count: int
    late: int
    median_hours: Decimal | None

    @property
    def median_days(self) -> Decimal | None:
        """The median in working days, when it is more than one."""
        hours = self.median_hours
        return None if hours is None or hours <= HOURS_A_DAY else round(hours / HOURS_A_DAY, 1)


def answer_by(*, on: dt.date, is_feedback: bool, working_days: int) -> dt.date:
    """The day by which what arrived `on` is answered."""
    if is_feedback:
        return on + dt.timedelta(days=FEEDBACK_DAYS)
    return add_working_days(on, max(1, working_days))


def answer_times(rows: Iterable[AnsweredRow], *, zone: dt.tzinfo) -> AnswerTimes:
    """How soon these were answered: for the queue page and for reports."""
    waits, late = [], 0
    for row in rows:
        if row.answered_at is None:
            continue
        answered = row.answered_at.astimezone(zone)
        waits.append(working_hours(row.created_at.astimezone(zone), answered))
        late += answered.date() > row.answer_by
    return AnswerTimes(len(waits), late, round(Decimal(median(waits)), 1) if waits else None)

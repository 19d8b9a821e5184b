"""Due days and how soon questions are answered."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from kokemus.core.workdays import working_hours
from kokemus.pages.calculation import answer_by, answer_times

HELSINKI = ZoneInfo("Europe/Helsinki")


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of November 2026; the 27th is a Friday."""
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=HELSINKI)


@dataclass
class Row:
    created_at: dt.datetime
    answered_at: dt.datetime | None
    answer_by: dt.date


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        (at(27, 9), at(27, 12), 3),
        (at(27, 15), at(30, 9), 2),  # over a weekend
        (at(27, 18), at(30, 9), 1),  # in the evening
        (at(28, 10), at(29, 10), 0),
        (at(27, 12), at(27, 9), 0),
        (dt.datetime(2026, 12, 23, 8, tzinfo=HELSINKI), dt.datetime(2026, 12, 28, 10, tzinfo=HELSINKI), 10),
    ],
)
def test_working_hours_leave_out_nights_weekends_and_holidays(since, until, hours):
    assert working_hours(since, until) == hours


def test_question_is_due_in_working_days_and_feedback_in_fourteen_days():
    friday = dt.date(2026, 11, 27)
    assert answer_by(on=friday, is_feedback=False, working_days=5) == dt.date(2026, 12, 4)
    assert answer_by(on=friday, is_feedback=True, working_days=5) == dt.date(2026, 12, 11)
    assert answer_by(on=friday, is_feedback=False, working_days=0) == dt.date(2026, 11, 30)


def test_median_when_some_are_late_and_some_unanswered():
    due = dt.date(2026, 11, 26)
    rows = [
        Row(at(24, 9), at(24, 10), due),
        Row(at(24, 9), at(24, 12), due),
        Row(at(24, 9), at(27, 9), due),
        Row(at(24, 9), None, due),
    ]
    times = answer_times(rows, zone=HELSINKI)
    assert (times.count, times.late, times.median_hours, times.median_days) == (3, 1, Decimal(3), None)


def test_median_is_told_in_days_when_it_is_long():
    times = answer_times([Row(at(23, 8), at(25, 12), dt.date(2026, 11, 30))], zone=HELSINKI)
    assert times.median_days == Decimal("2.5")


def test_median_of_nothing_is_nothing():
    assert answer_times([], zone=HELSINKI).median_hours is None

"""Working days and hours in Finland: Monday to Friday, no public holiday, 8–16. Pure."""

import datetime as dt
from functools import cache

import holidays

BEGINS, ENDS = dt.time(8), dt.time(16)
HOURS_A_DAY = 8


@cache
def _holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("FI")


def is_working_day(on: dt.date) -> bool:
    """Whether offices are open."""
    return on.weekday() < 5 and on not in _holidays()


def add_working_days(on: dt.date, days: int) -> dt.date:
    """The day that is `days` working days after `on`."""
    while days > 0:
        on += dt.timedelta(days=1)
        if is_working_day(on):
            days -= 1
    return on


def working_hours(since: dt.datetime, until: dt.datetime) -> float:
    """The hours of working time between two moments, both in local time; none when `until` is the earlier."""
    total, day = dt.timedelta(), since.date()
    while day <= until.date():
        if is_working_day(day):
            opens = dt.datetime.combine(day, BEGINS, since.tzinfo)
            closes = dt.datetime.combine(day, ENDS, since.tzinfo)
            total += max(min(until, closes) - max(since, opens), dt.timedelta())
        day += dt.timedelta(days=1)
    return total.total_seconds() / 3600

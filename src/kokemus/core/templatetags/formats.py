"""Filters for dates, times, euros, hours and kilometres in each language's form (Europe/Helsinki)."""

import datetime as dt
from decimal import Decimal

from django import template

from kokemus.core import formats

register = template.Library()


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """to 27.11. (the year is added when it is not this year's)."""
    return formats.day(value) if value else ""


@register.filter
def plain_day(value: dt.date | None) -> str:
    """27.11.2026."""
    return formats.plain_day(value) if value else ""


@register.filter
def long_day(value: dt.date | dt.datetime | None) -> str:
    """torstai 27. marraskuuta 2026."""
    return formats.long_day(value) if value else ""


@register.filter
def clock(value: dt.datetime | dt.time | None) -> str:
    """14.00."""
    return formats.clock(value) if value else ""


@register.filter
def moment(value: dt.datetime | None) -> str:
    """to 27.11. klo 14.00."""
    return formats.moment(value) if value else ""


@register.simple_tag
def span(starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """to 27.11. klo 14.00–16.00."""
    return formats.span(starts_at, ends_at)


@register.filter
def euros(value: Decimal | None) -> str:
    """75,00 €."""
    return "" if value is None else formats.euros(value)


@register.filter
def number(value: Decimal | int | None) -> str:
    """A number in the language's form without trailing zeros: 1,5."""
    return "" if value is None else formats.number(value)


@register.filter
def ago(value: dt.date | dt.datetime | None) -> str:
    """5 kk sitten; tänään."""
    return formats.ago(value) if value else ""

"""Dates, times and euros as each language writes them, by CLDR (Babel), always Europe/Helsinki."""

import datetime as dt
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.numbers import format_currency, format_decimal
from django.utils import timezone
from django.utils.translation import get_language, gettext

_LOCALES = {"fi": Locale("fi"), "fi-simple": Locale("fi"), "sv": Locale("sv", "FI"), "en": Locale("en", "GB")}
_DAY = {"fi": "ccc d.M.", "sv": "ccc d.M.", "en": "ccc d MMM"}
_DAY_YEAR = {"fi": "ccc d.M.y", "sv": "ccc d.M.y", "en": "ccc d MMM y"}
_PLAIN_DAY = {"fi": "d.M.y", "sv": "d.M.y", "en": "d MMM y"}


def locale() -> Locale:
    """The CLDR locale of the active language; English is written the British way."""
    return _LOCALES.get(get_language() or "fi", _LOCALES["fi"])


def _local_day(value: dt.date | dt.datetime) -> dt.date:
    return timezone.localtime(value).date() if isinstance(value, dt.datetime) else value


def day(value: dt.date | dt.datetime) -> str:
    """ "to 27.11."; another year than this is written out."""
    on = _local_day(value)
    patterns = _DAY if on.year == timezone.localdate().year else _DAY_YEAR
    return format_date(on, patterns[locale().language], locale=locale())


def plain_day(value: dt.date) -> str:
    """ "27.11.2026", for a time so long that the day of the week says nothing."""
    return format_date(value, _PLAIN_DAY[locale().language], locale=locale())


def long_day(value: dt.date | dt.datetime) -> str:
    """ "torstai 27. marraskuuta 2026"."""
    return format_date(_local_day(value), "full", locale=locale())


def clock(value: dt.datetime | dt.time) -> str:
    """ "14.00" in Finnish and Swedish, "14:00" in English."""
    local = timezone.localtime(value) if isinstance(value, dt.datetime) else value
    return local.strftime("%H:%M" if locale().language == "en" else "%-H.%M")


def moment(value: dt.datetime) -> str:
    """ "to 27.11. klo 14.00"."""
    return gettext("%(day)s at %(time)s") % {"day": day(value), "time": clock(value)}


def span(starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """ "to 27.11. klo 14.00–16.00", or two moments when it runs over midnight."""
    if _local_day(starts_at) != _local_day(ends_at):
        return f"{moment(starts_at)} – {moment(ends_at)}"
    return f"{moment(starts_at)}–{clock(ends_at)}"


def euros(value: Decimal) -> str:
    """ "75,00 €"."""
    return format_currency(value, "EUR", locale=locale())


def number(value: Decimal | int) -> str:
    """ "1,5": at most two decimals, no trailing zeros."""
    return format_decimal(value, "#,##0.##", locale=locale())


def ago(value: dt.date | dt.datetime) -> str:
    """ "5 kuukautta sitten"; "tänään" for the same day."""
    days = (timezone.localdate() - _local_day(value)).days
    if days == 0:
        return gettext("today")
    return format_timedelta(dt.timedelta(days=-days), add_direction=True, threshold=1.5, locale=locale())


def phone(number: str) -> str:
    """ "040 123 4567": a Finnish number as people in Finland read it; a foreign one as it is."""
    if not number.startswith("+358"):
        return number
    national = "0" + number.removeprefix("+358").replace(" ", "")
    return " ".join(part for part in (national[:3], national[3:6], national[6:]) if part)

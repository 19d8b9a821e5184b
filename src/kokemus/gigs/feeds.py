"""Calendar files (.ics) of agreed times. The title reveals nothing to whoever sees the calendar."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext
from icalendar import Calendar, Event

from kokemus.gigs.models import Occasion

ZONE = ZoneInfo(settings.TIME_ZONE)


def calendar(
    occasions: Iterable[Occasion], *, place: str = "", language: str = "fi", cancelled: bool = False
) -> str:
    """The occasions as the text of an .ics file, with the time zone written out; a cancelled one takes them away again.

    `place` is an address or nothing: never the name of a unit, which may reveal the topic.
    """
    sheet = Calendar()
    sheet.add("prodid", "-//Kokemus//gigs//FI")
    sheet.add("version", "2.0")
    sheet.add("method", "CANCEL" if cancelled else "PUBLISH")
    with translation.override(language):
        title = gettext("Kokemus: time agreed")
    for occasion in occasions:
        sheet.add_component(_event(occasion, title, place, cancelled=cancelled))
    sheet.add_missing_timezones()
    return sheet.to_ical().decode()


def _event(occasion: Occasion, title: str, place: str, *, cancelled: bool) -> Event:
    event = Event()
    event.add("uid", f"{occasion.public_id}@kokemus")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", occasion.starts_at.astimezone(ZONE))
    event.add("dtend", occasion.ends_at.astimezone(ZONE))
    event.add("summary", title)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("sequence", 1 if cancelled else 0)
    event.add("class", "PRIVATE")
    if place:
        event.add("location", place)
    return event

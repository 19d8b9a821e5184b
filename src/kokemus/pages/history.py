"""The course of one question in words: who did what and when."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kokemus.accounts.models import User
from kokemus.audit.models import Entry
from kokemus.pages.models import Enquiry

VERBS = {
    "pages.ask": _("Arrived"),
    "pages.take_enquiry": _("Taken"),
    "pages.hand_on_enquiry": _("Handed on"),
    "pages.answer_enquiry": _("Answered"),
    "pages.decline_enquiry": _("Told that it is not for us"),
}


@dataclass(frozen=True)
class Event:
    """One thing that was done; `to` is whom it was handed on to."""

    title: str
    at: dt.datetime
    who: str
    to: str = ""


def events(enquiry: Enquiry) -> list[Event]:
    """What was done with a question, the newest first; two queries."""
    entries = list(Entry.objects.changes().of(enquiry.public_id).filter(verb__in=VERBS))
    ids = {entry.actor_id for entry in entries} | {entry.details.get("to", "") for entry in entries}
    names = {user.public_id: str(user) for user in User.objects.filter(public_id__in=ids)}
    return [
        Event(
            str(VERBS[entry.verb]),
            entry.at,
            names.get(entry.actor_id, ""),
            names.get(entry.details.get("to", ""), ""),
        )
        for entry in entries
    ]

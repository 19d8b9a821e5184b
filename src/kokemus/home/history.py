"""The log in words: what was done to a person, and in which role somebody did it."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kokemus.accounts.models import Role, User
from kokemus.audit.models import Entry
from kokemus.experts.models import Audience, Expert, Purpose

VERBS = {
    "experts.accept_application": _("Application accepted"),
    "experts.agree_talk": _("Newcomer's talk agreed"),
    "experts.begin_application": _("Application begun"),
    "experts.note_guardian": _("Guardian's yes noted"),
    "experts.note_talk": _("Newcomer's talk held"),
    "experts.send_application": _("Application sent"),
    "experts.send_application_link": _("Link to go on later sent"),
    "experts.add": _("Added to the register"),
    "experts.import": _("Carried over from the old register"),
    "experts.edit": _("Details changed"),
    "experts.open_account": _("Sign-in opened"),
    "experts.add_experience": _("Topic added"),
    "experts.remove_experience": _("Topic taken away"),
    "experts.add_training": _("Training added"),
    "experts.remove_training": _("Training taken away"),
    "experts.record_criminal_record_check": _("Criminal-record extract shown"),
    "experts.add_note": _("Note added"),
    "experts.remove_note": _("Note taken away"),
    "experts.add_unavailability": _("Weekly time added"),
    "experts.remove_unavailability": _("Weekly time taken away"),
    "experts.answer_consent": _("Consent answered"),
    "experts.withdraw_consent": _("Consent withdrawn"),
    "experts.activate": _("Started: gigs may be offered"),
    "experts.pause": _("Pause began"),
    "experts.plan_pause": _("Pause planned"),
    "experts.cancel_pause": _("Planned pause cancelled"),
    "experts.resume": _("Pause ended"),
    "experts.leave": _("Left the activity"),
    "experts.mark_deceased": _("Marked as having died"),
    "experts.come_back": _("Back in the register"),
    "experts.merge": _("Two rows merged"),
    "experts.bind": _("Time reserved"),
    "experts.release": _("Reserved time released"),
    "fees.approve": _("Fee approved"),
    "fees.batch": _("Fee sent to payroll"),
    "fees.check": _("Fee checked"),
    "fees.claim": _("Fee claimed"),
    "fees.invoice": _("Fee put on an invoice basis"),
    "fees.mend": _("Fee mended"),
    "fees.pay": _("Fee paid"),
    "fees.reverse": _("Fee reversed"),
    "fees.send_back": _("Fee sent back"),
    "fees.take_back": _("Fee taken back to be mended"),
    "fees.void": _("Fee withdrawn"),
    "gigs.accept": _("Said yes to a gig"),
    "gigs.agree": _("Gig agreed"),
    "gigs.cancel": _("Gig cancelled"),
    "gigs.choose": _("Chosen for a gig"),
    "gigs.confirm_hours": _("Hours confirmed"),
    "gigs.correct_hours": _("Hours corrected"),
    "gigs.decline": _("Said no to a gig"),
    "gigs.drop_out": _("Could not come to an agreed gig"),
    "gigs.expire_offer": _("Offer ran out of time"),
    "gigs.offer": _("Asked to a gig"),
    "gigs.pass_over": _("Not chosen for a gig"),
    "gigs.propose_another_time": _("Proposed another time for a gig"),
    "gigs.settle_hours": _("Hours settled"),
    "gigs.take_back": _("Took back a yes to a gig"),
    "gigs.withdraw_offer": _("Offer withdrawn"),
}
APPS = {"gigs": _("Gig handled"), "fees": _("Fee handled"), "messaging": _("Message handled")}
NOT_FIELDS = {"roles": _("roles"), "areas": _("municipalities"), "refusals": _("refusals")}
ACTORS = {
    "tick": _("automatically"),
    "link": _("by a link"),
    "import": _("import"),
    "system": _("automatically"),
}


@dataclass(frozen=True)
class Event:
    """One line of a history: what, more of it, when, who."""

    title: str
    more: str
    at: Any
    who: str


def events(entries: list[Entry]) -> list[Event]:
    """The entries in words; names of those who acted, read in one query."""
    names = dict(
        User.objects.filter(public_id__in={entry.actor_id for entry in entries}).values_list(
            "public_id", "name"
        )
    )
    return [Event(_title(entry), _more(entry.details), entry.at, _who(entry, names)) for entry in entries]


def _title(entry: Entry) -> str:
    app = entry.verb.split(".")[0]
    return str(VERBS.get(entry.verb) or APPS.get(app) or _("Change"))


def _who(entry: Entry, names: dict[str, str]) -> str:
    roles: dict[Any, Any] = dict(Role.choices)
    role = roles.get(entry.actor_role) or ACTORS.get(entry.actor_role, entry.actor_role)
    name = names.get(entry.actor_id, "")
    return f"{name}, {role}" if name and role else str(name or role)


def _more(details: dict[str, Any]) -> str:
    """What the details say: names of fields, states, questions of consent; never contents, which the log has not."""
    if "questions" in details:
        return _consent(details)
    if "to" in details:
        states: dict[Any, Any] = dict(Expert.State.choices)
        return f"{states.get(details.get('from'), '')} → {states.get(details['to'], '')}"
    return ", ".join(_field(name) for name in details.get("fields", []))


def _field(name: str) -> str:
    if name in NOT_FIELDS:
        return str(NOT_FIELDS[name])
    try:
        return str(Expert._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return name


def _consent(details: dict[str, Any]) -> str:
    purposes, audiences = dict(Purpose.choices), dict(Audience.choices)
    told = []
    for question in details["questions"]:
        purpose, _dot, audience = question.partition(".")
        told.append(f"{purposes.get(purpose, '')} ({audiences.get(audience, '')})")
    topics = _t("%(n)s topics") % {"n": details.get("topics", 0)}
    return f"{'; '.join(told)}: {topics}"

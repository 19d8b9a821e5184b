"""Who looks at a person's data and why, in words: the verbs of reading and the purposes, as the log keeps them.

The log keeps the English words; `gettext` gives them in the language of the reader.
"""

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

CARRYING_OVER = gettext_noop("carrying over the old register")
BROKERING = gettext_noop("keeping the register and brokering gigs")
JOINING = gettext_noop("answering an application")
WORKING_ON_PAPER = gettext_noop("a list taken out of the register for brokering")

PAGE, LIST, EXPORT, PRINT, EDITING, IMPORT, APPLICATION, APPLICATIONS, ALIKE = (
    "experts.read_page",
    "experts.read_list",
    "experts.export",
    "experts.print",
    "experts.read_for_editing",
    "experts.read_import",
    "experts.read_application",
    "experts.read_applications",
    "experts.read_alike",
)
WORDS = {
    PAGE: _("Opened your page"),
    LIST: _("Saw you in a list of the register"),
    EXPORT: _("Took your details into a spreadsheet"),
    PRINT: _("Printed a list with you on it"),
    EDITING: _("Opened your details to change them"),
    IMPORT: _("Saw your row of the old register beside your details"),
    APPLICATION: _("Opened your application"),
    APPLICATIONS: _("Saw your application in a list"),
    ALIKE: _("Saw you beside an application with the same name or contacts"),
    "fees.batch": _("Opened a payroll batch with your fee"),
    "fees.batches": _("Saw your fee in a list"),
    "fees.claim": _("Opened your fee"),
    "fees.claims": _("Saw your fee in a list"),
    "fees.invoice": _("Opened an invoice basis of your gig"),
    "gigs.hours": _("Opened the hours of your gig"),
    "gigs.hours_list": _("Saw the hours of your gig in a list"),
    "gigs.read_day_sheet": _("Opened the day sheet of your gig"),
    "gigs.read_offer": _("Opened the offer made to you"),
    "gigs.read_offers": _("Saw whom a gig was offered to"),
    "gigs.read_shortlist": _("Saw you among those who could be asked"),
    "gigs.read_unit_list": _("Saw you in the list of a unit's gigs"),
    "gigs.status_name": _("Saw your name as the requester of your gig"),
    "gigs.wished_expert": _("Looked for you because you were wished for by name"),
    "home.search": _("Saw you in a search"),
    "home.start": _("Saw that a call to you waits"),
    "messaging.outbox": _("Saw that a message has been sent to you"),
}
# The purposes that are kept as a word only.
PURPOSES = {
    "agreed gig": _("an agreed gig"),
    "calls to make": _("making the calls that wait"),
    "delivery of messages": _("seeing that messages arrive"),
    "edit": _("writing down a request"),
    "hours": _("confirming the hours of a gig"),
    "named wish": _("a requester wished for you by name"),
    "payment": _("paying the fee"),
    "search": _("looking for somebody"),
}


def words(verb: str) -> str:
    """What was done, said to the person whose data it is; a verb without words is said in general."""
    return str(WORDS.get(verb) or _("Looked at your details"))


def purpose(kept: str) -> str:
    """The purpose in the language of the reader."""
    if kept in PURPOSES:
        return str(PURPOSES[kept])
    return gettext(kept) if kept else ""

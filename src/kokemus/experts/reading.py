"""Who looks at a person's data and why, in words: the verbs of reading and the purposes, as the log keeps them.

The log keeps the English words; `gettext` gives them in the language of the reader.
"""

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

BROKERING = gettext_noop("keeping the register and brokering gigs")
WORKING_ON_PAPER = gettext_noop("a list taken out of the register for brokering")

PAGE, LIST, EXPORT, PRINT, EDITING = (
    "experts.read_page",
    "experts.read_list",
    "experts.export",
    "experts.print",
    "experts.read_for_editing",
)
WORDS = {
    PAGE: _("Opened your page"),
    LIST: _("Saw you in a list of the register"),
    EXPORT: _("Took your details into a spreadsheet"),
    PRINT: _("Printed a list with you on it"),
    EDITING: _("Opened your details to change them"),
}


def words(verb: str) -> str:
    """What was done, said to the person whose data it is; verbs of other apps are said in general."""
    return str(WORDS.get(verb) or _("Looked at your details"))


def purpose(kept: str) -> str:
    """The purpose in the language of the reader."""
    return gettext(kept) if kept else ""

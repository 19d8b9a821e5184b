"""What a sheet's name or a state column says of its people; yes and no."""

import re

from kokemus.experts.importer.folding import fold
from kokemus.experts.importer.parsed import PersonState

_YES = frozenset("x k kyllä on joo yes y true 1 ja ✓ ✔ v sant totta".split())
_NO = frozenset("ei e no n nej false 0 - epätosi ej falskt".split())
_STATES: tuple[tuple[PersonState, str], ...] = (
    ("deceased", r"kuollut|kuolleet|menehty|edesmenn|avlid|deceased"),
    ("left", r"lopetta|poistun|entiset|entinen|ei mukana|ei enää|slutat|tidigare|former|left|poistetut"),
    ("paused", r"tauo|tauko|paus|break|lepää|vila|ei aktiivi|inactive|inaktiv|passiivi|passiv"),
    ("new", r"uudet|uusi|hakija|jono|odotta|nya|ny|sökande|new|applicant|waiting"),
    ("active", r"aktiivi|mukana|aktiv|active|k|kyllä|x|ja|yes|on"),
)  # fmt: skip
_NEW_SHEETS = frozenset({
    "uudet", "hakijat", "jono", "odottavat", "uudet hakijat", "nya", "sökande", "new", "applicants",
    "waiting list",
})  # fmt: skip
_OLD = re.compile(r"\b(?:vanha|vanhat|arkisto|gamla|gammal|arkiv|old|archive)", re.IGNORECASE)


def is_yes(text: str) -> bool:
    """A tick: "x", "kyllä", "ja" …"""
    return fold(text) in _YES


def is_no(text: str) -> bool:
    """ "ei", "-", "0" or nothing."""
    return not text.strip() or fold(text) in _NO or text.strip() == "-"


def column_state(text: str) -> PersonState | None:
    """The state a cell or a sheet's name says; None when it says none."""
    folded = fold(text)
    short = {"k", "x", "ja", "on", "yes", "ny"}
    for state, words in _STATES:
        for word in words.split("|"):
            if folded == word or (word not in short and re.search(rf"\b{word}", folded)):
                return state
    return "paused" if is_no(text) and text.strip() else None


def sheet_state(name: str) -> tuple[PersonState, bool]:
    """(state of the people on a sheet of this name, whether to ask). People on an "old" sheet
    are taken as paused until somebody says: nothing is offered to them meanwhile."""
    if _OLD.search(name):
        return "paused", True
    state = column_state(name)
    if state == "new" and fold(name) not in _NEW_SHEETS:  # "Uusi rekisteri" is not of new people
        state = None
    return (state or "active"), False

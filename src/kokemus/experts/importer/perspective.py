"""Whose experience it is: own, a close one's, or both."""

import re

from kokemus.experts.importer.folding import fold
from kokemus.experts.importer.parsed import Perspective

_OWN = frozenset("o oma omat omaa oman omakohtainen omana itse egen eget egna e själv own self".split())
_CLOSE = frozenset(
    "l läheinen läheisen läheisenä läheis lähe omainen omaisen omaisena vanhempi vanhempana puoliso "
    "puolisona n närstående närståendes anhörig anhörigs close close-one relative relative's family member member's "
    "carer one's".split()
)
_BOTH = frozenset("molemmat molempia kumpikin både båda bägge both".split())
_FILLERS = frozenset(
    "ja sekä tai och and or kokemus kokemusta kokemuksen kokemukset erfarenhet experience one as a som että".split()
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_HEADING = re.compile(r"^\s*([^:]{1,30}?)\s*:\s*(.*)$", re.DOTALL)
_ENDING = re.compile(
    r"^(.+?)(?:\s*[(\[]([^)\]]+)[)\]]"
    r"|\s+(läheisenä|omaisena|som (?:närstående|anhörig)|as a (?:close one|relative)))\s*$",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 200
# Topics that are by themselves a close one's view, whatever the row says of perspective.
# A bereavement ("läheisen itsemurha") is the person's own experience, so it is not here.
CLOSE_ONE_TOPICS = frozenset({
    "caregiving", "mental-health-relative", "substance-use-relative", "dementia-relative",
    "sibling", "relative-in-prison",
})  # fmt: skip

Perspectives = tuple[Perspective, ...]


def read_perspective(text: str) -> Perspectives | None:
    """ "oma" → own, "L" → close_one, "O/L" → both; () for empty; None when it says neither."""
    words = _WORD.findall(fold(text))
    if not words:
        return () if not text.strip() else None
    if any(word in _BOTH for word in words):
        return ("own", "close_one")
    if any(word not in _OWN | _CLOSE | _FILLERS for word in words):
        return None
    found: Perspectives = ()
    if any(word in _OWN for word in words):
        found += ("own",)
    if any(word in _CLOSE for word in words):
        found += ("close_one",)
    return found or None


def heading(part: str) -> tuple[Perspectives, str]:
    """ "oma: masennus" → (own, "masennus"); without such a start, ((), part)."""
    found = _HEADING.match(part)
    perspectives = read_perspective(found[1]) if found else None
    return (perspectives, found[2]) if found and perspectives else ((), part)


def ending(part: str) -> tuple[Perspectives, str]:
    """ "masennus (L)" and "masennus läheisenä" → (close_one, "masennus")."""
    found = _ENDING.match(part) if len(part) <= _LONGEST else None
    perspectives = read_perspective(found[2] or found[3].split()[-1]) if found else None
    if found and found[3] and perspectives is None:
        perspectives = ("close_one",)
    return (perspectives, found[1]) if found and perspectives else ((), part)


def of_topic(topic: str, said: Perspectives) -> Perspectives:
    """The perspectives of one topic, when the row says `said`."""
    if topic in CLOSE_ONE_TOPICS:
        return ("close_one",)
    return said or ("unknown",)

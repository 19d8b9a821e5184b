"""A person's name as written, into given and family name. Unsure is said, never guessed."""

import re
import unicodedata
from dataclasses import dataclass

from kokemus.experts.importer.folding import ranks
from kokemus.experts.importer.parsed import NameOrder

_PARTICLES = frozenset("von af de van der den da di del della la le al el bin ben ibn".split())
_IN_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]?\s*")
_TITLES = re.compile(
    r"^(?:herra|hra|rouva|rva|neiti|tri|fil\.? ?maist\.?|mr|mrs|ms|dr|fru)\.?\s+", re.IGNORECASE
)
_TWO_PEOPLE = re.compile(r"\s(?:ja|och|and|sekä)\s|[&+/;\n]|\bsekä\b", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"[\d@=<>|{}*#_]")

# How many times likelier one order must be than the other before it is taken as sure.
# The lists are ordered by how common a name is, so that 1/place is a fair measure (Zipf).
_SURE = 5.0
_UNLISTED = 1 / 60_000
_EMAIL_WEIGHT = 50.0


@dataclass(frozen=True, slots=True)
class FoundName:
    """`order` "unsure" leaves the best proposal in the names. `question`: "name_order",
    "name_incomplete", "name_two_people", "name_unreadable" or ""."""

    given: str
    family: str
    order: NameOrder
    question: str = ""
    note: str = ""


def read_name(text: str, email: str = "", usual: NameOrder = "unsure") -> FoundName:
    """ "HIETALA, Niko", "Hakala Hilkka" and "Jaakko Järvinen" → given and family name.

    `email` helps ("jaakko.jarvinen@…" has the given name first); `usual` is the order that the
    column's header or the other rows of the sheet tell.
    """
    notes = _IN_BRACKETS.findall(text)
    plain = " ".join(_TITLES.sub("", _IN_BRACKETS.sub(" ", text).strip()).split())
    note = "; ".join(each.strip() for each in notes if each.strip())
    if not plain or _NOT_A_NAME.search(plain) or len(plain) > 120:
        return FoundName("", plain, "unsure", "name_unreadable", note)
    if _TWO_PEOPLE.search(text.strip()):
        return FoundName("", plain, "unsure", "name_two_people", note)
    if "," in plain:
        return _by_comma(plain, note)
    words = plain.split()
    if len(words) == 1:
        return _single(words[0], note)
    order = _order(words, email, usual)
    question = "name_order" if order == "unsure" else ""
    given, family = _cut(words, order)
    return FoundName(cased(given), cased(family), order, question, note)


def read_columns(given: str, family: str) -> FoundName:
    """A name that has a column for each part."""
    question = "" if given and family else "name_incomplete"
    if _NOT_A_NAME.search(given + family) or len(given + family) > 120:
        question = "name_unreadable"
    return FoundName(cased(given), cased(family), "columns", question)


def cased(name: str) -> str:
    """ "HIETALA" → "Hietala", "mäki-kuutti" → "Mäki-Kuutti"; mixed case stays as it is."""
    words = (_cased_word(word, name.isupper() or name.islower()) for word in name.split())
    return " ".join(words)


def name_key(given: str, family: str) -> str:
    """The name for comparing, whatever the order and case: "hilkka hakala" both ways."""
    words = unicodedata.normalize("NFC", f"{given} {family}").casefold().replace("-", " ").split()
    return " ".join(sorted(words))


def is_given_name(word: str) -> bool:
    """Whether the word is on the list of given names."""
    return all(part in ranks("given_names.txt") for part in word.casefold().split("-"))


def is_family_name(word: str) -> bool:
    """Whether the word is on the list of family names."""
    return word.casefold() in ranks("family_names.txt")


def _by_comma(plain: str, note: str) -> FoundName:
    family, _, given = (part.strip() for part in plain.partition(","))
    if not given or not family:
        return _single(given or family, note)
    if "," in given:
        return FoundName(cased(given), cased(family), "unsure", "name_two_people", note)
    if _weight(family.split()[0], given.split()[-1]) > 1 / _UNLISTED / 100:
        return FoundName(cased(given), cased(family), "unsure", "name_order", note)
    return FoundName(cased(given), cased(family), "comma", "", note)


def _single(word: str, note: str) -> FoundName:
    if is_given_name(word) or not is_family_name(word):
        return FoundName(cased(word), "", "unsure", "name_incomplete", note)
    return FoundName("", cased(word), "unsure", "name_incomplete", note)


def _order(words: list[str], email: str, usual: NameOrder) -> NameOrder:
    capitals = [len(word) > 1 and word.isupper() for word in words]
    if capitals[0] != capitals[-1]:
        return "family_first" if capitals[0] else "given_first"
    if words[0].casefold() in _PARTICLES:
        return "family_first"
    if usual in ("family_first", "given_first"):
        return usual
    if len(words) > 2 and words[-2].casefold() in _PARTICLES:
        return "given_first"
    ratio = _weight(words[0], words[-1]) * _email_weight(words[0], words[-1], email)
    if ratio >= _SURE:
        return "given_first"
    return "family_first" if ratio <= 1 / _SURE else "unsure"


def _weight(first: str, last: str) -> float:
    """How many times likelier "first" is the given and "last" the family name than the reverse."""
    return (_given(first) * _family(last)) / (_given(last) * _family(first))


def _given(word: str) -> float:
    found = [ranks("given_names.txt").get(part) for part in word.casefold().split("-")]
    return min(1 / (place + 10) if place else _UNLISTED for place in found)


def _family(word: str) -> float:
    folded = word.casefold()
    listed = ranks("family_names.txt")
    place = listed.get(folded) or listed.get(folded.split("-")[0])
    if place:
        return 1 / (place + 10)
    # Endings that Finnish and Swedish family names have and given names do not.
    usual = folded.endswith(("nen", "sson", "ström", "qvist", "kvist", "lund", "berg", "mäki"))
    return 1 / 5_000 if usual else _UNLISTED


def _email_weight(first: str, last: str, email: str) -> float:
    parts = re.split(r"[._]", re.sub(r"\d+", "", email.partition("@")[0]))
    if len(parts) < 2:
        return 1.0
    ends = (_bare(first), _bare(last))
    if (parts[0], parts[-1]) == ends:
        return _EMAIL_WEIGHT
    return 1 / _EMAIL_WEIGHT if (parts[-1], parts[0]) == ends else 1.0


def _bare(word: str) -> str:
    parted = unicodedata.normalize("NFD", word.casefold())
    return "".join(each for each in parted if not unicodedata.combining(each))


def _cut(words: list[str], order: NameOrder) -> tuple[str, str]:
    if order == "family_first":
        at = 1
        while at < len(words) - 1 and words[at - 1].casefold() in _PARTICLES:
            at += 1
        return " ".join(words[at:]), " ".join(words[:at])
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in _PARTICLES:
        at -= 1
    return " ".join(words[:at]), " ".join(words[at:])


def _cased_word(word: str, whole: bool) -> str:
    if not whole and not (word.isupper() and len(word) > 1) and not word.islower():
        return word
    if word.casefold() in _PARTICLES:
        return word.casefold()
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))

"""What a header says its column is, in Finnish, Swedish and English."""

import re
from collections.abc import Iterator

from kokemus.experts.importer.folding import fold, read_table

# Contact details of a relative or a superior are not the expert's own.
_SOMEBODY_ELSE = re.compile(
    r"lähiomai|omaisen (?:puh|nim|yht)|yhteyshenkilö|varahenk|esimie[sh]|esihenk|tukihenk|edunvalvo"
    r"|anhörig(?:s|ens) (?:tel|namn)|kontaktperson|next of kin|emergency|supervisor|contact person"
)  # fmt: skip
_PUNCTUATION = re.compile(r"[^\w#']+")
_BRACKETS = re.compile(r"\([^)]*\)")
_TRAINING_YEAR = re.compile(r"koulutusv|koulutuksen v|koulutus v|valmistumis|utbildnings|kurs|train")
_FAMILY_FIRST = re.compile(
    r"suku\w*\W+(?:ja )?etu|efternamn\W+(?:och )?förnamn|(?:last|family) ?name\W+(?:first|given)"
    r"|sukunimi (?:ensin|edellä)|efternamnet? först|(?:last|family) name first"
)
_GIVEN_FIRST = re.compile(
    r"etu\w*\W+(?:ja )?suku|för(?:namn)?\W+(?:och )?efternamn|(?:first|given) ?name\W+(?:last|family)"
    r"|etunimi (?:ensin|edellä)|förnamnet? först|(?:first|given) name first"
)
_OWN = frozenset("oma omaa oman omat omakohtainen egen eget own".split())
_CLOSE_ONE = frozenset(
    "läheinen läheisen läheis läheisten omainen omaisen närstående närståendes anhörig close relative family".split()
)
_LONGEST = 60


class Headers:
    """The shipped header words."""

    def __init__(self) -> None:
        self._words = {header_key(row["word"]): row["field"] for row in read_table("headers.csv")}
        self._longest = sorted((word for word in self._words if len(word) > 2), key=len, reverse=True)

    def whole(self, header: str) -> str:
        """The field that the whole header names, with or without its brackets; or ""."""
        key = header_key(header)
        return self._words.get(key, "") or self._words.get(header_key(_BRACKETS.sub(" ", header)), "")

    def field_of(self, header: str) -> str:
        """The field that a header names, or "". The whole header first, then words within it."""
        whole = self.whole(header)
        key = header_key(header)
        if whole or len(key) > _LONGEST or _SOMEBODY_ELSE.search(fold(header)):
            return whole
        words = set(key.split())
        if words & _OWN and words & _CLOSE_ONE:
            return "perspective"
        found = list(self._within(key))
        if {"phone", "email"} <= set(found):
            return "contact"
        if {"given_name", "family_name"} <= set(found):
            return "name"
        return found[0] if found else ""

    def _within(self, key: str) -> Iterator[str]:
        """The fields of the header words inside a header, the longest word first."""
        rest = f" {key} "
        for word in self._longest:
            if f" {word} " in rest:
                rest = rest.replace(f" {word} ", "  ")
                yield self._words[word]


def header_key(header: str) -> str:
    """A header without punctuation: "Oma / läheinen" → "oma läheinen", "Puh." → "puh"."""
    return " ".join(_PUNCTUATION.sub(" ", fold(header)).split())


def value_of(field: str, header: str) -> str:
    """What more the header says: a year of "training", a name "family_first" or "given_first"."""
    folded = fold(header)
    if field == "year" and _TRAINING_YEAR.search(folded):
        return "training"
    if field == "name" and _FAMILY_FIRST.search(folded):
        return "family_first"
    if field == "name" and _GIVEN_FIRST.search(folded):
        return "given_first"
    return ""


def is_somebody_elses(header: str) -> bool:
    """Whether the column is about another person than the expert."""
    return bool(_SOMEBODY_ELSE.search(fold(header)))

"""The finder's words: the lexicon's files, and which of their words a word in a text is a form of.

A term of the lexicon is a word, a phrase ("menettää luottotiedot"), or phrases that stand anywhere in one sentence
("isä + juoda"), each word of which may have alternatives ("(äiti|isä) + juoda"); lexicon/README.md has the notation.
Forms come from tables built ahead of time by tools/forms.py. A word that has no row there yet is inflected like the
word of the table that ends most alike.
"""

import csv
import re
import sys
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "lexicon"
LANGUAGES = ("fi", "sv", "en")
KINDS = frozenset({"", "person", "hint", "whole", "not"})
TOKEN = re.compile(r"[^\W_]+(?:[-‐:'’][^\W_]+)*")
CLITICS = re.compile(r"(?:k[oö]|p[aä])(?:h[aä]n|s)?|h[aä]n|kin|k[aä]{2}n")
JOINT, LAST, REST = 4, 4, 3  # fewest letters: of a first part, of a last part, of what is left
SPELLING = 7  # one letter may be wrong in words of at least so many letters
STEM = 5
PLACE = 20  # bits for the place of a stem: room for a million
ALIKE = 3  # letters at the end that a new word must share with its model
KEPT = "åäö"
ODD = re.compile(r"[^a-z0-9åäö]")
EXACTLY = "="
PIECE = re.compile(r"=?\([^()]*\)|[^\s()]+")  # of a phrase: a word, or alternatives
EXACT = re.compile(r"=\([^()]*\)|=[^\s()]+")
PLUS = re.compile(r"\s\+\s(?![^(]*\))")
JOINS = re.compile(r"[-‐:'’]")


def key(word: str) -> str:
    """A word as it is compared: small letters, no hyphens and no accents but å, ä and ö."""
    small = word.casefold()
    if not ODD.search(small):
        return small
    parts = unicodedata.normalize("NFC", JOINS.sub("", small))
    return "".join(c if c in KEPT else unicodedata.normalize("NFD", c)[0] for c in parts)


def tokens(text: str) -> list[str]:
    """The words of a text as they stand."""
    return TOKEN.findall(unicodedata.normalize("NFC", text))


Part = str  # one word of a term, in any of its forms; "=kadulla" counts only as it is written
Words = tuple[Part, ...]  # one after the other
Element = tuple[Words, ...]  # one of these
Group = tuple[Element, ...]  # a phrase


@dataclass(frozen=True, slots=True)
class Term:
    """A word, phrase or combination of phrases that points to a code."""

    code: str
    text: str
    kind: str
    groups: tuple[Group, ...]

    @property
    def word(self) -> str:
        """The word, of a term that is a single one in any form; else empty."""
        (element, *more), *others = self.groups
        if more or others or len(element) > 1 or len(element[0]) > 1 or element[0][0].startswith(EXACTLY):
            return ""
        return element[0][0]

    @property
    def parts(self) -> set[Part]:
        """Every word of it."""
        return {part for group in self.groups for element in group for option in element for part in option}


@cache  # the same words stand in many terms
def _element(part: Part) -> Element:
    return ((part,),)


def term(code: str, text: str, kind: str = "") -> Term:
    """Read a term in the lexicon's notation; ValueError when it holds no word or an unknown kind."""
    if text.isalpha() and kind in KINDS:
        return Term(code, text, kind, ((_element(sys.intern(key(text))),),))
    groups = tuple(tuple(_elements(group)) for group in PLUS.split(text))
    if kind not in KINDS or not all(groups) or not all(all(element) for group in groups for element in group):
        raise ValueError(f"{code}: {text!r} ({kind})")
    return Term(code, text, kind, groups)


def _elements(group: str) -> Iterator[Element]:
    """The words of a phrase in order, each with its alternatives."""
    for piece in PIECE.findall(group.replace("/", " ")):
        bare = piece.removeprefix(EXACTLY)
        if bare.startswith("("):
            mark = EXACTLY if bare != piece else ""
            yield tuple(_option(option, mark) for option in bare[1:-1].split("|"))
        else:
            yield from (_element(part) for part in _parts(piece))


def _option(option: str, mark: str) -> Words:
    return tuple(
        part for piece in option.split() for part in _parts(piece if piece.startswith(mark) else mark + piece)
    )


def _parts(piece: str) -> Iterator[Part]:
    """The words of a piece between spaces, all of them exact if it is marked."""
    if piece.isalpha():
        return iter((sys.intern(key(piece)),))
    mark = EXACTLY if piece.startswith(EXACTLY) else ""
    return (sys.intern(mark + key(word)) for word in TOKEN.findall(piece))


def rows(language: str) -> Iterator[tuple[str, str, str, str]]:
    """File, code, term and kind of every line of a language's files."""
    for path in sorted((FOLDER / language).glob("*.csv")):
        file_name = path.stem
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            next(lines, None)
            yield from ((file_name, sys.intern(code), text, sys.intern(kind)) for code, text, kind in lines)


@cache
def everyday(language: str) -> frozenset[str]:
    """The commonest words of a language that are no topic's, as compared: neither misspelt nor compounds of topics."""
    return frozenset(map(key, (FOLDER / "everyday" / f"{language}.txt").read_text("utf-8").split()))


def inflected_words(language: str) -> set[str]:
    """The words, as written, whose forms the tables must have."""
    found = set()
    for _, _, text, _ in rows(language):
        pieces = EXACT.sub(" ", text.replace("/", " ").replace("|", " ").replace(" + ", " "))
        found |= set(TOKEN.findall(pieces))
    return found


@dataclass(frozen=True, slots=True)
class Paradigm:
    """The endings of words that are inflected alike, and those with which they can begin a compound.

    The endings stand in one text with spaces around each: some hundreds of them take a fraction of a set's memory.
    """

    spaced: str
    begins: tuple[str, ...]

    @classmethod
    def read(cls, line: str) -> "Paradigm":
        """From a line of the built table, where the empty ending is a hyphen."""
        endings, begins = line.split("\t")
        ways = tuple(sys.intern(end.replace("-", "")) for end in begins.split())
        return cls(f" {endings.replace('-', '')} ", ways)

    @property
    def endings(self) -> list[str]:
        """Every ending."""
        return self.spaced[1:-1].split(" ")

    def has(self, ending: str) -> bool:
        """Whether the stem with this ending is a form."""
        return f" {ending} " in self.spaced


UNINFLECTED = Paradigm.read("-\t-")


def table(language: str) -> Iterator[tuple[str, str, Paradigm]]:
    """Each word of the built table with its stem and its paradigm."""
    folder = FOLDER / "forms"
    lines = (folder / f"{language}-paradigms.tsv").read_text("utf-8").splitlines()
    paradigms = [Paradigm.read(line) for line in lines]
    for line in (folder / f"{language}-words.tsv").read_text("utf-8").splitlines():
        word, stem, number = line.split("\t")
        yield word, key(word)[: int(stem)], paradigms[int(number)]


@dataclass
class Forms:
    """The forms of one language's words, found without listing them."""

    language: str
    stems: dict[str, tuple[tuple[str, Paradigm], ...]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    near: "Near | None" = None
    alike: dict[str, list[tuple[str, str, Paradigm]]] = field(default_factory=dict)
    under: "Forms | None" = None  # forms that these are added to

    @classmethod
    def load(cls, language: str) -> "Forms":
        """From the built table."""
        forms = cls(language)
        for word, stem, paradigm in table(language):
            forms._put(key(word), stem, paradigm)
        return forms

    def add(self, word: str) -> None:
        """Make a word known that the table does not have: inflected like the word that ends most alike."""
        stem, paradigm = word, UNINFLECTED
        if models := (self.under or self)._models(word):
            name, its_stem, its_paradigm = max(models, key=lambda known: _shared_end(known[0], word))
            cut = len(name) - len(its_stem)
            if cut <= _shared_end(name, word):
                stem, paradigm = word[: len(word) - cut], its_paradigm
        self._put(word, stem, paradigm)

    def _models(self, word: str) -> list[tuple[str, str, Paradigm]]:
        """The table's words that end alike, with their stems and paradigms."""
        if not self.alike:
            for known in self._listed():
                self.alike.setdefault(known[0][-ALIKE:], []).append(known)
        return self.alike.get(word[-ALIKE:], [])

    def _listed(self) -> Iterator[tuple[str, str, Paradigm]]:
        """Every word with its stem and paradigm."""
        for stem, known in self.stems.items():
            yield from ((word, stem, paradigm) for word, paradigm in known if word.startswith(stem))

    def _put(self, word: str, stem: str, paradigm: Paradigm) -> None:
        self.words.add(word)
        self.stems[stem] = (*self.stems.get(stem, ()), (word, paradigm))

    def knows(self, word: str) -> bool:
        """Whether the word is in the table in its dictionary form."""
        return word in self.words or bool(self.under and self.under.knows(word))

    def whole(self, form: str) -> Iterator[str]:
        """Words of which this is a form."""
        for length in range(len(form), 0, -1):
            for word, paradigm in self.stems.get(form[:length], ()):
                if paradigm.has(form[length:]):
                    yield word
        if self.under:
            yield from self.under.whole(form)

    def bare(self, form: str) -> str:
        """The form without a clitic (-kin, -ko, -han …; VISK § 126)."""
        if self.language != "fi":
            return form
        for at in range(max(len(form) - 6, 2), len(form) - 1):
            if CLITICS.fullmatch(form[at:]):
                return form[:at]
        return form

    def parts(self, form: str) -> set[str]:
        """Words that a compound begins with or ends in."""
        if self.language == "en":
            return set()
        under = self.under._firsts(form) if self.under else ()
        return {*self._firsts(form), *under, *self._lasts(form)}

    def _firsts(self, form: str) -> Iterator[str]:
        for length in range(2, len(form) - REST + 1):
            for word, paradigm in self.stems.get(form[:length], ()):
                for end in paradigm.begins:
                    size = length + len(end)
                    if JOINT <= size <= len(form) - REST and form.startswith(end, length):
                        yield word

    def _lasts(self, form: str) -> Iterator[str]:
        for start in range(REST, len(form) - LAST + 1):
            yield from (word for word in self.whole(form[start:]) if len(word) >= LAST)

    def misspelt(self, form: str) -> set[str]:
        """Words of which this is a form with one letter wrong, too many, missing, or two in wrong order."""
        if len(form) < SPELLING:
            return set()
        found = self.under.misspelt(form) if self.under else set()
        if self.near is None:
            self.near = Near([stem for stem in self.stems if len(stem) >= STEM])
        for length in range(STEM - 1, len(form) + 1):
            for stem in self.near.to(form[:length]):
                for word, paradigm in self.stems[stem]:
                    if len(word) >= SPELLING and paradigm.has(form[length:]):
                        found.add(word)
        return found


class Near:
    """Stems that are one mistake away: found by leaving out each letter once, on both sides.

    Kept as one sorted array of numbers: a dictionary of all the shortened stems takes many times the memory.
    """

    def __init__(self, stems: list[str]) -> None:
        self.stems = stems
        self.known = set(stems)
        self.keys = array(
            "Q", sorted(_hashed(less) | n for n, stem in enumerate(stems) for less in _shortened(stem))
        )

    def to(self, start: str) -> set[str]:
        """The stems that differ from this by one letter (wrong, missing or too many) or by two swapped."""
        shortened = _shortened(start)
        near = {less for less in shortened if less in self.known}
        near |= {stem for stem in self._of(start) if len(stem) == len(start) + 1}
        for less in shortened:
            near |= {stem for stem in self._of(less) if one_apart(stem, start)}
        return near

    def _of(self, less: str) -> Iterator[str]:
        hashed = _hashed(less)
        for at in range(bisect_left(self.keys, hashed), len(self.keys)):
            if self.keys[at] >> PLACE != hashed >> PLACE:
                return
            yield self.stems[self.keys[at] & ((1 << PLACE) - 1)]


def _hashed(less: str) -> int:
    """A hash with room for a stem's place below it, in 64 bits."""
    return (hash(less) & ((1 << (64 - PLACE)) - 1)) << PLACE


def _shortened(stem: str) -> list[str]:
    """The stem with each letter but the first left out in turn."""
    return [stem[:at] + stem[at + 1 :] for at in range(1, len(stem))]


def _shared_end(one: str, other: str) -> int:
    pairs = enumerate(zip(reversed(one), reversed(other), strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def one_apart(one: str, other: str) -> bool:
    """Whether two words of the same length differ by one letter or by two neighbours in wrong order."""
    differ = [at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(differ) > 2:
        return False
    if len(differ) < 2:
        return True
    a, b = differ
    return b == a + 1 and one[a] == other[b] and one[b] == other[a]


def lexicon(language: str) -> list[Term]:
    """All terms of a language's files."""
    return [term(code, text, kind) for _, code, text, kind in rows(language)]

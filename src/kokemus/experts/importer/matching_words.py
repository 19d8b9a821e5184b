"""Words of a cell into the codes of a label list: exact, short form, likely, or unknown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache

from kokemus.experts.importer.folding import CONNECTORS, SEPARATORS, fold, split
from kokemus.experts.importer.labels import Label

_PAIR = re.compile(r"^([^,]+?) (?:ja|och|and) ([^,]+)$")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]?\s*")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_MARKS = 0xE000  # private characters stand for what must not be parted
_MOST_MARKS = 6_000
_ANY_MARK = re.compile("[\ue000-\uf8ff]")
_SHORTEST_PREFIX = 4
_CLOSE_ENOUGH = 0.84
_MOST_LETTERS_OFF = 3
_MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Match:
    """`codes` are certain when there is just one word for each; `sure` is False for a short
    form of a label. With no codes, `candidates` are what the words may mean."""

    written: str
    codes: tuple[str, ...] = ()
    sure: bool = True
    candidates: tuple[str, ...] = ()


class LabelIndex:
    """Finds labels of one list. `suggestions` are words that only hint at codes."""

    def __init__(
        self, labels: Iterable[Label], suggestions: dict[str, tuple[str, ...]] | None = None
    ) -> None:
        self._exact: dict[str, dict[str, None]] = {}
        self._short: dict[str, dict[str, None]] = {}
        self._known = {label.code for label in labels}
        guarded: set[str] = set()
        for label in labels:
            for name in filter(None, (label.code, label.fi, label.sv, label.en, *label.words)):
                self._add(name, label.code)
                if SEPARATORS.search(name):
                    guarded.add(name)
        self._suggestions = {
            word: tuple(code for code in codes if code in self._known)
            for word, codes in (suggestions or {}).items()
        }
        self._guarded = _any_of(guarded)
        self._parts = lru_cache(maxsize=20_000)(self._match_part)

    def split(self, text: str) -> list[str]:
        """The parts of a cell; a separator inside a label does not part it."""
        kept: list[str] = []

        def keep(found: re.Match[str]) -> str:
            kept.append(found[0])
            mark = chr(_MARKS + len(kept) - 1)
            return mark if found[0].startswith("(") else f";{mark};"

        text = _ANY_MARK.sub("", text)[:_MOST_MARKS]
        text = _IN_BRACKETS.sub(keep, self._guarded.sub(keep, text) if self._guarded else text)
        parts = split(text)
        for _ in range(2):  # a label may have been kept inside kept brackets
            parts = [_ANY_MARK.sub(lambda mark: kept[ord(mark[0]) - _MARKS], part) for part in parts]
        return parts

    def match(self, part: str) -> list[Match]:
        """What one part says: usually one match, several for "avanne ja suru"."""
        return list(self._parts(part))

    def code_of(self, text: str) -> str:
        """The code whose label the whole text is, or ""."""
        codes = self._exact.get(fold(text), {})
        return next(iter(codes)) if len(codes) == 1 else ""

    def _add(self, name: str, code: str) -> None:
        folded = fold(name)
        for each in {folded, folded.replace(",", "")}:
            self._exact.setdefault(each, {})[code] = None
        pair = _PAIR.match(folded)
        for each in pair.groups() if pair else ():
            if not each.endswith("-"):
                self._short.setdefault(each, {})[code] = None

    def _match_part(self, part: str) -> tuple[Match, ...]:
        folded = fold(part)
        whole = self._one(part, folded)
        if whole:
            return (whole,)
        bare = self._one(part, fold(_BRACKETS.sub(" ", part)))
        if bare:
            return self._with_brackets(part, bare)
        return self._tiled(folded) or (Match(part, candidates=self._likely(folded)),)

    def _one(self, written: str, folded: str) -> Match | None:
        for table, sure in ((self._exact, True), (self._short, False)):
            codes = tuple(table.get(folded, {}))
            if len(codes) == 1:
                return Match(written, codes, sure)
            if codes:
                return Match(written, candidates=codes)
        return None

    def _with_brackets(self, part: str, bare: Match) -> tuple[Match, ...]:
        """ "mielenterveys (masennus, suru)": the outer word, and the inner ones that are labels."""
        words = [word for inner in _BRACKETS.findall(part) for word in split(inner.strip(" ()[]"))]
        inner = [self._one(word, fold(word)) for word in words]
        certain = [match for match in inner if match and match.codes]
        return (replace(bare, sure=bare.sure and len(certain) == len(words)), *certain)

    def _tiled(self, folded: str) -> tuple[Match, ...]:
        """Labels side by side without a separator, or with "ja" between; all of it or nothing."""
        words = folded.split()
        if not 1 < len(words) <= 40:
            return ()
        found: list[Match] = []
        at = 0
        while at < len(words):
            if words[at] in CONNECTORS and found:
                at += 1
                continue
            end, match = self._longest(words, at)
            if match is None:
                return ()
            found.append(match)
            at = end
        return tuple(found)

    def _longest(self, words: list[str], at: int) -> tuple[int, Match | None]:
        for end in range(min(len(words), at + 8), at, -1):
            text = " ".join(words[at:end])
            match = self._one(text, text)
            if match and match.codes:
                return end, match
        return at, None

    def _likely(self, folded: str) -> tuple[str, ...]:
        found = dict.fromkeys(self._suggestions.get(folded, ()))
        if not found and (len(folded) >= _SHORTEST_PREFIX):
            for name, codes in self._exact.items():
                if name.startswith(folded):
                    found |= codes
        if not found and len(folded) < 60:
            alike = [
                word
                for word in (*self._exact, *self._suggestions)
                if word[:1] == folded[:1] and abs(len(word) - len(folded)) <= _MOST_LETTERS_OFF
            ]
            for name in get_close_matches(folded, alike, 2, _CLOSE_ENOUGH):
                found |= self._exact.get(name) or dict.fromkeys(self._suggestions[name])
        return tuple(found)[:_MOST_CANDIDATES]


def _any_of(names: set[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    longest_first = sorted(names, key=len, reverse=True)
    spaced = (r"\s+".join(re.escape(word) for word in name.split()) for name in longest_first)
    return re.compile(r"(?<!\w)(?:" + "|".join(spaced) + r")(?!\w)", re.IGNORECASE)

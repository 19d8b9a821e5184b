"""Plain words find the topic: text → topics with score and the words that told, the role asked for, whose view it is.

Pure and in memory: it reads the lexicon's files once and neither the database nor the network. The steps are those of
`find`: words → hits → what remains of them (the longer phrase beats the shorter, a negated one goes) → topics.
"""

import gc
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache

from kokemus.topics import importer, perspective, words
from kokemus.topics.found import Found, Hit, Suggestion, Word
from kokemus.topics.words import Element, Forms, Group, Part, Term, Words

STRONG, HINT, ENOUGH = 1.0, 0.5, 0.9
GAP = 1  # words that may stand between two words of a phrase
# Letters: of the longest word, of each half of a compound written apart (a word of another language has more).
LONGEST, SHORTEST = 60, 3
NEGATED = 3  # words after a negation that it may reach
SENTENCE = re.compile(r"[.!?;\n]+(?:\s|$)")
Where = dict[Part, list[int]]
CLAUSE = re.compile(r"[,:–()]|\s-\s")


class Finder:
    """The terms of one language, ready to be found."""

    def __init__(
        self, areas: dict[str, str], terms: Iterable[Term], forms: Forms, under: "Finder | None" = None
    ) -> None:
        """`areas` names each topic's area; the terms are found beside those of the finder `under` them."""
        self.areas = areas
        self.forms = forms
        self.under = under
        self.of_word: dict[str, list[Term]] = defaultdict(list)
        self.of_part: dict[Part, list[Term]] = defaultdict(list)
        for term in terms:
            self._learn(term)

    def with_more(self, areas: dict[str, str], terms: Iterable[Term]) -> "Finder":
        """A finder that also knows these terms, and of all of them only the topics that `areas` names."""
        return Finder(areas, terms, Forms(self.forms.language, under=self.forms), under=self)

    def _of_word(self, name: str) -> list[Term]:
        """The terms that are this one word."""
        under = self.under._of_word(name) if self.under else []
        return [*self.of_word[name], *under] if name in self.of_word else under

    def _of_part(self, part: Part) -> list[Term]:
        """The terms of several words that are looked for when this one is there."""
        under = self.under._of_part(part) if self.under else []
        return [*self.of_part[part], *under] if part in self.of_part else under

    def _learn(self, term: Term) -> None:
        if self.under:  # the words that ship have their forms in the built table
            for part in term.parts:
                if not part.startswith(words.EXACTLY) and not self.forms.knows(part):
                    self.forms.add(part)
        if word := term.word:
            self.of_word[word].append(term)
            return
        for option in _rarest(term):
            self.of_part[option[0]].append(term)

    def find(self, text: str, *, is_native: bool = True) -> Found:
        """Topics in order of score; none when the text holds none.

        A text in another language counts only by whole words, spelt right.
        """
        by_code: dict[str, list[tuple[Hit, str]]] = defaultdict(list)
        seen = perspective.Seen()
        for sentence in SENTENCE.split(text):
            read = self._read(sentence, is_native)
            hits = [hit for hit in self._hits(read) if is_native or _is_plain(hit, read)]
            hits = _kept(hits, read, self.areas)
            for hit in hits:
                by_code[hit.term.code].append((hit, " ".join(read[at].text for at in sorted(hit.at))))
            seen.add(hits, self.areas)
        topics = [s for code, hits in by_code.items() if code in self.areas for s in _judged(code, hits)]
        topics, view = perspective.view(topics, seen, self.areas)
        is_question = not topics and text.rstrip().endswith(
            "?"
        )  # "Mitä luennon tilaaminen maksaa?" asks for nobody
        return Found(_ordered(_specific(topics, self.areas)), None if is_question else _role(by_code), view)

    def _read(self, sentence: str, is_native: bool) -> list[Word]:
        return [
            self._word(text, number, is_native)
            for number, clause in enumerate(CLAUSE.split(sentence))
            for text in words.tokens(clause)
        ]

    def _word(self, text: str, clause: int, is_native: bool) -> Word:
        form = words.key(text)
        if len(form) > LONGEST:  # letters without end would take seconds to take apart
            return Word(text, clause, frozenset(), frozenset())
        whole = set(self.forms.whole(form)) or set(self.forms.whole(self.forms.bare(form)))
        if not is_native or form in words.everyday(self.forms.language):
            return Word(text, clause, frozenset(whole), frozenset())
        parts = set() if any(self._of_word(word) for word in whole) else self.forms.parts(form)
        if not whole and (misspelt := self.forms.misspelt(form)):
            whole, parts = misspelt, set()
        return Word(text, clause, frozenset(whole), frozenset(parts))

    def _hits(self, read: Sequence[Word]) -> list[Hit]:
        hits = self._written_apart(read)
        where = _where(read)
        for at, word in enumerate(read):
            here = frozenset({at})
            hits += [Hit(term, here) for name in word.whole for term in self._of_word(name)]
            hits += [Hit(term, here) for term in self._by_parts(word)]
        told = {id(term): term for part in where for term in self._of_part(part)}
        for term in told.values():
            if _may_be(term, where):
                places = (_combined(term, where, start) for start in _starts(term.groups[0], where))
                hits += [Hit(term, found) for found in places if found]
        return hits

    def _by_parts(self, word: Word) -> list[Term]:
        """Terms of a compound's parts; none when it names an audience ("kätilöopiskelijat")."""
        terms = [term for name in word.parts for term in self._of_word(name) if term.kind != "whole"]
        return [] if any(term.code == "audience" for term in terms) else terms

    def _written_apart(self, read: Sequence[Word]) -> list[Hit]:
        """Compounds of the lexicon that were written as two words ("korvaus hoito")."""
        return [
            Hit(term, frozenset({at - 1, at}))
            for at in range(1, len(read))
            if min(len(read[at - 1].text), len(read[at].text)) >= SHORTEST
            for name in self.forms.whole(words.key(read[at - 1].text + read[at].text))
            for term in self._of_word(name)
        ]


def _is_plain(hit: Hit, read: Sequence[Word]) -> bool:
    """Whether a hit in another language is more than a short word, which may be anything ("do", DO)."""
    return len(hit.at) > 1 or len(read[min(hit.at)].text) > SHORTEST


def _rarest(term: Term) -> Element:
    """The element to look a term up by: of few alternatives, with long words, since those are rare in texts."""
    elements = [element for group in term.groups for element in group]
    return min(elements, key=lambda each: (len(each), -min(len(option[0]) for option in each)))


def _where(read: Sequence[Word]) -> Where:
    """Where each word of the lexicon stands in a sentence, in any form and exactly."""
    where: Where = defaultdict(list)
    for at, word in enumerate(read):
        for part in {*word.whole, words.EXACTLY + words.key(word.text)}:
            where[part].append(at)
    return dict(where)


def _may_be(term: Term, where: Where) -> bool:
    """Whether all words of a term are in the sentence at all."""
    return all(
        any(all(part in where for part in option) for option in element)
        for group in term.groups
        for element in group
    )


def _starts(group: Group, where: Where) -> list[int]:
    """Where a phrase may begin."""
    return sorted({at for option in group[0] for at in where.get(option[0], ())})


def _combined(term: Term, where: Where, start: int) -> frozenset[int] | None:
    """Where a term stands whose first group begins at a word; its other groups may be anywhere, but apart."""
    taken = set(_phrase(term.groups[0], where, start))
    if not taken:
        return None
    for group in term.groups[1:]:
        phrases = (_phrase(group, where, at) for at in _starts(group, where))
        more = next((places for places in phrases if places and not taken & set(places)), None)
        if more is None:
            return None
        taken |= set(more)
    return frozenset(taken)


def _phrase(group: Group, where: Where, start: int) -> list[int]:
    """Where the words of a phrase stand, the first at `start`; nothing when they do not."""
    places: list[int] = []
    for element in group:
        found = next((more for option in element if (more := _next(option, where, start, places))), None)
        if found is None:
            return []
        places = found
    return places


def _next(option: Words, where: Where, start: int, places: Sequence[int]) -> list[int] | None:
    """The places so far and those of the next words of a phrase, each at most one word after the one before."""
    found = list(places)
    for part in option:
        first = found[-1] + 1 if found else start
        last = first + GAP if found else start
        place = next((at for at in where.get(part, ()) if first <= at <= last), None)
        if place is None:
            return None
        found.append(place)
    return found


def _kept(hits: Sequence[Hit], read: Sequence[Word], areas: dict[str, str]) -> list[Hit]:
    """Without what a longer phrase covers, what the lexicon excludes, and what the text denies."""
    signs = {
        sign: {at for hit in hits if hit.term.code == sign for at in hit.at}
        for sign in ("no", "but", "about", "close_one", *perspective.KIN)
    }
    denied = _denied(hits, read, signs)
    excluded = [hit for hit in hits if hit.term.kind == "not"]
    phrases = [hit for hit in hits if len(hit.at) > 1 and hit.term.kind not in ("hint", "not")]
    kept = []
    for hit in hits:
        code, is_sign = hit.term.code, hit.term.code in perspective.SIGNS
        if hit.term.kind == "not" or any(no.term.code == code and hit.at <= no.at for no in excluded):
            continue
        if not is_sign and hit.at & denied and not hit.at & signs["no"]:  # "ei ole asuntoa" says no itself
            continue
        if not is_sign and any(hit.at < more.at and _replaces(more, code, areas) for more in phrases):
            continue
        if any(
            hit.at < more.at and hit.term.kind == more.term.kind == "hint" and code == more.term.code
            for more in hits
        ):
            continue  # a hint inside a hint says the same thing once
        kept.append(hit)
    return kept


def _replaces(phrase: Hit, code: str, areas: dict[str, str]) -> bool:
    """Whether a phrase of one area says more exactly what its words alone would say ("lapsen kuolema", "kuolema")."""
    area = areas.get(phrase.term.code)
    return area == areas.get(code) and area != phrase.term.code and len(phrase.term.groups) == 1


def _denied(hits: Sequence[Hit], read: Sequence[Word], signs: dict[str, set[int]]) -> set[int]:
    """Words that a negation reaches.

    Only one of a topic counts ("ei alkoholia", "ei koske alkoholia"), not one of a deed ("en saanut unta"). A Swedish
    "utan" after "inte" is a but.
    """
    topical = {
        at
        for hit in hits
        if hit.term.code not in perspective.SIGNS
        and not hit.at & signs["no"]  # "en pysty lopettamaan" is a whole
        for at in hit.at
    }
    denied: set[int] = set()
    negators: list[int] = []
    for start in sorted(signs["no"]):
        is_second = any(0 <= read[start].clause - read[no].clause <= 1 for no in negators)  # "inte X, utan Y"
        negators.append(start)
        if is_second and start in signs["but"]:
            continue
        if _first_said(start, signs, len(read)) in topical:
            denied |= set(_reach(start, read, signs))
        elif start + 1 in signs["about"] or start - 1 in signs["about"]:
            denied |= set(_before(start, read, topical))
    return denied


def _before(start: int, read: Sequence[Word], topical: set[int]) -> Iterator[int]:
    """The clause's words before a negated verb of talking, when no topic comes after it ("alkoholista ei puhuta")."""
    clause = [at for at, word in enumerate(read) if word.clause == read[start].clause]
    if not any(at > start and at in topical for at in clause):
        yield from (at for at in clause if at < start)


def _first_said(start: int, signs: dict[str, set[int]], end: int) -> int:
    """The first word after a negation that is not a verb of talking, or kin ("not about my son's drinking")."""
    passed = set().union(*(at for sign, at in signs.items() if sign != "but"))
    return next((at for at in range(start + 1, end) if at not in passed), end)


def _reach(start: int, read: Sequence[Word], signs: dict[str, set[int]]) -> Iterator[int]:
    """The next words, up to a but or the clause's end."""
    left = NEGATED
    for at in range(start + 1, len(read)):
        if at in signs["but"] or read[at].clause != read[start].clause or not left:
            return
        if at not in signs["about"]:
            left -= 1
            yield at


def _weight(hits: Iterable[Hit]) -> float:
    """How much different terms say: a strong one 1, a hint a half."""
    return sum({hit.term.text: HINT if hit.term.kind == "hint" else STRONG for hit in hits}.values())


def _judged(code: str, hits: Collection[tuple[Hit, str]]) -> Iterator[Suggestion]:
    """The topic, if it is said enough; its score nears 1 with each term more, its because is the longest wording."""
    weight = _weight(hit for hit, _ in hits)
    if weight >= ENOUGH:
        because = max(hits, key=lambda told: (told[0].term.kind != "hint", len(told[1])))[1]
        yield Suggestion(code, round(1 - 0.5 ** (weight + 1), 3), because)


def _specific(topics: Sequence[Suggestion], areas: dict[str, str]) -> list[Suggestion]:
    """Without an area of which a topic was found."""
    found = {areas[topic.code] for topic in topics if areas[topic.code] != topic.code}
    return [topic for topic in topics if topic.code not in found]


def _ordered(topics: Iterable[Suggestion]) -> list[Suggestion]:
    return sorted(topics, key=lambda topic: (-topic.score, topic.code))


def _role(by_code: dict[str, list[tuple[Hit, str]]]) -> str | None:
    """The role with most words; of equals the one that stands first in ROLES."""
    weights = {
        role: _weight(hit for hit, _ in by_code[role]) for role in perspective.ROLES if role in by_code
    }
    best = max(weights, key=lambda role: weights[role], default=None)
    return best if best and weights[best] >= ENOUGH else None


@cache
def finder(language: str) -> Finder:
    """The finder of a language with the words and the taxonomy that the program ships with; made once."""
    areas = {row["code"]: row["parent"] or row["code"] for row in importer.shipped("topics.csv")}
    collects = gc.isenabled()
    gc.disable()  # all of it is kept for good: the collector would walk it again and again while it grows
    try:
        return Finder(areas, words.lexicon(language), Forms.load(language))
    finally:
        if collects:
            gc.enable()


def find(text: str, language: str, finder_of: Callable[[str], Finder] = finder) -> Found:
    """What a text is about; words of the other languages count when those of its own find nothing.

    `language` is a code of the screens (fi, fi-simple, sv, en); an unknown one is read as Finnish. `finder_of` gives
    each language's finder: by default the words that ship, in the county's own screens `understanding.find`.
    """
    own = language[:2] if language[:2] in words.LANGUAGES else words.LANGUAGES[0]
    found = finder_of(own).find(text)
    for other in words.LANGUAGES:
        if not found.topics and other != own:
            more = finder_of(other).find(text, is_native=False)
            if more.topics:
                view = found.perspective if found.perspective == "close_one" else more.perspective
                found = Found(more.topics, found.role or more.role, view)
    return found

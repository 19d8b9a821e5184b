"""The topics of a cell, with their perspectives."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from kokemus.experts.importer.folding import fold, read_table
from kokemus.experts.importer.labels import Label, told_topics
from kokemus.experts.importer.matching_words import LabelIndex, Match
from kokemus.experts.importer.parsed import Experience, OpenWord
from kokemus.experts.importer.perspective import Perspectives, ending, heading, of_topic, read_perspective
from kokemus.experts.importer.states import is_no, is_yes

MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class FoundTopics:
    """`open_words` could not be turned into a topic by themselves; none is left out."""

    experiences: tuple[Experience, ...] = ()
    open_words: tuple[OpenWord, ...] = ()

    def plus(self, more: "FoundTopics") -> "FoundTopics":
        """Both together; the same topic and perspective only once."""
        seen = {(each.topic, each.perspective): each for each in more.experiences}
        seen |= {(each.topic, each.perspective): each for each in self.experiences}
        words = dict.fromkeys((*self.open_words, *more.open_words))
        mine = list(self.experiences)
        mine += [each for each in more.experiences if each not in mine]
        kept = [each for each in mine if seen[each.topic, each.perspective] is each]
        return FoundTopics(tuple(kept), tuple(words))


class TopicReader:
    """Reads topic cells by one taxonomy."""

    def __init__(self, topics: Sequence[Label], find: Callable[[str], Sequence[str]] = told_topics) -> None:
        self._find = find
        rows = list(read_table("synonyms.csv"))
        self._said = {fold(row["word"]): row["perspective"] for row in rows if row["perspective"]}
        hints = {fold(row["word"]): tuple(row["topics"].split()) for row in rows}
        self.index = LabelIndex(topics, hints)
        self._codes = {topic.code for topic in topics}

    def read(self, text: str, said: Perspectives) -> FoundTopics:
        """All topics and open words of the cell; `said` is the row's perspective."""
        found = FoundTopics()
        under: Perspectives = ()
        for part in self.index.split(text):
            headed, rest = heading(part)
            under = headed or under
            found = found.plus(self._read_part(rest, under or said))
        return found

    def read_tick(self, header: str, code: str, text: str, said: Perspectives) -> FoundTopics:
        """A cell of a column whose header is a topic: a tick, whose experience, or other words."""
        own = read_perspective(text)
        if is_no(text):
            return FoundTopics()
        if is_yes(text) or own:
            kinds = of_topic(code, own or said)
            return FoundTopics(tuple(Experience(code, kind, header) for kind in kinds))
        found = self.read(text, said)
        if found.experiences:
            return found
        return FoundTopics((), (OpenWord(f"{header}: {text}", (code,), said or ("unknown",)),))

    def _read_part(self, part: str, said: Perspectives) -> FoundTopics:
        if not part.strip():
            return FoundTopics()
        matches = self.index.match(part)
        if not _all_sure(matches):
            ended, rest = ending(part)
            again = self.index.match(rest) if ended else []
            if ended and _any_code(again):
                matches = [replace(each, written=part) for each in again]
                said = ended
        experiences: list[Experience] = []
        words: list[OpenWord] = []
        for match in matches:
            experiences += _experiences(match, said)
            if not match.codes:
                words.append(self._open(match, said))
        return FoundTopics(tuple(experiences), tuple(words))

    def _open(self, match: Match, said: Perspectives) -> OpenWord:
        hinted = self._said.get(fold(match.written))
        own: Perspectives = ("close_one",) if hinted == "close_one" else said or ("unknown",)
        return OpenWord(match.written, match.candidates or self._told(match.written), own)

    def _told(self, written: str) -> tuple[str, ...]:
        """The topics that the words tell of in plain language, likeliest first; the coordinator confirms."""
        return tuple(code for code in self._find(written) if code in self._codes)[:MOST_TOLD]


def _experiences(match: Match, said: Perspectives) -> Iterable[Experience]:
    for code in match.codes:
        for perspective in of_topic(code, said):
            yield Experience(code, perspective, match.written, match.sure)


def _all_sure(matches: list[Match]) -> bool:
    return all(match.codes and match.sure and "(" not in match.written for match in matches)


def _any_code(matches: list[Match]) -> bool:
    return any(match.codes for match in matches)

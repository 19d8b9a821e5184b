"""Ranks texts by the words that are asked, in everyday language: title, then search words, then summary, then body.

Pure, and small on purpose: some dozens of texts are read anew for each question. A word fits another that begins with
it, or that shares its beginning but for an inflection; a word that many of the texts hold tells little ("mitä", "kun").
"""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from kokemus.topics import words

BEGINNING = 4  # fewest letters that two forms of a word share
ENDING = 2  # most letters of the shorter one that may differ after that
PART = 0.3  # what is shown has at least this part of the best one's score
WEIGHTS = (("title", 9.0), ("words", 5.0), ("summary", 3.0), ("body", 1.0))
INFLECTED = 0.8  # what a word is worth that fits but for its ending


class Readable(Protocol):
    """What is searched of a text."""

    title: str
    words: str
    summary: str
    body: str


Found = TypeVar("Found", bound=Readable)


def ranked(asked: str, texts: Sequence[Found]) -> list[Found]:
    """The texts that fit, the best first; equal ones stay in their order."""
    fields = [[(_keys(getattr(text, name)), weight) for name, weight in WEIGHTS] for text in texts]
    scores = [0.0] * len(texts)
    for word in _keys(asked):
        worth = [_worth(word, each) for each in fields]
        rarity = sum(1 for each in worth if each) or 1
        scores = [score + each / rarity for score, each in zip(scores, worth, strict=True)]
    least = max(scores, default=0.0) * PART
    found = [(score, text) for score, text in zip(scores, texts, strict=True) if score and score >= least]
    return [text for _score, text in sorted(found, key=lambda pair: -pair[0])]


def _keys(text: str) -> set[str]:
    return {words.key(word) for word in words.tokens(text)}


def _worth(asked: str, fields: Iterable[tuple[set[str], float]]) -> float:
    """What the best place of a word in a text is worth."""
    return max(weight * max((_fit(asked, word) for word in there), default=0.0) for there, weight in fields)


def _fit(asked: str, word: str) -> float:
    if word == asked or (word.startswith(asked) and len(asked) >= BEGINNING - 1):
        return 1.0
    shorter = min(len(asked), len(word))
    least = max(BEGINNING, shorter - ENDING)
    return INFLECTED if shorter >= least and asked[:least] == word[:least] else 0.0

"""What the finder's steps hand on: words read, terms found at them, and what a text is about."""

from dataclasses import dataclass, field

from kokemus.topics.words import Term


@dataclass(frozen=True)
class Word:
    """A word of the text: the lexicon's words of which it is a form, and those it is made of."""

    text: str
    clause: int
    whole: frozenset[str]
    parts: frozenset[str]


@dataclass(frozen=True)
class Hit:
    """A term found at some words of a sentence."""

    term: Term
    at: frozenset[int]


@dataclass(frozen=True)
class Suggestion:
    """A topic, how sure (0–1), and the words of the text that told."""

    code: str
    score: float
    because: str


@dataclass(frozen=True)
class Found:
    """What a text is about. Role is a code of topics.Role or None; perspective own, close_one or any."""

    topics: list[Suggestion] = field(default_factory=list)
    role: str | None = None
    perspective: str = "any"

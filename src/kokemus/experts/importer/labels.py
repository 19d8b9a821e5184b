"""What the importer is told about the register: labels and the people already there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from kokemus.topics import finder

OLD_REGISTERS = "fi"  # the language to try first; words of the others are found too


class Place(Protocol):
    """What `find_place` answers: a municipality, or None when the text is no known place."""

    @property
    def municipality(self) -> str | None:
        """The municipality's name in Finnish."""


@dataclass(frozen=True, slots=True)
class Label:
    """A topic, service or role: its code and what it is called. `words` are other common names."""

    code: str
    fi: str
    sv: str = ""
    en: str = ""
    parent: str = ""
    words: tuple[str, ...] = ()


def told_topics(text: str) -> list[str]:
    """Codes of the topics that a text tells of by the words that ship, likeliest first."""
    return [topic.code for topic in finder.find(text, OLD_REGISTERS).topics]


@dataclass(frozen=True, slots=True)
class Labels:
    """All the words the importer may turn into codes. `find_place` turns a village or a
    municipality, in any case, into an object with `.municipality` (None or no object: unknown).
    `organisation` are names of the one that keeps the register, as its own training is called;
    `find_topics` turns plain words into codes of topics, likeliest first."""

    topics: Sequence[Label]
    services: Sequence[Label]
    roles: Sequence[Label]
    find_place: Callable[[str], Place | None]
    organisation: tuple[str, ...] = ()
    find_topics: Callable[[str], Sequence[str]] = told_topics


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person already in the register, as plain data. `phone` in E.164, `municipality` by name."""

    id: str
    given_name: str
    family_name: str
    phone: str = ""
    email: str = ""
    municipality: str = ""
    topics: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    protected: bool = False

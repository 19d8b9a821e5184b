"""What the register's free text search looks in: one folded text for each person, made here and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kokemus.core import text
from kokemus.experts import languages, phones


@dataclass(frozen=True)
class Facts:
    """What of one person can be found by words. Labels come in every language of the screens."""

    names: Iterable[str]
    phone: str = ""
    email: str = ""
    municipality: str = ""
    is_protected: bool = False
    areas: Iterable[str] = ()
    labels: Iterable[str] = ()
    languages: Iterable[str] = ()
    training: Iterable[str] = ()
    notes: Iterable[str] = field(default_factory=tuple)


def searchable(facts: Facts) -> str:
    """The text to search in, folded.

    Of a protected person (turvakielto) neither the municipality nor the notes are in it: notes of the old register
    may name a place. The areas that the person names themselves are.
    """
    parts = [
        *facts.names,
        *phones.forms(facts.phone),
        facts.email,
        *facts.areas,
        *facts.labels,
        *facts.training,
    ]
    for code in facts.languages:
        parts += languages.words(code)
    if not facts.is_protected:
        parts += [facts.municipality, *facts.notes]
    return text.fold(" ".join(part for part in parts if part))


def words(query: str) -> list[str]:
    """The words of a search; each must be found in the text, in any order, also as a part of a word."""
    return [phones.searched(word) for word in text.fold(query).split()]

"""What the register's free text search looks in: one folded text for each person, made here and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kokemus.core import text
from kokemus.experts import languages, phones
from kokemus.topics import search as topic_search
from kokemus.topics.models import Topic


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
    topics: Iterable[Topic] = ()
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
    return topic_search.analysed(parts, facts.topics)


def words(query: str) -> list[str]:
    """The words of a search as they are looked for; a telephone number in the form in which it is kept."""
    return [phones.searched(word) for word in text.fold(query).split()]

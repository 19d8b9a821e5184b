"""What a search over people or gigs looks for: each of its words as typed, or the topic that the word means.

A search text (`Expert.search_text`, `Gig.search_text`) holds folded words and a mark for each topic. A word of a query
is found anywhere in the text, also as the beginning of a word while typing, or by the mark of a topic that it means in
any of the languages ("masentunut" → masennus). Both databases compare the same strings, so that both find the same.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from kokemus.core import text
from kokemus.topics import understanding, words
from kokemus.topics.models import Topic

LONGEST = 12  # words of one query


def analysed(parts: Iterable[str], topics: Iterable[Topic] = ()) -> str:
    """The text to search in: the parts folded, words with a hyphen also without it, and the marks of the topics."""
    folded = text.fold(" ".join(part for part in parts if part))
    joined = [word.replace("-", "") for word in folded.split() if "-" in word]
    marks = {mark(code) for topic in topics for code in _codes(topic)}
    return " ".join([folded, *joined, *sorted(marks)]).strip()


def mark(code: str) -> str:
    """How a topic stands in a search text; nobody types it."""
    return f"#{code};"


def wanted(query: Iterable[str]) -> Q:
    """The condition for a queryset whose rows have a `search_text`: every word of the query, in any order."""
    typed = [word.strip("-") for word in query][:LONGEST]
    meant = _meant(" ".join(typed))
    found = Q()
    for word in filter(None, typed):
        either: Any = Q(search_text__contains=word)
        for code in meant.get(words.key(word), ()):
            either |= Q(search_text__contains=mark(code))
        found &= either
    return found


def _codes(topic: Topic) -> set[str]:
    """A topic's own code and its area's, so that the area finds it."""
    return {topic.code, topic.parent.code if topic.parent else topic.code}


def _meant(query: str) -> dict[str, set[str]]:
    """The topics that each word of a query means."""
    meant: dict[str, set[str]] = {}
    for topic in understanding.exact(query):
        for word in words.tokens(topic.because):
            meant.setdefault(words.key(word), set()).add(topic.code)
    return meant

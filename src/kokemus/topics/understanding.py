"""The finder as the county's own screens use it: with the words it has added, and only the topics it uses.

What the tables hold is read at each call (two small queries), so that a word works from the next text on.
"""

from collections.abc import Callable
from functools import lru_cache

from kokemus.topics import finder, importer, words
from kokemus.topics.found import Found, Suggestion
from kokemus.topics.models import OwnWord, Topic

Areas = tuple[tuple[str, str], ...]  # code, its area's code
Own = tuple[tuple[str, str, str, str], ...]  # language, code, text, kind
FINDERS = 6  # a new and an old one for each language


def find(text: str, language: str) -> Found:
    """What a text is about (`finder.find`), by the county's topics and words as they are now."""
    return reader()(text, language)


def reader() -> Callable[[str, str], Found]:
    """`find` for many texts: the tables are read once, now."""
    areas, own = _areas(), _own()
    return lambda text, language: finder.find(text, language, lambda each: _finder(each, areas, own))


def _areas() -> Areas:
    """(code, its area's code) of each topic in use."""
    rows = Topic.objects.active().values_list("code", "parent__code").order_by("pk")
    return tuple((code, area or code) for code, area in rows)


def _own() -> Own:
    """(language, code, text, kind) of each own word in use, and of the labels of the county's own topics."""
    rows = [
        (word.language, word.topic.code, word.text, "" if word.means else "not")
        for word in OwnWord.objects.living().select_related("topic").order_by("pk")
    ]
    labelled = Topic.objects.active().exclude(code__in=_shipped()).order_by("pk")
    rows += [
        (language, topic.code, " ".join(words.tokens(getattr(topic, language))), "")
        for topic in labelled
        for language in words.LANGUAGES
    ]
    return tuple(rows)


@lru_cache(maxsize=1)
def _shipped() -> frozenset[str]:
    return frozenset(row["code"] for row in importer.shipped("topics.csv"))


@lru_cache(maxsize=FINDERS)
def _finder(language: str, areas: Areas, own: Own) -> finder.Finder:
    terms = [words.term(code, text, kind) for its, code, text, kind in own if its == language and text]
    return finder.finder(language).with_more(dict(areas), terms)


def exact(text: str) -> list[Suggestion]:
    """The topics that words of any language mean when they are spelt right and whole; for searching, not guessing."""
    areas, own = _areas(), _own()
    return [
        topic
        for language in words.LANGUAGES
        for topic in _finder(language, areas, own).find(text, is_native=False).topics
    ]


def topics(text: str, language: str) -> list[tuple[Topic, str]]:
    """The topics that a text tells of, likeliest first, each with the words that told."""
    told = find(text, language).topics if text.strip() else []
    rows = {topic.code: topic for topic in Topic.objects.filter(code__in=[each.code for each in told])}
    return [(rows[each.code], each.because) for each in told if each.code in rows]

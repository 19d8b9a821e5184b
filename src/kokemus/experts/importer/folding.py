"""Words in one comparable form, and the shipped word tables in that form."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

SEPARATORS = re.compile(r"\s*(?:[,;/|\n•·+&]|\s[–—-]\s)\s*")
CONNECTORS = ("ja", "sekä", "tai", "och", "samt", "eller", "and", "or")
_JOIN = re.compile(r"\s+(?:" + "|".join(CONNECTORS) + r")\s+")
_DASH_AT_EDGE = re.compile(r"^\s*[–—-]\s+|\s+[–—-]\s*$")
_SPACES = re.compile(r"\s+")
_PART_EDGE = " \t\n.,;!?*•·\"'“”"  # a colon stays: "oma:" is a heading
_EDGE = " \t\n.,;:!?*•·\"'“”"


def fold(text: str) -> str:
    """Lower case, single spaces, no punctuation or dashes hanging at the ends."""
    return _SPACES.sub(" ", text.casefold().replace("–", "-").replace("’", "'")).strip(_EDGE)


def split(text: str) -> list[str]:
    """The parts between free separators: comma, semicolon, slash, newline, bullet, plus, dash."""
    parts = (_DASH_AT_EDGE.sub("", each).strip(_PART_EDGE) for each in SEPARATORS.split(text))
    return [part for part in parts if part]


def split_words(text: str) -> list[str]:
    """As `split`, and also at "ja", "och", "and" and their like."""
    return [part for each in split(text) for part in _JOIN.split(each) if part.strip(_EDGE)]


def read_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file in `data/`."""
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


@cache
def word_table(name: str, key: str, value: str) -> dict[str, str]:
    """A two-column word table of `data/`: folded word → value."""
    return {fold(row[key]): row[value] for row in read_table(name)}


@cache
def ranks(name: str) -> dict[str, int]:
    """A word list of `data/`, commonest first: word → its place from 1."""
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {line: place for place, line in enumerate(lines, 1)}

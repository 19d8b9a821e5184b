"""Role and service cells into codes."""

from collections.abc import Sequence
from dataclasses import replace

from kokemus.experts.importer.folding import read_table
from kokemus.experts.importer.labels import Label
from kokemus.experts.importer.matching_words import LabelIndex
from kokemus.experts.importer.parsed import OpenWord

Found = tuple[tuple[str, ...], tuple[OpenWord, ...]]


def role_index(roles: Sequence[Label]) -> LabelIndex:
    """The role labels, with the common words of `data/roles.csv` for the same codes."""
    words: dict[str, list[str]] = {}
    for row in read_table("roles.csv"):
        words.setdefault(row["role"], []).append(row["word"])
    return LabelIndex([replace(r, words=(*r.words, *words.get(r.code, ()))) for r in roles])


def read_codes(index: LabelIndex, text: str) -> Found:
    """(codes in the order written, words that are no label)."""
    codes: dict[str, None] = {}
    unknown: list[OpenWord] = []
    for part in index.split(text):
        for match in index.match(part):
            codes |= dict.fromkeys(match.codes)
            if not match.codes:
                unknown.append(OpenWord(match.written, match.candidates))
    return tuple(codes), tuple(unknown)

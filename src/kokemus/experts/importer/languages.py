"""Languages of a cell into codes: "suomi/ruotsi" → fi, sv."""

import re

from kokemus.experts.importer.folding import fold, split_words, word_table

_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]?")


def read_languages(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(codes in the order written, words that are no known language)."""
    table = word_table("languages.csv", "word", "code")
    codes: dict[str, None] = {}
    unknown: list[str] = []
    for part in split_words(text):
        whole = fold(_BRACKETS.sub("", part))
        found = [table.get(whole)] if whole in table else [table.get(w) for w in whole.split()]
        if found and all(found):
            codes |= dict.fromkeys(code for code in found if code)
        elif whole:
            unknown.append(part)
    return tuple(codes), tuple(unknown)

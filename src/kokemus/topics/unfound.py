"""Which words of a text that told no topic are worth a coordinator's look. Pure.

A text may hold a name or a number: a word with a digit, one written with a capital inside a sentence, a short word and
the commonest words of the language (`lexicon/everyday`) are left out, and so is everything like an address.
"""

import re

from kokemus.topics import words

SHORTEST, LONGEST, MOST = 4, 40, 20
ADDRESS = re.compile(r"\S*[@/\d]\S*")
NAME = re.compile(r"[A-ZÅÄÖ][\w'’-]*(?:\s+[A-ZÅÄÖ][\w'’-]*)+")  # several words with a capital
SENTENCE = re.compile(r"(?:^|[.!?:;\n]\s*)\W*(?=\w)")


def words_of(text: str, language: str) -> list[str]:
    """Small-lettered words in the order of the text, each once, at most twenty of a text."""
    everyday = words.everyday(language[:2])
    kept = ADDRESS.sub(lambda out: " " * len(out[0]), NAME.sub(lambda out: " " * len(out[0]), text))
    starts = {match.end() for match in SENTENCE.finditer(text)}
    found: dict[str, None] = {}
    for match in words.TOKEN.finditer(kept):
        small = match[0].lower()
        is_name = match[0] != small and match.start() not in starts
        if not is_name and SHORTEST <= len(small) <= LONGEST and words.key(small) not in everyday:
            found[small] = None
    return list(found)[:MOST]

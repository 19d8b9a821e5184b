"""Build the tables of word forms of the lexicon: `make forms`, after words were added to topics/lexicon/*/*.csv.

The analysers it takes (pypykko for Finnish, simplemma for Swedish and English) are needed here only; the web process
reads the tables: topics/lexicon/forms/<language>-words.tsv names each word, the length of its stem and its paradigm,
and <language>-paradigms.tsv the endings of each paradigm, and those with which it can begin a compound.
"""

import os.path
import re
import resource
import sys
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from pypykko.generate import generate_wordform
from pypykko.utils import analyze
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from kokemus.topics import words as lexicon

CASES = ("nom", "gen", "par", "ine", "ela", "ill", "ade", "abl", "all", "ess", "tra")
PERSONS = ("1sg", "2sg", "3sg", "1pl", "2pl", "3pl")
FINITE = [
    *(f"+{tense}+{person}" for tense in ("pres", "past", "cond") for person in PERSONS),
    *("+pres+conneg", "+imper+2sg", "+imper+2pl", "+past+conneg+sg", "+past+conneg+pl", "+cond+conneg"),
    *("+pass+pres", "+pass+past", "+pass+cond", "+pass+pres+conneg", "+pass+past+conneg"),
    *("+inf1", "+inf2+ine", "+inf2+ins", "+inf3+ine", "+inf3+ela", "+inf3+ill", "+inf3+ade", "+inf3+abe"),
]
NOMINAL = [f"+{number}+{case}" for number in ("sg", "pl") for case in CASES] + ["+sg+abe", "+pl+ins"]
PARTICIPLES = ("+part_past", "+part_pres", "+pass+part_past", "+pass+part_pres", "+inf4")
NAMES = {"noun-pl": "noun", "proper-pl": "proper"}
OWNERS = ("ni", "si", "nsa", "nsä", "mme", "nne")
SHORT_CASES = ("+ine", "+ela", "+ade", "+abl", "+par", "+ess", "+all")
SHORT = 3
MARKS = re.compile(r"\||⁅\w+⁆")  # what pypykko puts between the parts of some compounds
VOWELS = "aeiouyäö"


def finnish(word: str) -> tuple[set[str], set[str]]:
    """Every form of a Finnish word in its dictionary form, and the forms that can begin a compound."""
    forms: set[str] = {word}
    joints: set[str] = {word} if len(word) > 2 else set()
    for reading in analyze(word, only_best=True):
        base, tags = reading.lemma.replace("|", "").lower(), reading.morphtags
        if reading.pos == "verb" and tags == "+inf1":
            forms |= _verb(reading.source, base)
        elif base == word and (tags in ("+sg+nom", "", "+nom") or "plural" in reading.info):
            forms |= _nominal(reading, NOMINAL, joints)
        elif tags == "+pl+nom" and reading.pos in ("noun", "adjective", "participle", "proper"):
            forms |= _nominal(reading, [tag for tag in NOMINAL if "+pl" in tag], joints)
    forms |= {form[:-1] for form in forms if form.endswith(("nut", "nyt"))}
    if len(word) < SHORT or any(reading.lemma == word.upper() for reading in analyze(word)):
        forms = {form for form in forms if form.lower().startswith(word)}  # aa: AA:ssa, but never aina
    return {MARKS.sub("", form) for form in forms}, {MARKS.sub("", joint) for joint in joints}


def _nominal(reading: Any, tags: Iterable[str], joints: set[str]) -> set[str]:
    """Case forms with and without possessive suffixes."""
    lemma, pos = reading.lemma, reading.pos
    forms: set[str] = set()
    for tag in tags:
        asked = tag.replace("+pl", "").replace("+sg", "") if pos.endswith("-pl") else tag
        for form in _generate(reading.source, lemma, pos, asked):
            forms |= {form, *_owned(form, tag)}
            if tag in ("+sg+gen", "+pl+gen"):
                joints.add(form)
    plain = lemma.replace("|", "")
    if plain.endswith("nen"):
        joints.add(plain[:-3] + "s")
    return forms


def _owned(form: str, tag: str) -> Iterable[str]:
    """The forms with a possessive suffix that follow from a case form (VISK § 96)."""
    if tag.endswith("+ess"):
        yield from (form[:-2] + owner for owner in OWNERS)
    if tag.endswith("+tra") and form.endswith("ksi"):
        form = form[:-1] + "e"
    if tag.endswith("+ill") or tag == "+pl+gen":
        form = form[:-1]
    if not tag.endswith(("+nom", "+gen")) or tag == "+pl+gen":
        yield from (form + owner for owner in OWNERS)
        if (
            tag.endswith((*SHORT_CASES, "+tra")) and form[-1:] in VOWELS and form[-2:-1] not in VOWELS
        ) or tag.endswith("+par"):
            yield form + form[-1] + "n"


def _verb(source: str, base: str) -> set[str]:
    forms: set[str] = set()
    for tag in FINITE:
        forms |= set(_generate(source, base, "verb", tag))
    for participle in PARTICIPLES:
        for tag in NOMINAL:
            for form in _generate(source, base, "verb", participle + tag):
                forms |= {form, *_owned(form, tag)}
    return forms


def _generate(source: str, lemma: str, pos: str, tag: str) -> set[str]:
    plain = lemma.replace("|", "")
    return generate_wordform(plain, pos, tag, source=source) or generate_wordform(
        plain, NAMES.get(pos, pos), tag, source="Guesser|Any"
    )


@cache
def _dictionary(language: str) -> dict[str, set[str]]:
    """Lemma → its forms, from simplemma's list."""
    found: dict[str, set[str]] = defaultdict(set)
    for form, lemma in DefaultDictionaryFactory().get_dictionary(language).items():
        found[lemma.lower()].add(form.lower())
    return found


def swedish(word: str) -> tuple[set[str], set[str]]:
    """Forms of a Swedish word: its own in the list, else those of the longest word that it ends in."""
    forms = _listed("sv", word) | {word, word + "s"}
    return forms, {word, word + "s", *((word[:-1],) if word.endswith(("a", "e")) and len(word) > 4 else ())}


def english(word: str) -> tuple[set[str], set[str]]:
    """Forms of an English word."""
    return _listed("en", word) | {word, word + "s"}, set()


def _listed(language: str, word: str) -> set[str]:
    known = _dictionary(language)
    for start in range(max(1, len(word) - 3)):
        if word[start:] in known:
            return {word[:start] + form for form in known[word[start:]]}
    return set()


MAKERS = {"fi": finnish, "sv": swedish, "en": english}


def build(language: str) -> int:
    """Write the two tables of a language; returns the number of words."""
    kept = dict(_kept(language))
    numbers: dict[tuple[str, str], int] = {}
    rows = []
    for word in sorted(lexicon.inflected_words(language)):
        made, begin = kept.get(word) or MAKERS[language](word)
        forms, joints = {lexicon.key(form) for form in made}, {lexicon.key(form) for form in begin}
        stem = os.path.commonprefix([*forms])  # noqa: RUF071 - of letters, which is what is wanted
        endings = " ".join(sorted(form[len(stem) :] or "-" for form in forms))
        begins = " ".join(sorted(joint[len(stem) :] or "-" for joint in joints if joint.startswith(stem)))
        rows.append(f"{word}\t{len(stem)}\t{numbers.setdefault((endings, begins), len(numbers))}\n")
    folder = lexicon.FOLDER / "forms"
    (folder / f"{language}-words.tsv").write_text("".join(rows), encoding="utf-8")
    paradigms = "".join(f"{endings}\t{begins}\n" for endings, begins in numbers)
    (folder / f"{language}-paradigms.tsv").write_text(paradigms, encoding="utf-8")
    return len(rows)


def _kept(language: str) -> Iterable[tuple[str, tuple[set[str], set[str]]]]:
    """Words of the table that stands, unless --all: only new words are made."""
    if "--all" in sys.argv or not (lexicon.FOLDER / "forms" / f"{language}-words.tsv").exists():
        return
    for word, stem, paradigm in lexicon.table(language):
        yield word, ({stem + end for end in paradigm.endings}, {stem + end for end in paradigm.begins})


if __name__ == "__main__":
    for each in MAKERS:
        print(f"{each}: {build(each)} words")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")

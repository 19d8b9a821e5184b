"""Phone numbers as they are typed, kept (+358…), shown and searched."""

import re

from kokemus.experts.importer.phones import read_phones

FINLAND = "+358"
SEARCHED = re.compile(r"^[+(]?\d[\d()\-–/]*$")


def kept(typed: str) -> str | None:
    """The number as it is kept, "+358401234567"; None when it is no number or more than one."""
    found = read_phones(typed).phones
    return found[0].e164 if len(found) == 1 else None


def forms(number: str) -> list[str]:
    """The ways to type a kept number without spaces, for searching: +358401234567 and 0401234567."""
    if not number:
        return []
    return [number, "0" + number.removeprefix(FINLAND)] if number.startswith(FINLAND) else [number]


def searched(word: str) -> str:
    """A word of a search; one that looks like a part of a phone number loses its hyphens and brackets."""
    if not SEARCHED.match(word):
        return word
    return "".join(letter for letter in word if letter.isdigit() or letter == "+")

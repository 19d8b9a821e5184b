"""Text made comparable: `icontains` is ASCII-only on SQLite and å, ä, ö sort wrongly on both databases.

So searchable and sortable columns are made here, in Python, and stored beside the text.
"""

import secrets
import unicodedata

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing to mistake when read aloud
_AFTER_Z = {"å": "z1", "ä": "z2", "æ": "z2", "ö": "z3", "ø": "z3"}


def fold(text: str) -> str:
    """Casefolded, whitespace-joined text for searching; å, ä and ö stay letters of their own."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def sort_key(text: str) -> str:
    """A key whose byte order is the Finnish and Swedish alphabet's: … x y z å ä ö; other accents are ignored."""
    letters = []
    for letter in fold(text):
        if letter in _AFTER_Z:
            letters.append(_AFTER_Z[letter])
        else:
            letters.append(unicodedata.normalize("NFD", letter)[0])
    return "".join(letters)


def public_id() -> str:
    """A new opaque id, 16 letters and digits (80 random bits), for URLs and the audit log."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(16))

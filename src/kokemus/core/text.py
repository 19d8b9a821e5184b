"""Text made comparable: `icontains` is ASCII-only on SQLite and å, ä, ö sort wrongly on both databases.

So searchable and sortable columns are made here, in Python, and stored beside the text.
"""

import secrets
import unicodedata

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing to mistake when read aloud
_ORDER = {letter: rank for rank, letter in enumerate(" 0123456789abcdefghijklmnopqrstuvwxyzåäö")}
_ORDER |= {"æ": _ORDER["ä"], "ø": _ORDER["ö"]}
_OTHER = 99


def fold(text: str) -> str:
    """Casefolded, whitespace-joined text for searching; å, ä and ö stay letters of their own."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def sort_key(text: str) -> str:
    """A key in the order of the Finnish and Swedish alphabet: … x y z å ä ö; other accents are ignored.

    Two digits for each letter, since databases disagree on everything else: punctuation, spaces, letters after z.
    """
    ranks = []
    for letter in fold(text):
        plain = letter if letter in _ORDER else unicodedata.normalize("NFD", letter)[0]
        ranks.append(_ORDER.get(plain, _OTHER))
    return "".join(f"{rank:02d}" for rank in ranks)


def public_id() -> str:
    """A new opaque id, 16 letters and digits (80 random bits), for URLs and the audit log."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(16))

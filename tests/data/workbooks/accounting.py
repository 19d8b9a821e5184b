"""Is a cell of a workbook found again in what the importer made of its row? Knows no rule of the importer's own."""

import datetime as dt
import json
import re
import unicodedata
from pathlib import Path

HERE = Path(__file__).parent
MEANINGS = json.loads((HERE / "words.json").read_text(encoding="utf-8"))
SAYS_NOTHING = {"", "-", "saknas", "ei ole", "see comments", "none", "nan", "null", "undefined"}
SAYS_NO = {"ei", "nej", "no", "none", "false"}
SAYS_YES = {"kyllä", "ja", "yes", "true", "x"}
SEPARATORS = re.compile(r"[,;/\n]|\bja\b|\boch\b|\band\b|\d\d?\.\d\d?\.\d{4}|\basti\b")


def fold(text: str) -> str:
    """Lower case, no invisible characters, single spaces: what the eye compares."""
    text = unicodedata.normalize(
        "NFKC", text.replace("_x0007_", "").replace("_x0000_", " ").replace("_x000B_", " ")
    )
    seen = "".join(
        " " if unicodedata.category(sign) == "Cc" else sign
        for sign in text
        if unicodedata.category(sign) != "Cf"
    )
    return re.sub(r"\s+", " ", seen).strip().casefold()


def digits(text: str) -> str:
    """The last nine digits: a Finnish number however it is written."""
    return re.sub(r"\D", "", re.sub(r"\.0$", "", fold(text)))[-9:]


def strings(value: object) -> list[str]:
    """Every string inside, and the name of each flag that is up."""
    if isinstance(value, dict):
        flags = [key for key, item in value.items() if item is True]
        return flags + [text for item in value.values() for text in strings(item)]
    if isinstance(value, list | tuple | set | frozenset):
        return [text for item in value for text in strings(item)]
    if value is None or isinstance(value, bool):
        return []
    return [value.isoformat() if isinstance(value, dt.date) else str(value)]


def written(value: object) -> str:
    """A cell's value as text."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _days(text: str) -> list[str]:
    """The ways to write a cell that may be a day: 2023-05-17, 17.5.2023, the serial number 45063."""
    if re.fullmatch(r"4\d{4}(\.\d+)?", text):
        day = dt.date(1899, 12, 30) + dt.timedelta(days=int(float(text)))
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        day = dt.date.fromisoformat(text)
    else:
        return [text]
    return [text, day.isoformat(), f"{day.day}.{day.month}.{day.year}"]


def _said(piece: str, found: list[str]) -> bool:
    """A short word must stand by itself; a longer one may be a part of what was said."""
    if len(piece) > 4:
        return any(piece in text or piece.replace(" ", "") in text.replace(" ", "") for text in found)
    alone = re.compile(rf"(?<!\w){re.escape(piece)}(?!\w)")
    return any(alone.search(text) for text in found)


def _piece_found(piece: str, header: str, found: list[str], codes: dict[str, str]) -> bool:
    if piece in SAYS_NOTHING or piece in SAYS_NO or _said(piece, found):
        return True
    if len(digits(piece)) >= 7 and any(digits(piece) == digits(text) for text in found):
        return True
    if piece in SAYS_YES:
        return _piece_found(header, "", found, codes)
    if piece in codes and codes[piece] in found:
        return True
    return any(meaning in found for meaning in MEANINGS.get(piece, ()))


def found_again(value: object, header: str, found: list[str], codes: dict[str, str]) -> bool:
    """True if the whole cell, or else each piece of it and then each word, is in `found` (folded strings).

    `codes` gives the code of a folded label. A tick or a TRUE counts by its header.
    """
    text, header = fold(written(value)), fold(header)
    if any(_piece_found(day, header, found, codes) for day in _days(text)):
        return True
    pieces = [piece.strip(" .!") for piece in SEPARATORS.split(text)]
    return all(
        _piece_found(piece, header, found, codes)
        or all(_piece_found(word, header, found, codes) for word in re.findall(r"[\w@.+#-]+", piece))
        for piece in pieces
    )

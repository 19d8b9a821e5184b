"""Phone numbers as people write them in Finland, into E.164."""

import re
from dataclasses import dataclass

from kokemus.experts.importer.parsed import Phone

# Digits with the separators people put between them; a letter O typed for a zero.
_NUMBER = re.compile(
    r"(?<![\w])(?:\+|00)?\(?\d(?:[\d() .‐‑–\-\u00a0]|(?<=\d)[oO](?=\d)|/(?=\d{3,}\b))*\d|\+\d+"
)
_OH = re.compile(r"(?<![A-Za-zÅÄÖåäö])[oO](?=[45]\d)|(?<=\d)[oO](?=[\d\s-])")
_COUNTRY = "358"
_NUMBER_AS_TEXT = re.compile(r"^\s*(\d{8,13})\.0\s*$")
_MOBILE = re.compile(r"^(?:4\d|50)")
_LABEL = re.compile(
    r"\b(?:puh(?:elin)?|p|gsm|matkapuh|mobil\w*|tel|tfn|phone|mob|koti(?:puh)?|työ(?:puh)?)\b\.?:?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundPhones:
    """`rest` is what was written beside the numbers ("äidin numero")."""

    phones: tuple[Phone, ...]
    rest: str = ""


def read_phones(text: str) -> FoundPhones:
    """Every phone number in the text, in order. A number without a country is Finnish."""
    repaired = _OH.sub("0", _NUMBER_AS_TEXT.sub(r"\1", text))
    phones: list[Phone] = []
    rest, at = [], 0
    for piece in _NUMBER.finditer(repaired):
        found = _phones_in(piece[0])
        if found:
            rest.append(repaired[at : piece.start()])
            at = piece.end()
            phones += [each for each in found if each.e164 not in {p.e164 for p in phones}]
    rest.append(repaired[at:])
    words = _LABEL.sub(" ", " ".join(rest))
    return FoundPhones(tuple(phones), " ".join(words.strip(" ,;:/()|\n.-").split()))


def number_phone(number: float) -> Phone | None:
    """A phone number that a spreadsheet made a number: 400000002.0 → +358400000002."""
    digits = str(int(number))
    written = digits if digits.startswith(_COUNTRY) else f"0{digits}"
    return _make(f"+{digits}" if digits.startswith(_COUNTRY) else f"0{digits}", written)


def _phones_in(piece: str) -> list[Phone]:
    whole = _make(piece, piece.strip())
    if whole:
        return [whole]
    parts = [_make(part, part.strip()) for part in re.split(r"/|\s{2,}|(?<=\d)\s+(?=0[45]\d)", piece)]
    return [part for part in parts if part]


def _make(text: str, written: str) -> Phone | None:
    text = text.replace("(0)", "")
    digits = re.sub(r"\D", "", text)
    plus = text.lstrip(" (").startswith("+")
    national = _national(digits, plus)
    if national is not None:
        if not _is_finnish(national):
            return None
        return Phone(f"+{_COUNTRY}{national}", _display(national), written)
    foreign = digits if plus else digits.removeprefix("00")
    if (plus or digits.startswith("00")) and 8 <= len(foreign) <= 15:
        return Phone(f"+{foreign}", f"+{foreign}", written)
    return None


def _national(digits: str, plus: bool) -> str | None:
    """The digits after +358, without a leading zero; None for a number of another country."""
    if plus:
        international = digits
    elif digits.startswith("00"):
        international = digits[2:]
    elif digits.startswith(_COUNTRY) and len(digits) >= 11:
        international = digits
    elif digits.startswith("0") or _MOBILE.match(digits):
        return digits.removeprefix("0")
    else:
        return ""  # neither a country nor a zero at the start: a date, a sum, a count
    if not international.startswith(_COUNTRY):
        return None
    return international.removeprefix(_COUNTRY).removeprefix("0")


def _is_finnish(national: str) -> bool:
    """Mobile numbers have 8–10 digits after the zero, others 6–10 (Traficom's numbering plan)."""
    if _MOBILE.match(national):
        return 8 <= len(national) <= 10
    return 6 <= len(national) <= 10 and national[0] in "123456789"


def _display(national: str) -> str:
    """ "400000001" → "040 000 0001"."""
    number = f"0{national}"
    cut = 3 if _MOBILE.match(national) or number[1] == "1" else 2
    head, tail = number[:cut], number[cut:]
    return f"{head} {tail[:3]} {tail[3:]}".strip()

"""E-mail addresses as people write them."""

import re
from dataclasses import dataclass

from kokemus.experts.importer.parsed import EmailState

_AT = re.compile(
    r"\s*(?:\(at\)|\[at\]|\{at\}|\(ät\)|\[ät\]|\(a\)|\[a\]|\(@\)|\[@\])\s*|\s+(?:at|ät|miukumauku)\s+",
    re.IGNORECASE,
)
_DOT = re.compile(
    r"\s*(?:\(dot\)|\[dot\]|\(piste\)|\[piste\])\s*|(?<=\w)\s+(?:dot|piste)\s+(?=\w)", re.IGNORECASE
)
_SPACED = re.compile(r"\s*@\s*")
_ADDRESS = re.compile(r"[^\s<>\"';,:/()\[\]|@]+@[^\s<>\"';:/()\[\]|@]+")
_DOMAIN = re.compile(r"(?:[a-z0-9åäö](?:[a-z0-9åäö-]*[a-z0-9åäö])?\.)+[a-z]{2,24}")
_LOCAL = re.compile(r"[a-z0-9!#$%&*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&*+/=?^_`{|}~-]+)*")


@dataclass(frozen=True, slots=True)
class FoundEmail:
    """`address` in lower case, "" when nothing usable was written. `state`: "mended" is a
    proposal, "check" is kept as it stands although it looks odd, "broken" could not be read."""

    address: str
    state: EmailState
    others: tuple[str, ...] = ()
    rest: str = ""


def read_email(text: str) -> FoundEmail:
    """The first e-mail address of the text, and any others."""
    if not text.strip():
        return FoundEmail("", "")
    repaired = _SPACED.sub("@", _DOT.sub(".", _AT.sub("@", text)))
    if repaired.count("@") > 1:
        repaired = repaired.replace(",", " ")
    found = [_finish(each) for each in _ADDRESS.findall(repaired)]
    good = list(dict.fromkeys(address for address, state in found if state))
    if not good:
        return FoundEmail("", "broken", rest=text)
    state = next(state for _, state in found if state)
    if state == "ok" and good[0] not in text.casefold():
        state = "mended"
    rest = _ADDRESS.sub(" ", repaired).replace("mailto:", " ")
    return FoundEmail(good[0], state, tuple(good[1:]), " ".join(rest.split()).strip(" <>,;:/()|"))


def looks_like_email(text: str) -> bool:
    """Whether the text is an e-mail address, also one written with "at"."""
    return bool(read_email(text).address)


def _finish(written: str) -> tuple[str, EmailState]:
    address = written.strip(".,").casefold().removeprefix("mailto:")
    mended = address.replace(",", ".")
    local, _, domain = mended.partition("@")
    if not local or not _DOMAIN.fullmatch(domain):
        return "", ""
    if not _LOCAL.fullmatch(local) or not domain.isascii():
        return mended, "check"
    return mended, "mended" if mended != address else "ok"

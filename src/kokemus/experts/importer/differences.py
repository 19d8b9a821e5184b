"""How two tellings of the same person differ, field by field, as text."""

from collections.abc import Callable, Iterable

from kokemus.experts.importer.labels import KnownPerson
from kokemus.experts.importer.outcome import Difference
from kokemus.experts.importer.parsed import ParsedPerson, Year

_TEXTS: dict[str, Callable[[ParsedPerson], str]] = {
    "given_name": lambda p: p.given_name,
    "family_name": lambda p: p.family_name,
    "phone": lambda p: ", ".join(x.display for x in (p.phone, *p.other_phones) if x),
    "email": lambda p: ", ".join(x for x in (p.email, *p.other_emails) if x),
    "municipality": lambda p: p.municipality,
    "address": lambda p: " ".join(filter(None, (p.street_address, p.postcode, p.post_office))),
    "topics": lambda p: _joined(f"{x.topic} ({x.perspective})" for x in p.experiences),
    "open_topics": lambda p: _joined(x.written.casefold() for x in p.open_topics),
    "services": lambda p: _joined(p.services),
    "training": lambda p: " ".join(filter(None, (p.training.state, p.training.organiser))),
    "hours": lambda p: str(p.training.hours or ""),
    "year": lambda p: _year(p.year),
    "birth_year": lambda p: str(p.birth_year or ""),
    "roles": lambda p: _joined((*p.roles, *(x.written.casefold() for x in p.open_roles))),
    "languages": lambda p: _joined((*p.languages, *p.open_languages)),
    "state": lambda p: p.state,
    "pause": lambda p: p.pause.written if p.pause else "",
    "channel": lambda p: p.channel,
    "remote": lambda p: "x" if p.remote_only else "",
    "protected": lambda p: "x" if p.protected else "",
    "notes": lambda p: _joined(x.written for x in p.notes),
}


def between(here: ParsedPerson, there: ParsedPerson) -> tuple[Difference, ...]:
    """What two rows say differently. Empty when one is a plain repeat of the other."""
    pairs = ((name, text(here), text(there)) for name, text in _TEXTS.items())
    return tuple(Difference(*each) for each in pairs if each[1] != each[2])


def from_known(here: ParsedPerson, there: KnownPerson) -> tuple[Difference, ...]:
    """What a row says that the register does not, only where the row says something."""
    pairs = (
        ("given_name", here.given_name, there.given_name),
        ("family_name", here.family_name, there.family_name),
        ("phone", here.phone.e164 if here.phone else "", there.phone),
        ("email", here.email, there.email.casefold()),
        ("municipality", here.municipality, there.municipality),
        ("topics", _joined({x.topic for x in here.experiences}), _joined(there.topics)),
        ("roles", _joined(here.roles), _joined(there.roles)),
        ("languages", _joined(here.languages), _joined(there.languages)),
        ("protected", "x" if here.protected else "", "x" if there.protected else ""),
    )
    return tuple(Difference(*each) for each in pairs if each[1] and each[1] != each[2])


def _joined(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def _year(year: Year | None) -> str:
    if year is None:
        return ""
    return year.on.isoformat() if year.on else year.written.casefold()

"""Which rows are the same person, and which only may be. A name alone never decides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from kokemus.experts.importer.folding import fold
from kokemus.experts.importer.labels import KnownPerson
from kokemus.experts.importer.names import name_key
from kokemus.experts.importer.parsed import ParsedPerson

Verdict = Literal["same", "ask", "other"]
# A phone or an address that this many differently named people share is a common one
# (an association's office): it tells nobody apart and makes nobody the same.
_COMMON = 3


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a person from another. `key` is "row:<index>" or "known:<id>"."""

    key: str
    name: str
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    municipality: str = ""
    topics: frozenset[str] = frozenset()
    birth_year: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """`same` is the key of the person a row is; `asks` are (key, why) to be decided;
    `namesakes` is True when another person has the same name but other contact details."""

    same: str = ""
    asks: tuple[tuple[str, str], ...] = ()
    namesakes: bool = False


@dataclass(slots=True)
class _Index:
    """Everybody so far, by phone, e-mail and name."""

    people: dict[str, Identity] = field(default_factory=dict)
    by_value: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, person: Identity) -> None:
        self.people[person.key] = person
        for value in _values(person):
            self.by_value[value].append(person.key)

    def near(self, person: Identity) -> Iterator[Identity]:
        keys: dict[str, None] = {}
        for value in _values(person):
            keys |= dict.fromkeys(self.by_value.get(value, ()))
        return (self.people[key] for key in keys)


def identity_of_row(key: str, person: ParsedPerson) -> Identity:
    """The identity of a row that was read."""
    phones = [each.e164 for each in (person.phone, *person.other_phones) if each]
    emails = [each for each in (person.email, *person.other_emails) if each]
    topics = {each.topic for each in person.experiences}
    topics |= {fold(each.written) for each in person.open_topics}
    return Identity(
        key, name_key(person.given_name, person.family_name), frozenset(phones), frozenset(emails),
        person.municipality, frozenset(topics), person.birth_year, fold(person.street_address),
    )  # fmt: skip


def identity_of_known(person: KnownPerson) -> Identity:
    """The identity of a person already in the register."""
    return Identity(
        f"known:{person.id}", name_key(person.given_name, person.family_name),
        frozenset({person.phone} - {""}), frozenset({person.email.casefold()} - {""}),
        person.municipality, frozenset(person.topics),
    )  # fmt: skip


def find_repeats(known: Iterable[KnownPerson], rows: list[Identity]) -> list[Finding]:
    """For each row, in order: whose repeat it is, known people first, then earlier rows."""
    index = _Index()
    people = [identity_of_known(each) for each in known]
    common = _common_values([*people, *rows])
    for person in people:
        index.add(person)
    findings = []
    for row in rows:
        finding = _compare(row, index, common)
        findings.append(finding)
        if not finding.same.startswith("row:"):
            index.add(row)
    return findings


def _compare(row: Identity, index: _Index, common: frozenset[str]) -> Finding:
    asks: list[tuple[str, str]] = []
    namesakes = False
    for other in index.near(row):
        verdict, why = _judge(row, other, common)
        if verdict == "same":
            return Finding(other.key)
        if verdict == "ask":
            asks.append((other.key, why))
        namesakes = namesakes or (verdict == "other" and row.name == other.name)
    return Finding("", tuple(asks[:_COMMON]), namesakes)


def _judge(one: Identity, two: Identity, common: frozenset[str]) -> tuple[Verdict, str]:
    contact = bool(((one.phones & two.phones) | (one.emails & two.emails)) - common)
    if one.name and one.name == two.name:
        return _same_name(one, two, contact), "same_name"
    if not contact:
        return "other", ""
    both = bool(one.phones & two.phones) and bool(one.emails & two.emails)
    if both and _contains(one.name, two.name):
        return "same", ""
    return "ask", "shared_contact"


def _same_name(one: Identity, two: Identity, contact: bool) -> Verdict:
    if one.birth_year and two.birth_year and one.birth_year != two.birth_year:
        return "ask" if contact else "other"
    if contact:
        return "same"
    conflict = _conflict(one.phones, two.phones) or _conflict(one.emails, two.emails)
    extra = (
        (one.birth_year is not None and one.birth_year == two.birth_year)
        or (one.address != "" and one.address == two.address)
        or (one.municipality == two.municipality != "" and one.topics == two.topics != frozenset())
    )
    if conflict:
        return "ask" if extra else "other"
    return "same" if extra else "ask"


def _conflict(one: frozenset[str], two: frozenset[str]) -> bool:
    return bool(one) and bool(two) and not one & two


def _contains(one: str, two: str) -> bool:
    """ "Anna Virtanen" and "Anna Maria Virtanen"; never mere likeness: Maija and Marja are two."""
    words, others = set(one.split()), set(two.split())
    return bool(words and others) and (words <= others or others <= words)


def _values(person: Identity) -> Iterator[str]:
    yield from person.phones
    yield from person.emails
    if person.name:
        yield f"name:{person.name}"


def _common_values(people: list[Identity]) -> frozenset[str]:
    names: dict[str, set[str]] = defaultdict(set)
    for person in people:
        for value in person.phones | person.emails:
            names[value].add(person.name)
    return frozenset(value for value, found in names.items() if len(found) >= _COMMON)

"""What of a person of a row goes where in the register, as plain data; and what two tellings differ in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from kokemus.experts.importer.parsed import ParsedPerson, Pause, Year

SINGLE: Final = (
    "first_name",
    "last_name",
    "phone",
    "email",
    "municipality",
    "address",
    "contact_note",
    "joined_on",
)
FLAGS: Final = ("is_protected", "is_remote", "not_in_home_municipality")
SEVERAL: Final = ("topics", "services", "roles", "languages", "areas", "refusals", "training", "notes")
FIELDS: Final = (*SINGLE, *FLAGS, *SEVERAL)
LONGEST: Final = {"first_name": 80, "last_name": 80, "email": 254, "address": 200, "contact_note": 300}
"""Of columns of the register; what is longer stays whole as a note."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of training; `words` as the row said it, which two tellings may say differently."""

    state: str
    organiser: str = ""
    hours: int | None = None
    year: int | None = None
    words: str = field(default="", compare=False)


@dataclass(slots=True)
class Carried:
    """A person for the register. `topics` maps (topic, perspective) to the words that said so;
    `refusals` maps ("audience" | "role", code) to the words."""

    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    email: str = ""
    municipality: str = ""
    address: str = ""
    contact_note: str = ""
    is_protected: bool = False
    is_remote: bool = False
    not_in_home_municipality: bool = False
    channel: str = ""
    state: str = "active"
    pause: Pause | None = None
    joined_on: date | None = None
    topics: dict[tuple[str, str], str] = field(default_factory=dict)
    services: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    refusals: dict[tuple[str, str], str] = field(default_factory=dict)
    training: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """First name and surname."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Gap:
    """What a row says of a field and the register (or another row) does not."""

    field: str
    here: Any
    there: Any


@dataclass(frozen=True, slots=True)
class House:
    """What is known of the register and the file around a row. `organisation` gives the training that is called the
    county's own; `names` are labels of codes; `headers` are those of the columns that hold notes and nothing else,
    whose words need no header beside them."""

    organisation: str
    names: Mapping[str, str] = field(default_factory=dict)
    headers: Collection[str] = ()


def carried(person: ParsedPerson, house: House, areas: Collection[str] = ()) -> Carried:
    """The person for the register; `areas` are those that were asked of the person themselves."""
    return Carried(
        first_name=_cut(person.given_name or ("" if person.family_name else _("(no name)")), "first_name"),
        last_name=_cut(person.family_name, "last_name"),
        phone=person.phone.e164 if person.phone else "",
        email=_cut(person.email, "email"),
        municipality="" if person.protected else person.municipality,
        address="" if person.protected else _cut(_address(person), "address"),
        contact_note=_cut(person.safe_contact_note, "contact_note"),
        is_protected=person.protected,
        is_remote=person.remote_only,
        not_in_home_municipality=any(each.kind == "area" for each in person.refusals),
        channel=person.channel or ("email" if person.email else "phone" if person.phone else "letter"),
        state="active" if person.state == "new" else person.state,
        pause=person.pause,
        joined_on=_joined_on(person.year),
        topics=_topics(person),
        services=person.services,
        roles=person.roles,
        languages=person.languages,
        areas=tuple(areas),
        refusals={(each.kind, each.value): each.written for each in person.refusals if each.kind != "area"},
        training=_training(person, house.organisation),
        notes=tuple(dict.fromkeys(_notes(person, house))),
    )


def gaps(here: Carried, there: Carried) -> list[Gap]:
    """What `here` says and `there` does not, field by field; of several values only those that are missing."""
    found = [Gap(name, getattr(here, name), getattr(there, name)) for name in (*SINGLE, *FLAGS)]
    found = [each for each in found if each.here and each.here != each.there]
    missing = {
        "topics": [key for key in here.topics if not _told(key, there.topics)],
        "refusals": [key for key in here.refusals if key not in there.refusals],
        "training": [
            fact for fact in here.training if not any(_covers(each, fact) for each in there.training)
        ],
    }
    for name in SEVERAL:
        have = getattr(there, name)
        more = (
            missing[name] if name in missing else [each for each in getattr(here, name) if each not in have]
        )
        if more:
            found.append(Gap(name, more, list(have)))
    return found


def _told(key: tuple[str, str], topics: Mapping[tuple[str, str], str]) -> bool:
    """Whether a topic is told of; one whose perspective was not said adds nothing to one that has it."""
    topic, perspective = key
    return key in topics or (perspective == "unknown" and any(each == topic for each, _kind in topics))


def _covers(one: Fact, other: Fact) -> bool:
    """Whether the first says all that the second does; a missing year or hours add nothing."""
    same = (one.state, one.organiser) == (other.state, other.organiser)
    return same and other.hours in (None, one.hours) and other.year in (None, one.year)


def _cut(text: str, name: str) -> str:
    return text[: LONGEST[name]].rstrip()


def _address(person: ParsedPerson) -> str:
    town = " ".join(filter(None, (person.postcode, person.post_office)))
    return ", ".join(" ".join(part.split()) for part in (person.street_address, town) if part)


def _joined_on(year: Year | None) -> date | None:
    """The day of joining when the column tells it; a bare year is its first day."""
    if year is None or year.meaning != "":
        return None
    return year.on or (date(year.year, 1, 1) if year.year else None)


def _topics(person: ParsedPerson) -> dict[tuple[str, str], str]:
    known = {each.topic for each in person.experiences if each.perspective != "unknown"}
    return {
        (each.topic, each.perspective): each.written[:300]
        for each in person.experiences
        if each.perspective != "unknown" or each.topic not in known
    }


def _training(person: ParsedPerson, organisation: str) -> tuple[Fact, ...]:
    """A fact of training, with its year only when somebody has said that the year is the training's."""
    told, year = person.training, person.year
    if told.state not in ("trained", "in_training"):
        return ()
    organiser = organisation if told.organiser == "county" else told.organiser_name
    of_training = year.year if year and year.meaning == "training" else None
    words = "; ".join(filter(None, (told.written, year.written if year and of_training else "")))
    return (Fact(told.state, organiser[:120], _small(told.hours), of_training, words[:200]),)


def _small(hours: int | None) -> int | None:
    return hours if hours is not None and hours <= 9999 else None


def _notes(person: ParsedPerson, house: House) -> list[str]:
    """Every word that has no other place: notes as they stood, and what nobody has decided about."""
    notes = [
        each.written if not each.header or each.header in house.headers else f"{each.header}: {each.written}"
        for each in person.notes
    ]
    return [*notes, *_undecided(person, house), *_too_long(person)]


def _undecided(person: ParsedPerson, house: House) -> list[str]:
    waiting = (
        (_("Topic in the old register: %s"), [each.written for each in person.open_topics]),
        (_("Role in the old register: %s"), [each.written for each in person.open_roles]),
        (_("Service in the old register: %s"), [each.written for each in person.open_services]),
        (_("Language in the old register: %s"), list(person.open_languages)),
        (_("Other phone number: %s"), [each.display for each in person.other_phones]),
        (_("Other e-mail address: %s"), list(person.other_emails)),
        (_("E-mail in the old register: %s"), _odd_email(person)),
        (_("Place in the old register: %s"), _odd_place(person)),
        (_("Year in the old register: %s"), _odd_year(person)),
        (_("Training in the old register: %s"), _odd_training(person)),
        (_("Services used: %s"), [house.names.get(each, each) for each in _homeless_services(person)]),
    )
    return [words % text for words, texts in waiting for text in texts if text]


def _homeless_services(person: ParsedPerson) -> tuple[str, ...]:
    """A service is kept with an experience; without one it has no place of its own."""
    return () if person.experiences else person.services


def _odd_email(person: ParsedPerson) -> list[str]:
    odd = person.email_state == "broken" and not person.email
    return [person.email_written] if odd else []


def _odd_place(person: ParsedPerson) -> list[str]:
    """A place that is no municipality by itself: a village, or words that nobody knows."""
    same = person.place_written.casefold() == person.municipality.casefold()
    return [] if person.protected or same else [person.place_written]


def _odd_year(person: ParsedPerson) -> list[str]:
    """A year that has become neither a training year nor the exact day of joining."""
    year = person.year
    if year is None or (year.meaning == "" and year.on):
        return []
    placed = year.meaning == "training" and person.training.state in ("trained", "in_training")
    return [] if placed and year.year else [year.written]


def _odd_training(person: ParsedPerson) -> list[str]:
    """Hours without anything that says what was trained."""
    told = person.training
    return [told.written] if told.state == "unknown" and told.hours else []


def _too_long(person: ParsedPerson) -> list[str]:
    whole = {
        "first_name": person.given_name,
        "last_name": person.family_name,
        "email": person.email,
        "address": "" if person.protected else _address(person),
        "contact_note": person.safe_contact_note,
    }
    return [text for name, text in whole.items() if len(text) > LONGEST[name]]

"""A person as one row of a spreadsheet tells of them. Nothing here is saved anywhere yet."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Perspective = Literal["own", "close_one", "unknown"]
NameOrder = Literal["columns", "comma", "given_first", "family_first", "unsure"]
EmailState = Literal["", "ok", "mended", "check", "broken"]
TrainingState = Literal["unknown", "none", "in_training", "trained"]
Organiser = Literal["", "county", "association", "unknown"]
YearMeaning = Literal["", "ask", "training", "not_training"]
PersonState = Literal["new", "active", "paused", "left", "deceased"]
Channel = Literal["", "phone", "sms", "email", "letter"]
RefusalKind = Literal["audience", "role", "area"]


@dataclass(frozen=True, slots=True)
class Phone:
    """`e164` "+358400000001", `display` "040 000 0001"."""

    e164: str
    display: str
    written: str


@dataclass(frozen=True, slots=True)
class Experience:
    """A topic with a perspective. "O/L" gives two of these. `sure` is False when the words are
    not a label of the topic but a short form or a synonym of it (shown for checking)."""

    topic: str
    perspective: Perspective
    written: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class OpenWord:
    """Words that could not be turned into a code by themselves; `candidates` are likely codes,
    best first. Kept with the person until somebody decides."""

    written: str
    candidates: tuple[str, ...] = ()
    perspectives: tuple[Perspective, ...] = ()


@dataclass(frozen=True, slots=True)
class Year:
    """A year as written. `year`..`until` ("2023-24"), `term` "spring" | "autumn" | "".
    `meaning` is "ask" until somebody says, once for the column, what the year is of."""

    written: str
    year: int | None = None
    until: int | None = None
    term: str = ""
    on: date | None = None
    meaning: YearMeaning = "ask"


@dataclass(frozen=True, slots=True)
class Training:
    """`organiser_name` is the association or school as written ("KoKoA")."""

    state: TrainingState = "unknown"
    organiser: Organiser = ""
    organiser_name: str = ""
    hours: int | None = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """("audience", "media"), ("role", "media"), ("area", "own_municipality")."""

    kind: RefusalKind
    value: str
    written: str


@dataclass(frozen=True, slots=True)
class Pause:
    """`until` is None when no exact day was said ("tauolla kevääseen"): open, with `written` as
    the words to look at when the pause is reviewed."""

    written: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """The words of a cell as they stood. `became` lists what was understood of them
    ("refusal:audience:media", "pause", "protected" …); empty when they stay only a note."""

    written: str
    became: tuple[str, ...] = ()
    header: str = ""


@dataclass(frozen=True, slots=True)
class ParsedPerson:
    """All that was understood. Empty means the row did not say."""

    given_name: str = ""
    family_name: str = ""
    name_written: str = ""
    name_order: NameOrder = "unsure"
    phone: Phone | None = None
    other_phones: tuple[Phone, ...] = ()
    phone_unread: str = ""
    email: str = ""
    email_written: str = ""
    email_state: EmailState = ""
    other_emails: tuple[str, ...] = ()
    municipality: str = ""
    """Basis of distance. Always empty for a protected person."""
    place_written: str = ""
    street_address: str = ""
    postcode: str = ""
    post_office: str = ""
    experiences: tuple[Experience, ...] = ()
    open_topics: tuple[OpenWord, ...] = ()
    services: tuple[str, ...] = ()
    open_services: tuple[OpenWord, ...] = ()
    roles: tuple[str, ...] = ()
    open_roles: tuple[OpenWord, ...] = ()
    languages: tuple[str, ...] = ()
    open_languages: tuple[str, ...] = ()
    training: Training = Training()
    year: Year | None = None
    birth_year: int | None = None
    state: PersonState = "active"
    pause: Pause | None = None
    refusals: tuple[Refusal, ...] = ()
    remote_only: bool = False
    protected: bool = False
    channel: Channel = ""
    safe_contact_note: str = ""
    notes: tuple[Note, ...] = ()

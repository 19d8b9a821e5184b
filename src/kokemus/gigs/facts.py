"""What the matching knows of a gig and of a person, and what it answers. Frozen facts; no model, no clock."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

GIVEN, REFUSED, UNASKED, NEVER_GIVEN = "given", "refused", "unasked", "never_given"  # Lived.consent


@dataclass(frozen=True)
class Reason:
    """Why somebody is proposed or not: a code and what its words need (`gigs/reasons.py` makes the sentence)."""

    code: str
    params: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Time:
    """[starts_at, ends_at), aware and in the organisation's own time zone; `kind` says what binds, for commitments."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    kind: str = ""


@dataclass(frozen=True)
class WantedTopic:
    """A topic asked for; `area` is its top-level topic, the same as `topic` when an area itself is asked for."""

    topic: int
    area: int


@dataclass(frozen=True)
class Wanted:
    """What a gig asks for, on the day `today`. `municipality` is "" when the place is not known yet."""

    reference: str
    today: dt.date
    topics: tuple[WantedTopic, ...] = ()
    perspective: str = "any"
    role: str = ""
    audience: str = "own_units"
    languages: tuple[str, ...] = ()
    place_kind: str = "on_site"
    municipality: str = ""
    times: tuple[Time, ...] = ()


@dataclass(frozen=True)
class Lived:
    """One experience and what its person has answered about offers on it to this audience."""

    topic: int
    area: int
    perspective: str = "own"
    consent: str = GIVEN


@dataclass(frozen=True)
class Weekly:
    """A weekly time when somebody cannot; weekday 0 = Monday, None = every day."""

    weekday: int | None
    starts: dt.time
    ends: dt.time


@dataclass(frozen=True)
class Candidate:
    """What the register knows of one person, as far as a gig is concerned. `distance_km` None = not known."""

    reference: str
    state: str = "active"
    joined_on: dt.date | None = None
    last_gig_on: dt.date | None = None
    lived: tuple[Lived, ...] = ()
    roles: frozenset[str] = frozenset()
    refused_roles: frozenset[str] = frozenset()
    refused_audiences: frozenset[str] = frozenset()
    refused_topics: frozenset[int] = frozenset()
    languages: tuple[str, ...] = ()
    is_trained: bool = False
    attendance: str = "both"
    municipality: str = ""
    not_in_home_municipality: bool = False
    max_distance_km: int | None = None
    distance_km: float | None = None
    is_protected: bool = False
    areas: frozenset[str] = frozenset()
    monthly_limit: int | None = None
    rest_days: int = 0
    bound: tuple[Time, ...] = ()
    unavailable: tuple[Weekly, ...] = ()
    pauses: tuple[tuple[dt.date, dt.date | None], ...] = ()
    was_asked: bool = False
    is_wished: bool = False


@dataclass(frozen=True)
class Proposal:
    """One person against one gig: `blocks` empty = may be asked; then `fit`, `reasons` and the experiences that fit."""

    candidate: Candidate
    blocks: tuple[Reason, ...]
    fit: int = 0
    reasons: tuple[Reason, ...] = ()
    lived: tuple[Lived, ...] = field(default=())

    @property
    def must_be_phoned(self) -> bool:
        """Carried over and never asked: a coordinator may phone, and nothing goes out about the person."""
        return bool(self.lived) and all(each.consent == UNASKED for each in self.lived)

    @property
    def is_by_area(self) -> bool:
        """Whether the experience is told only on the level of the topic's area: fits, but more weakly."""
        return any(reason.code == "topic_area" for reason in self.reasons)

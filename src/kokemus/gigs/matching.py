"""Who is proposed for a gig, why, and why others are not. Pure: facts come in, proposals go out.

BLOCKS say why somebody cannot be asked, WISHES what speaks for somebody. The order among those who fit equally well is
longest without a gig first, never first come, first served (product.md, promise 3). People with a non-disclosure for
personal safety are matched only by the areas that they have named themselves, never by distance.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable

from kokemus.gigs.facts import (
    GIVEN,
    REFUSED,
    UNASKED,
    Candidate,
    Lived,
    Proposal,
    Reason,
    Time,
    Wanted,
    WantedTopic,
    Weekly,
)

NEAR_KM = 30
REST_KINDS = ("gig", "talk")


Block = Callable[[Wanted, Candidate], Reason | None]
Wish = Callable[[Wanted, Candidate], tuple[int, Reason] | None]


# What of a person's experience fits.


def closeness(wanted: Wanted, lived: Lived) -> int:
    """2: the topic itself, or any topic of an area asked for; 1: the area of the topic asked for; 0: neither."""
    if not wanted.topics:
        return 2
    return max((_closeness(topic, lived) for topic in wanted.topics), default=0)


def _closeness(wanted: WantedTopic, lived: Lived) -> int:
    if lived.topic == wanted.topic or (wanted.topic == wanted.area == lived.area):
        return 2
    return 1 if lived.topic == wanted.area else 0


def _on_topic(wanted: Wanted, candidate: Candidate) -> list[Lived]:
    return [each for each in candidate.lived if closeness(wanted, each)]


def _tellable(wanted: Wanted, candidate: Candidate) -> list[Lived]:
    """On the topic, and not on a topic that the person has refused."""
    refused = candidate.refused_topics
    return [each for each in _on_topic(wanted, candidate) if not {each.topic, each.area} & refused]


def _allowed(wanted: Wanted, candidate: Candidate) -> list[Lived]:
    """Tellable, and the person allows offers on it or has not been asked yet."""
    return [each for each in _tellable(wanted, candidate) if each.consent in (GIVEN, UNASKED)]


def fitting(wanted: Wanted, candidate: Candidate) -> tuple[Lived, ...]:
    """The experiences that speak for the person: with consent before not asked, the wished perspective first."""
    found = _allowed(wanted, candidate) or _tellable(wanted, candidate) or _on_topic(wanted, candidate)
    given = [each for each in found if each.consent == GIVEN]
    return tuple(
        sorted(
            given or found,
            key=lambda each: (-_perspective(wanted, each), -closeness(wanted, each), each.topic),
        )
    )


def _perspective(wanted: Wanted, lived: Lived) -> int:
    """2: as wished, 1: not known whose experience it is, 0: the other one."""
    if wanted.perspective in ("any", lived.perspective):
        return 2
    return 1 if lived.perspective == "unknown" else 0


# Blocks: why somebody cannot be asked.


def not_active(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """Only the active are asked."""
    return None if candidate.state == "active" else Reason("not_active", (("state", candidate.state),))


def already_asked(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """Asked about this gig already, and has answered or may still answer."""
    return Reason("already_asked") if candidate.was_asked else None


def other_topics(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """Has not lived any of what is asked for."""
    return None if not wanted.topics or _on_topic(wanted, candidate) else Reason("other_topics")


def topic_refused(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """Has lived it and does not want gigs on it."""
    return (
        Reason("topic_refused") if _on_topic(wanted, candidate) and not _tellable(wanted, candidate) else None
    )


def no_consent(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """Has refused or withdrawn offers on every fitting topic, or has never allowed them."""
    tellable = _tellable(wanted, candidate)
    if not tellable or _allowed(wanted, candidate):
        return None
    refused = any(each.consent == REFUSED for each in tellable)
    return Reason("consent_refused" if refused else "consent_missing")


def role_refused(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """Does not want this role."""
    return Reason("role_refused") if wanted.role and wanted.role in candidate.refused_roles else None


def audience_refused(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """Does not want this audience."""
    return Reason("audience_refused") if wanted.audience in candidate.refused_audiences else None


def on_pause(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """On a pause today, or on a day of the gig."""
    days = [wanted.today, *(time.starts_at.date() for time in wanted.times)]
    for starts_on, ends_on in candidate.pauses:
        if any(starts_on <= day and (ends_on is None or day <= ends_on) for day in days):
            return Reason("on_pause", (("until", ends_on),))
    return None


def month_full(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """The person's own limit of gigs in a month is full in a month of the gig."""
    if candidate.monthly_limit is None:
        return None
    for year, month in {(time.starts_at.year, time.starts_at.month) for time in wanted.times}:
        gigs = [
            t
            for t in candidate.bound
            if t.kind == "gig" and (t.starts_at.year, t.starts_at.month) == (year, month)
        ]
        if len(gigs) >= candidate.monthly_limit:
            return Reason("month_full", (("limit", candidate.monthly_limit),))
    return None


def bound_elsewhere(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """Bound to something else at the same time."""
    for time in wanted.times:
        if any(
            other.starts_at < time.ends_at and time.starts_at < other.ends_at for other in candidate.bound
        ):
            return Reason("bound_elsewhere", (("on", time.starts_at.date()),))
    return None


def resting(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """A gig or talk stands closer than the rest that the person wishes between them."""
    if not candidate.rest_days:
        return None
    for time in wanted.times:
        for other in candidate.bound:
            gap = abs((other.starts_at.date() - time.starts_at.date()).days)
            if other.kind in REST_KINDS and gap <= candidate.rest_days:
                return Reason("resting", (("days", candidate.rest_days),))
    return None


def unavailable(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """Cannot at that time of the week."""
    for time in wanted.times:
        if any(_falls_on(time, weekly) for weekly in candidate.unavailable):
            return Reason("unavailable", (("on", time.starts_at.date()),))
    return None


def _falls_on(time: Time, weekly: Weekly) -> bool:
    day, last = time.starts_at.date(), time.ends_at.date()
    while day <= last:
        begins = time.starts_at.time() if day == time.starts_at.date() else dt.time.min
        ends = time.ends_at.time() if day == last else dt.time.max
        if weekly.weekday in (None, day.weekday()) and weekly.starts < ends and begins < weekly.ends:
            return True
        day += dt.timedelta(days=1)
    return False


def other_language(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """Does not speak every language asked for; no languages written down = not known, not a block."""
    if not candidate.languages or set(wanted.languages) <= set(candidate.languages):
        return None
    return Reason("other_language", (("languages", candidate.languages),))


def other_attendance(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """Comes only remotely and the gig is on site, or the other way round."""
    if {wanted.place_kind, candidate.attendance} == {"on_site", "remote"}:
        return Reason(f"only_{candidate.attendance}")
    return None


def _comes_to_place(wanted: Wanted, candidate: Candidate) -> bool:
    """Whether the person would have to come to the place, so that distance and area matter."""
    return wanted.place_kind == "on_site" or (
        wanted.place_kind == "either" and candidate.attendance == "on_site"
    )


def too_far(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """Farther than the person travels. Never asked of a protected person; an unknown distance does not block."""
    limit, distance = candidate.max_distance_km, candidate.distance_km
    if candidate.is_protected or limit is None or distance is None or not _comes_to_place(wanted, candidate):
        return None
    if distance <= limit or wanted.municipality in candidate.areas:
        return None
    return Reason("too_far", (("km", round(distance)), ("limit", limit)))


def outside_areas(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """Has named areas and no distance, and the place is in none of them nor at home."""
    named = candidate.areas and candidate.max_distance_km is None and not candidate.is_protected
    if not named or not wanted.municipality or not _comes_to_place(wanted, candidate):
        return None
    return (
        None if wanted.municipality in candidate.areas | {candidate.municipality} else Reason("outside_areas")
    )


def outside_own_areas(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """A protected person comes only to the areas that they have named themselves; an unknown place is none of them."""
    if not candidate.is_protected or not _comes_to_place(wanted, candidate):
        return None
    return None if wanted.municipality in candidate.areas else Reason("outside_areas")


def at_home(wanted: Wanted, candidate: Candidate) -> Reason | None:
    """Does not want to tell in the home municipality. Of a protected person the home is not looked at at all."""
    if (
        candidate.is_protected
        or not candidate.not_in_home_municipality
        or not _comes_to_place(wanted, candidate)
    ):
        return None
    return (
        Reason("at_home") if wanted.municipality and wanted.municipality == candidate.municipality else None
    )


BLOCKS: tuple[Block, ...] = (
    not_active,
    already_asked,
    other_topics,
    topic_refused,
    no_consent,
    role_refused,
    audience_refused,
    on_pause,
    other_language,
    other_attendance,
    at_home,
    too_far,
    outside_areas,
    outside_own_areas,
    unavailable,
    bound_elsewhere,
    resting,
    month_full,
)


# Wishes: (how much it adds to the fit, the reason in words). Those that add nothing only explain.


def fits_perspective(wanted: Wanted, candidate: Candidate) -> tuple[int, Reason] | None:
    """Own or a close one's experience, as wished; not known counts half."""
    best = max((_perspective(wanted, each) for each in fitting(wanted, candidate)), default=0)
    if not best or wanted.perspective == "any":
        return (best * 2, Reason("perspective_any")) if best else None
    return best * 2, Reason(f"perspective_{wanted.perspective}" if best == 2 else "perspective_unknown")


def fits_topic(wanted: Wanted, candidate: Candidate) -> tuple[int, Reason] | None:
    """The topic itself before its area."""
    if not wanted.topics:
        return None
    best = max((closeness(wanted, each) for each in fitting(wanted, candidate)), default=0)
    return (best * 2, Reason("topic" if best == 2 else "topic_area")) if best else None


def wants_role(wanted: Wanted, candidate: Candidate) -> tuple[int, Reason] | None:
    """Has said that this role suits them."""
    return (1, Reason("role")) if wanted.role and wanted.role in candidate.roles else None


def how_far(wanted: Wanted, candidate: Candidate) -> tuple[int, Reason] | None:
    """How they would come: remotely, from how far, or to an area of their own choice."""
    if not _comes_to_place(wanted, candidate):
        return 0, Reason("remote")
    if wanted.municipality in candidate.areas:
        return 0, Reason("own_area")
    if candidate.is_protected:
        return None
    if candidate.distance_km is None:
        return 0, Reason("distance_unknown")
    near = candidate.distance_km <= NEAR_KM
    return 0, Reason("near" if near else "distance", (("km", round(candidate.distance_km)),))


def waited(wanted: Wanted, candidate: Candidate) -> tuple[int, Reason] | None:
    """When the last gig was, or that there has been none, or that one is agreed."""
    ahead = [
        each.starts_at.date()
        for each in candidate.bound
        if each.kind == "gig" and each.starts_at.date() >= wanted.today
    ]
    if ahead:
        return 0, Reason("gig_ahead", (("on", min(ahead)),))
    if candidate.last_gig_on is None:
        return 0, Reason("no_gig_yet")
    return 0, Reason("last_gig", (("on", candidate.last_gig_on),))


def is_trained(wanted: Wanted, candidate: Candidate) -> tuple[int, Reason] | None:
    """Has been trained."""
    return (0, Reason("trained")) if candidate.is_trained else None


def same_languages(wanted: Wanted, candidate: Candidate) -> tuple[int, Reason] | None:
    """Speaks every language asked for."""
    if wanted.languages and set(wanted.languages) <= set(candidate.languages):
        return 0, Reason("language", (("languages", wanted.languages),))
    return None


WISHES: tuple[Wish, ...] = (
    fits_perspective,
    how_far,
    waited,
    wants_role,
    fits_topic,
    is_trained,
    same_languages,
)


# The order.


def propose(wanted: Wanted, candidate: Candidate) -> Proposal:
    """One person against one gig."""
    blocks = tuple(reason for block in BLOCKS if (reason := block(wanted, candidate)) is not None)
    met = [found for wish in WISHES if (found := wish(wanted, candidate)) is not None]
    return Proposal(
        candidate=candidate,
        blocks=blocks,
        fit=sum(weight for weight, _reason in met),
        reasons=tuple(reason for _weight, reason in met),
        lived=fitting(wanted, candidate),
    )


def rank(wanted: Wanted, candidates: Iterable[Candidate]) -> tuple[list[Proposal], list[Proposal]]:
    """(those who may be asked in the order to ask them, those who may not, in no particular order).

    The best fit first, then longest without a gig (never gigged first, by the day of joining), then a hash of the
    references, so that nobody's place in the register or alphabet decides.
    """
    every = [propose(wanted, candidate) for candidate in candidates]
    fit = sorted((each for each in every if not each.blocks), key=lambda each: _order(wanted, each))
    return fit, [each for each in every if each.blocks]


def _order(wanted: Wanted, proposal: Proposal) -> tuple[int, bool, dt.date, str]:
    candidate = proposal.candidate
    days = [time.starts_at.date() for time in candidate.bound if time.kind == "gig"]
    last = max([*days, *([candidate.last_gig_on] if candidate.last_gig_on else [])], default=None)
    tie = hashlib.sha256(f"{wanted.reference}{candidate.reference}".encode()).hexdigest()
    return -proposal.fit, last is not None, last or candidate.joined_on or dt.date.max, tie

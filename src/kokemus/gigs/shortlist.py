"""Reads what the matching must know of a gig and of the register, in a fixed number of queries, and asks it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from kokemus.experts.models import (
    Area,
    Commitment,
    Consent,
    Experience,
    Expert,
    Pause,
    Purpose,
    Refusal,
    Unavailability,
)
from kokemus.gigs.facts import (
    GIVEN,
    NEVER_GIVEN,
    REFUSED,
    UNASKED,
    Candidate,
    Lived,
    Proposal,
    Time,
    Wanted,
    WantedTopic,
    Weekly,
)
from kokemus.gigs.matching import propose, rank
from kokemus.gigs.models import Gig, Occasion, Offer
from kokemus.organisation import places

Rows = dict[int, list[Any]]
MOST_KEYS = 10_000  # more than this go into the queries as a subquery: databases limit the values of one
LONGEST_REST = dt.timedelta(days=40)
AGAIN = (Offer.State.EXPIRED, Offer.State.WITHDRAWN, Offer.State.NOT_CHOSEN)  # may be asked once more


@dataclass(frozen=True)
class Shortlist:
    """Who may be asked, in order; who may not; and how many have no experience of it (counted, not read)."""

    proposals: list[Proposal]
    others: list[Proposal]
    elsewhere: int


def of(gig: Gig, today: dt.date) -> Shortlist:
    """The whole shortlist of a gig."""
    wanted = wanted_by(gig, today)
    experts = Expert.objects.registered().exclude(state__in=[Expert.State.LEFT, Expert.State.DECEASED])
    lived = Experience.objects.filter(_lived(wanted)).values("expert")
    on_topic = experts.filter(Q(pk__in=lived) | Q(pk=gig.wished_expert_id)) if wanted.topics else experts
    found = candidates(gig, wanted, on_topic)
    proposals, others = rank(wanted, found)
    return Shortlist(proposals, others, experts.count() - len(found) if wanted.topics else 0)


def against(gig: Gig, experts: Iterable[Expert], today: dt.date) -> dict[str, Proposal]:
    """Named people against a gig, by public id: what is checked again at the moment of asking and of choosing."""
    wanted = wanted_by(gig, today)
    chosen = Expert.objects.filter(pk__in=[expert.pk for expert in experts])
    return {each.reference: propose(wanted, each) for each in candidates(gig, wanted, chosen)}


def wanted_by(gig: Gig, today: dt.date) -> Wanted:
    """What a gig asks for, from its row, topics and the occasions still ahead."""
    occasions = gig.occasions.filter(state=Occasion.State.PLANNED, ends_at__gt=timezone.now())
    return Wanted(
        reference=gig.public_id,
        today=today,
        topics=tuple(WantedTopic(topic.pk, topic.area_id) for topic in gig.topics.all()),
        perspective=gig.perspective,
        role=gig.role.code if gig.role else "",
        audience=gig.audience,
        languages=tuple(gig.languages),
        place_kind=gig.place_kind,
        municipality=municipality(gig.municipality),
        times=tuple(_time(each.starts_at, each.ends_at) for each in occasions),
    )


def candidates(gig: Gig, wanted: Wanted, experts: "QuerySet[Expert]") -> list[Candidate]:
    """What the register knows of these people; eleven queries, however many they are."""
    people = list(experts)
    keys = [person.pk for person in people] if len(people) <= MOST_KEYS else experts.order_by().values("pk")
    read = _Read(gig, wanted, keys)
    return [_candidate(person, gig, read) for person in people]


@cache
def municipality(name: str) -> str:
    """Today's municipality of a place, or the name as it was written when the place is not known."""
    return places.municipality_of(name) or name.strip().casefold()


@cache
def distance(a: str, b: str) -> float | None:
    """Kilometres between two places as written, None when either is unknown."""
    return places.distance_km(a, b) if a and b else None


def _lived(wanted: Wanted) -> Q:
    """Experiences on the topics, below an area asked for, or on the area of a topic asked for; any if none is named."""
    if not wanted.topics:
        return Q()
    exact = {each.topic for each in wanted.topics} | {each.area for each in wanted.topics}
    areas = {each.topic for each in wanted.topics if each.topic == each.area}
    return Q(topic__in=exact) | Q(topic__parent__in=areas)


def _time(starts_at: dt.datetime, ends_at: dt.datetime, kind: str = "") -> Time:
    return Time(timezone.localtime(starts_at), timezone.localtime(ends_at), kind)


class _Read:
    """The rows around the people, each table read once and kept by the person's key."""

    def __init__(self, gig: Gig, wanted: Wanted, keys: Any) -> None:
        self.municipality = gig.municipality
        self.wished = gig.wished_expert_id
        lived = Experience.objects.filter(_lived(wanted), expert__in=keys)
        self.experiences = _by_expert(lived.select_related("topic"))
        self.answers = _answers(keys, gig.audience)
        self.refusals = _by_expert(Refusal.objects.filter(expert__in=keys).select_related("role"))
        self.pauses = _by_expert(Pause.objects.filter(expert__in=keys))
        self.unavailable = _by_expert(Unavailability.objects.filter(expert__in=keys))
        self.areas = _by_expert(Area.objects.filter(expert__in=keys))
        self.bound = _by_expert(_commitments(wanted, keys))
        self.roles: Rows = defaultdict(list)
        for expert, role in Expert.roles.through.objects.filter(expert__in=keys).values_list(
            "expert_id", "role__code"
        ):
            self.roles[expert].append(role)
        asked = Offer.objects.filter(gig=gig).exclude(state__in=AGAIN)
        self.asked = set(asked.values_list("expert_id", flat=True))


def _by_expert(rows: Iterable[Any]) -> Rows:
    kept: Rows = defaultdict(list)
    for row in rows:
        kept[row.expert_id].append(row)
    return kept


def _commitments(wanted: Wanted, keys: Any) -> "QuerySet[Commitment]":
    """Those around the gig's times (its months and the longest rest), and the gigs ahead."""
    first = min((time.starts_at for time in wanted.times), default=timezone.now())
    since = min(first, timezone.now()).replace(day=1) - LONGEST_REST
    return Commitment.objects.standing().filter(expert__in=keys, ends_at__gte=since)


def _answers(keys: Any, audience: str) -> dict[tuple[int, int], tuple[str, bool]]:
    """(expert, topic) → (what stands for this audience, whether anything was ever answered), about offers."""
    found: dict[tuple[int, int], tuple[str, bool]] = {}
    rows = Consent.objects.filter(expert__in=keys, purpose=Purpose.OFFERS).order_by(
        F("withdrawn_at").asc(nulls_last=True),
        "pk",  # the standing answer is read last, whatever its day
    )
    for row in rows:
        key = (row.expert_id, row.topic_id)
        standing = found.get(key, (NEVER_GIVEN, True))[0]
        if row.audience == audience:
            standing = GIVEN if row.is_given and row.withdrawn_at is None else REFUSED
        found[key] = (standing, True)
    return found


def _consent(experience: Experience, read: _Read) -> str:
    answer = read.answers.get((experience.expert_id, experience.topic_id))
    if answer is not None:
        return answer[0]
    return UNASKED if experience.is_carried_over else NEVER_GIVEN


def _candidate(expert: Expert, gig: Gig, read: _Read) -> Candidate:
    refusals = read.refusals[expert.pk]
    lived = [
        Lived(e.topic_id, e.topic.area_id, e.perspective, _consent(e, read))
        for e in read.experiences[expert.pk]
    ]
    return Candidate(
        reference=expert.public_id,
        state=expert.state,
        joined_on=expert.joined_on,
        last_gig_on=expert.last_gig_on,
        lived=tuple(lived),
        roles=frozenset(read.roles[expert.pk]),
        refused_roles=frozenset(each.role.code for each in refusals if each.role),
        refused_audiences=frozenset(each.audience for each in refusals if each.audience),
        refused_topics=frozenset(each.topic_id for each in refusals if each.topic_id),
        languages=tuple(expert.languages),
        is_trained=expert.training == Expert.Training.TRAINED,
        attendance=expert.attendance,
        municipality="" if expert.is_protected else municipality(expert.municipality),
        not_in_home_municipality=expert.not_in_home_municipality,
        max_distance_km=expert.max_distance_km,
        distance_km=None if expert.is_protected else distance(read.municipality, expert.municipality),
        is_protected=expert.is_protected,
        areas=frozenset(municipality(each.municipality) for each in read.areas[expert.pk]),
        monthly_limit=expert.monthly_limit,
        rest_days=expert.rest_days,
        bound=tuple(_time(each.starts_at, each.ends_at, each.kind) for each in read.bound[expert.pk]),
        unavailable=tuple(
            Weekly(each.weekday, each.starts, each.ends) for each in read.unavailable[expert.pk]
        ),
        pauses=tuple((each.starts_on, each.ends_on) for each in read.pauses[expert.pk]),
        was_asked=expert.pk in read.asked,
        is_wished=expert.pk == read.wished,
    )

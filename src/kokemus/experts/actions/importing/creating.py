"""Many new people at once, in few statements: they have been in the old register, so they are not new to it."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kokemus.core import text
from kokemus.experts.importer.carried import Carried
from kokemus.experts.models import Area, Experience, Expert, Note, Pause, Refusal, TrainingFact
from kokemus.messaging import actions as messaging
from kokemus.topics.models import Role, Service, Topic

AT_A_TIME = 500
_LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True)
class Tables:
    """Rows of topics, services and roles by code."""

    topics: dict[str, Topic]
    services: dict[str, Service]
    roles: dict[str, Role]

    @classmethod
    def read(cls) -> "Tables":
        """All of them."""
        return cls(
            {each.code: each for each in Topic.objects.all()},
            {each.code: each for each in Service.objects.all()},
            {each.code: each for each in Role.objects.all()},
        )


def create(people: list[Carried], tables: Tables, *, by: Any) -> list[Expert]:
    """The people in the register, in the same order; no consent of anybody is made up."""
    now = timezone.now()
    experts = [_expert(each, now) for each in people]
    Expert.objects.bulk_create(experts, batch_size=AT_A_TIME)
    pairs = list(zip(experts, people, strict=True))
    author = None if isinstance(by, str) else by
    _create_experiences(pairs, tables)
    _create(Area, pairs, lambda e, p: (Area(expert=e, municipality=name) for name in p.areas))
    _create(Refusal, pairs, lambda e, p: refusals(e, p.refusals, tables))
    _create(TrainingFact, pairs, lambda e, p: facts(e, p))
    _create(Pause, pairs, lambda e, p: _pauses(e, p, timezone.localdate()))
    _create(
        Note, pairs, lambda e, p: (Note(expert=e, text=each, source="import", by=author) for each in p.notes)
    )
    _create_roles(pairs, tables)
    for expert in experts:
        if not expert.is_living:
            messaging.stop(recipient=expert.public_id, by=by)
    return experts


def refusals(expert: Expert, refused: dict[tuple[str, str], str], tables: Tables) -> Iterable[Refusal]:
    """Rows of what a person does not want; a role that is not in use any more is left to the notes."""
    for (kind, value), words in refused.items():
        if kind == "audience":
            yield Refusal(expert=expert, audience=value, words=words[:200])
        elif value in tables.roles:
            yield Refusal(expert=expert, role=tables.roles[value], words=words[:200])


def facts(expert: Expert, person: Carried) -> Iterable[TrainingFact]:
    """Rows of training."""
    for each in person.training:
        yield TrainingFact(
            expert=expert,
            state=each.state,
            organiser=each.organiser,
            hours=each.hours,
            year=each.year,
            words=each.words,
        )


def _expert(person: Carried, now: dt.datetime) -> Expert:
    whole = f"{person.last_name} {person.first_name}"
    return Expert(
        first_name=person.first_name,
        last_name=person.last_name,
        sort_key=text.sort_key(whole)[:250],
        phone=person.phone,
        email=person.email,
        municipality=person.municipality,
        address=person.address,
        contact_note=person.contact_note,
        is_protected=person.is_protected,
        attendance=Expert.Attendance.REMOTE if person.is_remote else Expert.Attendance.BOTH,
        not_in_home_municipality=person.not_in_home_municipality,
        channel=person.channel,
        language=_language(person.languages),
        languages=list(person.languages),
        state=person.state,
        state_since=now,
        joined_on=person.joined_on,
        training=_training(person),
    )


def _language(spoken: tuple[str, ...]) -> str:
    """The language of messages: Finnish if it is spoken, else the first spoken one that messages are written in."""
    return next((each for each in _LANGUAGES if each in spoken), "fi")


def _training(person: Carried) -> str:
    states = {each.state for each in person.training}
    order = (Expert.Training.TRAINED, Expert.Training.IN_TRAINING)
    return next((state for state in order if state in states), Expert.Training.NONE)


def _pauses(expert: Expert, person: Carried, today: dt.date) -> Iterable[Pause]:
    if person.state == Expert.State.PAUSED:
        pause = person.pause
        yield Pause(
            expert=expert,
            starts_on=today,
            ends_on=pause.until if pause else None,
            words=(pause.written if pause else "")[:200],
        )


def _create(
    table: Any, pairs: list[tuple[Expert, Carried]], make: Callable[[Expert, Carried], Iterable[Any]]
) -> None:
    rows = [row for expert, person in pairs for row in make(expert, person)]
    table._default_manager.bulk_create(rows, batch_size=AT_A_TIME)


def _create_roles(pairs: list[tuple[Expert, Carried]], tables: Tables) -> None:
    through: Any = Expert.roles.through

    def links(expert: Expert, person: Carried) -> Iterable[Any]:
        for code in person.roles:
            if code in tables.roles:
                yield through(expert_id=expert.pk, role_id=tables.roles[code].pk)

    _create(through, pairs, links)


def _create_experiences(pairs: list[tuple[Expert, Carried]], tables: Tables) -> None:
    """A service used is kept with every topic of the row: the old register does not say which it belongs to."""
    through: Any = Experience.services.through
    made: list[tuple[Experience, tuple[str, ...]]] = [
        (experience(expert, tables.topics[topic], kind, words), person.services)
        for expert, person in pairs
        for (topic, kind), words in person.topics.items()
        if topic in tables.topics
    ]
    Experience.objects.bulk_create([row for row, _services in made], batch_size=AT_A_TIME)
    through._default_manager.bulk_create(
        [
            through(experience_id=row.pk, service_id=tables.services[code].pk)
            for row, codes in made
            for code in codes
            if code in tables.services
        ],
        batch_size=AT_A_TIME,
    )


def experience(expert: Expert, topic: Topic, perspective: str, words: str) -> Experience:
    """A topic carried over: consent to it has not been asked."""
    return Experience(expert=expert, topic=topic, perspective=perspective, words=words, is_carried_over=True)

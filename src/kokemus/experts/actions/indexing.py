"""Keep the search text true: called by every action that changes what can be searched."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from kokemus.experts.models import Expert
from kokemus.experts.search import Facts, searchable
from kokemus.topics.models import Labelled

TOGETHER = 500
NEEDED = ("areas", "roles", "experiences__topic__parent", "experiences__services", "training_facts", "notes")


def reindex(expert: Expert) -> None:
    """Make one person's search text anew from what is stored now."""
    fresh = Expert.objects.prefetch_related(*NEEDED).get(pk=expert.pk)
    expert.search_text = searchable(facts_of(fresh))
    Expert.objects.filter(pk=expert.pk).update(search_text=expert.search_text)


def reindex_many(experts: "QuerySet[Expert]") -> int:
    """The same for many, some hundreds in one statement; returns how many."""
    keys = list(experts.values_list("pk", flat=True))
    for at in range(0, len(keys), TOGETHER):
        some = list(Expert.objects.filter(pk__in=keys[at : at + TOGETHER]).prefetch_related(*NEEDED))
        for expert in some:
            expert.search_text = searchable(facts_of(expert))
        Expert.objects.bulk_update(some, ["search_text"])
    return len(keys)


def reindex_unmarked() -> int:
    """Make anew the texts of before topics had marks in them (until 0.1.0); returns how many."""
    return reindex_many(Expert.objects.exclude(experiences=None).exclude(search_text__contains="#"))


def facts_of(expert: Expert) -> Facts:
    """What can be searched of a person whose relations have been fetched."""
    return Facts(
        names=[expert.full_name, expert.appears_as],
        phone=expert.phone,
        email=expert.email,
        municipality=expert.municipality,
        is_protected=expert.is_protected,
        areas=[area.municipality for area in expert.areas.all()],
        labels=list(_labels(expert)),
        topics=[experience.topic for experience in expert.experiences.all()],
        languages=expert.languages,
        training=[f"{fact.organiser} {fact.year or ''} {fact.words}" for fact in expert.training_facts.all()],
        notes=[note.text for note in expert.notes.all()],
    )


def _labels(expert: Expert) -> Iterator[str]:
    """Labels of topics, their areas, services used and roles, in every language."""
    for experience in expert.experiences.all():
        yield from _words(experience.topic, *experience.services.all())
        if experience.topic.parent:
            yield from _words(experience.topic.parent)
        yield experience.words
    yield from _words(*expert.roles.all())


def _words(*labelled: Labelled) -> Sequence[str]:
    return [word for each in labelled for word in (each.fi, each.sv, each.en)]

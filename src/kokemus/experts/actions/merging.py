"""Two rows that are one person become one: whatever pointed to the one, in any app, points to the other."""

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from kokemus.accounts import actions as accounts
from kokemus.audit import actions as audit
from kokemus.experts.actions.indexing import reindex
from kokemus.experts.actions.lived import write_training
from kokemus.experts.models import Consent, Experience, Expert, Perspective, Purpose


class CannotMerge(Exception):
    """These two cannot become one. `args[0]`: "same", "merged", "deceased", or the table that is in the way."""


@transaction.atomic
def merge(*, keep: Expert, gone: Expert, by: Any) -> None:
    """`keep` gets everything of `gone`, which stays as a row that points to it. Raises CannotMerge and changes nothing.

    Where they differ, the stricter holds: a no or a withdrawal of either, protection of either, the lower limit.
    """
    keep, gone = _locked(keep, gone)
    fields = _join_fields(keep, gone)
    _join_experiences(keep, gone)
    _join_areas(keep, gone)
    _join_refusals(keep, gone)
    _join_training(keep, gone)
    keep.roles.add(*gone.roles.all())
    gone.roles.clear()
    _join_account(keep, gone, by=by)
    moved = _move_the_rest(keep, gone)
    keep.save()
    write_training(keep)
    gone.merged_into, gone.state, gone.state_since = keep, Expert.State.LEFT, timezone.now()
    gone.search_text = ""
    gone.save()
    reindex(keep)
    for each, role in ((keep, "kept"), (gone, "merged")):
        audit.record(
            "experts.merge",
            by=by,
            thing=gone,
            subject=each,
            role=role,
            into=keep.public_id,
            fields=fields,
            moved=moved,
        )


def _locked(keep: Expert, gone: Expert) -> tuple[Expert, Expert]:
    """Both rows as they are now, locked in one order, so that two merges cannot wait for each other."""
    if keep.pk == gone.pk:
        raise CannotMerge("same")
    rows = {
        row.pk: row
        for row in Expert.objects.select_for_update().filter(pk__in=[keep.pk, gone.pk]).order_by("pk")
    }
    keep, gone = rows[keep.pk], rows[gone.pk]
    if keep.merged_into_id or gone.merged_into_id:
        raise CannotMerge("merged")
    if keep.is_living and gone.state == Expert.State.DECEASED:
        raise CannotMerge("deceased")
    return keep, gone


def _lower(a: int | None, b: int | None) -> int | None:
    return min((each for each in (a, b) if each is not None), default=None)


def _earlier(a: Any, b: Any) -> Any:
    return min((each for each in (a, b) if each), default=None)


def _later(a: Any, b: Any) -> Any:
    return max((each for each in (a, b) if each), default=None)


def _both(a: str, b: str) -> str:
    """Two remarks as one, each once."""
    return a if not b or b in a else f"{a}; {b}".removeprefix("; ")[:300]


def _languages(a: list[str], b: list[str]) -> list[str]:
    return [*a, *(code for code in b if code not in a)]


JOINED: dict[str, Callable[[Any, Any], Any]] = {
    "is_protected": lambda a, b: a or b,
    "not_in_home_municipality": lambda a, b: a or b,
    "fee_refused": lambda a, b: a and b,
    "monthly_limit": _lower,
    "max_distance_km": _lower,
    "rest_days": max,
    "contact_note": _both,
    "access_needs": _both,
    "languages": _languages,
    "joined_on": _earlier,
    "last_gig_on": _later,
    "newcomer_talk_on": _later,
}
FILLED = (
    "last_name", "appears_as", "email", "phone", "address", "municipality", "guardian", "payroll_number",
    "newcomer_talk_by_id",
)  # fmt: skip


def _join_fields(keep: Expert, gone: Expert) -> list[str]:
    """Fill what `keep` lacks and join the rest; returns the names of what changed."""
    before = {name: getattr(keep, name) for name in (*JOINED, *FILLED)}
    for name, join in JOINED.items():
        setattr(keep, name, join(getattr(keep, name), getattr(gone, name)))
    for name in FILLED:
        setattr(keep, name, getattr(keep, name) or getattr(gone, name))
    if gone.attendance != Expert.Attendance.BOTH and keep.attendance == Expert.Attendance.BOTH:
        keep.attendance = gone.attendance
    return sorted(name for name, value in before.items() if getattr(keep, name) != value)


def _join_experiences(keep: Expert, gone: Expert) -> None:
    """The same topic and perspective becomes one row; "not asked" gives way to a known perspective."""
    mine = {(row.topic_id, row.perspective): row for row in keep.experiences.all()}
    for row in gone.experiences.prefetch_related("services"):
        same = mine.get((row.topic_id, row.perspective))
        if same is None:
            Experience.objects.filter(pk=row.pk).update(expert=keep)
            continue
        same.services.add(*row.services.all())
        same.words = _both(same.words, row.words)
        same.is_carried_over = same.is_carried_over and row.is_carried_over
        same.save()
        row.delete()
    known = Experience.objects.filter(expert=keep).exclude(perspective=Perspective.UNKNOWN)
    known_topics = list(known.values_list("topic", flat=True))
    Experience.objects.filter(expert=keep, perspective=Perspective.UNKNOWN, topic__in=known_topics).delete()


def _join_areas(keep: Expert, gone: Expert) -> None:
    mine = keep.areas.values_list("municipality", flat=True)
    gone.areas.filter(municipality__in=list(mine)).delete()


def _join_refusals(keep: Expert, gone: Expert) -> None:
    mine = {(row.role_id, row.audience, row.topic_id) for row in keep.refusals.all()}
    for row in gone.refusals.all():
        if (row.role_id, row.audience, row.topic_id) in mine:
            row.delete()


def _join_training(keep: Expert, gone: Expert) -> None:
    mine = {(row.state, row.organiser, row.hours, row.year) for row in keep.training_facts.all()}
    for row in gone.training_facts.all():
        if (row.state, row.organiser, row.hours, row.year) in mine:
            row.delete()


def _join_account(keep: Expert, gone: Expert, *, by: Any) -> None:
    """One person signs in one way: a second account is closed."""
    user, gone.user = gone.user, None
    Expert.objects.filter(pk=gone.pk).update(user=None)
    if user is None:
        return
    if keep.user is None:
        keep.user = user
    elif not user.works_here:
        accounts.close_account(user=user, by=by)


def _move_the_rest(keep: Expert, gone: Expert) -> dict[str, int]:
    """Turn every foreign key to `gone`, of whichever app, to `keep`; returns how many rows of each table."""
    moved = {"consent": _move_consents(keep, gone)}
    for relation in Expert._meta.get_fields(include_hidden=True):
        if not (isinstance(relation, models.ManyToOneRel) and relation.auto_created):
            continue
        table: Any = relation.related_model
        name = relation.field.name
        try:
            with transaction.atomic():
                count = table._base_manager.filter(**{name: gone}).update(**{name: keep})
        except IntegrityError as error:
            raise CannotMerge(str(table._meta.verbose_name)) from error
        if count:
            moved[str(table._meta.model_name)] = count
    return moved


def _move_consents(keep: Expert, gone: Expert) -> int:
    """Where both have answered, the stricter word stands: a no of either, else a withdrawal of either, else the yes."""
    kept, other = _words(keep), _words(gone)
    for key in kept.keys() & other.keys():
        mine, theirs = kept[key], other[key]
        refused = [row for row in (mine, theirs) if row and not row.is_given]
        stays = refused[0] if refused else mine if mine and theirs else None
        fallen = [row.pk for row in (mine, theirs) if row and row is not stays]
        Consent.objects.filter(pk__in=fallen).update(withdrawn_at=timezone.now())
    count = Consent.objects.filter(expert=gone).update(expert=keep)
    asked = Consent.objects.filter(expert=keep, purpose=Purpose.OFFERS).values_list("topic", flat=True)
    Experience.objects.filter(expert=keep, topic__in=list(asked)).update(is_carried_over=False)
    return count


def _words(expert: Expert) -> dict[tuple[int, str, str], Consent | None]:
    """A person's standing answer on each matter that they have ever answered; None where it was withdrawn."""
    words: dict[tuple[int, str, str], Consent | None] = {}
    for row in expert.consents.all():
        key = row.topic_id, row.purpose, row.audience
        words[key] = row if row.withdrawn_at is None else words.get(key)
    return words

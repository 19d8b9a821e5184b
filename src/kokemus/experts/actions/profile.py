"""Add a person to the register and edit what is known of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.accounts import actions as accounts
from kokemus.accounts.models import User
from kokemus.audit import actions as audit
from kokemus.experts.actions.indexing import reindex
from kokemus.experts.models import Area, Expert, Refusal
from kokemus.topics.models import Role, Topic

# What a person or a coordinator may write; states, training and the last gig have actions of their own.
EDITABLE = frozenset(
    {
        "first_name", "last_name", "appears_as", "email", "phone", "address", "channel", "contact_note", "language",
        "languages", "municipality", "is_protected", "attendance", "max_distance_km", "not_in_home_municipality",
        "monthly_limit", "rest_days", "access_needs", "guardian", "newcomer_talk_on", "newcomer_talk_by",
        "payroll_number", "fee_refused", "joined_on",
    }
)  # fmt: skip
OWN = frozenset(
    {
        "appears_as", "email", "phone", "address", "channel", "contact_note", "language", "languages", "municipality",
        "attendance", "max_distance_km", "not_in_home_municipality", "monthly_limit", "rest_days", "access_needs",
        "fee_refused",
    }
)  # fmt: skip


class NotEditable(Exception):
    """A field that this person may not write; `args[0]` is its name."""


class AccountExists(Exception):
    """The e-mail address is somebody else's way to sign in."""


@dataclass(frozen=True)
class Refused:
    """Everything that a person does not want, as one whole: replaces what was refused before."""

    roles: Iterable[Role] = ()
    audiences: Iterable[str] = ()
    topics: Iterable[Topic] = ()


@transaction.atomic
def add(*, values: Mapping[str, Any], by: Any) -> Expert:
    """Take a new person into the register, in state NEW. `values`: fields of EDITABLE; raises NotEditable."""
    _check(values, EDITABLE)
    expert = Expert(**{"joined_on": timezone.localdate(), **values})
    expert.save()
    reindex(expert)
    audit.record("experts.add", by=by, thing=expert, subject=expert)
    return expert


@transaction.atomic
def edit(
    *,
    expert: Expert,
    values: Mapping[str, Any],
    by: Any,
    roles: Iterable[Role] | None = None,
    areas: Iterable[str] | None = None,
    refused: Refused | None = None,
) -> list[str]:
    """Change what is known of a person; returns the names of what really changed, which is what the log keeps.

    None leaves roles, areas or refusals as they are. The person themselves may write only OWN; raises NotEditable.
    Sign-in codes follow a changed address; raises accounts.AddressTaken when somebody else signs in with it.
    """
    _check(values, OWN if getattr(by, "pk", None) and by.pk == expert.user_id else EDITABLE)
    now = Expert.objects.select_for_update().get(pk=expert.pk)
    changed = [name for name, value in values.items() if getattr(now, name) != value]
    for name in changed:
        setattr(now, name, values[name])
        setattr(expert, name, values[name])
    if changed:
        now.save(update_fields=[*changed, "sort_key"])
    if "email" in changed and now.email and now.user:
        accounts.change_address(user=now.user, email=now.email, by=by)
    if roles is not None and _set_roles(now, roles):
        changed.append("roles")
    if areas is not None and _set_areas(now, areas):
        changed.append("areas")
    if refused is not None and _set_refusals(now, refused):
        changed.append("refusals")
    if changed:
        reindex(expert)
        audit.record("experts.edit", by=by, thing=expert, subject=expert, fields=sorted(changed))
    return changed


@transaction.atomic
def open_account(*, expert: Expert, by: Any) -> User:
    """Let a person sign in with a code by e-mail; raises AccountExists when anybody has the address already."""
    try:
        user = accounts.open_expert_account(
            email=expert.email, name=expert.full_name, language=expert.language, by=by
        )
    except accounts.AddressTaken:
        raise AccountExists(expert.public_id) from None
    Expert.objects.filter(pk=expert.pk).update(user=user)
    expert.user = user
    audit.record("experts.open_account", by=by, thing=user, subject=expert)
    return user


def _check(values: Mapping[str, Any], allowed: frozenset[str]) -> None:
    for name in values:
        if name not in allowed:
            raise NotEditable(name)


def _set_roles(expert: Expert, roles: Iterable[Role]) -> bool:
    wanted = {role.pk for role in roles}
    if wanted == set(expert.roles.values_list("pk", flat=True)):
        return False
    expert.roles.set(wanted)
    return True


def _set_areas(expert: Expert, areas: Iterable[str]) -> bool:
    wanted, had = set(areas), set(expert.areas.values_list("municipality", flat=True))
    expert.areas.filter(municipality__in=had - wanted).delete()
    Area.objects.bulk_create(Area(expert=expert, municipality=name) for name in sorted(wanted - had))
    return wanted != had


def _set_refusals(expert: Expert, refused: Refused) -> bool:
    """Rows that stay keep their words and date."""
    wanted: set[tuple[int | None, str, int | None]] = {(role.pk, "", None) for role in refused.roles}
    wanted |= {(None, audience, None) for audience in refused.audiences}
    wanted |= {(None, "", topic.pk) for topic in refused.topics}
    had = {(row.role_id, row.audience, row.topic_id): row for row in expert.refusals.all()}
    for key in had.keys() - wanted:
        had[key].delete()
    for role_id, audience, topic_id in wanted - had.keys():
        Refusal.objects.create(expert=expert, role_id=role_id, audience=audience, topic_id=topic_id)
    return wanted != had.keys()

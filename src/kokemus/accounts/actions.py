"""The only writers of users and their roles."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from kokemus.accounts.models import STAFF_ROLES, Role, User
from kokemus.audit import actions as audit


class LastAdmin(Exception):
    """The last administrator cannot give the role away or be closed out."""


def _verify(user: User) -> None:
    """The address is known to be the person's, so sign-in mail may go there."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def add_staff(
    *, email: str, name: str, roles: list[str], by: Any, phone: str = "", language: str = "fi"
) -> User:
    """A user who works here, without a password yet; raises IntegrityError when the address has an account."""
    user = User.objects.create_user(email, name=name, phone=phone, language=language, roles=tuple(roles))
    _verify(user)
    audit.record("accounts.add_staff", by=by, thing=user, roles=sorted(roles))
    return user


@transaction.atomic
def open_expert_account(*, email: str, name: str, language: str, by: Any) -> User:
    """The account of an expert, who signs in with a code by e-mail; an existing account gets the role."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name, language=language)
    user.grants.get_or_create(role=Role.EXPERT)
    _verify(user)
    audit.record("accounts.open_expert_account", by=by, thing=user)
    return user


@transaction.atomic
def change_roles(*, user: User, roles: list[str], by: Any) -> None:
    """Give and take staff roles; the expert's role is left alone. Raises LastAdmin."""
    wanted, held = set(roles), set(user.grants.values_list("role", flat=True)) & STAFF_ROLES
    if Role.ADMIN in held - wanted:
        _need_another_admin(user)
    user.grants.filter(role__in=held - wanted).delete()
    for role in sorted(wanted - held):
        user.grants.create(role=role)
    audit.record(
        "accounts.change_roles", by=by, thing=user, given=sorted(wanted - held), taken=sorted(held - wanted)
    )


@transaction.atomic
def close_account(*, user: User, by: Any) -> None:
    """The person can sign in no more, and every open session ends with the next page. Raises LastAdmin."""
    if user.has_role(Role.ADMIN):
        _need_another_admin(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    audit.record("accounts.close_account", by=by, thing=user)


@transaction.atomic
def reopen_account(*, user: User, by: Any) -> None:
    """The person can sign in again."""
    User.objects.filter(pk=user.pk).update(is_active=True)
    audit.record("accounts.reopen_account", by=by, thing=user)


def _need_another_admin(user: User) -> None:
    if not User.objects.having(Role.ADMIN).exclude(pk=user.pk).exists():
        raise LastAdmin

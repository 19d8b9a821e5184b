"""The only writers of users and their roles."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from kokemus.accounts.models import STAFF_ROLES, Role, User
from kokemus.audit import actions as audit


class LastAdmin(Exception):
    """The last administrator cannot give the role away or be closed out."""


def _verify(user: User) -> None:
    """The address is known to be the person's, so sign-in mail may go there."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


class AddressTaken(Exception):
    """Another account has the address."""


def password_link(user: User) -> str:
    """An absolute address where the user sets a password; works once, for PASSWORD_RESET_TIMEOUT (three days)."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    with translation.override(user.language):
        return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=key)


def _send_invitation(user: User) -> None:
    with translation.override(user.language):
        sign_in_url = settings.SITE_URL + reverse("account_login")
    context = {
        "user": user,
        "password_reset_url": password_link(user),
        "sign_in_url": sign_in_url,
        "organisation_name": settings.OIDC_NAME if settings.OIDC_SERVER_URL else "",
    }
    get_adapter().send_mail("account/email/invitation", user.email, context)


@transaction.atomic
def add_staff(
    *, email: str, name: str, roles: list[str], by: Any, phone: str = "", language: str = "fi"
) -> User:
    """A user who works here; gets a message with a link to set a password.

    Raises IntegrityError when the address has an account.
    """
    user = User.objects.create_user(email, name=name, phone=phone, language=language, roles=tuple(roles))
    _verify(user)
    audit.record("accounts.add_staff", by=by, thing=user, roles=sorted(roles))
    _send_invitation(user)
    return user


@transaction.atomic
def invite_again(*, user: User, by: Any) -> None:
    """A new message with a link to set a password, when the first one got lost or old."""
    audit.record("accounts.invite_again", by=by, thing=user)
    _send_invitation(user)


@transaction.atomic
def create_admin(*, email: str, name: str = "", by: Any = "command line") -> User:
    """The first administrator (or, when all keys are lost, another): no message, the caller shows `password_link`."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name or email)
    User.objects.filter(pk=user.pk).update(is_active=True)
    user.grants.get_or_create(role=Role.ADMIN)
    _verify(user)
    audit.record("accounts.create_admin", by=by, thing=user)
    return User.objects.get(pk=user.pk)


@transaction.atomic
def reset_second_factor(*, user: User, by: Any) -> None:
    """Forget the user's passkeys, app and recovery codes (all lost); the next sign-in asks to set up new ones."""
    Authenticator.objects.filter(user_id=user.pk).delete()
    audit.record("accounts.reset_second_factor", by=by, thing=user)


@transaction.atomic
def change_address(*, user: User, email: str, by: Any) -> None:
    """Sign-in mail goes to the new address from now on, and to the old one never again. Raises AddressTaken."""
    address = email.strip().lower()
    if User.objects.filter(email__iexact=address).exclude(pk=user.pk).exists():
        raise AddressTaken(address)
    user.email = address
    User.objects.filter(pk=user.pk).update(email=address)
    EmailAddress.objects.filter(user=user).delete()
    _verify(user)
    audit.record("accounts.change_address", by=by, thing=user)


@transaction.atomic
def choose_language(*, language: str, by: Any) -> None:
    """In which language the user's own messages are written from now on."""
    User.objects.filter(pk=by.pk).update(language=language)
    audit.record("accounts.choose_language", by=by, thing=by, language=language)


@transaction.atomic
def open_expert_account(*, email: str, name: str, language: str, by: Any) -> User:
    """A new account of an expert, who signs in with a code by e-mail. Raises AddressTaken.

    Anybody may have typed the address: it opens nobody's account, and only the first code proves whose it is.
    """
    if User.objects.filter(email__iexact=email.strip()).exists():
        raise AddressTaken(email)
    user = User.objects.create_user(email.strip(), name=name, language=language, roles=(Role.EXPERT,))
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    audit.record("accounts.open_expert_account", by=by, thing=user)
    return user


@transaction.atomic
def prove_address(*, user: User, email: str, by: Any) -> None:
    """The organisation's sign-in vouches that the address is the user's, as a code by e-mail would."""
    unproven = EmailAddress.objects.filter(user=user, email__iexact=email, verified=False)
    if unproven.update(verified=True):
        audit.record("accounts.prove_address", by=by, thing=user)


@transaction.atomic
def change_staff(
    *, user: User, name: str, phone: str, language: str, roles: list[str], by: Any, **unchanged: Any
) -> None:
    """Change what is known of somebody who works here, and their roles. Raises LastAdmin."""
    change_roles(user=user, roles=roles, by=by)
    User.objects.filter(pk=user.pk).update(name=name, phone=phone, language=language)
    audit.record("accounts.change_staff", by=by, thing=user)


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

"""What the sign-in page shows beside the forms."""

from typing import Any

from allauth.mfa.models import Authenticator
from django import template
from django.conf import settings

from kokemus.accounts.forms import CodeForm
from kokemus.accounts.models import Role, User

register = template.Library()


@register.simple_tag
def demo_people() -> list[tuple[User, str]]:
    """In demo mode: (user, role in words), every coordinator and one of each other role; else nobody."""
    if not settings.DEMO:
        return []
    people = []
    for role in Role:
        having = User.objects.having(role).filter(is_demo=True).order_by("pk")
        people += [(user, str(role.label)) for user in (having if role == Role.COORDINATOR else having[:1])]
    return people


@register.simple_tag
def organisation_sign_in() -> str:
    """The name of the organisation's own sign-in, empty when it is not set up."""
    return settings.OIDC_NAME if settings.OIDC_SERVER_URL else ""


@register.simple_tag
def code_form() -> CodeForm:
    """The empty form of a sign-in code, for the page that shows it beside the password's."""
    return CodeForm()


@register.simple_tag
def ways_of(user: User) -> set[str]:
    """Which second factors somebody has set up: "totp", "webauthn", "recovery_codes"."""
    return set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))


@register.inclusion_tag("accounts/passkey_button.html")
def passkey_button(name: str, text: str, kind: str = "secondary") -> dict[str, Any]:
    """A button that opens the browser's passkey window; accounts/passkey.js knows it by its `name` (id)."""
    return {"name": name, "text": text, "variant": kind}


@register.filter
def in_fours(key: str) -> str:
    """A long key in groups of four letters, as people read and type it; apps take it with or without the spaces."""
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))

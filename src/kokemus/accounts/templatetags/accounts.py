"""What the sign-in page shows beside the forms."""

from django import template
from django.conf import settings

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
        people += [(user, role.label) for user in (having if role == Role.COORDINATOR else having[:1])]
    return people


@register.simple_tag
def organisation_sign_in() -> str:
    """The name of the organisation's own sign-in, empty when it is not set up."""
    return settings.OIDC_NAME if settings.OIDC_SERVER_URL else ""

"""Deployment checks (`kokemus check`) of who can sign in."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from kokemus.accounts import demo
from kokemus.accounts.models import Role, User


def nobody_is_made_up(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Made-up people in a real installation: anybody may know how to sign in as one."""
    if settings.DEMO or not demo.made_up_people():
        return []
    return [
        Error(
            "The database holds made-up people of demo mode.",
            hint="Begin with an empty database, or set KOKEMUS_DEMO=1 if this is a demonstration.",
            id="accounts.E001",
        )
    ]


def somebody_is_admin(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Without an administrator nobody can add users or settings."""
    if User.objects.having(Role.ADMIN).exists():
        return []
    return [
        Warning("There is no administrator.", hint="Run `kokemus create-admin EMAIL`.", id="accounts.W001")
    ]


def register_all() -> None:
    """Called from `AccountsConfig.ready`; they read the database, so only deployment checks run them."""
    for check in (nobody_is_made_up, somebody_is_admin):
        register(check, Tags.security, deploy=True)

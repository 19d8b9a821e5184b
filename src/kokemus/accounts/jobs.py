"""What `kokemus tick` does with sign-ins."""

from importlib import import_module

from django.conf import settings


def forget_sessions() -> None:
    """Erase sessions that have run out: with them go the answers of a request that was begun and never sent."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()

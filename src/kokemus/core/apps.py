"""App registration of `core`: database furniture that must stand after every migrate and flush."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from kokemus.core import checks, triggers


class CoreConfig(AppConfig):
    """Names the app and keeps the cache table and triggers standing."""

    name = "kokemus.core"
    label = "core"

    def ready(self) -> None:
        """Register the deployment checks and the one place that re-creates triggers."""
        checks.register_all()
        post_migrate.connect(triggers.make_all, dispatch_uid="core.triggers")

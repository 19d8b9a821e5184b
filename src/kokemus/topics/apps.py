"""App registration of `topics`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from kokemus.topics import importer


class TopicsConfig(AppConfig):
    """Names the app and seeds the taxonomy after each migrate."""

    name = "kokemus.topics"
    label = "topics"

    def ready(self) -> None:
        """The files that ship are the start of the county's own lists."""
        post_migrate.connect(importer.seed_taxonomy, sender=self, dispatch_uid="topics.seed")

"""App registration of `pages`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from kokemus.pages import importer


class PagesConfig(AppConfig):
    """Names the app and lays the texts that an installation starts with after each migrate."""

    name = "kokemus.pages"
    label = "pages"

    def ready(self) -> None:
        """The files that ship are the start of the county's own texts."""
        post_migrate.connect(importer.seed_pages, sender=self, dispatch_uid="pages.seed")

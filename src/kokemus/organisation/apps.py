"""App registration of `organisation`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from kokemus.organisation import importer


class OrganisationConfig(AppConfig):
    """Names the app and seeds its directories after each migrate."""

    name = "kokemus.organisation"
    label = "organisation"

    def ready(self) -> None:
        """The taxonomy, which `topics` seeds, is there by then: its app stands before this one."""
        post_migrate.connect(importer.seed, sender=self, dispatch_uid="organisation.seed")

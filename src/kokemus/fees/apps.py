"""App registration of `fees`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from kokemus.core.triggers import Protection, protect
from kokemus.fees import importer


class FeesConfig(AppConfig):
    """Names the app; what has left the house never changes."""

    name = "kokemus.fees"
    label = "fees"

    def ready(self) -> None:
        """A correction is a reversing row, so the database refuses any other change."""
        for table in ("fees_batch", "fees_batchrow", "fees_batchpayment", "fees_invoicebasis"):
            protect(Protection(table=table))
        post_migrate.connect(importer.seed_tables, sender=self, dispatch_uid="fees.seed")

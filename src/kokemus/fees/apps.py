"""App registration of `fees`."""

from django.apps import AppConfig

from kokemus.core.triggers import Protection, protect


class FeesConfig(AppConfig):
    """Names the app; a batch and its rows never change."""

    name = "kokemus.fees"
    label = "fees"

    def ready(self) -> None:
        """A correction is a reversing row, so the database refuses any other change."""
        protect(Protection(table="fees_batch"))
        protect(Protection(table="fees_batchrow"))

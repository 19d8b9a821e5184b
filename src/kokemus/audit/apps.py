"""App registration of `audit`."""

from django.apps import AppConfig

from kokemus.core.triggers import Protection, protect


class AuditConfig(AppConfig):
    """Names the app; its only table is append-only."""

    name = "kokemus.audit"
    label = "audit"

    def ready(self) -> None:
        """Let nobody change or delete a line of the log."""
        protect(Protection(table="audit_entry"))

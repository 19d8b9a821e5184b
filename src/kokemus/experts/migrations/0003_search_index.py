"""PostgreSQL finds parts of words by trigrams (pg_trgm); SQLite reads the texts through (docs/decisions/0015)."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The index, on PostgreSQL; its extension is a trusted one, which the database's owner may create."""
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        editor.execute(
            "CREATE INDEX experts_expert_search_trgm ON experts_expert USING gin (search_text gin_trgm_ops)"
        )


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Without the index; the extension may serve others."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX experts_expert_search_trgm")


class Migration(migrations.Migration):
    """One index, on one of the two databases."""

    dependencies = [("experts", "0002_recruiting_needs")]
    operations = [migrations.RunPython(make, drop)]

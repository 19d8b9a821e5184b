"""Deployment checks (`kokemus check`): each says what is wrong and what to do."""

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

WAL_MENDED = (3, 51, 3)  # sqlite.org/wal.html: the WAL-reset bug was in 3.7.0–3.51.2


def sqlite_is_mended(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """WAL on an SQLite with the WAL-reset bug can corrupt the register."""
    if connection.vendor != "sqlite" or sqlite3.sqlite_version_info >= WAL_MENDED:
        return []
    return [
        Error(
            f"SQLite {sqlite3.sqlite_version} has the WAL-reset bug (3.7.0–3.51.2) and may lose data.",
            hint="Install the pysqlite3 wheel (requirements/base.txt) or use PostgreSQL through DATABASE_URL.",
            id="core.E001",
        )
    ]


def settings_are_complete(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A real installation names its key, hosts, address and sender."""
    if settings.INSECURE:
        return []
    needed = ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DEFAULT_FROM_EMAIL")
    return [
        Error(
            f"{name} is not set.",
            hint=f"Set {name} in the environment; see docs/operations.md.",
            id="core.E002",
        )
        for name in needed
        if not getattr(settings, name)
    ]


def register_all() -> None:
    """Called from `CoreConfig.ready`."""
    register(Tags.database)(sqlite_is_mended)
    register(sqlite_is_mended)
    register(settings_are_complete)

"""Database triggers that hold "append only" and "never changes", re-created in this one place after every migrate.

Django remakes an SQLite table when a field is altered, and its triggers vanish silently; `flush` emits `post_migrate`.
So each app registers its protected tables from `AppConfig.ready` and `make_all` runs after all migrations.
"""

from dataclasses import dataclass
from typing import Any

from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Protection:
    """A table whose rows may not be changed or deleted, or only while `unless` (SQL over OLD) holds."""

    table: str
    update: bool = True
    delete: bool = True
    unless: str = "FALSE"


_protected: dict[str, Protection] = {}


def protect(protection: Protection) -> None:
    """Register a protected table; call from `AppConfig.ready`."""
    _protected[protection.table] = protection


def protected() -> list[Protection]:
    """All registered protections."""
    return list(_protected.values())


def _names(protection: Protection) -> list[tuple[str, str]]:
    verbs = [verb for verb, on in (("UPDATE", protection.update), ("DELETE", protection.delete)) if on]
    return [(f"{protection.table}_no_{verb.lower()}", verb) for verb in verbs]


def _make_sqlite(connection: BaseDatabaseWrapper, protection: Protection) -> list[str]:
    statements = []
    for name, verb in _names(protection):
        statements += [
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} BEFORE {verb} ON {protection.table} WHEN NOT ({protection.unless}) "
            f"BEGIN SELECT RAISE(ABORT, '{protection.table} is append only'); END",
        ]
    return statements


def _make_postgresql(connection: BaseDatabaseWrapper, protection: Protection) -> list[str]:
    statements = [
        "CREATE OR REPLACE FUNCTION kokemus_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    ]
    for name, verb in _names(protection):
        statements += [
            f"DROP TRIGGER IF EXISTS {name} ON {protection.table}",
            f"CREATE TRIGGER {name} BEFORE {verb} ON {protection.table} FOR EACH ROW "
            f"WHEN (NOT ({protection.unless})) EXECUTE FUNCTION kokemus_append_only()",
        ]
    if protection.delete:
        statements += [
            f"DROP TRIGGER IF EXISTS {protection.table}_no_truncate ON {protection.table}",
            f"CREATE TRIGGER {protection.table}_no_truncate BEFORE TRUNCATE ON {protection.table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION kokemus_append_only()",
        ]
    return statements


def make(connection: BaseDatabaseWrapper) -> None:
    """Create every registered trigger whose table exists."""
    tables = set(connection.introspection.table_names())
    builder = _make_sqlite if connection.vendor == "sqlite" else _make_postgresql
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for protection in protected():
            if protection.table in tables:
                for statement in builder(connection, protection):
                    cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Drop every registered trigger: for the test runner's flush and for the erasure of a database only."""
    tables = set(connection.introspection.table_names())
    on = "" if connection.vendor == "sqlite" else " ON {table}"
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for protection in protected():
            if protection.table not in tables:
                continue
            names = [name for name, _ in _names(protection)]
            if connection.vendor == "postgresql" and protection.delete:
                names.append(f"{protection.table}_no_truncate")
            for name in names:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + on.format(table=protection.table))


def make_all(sender: Any, using: str, **kwargs: Any) -> None:
    """After the last app has migrated: the cache table and all triggers stand."""
    if getattr(sender, "label", "") != "core":
        return
    call_command("createcachetable", database=using, verbosity=0)
    make(connections[using])

"""The log only grows, on both databases, and reading a person is in it."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from kokemus.audit import actions
from kokemus.audit.models import Entry
from kokemus.core import triggers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sql", ["UPDATE audit_entry SET verb = 'x'", "DELETE FROM audit_entry"])
def test_log_refuses_change(sql: str) -> None:
    actions.record("t.made", by="tick")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Entry.objects.get().verb == "t.made"


@pytest.mark.parametrize("sql", ["UPDATE audit_entry SET verb = 'x'", "DELETE FROM audit_entry"])
def test_control_without_the_triggers_the_log_can_be_changed(sql: str) -> None:
    actions.record("t.made", by="tick")
    with transaction.atomic():
        triggers.lift(connection)
        with connection.cursor() as cursor:
            cursor.execute(sql)
        assert not Entry.objects.filter(verb="t.made").exists()
        transaction.set_rollback(True)


def test_every_protected_table_has_its_triggers_after_migrate() -> None:
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {name for (name,) in cursor.fetchall()}
    wanted = {f"{p.table}_no_{verb}" for p in triggers.protected() for verb in ("update", "delete")}
    assert len(wanted) >= 6
    assert wanted <= standing


@pytest.mark.django_db(transaction=True)
def test_triggers_stand_again_after_a_table_is_remade() -> None:
    triggers.lift(connection)
    call_command("migrate", verbosity=0)
    actions.record("t.made", by="tick")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")


def test_reading_ids_leaves_one_line_for_each_person() -> None:
    actions.reading_ids("t.list", by=None, subject_ids=["a", "b", "a", ""], purpose="test")
    assert sorted(Entry.objects.reading().values_list("subject_id", flat=True)) == ["a", "b"]

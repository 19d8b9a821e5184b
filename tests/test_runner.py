"""What the root conftest promises: append-only tables are empty and guarded again after a test that commits."""

import importlib.util
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, transaction

from kokemus.audit.models import Entry

ROOT = Path(__file__).resolve().parent.parent / "conftest.py"
spec = importlib.util.spec_from_file_location("root_conftest", ROOT)  # "conftest" is the one beside this file
assert spec is not None
assert spec.loader is not None
root = importlib.util.module_from_spec(spec)
spec.loader.exec_module(root)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_log_is_empty_and_append_only_when_a_committing_test_begins(turn: str) -> None:
    assert not Entry.objects.exists()
    Entry.objects.create(kind=Entry.Kind.CHANGE, verb=turn)
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        Entry.objects.all().delete()
    assert Entry.objects.count() == 1


class Reporter:
    """As much of pytest's terminal reporter as the hook uses."""

    def __init__(self, skipped: int) -> None:
        self.stats = {"skipped": [object()] * skipped}

    def ensure_newline(self) -> None: ...

    def write_line(self, line: str, red: bool) -> None: ...


@pytest.mark.parametrize(
    ("ci", "skipped", "before", "after"),
    [("true", 1, 0, 1), ("true", 0, 0, 0), ("true", 1, 2, 2), ("", 1, 0, 0)],
    ids=["skipped in CI", "nothing skipped", "failed otherwise", "skipped at a desk"],
)
def test_session_fails_when_a_test_is_skipped_in_ci(
    ci: str,
    skipped: int,
    before: int,
    after: int,
    monkeypatch: pytest.MonkeyPatch,
    pytestconfig: pytest.Config,
) -> None:
    monkeypatch.setenv("CI", ci)
    plugins = SimpleNamespace(get_plugin={"terminalreporter": Reporter(skipped)}.get)
    session = SimpleNamespace(config=SimpleNamespace(pluginmanager=plugins), exitstatus=before)
    root.pytest_sessionfinish(session)  # type: ignore[arg-type]
    assert session.exitstatus == after

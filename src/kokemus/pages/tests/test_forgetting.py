"""A question is forgotten some time after its answer: its row, its messages, and its bytes in the database's files."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.utils import timezone

from kokemus.audit.models import Entry
from kokemus.messaging.models import Message
from kokemus.organisation.models import Organisation
from kokemus.pages import jobs
from kokemus.pages.models import Enquiry
from kokemus.pages.tests import asking

SECRET = "Kukaan ei saa tietää tätä kysymystä"
ANSWER_AND_FORGET = f"""
import sys, datetime as dt, django
django.setup()
from django.utils import timezone
from kokemus.core import text
from kokemus.pages import jobs
from kokemus.pages.actions import asking
from kokemus.pages.models import Enquiry
if "leave" in sys.argv:
    jobs.erasing.empty_the_log = lambda: None
answers = {{"text": "{SECRET}", "email": "kysyja@example.org"}}
asking.ask(key=text.public_id(), kind="question", answers=answers, language="fi")
assert jobs.forget_enquiries() == 0
long_ago = timezone.now() - dt.timedelta(days=181)
Enquiry.objects.update(state="answered", answered_at=long_ago, answer="{SECRET}")
assert jobs.forget_enquiries() == 1
"""
SERVE = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("SELECT 1 FROM pages_enquiry").fetchall()
print("open", flush=True)
sys.stdin.read()
"""


def old(days: int, **fields: object) -> Enquiry:
    answered = timezone.now() - dt.timedelta(days=days)
    return asking.made(state="answered", answered_at=answered, **fields)


@pytest.mark.django_db
def test_only_those_answered_long_ago_are_forgotten_with_their_messages():
    Organisation.objects.update_or_create(pk=1, defaults={"forget_days": 30})
    gone, fresh, waiting = old(31), old(29), asking.made(days=-400)
    Message.objects.create(about=gone.public_id, address="kysyja@example.org", template="t/x", state="sent")
    kept = Message.objects.create(about=fresh.public_id, address="x@example.org", template="t/x")
    assert jobs.forget_enquiries() == 1
    assert set(Enquiry.objects.all()) == {fresh, waiting}
    assert list(Message.objects.all()) == [kept]
    assert Entry.objects.get(verb="pages.forget_enquiry").thing_id == gone.public_id
    assert jobs.forget_enquiries() == 0


def run(folder: Path, *command: str) -> None:
    """Run Python in an installation of its own, on SQLite."""
    inherited = os.environ  # noqa: TID251  run as from a shell, less this test run's own settings
    kept = {
        name: value for name, value in inherited.items() if not name.startswith(("KOKEMUS_", "DATABASE_"))
    }
    ours = {
        "KOKEMUS_DEMO": "1",
        "KOKEMUS_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "kokemus.config.settings",
    }
    subprocess.run([sys.executable, *command], env={**kept, **ours}, check=True, timeout=120)


def files_that_hold(secret: str, folder: Path) -> set[str]:
    """The database's files in which the bytes of a text are found."""
    return {path.name for path in folder.glob("kokemus.sqlite3*") if secret.encode() in path.read_bytes()}


@contextmanager
def server(database: Path) -> Iterator[None]:
    """Another process that has the database open, so that its write-ahead log stays."""
    command = [sys.executable, "-c", SERVE, str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdin
        process.stdout.readline()
        yield
        process.stdin.close()


def test_forgotten_question_is_gone_from_the_raw_files(tmp_path):
    run(tmp_path, "-m", "kokemus.config.cli", "migrate")
    with server(tmp_path / "kokemus.sqlite3"):
        run(tmp_path, "-c", ANSWER_AND_FORGET)
        assert files_that_hold("Kaksisuuntainen mielialahäiriö", tmp_path)  # what is not erased is found
        assert files_that_hold(SECRET, tmp_path) == set()
        assert files_that_hold("kysyja@example.org", tmp_path) == set()
        run(tmp_path, "-c", ANSWER_AND_FORGET, "leave")
        assert files_that_hold(SECRET, tmp_path) == {"kokemus.sqlite3-wal"}  # the control

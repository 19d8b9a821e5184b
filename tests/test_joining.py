"""From a made-up application to the shortlist and out of the database: what crosses the apps."""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokemus.core import erasing
from kokemus.experts import jobs
from kokemus.experts.actions import consents, deciding, joining
from kokemus.experts.emails import join_token
from kokemus.experts.forms.route import Filled
from kokemus.experts.models import Application, Expert
from kokemus.experts.tests import applying
from kokemus.gigs import shortlist
from kokemus.gigs.models import Gig
from kokemus.messaging.models import Message
from tests import cast
from tests.test_races import elsewhere

OFFERED = ("offers", "own_units")
STORY = "Ainutlaatuinenkertomus"
ADDRESS = "hakija.salainen@example.org"


@pytest.fixture
def gig(county: cast.Cast) -> Gig:
    """A gig of the applicant's topic that looks for somebody."""
    made = cast.a_gig(county.unit, county.cost_centre, county.coordinator)[0]
    Gig.objects.filter(pk=made.pk).update(state=Gig.State.OPEN)
    made.topics.set([applying.topic("debt")])
    made.refresh_from_db()
    return made


def accepted(county: cast.Cast, **answers: str) -> Expert:
    """An applicant who has been accepted, with these answers to the questions of consent."""
    typed = applying.steps()
    typed["roolit"], typed["rajat"] = {}, {}
    application = applying.sent(Client(), typed, suostumukset={**answers})
    today = timezone.localdate()
    deciding.note_talk(application=application, on=today, note="", thinks_until=None, by=county.coordinator)
    told = Filled(application).told()
    return deciding.accept(
        application=application, told=told, starts=True, may_sign_in=False, by=county.coordinator
    )


def proposed(gig: Gig) -> set[str]:
    return {each.candidate.reference for each in shortlist.of(gig, timezone.localdate()).proposals}


def test_accepted_who_said_yes_is_proposed(county: cast.Cast, gig: Gig) -> None:
    assert accepted(county, own_units="yes").public_id in proposed(gig)


def test_accepted_who_said_no_to_offers_is_not_askable(county: cast.Cast, gig: Gig) -> None:
    expert = accepted(county, own_units="no", others="no", media="no")
    assert expert.state == Expert.State.ACTIVE
    assert expert.public_id not in proposed(gig)


def test_control_if_the_no_were_not_recorded_the_person_would_be_proposed(
    county: cast.Cast, gig: Gig, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = consents.answer

    def as_yes(*, answers: Any, **rest: Any) -> int:
        return real(
            answers=[consents.Answer(a.topic_id, a.purpose, a.audience, True) for a in answers], **rest
        )

    monkeypatch.setattr(consents, "answer", as_yes)
    assert accepted(county, own_units="no", others="no", media="no").public_id in proposed(gig)


def test_exception_of_a_topic_is_a_no_to_that_topic_alone(county: cast.Cast) -> None:
    typed = applying.steps() | {"aiheet": applying.ticks("debt", "alcohol"), "nakokulma": {}}
    application = applying.fill(
        Client(),
        applying.begin(Client()),
        typed,
        suostumukset={"own_units_except": str(applying.topic("debt").pk)},
    )
    told = Filled(application).told().consents
    answers = {each.topic_id: each.is_given for each in told if (each.purpose, each.audience) == OFFERED}
    assert answers == {applying.topic("debt").pk: False, applying.topic("alcohol").pk: True}


# Forgotten for good: the raw file of the database is searched, not the tables.


# Another process that has the database open, as a server's are, so that no closing empties the write-ahead log.
OPEN = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("PRAGMA journal_mode=WAL")
database.execute("SELECT 1 FROM experts_application").fetchall()
print("open", flush=True)
sys.stdin.read()
"""


def written(application: Application) -> None:
    """A story and an address into a draft, and a message about it."""
    joining.keep(application=application, step="kokemus", answers={"story": [STORY * 50]}, by="link")
    joining.send_link(application=application, address=ADDRESS, by="link")


def raw(folder: Path) -> bytes:
    """Everything that stands in the database's files; PostgreSQL's are not ours to read, so there the rows."""
    if connection.vendor != "sqlite":
        return str([*Application.objects.values(), *Message.objects.values()]).encode()
    return b"".join(path.read_bytes() for path in sorted(folder.glob("county.sqlite3*")))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by_job", [True, False])
def test_forgotten_draft_is_gone_from_the_raw_file(
    by_job: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    if connection.vendor == "sqlite":
        file = str(tmp_path / "county.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [file])
        monkeypatch.setitem(connections.settings["default"], "NAME", file)
        other = subprocess.Popen(
            [sys.executable, "-c", OPEN, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        request.addfinalizer(other.communicate)

    def write() -> None:
        written(joining.begin(language="fi", helper="", by="link"))

    def forget() -> int:
        old = timezone.now() - dt.timedelta(days=joining.DRAFT_DAYS + 1)
        Application.objects.update(touched_at=old)
        if by_job:
            return jobs.forget_applications()
        application = Application.objects.get()
        address = reverse("joining:take_back", args=[join_token(application)])
        return int(Client().post(address).status_code == 302)

    assert elsewhere(write) == [None]
    assert STORY.encode() in raw(tmp_path)  # the search can find it
    assert ADDRESS.encode() in raw(tmp_path)
    assert elsewhere(forget) == [1]
    assert STORY.encode() not in raw(tmp_path)
    assert ADDRESS.encode() not in raw(tmp_path)


@pytest.mark.django_db(transaction=True)
def test_control_a_draft_that_is_only_hidden_is_found_in_the_raw_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(Application, "delete", lambda self: None)
    with pytest.raises(AssertionError):
        test_forgotten_draft_is_gone_from_the_raw_file(True, tmp_path, monkeypatch, request)


@pytest.mark.django_db(transaction=True)
def test_control_without_emptying_the_log_the_draft_is_found_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    if connection.vendor != "sqlite":
        return  # the write-ahead log is SQLite's
    monkeypatch.setattr(erasing, "empty_the_log", lambda: None)
    with pytest.raises(AssertionError):
        test_forgotten_draft_is_gone_from_the_raw_file(True, tmp_path, monkeypatch, request)

"""From a made-up application to the shortlist and out of the database: what crosses the apps."""

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from kokemus.core import erasing
from kokemus.experts import jobs
from kokemus.experts.actions import consents, deciding, joining
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


def written(application: Application) -> None:
    """A story and an address into a draft, and a message about it."""
    joining.keep(application=application, step="kokemus", answers={"story": [STORY * 50]}, by="link")
    joining.send_link(application=application, address=ADDRESS, by="link")


def raw(folder: Path) -> bytes:
    """Everything in the database's files as they are, write-ahead log and all; of PostgreSQL the rows."""
    if connection.vendor != "sqlite":
        return str([*Application.objects.values(), *Message.objects.values()]).encode()
    return b"".join(path.read_bytes() for path in sorted(folder.glob("county.sqlite3*")))


def forget() -> None:
    """A draft grows old and the ticker comes."""
    old = timezone.now() - dt.timedelta(days=joining.DRAFT_DAYS + 1)
    Application.objects.update(touched_at=old)
    assert jobs.forget_applications() == 1


def take_back() -> None:
    """The applicant wants it gone."""
    joining.take_back(application=Application.objects.get(), by="link")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the database is; another worker's connection stays open, so that closing ours empties no log."""
    if connection.vendor != "sqlite":
        yield tmp_path
        return
    file = str(tmp_path / "county.sqlite3")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [file])
    monkeypatch.setitem(connections.settings["default"], "NAME", file)
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("SELECT count(*) FROM experts_application").fetchall()
        yield tmp_path


def write_and(erase: Callable[[], None], folder: Path) -> bytes:
    """Write, see that it stands in the files, erase; what the files hold then."""
    assert elsewhere(lambda: written(joining.begin(language="fi", helper="", by="link"))) == [None]
    assert STORY.encode() in raw(folder)  # the search can find it
    assert ADDRESS.encode() in raw(folder)
    assert elsewhere(erase) == [None]
    return raw(folder)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("erase", [forget, take_back])
def test_erased_application_is_gone_from_the_raw_files(folder: Path, erase: Callable[[], None]) -> None:
    left = write_and(erase, folder)
    assert STORY.encode() not in left
    assert ADDRESS.encode() not in left


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("erase", [forget, take_back])
def test_control_an_application_that_is_only_hidden_is_found_in_the_raw_files(
    folder: Path, erase: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Application, "delete", lambda self: None)
    assert STORY.encode() in write_and(erase, folder)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("erase", [forget, take_back])
def test_control_with_the_log_left_as_it_is_the_story_is_found(
    folder: Path, erase: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has this log")
    monkeypatch.setattr(erasing, "empty_the_log", lambda: None)
    assert STORY.encode() in write_and(erase, folder)

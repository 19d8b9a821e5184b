"""A GET never writes, but for a tested list; and whoever looks at a person is in the log before the page is shown."""

import pytest
from django.test import Client

from kokemus.audit import actions as audit
from kokemus.audit.models import Entry
from tests import cast
from tests.access import COORDINATORS, EVERYBODY, PAGES, address, client_of, viewers
from tests.writes import writing

ALLOWED = {
    "audit_entry",  # the log of who has looked
    "django_session",  # a form that is half filled in, a sign-in
}
# Pages that show people: whoever opens one leaves a line about each of them.
SHOWS_PEOPLE = {
    "home:person", "home:search", "experts:list", "gigs:shortlist", "gigs:detail", "messaging:outbox", "home:start",
}  # fmt: skip


def test_get_writes_only_what_is_allowed(county: cast.Cast) -> None:
    wrong = {}
    browsers = {actor: client_of(actor, county) for actor in EVERYBODY}
    for name, row in PAGES.items():
        for actor in viewers(row):
            with writing() as tables:
                browsers[actor].get(address(name, county))
            if tables - ALLOWED:
                wrong[f"{name} {actor}"] = tables - ALLOWED
    assert wrong == {}


def test_control_a_write_is_noticed(county: cast.Cast) -> None:
    with writing() as tables:
        county.aino.save()
    assert tables == {"experts_expert"}


@pytest.mark.parametrize("name", sorted(SHOWS_PEOPLE))
def test_looking_at_people_leaves_a_line_about_them(name: str, county: cast.Cast) -> None:
    before = Entry.objects.reading().count()
    to = address(name, county) + ("?q=Salattu" if name == "home:search" else "")
    assert client_of(COORDINATORS[0], county).get(to).status_code == 200
    assert Entry.objects.reading().count() > before


@pytest.mark.parametrize("name", ["home:person", "experts:list", "gigs:shortlist"])
def test_page_is_not_shown_when_the_log_cannot_be_written(
    name: str, county: cast.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("the log cannot be written")

    for act in ("reading", "reading_many", "reading_ids"):
        monkeypatch.setattr(audit, act, broken)
    client = Client(raise_request_exception=False)
    client.force_login(county.coordinator)
    response = client.get(address(name, county))
    assert response.status_code == 500
    assert "Ääritesti" not in response.content.decode()

"""A GET never writes, but for a tested list; and whoever looks at a person is in the log before the page is shown."""

import pytest

from kokemus.audit import actions as audit
from kokemus.audit.models import Entry
from tests import cast
from tests.access import EVERYBODY, PAGES, address, client_of, viewers, walk
from tests.writes import writing

ALLOWED = {
    "audit_entry",  # the log of who has looked
    "django_session",  # a form that is half filled in, a sign-in
}
# Pages that an expert's own link opens: whoever holds it is the person, or their phone.
OWN_LINKS = {
    "gigs:offer", "gigs:offer_another_time", "gigs:offer_drop_out", "gigs:offer_day_sheet", "gigs:hours_by_expert",
}  # fmt: skip
ADMIN_S = {"accounts:users"}  # who has an account; no page of the register


def shown(html: str, viewer: str, county: cast.Cast) -> set[str]:
    """Public ids of the experts whose surname stands on a page, but for the viewer's own."""
    people = {"aino": county.aino, "eero": county.eero, "salla": county.salla}
    return {each.public_id for name, each in people.items() if name != viewer and each.last_name in html}


def unlogged(county: cast.Cast) -> dict[str, set[str]]:
    """Pages that show somebody without a line about that very person in the log."""
    wrong = {}
    newest = 0
    for name, actor, response in walk(county):
        logged = set(Entry.objects.reading().filter(pk__gt=newest).values_list("subject_id", flat=True))
        newest = Entry.objects.latest("pk").pk if Entry.objects.exists() else 0
        found = shown(response.content.decode(errors="replace"), actor, county) - logged
        if found and name not in OWN_LINKS | ADMIN_S:
            wrong[f"{name} {actor}"] = found
    return wrong


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


def test_whoever_is_shown_is_in_the_log_as_looked_at(county: cast.Cast) -> None:
    assert unlogged(county) == {}


def test_control_a_page_that_logs_nobody_is_noticed(
    county: cast.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "reading", lambda *args, **kwargs: None)
    assert "home:person coordinator" in unlogged(county)


def test_search_leaves_a_line_about_whoever_is_found(county: cast.Cast) -> None:
    assert client_of("coordinator", county).get("/haku/?q=Salattu").status_code == 200
    assert Entry.objects.reading().filter(subject_id=county.salla.public_id).exists()


def test_nobody_is_shown_when_the_log_cannot_be_written(
    county: cast.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = {
        (name, actor)
        for name, actor, response in walk(county)
        if name not in OWN_LINKS | ADMIN_S and shown(response.content.decode(errors="replace"), actor, county)
    }
    assert len(people) > 20

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("the log cannot be written")

    for act in ("reading", "reading_many", "reading_ids"):
        monkeypatch.setattr(audit, act, broken)
    for name, actor in sorted(people):
        response = client_of(actor, county).get(address(name, county))
        assert response.status_code == 500, name
        assert not shown(response.content.decode(), actor, county), name

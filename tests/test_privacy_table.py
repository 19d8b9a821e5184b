"""Names, contacts and topics go only where this table says they may: every page, as each kind of viewer sees it."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kokemus.fees import exports
from kokemus.gigs.models import Assignment, Gig, Offer
from kokemus.gigs.views import status
from tests import cast
from tests.access import PAGES, address, client_of, walk

SOURCE = Path(exports.__file__).parent.parent
EMAILS = sorted(SOURCE.glob("*/templates/*/email/*.txt"))
COORDINATOR = "coordinator"
# What must not be seen, and the viewers who may see it somewhere.
SECRETS: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "Aino's surname": (
        ("Ääritesti",),
        frozenset({COORDINATOR, "aino", "unit_contact", "checker", "approver", "payroll", "admin"}),
    ),
    "Aino's phone": (
        ("+358400000100", "040 000 0100"),
        frozenset({COORDINATOR, "aino", "eero", "unit_contact"}),
    ),
    "Aino's address": (("aino@example.org",), frozenset({COORDINATOR, "aino", "unit_contact", "admin"})),
    "Salla's surname": (("Salattu",), frozenset({COORDINATOR, "admin"})),
    "Salla's home": (("Lemi",), frozenset()),
    "what the gig is for": (("Salainen tavoite",), frozenset({COORDINATOR, "aino", "eero", "unit_contact"})),
    "the requester's address": (("tilaaja@example.org",), frozenset({COORDINATOR, "aino", "eero"})),
    "the topic lived": (("Masennus", "masennus"), frozenset({COORDINATOR, "aino", "eero", "unit_contact"})),
    "what somebody asked": (("Salainen kysymys",), frozenset({COORDINATOR, "admin"})),
    "who asked": (("kysyja@example.org", "Kyösti"), frozenset({COORDINATOR, "admin"})),
}
# Pages on which a visitor or a link may see it: public lists of topics, and links that are meant for that person.
PUBLIC_TOPICS = {
    "gigs:request",
    "gigs:request_step",
    "gigs:request_check",
    "home:front",
    "home:contact",
    "organisation:peer_support",
    "topics:own_words",
    "style_guide",
    "pages:pages",
    "pages:page",
    "pages:guidance_list",
    "pages:guidance",
    "pages:news_list",
    "pages:news",
    "pages:statement",
    "pages:version",
}
OF_EXPERT = {
    "gigs:offer", "gigs:offer_another_time", "gigs:offer_drop_out", "gigs:offer_day_sheet", "gigs:hours_by_expert",
}  # fmt: skip
BY_LINK: dict[str, set[str]] = {
    "the topic lived": PUBLIC_TOPICS | OF_EXPERT,
    "what the gig is for": OF_EXPERT | {"gigs:status", "gigs:status_change", "gigs:confirm"},
    "the requester's address": OF_EXPERT | {"gigs:status_change"},
    "Aino's surname": OF_EXPERT,
    "what somebody asked": {"pages:asked"},
}
PLACES = {"gigs:phone", "gigs:edit"}  # a list of municipalities to choose from names nobody's home


def leaks(pages: Iterable[tuple[str, str, str]]) -> list[str]:
    """What is seen where the table does not allow it; `pages`: (name, viewer, html)."""
    found = []
    for name, viewer, html in pages:
        for secret, (words, may) in SECRETS.items():
            allowed = (
                viewer in may
                or name in BY_LINK.get(secret, set())
                or (secret == "Salla's home" and name in PLACES)
            )
            if not allowed and any(word in html for word in words):
                found.append(f"{secret} on {name} to {viewer}")
    return found


def seen(
    county: cast.Cast, only: Callable[[str, str], bool] = lambda name, viewer: True
) -> list[tuple[str, str, str]]:
    """Every page as text."""
    return [
        (name, viewer, response.content.decode(errors="replace"))
        for name, viewer, response in walk(county)
        if only(name, viewer)
    ]


def test_nothing_is_seen_where_it_may_not_be(county: cast.Cast) -> None:
    assert leaks(seen(county)) == []


def test_status_page_names_nobody_without_the_code(county: cast.Cast) -> None:
    pages = seen(county, lambda name, viewer: name.startswith("gigs:status"))
    assert len(pages) >= 4
    assert not any("Ääritesti" in html or "Keksitty" in html for _name, _viewer, html in pages)


def test_unit_s_people_see_no_name_before_anybody_is_chosen(county: cast.Cast) -> None:
    Assignment.objects.all().delete()
    Offer.objects.update(state=Offer.State.YES)
    Gig.objects.update(state=Gig.State.OFFERED)
    contact = client_of("unit_contact", county)
    names = [name for name, row in PAGES.items() if "unit_contact" in row.may and name not in OF_EXPERT]
    html = {name: contact.get(address(name, county)).content.decode(errors="replace") for name in names}
    assert [name for name in names if "Ääritesti" in html[name] or "040 000 0100" in html[name]] == []


def test_control_after_it_they_do(county: cast.Cast) -> None:
    pages = seen(county, lambda name, viewer: viewer == "unit_contact")
    assert {name for name, _viewer, html in pages if "Ääritesti" in html} >= {
        "gigs:unit_list",
        "gigs:day_sheet",
    }


def test_control_without_the_code_s_guard_the_name_is_seen(
    county: cast.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "may_see_names", lambda request, gig: True)
    pages = seen(county, lambda name, viewer: name == "gigs:status" and viewer == "visitor")
    assert "Aino's surname on gigs:status to visitor" in leaks(pages)


def test_control_a_leaked_home_is_noticed() -> None:
    assert leaks([("home:person", COORDINATOR, "Kotikunta: Lemi")]) == [
        "Salla's home on home:person to coordinator"
    ]


SUBJECT = re.compile(r"\{% (?:extends|autoescape|load)[^%]*%\}|\{% block \w+ %\}")
FILLED = re.compile(r"\bwith (\w+=.+?)%\}|\{\{ (?!day\b)(.+?) ?\}\}")
OF_PERSON = re.compile(
    r"\{[{%][^}]*(?:first_name|last_name|full_name|public_name|appears_as|\.goal|topic|perspective|requester_)[^}]*[%}]\}"
)


def filled_in(template: str) -> list[str]:
    """What a message's subject (its first line) is filled in with, but for days."""
    line = SUBJECT.sub("", template.strip().splitlines()[0])
    found = (next(filter(None, each)) for each in FILLED.findall(line))
    return [each for each in found if not re.fullmatch(r"day=[\w.]+\|day ?", each)]


def test_subjects_tell_days_and_nothing_else() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in EMAILS}
    assert len(texts) > 50
    assert {name: filled_in(text) for name, text in texts.items() if filled_in(text)} == {}


def test_messages_hold_no_name_and_no_story() -> None:
    told = {path.name: OF_PERSON.findall(path.read_text(encoding="utf-8")) for path in EMAILS}
    assert {name: found for name, found in told.items() if found} == {}


def test_control_names_and_topics_in_a_message_are_noticed() -> None:
    assert filled_in("{% blocktranslate with name=expert.full_name %}Hi {{ name }}{% endblocktranslate %}")
    assert filled_in("A gig: {{ gig.role.label }}")
    assert OF_PERSON.findall("{{ offer.expert.full_name }} {% if gig.goal %}")


def test_calendar_titles_tell_nothing(county: cast.Cast) -> None:
    secret = ("Ääritesti", "Keksitty", "Aino", "Eero", "asennus", "Salainen")
    calendar = next(r for name, _v, r in walk(county) if name == "gigs:offer_calendar").content.decode()
    summary = next(line for line in calendar.splitlines() if line.startswith("SUMMARY"))
    assert not any(word in summary for word in secret)


def test_payroll_s_file_tells_no_topic_unit_or_goal(county: cast.Cast) -> None:
    file = exports.payroll_csv(county.batch).decode("utf-8-sig")
    assert "100001" in file
    assert not any(word in file for word in ("asennus", "Testiyksikkö", "Salainen", "Ääritesti"))

"""Every page that tests/access.py lists, opened by the first who may, looked at wide and narrow (`eyes.py`)."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from kokemus.experts.emails import join_token
from kokemus.experts.forms.route import Filled
from kokemus.experts.models import Application
from kokemus.experts.models.application import AGE, TOPICS
from kokemus.experts.tests import applying
from kokemus.gigs.views.public import STEPS
from kokemus.organisation.models import Cooperation
from kokemus.pages import models as texts
from tests import cast
from tests.access import EVERYBODY, PAGES, Row, address
from tests.browser.eyes import NARROW
from tests.browser.people import Town

pytestmark = pytest.mark.django_db(transaction=True)

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


def looker(row: Row) -> str:
    """Who looks at a page: the first who may open it."""
    return row.may[0]


def go(page: Page, to: str) -> bool:
    """Open an address; whether it is a page, not a file."""
    if not page.request.get(to).headers.get("content-type", "").startswith("text/html"):
        return False
    page.goto(to)
    return True


def look_at_pages(town: Town, county: cast.Cast, actor: str, language: str) -> int:
    """Look at every page of an actor; how many there were."""
    account = getattr(county, actor) if actor != "visitor" else None
    person = town.person(getattr(account, "user", account), viewport=WIDE)
    seen = 0
    for name, row in PAGES.items():
        if looker(row) != actor or row.missing:
            continue
        person.page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        if not go(person.page, town.home + address(name, county, language)):
            continue
        seen += 1
        assert person.page.locator("html").get_attribute("lang") == language, name
        town.eyes.look(person.page)
        person.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        town.eyes.axe(person.page)
    return seen


@pytest.mark.parametrize("actor", sorted({looker(row) for row in PAGES.values()}, key=EVERYBODY.index))
def test_pages_look_right_to(actor: str, town: Town, county: cast.Cast) -> None:
    assert look_at_pages(town, county, actor, "fi") > 0
    assert town.eyes.complaints == []


def test_public_pages_look_right_in_swedish(town: Town, county: cast.Cast) -> None:
    assert look_at_pages(town, county, "visitor", "sv") > 0
    assert town.eyes.complaints == []


def each_public_page() -> Iterator[str]:
    """Where the table has one row for many pages: every text, service, and step of the two public forms."""
    for page in texts.Page.objects.filter(is_active=True):
        yield page.get_absolute_url()
    for code in Cooperation.objects.values_list("service__code", flat=True):
        yield reverse("organisation:service", args=[code])
    for step in STEPS:
        yield reverse("gigs:request_step", args=[step.slug])
    adult, minor = {TOPICS: applying.ticks("depression", "debt")}, {AGE: {"is_adult": ["no"]}}
    for answers in (adult, minor):
        draft = Application.objects.create(answers=answers)
        for slug in [each.slug for each in Filled(draft).steps]:
            yield reverse("joining:step", args=[join_token(draft), slug])


def test_every_public_page_fits_the_narrowest_phone(town: Town, county: cast.Cast, language: str) -> None:
    page = town.person(viewport=NARROW).page
    addresses = list(each_public_page())
    for each in addresses:
        page.goto(town.home + each)
        assert page.locator("html").get_attribute("lang") == language, each
        assert page.locator("h1").count() == 1, each
        town.eyes.narrow(page)
    assert len(addresses) > 60
    assert town.eyes.complaints == []

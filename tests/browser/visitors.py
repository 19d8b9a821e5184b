"""A visitor on a phone whose browser runs no script, in a language; what comes to the screen is looked at."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import Locator, Page, Route, expect

from kokemus.accounts.models import User
from tests.browser.people import Person, Town

PHONE = {"width": 390, "height": 844}
SEEN: set[tuple[str, ...]] = set()  # the kinds of page that one of these tests has looked at
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@dataclass
class Visitor(Person):
    """Follows links and presses buttons by the words of their language.

    `glass` is a browser that runs scripts, as axe must: it is shown what the visitor sees, and looked at. Whoever
    walks the same way in another language needs none: what can go wrong there is a word too long for the screen.
    """

    language: str
    glass: Page | None

    def begin(self) -> None:
        """The front page."""
        self.open(reverse("home:front"), _("Somebody who has lived it knows it"))

    def sees(self, heading: str | None = None) -> None:
        """The page has the heading and the language, fits a phone, and is looked at once."""
        if heading is not None:
            expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)
        if self.eyes.is_new(self.page):
            self.look()

    def look(self) -> None:
        """Look at the page as it stands, on the phone and at 320 px."""
        wide, screen = self.page.evaluate(WIDTHS)
        assert wide <= screen, f"{self.page.url} scrolls sideways: {wide} > {screen}"
        if self.glass is None:
            self.eyes.narrow(self.page)
        else:
            self.show(self.glass)
            self.eyes.look(self.glass)

    def show(self, glass: Page) -> None:
        """Put what the visitor sees before the other browser, under the same address."""
        shown, address = self.page.content(), self.page.url

        def give(route: Route) -> None:
            route.fulfill(body=shown, content_type="text/html; charset=utf-8")

        glass.route(address, give)
        glass.goto(address)
        glass.unroute(address, give)

    def go(self, view: str, heading: str, *args: str, inside: str = "main") -> None:
        """Follow the first link of the page that leads to a view."""
        self.to(self.page.locator(f"{inside} a[href^='{reverse(view, args=args)}']:visible").first, heading)

    def to(self, link: Locator, heading: str | None = None) -> None:
        """Follow a link."""
        link.click()
        self.sees(heading)

    def field(self, name: str) -> Locator:
        """A field by its name."""
        return self.page.locator(f"[name='{name}']")


def visitor(town: Town, language: str) -> Visitor:
    """Somebody new at a phone of their own."""
    town.eyes.known = SEEN
    phone = town.person(viewport=PHONE, has_touch=True, java_script_enabled=False)
    glass = town.person(viewport=PHONE).page if language == "fi" else None
    return Visitor(phone.page, town.home, town.eyes, language, glass)


def desk(town: Town, user: User) -> Person:
    """Somebody of the staff at a desk, in Finnish."""
    town.eyes.known = SEEN
    return town.person(user)

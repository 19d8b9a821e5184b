"""A person at a browser: opens pages and presses what they see; every page they see is looked at."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from kokemus.accounts.models import User
from tests.browser.eyes import Eyes


@dataclass
class Person:
    """One browser of one person."""

    page: Page
    home: str
    eyes: Eyes

    def sign_in(self, user: User) -> "Person":
        """Signed in already: signing in has tests of its own."""
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.home}]
        )
        return self

    def open(self, address: str, heading: str | None = None) -> None:
        """Go to an address."""
        self.page.goto(address if address.startswith("http") else self.home + address)
        self.sees(heading)

    def sees(self, heading: str | None = None) -> None:
        """The page has the heading; look at the page."""
        if heading is not None:
            expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        self.eyes.look_once(self.page)

    def reads(self, *texts: str) -> None:
        """The words are there."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)

    def does_not_read(self, *texts: str) -> None:
        """The words are nowhere on the page, not even hidden."""
        for text in texts:
            assert text not in self.page.content()

    def fill(self, **fields: str) -> None:
        """Type into fields by their names; the name of a field is the name of what is asked."""
        for name, value in fields.items():
            self.page.locator(f"[name='{name}']").fill(value)

    def type(self, label: str, value: str) -> None:
        """Type into the field that has a label."""
        self.page.get_by_label(label, exact=True).fill(value)

    def tick(self, label: str, *, inside: str | Locator = "main") -> None:
        """Choose the tick or the round button that has a label."""
        area = self.page.locator(inside) if isinstance(inside, str) else inside
        area.get_by_label(label, exact=True).check()

    def choose(self, name: str, value: str) -> None:
        """Choose one of the round buttons of a field."""
        self.page.locator(f"[name='{name}'][value='{value}']").check()

    def press(self, button: str, heading: str | None = None, *, inside: str | Locator = "body") -> None:
        """Press a button; then the page has the heading."""
        area = self.page.locator(inside) if isinstance(inside, str) else inside
        area.get_by_role("button", name=button, exact=True).click()
        self.sees(heading)

    def follow(self, link: str, heading: str | None = None, *, inside: str | Locator = "body") -> None:
        """Follow the first link that begins with the words; then the page has the heading."""
        area = self.page.locator(inside) if isinstance(inside, str) else inside
        area.get_by_role("link", name=re.compile(f"^{re.escape(link)}")).first.click()
        self.sees(heading)


class Town:
    """Opens browsers for people."""

    def __init__(self, browser: Browser, args: dict[str, Any], home: str) -> None:
        self.browser, self.args, self.home = browser, args, home
        self.eyes = Eyes(home)
        self.contexts: list[Any] = []

    def person(self, user: User | None = None, **more: Any) -> Person:
        """A person at a browser of their own, signed in when they have an account."""
        context = self.browser.new_context(**{**self.args, **more})
        context.set_default_timeout(8000)
        self.contexts.append(context)
        self.eyes.follow(context)
        someone = Person(context.new_page(), self.home, self.eyes)
        return someone.sign_in(user) if user else someone

    def tell(self) -> None:
        """What was wrong with the pages, and what stood on each screen at the end; pytest shows it of a failed test."""
        told = [*self.eyes.complaints]
        for context in self.contexts:
            told += [f"{page.url}\n{page.locator('body').aria_snapshot()}" for page in context.pages]
        print("\n".join(told))  # noqa: T201

    def close(self) -> None:
        """Close every browser."""
        for context in self.contexts:
            context.close()

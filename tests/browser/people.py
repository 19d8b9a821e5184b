"""A person at a browser, whose pages are looked at."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

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

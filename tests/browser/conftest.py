"""What the browser tests share: people at their browsers, a county, its mail, the visitor's language."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation
from playwright.sync_api import Browser

from kokemus.accounts import middleware
from tests import cast
from tests.browser import letters
from tests.browser.people import Town


@pytest.fixture
def town(
    browser: Browser, browser_context_args: dict[str, Any], live_server: Any, settings: Any
) -> Iterator[Town]:
    """People at their browsers; what was wrong with the pages is told also when the test breaks off."""
    settings.SITE_URL = live_server.url
    made = Town(browser, browser_context_args, live_server.url)
    yield made
    made.tell()
    made.close()


@pytest.fixture
def county(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> cast.Cast:
    """The cast, in tables that the server sees; the second factor has tests of its own."""
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    cache.clear()  # the public forms count tries there
    return cast.make()


@pytest.fixture
def mail(settings: Any) -> Iterator[letters.Mailbox]:
    """A mail server that keeps what is sent."""
    with letters.mailbox(settings) as box:
        yield box


@pytest.fixture(params=["fi", "sv"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """The visitor's language: addresses and words of the test are in it."""
    with translation.override(request.param):
        yield request.param

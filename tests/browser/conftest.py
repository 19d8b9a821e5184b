"""What the browser tests share: people at their browsers."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

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

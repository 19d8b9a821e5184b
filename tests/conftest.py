"""What the tests across apps share: the cast."""

import pytest

from kokemus.accounts import middleware
from tests import cast


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch) -> cast.Cast:
    """The cast; the second factor has tests of its own."""
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    return cast.make()

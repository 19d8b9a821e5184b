"""What the tests of the organisation share."""

import pytest
from django.test import Client

from kokemus.accounts import middleware
from kokemus.accounts.models import Role, User


@pytest.fixture(autouse=True)
def one_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second factor has tests of its own."""
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)


@pytest.fixture
def admin(db: None) -> Client:
    """A browser in which an administrator has signed in; `client` stays a visitor's."""
    client = Client()
    client.force_login(User.objects.create_user("admin@example.org", roles=(Role.ADMIN,)))
    return client

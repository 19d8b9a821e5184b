"""Signing in with a real browser: passkey, authenticator app, code by e-mail, the organisation's error, no script."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kokemus.accounts import actions
from kokemus.accounts.models import Role, User
from kokemus.audit.models import Entry
from kokemus.messaging.models import Message

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "kolme sanaa peräkkäin"


@pytest.fixture
def staff() -> User:
    user = actions.add_staff(
        email="koordinaattori@example.org", name="Kaisa", roles=[Role.COORDINATOR], by="tick"
    )
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def blocked(page: Page) -> list[str]:
    """What the content security policy held back."""
    found: list[str] = []
    page.on(
        "console", lambda said: found.append(said.text) if "Content Security Policy" in said.text else None
    )
    return found


@pytest.fixture
def authenticator(page: Page) -> None:
    """A device with a fingerprint reader that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.fixture
def plain(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A page of a browser without JavaScript."""
    context: BrowserContext = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def give_password(page: Page, url: str, user: User) -> None:
    page.set_default_timeout(8000)
    page.goto(f"{url}/kirjaudu/login/")
    page.get_by_label("Työsähköpostiosoitteesi").fill(user.email)
    page.get_by_label("Salasana", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Kirjaudu", exact=True).click()


def app_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_passkey_is_set_up_after_the_password_and_then_signs_in_alone(
    page: Page, live_server: Any, staff: User, authenticator: None, blocked: list[str]
) -> None:
    give_password(page, live_server.url, staff)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ota käyttöön toinen tunniste")
    page.get_by_role("link", name="Pääsyavain tai turva-avain").click()
    page.get_by_role("button", name="Lisää pääsyavain").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Palautuskoodit")
    page.get_by_role("link", name="Koodit ovat tallessa, jatka").click()
    page.wait_for_url(f"{live_server.url}/alku/")
    page.get_by_role("button", name="Kirjaudu ulos").first.click()
    page.goto(f"{live_server.url}/kirjaudu/login/")
    page.get_by_role("button", name="Kirjaudu pääsyavaimella").click()
    page.wait_for_url(f"{live_server.url}/alku/")
    ways = (
        Entry.objects.filter(kind=Entry.Kind.SIGN_IN).order_by("pk").values_list("details__method", flat=True)
    )
    assert list(ways) == ["password", "mfa"]
    assert blocked == []


def test_passkey_after_the_password_is_the_second_step(
    page: Page, live_server: Any, staff: User, authenticator: None, blocked: list[str]
) -> None:
    give_password(page, live_server.url, staff)
    page.get_by_role("link", name="Pääsyavain tai turva-avain").click()
    page.get_by_role("button", name="Lisää pääsyavain").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Palautuskoodit")
    page.context.clear_cookies()
    give_password(page, live_server.url, staff)
    expect(page.get_by_role("heading", level=1)).to_have_text("Vielä yksi vaihe")
    page.get_by_role("button", name="Käytä pääsyavainta").click()
    page.wait_for_url(f"{live_server.url}/alku/")
    assert blocked == []


def test_passkey_that_fails_says_so(page: Page, live_server: Any, blocked: list[str]) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{live_server.url}/kirjaudu/login/")
    page.get_by_role("button", name="Kirjaudu pääsyavaimella").click()
    expect(page.get_by_text("Pääsyavain ei toiminut tällä kertaa.")).to_be_visible()
    assert blocked == []


def test_app_is_set_up_and_used_without_javascript(plain: Page, live_server: Any, staff: User) -> None:
    give_password(plain, live_server.url, staff)
    plain.get_by_role("link", name="Koodi sovelluksesta").click()
    secret = plain.locator("dd .k-number").inner_text().replace(" ", "")
    plain.get_by_label("Sovelluksen näyttämä koodi").fill(app_code(secret))
    plain.get_by_role("button", name="Ota käyttöön").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Palautuskoodit")
    recovery = plain.locator("li.k-number").first.inner_text()
    plain.context.clear_cookies()
    give_password(plain, live_server.url, staff)
    plain.get_by_label("Sovelluksen näyttämä koodi tai palautuskoodi").fill(recovery)
    plain.get_by_role("button", name="Kirjaudu", exact=True).click()
    plain.wait_for_url(f"{live_server.url}/alku/")


def test_expert_signs_in_with_a_code_without_javascript(plain: Page, live_server: Any) -> None:
    user = actions.open_expert_account(email="aino@example.org", name="Aino", language="fi", by="tick")
    plain.goto(f"{live_server.url}/kirjaudu/login/")
    plain.get_by_label("Sähköpostiosoitteesi", exact=True).fill("aivo@example.org")
    plain.get_by_role("button", name="Lähetä minulle koodi").click()
    plain.get_by_text("Eikö viestiä tullut?").click()
    plain.get_by_role("button", name="Pyydä uusi koodi").click()
    plain.get_by_label("Sähköpostiosoitteesi", exact=True).fill(user.email)
    plain.get_by_role("button", name="Lähetä minulle koodi").click()
    message = Message.objects.get(address=user.email)
    found = re.search(r"^[A-Z0-9-]{6,9}$", message.body, re.MULTILINE)
    assert found
    plain.get_by_label("Koodi sähköpostista").fill(found[0])
    plain.get_by_role("button", name="Kirjaudu", exact=True).click()
    plain.wait_for_url(f"{live_server.url}/alku/")
    assert Entry.objects.get(kind=Entry.Kind.SIGN_IN).details == {"method": "code"}


def test_invited_person_sets_a_password_from_the_link(
    page: Page, live_server: Any, settings: Any, blocked: list[str]
) -> None:
    settings.SITE_URL = live_server.url
    user = actions.add_staff(email="uusi@example.org", name="Uusi", roles=[Role.CHECKER], by="tick")
    link: Callable[[str], Any] = re.compile(r"http\S+/key/\S+").search
    page.goto(link(Message.objects.get(address=user.email).body)[0])
    page.get_by_label("Uusi salasana").fill(PASSWORD)
    page.get_by_label("Sama uudelleen").fill(PASSWORD)
    page.get_by_role("button", name="Aseta salasana").click()
    give_password(page, live_server.url, user)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ota käyttöön toinen tunniste")
    assert blocked == []

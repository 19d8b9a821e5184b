"""Who may open allauth's own addresses: sign-in for visitors, one's factors for the signed in, sign-up for nobody."""

import pytest
from django.test import Client
from django.urls import reverse

from kokemus.accounts import middleware
from kokemus.accounts.models import User
from tests import cast
from tests.access import ALLAUTH, client_of, names

LOGIN, START = "login", "start"  # led to sign in; led on, since there is nothing to do here
# name: (arguments, a visitor, somebody signed in); a redirect is told by where it leads
TABLE: dict[str, tuple[list[object], object, object]] = {
    # signing in, for visitors
    "account_login": ([], 200, START),
    "account_request_login_code": ([], 200, START),
    "account_confirm_login_code": ([], LOGIN, START),
    "mfa_authenticate": ([], LOGIN, START),
    "mfa_login_webauthn": ([], LOGIN, START),
    "account_signup": ([], 200, START),
    # opened from an e-mail, by whoever holds the link
    "account_reset_password": ([], 200, 200),
    "account_reset_password_done": ([], 200, 200),
    "account_reset_password_from_key": (["1", "abc-def"], 200, 200),
    "account_reset_password_from_key_done": ([], 200, 200),
    "account_confirm_email": (["x"], 200, 200),
    "account_email_verification_sent": ([], 200, 200),
    "account_inactive": ([], 200, 200),
    "account_logout": ([], "front", 200),
    # one's own ways of signing in
    "account_change_password": ([], LOGIN, "set_password"),
    "account_set_password": ([], LOGIN, 200),
    "account_email": ([], LOGIN, "me"),
    "account_reauthenticate": ([], LOGIN, 403),
    "mfa_index": ([], LOGIN, 200),
    "mfa_activate_totp": ([], LOGIN, 200),
    "mfa_deactivate_totp": ([], LOGIN, 404),
    "mfa_list_webauthn": ([], LOGIN, 200),
    "mfa_add_webauthn": ([], LOGIN, 200),
    "mfa_edit_webauthn": ([1], LOGIN, 404),
    "mfa_remove_webauthn": ([1], LOGIN, 404),
    "mfa_view_recovery_codes": ([], LOGIN, 404),
    "mfa_generate_recovery_codes": ([], LOGIN, 200),
    "mfa_download_recovery_codes": ([], LOGIN, 404),
    "mfa_reauthenticate": ([], LOGIN, 403),
    "mfa_reauthenticate_webauthn": ([], LOGIN, 403),
    # an organisation's own sign-in; none is configured here (tests/test_oidc.py)
    "openid_connect_callback": (["organisation"], 404, 404),
    "openid_connect_login": (["organisation"], 404, 404),
    "socialaccount_connections": ([], LOGIN, 200),
    "socialaccount_login_cancelled": ([], 200, 200),
    "socialaccount_login_error": ([], LOGIN, 401),
    "socialaccount_signup": ([], LOGIN, LOGIN),
}
ADDRESSES = {
    LOGIN: "/kirjaudu/login/",
    START: "/alku/",
    "front": "/",
    "set_password": "/kirjaudu/password/set/",
    "me": "/tili/",
}


def answer(client: Client, name: str) -> object:
    """The status, or where it leads."""
    response = client.get(reverse(name, args=TABLE[name][0]))
    if response.status_code != 302:
        return response.status_code
    where = response["Location"].partition("?")[0].replace("/kirjaudu/login/code/", "/kirjaudu/login/")
    return next((word for word, place in ADDRESSES.items() if place == where), where)


def test_every_address_of_sign_in_has_a_row() -> None:
    assert {name for name in names() if name.startswith(ALLAUTH)} == set(TABLE)


@pytest.mark.parametrize("actor", ["visitor", "aino", "coordinator"])
def test_page_of_sign_in_opens_for_whom_it_is(actor: str, county: cast.Cast) -> None:
    client = client_of(actor, county)
    expected = {name: row[1 if actor == "visitor" else 2] for name, row in TABLE.items()}
    assert {name: answer(client, name) for name in TABLE} == expected


def test_nobody_signs_up_by_themselves(db: None) -> None:
    page = Client().post(reverse("account_signup"), {"email": "uusi@example.org"})
    assert page.status_code == 200
    assert not User.objects.exists()


def test_staff_without_second_factor_reach_nothing_but_setting_it_up(
    county: cast.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    client = client_of("coordinator", county)
    there = reverse("accounts:second_factor")
    for name in ("home:start", "home:search", "experts:list", "gigs:list", "accounts:me"):
        response = client.get(reverse(name))
        assert (response.status_code, response["Location"]) == (302, there), name
    assert client.get(there).status_code == 200
    assert {"account_logout", "accounts:second_factor"} <= middleware.OPEN_VIEWS
    assert client_of("aino", county).get(reverse("home:start")).status_code == 200

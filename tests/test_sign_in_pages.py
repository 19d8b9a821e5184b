"""Signing in with a password or a code: who gets what, limits, mail, and the organisation's own way when it is off."""

import re
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client

from kokemus.accounts import actions, checks, forms
from kokemus.accounts.models import Role, User
from kokemus.audit.models import Entry
from kokemus.messaging.models import Message

pytestmark = pytest.mark.django_db

PASSWORD = "kolme sanaa peräkkäin"
LIMIT_TEXT = "Liian monta yritystä. Odota viisi minuuttia ja yritä uudelleen."


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def staff() -> User:
    user = User.objects.create_user("kaisa@example.org", PASSWORD, name="Kaisa", roles=(Role.COORDINATOR,))
    actions._verify(user)
    return user


@pytest.fixture
def admin(client: Client) -> User:
    user = User.objects.create_user("admin@example.org", name="Admin", roles=(Role.ADMIN,))
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    client.force_login(user)
    return user


def sign_in(client: Client, password: str = PASSWORD) -> Any:
    return client.post("/kirjaudu/login/", {"login": "kaisa@example.org", "password": password})


def cached_rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM core_cache")
        return int(cursor.fetchone()[0])


def test_password_signs_staff_in_and_leads_to_the_second_factor(client: Client, staff: User) -> None:
    assert sign_in(client).status_code == 302
    assert client.session["_auth_user_id"] == str(staff.pk)
    assert client.get("/alku/").url == "/tili/toinen-tunniste/"


def test_expert_does_not_sign_in_with_a_password(client: Client, staff: User) -> None:
    staff.grants.update(role=Role.EXPERT)
    assert "ei ole oikein" in sign_in(client).content.decode()
    assert "_auth_user_id" not in client.session


def test_second_factor_is_asked_when_one_is_set_up(client: Client, staff: User) -> None:
    Authenticator.objects.create(user=staff, type="totp", data={"secret": "x"})
    assert sign_in(client).url == "/kirjaudu/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert "Vielä yksi vaihe" in client.get("/kirjaudu/2fa/authenticate/").content.decode()


def test_form_without_a_password_signs_nobody_in_and_sends_no_code(client: Client, staff: User) -> None:
    client.post("/kirjaudu/login/", {"login": staff.email})
    assert "_auth_user_id" not in client.session
    assert not Message.objects.exists()


def test_wrong_passwords_close_the_account_for_a_while_to_every_browser(staff: User) -> None:
    before = cached_rows()
    for _attempt in range(5):
        assert "ei ole oikein" in sign_in(Client(), "väärä").content.decode()
    other = Client()
    assert LIMIT_TEXT in sign_in(other).content.decode()
    assert "_auth_user_id" not in other.session
    assert cached_rows() > before  # so every worker process sees it


def test_control_without_the_limit_the_right_password_still_works(staff: User, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    for _attempt in range(5):
        sign_in(Client(), "väärä")
    other = Client()
    sign_in(other)
    assert other.session["_auth_user_id"] == str(staff.pk)


def test_limit_counts_the_senders_own_address_behind_a_proxy(staff: User, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(12):
        data = {"login": f"x{number}@example.org", "password": "väärä"}
        Client().post("/kirjaudu/login/", data, headers={"x-forwarded-for": "192.0.2.1"})
    client = Client(headers={"x-forwarded-for": "192.0.2.2"})
    sign_in(client)
    assert client.session["_auth_user_id"] == str(staff.pk)


def test_code_for_a_staff_address_becomes_a_kind_mail(client: Client, staff: User) -> None:
    client.post("/kirjaudu/login/code/", {"email": staff.email})
    message = Message.objects.get()
    assert message.subject == "Tällä osoitteella ei voi kirjautua"
    assert "salasanalla tai organisaation tunnuksella" in message.body


def test_page_after_asking_for_a_code_is_the_same_for_known_and_unknown(staff: User) -> None:
    actions.open_expert_account(email="aino@example.org", name="Aino", language="fi", by="tick")
    pages = [
        Client().post("/kirjaudu/login/code/", {"email": email}, follow=True).content.decode()
        for email in ("aino@example.org", staff.email, "muu@example.org")
    ]
    plain = [re.sub(r'value="[^"]{20,}"|\S+@example.org', "", page) for page in pages]
    assert plain[0] == plain[1] == plain[2]


def test_password_link_goes_to_staff_but_not_to_experts(client: Client, staff: User) -> None:
    actions.open_expert_account(email="aino@example.org", name="Aino", language="fi", by="tick")
    for email in (staff.email, "aino@example.org"):
        client.post("/kirjaudu/password/reset/", {"email": email})
    subjects = dict(Message.objects.values_list("address", "subject"))
    assert subjects == {
        staff.email: "Aseta uusi salasana",
        "aino@example.org": "Tällä osoitteella ei voi kirjautua",
    }


def test_closed_account_gets_neither_code_nor_session(client: Client, staff: User) -> None:
    actions.close_account(user=staff, by="tick")
    sign_in(client)
    assert "_auth_user_id" not in client.session
    assert Session.objects.filter(session_key=client.session.session_key).count() <= 1


def test_message_is_written_in_the_readers_language(client: Client) -> None:
    user = actions.open_expert_account(email="aino@example.org", name="Aino", language="en", by="tick")
    client.post("/kirjaudu/login/code/", {"email": user.email})
    message = Message.objects.get()
    assert (message.language, message.subject) == ("en", "Your sign-in code")
    assert message.recipient == user.public_id


def test_new_staff_get_a_link_that_sets_the_password(client: Client, admin: User) -> None:
    data = {"name": "Uusi", "email": "Uusi@Example.org", "language": "fi", "roles": [Role.CHECKER]}
    client.post("/tili/kayttajat/uusi/", data)
    message = Message.objects.get(address="uusi@example.org")
    assert message.subject == "Tunnuksesi on valmis: aseta salasana"
    path = re.search(r"http://127.0.0.1:8000(/\S+/key/\S+)", message.body)[1]
    visitor = Client()
    form_url = visitor.get(path).url
    visitor.post(form_url, {"password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.get(email="uusi@example.org").check_password(PASSWORD)
    assert "ei enää toimi" in Client().get(path, follow=True).content.decode()


def test_same_address_in_other_letters_is_told_kindly(client: Client, admin: User, staff: User) -> None:
    data = {"name": "Uusi", "email": "KAISA@example.org", "language": "fi", "roles": [Role.CHECKER]}
    page = client.post("/tili/kayttajat/uusi/", data).content.decode()
    assert "Tällä osoitteella on jo tunnus." in page
    assert "Uusi" in page


def test_admin_invites_again_and_removes_lost_factors(client: Client, admin: User, staff: User) -> None:
    Authenticator.objects.create(user=staff, type="totp", data={"secret": "x"})
    client.post(f"/tili/kayttajat/{staff.public_id}/kutsu/")
    client.post(f"/tili/kayttajat/{staff.public_id}/tunnisteet/")
    assert Message.objects.filter(address=staff.email).count() == 1
    assert not Authenticator.objects.filter(user=staff).exists()
    assert {"accounts.invite_again", "accounts.reset_second_factor"} <= set(
        Entry.objects.values_list("verb", flat=True)
    )


@pytest.mark.parametrize("path", ["kutsu", "tunnisteet"])
def test_only_the_admin_invites_and_removes(client: Client, staff: User, path: str) -> None:
    Authenticator.objects.create(user=staff, type="totp", data={"secret": "x"})
    client.force_login(staff)
    assert client.post(f"/tili/kayttajat/{staff.public_id}/{path}/").status_code == 403
    assert Authenticator.objects.filter(user=staff).exists()


def test_language_of_messages_is_chosen_on_my_account(client: Client) -> None:
    user = User.objects.create_user("aino@example.org", roles=(Role.EXPERT,))
    client.force_login(user)
    assert "Oma tunnus" in client.get("/tili/").content.decode()
    client.post("/tili/kieli/", {"language": "sv"})
    client.post("/tili/kieli/", {"language": "klingon"})
    user.refresh_from_db()
    assert user.language == "sv"


def test_code_goes_to_the_new_address_and_not_to_the_old_one(client: Client, staff: User) -> None:
    user = actions.open_expert_account(email="vanha@example.org", name="Aino", language="fi", by="tick")
    actions.change_address(user=user, email="Uusi@example.org", by="tick")
    for email in ("vanha@example.org", "uusi@example.org"):
        Client().post("/kirjaudu/login/code/", {"email": email})
    assert Message.objects.get(template="account/email/login_code").address == "uusi@example.org"
    with pytest.raises(actions.AddressTaken):
        actions.change_address(user=user, email=staff.email.upper(), by="tick")


def test_organisation_sign_in_is_not_there_when_it_is_not_set_up(client: Client) -> None:
    assert "/tili/organisaatio/" not in client.get("/kirjaudu/login/").content.decode()
    assert client.post("/tili/organisaatio/").status_code == 404


def test_first_admin_is_made_and_gets_a_link(client: Client) -> None:
    user = actions.create_admin(email="paula@example.org")
    assert user.has_role(Role.ADMIN)
    assert "/kirjaudu/password/reset/key/" in actions.password_link(user)
    assert [warning.id for warning in checks.somebody_is_admin()] == []


def test_deployment_check_warns_when_nobody_is_admin() -> None:
    assert [warning.id for warning in checks.somebody_is_admin()] == ["accounts.W001"]


def test_deployment_check_refuses_made_up_people_outside_demo_mode(settings: Any) -> None:
    settings.DEMO = False
    assert checks.nobody_is_made_up() == []
    User.objects.create_user("keksitty@example.org", is_demo=True)
    assert [error.id for error in checks.nobody_is_made_up()] == ["accounts.E001"]
    settings.DEMO = True
    assert checks.nobody_is_made_up() == []


def test_fields_have_no_placeholder() -> None:
    fields = [*forms.PasswordForm().fields.values(), *forms.CodeForm().fields.values()]
    assert [field.label for field in fields if "placeholder" in field.widget.attrs] == []


def test_expert_is_not_invited_to_set_a_password(client: Client, admin: User) -> None:
    aino = actions.open_expert_account(email="aino@example.org", name="Aino", language="fi", by="tick")
    assert client.post(f"/tili/kayttajat/{aino.public_id}/kutsu/").status_code == 404
    assert not Message.objects.exists()


def test_demo_page_has_a_button_for_each_role(client: Client, settings: Any) -> None:
    settings.DEMO = True
    for number, role in enumerate([*Role, Role.COORDINATOR]):
        User.objects.create_user(
            f"d{number}@example.org", name=f"Testi {number}", roles=(role,), is_demo=True
        )
    User.objects.create_user("real@example.org", name="Oikea", roles=(Role.ADMIN,), is_demo=False)
    page = client.get("/kirjaudu/login/").content.decode()
    assert page.count("/tili/kokeile/") == len(Role) + 1
    assert "Oikea" not in page
    settings.DEMO = False
    assert "/tili/kokeile/" not in client.get("/kirjaudu/login/").content.decode()


NOTICES = [
    *[
        f"account/email/{name}"
        for name in ("password_changed", "password_reset", "password_set", "email_changed")
    ],
    *[f"mfa/email/{name}" for name in ("recovery_codes_generated", "totp_activated", "totp_deactivated")],
    *[f"mfa/email/{name}" for name in ("webauthn_added", "webauthn_removed")],
    *[f"socialaccount/email/account_{name}" for name in ("connected", "disconnected")],
]


@pytest.mark.parametrize("template", NOTICES)
def test_notice_of_a_change_is_short_and_ours(rf: Any, staff: User, template: str) -> None:
    with context.request_context(rf.get("/")):
        get_adapter().send_notification_mail(template, staff, {"account": None, "provider": None})
    message = Message.objects.get()
    assert message.subject[0].isupper()
    assert "example.com" not in message.subject + message.body
    assert "Jos se et ollut sinä, soita heti" in message.body
    assert "Kiitos, kun käytät" not in message.body
    assert len(message.body.splitlines()) < 20

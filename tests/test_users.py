"""Users, roles, demo sign-in and the second factor: each guard with its control."""

import re
from typing import Any

import pytest
from django.test import Client

from kokemus.accounts import actions, middleware
from kokemus.accounts.models import Role, User
from kokemus.audit.models import Entry
from kokemus.messaging.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    return User.objects.create_user("admin@example.org", name="Admin", roles=(Role.ADMIN,))


@pytest.fixture
def demo(settings: Any) -> None:
    settings.DEMO = True


def test_staff_without_second_factor_can_open_nothing(client: Client, admin: User) -> None:
    client.force_login(admin)
    for url in ("/organisaatio/", "/alku/", "/tili/"):
        response = client.get(url)
        assert response.status_code == 302
        assert response.url == "/tili/toinen-tunniste/"
    assert client.get("/tili/toinen-tunniste/").status_code == 200


def test_control_without_the_guard_the_page_opens(client: Client, admin: User, monkeypatch: Any) -> None:
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    client.force_login(admin)
    assert client.get("/organisaatio/").status_code == 200


def test_expert_needs_no_second_factor(client: Client) -> None:
    client.force_login(User.objects.create_user("e@example.org", roles=(Role.EXPERT,)))
    assert client.get("/tili/").status_code == 200


def test_demo_sign_in_works_only_in_demo_mode(client: Client, settings: Any) -> None:
    settings.DEMO = False
    user = User.objects.create_user("d@example.org", is_demo=True)
    assert client.post(f"/tili/kokeile/{user.public_id}/").status_code == 404
    settings.DEMO = True
    assert client.post(f"/tili/kokeile/{user.public_id}/").status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.usefixtures("demo")
def test_demo_sign_in_refuses_somebody_who_is_not_made_up(client: Client) -> None:
    user = User.objects.create_user("real@example.org", is_demo=False)
    assert client.post(f"/tili/kokeile/{user.public_id}/").status_code == 404


@pytest.mark.usefixtures("demo")
def test_what_is_made_in_demo_mode_is_demo_data() -> None:
    assert User.objects.create_user("x@example.org").is_demo


def test_staff_get_no_code_by_e_mail(client: Client, admin: User) -> None:
    client.post("/kirjaudu/login/code/", {"email": admin.email})
    assert not any("login_code" in message.template for message in Message.objects.all())


def test_expert_gets_a_code_and_signs_in_with_it(client: Client) -> None:
    user = actions.open_expert_account(email="e@example.org", name="E", language="fi", by="tick")
    client.post("/kirjaudu/login/code/", {"email": user.email})
    message = Message.objects.get()
    code = re.search(r"^[A-Z0-9-]{6,9}$", message.body, re.MULTILINE)[0]
    client.post("/kirjaudu/login/code/confirm/", {"code": code})
    assert client.session["_auth_user_id"] == str(user.pk)
    assert Entry.objects.get(kind=Entry.Kind.SIGN_IN).details == {"method": "code"}


def test_last_admin_keeps_the_role(admin: User) -> None:
    with pytest.raises(actions.LastAdmin):
        actions.change_roles(user=admin, roles=[Role.COORDINATOR], by=admin)
    with pytest.raises(actions.LastAdmin):
        actions.close_account(user=admin, by=admin)


def test_admin_may_go_when_there_is_another(admin: User) -> None:
    User.objects.create_user("b@example.org", roles=(Role.ADMIN,))
    actions.change_roles(user=admin, roles=[Role.COORDINATOR], by=admin)
    assert set(admin.grants.values_list("role", flat=True)) == {Role.COORDINATOR}


def test_closed_account_ends_open_sessions(client: Client) -> None:
    user = User.objects.create_user("e@example.org", roles=(Role.EXPERT,))
    client.force_login(user)
    assert client.get("/tili/").status_code == 200
    actions.close_account(user=user, by="tick")
    assert client.get("/tili/").status_code == 302


def test_nobody_can_sign_up(client: Client) -> None:
    client.post("/kirjaudu/signup/", {"email": "new@example.org"})
    assert not User.objects.filter(email="new@example.org").exists()

"""`kokemus create-admin`: the first administrator gets in, and nobody makes a second one by mistake."""

import re

import pytest
from django.test import Client

from kokemus.accounts.models import Role, User
from kokemus.audit.models import Entry
from kokemus.config import cli

pytestmark = pytest.mark.django_db


def test_link_of_the_first_admin_sets_a_password(capsys: pytest.CaptureFixture[str], client: Client) -> None:
    assert cli.main(["create-admin", "Paula@Example.org", "--name", "Paula"]) == 0
    user = User.objects.get(email="paula@example.org")
    assert user.has_role(Role.ADMIN)
    assert Entry.objects.filter(verb="accounts.create_admin").exists()
    path = re.search(r"http://[^/]+(/\S+)", capsys.readouterr().out)[1]
    form_url = client.get(path).url
    client.post(form_url, {"password1": "kolme sanaa peräkkäin", "password2": "kolme sanaa peräkkäin"})
    user.refresh_from_db()
    assert user.check_password("kolme sanaa peräkkäin")


def test_second_admin_needs_force(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["create-admin", "paula@example.org"])
    assert cli.main(["create-admin", "toinen@example.org"]) == 2
    assert "--force" in capsys.readouterr().err
    assert User.objects.count() == 1
    assert cli.main(["create-admin", "toinen@example.org", "--force"]) == 0
    assert User.objects.having(Role.ADMIN).count() == 2


def test_admin_who_was_closed_out_comes_back(capsys: pytest.CaptureFixture[str]) -> None:
    User.objects.create_user("paula@example.org", is_active=False)
    assert cli.main(["create-admin", "paula@example.org"]) == 0
    assert User.objects.having(Role.ADMIN).get().email == "paula@example.org"


def test_bad_address_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["create-admin", "paula"]) == 2
    assert capsys.readouterr().err == "kokemus: not an e-mail address: paula\n"
    assert not User.objects.exists()

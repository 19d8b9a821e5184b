"""Sign-in codes follow an expert's address, and never lead to somebody else's account."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from kokemus.accounts import actions as accounts
from kokemus.accounts.models import Role, User
from kokemus.experts.actions import profile
from kokemus.experts.models import Expert
from kokemus.messaging.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def expert() -> Expert:
    made = profile.add(values={"first_name": "Aino", "email": "vanha@example.org"}, by="tick")
    profile.open_account(expert=made, by="tick")
    return made


def contacts(email: str) -> dict[str, Any]:
    return {"email": email, "channel": "email", "language": "fi"}


def test_sign_in_address_follows_when_the_contacts_change(expert: Expert) -> None:
    profile.edit(expert=expert, values={"email": "uusi@example.org"}, by="tick")
    user = User.objects.get(expert=expert)
    assert user.email == "uusi@example.org"
    assert list(user.emailaddress_set.values_list("email", "verified")) == [("uusi@example.org", True)]


def test_address_of_somebody_who_signs_in_is_refused_in_words(expert: Expert, client: Client) -> None:
    User.objects.create_user("koordinaattori@example.org", roles=(Role.COORDINATOR,))
    client.force_login(User.objects.get(expert=expert))
    page = client.post("/rekisteri/mina/muuta/yhteystiedot/", contacts("koordinaattori@example.org"))
    expert.refresh_from_db()
    assert page.status_code == 200
    assert expert.email == "vanha@example.org"


def test_action_refuses_it_even_without_the_form(expert: Expert) -> None:
    User.objects.create_user("koordinaattori@example.org", roles=(Role.COORDINATOR,))
    with pytest.raises(accounts.AddressTaken):
        profile.edit(expert=expert, values={"email": "koordinaattori@example.org"}, by="tick")
    expert.refresh_from_db()
    assert expert.email == "vanha@example.org"


@pytest.mark.parametrize("roles", [(Role.COORDINATOR,), (Role.APPROVER,), (Role.EXPERT,), ()])
def test_account_that_somebody_has_is_opened_to_nobody_else(roles: tuple[str, ...]) -> None:
    somebody = User.objects.create_user("joku@example.org", roles=roles)
    made = profile.add(values={"first_name": "Väärä", "email": "JOKU@example.org"}, by="tick")
    with pytest.raises(profile.AccountExists):
        profile.open_account(expert=made, by="tick")
    made.refresh_from_db()
    assert made.user is None
    assert set(somebody.grants.values_list("role", flat=True)) == set(roles)
    assert not somebody.emailaddress_set.exists()


def test_address_of_a_new_account_is_verified_by_the_first_code_alone(expert: Expert, client: Client) -> None:
    cache.clear()
    addresses = User.objects.get(expert=expert).emailaddress_set
    assert list(addresses.values_list("email", "verified")) == [("vanha@example.org", False)]
    client.post("/kirjaudu/login/code/", {"email": "vanha@example.org"})
    assert not addresses.get().verified  # asking for a code proves nothing
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", Message.objects.get().body, re.MULTILINE)[1]
    client.post("/kirjaudu/login/code/confirm/", {"code": code})
    assert client.session["_auth_user_id"] == str(expert.user_id)
    assert addresses.get().verified

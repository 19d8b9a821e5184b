"""A list makes the same number of queries for few and for many rows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from kokemus.accounts import middleware
from kokemus.accounts.models import Role, User
from kokemus.config import demo
from kokemus.experts.models import Expert
from kokemus.fees.models import Claim
from kokemus.gigs.models import Gig
from tests.access import ROWS

LISTS = {
    "home:start": Role.COORDINATOR,
    "experts:list": Role.COORDINATOR,
    "gigs:list": Role.COORDINATOR,
    "gigs:hours_list": Role.COORDINATOR,
    "pages:enquiries": Role.COORDINATOR,
    "messaging:outbox": Role.COORDINATOR,
    "fees:claims": Role.COORDINATOR,
    "fees:to_check": Role.CHECKER,
    "fees:to_approve": Role.APPROVER,
    "fees:batches": Role.PAYROLL,
    "gigs:unit_list": Role.UNIT_CONTACT,
    "gigs:my_offers": Role.EXPERT,
    "fees:my_claims": Role.EXPERT,
    "audit:log": Role.DATA_PROTECTION_OFFICER,
    "accounts:users": Role.ADMIN,
    "pages:manage": Role.ADMIN,
    "organisation:table": Role.ADMIN,
    "organisation:services": Role.ADMIN,
    "organisation:projects": Role.ADMIN,
    "home:search": Role.COORDINATOR,
    "home:person": Role.COORDINATOR,
    "gigs:detail": Role.COORDINATOR,
    "gigs:shortlist": Role.COORDINATOR,
    "experts:my_log": Role.EXPERT,
}


def busiest(gigs: Any) -> list[str]:
    """The gig with the most offers."""
    return [gigs.annotate(number=Count("offers")).order_by("-number", "pk").first().public_id]


def address(name: str) -> str:
    """A list's address; of pages about one thing, that of the thing of which there is most to tell."""
    arguments: dict[str, Callable[[], list[str]]] = {
        "organisation:table": lambda: ["yksikot"],
        "home:person": lambda: [
            Expert.objects.annotate(n=Count("offers")).order_by("-n", "pk").first().public_id
        ],
        "gigs:detail": lambda: busiest(Gig.objects.all()),
        "gigs:shortlist": lambda: busiest(Gig.objects.filter(state=Gig.State.OFFERED)),
    }
    words = "?q=a" if name == "home:search" else ""
    return reverse(name, args=arguments.get(name, list)()) + words


def counted(name: str, role: str, client: Any) -> int:
    """How many statements a page makes, the second time it is opened."""
    user = User.objects.having(role).filter(is_demo=True).earliest("pk")
    client.force_login(user)
    to = address(name)
    client.get(to)
    count = 0

    def count_one(execute: Callable[..., Any], *args: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*args)

    with connection.execute_wrapper(count_one):
        assert client.get(to).status_code == 200
    return count


def test_lists_are_in_the_table_of_access() -> None:
    assert set(LISTS) <= set(ROWS)


@pytest.mark.django_db
def test_number_of_queries_does_not_grow_with_the_rows(
    client: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO = True
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    few, many = (_all(client, size) for size in (80, 200))
    assert {name: (few[name], many[name]) for name in LISTS if many[name] > few[name]} == {}


def _all(client: Any, size: int) -> dict[str, int]:
    """Every list's number of statements in a county of this size, which is gone again afterwards."""
    with transaction.atomic():
        demo.fill(size=size, seed=2, on=timezone.localdate())
        _put_some_on_the_way(size // 10)
        numbers = {name: counted(name, role, client) for name, role in LISTS.items()}
        transaction.set_rollback(True)
    return numbers


def _put_some_on_the_way(number: int) -> None:
    """Claims that wait to be checked, and as many that wait to be approved."""
    nobody = {"approved_by": None, "approved_at": None}
    claims = list(Claim.objects.exclude(cost_centre=None).values_list("pk", flat=True)[: 2 * number])
    waiting = Claim.objects.filter(pk__in=claims[:number])
    waiting.update(state=Claim.State.CLAIMED, checked_by=None, checked_at=None, **nobody)
    checker = User.objects.having(Role.CHECKER).earliest("pk")
    Claim.objects.filter(pk__in=claims[number:]).update(
        state=Claim.State.CHECKED, checked_by=checker, **nobody
    )

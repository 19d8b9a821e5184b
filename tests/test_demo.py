"""`kokemus demo`: the same for the same seed, believable, visibly made up, and never on real people."""

import datetime as dt
from collections import Counter

import pytest
from django.db import transaction
from django.utils import timezone

from kokemus.accounts.models import Role, User
from kokemus.config import demo
from kokemus.experts import demo as register
from kokemus.experts.models import Expert
from kokemus.fees.models import Batch, Claim
from kokemus.gigs.models import Assignment, Gig, Offer

pytestmark = pytest.mark.django_db


def told() -> tuple[list[str], Counter[str], Counter[str]]:
    """What tells one county from another."""
    people = [f"{each.public_id} {each.sort_key} {each.state}" for each in Expert.objects.order_by("pk")]
    return (
        people,
        Counter(Gig.objects.values_list("state", flat=True)),
        Counter(Claim.objects.values_list("state", flat=True)),
    )


@pytest.fixture
def county(settings: pytest.FixtureRequest) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    demo.fill(size=120, seed=1, on=timezone.localdate())


@pytest.mark.usefixtures("county")
def test_county_has_the_volume_of_a_real_one() -> None:
    assert Expert.objects.count() == 120
    assert 250 <= Gig.objects.count() <= 270
    done = Counter(Assignment.objects.exclude(claim=None).values_list("expert", flat=True))
    assert 35 <= len(done) <= 45
    share = sum(count for _, count in done.most_common(10)) / sum(done.values())
    assert 0.35 <= share <= 0.55


@pytest.mark.usefixtures("county")
def test_every_state_is_there_to_be_seen() -> None:
    assert set(Expert.objects.values_list("state", flat=True)) == set(Expert.State)
    assert set(Gig.objects.values_list("state", flat=True)) == set(Gig.State)
    assert {Claim.State.CLAIMED, Claim.State.CHECKED, Claim.State.APPROVED, Claim.State.PAID} <= set(
        Claim.objects.values_list("state", flat=True)
    )
    assert {Offer.State.SENT, Offer.State.CHOSEN, Offer.State.NO} <= set(
        Offer.objects.values_list("state", flat=True)
    )
    assert Batch.objects.count() >= 6
    assert Expert.objects.filter(is_protected=True).exists()
    assert Expert.objects.unasked().count() >= 10


@pytest.mark.usefixtures("county")
def test_everybody_is_visibly_made_up() -> None:
    for expert in Expert.objects.all():
        assert expert.last_name in register.LAST
        assert not expert.email or expert.email.endswith("@example.org")
        assert expert.phone.startswith("+358405")


def test_same_seed_and_day_make_the_same_county() -> None:
    on, counties = timezone.localdate(), []
    for seed in (7, 7, 8):
        with transaction.atomic():
            demo.fill(size=30, seed=seed, on=on)
            counties.append(told())
            transaction.set_rollback(True)
    assert counties[0] == counties[1]
    assert counties[0] != counties[2]


@pytest.mark.usefixtures("county")
def test_real_people_are_noticed() -> None:
    assert not demo.real_people()
    Expert.objects.create(first_name="Oikea", is_demo=False)
    assert demo.real_people()


def test_two_thousand_people_take_some_seconds_only() -> None:
    demo.fill(size=2000, seed=1, on=dt.date(2026, 11, 24))
    assert Expert.objects.count() == 2000


@pytest.mark.usefixtures("county")
def test_expert_of_the_sign_in_page_has_an_offer_to_answer() -> None:
    expert = User.objects.having(Role.EXPERT).filter(is_demo=True).earliest("pk")
    assert Offer.objects.open().filter(expert__user=expert).exists()

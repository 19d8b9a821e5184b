"""The made-up fee tables, payroll calendar and a year of claims of the demonstration."""

import datetime as dt
from decimal import Decimal
from random import Random

from django.db import transaction
from django.utils import timezone

from kokemus.accounts.models import User
from kokemus.fees.actions import batching
from kokemus.fees.models import Claim, PayDay, Rate, TravelRate, WorkingForm
from kokemus.fees.models.claim import ClaimQuerySet

EXAMPLE = "esimerkki demoa varten"
RATES = (("trainer", True, "30.00"), ("", True, "25.00"), ("", False, "20.00"))  # kind, trained, € an hour


@transaction.atomic
def fill_tables(*, on: dt.date) -> None:
    """Rates from two years back, a kilometre rate for days before the official one, and pay days a month apart."""
    since = dt.date(on.year - 2, 1, 1)
    for kind, trained, amount in RATES:
        income_type = "214" if kind == "trainer" else "201"
        for form in (WorkingForm.ASSIGNMENT, WorkingForm.EMPLOYMENT):
            Rate.objects.create(
                kind=kind,
                working_form=form,
                trained=trained,
                amount=amount,
                income_type=income_type,
                valid_from=since,
            )
    TravelRate.objects.get_or_create(
        valid_from=since, defaults={"amount": Decimal("0.50"), "source": EXAMPLE}
    )
    for months in range(-14, 8):
        year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
        pays_on = dt.date(year, month + 1, 20)
        pays_on -= dt.timedelta(days=max(0, pays_on.weekday() - 4))  # banks pay on weekdays
        PayDay.objects.create(cut_off_on=dt.date(year, month + 1, 8), pays_on=pays_on)


@transaction.atomic
def pass_claims(*, random: Random, staff: dict[str, User], on: dt.date) -> None:
    """Old claims are paid in monthly batches; of the newest some wait for each of the people who pass them."""
    _date_back(on)
    for day in PayDay.objects.filter(cut_off_on__lt=on):
        held_before = day.cut_off_on - dt.timedelta(days=12)
        claims = Claim.objects.filter(state=Claim.State.CLAIMED, occurred_on__lt=held_before)
        _approve(claims.filter(payer_name=""), staff, day.cut_off_on - dt.timedelta(days=3))
        ready = Claim.objects.to_batch().exclude(expert__payroll_number="")
        if ready.exists():
            batch = batching.make_batch(by=staff["paula"], on=day.cut_off_on)
            if day.pays_on <= on:
                batching.mark_paid(batch=batch, paid_on=day.pays_on, by=staff["paula"])
    fresh = list(Claim.objects.filter(state=Claim.State.CLAIMED).values_list("pk", flat=True))
    random.shuffle(fresh)
    _approve(Claim.objects.filter(pk__in=fresh[: len(fresh) // 4]), staff, on)
    checked = Claim.objects.filter(pk__in=fresh[len(fresh) // 4 : len(fresh) // 2])
    checked.update(state=Claim.State.CHECKED, checked_by=staff["tarja"], checked_at=timezone.now())


def _date_back(on: dt.date) -> None:
    """Each claim was made some days after its gig, so that those that nobody has passed are seen to be late."""
    claims = list(Claim.objects.all())
    for claim in claims:
        day = min(claim.occurred_on + dt.timedelta(days=4), on)
        claim.created_at = claim.state_since = timezone.make_aware(dt.datetime.combine(day, dt.time(9)))
    Claim.objects.bulk_update(claims, ["created_at", "state_since"], batch_size=200)


def _approve(claims: ClaimQuerySet, staff: dict[str, User], on: dt.date) -> None:
    at = timezone.make_aware(dt.datetime.combine(on, dt.time(10)))
    claims.update(
        state=Claim.State.APPROVED,
        state_since=at,
        checked_by=staff["tarja"],
        checked_at=at,
        approved_by=staff["hannele"],
        approved_at=at,
    )

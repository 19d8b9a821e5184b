"""`kokemus demo`: a believable, visibly made-up county, the same for the same seed, size and day."""

import datetime as dt
from random import Random

from django.db import transaction

from kokemus.accounts import demo as accounts
from kokemus.accounts.models import User
from kokemus.experts import demo as experts
from kokemus.experts.models import Application, Expert
from kokemus.fees import demo as fees
from kokemus.gigs import demo as gigs
from kokemus.gigs.models import Gig
from kokemus.organisation import demo as organisation
from kokemus.pages import demo as pages
from kokemus.topics import demo as topics


def real_people() -> bool:
    """Whether the database holds anything that was not made in demo mode."""
    others = (model.objects.filter(is_demo=False).exists() for model in (Expert, Gig, Application))
    return accounts.real_people() or any(others)


def is_filled() -> bool:
    """Whether there is a county already."""
    return User.objects.exists()


@transaction.atomic
def fill(*, size: int, seed: int, on: dt.date) -> None:
    """Everything in one transaction: a county or nothing."""
    random = Random(seed)
    staff = accounts.fill()
    units = organisation.fill(random=random, staff=staff, on=on)
    topics.fill(by=staff["kaisa"], on=on)
    people = experts.fill(random=random, size=size, on=on)
    experts.fill_applications(staff=staff, on=on)
    fees.fill_tables(on=on)
    gigs.fill(random=random, size=size, on=on, units=units, experts=people)
    fees.pass_claims(random=random, staff=staff, on=on)
    pages.fill(random=random, size=size, staff=staff, on=on)
    pages.fill_texts(by=staff["antti"], on=on)

"""A gig that has been held, for the tests of hours and fees."""

import datetime as dt

from django.utils import timezone

from kokemus.accounts.models import Role
from kokemus.experts.models import Expert
from kokemus.fees.tests.money import Money, expert, user
from kokemus.gigs.models import Assignment, Gig, Occasion, Offer
from kokemus.organisation.models import Coordinator, Unit
from kokemus.topics import models as topics


class Held(Money):
    """`Money`, and a gig of two hours held three days ago by one expert, which a unit contact saw."""

    def __init__(self) -> None:
        super().__init__()
        self.contact = user(Role.UNIT_CONTACT)
        self.unit = Unit.objects.create(name="Salainen yksikkö", cost_centre=self.centre)
        self.unit.contacts.add(self.contact)
        self.keeper = Coordinator.objects.create(user=self.coordinator, phone="+358400000001")
        self.expert_user = user(Role.EXPERT)
        self.expert = expert(
            user=self.expert_user, email=self.expert_user.email, training=Expert.Training.TRAINED
        )
        self.gig = Gig.objects.create(
            state=Gig.State.DONE,
            confirmed_at=timezone.now(),
            coordinator=self.keeper,
            goal="Salainen aihe",
            role=topics.Role.objects.get(code="trainer"),
            unit=self.unit,
            cost_centre=self.centre,
            contact_email="yhteys@example.org",
        )
        self.assignment = self.assign(self.expert)

    def occasion(self, *, days: int = -3) -> Occasion:
        starts = (timezone.now() + dt.timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
        state = Occasion.State.DONE if days < 0 else Occasion.State.PLANNED
        return Occasion.objects.create(
            gig=self.gig,
            starts_at=starts,
            ends_at=starts + dt.timedelta(hours=2),
            preparation_hours=1,
            state=state,
        )

    def assign(self, person: Expert, *, days: int = -3) -> Assignment:
        offer, _ = Offer.objects.get_or_create(
            gig=self.gig, expert=person, defaults={"state": Offer.State.CHOSEN, "expires_at": timezone.now()}
        )
        occasion = self.occasion(days=days)
        return Assignment.objects.create(occasion=occasion, offer=offer, expert=person, preparation_hours=1)

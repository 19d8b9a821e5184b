"""People, cost centres and claims for the tests: as little as each needs."""

import datetime as dt
from decimal import Decimal
from itertools import count

from django.utils import timezone

from kokemus.accounts.models import Role, User
from kokemus.experts.models import Expert
from kokemus.fees.actions import claiming, passing
from kokemus.fees.models import Claim, PayDay, Rate
from kokemus.organisation.models import CostCentre

D = Decimal
_number = count(1)


def user(*roles: str) -> User:
    return User.objects.create_user(f"money{next(_number)}@example.org", roles=roles)


def expert(**fields: object) -> Expert:
    number = next(_number)
    facts = {"first_name": "Aino", "last_name": f"Testi{number}", "state": Expert.State.ACTIVE}
    return Expert.objects.create(**{**facts, "payroll_number": str(100_000 + number), **fields})


class Money:
    """One cost centre with its two people, a coordinator, payroll, a fee of 25 €/h and a pay day."""

    def __init__(self) -> None:
        self.coordinator = user(Role.COORDINATOR)
        self.checker = user(Role.CHECKER)
        self.approver = user(Role.APPROVER)
        self.payroll = user(Role.PAYROLL)
        self.admin = user(Role.ADMIN)
        self.centre = CostCentre.objects.create(code=f"47{next(_number)}", name="Salainen klinikka")
        self.centre.checkers.add(self.checker)
        self.centre.approvers.add(self.approver)
        self.rate, _ = Rate.objects.get_or_create(
            amount=D("25.00"), income_type="214", valid_from=dt.date(2020, 1, 1)
        )
        self.today = timezone.localdate()
        self.pay_day, _ = PayDay.objects.get_or_create(
            pays_on=self.today + dt.timedelta(days=30), cut_off_on=self.today + dt.timedelta(days=20)
        )
        self.expert = expert()

    def claim(self, **changes: object) -> Claim:
        facts = {
            "expert": self.expert,
            "occurred_on": dt.date(2026, 11, 20),
            "kind": "trainer",
            "working_form": "assignment",
            "trained": True,
            "hours": D(2),
            "preparation_hours": D(1),
            "cost_centre": self.centre,
            "by": self.coordinator,
        }
        return claiming.claim(**{**facts, **changes})

    def approved(self, claim: Claim | None = None, **changes: object) -> Claim:
        claim = claim or self.claim(**changes)
        outside = claim.cost_centre is None
        passing.check(claim=claim, by=self.coordinator if outside else self.checker)
        passing.approve(claim=claim, by=self.payroll if outside else self.approver)
        return claim

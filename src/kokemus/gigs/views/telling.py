"""What an expert is told of a gig before and after the yes: times, fee, pay day, until when it is decided."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kokemus.core.workdays import add_working_days
from kokemus.experts.models import Expert
from kokemus.fees.calculation import estimate
from kokemus.fees.models import PayDay, Rate, WorkingForm
from kokemus.gigs.models import Gig, Occasion, Offer
from kokemus.organisation.models import Organisation

HOUR = Decimal(3600)


def hours_of(occasion: Occasion) -> Decimal:
    """How long an occasion lasts, in hours to two decimals."""
    seconds = Decimal((occasion.ends_at - occasion.starts_at).total_seconds())
    return (seconds / HOUR).quantize(Decimal("0.01"))


def told(offer: Offer) -> dict[str, Any]:
    """Everything about a gig that its offer and its agreed page show."""
    gig, expert = offer.gig, offer.expert
    occasions = list(gig.occasions.exclude(state=Occasion.State.CANCELLED))
    return {
        "offer": offer,
        "gig": gig,
        "expert": expert,
        "occasions": [{"at": each, "hours": hours_of(each)} for each in occasions],
        "preparation": occasions[0].preparation_hours if occasions else None,
        "coordinator": gig.coordinator,
        "confirm_by": confirm_by(offer),
        "accident_cover": Organisation.current().accident_cover,
        **fee_facts(gig, expert, occasions),
    }


def confirm_by(offer: Offer) -> dt.date:
    """The day by which whoever said yes hears how it ended: one working day after the time to answer."""
    return add_working_days(timezone.localtime(offer.expires_at).date(), 1)


def fee_facts(gig: Gig, expert: Expert, occasions: list[Occasion]) -> dict[str, Any]:
    """The gross fee of all occasions (None when the table does not say) and the pay day by the payroll calendar."""
    is_unpaid = gig.working_form == WorkingForm.UNPAID
    amounts = [] if is_unpaid else [_fee(gig, expert, each) for each in occasions]
    known = [amount for amount in amounts if amount is not None]
    return {
        "is_unpaid": is_unpaid,
        "fee_refused": expert.fee_refused,
        "fee": sum(known, Decimal(0)) if amounts and len(known) == len(amounts) else None,
        "pays_on": _pay_day(occasions) if occasions and not gig.is_external and not is_unpaid else None,
    }


def _fee(gig: Gig, expert: Expert, occasion: Occasion) -> Decimal | None:
    day = timezone.localtime(occasion.starts_at).date()
    return estimate(
        Rate.objects.on(day),
        kind=gig.role.code if gig.role else "",
        working_form=gig.working_form,
        trained=expert.training == Expert.Training.TRAINED,
        hours=hours_of(occasion),
        preparation_hours=occasion.preparation_hours,
        on=day,
    )


def _pay_day(occasions: list[Occasion]) -> dt.date | None:
    """The pay day of hours confirmed within a week of the first occasion; None when the calendar ends before it."""
    confirmed = timezone.localtime(occasions[0].ends_at).date() + dt.timedelta(days=7)
    row = PayDay.objects.filter(cut_off_on__gte=confirmed).first()
    return row.pays_on if row else None

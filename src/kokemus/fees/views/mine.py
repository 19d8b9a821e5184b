"""The expert's own money: what is coming, what has been paid, in plain words."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.core import formats
from kokemus.fees.models import Claim, PayDay

KINDS = {"paid": "ok", "returned": "attention"}


@roles_required(Role.EXPERT)
@require_safe
def my_claims(request: HttpRequest) -> HttpResponse:
    """All of one's own fees, newest first."""
    user: Any = request.user
    own = Claim.objects.filter(expert__user=user).exclude(state=Claim.State.VOID)
    found = list(own.for_lists().prefetch_related("batch_rows__batch").order_by("-occurred_on", "-pk"))
    today = timezone.localdate()
    pay_day = PayDay.objects.for_approval_on(today)
    paid = [each for each in found if each.state == Claim.State.PAID]
    ahead = [each for each in found if each.state not in (Claim.State.PAID, Claim.State.SETTLED)]
    context = {
        "ahead": [_row(each, pay_day) for each in ahead],
        "done": [_row(each, pay_day) for each in found if each not in ahead],
        "coming": _sum(ahead),
        "paid_this_year": _sum(each for each in paid if each.paid_on and each.paid_on.year == today.year),
        "year": today.year,
    }
    return render(request, "fees/my_claims.html", context)


def _sum(found: Any) -> Decimal:
    return sum((each.total for each in found), Decimal("0.00"))


def _row(claim: Claim, pay_day: PayDay | None) -> dict[str, Any]:
    return {"claim": claim, "words": words(claim, pay_day), "kind": KINDS.get(claim.state, "neutral")}


def words(claim: Claim, pay_day: PayDay | None) -> str:
    """Where the money is, in the expert's words."""
    if claim.state == Claim.State.PAID:
        return _("Was paid on %(day)s") % {"day": _day(claim.paid_on)}
    if claim.state == Claim.State.BATCHED:
        rows = claim.batch_rows.all()
        return _("Paid on %(day)s") % {"day": _day(rows[0].batch.pays_on)}
    if claim.state == Claim.State.APPROVED and claim.is_external:
        return _("Approved. %(payer)s is invoiced.") % {"payer": claim.payer_name}
    if claim.state == Claim.State.APPROVED and pay_day:
        return _("Approved. Paid on %(day)s") % {"day": _day(pay_day.pays_on)}
    return {
        Claim.State.CLAIMED: _("Being checked"),
        Claim.State.CHECKED: _("Checked, waits for approval"),
        Claim.State.RETURNED: _("The coordinator corrects something. You need not do anything."),
        Claim.State.APPROVED: _("Approved. Paid with the next payroll."),
        Claim.State.INVOICED: _("%(payer)s has been invoiced") % {"payer": claim.payer_name},
        Claim.State.SETTLED: _("Nothing to pay"),
    }[Claim.State(claim.state)]


def _day(day: dt.date | None) -> str:
    return formats.day(day) if day else ""

"""Make an invoice basis of an external payer's approved claims, and say that it is paid."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.fees.actions.batching import NothingToPay
from kokemus.fees.models import Claim, InvoiceBasis
from kokemus.fees.permissions import payroll
from kokemus.fees.workflow import CLAIM


@transaction.atomic
def make_invoice_basis(*, payer_name: str, payer_business_id: str, by: Any) -> InvoiceBasis:
    """All approved claims of one external payer onto one invoice basis; none of them ever goes to payroll.

    Raises NotAllowed, NothingToPay (also on a double press).
    """
    if not payroll(by):
        raise NotAllowed("make_invoice_basis")
    waiting = Claim.objects.to_invoice().filter(payer_name=payer_name, payer_business_id=payer_business_id)
    claims = list(waiting.select_for_update(of=("self",)).for_lists()) if payer_name else []
    if not claims:
        raise NothingToPay("make_invoice_basis")
    newest = InvoiceBasis.objects.first()
    basis = InvoiceBasis.objects.create(
        number=newest.number + 1 if newest else 1,
        payer_name=payer_name,
        payer_business_id=payer_business_id,
        payer_address=claims[-1].payer_address,
        total=sum((claim.total for claim in claims), Decimal("0.00")),
        by=by,
    )
    basis.claims.add(*claims)
    for claim in claims:
        CLAIM.move(claim, "invoice", by=by, state_since=timezone.now())
        audit.record("fees.invoice", by=by, thing=claim, subject=claim.expert, basis=basis.number)
    return basis


@transaction.atomic
def mark_invoice_paid(*, basis: InvoiceBasis, paid_on: dt.date, by: Any) -> None:
    """The external payer has paid. Raises NotAllowed, WrongState (also on a double press)."""
    if not payroll(by):
        raise NotAllowed("mark_invoice_paid")
    claims = list(basis.claims.filter(state=Claim.State.INVOICED).select_related("expert"))
    if not claims:
        raise WrongState("mark_invoice_paid")
    for claim in claims:
        CLAIM.move(claim, "pay", by=by, paid_on=paid_on, state_since=timezone.now())
        audit.record("fees.pay", by=by, thing=claim, subject=claim.expert, basis=basis.number)

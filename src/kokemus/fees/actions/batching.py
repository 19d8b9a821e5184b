"""Make a payroll batch of what has been approved, and say that it is paid."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from kokemus.audit import actions as audit
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.fees import exports
from kokemus.fees.models import (
    Batch,
    BatchPayment,
    BatchRow,
    Claim,
    ClaimLine,
    PayCode,
    PayDay,
    PayrollColumn,
    PayrollFormat,
)
from kokemus.fees.models.batch import fingerprint
from kokemus.fees.permissions import payroll
from kokemus.fees.workflow import CLAIM


class NothingToPay(WrongState):
    """No approved claim can be paid now."""


class NoPayDay(Exception):
    """The payroll calendar has no pay day ahead; `str()` says what to do."""


class NoColumns(Exception):
    """The payroll file has no columns; `str()` says what to do."""


@dataclass
class Sorted:
    """Approved claims: what can go to payroll now, and what cannot with the sentence that says why."""

    ready: list[Claim] = field(default_factory=list)
    left: list[tuple[Claim, str]] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        """What the ready ones pay together, euros."""
        return sum((claim.total for claim in self.ready), Decimal("0.00"))


def sort_out(claims: list[Claim]) -> Sorted:
    """Which approved claims can go into a batch; nothing is dropped in silence."""
    codes = _pay_codes()
    sorted_ = Sorted()
    for claim in claims:
        why = _why_not(claim, codes)
        if why:
            sorted_.left.append((claim, why))
        else:
            sorted_.ready.append(claim)
    return sorted_


@transaction.atomic
def make_batch(*, by: Any, on: dt.date | None = None) -> Batch:
    """Everything approved into one batch, its file written once and for all.

    Raises NotAllowed, NothingToPay (also on a double press), NoPayDay, NoColumns.
    """
    if not payroll(by):
        raise NotAllowed("make_batch")
    pay_day = PayDay.objects.for_approval_on(on or timezone.localdate())
    if pay_day is None:
        raise NoPayDay(
            gettext("The payroll calendar has no pay day ahead. Add pay days to it and try again.")
        )
    claims = Claim.objects.to_batch().select_for_update(of=("self",)).for_lists()
    ready = sort_out(list(claims)).ready
    if not ready:
        raise NothingToPay("make_batch")
    batch = _write(ready, pay_day.pays_on, by)
    for claim in ready:
        CLAIM.move(claim, "batch", by=by, state_since=timezone.now())
        audit.record("fees.batch", by=by, thing=claim, subject=claim.expert, batch=batch.number)
    return batch


@transaction.atomic
def mark_paid(*, batch: Batch, paid_on: dt.date, by: Any) -> None:
    """Payroll has paid a batch. Raises NotAllowed, WrongState (also on a double press)."""
    if not payroll(by):
        raise NotAllowed("mark_paid")
    _, made = BatchPayment.objects.get_or_create(batch=batch, defaults={"paid_on": paid_on, "by": by})
    if not made:
        raise WrongState("mark_paid")
    for claim in Claim.objects.filter(batch_rows__batch=batch).distinct().select_related("expert"):
        CLAIM.move(claim, "pay", by=by, paid_on=paid_on, state_since=timezone.now())
        audit.record("fees.pay", by=by, thing=claim, subject=claim.expert, batch=batch.number)


def _pay_codes() -> dict[tuple[str, str], str]:
    return {(row.kind, row.working_form): row.code for row in PayCode.objects.all()}


def _code(claim: Claim, line: ClaimLine, codes: dict[tuple[str, str], str]) -> str:
    return codes.get((line.kind, claim.working_form)) or codes.get((line.kind, ""), "")


def _why_not(claim: Claim, codes: dict[tuple[str, str], str]) -> str:
    if not claim.expert.payroll_number:
        return gettext(
            "Payroll's person number is missing. It is added on the person's page in the register."
        )
    for line in claim.lines.all():
        if line.amount and not _code(claim, line, codes):
            return gettext("The table of pay codes has no code for: %(what)s, %(form)s.") % {
                "what": line.get_kind_display(),
                "form": claim.get_working_form_display(),
            }
    return ""


def _write(claims: list[Claim], pays_on: dt.date, by: Any) -> Batch:
    columns = list(PayrollColumn.objects.values("header", "field", "constant"))
    if not columns:
        raise NoColumns(
            gettext("The payroll file has no columns. Add them to the table of columns and try again.")
        )
    form, codes = PayrollFormat.current(), _pay_codes()
    rows = [
        BatchRow(
            claim=claim,
            line=line,
            amount=line.amount,
            values=exports.cells(
                columns,
                exports.facts_of(claim, line, pay_code=_code(claim, line, codes), pays_on=pays_on),
                form,
            ),
        )
        for claim in claims
        for line in claim.lines.all()
        if line.amount
    ]
    headers = [column["header"] for column in columns]
    content = exports.written(headers, [row.values for row in rows], separator=form.separator)
    newest = Batch.objects.first()
    batch = Batch.objects.create(
        number=newest.number + 1 if newest else 1,
        pays_on=pays_on,
        by=by,
        columns=columns,
        content=content,
        sha256=fingerprint(content),
        row_count=len(rows),
        total=sum((row.amount for row in rows), Decimal("0.00")),
    )
    for row in rows:
        row.batch = batch
    BatchRow.objects.bulk_create(rows)
    return batch

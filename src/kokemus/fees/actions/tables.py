"""Edit the tables of money. A row by which somebody has been paid is ended, never changed: a new row is added."""

from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext

from kokemus.audit import actions as audit
from kokemus.core import formats
from kokemus.core.workflow import NotAllowed
from kokemus.fees.models import Batch, PayCode, PayDay, PayrollColumn, PayrollFormat, Rate, TravelRate
from kokemus.fees.permissions import keeps_money_tables, keeps_payroll_tables

KEEPERS = {
    Rate: keeps_money_tables,
    TravelRate: keeps_money_tables,
    PayDay: keeps_money_tables,
    PayCode: keeps_payroll_tables,
    PayrollColumn: keeps_payroll_tables,
    PayrollFormat: keeps_payroll_tables,
}
MAY_CHANGE = {Rate: ("valid_until",), TravelRate: ("source",)}  # also when the row has been used


class UsedRow(Exception):
    """The row has been paid by; `str()` is a sentence of what to do instead."""


@transaction.atomic
def save_row(*, row: models.Model, by: Any) -> None:
    """Add or change a row of a table. Raises NotAllowed, UsedRow and changes nothing."""
    model = type(row)
    if not KEEPERS[model](by):
        raise NotAllowed("save_row")
    before = model._default_manager.filter(pk=row.pk).first() if row.pk else None
    changed = _changed(before, row) if before else []
    if before and is_used(before):
        _refuse_change(before, row, changed)
    row.save()
    audit.record(
        "fees.save_row", by=by, thing=row, table=model.__name__, changed=changed, added=before is None
    )


@transaction.atomic
def delete_row(*, row: models.Model, by: Any) -> None:
    """Take away a row that nobody has been paid by. Raises NotAllowed, UsedRow."""
    if not KEEPERS[type(row)](by):
        raise NotAllowed("delete_row")
    if is_used(row):
        raise UsedRow(gettext("Somebody has been paid by this row, so it stays. Give it an end day instead."))
    audit.record("fees.delete_row", by=by, thing=row, table=type(row).__name__)
    row.delete()


def is_used(row: models.Model) -> bool:
    """Whether a payment rests on the row."""
    if isinstance(row, PayDay):
        return Batch.objects.filter(pays_on=row.pays_on).exists()
    return isinstance(row, Rate | TravelRate) and row.is_used


def _changed(before: models.Model, row: models.Model) -> list[str]:
    names = [field.attname for field in row._meta.concrete_fields]
    return [name for name in names if getattr(before, name) != getattr(row, name)]


def _refuse_change(before: models.Model, row: models.Model, changed: list[str]) -> None:
    if set(changed) - set(MAY_CHANGE.get(type(row), ())):
        raise UsedRow(
            gettext(
                "Somebody has been paid by this row, so it cannot be changed. Add a new row that begins later."
            )
        )
    if isinstance(row, Rate) and row.valid_until is not None:
        last = row.lines.aggregate(day=Max("claim__occurred_on"))["day"]
        if last is not None and row.valid_until < last:
            raise UsedRow(
                gettext("This row has been used for a gig of %(day)s. End it on that day or later.")
                % {"day": formats.day(last)}
            )

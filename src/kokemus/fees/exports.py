"""What payroll and the invoicer get as files: CSV by the organisation's own columns, and nothing else."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext

from kokemus.fees.models import Batch, Claim, ClaimLine, InvoiceBasis, PayrollFormat
from kokemus.fees.models.batch import file_bytes

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins so
Field = str


class CannotExport(Exception):
    """The file cannot be written; `str()` says why in one line."""


def cells(columns: Sequence[Mapping[str, Any]], facts: dict[Field, Any], form: PayrollFormat) -> list[str]:
    """One row of the payroll file: the facts in the order of the columns, written in the organisation's form."""
    return [_written(facts[c["field"]] if c["field"] != "constant" else c["constant"], form) for c in columns]


def facts_of(claim: Claim, line: ClaimLine, *, pay_code: str, pays_on: dt.date) -> dict[Field, Any]:
    """What a payroll row can tell of one claim line. There is no topic, no unit and no gig in it."""
    with translation.override(settings.LANGUAGE_CODE):
        form = claim.get_working_form_display()
    return {
        "person_number": claim.expert.payroll_number,
        "cost_centre": claim.cost_centre.code if claim.cost_centre else "",
        "pay_code": pay_code,
        "working_form": form,
        "income_type": line.income_type,
        "occurred_on": claim.occurred_on,
        "quantity": line.quantity,
        "unit_amount": line.unit_amount,
        "amount": line.amount,
        "pays_on": pays_on,
        "claim": claim.public_id,
    }


def _written(value: Any, form: PayrollFormat) -> str:
    if isinstance(value, Decimal):
        return str(value).replace(".", form.decimal_mark)
    if isinstance(value, dt.date):
        return value.strftime(form.date_format)
    text = " ".join(str(value).split())
    return f"'{text}" if text.startswith(FORMULA) else text


def written(headers: Sequence[str], rows: Iterable[Sequence[str]], *, separator: str) -> str:
    """Rows as CSV text: CRLF, quoted where needed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows(rows)
    return out.getvalue()


def payroll_csv(batch: Batch) -> bytes:
    """The batch's file, byte for byte as it was made (UTF-8 with a byte order mark)."""
    return batch.file


def invoice_csv(basis: InvoiceBasis) -> bytes:
    """An invoice basis with one row for each line; whom it was paid to is not told."""
    form = PayrollFormat.current()
    headers = [
        gettext("Reference number"),
        gettext("Payer"),
        gettext("Business ID"),
        gettext("Invoicing address"),
        gettext("Day"),
        gettext("What"),
        gettext("How it is computed"),
        gettext("Amount"),
        gettext("Claim"),
    ]
    rows = [
        [
            _written(value, form)
            for value in (
                basis.reference,
                basis.payer_name,
                basis.payer_business_id,
                basis.payer_address,
                claim.occurred_on,
                line.get_kind_display(),
                line.explanation,
                line.amount,
                claim.public_id,
            )
        ]
        for claim in basis.claims.prefetch_related("lines")
        for line in claim.lines.all()
        if line.amount
    ]
    return file_bytes(written(headers, rows, separator=form.separator))


def export(batch_number: int | None, path: Path) -> Batch:
    """Write the file of a batch (None: the newest) to `path`. Raises CannotExport; never overwrites another file."""
    batch = Batch.objects.filter(**({} if batch_number is None else {"number": batch_number})).first()
    if batch is None:
        numbers = ", ".join(str(each) for each in Batch.objects.values_list("number", flat=True)[:10])
        if batch_number is None or not numbers:
            raise CannotExport(gettext("There is no payroll batch yet. Payroll makes one on its own page."))
        raise CannotExport(
            gettext("There is no batch %(number)s. The newest are: %(numbers)s.")
            % {"number": batch_number, "numbers": numbers}
        )
    content = payroll_csv(batch)
    try:
        if path.exists() and path.read_bytes() != content:
            raise CannotExport(
                gettext("%(path)s is there already and holds something else.") % {"path": path}
            )
        path.write_bytes(content)
    except OSError as error:
        raise CannotExport(f"{path}: {error.strerror}") from error
    return batch


def file_name(batch: Batch) -> str:
    """The name of a batch's file: number and the day when it was made."""
    return f"palkka-{batch.number:04d}-{timezone.localdate(batch.created_at):%Y%m%d}.csv"

"""Rates, claims, batches and what payroll and external payers get. `fees` never hears of gigs or topics."""

from kokemus.fees.models.batch import Batch, BatchPayment, BatchRow, InvoiceBasis
from kokemus.fees.models.claim import Claim, ClaimLine
from kokemus.fees.models.tables import (
    IncomeType,
    PayCode,
    PayDay,
    PayrollColumn,
    PayrollFormat,
    Rate,
    TravelRate,
    WorkingForm,
)

__all__ = [
    "Batch",
    "BatchPayment",
    "BatchRow",
    "Claim",
    "ClaimLine",
    "IncomeType",
    "InvoiceBasis",
    "PayCode",
    "PayDay",
    "PayrollColumn",
    "PayrollFormat",
    "Rate",
    "TravelRate",
    "WorkingForm",
]

"""Fill the tables that a new installation needs from the files it ships with; runs after every migrate.

Fees are not among them: what is paid is the organisation's own decision, and until it has made rows fees are agreed
on case by case. A table that holds anything is the organisation's own and is left alone.
"""

import csv
from pathlib import Path
from typing import Any

from django.apps import AppConfig

DATA = Path(__file__).parent / "data"


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seed_tables(sender: AppConfig, **kwargs: Any) -> None:
    """Kilometre allowance (with its source), columns of the payroll file and pay codes, where there are none."""
    travel: Any = sender.get_model("TravelRate")
    column: Any = sender.get_model("PayrollColumn")
    code: Any = sender.get_model("PayCode")
    if not travel.objects.exists():
        travel.objects.bulk_create(travel(**row) for row in _rows("travel_rates.csv"))
    if not column.objects.exists():
        rows = _rows("payroll_columns.csv")
        column.objects.bulk_create(column(position=number, **row) for number, row in enumerate(rows, 1))
    if not code.objects.exists():
        code.objects.bulk_create(code(**row) for row in _rows("pay_codes.csv"))

"""Fill what an installation starts with; runs after every migrate, so it asks the registry for its models.

Where each service stands is added for services that have no row. The directory of associations and the help lines are
filled only while their table is empty: what the county has edited or deleted is never touched or brought back.
"""

import csv
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps

DATA = Path(__file__).parent / "data"


def shipped(name: str) -> list[dict[str, Any]]:
    """The rows of a file that the program ships with; languages as a list."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file))
    for row in rows:
        if "languages" in row:
            row["languages"] = row["languages"].split()
    return rows


def seed(sender: AppConfig, **kwargs: Any) -> None:
    """Add what is missing."""
    _seed_cooperation(sender.get_model("Cooperation"))
    _seed_associations(sender.get_model("Association"))
    _seed_lines(sender.get_model("HelpLine"))


def _seed_lines(model: Any) -> None:
    if not model.objects.exists():
        model.objects.bulk_create(model(**row) for row in shipped("help_lines.csv"))


def _seed_cooperation(model: Any) -> None:
    states = {row["service"]: row["state"] for row in shipped("cooperation.csv")}
    service_model: Any = apps.get_model("topics", "Service")
    model.objects.bulk_create(
        model(service=service, state=states.get(service.code, "planned"))
        for service in service_model.objects.filter(cooperation=None)
    )


def _seed_associations(model: Any) -> None:
    if model.objects.exists():
        return
    topic_model: Any = apps.get_model("topics", "Topic")
    keys = dict(topic_model.objects.values_list("code", "pk"))
    rows = shipped("associations.csv")
    codes = [row.pop("topics").split() for row in rows]
    made = model.objects.bulk_create(model(**row) for row in rows)
    through = model.topics.through
    through.objects.bulk_create(
        through(association_id=association.pk, topic_id=keys[code])
        for association, its in zip(made, codes, strict=True)
        for code in its
        if code in keys
    )

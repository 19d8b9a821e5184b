"""Fill the taxonomy from the files it ships with; runs after every migrate, so it asks the registry for its models."""

import csv
from pathlib import Path
from typing import Any

from django.apps import AppConfig

DATA = Path(__file__).parent / "data"


def shipped(name: str) -> list[dict[str, str]]:
    """The rows of a file that the program ships with: topics, services or roles."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seed_taxonomy(sender: AppConfig, **kwargs: Any) -> None:
    """Add the topics, services and roles that are missing; never touch what the county has edited."""
    for name in ("Service", "Role"):
        model: Any = sender.get_model(name)
        known = set(model.objects.values_list("code", flat=True))
        rows = shipped(f"{name.lower()}s.csv")
        model.objects.bulk_create(
            model(position=n, **row) for n, row in enumerate(rows, 1) if row["code"] not in known
        )
    _seed_topics(sender.get_model("Topic"), shipped("topics.csv"))


def _seed_topics(topic: Any, rows: list[dict[str, str]]) -> None:
    for areas in (True, False):  # parents first
        keys = dict(topic.objects.values_list("code", "pk"))
        topic.objects.bulk_create(
            topic(
                code=row["code"],
                fi=row["fi"],
                sv=row["sv"],
                en=row["en"],
                position=n,
                parent_id=keys[row["parent"]] if row["parent"] else None,
            )
            for n, row in enumerate(rows, 1)
            if (not row["parent"]) is areas and row["code"] not in keys
        )

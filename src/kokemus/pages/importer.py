"""Lay the pages that the program ships with; runs after every migrate, so it asks the registry for its models."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.apps import apps as registry
from django.conf import settings
from django.utils import timezone

CONTENT = Path(__file__).parent / "content"
FRONT = ("title", "summary", "words")


class UnreadableText(ValueError):
    """A text file that ships is not in the format of content/README.md."""


def shipped_pages() -> list[dict[str, str]]:
    """The rows of content/pages.csv: each page with its kind and place."""
    with (CONTENT / "pages.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shipped_text(slug: str, language: str) -> dict[str, str] | None:
    """Title, summary, search words and body of a page in a language; None when it is not written in it."""
    path = CONTENT / language / f"{slug}.md"
    return parsed(path.read_text("utf-8"), path.name) if path.exists() else None


def parsed(content: str, name: str = "") -> dict[str, str]:
    """Read a text file: "title: …", "summary: …", "words: …", a line "---", and the body in Markdown."""
    front, line, body = content.partition("\n---\n")
    fields = dict(_fields(front))
    if not line or list(fields) != list(FRONT) or not body.strip():
        raise UnreadableText(f"{name}: needs {', '.join(FRONT)}, a line --- and a body")
    return {**fields, "body": body.strip() + "\n"}


def _fields(front: str) -> Iterator[tuple[str, str]]:
    for line in front.splitlines():
        name, _colon, value = line.partition(":")
        yield name.strip(), value.strip()


def seed_pages(sender: AppConfig, **kwargs: Any) -> None:
    """Add the pages and languages that are missing; never touch what the admin has edited, hidden or drafted."""
    page_model: Any = sender.get_model("Page")
    text_model: Any = sender.get_model("Text")
    rows, now = shipped_pages(), timezone.now()
    _add_pages(page_model, rows, now)
    keys = dict(page_model.objects.values_list("slug", "pk"))
    written = set(text_model.objects.values_list("page_id", "language"))
    text_model.objects.bulk_create(
        text_model(page_id=keys[row["slug"]], language=language, state="published", published_at=now, **words)
        for row in rows
        for language, _label in settings.LANGUAGES
        if (keys[row["slug"]], language) not in written
        and (words := shipped_text(row["slug"], language)) is not None
    )


def _add_pages(page_model: Any, rows: list[dict[str, str]], now: dt.datetime) -> None:
    there = set(page_model.objects.values_list("slug", flat=True))
    roles = dict(registry.get_model("topics", "Role").objects.values_list("code", "pk"))
    page_model.objects.bulk_create(
        page_model(
            slug=row["slug"],
            kind=row["kind"],
            role_id=roles[row["role"]] if row["role"] else None,
            step=row["step"],
            position=int(row["position"]),
            in_footer=row["footer"] == "yes",
            first_published_at=now,
        )
        for row in rows
        if row["slug"] not in there
    )

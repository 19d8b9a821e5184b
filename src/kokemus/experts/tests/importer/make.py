"""Workbooks and labels made for the tests of the importer."""

import csv
import io
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import openpyxl

from kokemus.experts.importer import plan, read
from kokemus.experts.importer.labels import Label, Labels
from kokemus.organisation import places

ON = date(2026, 11, 24)
SAMPLE = Path(__file__).parents[5] / "tests" / "data" / "register_sample.xlsx"
ROLES = [
    Label("trainer", "Kokemuskouluttaja"),
    Label("group_leader", "Ryhmän vetäjä"),
    Label("co_worker", "Ammattilaisen työpari"),
    Label("developer", "Kehittäjä"),
    Label("media", "Mediavaikuttaja"),
    Label("representative", "Edustaja päätöksenteossa"),
    Label("interviewee", "Haastateltava"),
    Label("tester", "Testaaja"),
]


@cache
def labels():
    return Labels(labels_of("topics.csv"), labels_of("services.csv"), ROLES, places.find)


@cache
def labels_of(name):
    text = files("kokemus.topics").joinpath("data", name).read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return [Label(r["code"], r["fi"], r["sv"], r["en"], r.get("parent") or "") for r in rows]


def excel(*rows, change=None, **sheets):
    """The bytes of a workbook: rows of one sheet, or sheets by name. `change` gets the workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content in ({"Sheet": rows} if rows else sheets).items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
    if change:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def planned(content, name="register.xlsx", known=(), **options):
    return plan(read(content, name), labels(), list(known), ON, **options)


def people(*rows, **options):
    """The row plans of one sheet with these rows, the first of them the headers."""
    return planned(excel(*rows), **options).rows


def codes(items):
    return [item.code for item in items]


def with_organisation(*names):
    return replace(labels(), organisation=names)

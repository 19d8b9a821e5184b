"""docs/guide/oma-alue.md: whoever follows it, step by step, has their own county's service."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.text import capfirst
from PIL import Image

GUIDE = (Path(__file__).parents[4] / "docs" / "guide" / "oma-alue.md").read_text("utf-8")
ROW = re.compile(r"^\| \*\*(.+?)\*\* \| (.+?) \|", re.MULTILINE)
BOLD = re.compile(r"\*\*(.+?)\*\*")


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (120, 40), "#7a1f5c").save(out, "PNG")
    return out.getvalue()


def step(number: int) -> str:
    return GUIDE.split(f"\n## {number}. ")[1].split("\n## ")[0]


def filled(form: Any) -> dict[str, Any]:
    """The guide's examples, each in the field that has its label."""
    fields = {str(capfirst(field.label)): name for name, field in form.fields.items()}
    examples = dict(ROW.findall(step(2)))
    assert set(examples) == set(fields)  # the guide tells of every field and of no other
    data: dict[str, Any] = {fields[label]: example for label, example in examples.items()}
    return data | {"logo": SimpleUploadedFile(data["logo"], png())}


@pytest.mark.django_db
def test_county_is_another_s_when_the_guide_is_followed(admin: Client, client: Client) -> None:
    start = admin.get("/alku/", follow=True).content.decode()
    assert f'href="/organisaatio/">{BOLD.findall(step(1))[0]}<' in re.sub(r' aria-current="page"', "", start)
    page = admin.get("/organisaatio/")
    assert BOLD.findall(step(3))[0] in page.content.decode()
    data = filled(page.context["form"])
    assert [name for name in data if f'name="{name}"' not in page.content.decode()] == []
    assert admin.post("/organisaatio/", data).status_code == 302
    front = client.get("/").content.decode()
    for shown in (data["name"], data["phone"], data["phone_hours_fi"], f'alt="{data["logo_alt"]}"'):
        assert shown in front
    assert "Esimerkkilän" not in front
    assert data["colour"] in client.get("/organisaatio/vari.css").content.decode()


@pytest.mark.django_db
def test_tables_that_the_guide_names_are_on_the_page(admin: Client) -> None:
    page = admin.get("/organisaatio/").content.decode()
    named = [name for name in BOLD.findall(step(4)) if name != "Tarkistin tiedot tänään"]
    assert len(named) >= 8
    assert [name for name in named if f">{name}</a>" not in page] == []


@pytest.mark.django_db
def test_every_field_of_the_settings_is_on_the_page(admin: Client) -> None:
    page = admin.get("/organisaatio/")
    html, fields = page.content.decode(), page.context["form"].fields
    assert len(fields) > 10
    assert [name for name in fields if f'name="{name}"' not in html] == []

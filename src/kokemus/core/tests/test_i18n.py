"""Texts that an organisation writes in several languages: the reader's own, or the Finnish one, which says so."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.template import engines
from django.utils import translation

from kokemus.core.i18n import Written


class Row(SimpleNamespace):
    name = Written("name")


FULL = Row(name_fi="Talo", name_sv="Hus", name_en="House")
FINNISH = Row(name_fi="Talo", name_sv="", name_en="")


@pytest.mark.parametrize(
    ("language", "row", "text", "lang"),
    [
        ("fi", FULL, "Talo", ""),
        ("sv", FULL, "Hus", ""),
        ("en", FULL, "House", ""),
        ("fi-simple", FULL, "Talo", ""),
        ("fi", FINNISH, "Talo", ""),
        ("fi-simple", FINNISH, "Talo", ""),
        ("sv", FINNISH, "Talo", "fi"),
        ("en", FINNISH, "Talo", "fi"),
        ("sv", Row(name_fi="", name_sv="", name_en=""), "", ""),
    ],
)
def test_text_is_the_reader_s_or_marked_finnish(language: str, row: Row, text: str, lang: str) -> None:
    with translation.override(language):
        assert (row.name, row.name.lang) == (text, lang)


@pytest.mark.parametrize(
    "tag", ["{% card name %}{% endcard %}", "{% page_title name %}", "{% section name %}{% endsection %}"]
)
def test_title_says_its_language_when_it_is_another(tag: str) -> None:
    def drawn(row: Row) -> str:
        template: Any = engines["django"].from_string(tag)
        return str(template.render({"name": row.name}))

    with translation.override("sv"):
        assert 'lang="fi"' in drawn(FINNISH)
        assert "lang=" not in drawn(FULL)

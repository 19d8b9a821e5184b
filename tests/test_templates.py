"""Templates: an undefined variable fails (conftest.py), each compiles, addresses exist, HTML is valid."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.template import TemplateSyntaxError, engines
from django.template.loader import get_template

from tests import cast
from tests.access import names, walk
from tests.undefined import UndefinedVariable
from tools.html_validate import findings

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "kokemus"
TEMPLATES = sorted(path for path in SOURCE.glob("*/templates/**/*") if path.suffix in {".html", ".txt"})
NAMED = [
    (re.compile(r"""\{%\s*url\s+["']([\w:]+)["']"""), TEMPLATES),
    (
        re.compile(r"""\b(?:redirect|reverse|reverse_lazy|links\.absolute)\(\s*["']([\w:]+)["']"""),
        sorted(path for path in SOURCE.rglob("*.py") if "tests" not in path.parts),
    ),
]


def drawn(source: str, **context: Any) -> str:
    """A template drawn as the application draws it."""
    return str(engines["django"].from_string(source).render(context))


@pytest.mark.parametrize(
    "source",
    ["{{ gone }}", "{{ gig.gone }}", "{{ none.gone }}", "{{ gone|upper }}", '{{ gone|default:"x" }}',
     "{% blocktranslate with x=gone %}{{ x }}{% endblocktranslate %}", "{% button gone %}"],
)  # fmt: skip
def test_undefined_variable_raises(source: str) -> None:
    with pytest.raises(UndefinedVariable):
        drawn(source, gig="x", none=None)


@pytest.mark.parametrize(
    "source",
    ["{% if gone %}x{% endif %}", "{% if gig.gone or none.gone %}x{% endif %}", "{% firstof gone '' %}",
     "{% for one in gone %}x{% endfor %}", "{{ none|default:'' }}", "{{ empty }}"],
)  # fmt: skip
def test_asking_whether_something_is_there_is_no_error(source: str) -> None:
    assert drawn(source, gig="x", none=None, empty="") == ""


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_compiles(path: Path) -> None:
    get_template(path.relative_to(next(each for each in path.parents if each.name == "templates")).as_posix())


def test_broken_template_does_not_compile() -> None:
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string("{% if %}")


def test_every_address_that_is_named_exists() -> None:
    there = set(names())
    named = {
        (found, path.relative_to(SOURCE).as_posix())
        for pattern, paths in NAMED
        for path in paths
        for found in pattern.findall(path.read_text(encoding="utf-8"))
        if not found.endswith(":") and (":" in found or found in there)
    }
    assert len(named) > 100
    assert sorted(each for each in named if each[0] not in there) == []


def validated(folder: Path) -> list[str]:
    """What html-validate has to say of the pages in a folder, one line each."""
    return sorted({f"{said} ({page})" for page, found in findings(folder).items() for said in found})


def test_html_of_every_page_is_valid(county: cast.Cast, tmp_path: Path) -> None:
    for name, actor, response in walk(county):
        if response.headers["Content-Type"].startswith("text/html") and response.content:
            (tmp_path / f"{name.replace(':', '.')}-{actor}.html").write_bytes(response.content)
    assert len(list(tmp_path.iterdir())) > 70
    assert validated(tmp_path) == []


def test_invalid_html_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><p style='color:red'><div id=a></div><b id=a></p>")
    assert len(validated(tmp_path)) > 2

"""What is served and written by hand: one small stylesheet that is up to date, no inline style or script."""

import gzip
import re
from pathlib import Path

import pytest
from django.template import engines
from django.test import Client

from kokemus.core.templatetags.ui import register
from tools import vendor_look

SOURCE = Path(__file__).resolve().parent.parent.parent
CORE = SOURCE / "core"
DOCS = SOURCE.parent.parent / "docs" / "components.md"
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\ssrc=)|javascript:|\shx-on|[\"']js:", re.I
)


def inline(html: str) -> list[str]:
    return INLINE.findall(html)


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color:red">', "<a onclick='x()'>", "<script>x</script>", '<a href="javascript:x">',
        "<style>p{}</style>", '<b hx-on:click="x">', """<b hx-vals='js:{a: 1}'>""",
    ],
)  # fmt: skip
def test_search_for_inline_code_when_there_is_some_finds_it(html):
    assert inline(html)


def test_templates_when_searched_hold_no_inline_style_or_script():
    pages = sorted(SOURCE.glob("*/templates/**/*.html"))
    assert pages
    assert [(page.name, found) for page in pages if (found := inline(page.read_text("utf-8")))] == []


def test_stylesheet_when_bundled_again_is_the_same():
    assert (vendor_look.STATIC / "kokemus.css").read_text("utf-8") == vendor_look.bundle()


def test_minifier_when_given_css_keeps_what_means_something():
    css = 'a b, c > d { margin: calc(1px + 2px) 0; } /* note */\na :hover { content: " a  b "; }'
    assert vendor_look.minified(css) == 'a b,c>d{margin:calc(1px + 2px) 0}a :hover{content:" a  b "}'


def test_stylesheet_and_script_when_sent_are_small():
    css = (vendor_look.STATIC / "kokemus.css").read_bytes()
    assert len(gzip.compress(css, 9)) <= 20_000
    assert (vendor_look.STATIC / "kokemus.js").stat().st_size <= 5_000


def test_stylesheet_when_read_asks_nothing_of_others():
    urls = re.findall(r"url\(\"?([^)\"]{1,40})", (vendor_look.STATIC / "kokemus.css").read_text("utf-8"))
    ours = [url for url in urls if not url.startswith("data:")]
    assert ours
    assert [url for url in ours if not (vendor_look.STATIC / url).is_file()] == []


def test_colours_when_searched_are_named_only_in_the_tokens():
    parts = [
        vendor_look.LOOK / f"{name}.css" for name in vendor_look.PARTS if name not in {"tokens", "print"}
    ]
    assert [
        part.name for part in parts if re.search(r":[^;{}]*#[0-9a-f]{3,6}\b", part.read_text("utf-8"))
    ] == []


def colours() -> dict[str, tuple[int, int, int]]:
    tokens = (vendor_look.LOOK / "tokens.css").read_text("utf-8")
    found = re.findall(r"--k-(\w+): #([0-9a-f]{6});", tokens)
    return {name: (int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)) for name, code in found} | {
        "white": (255, 255, 255)
    }


def brightness(colour: tuple[int, ...]) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("page", ["white", "birch", "mist"])
@pytest.mark.parametrize("text", ["ink", "slate", "lake", "moss", "cloudberry", "rowan"])
def test_text_colour_when_on_a_page_colour_can_be_read(text, page):
    assert contrast(colours()[text], colours()[page]) >= 4.5


@pytest.mark.parametrize("text", ["lake", "moss", "cloudberry", "rowan"])
def test_text_colour_when_on_its_own_tint_can_be_read(text):
    tokens = (vendor_look.LOOK / "tokens.css").read_text("utf-8")
    share = (
        int(re.search(rf"--k-{text}-tint: color-mix\(in srgb, var\(--k-{text}\) (\d+)%, white\)", tokens)[1])
        / 100
    )
    tint = tuple(round(part * share + 255 * (1 - share)) for part in colours()[text])
    assert contrast(colours()[text], tint) >= 4.5


@pytest.mark.parametrize("page", ["white", "birch"])
def test_border_of_an_input_when_on_a_page_colour_can_be_seen(page):
    assert contrast(colours()["line"], colours()[page]) >= 3


def test_every_tag_when_registered_is_on_the_style_page_and_in_the_docs():
    folder = CORE / "templates" / "core"
    pages = [folder / "style.html", *(folder / "style").glob("*.html")]
    shown = set(re.findall(r"{% (\w+)", "".join(page.read_text("utf-8") for page in pages)))
    told = set(re.findall(r"\w+", DOCS.read_text("utf-8")))
    tags = set(register.tags)
    assert tags - shown == set()
    assert tags - told == set()


def test_server_error_page_when_nothing_else_works_needs_no_context():
    html = engines["django"].get_template("500.html").render({})
    assert "Jokin meni rikki" in html


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/tyyli/", "/tyyli/?form=errors", "/sv/tyyli/?frame=staff"])
def test_style_page_when_opened_shows_every_component(address):
    response = Client().get(address)
    assert response.status_code == 200
    assert inline(response.content.decode()) == []

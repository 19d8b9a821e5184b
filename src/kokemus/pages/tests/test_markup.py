"""Markdown to clean HTML: nothing that a writer types can run, and short names lead where they should."""

import pytest

from kokemus.pages import markup
from kokemus.pages.markup import Reference, Target

TARGETS = {
    "page:roolit": Target("/sivut/roolit/"),
    "door:request": Target("/keikat/pyynto/"),
    "picture:abc": Target("/sivut/kuvat/abc/", 40, 20),
}


def html(body: str, **facts: str) -> str:
    return markup.as_html(body, targets=TARGETS, facts=facts)


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "teksti <script>alert(1)</script> teksti",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<p style='position:fixed'>x</p>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '[x](/a "onmouseover=alert(1)")',
        "![x](https://example.com/x.png)",
        "![x](javascript:alert(1))",
        "<iframe src='https://example.com'></iframe>",
        "<svg onload=alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "- <b onclick=alert(1)>x</b>",
    ],
)
def test_nothing_runs_or_is_fetched_whatever_is_typed(body: str) -> None:
    made = html(body).replace("&lt;", "(").replace("&gt;", ")")
    opened = [part.split(">")[0] for part in made.split("<")[1:]]
    assert not any(tag.startswith(("script", "img", "iframe", "svg", "b ")) for tag in opened)
    assert not any(bad in tag.lower() for tag in opened for bad in ("javascript", "data:", " on", "style"))


def test_control_a_tag_of_ours_is_kept() -> None:
    assert html("**tärkeää**") == "<p><strong>tärkeää</strong></p>"


def test_html_of_the_writer_is_shown_as_typed() -> None:
    assert "&lt;b&gt;" in html("1 <b>2</b> 3")


def test_short_names_lead_to_their_targets() -> None:
    made = html("[Roolit](page:roolit) ja [pyydä](door:request)")
    assert '<a href="/sivut/roolit/">Roolit</a>' in made
    assert '<a href="/keikat/pyynto/">pyydä</a>' in made


def test_link_that_leads_nowhere_is_plain_text() -> None:
    assert html("[Vanha](page:poissa)") == "<p>Vanha</p>"


def test_picture_has_its_words_and_size() -> None:
    made = html("![Järvi aamulla](picture:abc)")
    assert all(
        part in made for part in ('alt="Järvi aamulla"', 'width="40"', 'height="20"', "/sivut/kuvat/abc/")
    )


def test_picture_that_is_not_here_is_told_by_its_words() -> None:
    assert html("![Järvi aamulla](picture:poissa)") == "<p><em>Järvi aamulla</em></p>"


def test_placeholder_is_filled_in_and_an_unknown_one_stays() -> None:
    assert html("Soita [[phone]], [[outo]].", phone="05 000") == "<p>Soita 05 000, [[outo]].</p>"


def test_page_has_one_h1_only() -> None:
    assert "<h2>Iso</h2>" in html("# Iso")


def test_table_tells_its_headings() -> None:
    assert '<th scope="col">Mitä</th>' in html("| Mitä | Kuka |\n|---|---|\n| a | b |")


def test_references_are_told_as_written() -> None:
    found = markup.references("[a](page:b) ![c](picture:d) [e](https://www.kela.fi)")
    assert set(found) == {
        Reference("page:b"), Reference("picture:d", "c"), Reference("https://www.kela.fi"),
    }  # fmt: skip


def test_placeholder_in_an_attribute_is_plain_text() -> None:
    html = markup.as_html(
        "[Kartta](https://example.org/?nro=[[phone]])", targets={}, facts={"phone": '<a href="tel:1">050</a>'}
    )
    assert 'href="https://example.org/?nro=050"' in html

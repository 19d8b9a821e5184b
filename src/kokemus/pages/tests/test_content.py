"""The texts that ship: each is there in every language it should be, and all its links and placeholders resolve."""

from pathlib import Path

import pytest
from django.apps import apps as registry

from kokemus.pages import filling, importer, markup
from kokemus.pages.models import Page, Text

ROWS = importer.shipped_pages()
SLUGS = [row["slug"] for row in ROWS]
EASY = SLUGS[: SLUGS.index("usein-kysyttya") + 1]
FILES = sorted(importer.CONTENT.glob("*/*.md"))
OUTSIDE = (
    "https://www.kela.fi",
    "https://www.vero.fi",
    "https://www.finlex.fi",
    "https://www.saavutettavuusvaatimukset.fi",
)


def missing(language: str, slugs: list[str]) -> list[str]:
    return [slug for slug in slugs if importer.shipped_text(slug, language) is None]


def wrong(body: str) -> list[str]:
    """What is wrong with a body: the admin's own checks, and no source but the official ones."""
    outside = [each.address for each in markup.references(body) if each.address.startswith("http")]
    return [*filling.faults(body), *(each for each in outside if not each.rstrip("/").startswith(OUTSIDE))]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_page_is_written_in_the_language(language: str) -> None:
    assert missing(language, SLUGS) == []


def test_central_pages_are_written_in_easy_finnish() -> None:
    assert len(EASY) == 15
    assert missing("fi-simple", EASY) == []


def test_control_a_page_that_is_not_written_is_noticed() -> None:
    assert missing("fi", ["ei-ole"]) == ["ei-ole"]


def test_no_file_stands_without_its_row() -> None:
    assert {path.stem for path in FILES} <= set(SLUGS)
    assert len(set(SLUGS)) == len(SLUGS)


@pytest.mark.django_db
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_file_is_readable_and_all_in_it_resolves(path: Path) -> None:
    words = importer.parsed(path.read_text("utf-8"), path.name)
    assert wrong(words["body"]) == []
    assert set(markup.placeholders(words["title"] + words["summary"])) <= set(filling.FACTS)
    assert len(words["summary"]) <= 150
    assert len(words["title"]) <= 120


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [
        "[x](page:ei-ole)",
        "[x](door:ei-ole)",
        "[[ei_ole]]",
        "[x](roolit)",
        "![](picture:x)",
        "[x](http://x.fi)",
    ],
)
def test_control_what_leads_nowhere_is_noticed(body: str) -> None:
    assert wrong(body)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "title: x\n---\ny",
        "title: x\nsummary: y\nwords: z\n---\n",
        "words: z\ntitle: x\nsummary: y\n---\nb",
    ],
)
def test_file_of_another_format_is_refused(content: str) -> None:
    with pytest.raises(importer.UnreadableText):
        importer.parsed(content)


@pytest.mark.django_db
def test_seeding_again_leaves_what_the_admin_has_done() -> None:
    before = Text.objects.count(), Page.objects.count()
    text = Text.objects.get(page__slug="roolit", language="fi")
    Text.objects.filter(pk=text.pk).update(title="Meidän roolit", state=Text.State.REPLACED)
    Page.objects.filter(slug="roolit").update(is_active=False, position=7)
    importer.seed_pages(registry.get_app_config("pages"))
    assert (Text.objects.count(), Page.objects.count()) == before
    assert Text.objects.get(pk=text.pk).title == "Meidän roolit"
    assert not Page.objects.get(slug="roolit").is_active


@pytest.mark.django_db
def test_seeding_brings_back_a_page_that_is_missing() -> None:
    Page.objects.filter(slug="roolit").delete()
    importer.seed_pages(registry.get_app_config("pages"))
    assert Text.objects.published().filter(page__slug="roolit", language="fi").exists()


@pytest.mark.django_db
def test_every_step_of_the_request_form_has_guidance() -> None:
    for step in Page.Step.values:
        assert Text.objects.published().at_step(step, role="trainer").exists(), step

"""tools/messages.py: texts come out of code and templates, translations are kept, what is gone is dropped."""

import gettext
from pathlib import Path

import pytest

from tools import messages

CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, npgettext, pgettext

title = _("Name")
also = _("Send the " "offer")
people = ngettext("%(count)s person", "%(count)s people", 2)
may = pgettext("month", "May")
days = npgettext("length", "day", "days", 2)
"""
TEMPLATE = """
<div>
    {# a note #} {% translate "Name" %}
  <p>{% blocktranslate count counter=n %}{{ counter }} gig{% plural %}{{ counter }} gigs{% endblocktranslate %}</p>
        <p>{% blocktranslate trimmed with who=name %}
            Hello {{ who }},
            welcome
        {% endblocktranslate %}
        {% translate "May" context "permission" %}{% button label=_("Ask three") %}</p>
    <p title="it's {{ x|default:_("none") }}">
{% comment %} {% translate "Not shown" %} {% endcomment %}
</div>
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Two small apps with texts in code, in a page and in a letter."""
    for name, content in {
        "gigs/__init__.py": "",
        "gigs/models.py": CODE,
        "gigs/templates/gigs/list.html": TEMPLATE,
        "gigs/templates/gigs/email/asked.txt": '{% translate "A letter" %}',
        "gigs/tests/test_x.py": '_("Only in a test")',
        "fees/__init__.py": "",
        "fees/models.py": '_("Name")',
        "config/__init__.py": '_("No app")',
        "core/__init__.py": "",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return tmp_path


def po(source: Path, app: str = "gigs", language: str = "fi") -> str:
    return messages.catalogue_path(source, app, language).read_text("utf-8")


def translate(source: Path, old: str, new: str, app: str = "gigs") -> None:
    path = messages.catalogue_path(source, app, "fi")
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_extract_finds_texts_of_code_and_templates_when_plain_plural_or_in_context(source: Path) -> None:
    texts = messages.extracted(source, "gigs")
    assert set(texts) == {
        ("Name", ""),
        ("Send the offer", ""),
        ("%(count)s person", ""),
        ("May", "month"),
        ("day", "length"),
        ("%(counter)s gig", ""),
        ("Hello %(who)s, welcome", ""),
        ("May", "permission"),
        ("Ask three", ""),
        ("none", ""),
        ("A letter", ""),
    }
    assert texts["%(counter)s gig", ""].plural == "%(counter)s gigs"
    assert texts["day", "length"].plural == "days"
    assert texts["Name", ""].files == {"models.py", "templates/gigs/list.html"}


def test_extract_writes_both_languages_and_no_empty_catalogue_when_an_app_has_no_text(source: Path) -> None:
    messages.write(messages.outdated(source))
    found = {path.relative_to(source).as_posix() for path in source.rglob("*.po")}
    assert found == {
        f"{app}/locale/{language}/LC_MESSAGES/django.po"
        for app in ("fees", "gigs")
        for language in ("fi", "sv")
    }
    assert "Plural-Forms: nplurals=2; plural=(n != 1);" in po(source)
    assert '#: models.py\n#: templates/gigs/list.html\nmsgid "Name"' in po(source)
    assert "Date" not in po(source)


def test_extract_keeps_translations_and_changes_nothing_when_run_again(source: Path) -> None:
    messages.write(messages.outdated(source))
    translate(
        source, 'msgid "A letter"\nmsgstr ""', '# check with the county\nmsgid "A letter"\nmsgstr "Kirje"'
    )
    messages.write(messages.outdated(source))
    assert 'msgstr "Kirje"' in po(source)
    assert "# check with the county" in po(source)
    assert messages.outdated(source) == {}


def test_extract_takes_the_translation_of_another_app_when_the_msgid_is_the_same(source: Path) -> None:
    messages.write(messages.outdated(source))
    translate(source, 'msgid "Name"\nmsgstr ""', 'msgid "Name"\nmsgstr "Nimi"')
    messages.write(messages.outdated(source))
    assert 'msgstr "Nimi"' in po(source, "fees")
    assert 'msgstr "Nimi"' not in po(source, "fees", "sv")


def test_extract_drops_a_text_when_no_source_holds_it(source: Path) -> None:
    messages.write(messages.outdated(source))
    (source / "gigs/templates/gigs/email/asked.txt").unlink()
    (source / "fees/models.py").write_text("")
    changes = messages.outdated(source)
    messages.write(changes)
    assert "A letter" not in po(source)
    assert not messages.catalogue_path(source, "fees", "fi").exists()


def test_check_names_a_catalogue_when_a_text_is_new(source: Path) -> None:
    messages.write(messages.outdated(source))
    (source / "fees/models.py").write_text('_("Name"); _("Fee")')
    assert set(messages.outdated(source)) == {
        messages.catalogue_path(source, "fees", x) for x in ("fi", "sv")
    }
    assert messages.outdated(source, ["gigs"]) == {}


def test_compile_makes_a_catalogue_that_gettext_reads_when_it_has_plurals_and_contexts(source: Path) -> None:
    messages.write(messages.outdated(source))
    translate(source, 'msgid "Ask three"\nmsgstr ""', 'msgid "Ask three"\nmsgstr "Kysy kolmelta"')
    translate(
        source, 'msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "%(count)s henkilö"\nmsgstr[1] "%(count)s henkilöä"'
    )
    translate(
        source, 'msgctxt "month"\nmsgid "May"\nmsgstr ""', 'msgctxt "month"\nmsgid "May"\nmsgstr "toukokuu"'
    )
    simple = source / "gigs/locale/fi_Simple/LC_MESSAGES/django.po"
    simple.parent.mkdir(parents=True)
    simple.write_text(
        messages.HEADER.format(language="fi_Simple") + '\nmsgid "Name"\nmsgstr "Sinun nimesi"\n', "utf-8"
    )
    messages.compile_all(source)
    with messages.catalogue_path(source, "gigs", "fi").with_suffix(".mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert catalogue.gettext("Ask three") == "Kysy kolmelta"
    assert catalogue.ngettext("%(count)s person", "%(count)s people", 2) == "%(count)s henkilöä"
    assert catalogue.pgettext("month", "May") == "toukokuu"
    assert catalogue.gettext("Name") == "Name"
    with simple.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Name") == "Sinun nimesi"
    assert 'msgstr "Sinun nimesi"' in simple.read_text("utf-8"), "Easy Finnish is written by hand"

"""Keep the catalogues of screen texts: English msgids from the sources, fi and sv beside each app, no GNU gettext.

    python tools/messages.py                     extract, then compile
    python tools/messages.py extract [APP ...]   update src/kokemus/<app>/locale/{fi,sv}/LC_MESSAGES/django.po
    python tools/messages.py check               say which catalogues are not up to date; exit 1 if any
    python tools/messages.py compile             write the .mo files (they are not committed)

A new msgid takes its translation from another app that has the very same one, and nothing is guessed beyond that.
A msgid that no source holds any more is dropped. fi_Simple (Easy Finnish) is written by hand and only compiled.
"""

import argparse
import io
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "kokemus"
LANGUAGES = ("fi", "sv")
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_t": None,  # gettext in a module where _ is gettext_lazy
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NO_TEXTS_IN = {"tests", "migrations", "locale", "static", "__pycache__"}
# config is no Django app, so a catalogue in it would never be read.
NO_APP = {"config", "__pycache__"}

Key = tuple[str, str]


@dataclass
class Text:
    """One msgid (with its plural, if it has one), the files that hold it, and the translations when known."""

    msgid: str
    context: str = ""
    plural: str = ""
    files: set[str] = field(default_factory=set)
    translations: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """What makes two texts the same text: the msgid, then the context."""
        return self.msgid, self.context

    @property
    def translated(self) -> bool:
        """Whether every form is filled in."""
        return bool(self.translations) and all(self.translations)


def apps(source: Path = SOURCE) -> list[str]:
    """Names of the folders that may have a catalogue."""
    return sorted(p.name for p in source.iterdir() if (p / "__init__.py").exists() and p.name not in NO_APP)


def catalogue_path(source: Path, app: str, language: str) -> Path:
    """Where the catalogue of an app in a language is."""
    return source / app / "locale" / language / "LC_MESSAGES" / "django.po"


def python_text(template: str, name: str) -> str:
    """Turn a Django template into Python-like text that holds the same gettext calls.

    Comments go first: in Python the rest of their line would be lost. Indentation goes last: Python would read it.
    """
    lines = templatize(re.sub(r"\{#.*?#\}", "", template), origin=name).splitlines()
    return "\n".join(line.lstrip() for line in lines) + "\n"


def sources_of(folder: Path) -> Iterator[Path]:
    """Files of an app that may hold texts of the screen: its code and its templates (pages and letters)."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        holds_texts = path.suffix == ".py" or "templates" in inside[:-1]
        if holds_texts and path.is_file() and not NO_TEXTS_IN.intersection(inside[:-1]):
            yield path


def texts_of(path: Path, name: str) -> Iterator[Text]:
    """Texts of one file; name is how the catalogue shall call the file."""
    content = path.read_text("utf-8")
    code = content if path.suffix == ".py" else python_text(content, name)
    found = extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
    for _line, message, _comments, context in found:
        msgid, plural = message if isinstance(message, tuple) else (message, "")
        if msgid:
            yield Text(msgid, context or "", plural, {name})


def extracted(source: Path, app: str) -> dict[Key, Text]:
    """All texts of an app, each once, with every file that holds it."""
    texts: dict[Key, Text] = {}
    for path in sources_of(source / app):
        for text in texts_of(path, path.relative_to(source / app).as_posix()):
            known = texts.setdefault(text.key, text)
            known.files |= text.files
            known.plural = known.plural or text.plural
    return texts


def forms(message: Message) -> list[str]:
    """The translations of a catalogue entry: one, or one for each plural form."""
    if isinstance(message.string, str):
        return [message.string]
    return [form or "" for form in message.string or ()]


def read(path: Path) -> dict[Key, Text]:
    """The entries of a catalogue file; none when there is no file."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, charset="utf-8", abort_invalid=True)
    texts = {}
    for message in catalogue:
        if message.id:
            msgid, plural = message.id if isinstance(message.id, tuple | list) else (message.id, "")
            files = {file for file, _line in message.locations}
            text = Text(
                msgid, message.context or "", plural, files, forms(message), list(message.user_comments)
            )
            texts[text.key] = text
    return texts


def entry(text: Text) -> str:
    """One entry as it stands in the file."""
    lines = [f"# {comment}" for comment in text.comments]
    lines += [f"#: {name}" for name in sorted(text.files)]
    if re.search(r"%\(\w+\)[sd]", text.msgid + text.plural):
        lines.append("#, python-format")
    if text.context:
        lines.append(f"msgctxt {normalize(text.context, width=0)}")
    lines.append(f"msgid {normalize(text.msgid, width=0)}")
    if text.plural:
        lines.append(f"msgid_plural {normalize(text.plural, width=0)}")
        both = (*text.translations, "", "")[:2]
        lines += [f"msgstr[{number}] {normalize(form, width=0)}" for number, form in enumerate(both)]
    else:
        lines.append(f"msgstr {normalize((*text.translations, '')[0], width=0)}")
    return "\n".join(lines) + "\n"


def memory(source: Path, language: str) -> dict[Key, Text]:
    """Every finished translation of a language, whichever app has it."""
    known: dict[Key, Text] = {}
    for app in apps(source):
        for key, text in read(catalogue_path(source, app, language)).items():
            if text.translated:
                known.setdefault(key, text)
    return known


def updated(texts: dict[Key, Text], own: dict[Key, Text], others: dict[Key, Text], language: str) -> str:
    """What a catalogue should hold now, given the texts of the app, its own old entries and those of all apps."""
    if not texts:
        return ""
    entries = [HEADER.format(language=language)]
    for key, text in sorted(texts.items()):
        old = own.get(key)
        best = old if old and any(old.translations) else others.get(key)
        kept = best.translations if best and bool(best.plural) == bool(text.plural) else []
        entries.append(entry(replace(text, translations=kept, comments=old.comments if old else [])))
    return "\n".join(entries)


def outdated(source: Path = SOURCE, only: list[str] | None = None) -> dict[Path, str]:
    """Catalogues that differ from what the sources ask for, each with its new content ('' = remove it)."""
    changes = {}
    known = {language: memory(source, language) for language in LANGUAGES}
    for app in only or apps(source):
        texts = extracted(source, app)
        for language in LANGUAGES:
            path = catalogue_path(source, app, language)
            new = updated(texts, read(path), known[language], language)
            if new != (path.read_text("utf-8") if path.exists() else ""):
                changes[path] = new
    return changes


def write(changes: dict[Path, str]) -> None:
    """Bring catalogues up to date."""
    for path, content in changes.items():
        if content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
        else:
            path.unlink()


def compile_all(source: Path = SOURCE) -> None:
    """Write the .mo beside every .po; one that would not change is left alone."""
    for path in sorted(source.glob("*/locale/*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, charset="utf-8", abort_invalid=True)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        target = path.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != compiled.getvalue():
            fresh = target.with_suffix(".mo.new")
            fresh.write_bytes(compiled.getvalue())
            os.replace(fresh, target)


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description="Extract and compile the catalogues of screen texts.")
    parser.add_argument("what", nargs="?", choices=["all", "extract", "check", "compile"], default="all")
    parser.add_argument("app", nargs="*", help="extract or check only these apps")
    asked = parser.parse_args()
    unknown = set(asked.app) - set(apps())
    if unknown:
        parser.error(f"no such app: {', '.join(sorted(unknown))}")
    return asked


def main() -> int:
    """Do what was asked for; 1 when a check finds something."""
    asked = arguments()
    if asked.what == "check":
        stale = sorted(outdated(SOURCE, asked.app))
        for path in stale:
            print(f"{path.relative_to(SOURCE)} is not up to date: run make messages", file=sys.stderr)
        return 1 if stale else 0
    if asked.what in ("all", "extract"):
        write(outdated(SOURCE, asked.app))
    if asked.what in ("all", "compile"):
        compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Finnish and Swedish are complete, say the same in every app, and lose no placeholder. English is the msgid itself."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable

import pytest

from tools.messages import LANGUAGES, SOURCE, Key, Text, apps, catalogue_path, outdated, read

# Words that are the same in English and in the other language. Anything else that equals its msgid was forgotten.
SAME: dict[str, set[str]] = {
    "fi": {"Kokemus", "Media", "media", "turvakielto"},
    "sv": {
        "Kokemus",
        "Cell",
        "Organisation",
        "Person",
        "Register",
        "Start",
        "import",
        "text",
        "%(n)s person",
    },
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?[a-z]+\b")


def shown(text: Text) -> str:
    return f"{text.msgid!r}" + (f" ({text.context})" if text.context else "")


def untranslated(texts: list[Text], language: str) -> list[str]:
    return [shown(text) for text in texts if not text.translated]


def with_other_placeholders(texts: list[Text], language: str) -> list[str]:
    """Every form holds what its msgid holds; the form for one may say the number in words ("one day", "yksi päivä")."""

    def differs(form: str, model: str, may_miss: int) -> bool:
        held, wanted = Counter(PLACEHOLDER.findall(form)), Counter(PLACEHOLDER.findall(model))
        return bool(held - wanted) or (wanted - held).total() > may_miss

    found = []
    for text in texts:
        for number, form in enumerate(text.translations):
            model, may_miss = (text.plural or text.msgid), int(bool(text.plural) and number == 0)
            if form and differs(form, model, may_miss):
                found.append(f"{shown(text)}: {form!r}")
    return found


def same_as_english(texts: list[Text], language: str) -> list[str]:
    def has_words(text: Text) -> bool:  # "km" is none
        return bool(re.search(r"[^\W\d_]{3}", PLACEHOLDER.sub("", text.msgid)))

    candidates = [text for text in texts if text.msgid in text.translations and has_words(text)]
    return [shown(text) for text in candidates if text.msgid not in SAME[language]]


def with_stray_space(texts: list[Text], language: str) -> list[str]:
    """A translation begins and ends with a space or line break just where its msgid does."""

    def edges(words: str) -> tuple[bool, bool]:
        return words[:1].isspace(), words[-1:].isspace()

    return [
        f"{shown(text)}: {form!r}"
        for text in texts
        for form in text.translations
        if form and edges(form) != edges(text.msgid)
    ]


def told_in_two_ways(catalogues: dict[str, list[Text]]) -> list[str]:
    """Msgids (with their context) that two apps translate differently."""
    ways: dict[Key, dict[tuple[str, ...], str]] = defaultdict(dict)
    for app, texts in catalogues.items():
        for text in texts:
            if text.translated:
                ways[text.key].setdefault(tuple(text.translations), app)
    return [f"{key[0]!r}: {way}" for key, way in ways.items() if len(way) > 1]


def texts_in(app: str, language: str) -> list[Text]:
    return list(read(catalogue_path(SOURCE, app, language)).values())


Rule = Callable[[list[Text], str], list[str]]
RULES: list[Rule] = [untranslated, with_other_placeholders, same_as_english, with_stray_space]
WITH_TEXTS = [app for app in apps() if catalogue_path(SOURCE, app, "fi").exists()]


def test_catalogues_hold_what_the_sources_ask_for() -> None:
    assert [path.relative_to(SOURCE).as_posix() for path in outdated()] == [], "run make messages"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("app", WITH_TEXTS)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_catalogue_is_right(rule: Rule, app: str, language: str) -> None:
    assert rule(texts_in(app, language), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_is_translated_in_one_way_when_apps_share_it(language: str) -> None:
    assert told_in_two_ways({app: texts_in(app, language) for app in WITH_TEXTS}) == []


def test_easy_finnish_holds_only_texts_that_are_still_asked_for() -> None:
    asked = {key for app in apps() for key in read(catalogue_path(SOURCE, app, "fi"))}
    simple = [text for app in apps() for text in texts_in(app, "fi_Simple")]
    assert [shown(text) for text in simple if text.key not in asked] == []
    assert with_other_placeholders(simple, "fi") == []


def text(msgid: str, *translations: str, plural: str = "") -> Text:
    return Text(msgid, "", plural, {"models.py"}, list(translations))


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        (untranslated, text("Name", ""), text("Name", "Nimi")),
        (
            untranslated,
            text("a day", "päivä", "", plural="days"),
            text("a day", "päivä", "päivää", plural="days"),
        ),
        (with_other_placeholders, text("To %(who)s", "Saaja %(kuka)s"), text("To %(who)s", "Saaja: %(who)s")),
        (with_other_placeholders, text("{n} of {n}", "{n}"), text("{n} of {n}", "{n}/{n}")),
        (with_other_placeholders, text("<b>Now</b>", "<b>Nyt"), text("<b>Now</b>", "<b>Nyt</b>")),
        (
            with_other_placeholders,
            text("one day", "päivä", "päivää", plural="%(n)s days"),
            text("one day", "päivä", "%(n)s päivää", plural="%(n)s days"),
        ),
        (same_as_english, text("Name", "Name"), text("%(x)s: {y}", "%(x)s: {y}")),
        (with_stray_space, text("Name", "Nimi "), text("Name ", "Nimi ")),
    ],
)
def test_rule_fails_when_the_translation_is_bad(rule: Rule, bad: Text, good: Text) -> None:
    assert rule([good], "fi") == []
    assert len(rule([bad], "fi")) == 1


def test_two_ways_are_told_when_apps_differ() -> None:
    agreed = {"gigs": [text("Name", "Nimi")], "fees": [text("Name", "Nimi")], "home": [text("Name", "")]}
    assert told_in_two_ways(agreed) == []
    assert len(told_in_two_ways({**agreed, "topics": [text("Name", "Otsikko")]})) == 1


def test_catalogue_of_every_app_with_texts_is_among_the_tested() -> None:
    assert set(WITH_TEXTS) == {path.parts[-5] for path in SOURCE.glob("*/locale/fi/LC_MESSAGES/django.po")}

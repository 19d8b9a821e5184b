"""The finder by examples of its rules; how good it is on whole texts is measured by `make quality`."""

import csv
import re

import pytest

from kokemus.topics import importer, words
from kokemus.topics.finder import find, finder
from kokemus.topics.words import Forms, term

CODES = {row["code"] for row in importer.shipped("topics.csv")}


def codes(text, language="fi"):
    return {topic.code for topic in find(text, language).topics}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("viinaongelma", "alcohol"),
        ("viinaongelmastakin toipunut", "alcohol"),
        ("ulosotto", "debt"),
        ("Ulosottomies kävi", "debt"),
        ("asunnottomana kadulla", "homelessness"),
        ("asunnottomuudesta", "homelessness"),
        ("SYÖPÄÄN sairastunut", "cancer"),
        ("rintasyöpäpotilas", "cancer"),
        ("Subutex-korvaushoito", "opioid-substitution"),
        ("narkomaanin tarina", "drugs"),
        ("keliakija ja ruoka", "coeliac-disease"),
        ("äidin juominen", "parental-substance-use"),
    ],
)
def test_words_when_inflected_compounded_or_misspelt_are_found(text, code):
    assert code in codes(text)


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("Föreläsare med erfarenhet av alkoholmissbruk", "sv", "alcohol"),
        ("hemlöshet", "sv", "homelessness"),
        ("my gambling debts", "en", "gambling"),
        ("homelessness", "fi", "homelessness"),
    ],
)
def test_words_when_in_another_language_are_found(text, language, code):
    assert code in codes(text, language)


@pytest.mark.parametrize(
    ("text", "absent", "present"),
    [
        ("ei alkoholia vaan syöpä", "alcohol", "cancer"),
        ("Aihe ei koske alkoholia, vaan velkaantumista", "alcohol", "debt"),
        ("inte cancer utan epilepsi", "cancer", "epilepsy"),
        ("not about my son's alcohol use but the debts", "alcohol", "debt"),
    ],
)
def test_topic_when_denied_is_not_found(text, absent, present):
    language = {"inte": "sv", "not ": "en"}.get(text[:4], "fi")
    assert absent not in codes(text, language)
    assert present in codes(text, language)


def test_topic_when_the_negation_is_of_a_deed_is_found():
    assert "alcohol" in codes("En pystynyt lopettamaan juomista")


@pytest.mark.parametrize(
    "text",
    [
        "Kahvitarjoilu ja pysäköinti järjestyy, ilmoittautumiset viimeistään perjantaina.",
        "",
        "!!",
        "a" * 3000,
    ],
)
def test_text_when_it_is_about_nothing_has_no_topic(text):
    found = find(text, "fi")
    assert (found.topics, found.perspective) == ([], "any")


def test_unit_or_audience_in_a_compound_is_no_topic():
    assert codes("rikosopiskelijat") == set()
    assert codes("rikostausta") == {"crime"}


def test_topic_tells_the_words_that_it_was_found_by():
    (topic,) = find("luento ulosotosta", "fi").topics
    assert (topic.code, topic.because) == ("debt", "ulosotosta")
    assert 0 < topic.score <= 1


def test_area_when_one_of_its_topics_is_found_is_left_out():
    assert "long-term-illness" not in codes("pitkäaikaissairaus, nimittäin syöpä")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Luento lähihoitajille syövästä", "trainer"),
        ("vertaisryhmälle vetäjä", "group_leader"),
        ("työpariksi päihdeohjaajalle", "co_worker"),
        ("palvelujen kehittämispäivä", "developer"),
        ("lehtijuttuun haastateltava", "media"),
        ("edustaja asiakasraatiin", "representative"),
        ("Kahvit ovat klo 12", None),
    ],
)
def test_role_asked_for(text, role):
    assert find(text, "fi").role == role


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("puolisona syöpään sairastuneelle", "close_one"),
        ("tyttären huumeidenkäyttö: äiti kertoo", "close_one"),
        ("isän alkoholismi", "close_one"),
        ("syövästä toipunut", "own"),
        ("juomiseni loppui", "own"),
    ],
)
def test_perspective(text, view):
    assert find(text, "fi").perspective == view


def test_condition_of_a_close_one_is_also_the_topic_of_its_relatives():
    assert codes("Närstående till en person med psykos", "sv") == {"psychosis", "mental-health-relative"}
    assert codes("psykoosista toipunut") == {"psychosis"}


def test_word_that_the_county_adds_is_found_in_forms_that_no_table_has():
    mine = finder("fi").with_more({"gaming": "addiction"}, [term("gaming", "kännykkäkoukkuilu")])
    assert [topic.code for topic in mine.find("kännykkäkoukkuilusta").topics] == ["gaming"]


def test_letter_wrong_missing_too_many_or_swapped_is_forgiven_in_long_words():
    forms = finder("fi").forms
    for typed in ("velkaamtuminen", "velkantuminen", "velkaantuuminen", "velkaanutminen"):
        assert "velkaantuminen" in forms.misspelt(typed), typed
    assert forms.misspelt("velka") == set()


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_lexicon_is_whole(language):
    seen = set()
    for file, code, text, kind in words.rows(language):
        assert term(code, text, kind).groups
        assert text == text.strip() and (file, code, text) not in seen, (file, code, text)
        seen.add((file, code, text))
        assert file in ("people", "roles", "spoken") or code in CODES, (file, code)
    assert {code for _, code, _, _ in words.rows(language)} >= CODES


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_forms_are_built_for_every_word(language):
    built = {words.key(word) for word, _, _ in words.table(language)}
    assert {words.key(word) for word in words.inflected_words(language)} - built == set(), "run `make forms`"


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_forms_hold_nothing_but_letters(language):
    odd = re.compile(r"[|⁅⁆ ]")
    for word, stem, paradigm in words.table(language):
        ends = [*paradigm.endings, *paradigm.begins]
        assert not odd.search(stem) and not any(odd.search(end) for end in ends), word


def test_word_of_a_phrase_may_have_alternatives():
    mine = finder("fi").with_more(
        {"x": "x"}, [term("x", "(kuutamo|=tähtiin asti) (katsoa|tuijottaa) + (yksin|iso joukko)")]
    )
    for text in ("Katson yksin kuutamoa", "Kuutamoa katsellen"):
        assert not mine.find(text).topics, text
    for text in ("Kuutamoa katsoin aina yksin", "tähtiin asti tuijotti isossa joukossa"):
        assert [each.code for each in mine.find(text).topics] == ["x"], text


def test_everyday_word_is_neither_misspelt_nor_a_compound_of_topics():
    forms = finder("fi").forms
    assert "yhdeksän" in words.everyday("fi") and forms.parts("yhdeksän")
    assert codes("Tulemme kello yhdeksän") == set()


def test_short_word_of_another_language_is_no_topic():
    assert codes("Where do we park", "en") == set()


def test_lexicon_files_are_plain_csv():
    for path in words.FOLDER.glob("*/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            assert {len(row) for row in csv.reader(file)} == {3}, path


def test_forms_without_a_table_row_are_exact():
    forms = Forms("fi")
    forms.add("xyz")
    assert list(forms.whole("xyz")) == ["xyz"]


def test_letters_without_end_are_no_word():
    assert codes("äitin" * 600) == set()

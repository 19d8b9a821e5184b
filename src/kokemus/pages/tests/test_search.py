"""Everyday words find the guidance: title before search words before body, inflected or not."""

from dataclasses import dataclass

from kokemus.pages import search


@dataclass(frozen=True)
class Page:
    title: str
    words: str = ""
    summary: str = ""
    body: str = ""


PAY = Page("Palkkio, matkat ja maksaja", "raha, lasku, paljonko maksaa", body="Mitä teet, kun keikka on ohi.")
HARD = Page(
    "Kun tulee raskas hetki", "itku, järkytys", body="Mitä sanot, jos hän itkee? Älä puhu palkkiosta."
)
DAY = Page("Keikkapäivän muistilista", "ovi, kahvi", body="Mitä teet ovella. Matkalippu mukaan.")
ALL = [HARD, DAY, PAY]


def test_title_comes_before_words_and_words_before_body() -> None:
    in_title, in_words, in_body = Page("Lasku"), Page("x", words="lasku"), Page("y", body="lasku")
    assert search.ranked("lasku", [in_body, in_words, in_title]) == [
        in_title,
        in_words,
    ]  # the body is far behind
    assert search.ranked("lasku", [in_body, in_words]) == [in_words]
    assert search.ranked("lasku", [in_body]) == [in_body]


def test_other_forms_of_a_word_are_found() -> None:
    for asked in ("palkkiot", "palkkion", "PALKKIO", "palkkiosta", "maksajan"):
        assert search.ranked(asked, ALL)[0] == PAY, asked
    assert search.ranked("itkevä kuulija", ALL) == [HARD]


def test_common_word_of_a_question_tells_little() -> None:
    assert search.ranked("mitä maksaa", ALL) == [PAY]
    assert search.ranked("mitä teen ovella", ALL)[0] == DAY


def test_beginning_of_a_word_is_enough_while_it_is_typed() -> None:
    assert search.ranked("muistil", ALL) == [DAY]


def test_nothing_is_found_when_nothing_fits() -> None:
    assert search.ranked("traktori", ALL) == []
    assert search.ranked("", ALL) == []
    assert search.ranked("?!", ALL) == []

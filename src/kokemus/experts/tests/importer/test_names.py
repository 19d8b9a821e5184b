import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokemus.experts.importer.names import name_key, read_name


@pytest.mark.parametrize(
    ("written", "given_name", "family_name"),
    [
        ("HIETALA, Niko", "Niko", "Hietala"),
        ("Hietala, Niko", "Niko", "Hietala"),
        ("Hakala Hilkka", "Hilkka", "Hakala"),
        ("Jaakko Järvinen", "Jaakko", "Järvinen"),
        ("Laine Antti", "Antti", "Laine"),
        ("LILJA Eemeli", "Eemeli", "Lilja"),
        ("Eemeli LILJA", "Eemeli", "Lilja"),
        ("virtanen anna maria", "Anna Maria", "Virtanen"),
        ("Anna Maria Virtanen", "Anna Maria", "Virtanen"),
        ("MÄKI-KUUTTI, ANNA-LIISA", "Anna-Liisa", "Mäki-Kuutti"),
        ("Anna von Essen", "Anna", "von Essen"),
        ("von Essen Anna", "Anna", "von Essen"),
        ("Åsa Öberg", "Åsa", "Öberg"),
        ("Öberg Åsa", "Åsa", "Öberg"),
        ("rouva Maija Virtanen", "Maija", "Virtanen"),
    ],
)
def test_name_in_any_order(written, given_name, family_name):
    found = read_name(written)
    assert (found.given, found.family, found.question) == (given_name, family_name, "")


@pytest.mark.parametrize(
    ("written", "question"),
    [
        ("Maija", "name_incomplete"),
        ("Virtanen", "name_incomplete"),
        ("Virtanen,", "name_incomplete"),
        ("Qwer Zxcv", "name_order"),
        ("Maria, Virtanen", "name_order"),
        ("Maija ja Pekka Virtanen", "name_two_people"),
        ("Virtanen Maija / Pekka", "name_two_people"),
        ("<b>Maija</b>", "name_unreadable"),
        ("=1+1", "name_unreadable"),
        ("", "name_unreadable"),
    ],
)
def test_unsure_name_is_asked_about(written, question):
    found = read_name(written)
    assert found.question == question
    assert found.order == "unsure"


def test_email_tells_the_order_of_a_name_that_no_list_knows():
    assert read_name("Zxcv Qwer", "qwer.zxcv@example.org").given == "Qwer"
    assert read_name("Qwer Zxcv", "qwer.zxcv@example.org").given == "Qwer"


def test_usual_order_of_the_column_decides_an_unknown_name():
    assert read_name("Zxcv Qwer", usual="family_first").given == "Qwer"


def test_words_in_brackets_are_kept():
    found = read_name("Virtanen Maija (ent. Korhonen)")
    assert (found.given, found.family, found.note) == ("Maija", "Virtanen", "ent. Korhonen")


def test_name_key_is_the_same_in_both_orders():
    assert name_key("Hilkka", "HAKALA") == name_key("Hakala", "Hilkka")


@given(st.text(max_size=60))
def test_no_text_is_lost_or_breaks_the_reading_of_names(text):
    found = read_name(text)
    assert isinstance(found.given + found.family, str)
    if found.order != "unsure":
        assert found.given
        assert found.family

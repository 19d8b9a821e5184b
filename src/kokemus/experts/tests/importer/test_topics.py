from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokemus.experts.importer.topics import TopicReader
from kokemus.experts.tests.importer.make import labels_of

TOPICS = labels_of("topics.csv")


@cache
def reader():
    return TopicReader(labels_of("topics.csv"))


def found(text, said=("own",)):
    return [(each.topic, each.perspective) for each in reader().read(text, said).experiences]


def open_words(text):
    return [(each.written, each.candidates) for each in reader().read(text, ("own",)).open_words]


@given(
    st.lists(st.sampled_from(TOPICS), min_size=1, max_size=6, unique=True),
    st.sampled_from(["fi", "sv", "en"]),
    st.sampled_from([", ", ",", "; ", " / ", "/", "\n", " + ", " – ", " • ", ";\n", " & "]),
    st.sampled_from([str, str.lower, str.upper]),
)
def test_any_labels_by_any_separator_in_any_case_are_found(topics, language, separator, case):
    text = separator.join(case(getattr(topic, language)) for topic in topics)
    read = reader().read(text, ("own",))
    assert [each.topic for each in read.experiences] == [topic.code for topic in topics]
    assert read.open_words == ()
    assert all(each.sure for each in read.experiences)


@given(st.lists(st.sampled_from(TOPICS), min_size=2, max_size=4, unique=True))
def test_labels_side_by_side_are_found(topics):
    text = " ".join(topic.fi.replace(",", "") for topic in topics)
    assert [code for code, _ in found(text)] == [topic.code for topic in topics]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters=":"), max_size=60))
def test_no_word_is_dropped(text):
    read = reader().read(text, ("own",))
    kept = " ".join([*(e.written for e in read.experiences), *(w.written for w in read.open_words)])
    letters = {each for each in text.casefold() if each.isalpha() and not "\ue000" <= each <= "\uf8ff"}
    assert letters <= set(kept.casefold())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("raskaus", "pregnancy-and-birth"), ("Paino", "obesity"), ("ahdistus", "anxiety"),
        ("syrjintä", "discrimination"), ("psykoosi", "psychosis"), ("keskenmeno", "pregnancy-loss"),
        ("skitsofrenia", "psychosis"), ("psykos", "psychosis"),
    ],
)  # fmt: skip
def test_short_form_is_a_topic_to_check(text, code):
    (experience,) = reader().read(text, ("own",)).experiences
    assert (experience.topic, experience.sure) == (code, False)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("tuki-", ("musculoskeletal",)),
        ("maahanmuutto", ("minorities", "immigration")),
        ("burn out", ("burnout",)),
        ("viinaongelma", ("alcohol",)),
        ("ulosottomiehen asiakas", ("debt",)),
        ("peliriippuvuus", ("gambling", "gaming")),
        ("masenus", ("depression",)),
        ("vapaaehtoistyö", ()),
        ("Xyz-oireyhtymä", ()),
    ],
)
def test_word_that_is_no_label_is_open_with_candidates(text, candidates):
    assert open_words(text) == [(text, candidates)]
    assert found(text) == []


def test_label_with_a_comma_is_one_topic_beside_others():
    text = "Masennus, Lapsena, kun vanhempi käytti päihteitä, Talous, työ ja asuminen"
    assert [code for code, _ in found(text)] == ["depression", "parental-substance-use", "livelihood"]


def test_longest_label_wins():
    assert found("Yksinäisyys ja menetykset") == [("loneliness-and-loss", "own")]
    assert found("Lapsen kuolema") == [("death-of-child", "own")]


def test_labels_joined_by_ja_are_parted_only_when_both_are_labels():
    assert [code for code, _ in found("avanne ja suru")] == ["stoma", "grief"]
    assert open_words("avanne ja outo vaiva") == [("avanne ja outo vaiva", ("stoma",))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("masennus (L), ADHD", [("depression", "close_one"), ("adhd", "own")]),
        ("ADHD läheisenä", [("adhd", "close_one")]),
        (
            "Oma: masennus, ero; läheisen: ADHD",
            [("depression", "own"), ("divorce", "own"), ("adhd", "close_one")],
        ),
        ("Oma:\nmasennus\nLäheisen:\nADHD", [("depression", "own"), ("adhd", "close_one")]),
        ("masennus (O/L)", [("depression", "own"), ("depression", "close_one")]),
    ],
)
def test_perspective_beside_the_topic_goes_before_the_rows(text, expected):
    assert found(text) == expected


def test_topics_in_brackets_are_found_too():
    assert [code for code, _ in found("Mielenterveys (masennus, suru)")] == [
        "mental-health",
        "depression",
        "grief",
    ]


def test_a_close_ones_topic_keeps_its_perspective():
    for said in ((), ("own",), ("own", "close_one")):
        assert found("Päihderiippuvaisen läheisenä", said) == [("substance-use-relative", "close_one")]


def test_candidate_of_a_child_is_a_close_ones():
    (word,) = reader().read("liikuntavammainen poika", ("own",)).open_words
    assert word.perspectives == ("close_one",)

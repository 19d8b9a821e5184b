"""What the free text search finds, and the order of the alphabet."""

import pytest

from kokemus.experts.actions import indexing
from kokemus.experts.models import Expert
from kokemus.experts.search import Facts, searchable, words
from kokemus.experts.tests.people import person
from kokemus.topics import actions
from kokemus.topics.models import Topic

pytestmark = pytest.mark.django_db


def found(query):
    return [expert.first_name for expert in Expert.objects.matching(query).alphabetical()]


def test_search_finds_a_person_when_every_word_matches():
    person("Aino", roles=["co_worker"], areas=["Imatra"], topics=["depression"])
    person("Bertta", roles=["co_worker"], areas=["Lappeenranta"], topics=["depression"])
    assert found("masennus työpari Imatra") == ["Aino"]
    assert found("IMATRA Depress") == ["Aino"]
    assert found("masennus työpari Kouvola") == []


def test_search_finds_by_topic_area_and_label_when_asked_in_another_language():
    person("Aino", topics=["depression"], languages=["sv", "fse"])
    assert found("psykisk hälsa") == found("mental health") == found("mielenterveys") == ["Aino"]
    assert found("ruotsi") == found("svenska") == found("viittomakieli") == ["Aino"]


def test_search_is_right_when_the_letters_are_finnish_or_capitals():
    person("Öisti", "Ålander")
    assert found("åLANDER ÖISTI") == ["Öisti"]
    assert found("alander") == []


@pytest.mark.parametrize(
    "query", ["+358401234567", "0401234567", "040 123 4567", "040-123 4567", "(040) 1234567", "4567"]
)
def test_search_finds_a_phone_number_however_it_is_typed(query):
    person("Aino", phone="+358401234567")
    assert found(query) == ["Aino"]


@pytest.mark.parametrize("query", ["%", "_", "100%", "\\"])
def test_search_finds_nothing_when_the_word_is_a_wildcard_of_the_database(query):
    person("Aino")
    assert found(query) == []


def test_search_never_finds_a_protected_person_by_where_they_live():
    person("Aino", municipality="Imatra")
    hidden = person(
        "Bertta", municipality="Imatra", address="Kotikatu 1", is_protected=True, areas=["Kouvola"]
    )
    hidden.notes.create(text="asuu Imatralla")
    assert found("imatra") == ["Aino"]
    assert found("kotikatu") == []
    assert found("kouvola") == ["Bertta"]


def test_text_would_leak_the_place_when_the_guard_is_off():
    facts = Facts(names=["Bertta"], municipality="Imatra", is_protected=False, notes=["asuu Imatralla"])
    assert "imatra" in searchable(facts)
    assert words("Masennus  040-12") == ["masennus", "04012"]


def test_alphabet_ends_in_å_ä_ö_when_sorted():
    for last in [
        "Öljy",
        "Zetterberg",
        "Ångström",
        "Äkkinen",
        "Aalto",
        "Wirta",
        "Virta",
        "Aaltonen",
        "von Zweig",
        "Éluard",
    ]:
        person("A", last)
    person("Ville", "Aalto")
    names = [f"{e.last_name} {e.first_name}" for e in Expert.objects.alphabetical()]
    assert names == [
        "Aalto A", "Aalto Ville", "Aaltonen A", "Éluard A", "Virta A", "von Zweig A", "Wirta A", "Zetterberg A",
        "Ångström A", "Äkkinen A", "Öljy A",
    ]  # fmt: skip


def test_language_is_matched_as_a_whole_code():
    person("Aino", languages=["fi", "fse"])
    person("Bertta", languages=["fse"])
    assert [e.first_name for e in Expert.objects.speaking("fi")] == ["Aino"]


def test_area_filter_never_finds_a_protected_person_by_where_they_live():
    person("Aino", municipality="Imatra")
    person("Bertta", municipality="Imatra", is_protected=True)
    person("Cecilia", areas=["Imatra"], is_protected=True)
    assert [e.first_name for e in Expert.objects.coming_to("Imatra").alphabetical()] == ["Aino", "Cecilia"]


@pytest.mark.parametrize(
    "query", ["masentunut", "Masennuksesta", "deprimerad", "clinical depression", "mielenterveys"]
)
def test_search_finds_a_person_by_a_topic_in_other_words(query):
    person("Aino", topics=["depression"])
    person("Bertta", topics=["debt"])
    assert found(query) == ["Aino"]


def test_search_finds_by_a_word_that_the_county_has_added():
    person("Aino", topics=["gaming"])
    assert found("luurikoukku") == []
    actions.add_word(text="luurikoukku", language="fi", topic=Topic.objects.get(code="gaming"), by=None)
    assert found("luurikoukusta") == ["Aino"]


@pytest.mark.parametrize("query", ["anna-liisa", "annaliisa", "Anna Liisa", "liisa", "anna-l", "ANNA-LIISA"])
def test_search_finds_a_name_however_its_hyphen_is_typed(query):
    person("Anna-Liisa")
    assert found(query) == ["Anna-Liisa"]


def test_search_never_takes_one_topic_for_another_that_begins_alike():
    person("Aino", topics=["mental-health-relative"])
    codes = searchable(Facts(names=[], topics=Topic.objects.filter(code="mental-health-relative")))
    assert "#mental-health-relative;" in codes.split()


def test_text_of_an_older_version_is_made_anew_when_it_has_no_marks():
    aino = person("Aino", topics=["depression"])
    Expert.objects.filter(pk=aino.pk).update(search_text="aino")
    person("Bertta", topics=["debt"])
    assert indexing.reindex_unmarked() == 1
    assert found("masentunut") == ["Aino"]

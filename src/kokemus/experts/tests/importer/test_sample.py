"""The register as the county keeps it: the numbers and the rows that are known of it."""

from collections import Counter
from datetime import date

import openpyxl
import pytest

from kokemus.experts.importer import from_json, to_json
from kokemus.experts.importer.outcome import RowRef
from kokemus.experts.importer.parsed import Note, Pause, Refusal, Year
from kokemus.experts.tests.importer.make import SAMPLE, codes, planned


@pytest.fixture(scope="module")
def sample():
    return planned(SAMPLE.read_bytes(), SAMPLE.name)


@pytest.fixture(scope="module")
def row(sample):
    by_place = {(each.sheet, each.number): each for each in sample.rows}
    return lambda number, sheet="Aktiiviset": by_place[sheet, number]


def topics(row):
    return [(each.topic, each.perspective) for each in row.person.experiences]


def test_sample_holds_118_people_and_two_repeats(sample):
    assert sample.counts() == {"new": 118, "same_as": 2, "to_decide": 0}


def test_repeats_point_to_their_first_rows_without_differences(row):
    assert row(102).same_row == RowRef("Aktiiviset", 8)
    assert row(103).same_row == RowRef("Aktiiviset", 21)
    assert row(102).differences == row(103).differences == ()
    assert row(103).person.municipality == row(21).person.municipality == "Lappeenranta"


def test_every_cell_is_in_a_row_or_stray_or_a_header(sample):
    stray = {name: [(c.row, c.letter, c.text) for c in s.stray] for s in sample.sheets if (name := s.name)}
    assert stray["Aktiiviset"] == [
        (1, "A", "Kokemusasiantuntijarekisteri"), (1, "C", "päivitetty 3.9."), (4, "N", "tarkista"),
    ]  # fmt: skip
    assert stray["Tauolla"] == []
    assert {s.name: s.header_row for s in sample.sheets} == {
        "Aktiiviset": 3, "Tauolla": 1, "Vanhat": 0, "Yhteystiedot vanha": 0,
    }  # fmt: skip
    assert [codes(s.remarks) for s in sample.sheets] == [[], [], ["sheet_empty"], ["sheet_empty"]]
    book = openpyxl.load_workbook(SAMPLE)
    filled = sum(cell.value is not None for sheet in book for row in sheet.iter_rows() for cell in row)
    headers, titles = 11 + 11, 2
    assert sum(len(each.cells) for each in sample.rows) == filled - headers - titles


def test_columns_are_known_by_their_headers(sample):
    fields = ["name", "phone", "email", "place", "perspective", "topics", "training", "year", "roles",
              "languages", "notes"]  # fmt: skip
    assert [c.field for c in sample.sheets[0].columns] == [*fields, ""]
    assert [c.field for c in sample.sheets[1].columns] == fields


def test_names_in_three_orders(row):
    names = {
        4: ("Niko", "Hietala"), 5: ("Hilkka", "Hakala"), 8: ("Antti", "Laine"), 11: ("Jaakko", "Järvinen"),
        7: ("Eemeli", "Lilja"), 31: ("Johannes", "Leino"), 81: ("Marja-Liisa", "Hirvonen"),
        94: ("Kalervo", "Lindqvist"), 83: ("Anne", "Helin"),
    }  # fmt: skip
    for number, name in names.items():
        assert (row(number).person.given_name, row(number).person.family_name) == name


def test_names_of_all_rows_agree_with_their_email(sample):
    plain = str.maketrans("åäöé", "aaoe")
    for each in sample.rows:
        if each.person.email:
            local = each.person.email.partition("@")[0].rstrip("0123456789").translate(plain)
            name = f"{each.person.given_name}.{each.person.family_name}".casefold().translate(plain)
            assert name == local, each.number


def test_five_ways_to_write_a_phone_are_one(row):
    numbers = {4: "01", 5: "02", 7: "04", 8: "05", 12: "09", 13: "10"}
    for number, last in numbers.items():
        assert row(number).person.phone.e164 == f"+3584000000{last}"
        assert row(number).person.phone.display == f"040 000 00{last}"
    assert codes(row(8).remarks)[0] == "formula_computed"


def test_all_phones_are_read_and_only_repeats_share_one(sample):
    phones = Counter(each.person.phone.e164 for each in sample.rows)
    assert len(phones) == 118
    assert sorted(phones.values())[-3:] == [1, 2, 2]


def test_email_with_at_is_a_proposal_and_odd_letters_are_kept(row, sample):
    assert row(18).person.email == "juhani.matilainen15@example.org"
    assert row(18).person.email_state == "mended"
    assert row(18).person.email_written == "juhani.matilainen15 at example.org"
    assert row(73).person.email == "antero.sirén68@example.org"
    assert row(73).person.email_state == "check"
    assert row(23).person.email_state == ""
    assert Counter(each.person.email_state for each in sample.rows) == {
        "ok": 104,
        "mended": 8,
        "check": 1,
        "": 7,
    }


def test_villages_become_municipalities_and_say_so(row):
    assert row(17).person.municipality == "Rautjärvi"
    assert row(17).person.place_written == "Simpele"
    assert row(25).person.municipality == "Lappeenranta"
    assert "place_village" in codes(row(17).remarks)
    assert "place_village" not in codes(row(4).remarks)


def test_topics_by_every_separator_and_in_any_case(row):
    assert topics(row(18)) == [
        ("rehabilitation", "own"), ("rehabilitation", "close_one"), ("substance-use-relative", "close_one"),
        ("premature-birth", "own"), ("premature-birth", "close_one"),
    ]  # fmt: skip
    assert topics(row(79)) == [("parental-substance-use", "own"), ("suicidality", "own")]
    assert topics(row(96)) == [("parental-mental-illness", "unknown")]
    assert topics(row(7)) == [("domestic-violence", "unknown"), ("death-of-child", "unknown")]
    assert topics(row(33))[::2] == [("infertility", "own"), ("placed-as-a-child", "own")]
    assert topics(row(2, "Tauolla")) == [
        ("discrimination", "own"), ("sudden-crisis", "own"), ("infertility", "own"),
    ]  # fmt: skip


def test_short_forms_are_topics_to_check(row):
    short = {
        32: "pregnancy-and-birth",
        26: "psychosis",
        74: "obesity",
        90: "pregnancy-loss",
        100: "discrimination",
    }
    for number, topic in short.items():
        found = next(each for each in row(number).person.experiences if each.topic == topic)
        assert not found.sure
        assert "topic_short_form" in codes(row(number).remarks)
    assert topics(row(20, "Tauolla"))[0] == ("anxiety", "unknown")


def test_words_that_are_no_label_wait_with_candidates(sample):
    words = Counter((w.written, w.candidates) for each in sample.rows for w in each.person.open_topics)
    assert words == {
        ("luottotiedot", ("debt",)): 5,
        ("burn out", ("burnout",)): 3,
        ("erityislapsi", ("child-with-special-needs",)): 3,
        ("viinaongelma", ("alcohol",)): 2,
        ("velat", ("debt",)): 1,
        ("tuki-", ("musculoskeletal",)): 1,
        ("vapaaehtoistyö", ()): 1,
        ("Xyz-oireyhtymä", ()): 1,
        ("liikuntavammainen poika", ("physical-disability", "child-with-special-needs")): 1,
    }  # fmt: skip
    asked = Counter(
        q.params["words"] for each in sample.rows for q in each.questions if q.code == "topic_unknown"
    )
    assert asked == {word: count for (word, _), count in words.items()}


def test_open_topic_words_do_not_hold_back_the_person(row):
    assert row(17).outcome == "new"
    assert not any(question.blocks for question in row(17).questions)


def test_perspective_own_close_one_both_and_unknown(row):
    assert topics(row(4)) == [("gambling", "own")]
    assert topics(row(23)) == [("divorce", "close_one")]
    assert topics(row(5)) == [("drugs", "own"), ("drugs", "close_one")]
    assert topics(row(6)) == [("prescription-drugs", "unknown")]
    assert "perspective_missing" in codes(row(6).remarks)


def test_a_close_ones_topic_stays_a_close_ones(row):
    assert ("substance-use-relative", "close_one") in topics(row(30))
    assert ("substance-use-relative", "own") not in topics(row(30))
    assert topics(row(94)) == [("mental-health-relative", "close_one")]


def test_training_in_all_its_words(row):
    trained = {number: row(number).person.training for number in (4, 5, 6, 7, 8, 9, 10, 21)}
    assert (trained[5].state, trained[5].organiser, trained[5].hours) == ("trained", "county", 50)
    assert (trained[7].state, trained[7].organiser, trained[7].hours) == ("trained", "county", None)
    assert (trained[6].organiser, trained[6].organiser_name) == ("association", "KoKoA")
    assert (trained[10].organiser, trained[10].organiser_name) == ("association", "")
    assert (trained[9].state, trained[9].organiser) == ("trained", "unknown")
    assert trained[8].state == "in_training"
    assert trained[21].state == "none"
    assert trained[4].state == "unknown"


def test_years_are_read_and_their_meaning_is_asked_once_for_each_column(row, sample):
    assert row(5).person.year == Year("2023", 2023)
    assert row(6).person.year == Year("17.5.2024", 2024, on=date(2024, 5, 17))
    assert row(11).person.year == Year("syksy 2025", 2025, term="autumn")
    assert row(17).person.year == Year("2023-24", 2023, until=2024)
    assert row(12).person.year is None
    assert {each.person.year.meaning for each in sample.rows if each.person.year} == {"ask"}
    asked = [(q.code, q.sheet, q.column, q.rows) for q in sample.questions]
    assert asked == [("year_meaning", "Aktiiviset", "H", 88), ("year_meaning", "Tauolla", "H", 21)]
    for number in (4, 8, 21):
        assert "year_without_training" in codes(row(number).remarks)
    assert "year_without_training" not in codes(row(5).remarks)


def test_roles_and_languages_become_codes(row, sample):
    assert row(5).person.roles == ("co_worker", "media", "group_leader")
    assert row(7).person.roles == ("media", "co_worker", "representative")
    assert row(10).person.roles == ("developer",)
    assert row(4).person.languages == ("fi", "sv")
    assert row(7).person.languages == ("ru", "fi")
    assert row(12).person.languages == ("fi",)
    assert not any(each.person.open_roles or each.person.open_languages for each in sample.rows)


def test_notes_become_facts_where_sure(row):
    assert row(6).person.refusals == (
        Refusal("audience", "media", "ei medialle"), Refusal("role", "media", "ei medialle"),
    )  # fmt: skip
    assert row(7).person.refusals == (Refusal("area", "own_municipality", "ei oman kunnan alueella"),)
    assert row(20).person.remote_only
    assert row(8).person.pause == Pause("tauolla kevääseen")
    assert row(8).person.state == "paused"
    assert row(4).person.safe_contact_note == "soita ensin"
    assert row(4).person.channel == "phone"


def test_notes_that_are_not_sure_stay_notes_and_all_words_are_kept(row, sample):
    assert row(5).person.notes == (Note("ei aamuisin", (), "Huom!"),)
    assert row(29).person.notes == (Note("allergia", (), "Huom!"),)
    assert row(4).person.notes[1] == Note("tarkista")
    for each in sample.rows:
        written = {cell.text for cell in each.cells if cell.header == "Huom!"}
        assert written <= {note.written for note in each.person.notes}


def test_protected_people_carry_nothing_of_where_they_live(row, sample):
    protected = [each for each in sample.rows if each.person.protected]
    assert len(protected) == 15
    for each in protected:
        assert each.person.municipality == each.person.place_written == ""
        assert [cell.text for cell in each.cells if cell.header == "Kunta"] == ["***"]
        assert "place_not_carried" in codes(each.remarks)
        assert "areas_to_ask" in codes(each.questions)
    assert row(26).person.municipality == "Rautjärvi"  # the row above the first protected one


def test_the_sheet_of_the_paused_pauses_with_its_name(row, sample):
    assert row(2, "Tauolla").person.state == "paused"
    assert row(2, "Tauolla").person.pause == Pause("Tauolla")
    assert row(8, "Tauolla").person.pause == Pause("tauolla kevääseen")
    states = Counter((each.sheet, each.person.state) for each in sample.rows)
    assert states == {("Aktiiviset", "active"): 84, ("Aktiiviset", "paused"): 14, ("Tauolla", "paused"): 22}


def test_plan_survives_storing(sample):
    assert from_json(to_json(sample)) == sample

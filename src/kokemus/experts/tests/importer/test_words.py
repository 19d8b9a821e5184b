"""Perspective, training, years, languages, roles, states and notes: one cell each."""

from datetime import date

import pytest

from kokemus.experts.importer.languages import read_languages
from kokemus.experts.importer.notes import FoundNotes
from kokemus.experts.importer.perspective import read_perspective
from kokemus.experts.importer.roles import read_codes, role_index
from kokemus.experts.importer.states import column_state, sheet_state
from kokemus.experts.importer.training import read_training
from kokemus.experts.importer.workbook import Cell
from kokemus.experts.importer.years import read_year
from kokemus.experts.tests.importer.make import ON, ROLES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("oma", ("own",)), ("O", ("own",)), ("egen", ("own",)), ("own", ("own",)), ("omakohtainen", ("own",)),
        ("L", ("close_one",)), ("läheisen", ("close_one",)), ("omaisen", ("close_one",)),
        ("närstående", ("close_one",)), ("close one", ("close_one",)), ("relative", ("close_one",)),
        ("O/L", ("own", "close_one")), ("oma ja läheisen", ("own", "close_one")), ("molemmat", ("own", "close_one")),
        ("O + L", ("own", "close_one")), ("båda", ("own", "close_one")), ("L/O", ("own", "close_one")),
        ("", ()), ("  ", ()), ("kaverin", None), ("?", None), ("oma tai jotain", None),
    ],
)  # fmt: skip
def test_perspective_of_a_cell(text, expected):
    assert read_perspective(text) == expected


@pytest.mark.parametrize(
    ("text", "state", "organiser", "hours"),
    [
        ("EKHVA 50 h", "trained", "county", 50), ("Ekhva koulutus", "trained", "county", None),
        ("KoKoA", "trained", "association", None), ("järjestö", "trained", "association", None),
        ("Mielenterveyden keskusliitto 40 tuntia", "trained", "association", 40),
        ("Jokin yhdistys ry", "trained", "association", None),
        ("käynyt", "trained", "unknown", None), ("x", "trained", "unknown", None), ("50 h", "trained", "unknown", 50),
        ("utbildad", "trained", "unknown", None), ("yes", "trained", "unknown", None),
        ("kesken", "in_training", "", None), ("EKHVA kesken", "in_training", "", None),
        ("pågår", "in_training", "", None),
        ("ei", "none", "", None), ("Ei vielä", "none", "", None), ("ei käynyt", "none", "", None),
        ("-", "none", "", None),
        ("no", "none", "", None), ("nej", "none", "", None),
        ("", "unknown", "", None), ("kysy Maijalta", "unknown", "", None),
    ],
)  # fmt: skip
def test_training_of_a_cell(text, state, organiser, hours):
    found = read_training(text)
    assert (found.state, found.organiser, found.hours) == (state, organiser, hours)


def test_training_by_the_organisations_own_name_and_hours_beside_it():
    found = read_training("Satamaan kurssi", "60", ("Satamaan",))
    assert (found.state, found.organiser, found.hours) == ("trained", "county", 60)


@pytest.mark.parametrize(
    ("cell", "year", "until", "term", "day"),
    [
        (Cell("2019", number=2019.0), 2019, None, "", None),
        (Cell("2019"), 2019, None, "", None),
        (Cell("17.5.2024", day=date(2024, 5, 17)), 2024, None, "", date(2024, 5, 17)),
        (Cell("17.5.2024"), 2024, None, "", date(2024, 5, 17)),
        (Cell("2024-05-17"), 2024, None, "", date(2024, 5, 17)),
        (Cell("45429", number=45429.0), 2024, None, "", date(2024, 5, 17)),
        (Cell("syksy 2025"), 2025, None, "autumn", None),
        (Cell("kevät-24"), 2024, None, "spring", None),
        (Cell("S2025"), 2025, None, "autumn", None),
        (Cell("hösten 2023"), 2023, None, "autumn", None),
        (Cell("spring 2023"), 2023, None, "spring", None),
        (Cell("2023-24"), 2023, 2024, "", None),
        (Cell("2023–2024"), 2023, 2024, "", None),
        (Cell("2023/24"), 2023, 2024, "", None),
        (Cell("5/2024"), 2024, None, "", None),
        (Cell("joskus"), None, None, "", None),
        (Cell("1066"), None, None, "", None),
        (Cell("2099"), None, None, "", None),
        (Cell("31.2.2024"), 2024, None, "", None),
    ],
)
def test_year_of_a_cell(cell, year, until, term, day):
    found = read_year(cell, ON)
    assert (found.year, found.until, found.term, found.on) == (year, until, term, day)
    assert found.written == cell.text
    assert found.meaning == "ask"


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("suomi/ruotsi", ("fi", "sv"), ()), ("venäjä, suomi", ("ru", "fi"), ()), ("fi", ("fi",), ()),
        ("suomi ja ruotsi", ("fi", "sv"), ()), ("finska, svenska", ("fi", "sv"), ()), ("FI EN", ("fi", "en"), ()),
        ("Finnish and English", ("fi", "en"), ()), ("suomi (äidinkieli)", ("fi",), ()),
        ("suomalainen viittomakieli", ("fse",), ()), ("suomi, klingon", ("fi",), ("klingon",)), ("", (), ()),
    ],
)  # fmt: skip
def test_languages_of_a_cell(text, codes, unknown):
    assert read_languages(text) == (codes, unknown)


def test_roles_of_a_cell_and_words_that_are_none():
    index = role_index(ROLES)
    codes, unknown = read_codes(index, "työpari; kouluttaja, ryhmän vetäjä/kehittäjä\nmedia, edustaja")
    assert codes == ("co_worker", "trainer", "group_leader", "developer", "media", "representative")
    assert unknown == ()
    codes, unknown = read_codes(index, "kouluttaja, tanssija")
    assert codes == ("trainer",)
    assert [word.written for word in unknown] == ["tanssija"]
    assert read_codes(index, "arbetspar, trainer")[0] == ("co_worker", "trainer")


def notes(*texts):
    found = FoundNotes()
    for text in texts:
        found.read(text, ON)
    return found


@pytest.mark.parametrize(
    "text", ["ei medialle", "Ei mediaan!", "inte till media", "no media", "EI MEDIALLE."]
)
def test_note_of_no_media_refuses_audience_and_role(text):
    assert [(each.kind, each.value) for each in notes(text).refusals] == [
        ("audience", "media"),
        ("role", "media"),
    ]


@pytest.mark.parametrize("text", ["vain etänä", "Vain etänä!", "bara på distans", "remote only"])
def test_note_of_only_remotely(text):
    assert notes(text).remote_only


@pytest.mark.parametrize("text", ["ei oman kunnan alueella", "ei omassa kunnassa", "inte i egen kommun"])
def test_note_of_not_at_home(text):
    assert [(each.kind, each.value) for each in notes(text).refusals] == [("area", "own_municipality")]


def test_note_of_a_pause_with_and_without_a_day():
    assert notes("tauolla kevääseen").pause.until is None
    assert notes("tauolla 31.5.2027 asti").pause.until == date(2027, 5, 31)


def test_note_of_a_pause_that_is_over_is_asked_about():
    found = notes("tauolla 31.5.2020 asti")
    assert found.pause is None
    assert found.questions == {"pause_over": "tauolla 31.5.2020 asti"}


@pytest.mark.parametrize(
    "text", ["turvakielto!", "Turvakielto", "spärrmarkering", "soita ensin, turvakielto"]
)
def test_note_of_protection_protects(text):
    assert notes(text).protected
    assert not notes(text).questions


@pytest.mark.parametrize("text", ["turvakielto päättynyt 2020", "äidillä turvakielto?", "hakee turvakieltoa"])
def test_any_mention_of_protection_protects_until_decided(text):
    assert notes(text).protected
    assert notes(text).questions == {"protection_check": text}


def test_plain_denial_of_protection_does_not_protect():
    assert not notes("ei turvakieltoa").protected


@pytest.mark.parametrize(
    "text",
    ["ei aamuisin", "allergia", "media-ala kiinnostaa", "ei medialle ennen kuin on kysytty", "oli tauolla 2022",
     "vain etänä talvella", "puhui medialle 2020"],
)  # fmt: skip
def test_note_that_is_not_sure_stays_a_note(text):
    found = notes(text)
    assert [(each.written, each.became) for each in found.notes] == [(text, ())]
    assert not any((found.refusals, found.pause, found.remote_only, found.protected, found.safe_contact))


def test_notes_together_each_become_what_they_are():
    found = notes("ei medialle; soita ensin, allergia", "vain etänä")
    assert found.remote_only
    assert found.safe_contact == ["soita ensin"]
    assert found.channel == "phone"
    assert [each.written for each in found.notes] == ["ei medialle; soita ensin, allergia", "vain etänä"]


@pytest.mark.parametrize(
    ("name", "state", "ask"),
    [
        ("Tauolla", "paused", False), ("Lopettaneet", "left", False), ("Aktiiviset", "active", False),
        ("Ei aktiiviset", "paused", False), ("Taul1", "active", False), ("Sheet1", "active", False),
        ("Vanhat", "paused", True), ("Uusi rekisteri 2026", "active", False), ("Hakijat", "new", False),
        ("Kuolleet", "deceased", False), ("På paus", "paused", False), ("Former", "left", False),
    ],
)  # fmt: skip
def test_sheet_name_says_the_state(name, state, ask):
    assert sheet_state(name) == (state, ask)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("aktiivinen", "active"),
        ("tauolla", "paused"),
        ("ei", "paused"),
        ("lopettanut", "left"),
        ("hups", None),
    ],
)
def test_state_of_a_cell(text, state):
    assert column_state(text) == state

"""Whole rows: odd cells, hostile content, and that nothing is lost on the way."""

import random
import time
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from kokemus.experts.importer import from_json, plan, read, to_json
from kokemus.experts.importer.folding import ranks
from kokemus.experts.importer.outcome import Question, Remark
from kokemus.experts.importer.remarks import QUESTIONS, REMARKS, text_of
from kokemus.experts.tests.importer.make import ON, SAMPLE, codes, excel, labels, labels_of, people, planned

HEADERS = ["Nimi", "Puh", "Sähköposti", "Kunta", "Oma/läheinen", "Kokemus", "Koulutus", "Vuosi", "Tehtävät",
           "Kielet", "Huom"]  # fmt: skip


def one(**values):
    """The row plan of a person with these cells, by header."""
    base = {"Nimi": "Virtanen Maija", "Puh": "040 123 4567"} | values
    (row,) = people(list(base), list(base.values()))
    return row


def test_phone_cell_that_is_a_number_gets_its_zero_back():
    assert one(Puh=400000002.0).person.phone.e164 == "+358400000002"


def test_phone_that_cannot_be_read_is_asked_about_and_kept():
    row = one(Puh="kysy äidiltä", Sähköposti="m@example.org")
    assert row.person.phone_unread == "kysy äidiltä"
    assert "phone_unread" in codes(row.questions)
    assert row.outcome == "new"


def test_contact_column_gives_both():
    row = one(Puh=None, Yhteystiedot="maija@example.org, 040 123 4567, soita ensin")
    assert (row.person.email, row.person.phone.e164) == ("maija@example.org", "+358401234567")
    assert row.person.safe_contact_note == "soita ensin"


def test_unknown_place_is_asked_about_and_never_guessed():
    row = one(Kunta="Takametsä")
    assert (row.person.municipality, row.person.place_written) == ("", "Takametsä")
    assert "place_unknown" in codes(row.questions)


def test_several_places_are_asked_about():
    row = one(Kunta="Imatra / Lappeenranta")
    assert row.person.municipality == "Imatra"
    assert [q.options for q in row.questions if q.code == "place_several"] == [("Imatra", "Lappeenranta")]


def test_swedish_name_of_a_municipality_is_known():
    assert one(Kunta="Villmanstrand").person.municipality == "Lappeenranta"


def test_perspective_that_cannot_be_read_is_asked_about_and_kept():
    row = one(**{"Oma/läheinen": "kaverin", "Kokemus": "Masennus"})
    assert row.person.experiences[0].perspective == "unknown"
    assert "perspective_unread" in codes(row.questions)
    assert "kaverin" in [note.written for note in row.person.notes]


def test_own_and_close_ones_topics_in_columns_of_their_own():
    row = one(**{"Oma kokemus": "Masennus", "Läheisen kokemus": "ADHD"})
    found = [(each.topic, each.perspective) for each in row.person.experiences]
    assert found == [("depression", "own"), ("adhd", "close_one")]


def test_forbidden_columns_are_never_carried_over():
    row = one(Hetu="ei numeroa vaan teksti", Tilinumero="123")
    assert [cell.text for cell in row.cells[2:]] == ["***", "***"]
    assert codes(row.remarks) == ["forbidden_not_carried", "forbidden_not_carried"]
    assert row.person.notes == ()
    assert "teksti" not in to_json(planned(excel(["Nimi", "Hetu"], ["Virtanen Maija", "ei teksti"])))


def test_protection_anywhere_in_the_row_is_seen():
    for header in ("Kokemus", "Kunta", "Lempiväri", "Puh", "Kielet"):
        assert one(**{header: "turvakielto"}).person.protected, header
    assert one(Turvakielto="x").person.protected
    assert not one(Turvakielto="ei").person.protected
    row = one(Turvakielto="selvitetään")
    assert row.person.protected
    assert "protection_check" in codes(row.questions)


def test_row_without_a_name_is_to_be_decided():
    row = one(Nimi=None, Sähköposti="m@example.org")
    assert row.outcome == "to_decide"
    assert [q.code for q in row.questions if q.blocks] == ["name_missing"]


def test_unsure_name_is_to_be_decided_with_both_orders():
    row = one(Nimi="Qwer Zxcv")
    (question,) = [q for q in row.questions if q.blocks]
    assert (row.outcome, question.code, question.options) == (
        "to_decide",
        "name_order",
        ("given_first", "family_first"),
    )


def test_rows_around_tell_the_order_of_an_unknown_name():
    family = [name.title() for name in list(ranks("family_names.txt"))[:30]]
    rows = [[f"{name} Maija", f"040 100 00{at:02d}"] for at, name in enumerate(family)]
    row = people(["Nimi", "Puh"], *rows, ["Zxcv Qwer", "040 123 4567"])[-1]
    assert (row.person.given_name, row.outcome) == ("Qwer", "new")


def test_died_and_left_are_states():
    assert one(Huom="kuollut").person.state == "deceased"
    assert one(Huom="lopettanut").person.state == "left"
    assert one(Tila="lopettanut 2023").person.state == "left"


def test_hostile_content_stays_text():
    hostile = "<img src=x onerror=alert(1)>"
    row = one(Kokemus=hostile, Huom="@SUM(1+1)", Kunta="-2+3", Tehtävät="+cmd", Kielet="{{ 7*7 }}")
    assert [word.written for word in row.person.open_topics] == [hostile]
    assert "@SUM(1+1)" in [note.written for note in row.person.notes]
    assert row.person.open_languages == ("{{ 7*7 }}",)
    assert row.outcome == "new"


def test_headers_alone_give_a_plan_that_says_so():
    assert codes(planned(excel(HEADERS)).remarks) == ["no_people"]


cells = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False),
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=40),
    st.sampled_from(["oma", "O/L", "Masennus", "tauolla", "turvakielto!", "040 123 4567", "a@example.org", "2023-24"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(cells, min_size=11, max_size=11), min_size=1, max_size=6))
def test_any_cells_give_a_plan_that_shows_each_of_them(rows):
    text = "\n".join(";".join(_quoted(cell) for cell in row) for row in [HEADERS, *rows])
    book = read(text.encode(), "a.csv")
    made = plan(book, labels(), [], ON)
    assert from_json(to_json(made)) == made
    sheet = book.sheets[0]
    shown = Counter((row.number, cell.letter) for row in made.rows for cell in row.cells)
    shown |= Counter((stray.row, stray.letter) for stray in made.sheets[0].stray)
    assert len(shown) == sum(
        len(cells) for number, cells in sheet.rows.items() if number != made.sheets[0].header_row
    )


def _quoted(cell):
    text = "" if cell is None else str(cell)
    return '"' + text.replace('"', '""') + '"'


def test_every_code_has_words_and_the_words_take_its_parameters():
    content = excel(
        HEADERS,
        ["Qwer Zxcv", "x", "y", "z", "kaverin", "outo; raskaus", "hups", "joskus", "tanssija", "klingon",
         "tauolla 1.1.2020"],
        ["Laine Eeva", "040 123 4567", "a at example.org", "Simpele", "", "Suru", "", 2020, "", "",
         "turvakiellon haku"],
        ["Maija ja Pekka", "040 123 4567", "é@example.org"], ["Eeva", "040 1"], ["<b>", "040 2"],
        [None, "040 3", "q@example.org"],
        ["Laine Eeva", None, None, "Imatra / Lemi"], ["Yhteensä"],
    )  # fmt: skip
    seen = set()
    for made in (planned(content), planned(SAMPLE.read_bytes())):
        items = [*made.remarks, *made.questions, *(r for s in made.sheets for r in s.remarks)]
        items += [each for row in made.rows for each in (*row.remarks, *row.questions)]
        for item in items:
            assert "%(" not in text_of(item)
            seen.add(item.code)
    assert len(seen) > 25


@pytest.mark.parametrize("code", sorted(REMARKS))
def test_remark_has_words(code):
    params = dict.fromkeys(("column", "words", "municipality", "topic", "header", "row", "count"), "x")
    assert text_of(Remark(code, params=params))


def test_words_of_a_topic_are_its_label():
    remark = Remark("topic_short_form", "topics", {"words": "paino", "topic": "obesity"})
    assert "Paino ja lihavuus" in text_of(remark, {"obesity": "Paino ja lihavuus"})


def test_same_person_is_asked_in_two_ways():
    asked = {text_of(Question("same_person", params={"why": why})) for why in ("same_name", "shared_contact")}
    assert len(asked) == 2
    assert "same_person:same_name" in QUESTIONS


def test_ten_thousand_rows_take_under_fifteen_seconds():
    chance = random.Random(1)
    given_names = [name.title() for name in list(ranks("given_names.txt"))[:600]]
    families = [name.title() for name in list(ranks("family_names.txt"))[:2000]]
    topics = [topic.fi for topic in labels_of("topics.csv")]
    rows = []
    for number in range(10_000):
        first, last = chance.choice(given_names), chance.choice(families)
        rows.append([
            chance.choice([f"{first} {last}", f"{last} {first}", f"{last.upper()}, {first}"]), f"040 1{number:06d}",
            f"p{number}@example.org", chance.choice(["Imatra", "Simpele"]), chance.choice(["oma", "L", "O/L"]),
            chance.choice([", ", "; ", "/"]).join([*chance.sample(topics, 3), f"outo sana {number}"]),
            "EKHVA 50 h", 2020, "kouluttaja, media", "suomi", "ei medialle; omituinen",
        ])  # fmt: skip
    content = excel(HEADERS, *rows)
    start = time.process_time()
    made = planned(content)
    assert time.process_time() - start < 15
    assert made.counts()["new"] > 9_950
    assert made.counts()["same_as"] == 0


def test_comments_on_cells_become_notes_of_the_row_or_stray():
    def comment(book):
        book.active["B2"].comment = Comment("vain tekstiviestillä", "Sari")
        book.active["F2"].comment = Comment("kysy lisää", "Sari")
        book.active["A1"].comment = Comment("ohje täyttäjälle", "Sari")

    plan = planned(excel(["Nimi", "Puh"], ["Virtanen Maija", "040 123 4567"], change=comment))
    (row,) = plan.rows
    assert [note.written for note in row.person.notes] == ["vain tekstiviestillä", "kysy lisää"]
    assert row.person.channel == "sms"
    assert [each.text for each in plan.sheets[0].stray] == ["ohje täyttäjälle"]


def test_comment_on_the_place_of_a_protected_person_is_not_carried_over():
    def comment(book):
        book.active["C2"].comment = Comment("muutti Lemille, turvakielto", "Sari")

    made = planned(
        excel(["Nimi", "Puh", "Kunta"], ["Virtanen Maija", "040 123 4567", "Imatra"], change=comment)
    )
    assert made.rows[0].person.protected
    assert "Lemi" not in to_json(made)
    assert "Imatra" not in to_json(made)


def test_columns_of_topics_with_ticks():
    row = one(Masennus="x", ADHD="läheisenä", Suru="ei", Velkaantuminen="?", Alkoholi="rahapelit")
    found = [(each.topic, each.perspective) for each in row.person.experiences]
    assert found == [("depression", "unknown"), ("adhd", "close_one")]
    assert [(word.written, word.candidates) for word in row.person.open_topics] == [
        ("Velkaantuminen: ?", ("debt",)), ("Alkoholi: rahapelit", ("alcohol",)),
    ]  # fmt: skip


def test_columns_of_pauses_and_of_those_who_left():
    assert one(Tauolla="kyllä, 31.3.2027 asti").person.pause.until == date(2027, 3, 31)
    assert one(Tauolla="x").person.state == "paused"
    assert one(Tauolla="ei").person.state == "active"
    left = one(Lopettanut=date(2023, 12, 31))
    assert left.person.state == "left"
    assert [(note.written, note.header) for note in left.person.notes] == [("31.12.2023", "Lopettanut")]


@pytest.mark.parametrize(
    "text", ["{}", "[]", '{"version": 0}', '{"version": 1, "plan": {"x": 1}}', "nothing"]
)
def test_text_that_is_no_plan_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        from_json(text)

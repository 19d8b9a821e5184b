"""Who is the same person: never by a name alone, and nobody merges with a namesake."""

import pytest

from kokemus.experts.importer import planning
from kokemus.experts.importer.labels import KnownPerson
from kokemus.experts.importer.outcome import Difference, RowRef
from kokemus.experts.tests.importer.make import codes, people

HEADERS = ["Nimi", "Puh", "Sähköposti", "Kunta", "Kokemus", "Huom", "Syntymävuosi"]
MAIJA = ["Virtanen Maija", "040 123 4567", "maija@example.org", "Imatra", "Masennus"]


def outcomes(*rows, **options):
    return [row.outcome for row in people(HEADERS, *rows, **options)]


@pytest.mark.parametrize(
    "again",
    [
        MAIJA,
        ["Maija VIRTANEN", "+358401234567"],
        ["VIRTANEN, Maija", None, "Maija@Example.org"],
        ["Virtanen Maija", "040 123 4567", "uusi@example.org", "Lemi"],
    ],
)
def test_same_name_with_same_phone_or_email_is_the_same(again):
    rows = people(HEADERS, MAIJA, again)
    assert rows[1].outcome == "same_as"
    assert rows[1].same_row == RowRef("Sheet", 2)


def test_differences_are_shown_field_by_field():
    row = people(
        HEADERS, MAIJA, ["Maija Virtanen", "040 123 4567", "maija@example.org", "Lemi", "Suru", "allergia"]
    )[1]
    assert row.differences == (
        Difference("municipality", "Lemi", "Imatra"),
        Difference("topics", "grief (unknown)", "depression (unknown)"),
        Difference("notes", "allergia", ""),
    )


def test_name_alone_is_to_be_decided():
    rows = people(HEADERS, MAIJA, ["Maija Virtanen", None, None, "Lemi"])
    assert rows[1].outcome == "to_decide"
    (question,) = [each for each in rows[1].questions if each.blocks]
    assert (question.code, question.params["why"]) == ("same_person", "same_name")
    assert question.options == ("row:Sheet!2", "new")


def test_namesakes_with_other_contact_details_stay_two():
    rows = people(HEADERS, MAIJA, ["Maija Virtanen", "040 999 9999", "toinen@example.org", "Imatra", "Suru"])
    assert [row.outcome for row in rows] == ["new", "new"]
    assert "namesake" in codes(rows[1].remarks)


def test_namesakes_born_in_other_years_stay_two():
    older = ["Virtanen Maija", None, None, "Imatra", "Suru", None, 1960]
    assert outcomes(older, [*older[:-1], 1990]) == ["new", "new"]


def test_same_name_with_same_birth_year_or_place_and_topics_is_the_same():
    assert (
        outcomes(
            ["Virtanen Maija", None, None, "Lemi", "Suru", None, 1960],
            ["Maija Virtanen", None, None, None, None, "x", 1960],
        )[1]
        == "same_as"
    )
    assert outcomes(MAIJA, ["Maija Virtanen", None, None, "IMATRA", "masennus"])[1] == "same_as"


def test_new_phone_for_the_same_name_place_and_topics_is_asked_about():
    assert outcomes(MAIJA, ["Maija Virtanen", "040 999 9999", None, "Imatra", "Masennus"])[1] == "to_decide"


def test_shared_phone_with_another_name_is_to_be_decided():
    rows = people(HEADERS, MAIJA, ["Pekka Korhonen", "040 123 4567"])
    (question,) = [each for each in rows[1].questions if each.blocks]
    assert (rows[1].outcome, question.params["why"]) == ("to_decide", "shared_contact")


def test_name_with_one_more_part_and_both_contacts_the_same_is_the_same():
    assert outcomes(MAIJA, ["Virtanen Maija Liisa", "040 123 4567", "maija@example.org"])[1] == "same_as"


def test_like_names_never_merge_by_themselves():
    assert outcomes(MAIJA, ["Virtanen Marja", "040 123 4567", "maija@example.org"])[1] == "to_decide"


def test_address_of_an_office_makes_nobody_the_same():
    names = ["Virtanen Maija", "Laine Eeva", "Korhonen Pekka", "Mäkinen Antti"]
    rows = [[name, f"040 111 111{at}", "toimisto@example.org"] for at, name in enumerate(names)]
    assert outcomes(*rows) == ["new"] * 4
    assert outcomes(*rows[:2]) == ["new", "to_decide"]  # two people only: it may be one with a new name


def test_third_telling_points_to_the_first_row():
    rows = people(HEADERS, MAIJA, MAIJA, MAIJA)
    assert [row.same_row for row in rows] == [None, RowRef("Sheet", 2), RowRef("Sheet", 2)]


def known(**values):
    given = {"id": "abc", "given_name": "Maija", "family_name": "Virtanen", "phone": "+358401234567"}
    return KnownPerson(**(given | values))


def test_known_person_is_found_and_differences_are_what_the_row_says_anew():
    (row,) = people(
        HEADERS,
        MAIJA,
        known=[known(email="vanha@example.org", municipality="Imatra", topics=("depression",))],
    )
    assert (row.outcome, row.known_id, row.same_row) == ("same_as", "abc", None)
    assert row.differences == (Difference("email", "maija@example.org", "vanha@example.org"),)


def test_known_name_alone_is_to_be_decided():
    (row,) = people(HEADERS, ["Virtanen Maija", None, None, "Lemi"], known=[known()])
    assert row.outcome == "to_decide"
    assert row.questions[-1].options == ("known:abc", "new")


def test_protection_in_one_row_covers_every_telling_of_the_person():
    rows = people(HEADERS, MAIJA, [*MAIJA, "turvakielto"], ["Maija Virtanen", None, None, "Imatra"])
    for row in rows:
        assert row.person.protected
        assert row.person.municipality == ""
        assert not any(cell.text == "Imatra" for cell in row.cells)
        assert "municipality" not in [each.field for each in row.differences]


def test_protection_known_in_the_register_covers_the_row():
    (row,) = people(HEADERS, MAIJA, known=[known(protected=True)])
    assert (row.person.protected, row.person.municipality) == (True, "")
    assert "place_not_carried" in codes(row.remarks)


def test_without_the_guard_a_repeat_would_tell_the_municipality(monkeypatch):
    monkeypatch.setattr(planning, "_protect_all", lambda rows, *rest: rows)
    rows = people(HEADERS, MAIJA, [*MAIJA, "turvakielto"])
    assert rows[0].person.municipality == "Imatra"

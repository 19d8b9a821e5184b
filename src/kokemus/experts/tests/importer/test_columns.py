"""Which column is what: headers in three languages, title rows, no headers, by hand."""

import pytest

from kokemus.experts.importer.outcome import Override
from kokemus.experts.tests.importer.make import codes, excel, people, planned

PERSON = ["Virtanen Maija", "040 123 4567", "maija@example.org"]


def fields(*rows, **options):
    return [column.field for column in planned(excel(*rows), **options).sheets[0].columns]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (["Sukunimi", "Etunimi", "Puhelinnumero", "Sähköpostiosoite", "Kotikunta"],
         ["family_name", "given_name", "phone", "email", "place"]),
        (["Efternamn", "Förnamn", "Mobil", "E-post", "Kommun", "Egen/närstående", "Erfarenhet", "Utbildning", "År",
          "Roller", "Språk", "Övrigt"],
         ["family_name", "given_name", "phone", "email", "place", "perspective", "topics", "training", "year",
          "roles", "languages", "notes"]),
        (["First name", "Surname", "Phone", "E-mail", "Municipality", "Own / close one", "Topics", "Training", "Year",
          "Roles", "Languages", "Notes"],
         ["given_name", "family_name", "phone", "email", "place", "perspective", "topics", "training", "year",
          "roles", "languages", "notes"]),
        (["NIMI:", "Puh.nro (gsm)", "s-posti", "Paikkakunta", "Oma kokemus", "Läheisen kokemus", "Palvelut",
          "Koulutusvuosi", "Syntymävuosi", "Lisätietoja!"],
         ["name", "phone", "email", "place", "topics_own", "topics_close_one", "services", "year", "birth_year",
          "notes"]),
        (["Nimi", "Yhteystiedot", "Osoite", "Postinumero", "Postitoimipaikka", "Hetu", "Tilinumero", "Nro"],
         ["name", "contact", "address", "postcode", "post_office", "forbidden", "forbidden", "number"]),
        (["Nimi (sukunimi ensin)", "Puh. ja sähköposti", "Mistä kokemusta", "Kenen", "Oma vai läheinen?", "Masennus",
          "Kehittäjä", "Tauolla", "Lopettanut"],
         ["name", "contact", "topics", "perspective", "", "topic", "role", "pause", "left"]),
        (["Nimi", "Puh", "Lähiomaisen puhelin", "Esimiehen sähköposti", "Lempiväri"],
         ["name", "phone", "", "", ""]),
    ],
)  # fmt: skip
def test_headers_are_known_in_three_languages(headers, expected):
    assert fields(headers, ["x"] * len(headers)) == expected


def test_title_rows_above_the_headers_are_stray():
    sheet = planned(
        excel(["Rekisteri 2026"], [], ["päivitetty", None, "3.9."], ["Nimi", "Puh", "S-posti"], PERSON)
    ).sheets[0]
    assert sheet.header_row == 4
    assert [(each.row, each.text) for each in sheet.stray] == [
        (1, "Rekisteri 2026"),
        (3, "päivitetty"),
        (3, "3.9."),
    ]


def test_headers_in_two_rows_with_merged_groups():
    def merge(book):
        book.active.merge_cells("A1:B1")
        book.active.merge_cells("C1:D1")
        book.active.merge_cells("E1:E2")

    content = excel(
        ["Nimi", None, "Yhteystiedot", None, "Kunta"], ["Sukunimi", "Etunimi", "Puhelin", "Sähköposti", None],
        ["Virtanen", "Maija", "040 123 4567", "m@example.org", "Imatra"], change=merge,
    )  # fmt: skip
    plan = planned(content)
    assert [c.field for c in plan.sheets[0].columns] == [
        "family_name",
        "given_name",
        "phone",
        "email",
        "place",
    ]
    (row,) = plan.rows
    assert (row.person.given_name, row.person.family_name, row.person.municipality) == (
        "Maija",
        "Virtanen",
        "Imatra",
    )


def test_without_headers_columns_are_known_by_content():
    rows = [
        ["Virtanen Maija", "040 123 4567", "m@example.org", "Imatra", "oma", "Masennus", "suomi", 2020],
        ["Pekka Korhonen", "040 123 4568", "p@example.org", "Lemi", "L", "ADHD; suru", "suomi, ruotsi", 2021],
        ["LAINE, Eeva", "040 123 4569", "e@example.org", "Imatra", "O/L", "outo; ero", "suomi", 2022],
    ]
    plan = planned(excel(*rows))
    assert plan.sheets[0].header_row == 0
    assert [c.field for c in plan.sheets[0].columns] == [
        "name", "phone", "email", "place", "perspective", "topics", "languages", "year",
    ]  # fmt: skip
    assert {c.confidence for c in plan.sheets[0].columns} == {"content"}
    assert len(plan.rows) == 3
    assert "no_headers" in codes(plan.sheets[0].remarks)


def test_unknown_column_goes_to_the_notes_with_its_header():
    (row,) = people(["Nimi", "Puh", "Lempiväri"], ["Virtanen Maija", "040 123 4567", "sininen"])
    assert [(note.written, note.header) for note in row.person.notes] == [("sininen", "Lempiväri")]


def test_columns_are_assigned_anew_by_hand():
    content = excel(["Nimi", "Sarake 1", "Puh"], ["Virtanen Maija", "Masennus", "040 123 4567"])
    by_hand = {"Sheet": Override(fields={"B": "topics", "C": "ignore"})}
    plan = planned(content, mapping_override=by_hand)
    assert [(c.field, c.confidence) for c in plan.sheets[0].columns] == [
        ("name", "header"), ("topics", "by_hand"), ("ignore", "by_hand"),
    ]  # fmt: skip
    assert [each.topic for each in plan.rows[0].person.experiences] == ["depression"]
    assert plan.rows[0].person.phone is None
    assert planned(content).rows[0].person.experiences == ()


def test_header_row_state_and_skipping_by_hand():
    content = excel(["Ihmiset"], ["Tyyppi", "Numero jossa tavoittaa"], ["Virtanen Maija", "040 123 4567"])
    by_hand = {"Sheet": Override(fields={"A": "name", "B": "phone"}, header_row=2, state="left")}
    (row,) = planned(content, mapping_override=by_hand).rows
    assert (row.person.given_name, row.person.phone.e164, row.person.state) == (
        "Maija",
        "+358401234567",
        "left",
    )
    skipped = planned(content, mapping_override={"Sheet": Override(skip=True)})
    assert skipped.rows == ()
    assert "sheet_skipped" in codes(skipped.sheets[0].remarks)


def test_unknown_field_by_hand_is_refused():
    with pytest.raises(ValueError, match="unknown field"):
        planned(
            excel(["Nimi", "Puh"], PERSON), mapping_override={"Sheet": Override(fields={"A": "shoe_size"})}
        )


def test_column_of_one_role_is_a_tick():
    rows = people(
        ["Nimi", "Puh", "Kouluttaja", "Media"],
        ["Virtanen Maija", "040 123 4567", "x", "ei"], ["Laine Eeva", "040 123 4568", None, "kyllä"],
    )  # fmt: skip
    assert [row.person.roles for row in rows] == [("trainer",), ("media",)]


def test_header_tells_the_order_of_names():
    (row,) = people(["Nimi (sukunimi etunimi)", "Puh"], ["Qwer Zxcv", "040 123 4567"])
    assert (row.person.given_name, row.person.family_name, row.outcome) == ("Zxcv", "Qwer", "new")


def test_sheet_without_people_is_left_out_with_all_its_cells_listed():
    sheet = planned(excel(["Ohje"], ["Täytä kaikki kentät."])).sheets[0]
    assert sheet.skipped
    assert codes(sheet.remarks) == ["sheet_no_people"]
    assert [each.text for each in sheet.stray] == ["Ohje", "Täytä kaikki kentät."]


def test_hidden_sheet_is_read_and_says_so():
    def hide(book):
        book.create_sheet("Näkyvä")
        book["Sheet"].sheet_state = "hidden"

    plan = planned(excel(["Nimi", "Puh", "S-posti"], PERSON, change=hide))
    assert len(plan.rows) == 1
    assert "sheet_hidden" in codes(plan.sheets[0].remarks)


def test_repeated_headers_and_lone_lines_are_no_people():
    plan = planned(excel(
        ["Nimi", "Puh", "S-posti"], PERSON, ["IMATRA"], ["Nimi", "Puh", "S-posti"],
        ["Laine Eeva", "040 123 4568"], ["Yhteensä 2"], ["Pekka Korhonen"],
    ))  # fmt: skip
    assert [row.person.given_name for row in plan.rows] == ["Maija", "Eeva", "Pekka"]
    assert codes(plan.sheets[0].remarks) == ["row_not_person", "header_again", "row_not_person"]
    assert {"IMATRA", "Yhteensä 2"} <= {each.text for each in plan.sheets[0].stray}


def test_training_year_column_needs_no_question():
    plan = planned(
        excel(
            ["Nimi", "Puh", "Koulutus", "Koulutusvuosi"], ["Virtanen Maija", "040 123 4567", "käynyt", 2020]
        )
    )
    assert plan.rows[0].person.year.meaning == "training"
    assert plan.questions == ()


def test_old_sheet_is_asked_about_and_paused_meanwhile():
    plan = planned(excel(Vanhat=[["Nimi", "Puh", "S-posti"], PERSON]))
    assert plan.rows[0].person.state == "paused"
    assert codes(plan.questions) == ["sheet_state"]

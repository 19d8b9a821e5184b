"""Files of many kinds, and those that cannot be read."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from kokemus.experts.importer import UnreadableFile, excel, read
from kokemus.experts.importer.formulas import compute
from kokemus.experts.importer.remarks import UNREADABLE, unreadable_text
from kokemus.experts.importer.workbook import column_letter, column_number
from kokemus.experts.tests.importer import make

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.xlsx", "empty_file"),
        (b"\r\n", "a.csv", "empty_file"),
        (OLE + b"\x00" * 600, "a.xls", "old_excel"),
        (OLE + b"\x00" * 600, "renamed.xlsx", "old_excel"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\x01" * 50, "a.xls", "old_excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password_protected"),
        (b"PK\x03\x04 and then nothing", "a.xlsx", "broken_file"),
        (zipped(word__document_dot_xml="<x/>"), "a.xlsx", "not_a_spreadsheet"),
        (zipped(content_dot_xml="<x/>"), "a.ods", "open_document"),
        (zipped(xl__workbook_dot_bin=b"1"), "a.xlsb", "binary_excel"),
        (zipped(xl__workbook_dot_xml="<broken"), "a.xlsx", "broken_file"),
        (b"<html><table><tr><td>Nimi</td></tr></table>", "a.xls", "html_not_excel"),
        (b"%PDF-1.7 nothing here", "a.xlsx", "not_a_spreadsheet"),
        (bytes(range(256)) * 20, "a.xlsx", "not_a_spreadsheet"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "a.csv", "not_a_spreadsheet"),
        (b"x" * (20 * 1024 * 1024 + 1), "a.csv", "too_big"),
    ],
)
def test_unreadable_file_says_why(content, name, code):
    with pytest.raises(UnreadableFile) as caught:
        read(content, name)
    assert caught.value.code == code
    assert name in unreadable_text(caught.value)


def test_every_reason_has_words_and_no_other():
    sources = Path(excel.__file__).parent.glob("*.py")
    raised = re.findall(
        r'UnreadableFile\(\s*"(\w+)"', "".join(each.read_text(encoding="utf-8") for each in sources)
    )
    assert {*raised, "old_excel", "password_protected"} == set(UNREADABLE)


def test_zip_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(excel, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(UnreadableFile) as caught:
        read(make.excel(["Nimi"], ["Maija Virtanen"]), "a.xlsx")
    assert caught.value.code == "unpacks_too_big"


def test_file_with_too_many_rows_is_refused():
    lines = "Nimi;Puh\n" + "Maija Virtanen;040\n" * 20_001
    with pytest.raises(UnreadableFile) as caught:
        read(lines.encode(), "a.csv")
    assert caught.value.code == "too_many_rows"


def test_too_many_rows_of_excel_are_refused(monkeypatch):
    monkeypatch.setattr(excel, "MAX_ROWS", 3)
    with pytest.raises(UnreadableFile) as caught:
        read(make.excel(*[["Maija"]] * 4), "a.xlsx")
    assert caught.value.code == "too_many_rows"


def test_a_cell_far_away_does_not_slow_or_break():
    def far(book):
        book.active["XFD1048576"] = "kaukana"

    sheet = read(
        make.excel(["Nimi", "Puh"], ["Maija Virtanen", "040 123 4567"], change=far), "a.xlsx"
    ).sheets[0]
    assert sheet.rows[1048576][16384].text == "kaukana"


def texts(content, name="a.xlsx"):
    return [[cell.text for cell in row.values()] for row in read(content, name).sheets[0].rows.values()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_of_any_separator_and_encoding(encoding, separator):
    text = separator.join(["Nimi", "Kylä"]) + "\n" + separator.join(["Åsa Öberg", '"Särkisalmi"'])
    assert texts(text.encode(encoding), "a.csv") == [["Nimi", "Kylä"], ["Åsa Öberg", "Särkisalmi"]]


def test_cells_are_plain_text_whatever_they_pretend():
    hostile = ["<script>alert(1)</script>", "'=1+1", "+358 40 123 4567", "-2", "@SUM(A1)", "a\u202eb\u200bc"]
    assert texts(make.excel(hostile)) == [[*hostile[:-1], "abc"]]


def test_control_characters_go_and_line_breaks_stay():
    assert texts(b'Nimi;Puh\n"a\x07\x1fb\r\nc";1\n', "a.csv")[1] == ["ab\nc", "1"]


def test_very_long_cell_is_cut_with_a_remark():
    cell = read(make.excel(["x" * 30_000]), "a.xlsx").sheets[0].rows[1][1]
    assert (len(cell.text), cell.remark) == (4000, "cell_cut")


def test_identity_code_and_bank_account_are_removed_wherever_they_stand():
    cells = (
        read(make.excel(["synt. 131052-308T", "FI21 1234 5600 0007 85", "131052-308U"]), "a.xlsx")
        .sheets[0]
        .rows[1]
    )
    assert [(cell.text, cell.remark) for cell in cells.values()] == [
        ("synt. ***", "identity_code_removed"),
        ("***", "bank_account_removed"),
        ("131052-308U", ""),  # its check letter is wrong: an order number or the like
    ]


def test_hidden_and_empty_sheets_are_there():
    def hide(book):
        book["B"].sheet_state = "hidden"

    sheets = read(make.excel(A=[["x"]], B=[["y"]], C=[], change=hide), "a.xlsx").sheets
    assert [(sheet.name, sheet.hidden, len(sheet.rows)) for sheet in sheets] == [
        ("A", False, 1), ("B", True, 1), ("C", False, 0),
    ]  # fmt: skip


def test_area_merged_downwards_fills_its_rows_and_a_wide_one_does_not():
    def merge(book):
        book.active.merge_cells("A1:C1")
        book.active.merge_cells("B2:B3")

    rows = (
        read(
            make.excel(["Otsikko", None, None], ["a", "Imatra", "c"], ["d", None, "f"], change=merge),
            "a.xlsx",
        )
        .sheets[0]
        .rows
    )
    assert [cell.text for cell in rows[1].values()] == ["Otsikko"]
    assert (rows[3][2].text, rows[3][2].remark) == ("Imatra", "merged_filled")


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ('="040 000 00"&"05"', "040 000 0005"),
        ('="a"&" "&"b ""c"""', 'a b "c"'),
        ("=A2&\" \"&B2", "Maija Virtanen"),
        ('=CONCATENATE(A2," ",B2)', "Maija Virtanen"),
        ('=KETJUTA(A2;" ";$B$2)', "Maija Virtanen"),
        ('=HYPERLINK("mailto:a@example.org")', "a@example.org"),
        ('=HYPERLINK("mailto:a@example.org","Maija")', "Maija"),
        ("=SUM(A1:A3)", None),
        ("=cmd|' /C calc'!A0", None),
        ('="a"&', None),
        ('="a""', None),
        ("=A2 B2", None),
        ("=C9", None),
    ],
)  # fmt: skip
def test_formula_of_plain_text_is_computed_and_no_other(formula, text):
    cells = {"A2": "Maija", "B2": "Virtanen"}
    assert compute(formula, cells.get) == text


def test_formula_that_cannot_be_computed_stays_as_text_with_a_remark():
    cell = read(make.excel(["=cmd|' /C calc'!A0"]), "a.xlsx").sheets[0].rows[1][1]
    assert (cell.text, cell.remark) == ("=cmd|' /C calc'!A0", "formula_unread")


def test_cached_value_of_a_formula_is_used():
    content = make.excel(["=SUM(1;2)", "x"])
    source = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: source.read(name) for name in source.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(rb"<v\s*/>|<v></v>", b"<v>400000002</v>", parts[sheet])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    cell = read(stream.getvalue(), "a.xlsx").sheets[0].rows[1][1]
    assert (cell.text, cell.number, cell.remark) == ("400000002", 400000002.0, "")


def test_column_letters():
    for number, letter in ((1, "A"), (26, "Z"), (27, "AA"), (16384, "XFD")):
        assert column_letter(number) == letter
        assert column_number(letter) == number

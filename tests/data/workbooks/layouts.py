"""Odd layouts: merged cells, an empty first sheet with instructions, a form's export, a row for each topic."""

import datetime as dt

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

MERGED_ROWS = (
    ("Mielenterveys", "Aarne Satuharju", "040 000 1401", "aarne.satuharju@example.org", "Psykoosi ja skitsofrenia",
     "oma", "Mikkeli", None),
    (None, "Birgitta Tarunen", "040 000 1402", "birgitta.tarunen@example.org", "Masennus", "oma", None, "vain etänä"),
    (None, "Eero Keksinen", "040 000 1403", None, "Ahdistus ja paniikki", "läheinen", "Juva", None),
    (None, "Fanni Mallila", "040 000 1404", "fanni.mallila@example.org", None, "oma", "Puumala", "kysy tarkemmin"),
    ("Riippuvuudet", "Hilma Olematon", "040 000 1405", "hilma.olematon@example.org", "Huumeet", "oma", "Savonlinna",
     "ei medialle"),
    (None, "Into Tarunen", "040 000 1406", "into.tarunen@example.org", "Alkoholi", "oma", "Savonlinna", None),
    (None, "Jalmari Kuvitelma", "040 000 1407", None, "Rahapeliriippuvuus", "läheinen", "Kangasniemi",
     "turvakielto"),
)  # fmt: skip
MERGED_NEW_ROWS = (
    ("Perhe ja vanhemmuus", "Kaisu Kuvitelma", "040 000 1408", "kaisu.kuvitelma@example.org", "Yksinhuoltajuus", "oma",
     "Mikkeli", None),
    (None, "Lempi Mallikas", "040 000 1409", None, "Ero", "oma", "Hirvensalmi", "soitetaan keväällä"),
)  # fmt: skip

INSTRUCTIONS = (
    "Ohje tämän listan käyttäjälle",
    "Punaisella pohjalla merkityille saa soittaa vain koordinaattori.",
    "Sari hoitaa Imatran, Kaija kaikki muut.",
    "Lista käydään läpi joka syyskuu, seuraavan kerran 15.9.2026.",
)
ACTORS_HEADERS = (
    "Nimi (sukunimi ensin)", "Puh. ja sähköposti", "Mistä kokemusta", "Kenen", "Mihin käytettävissä", "Alue",
    "Kielitaito", "Koulutus ja vuosi", "HUOM",
)  # fmt: skip
ACTORS_ROWS = (
    ("Tarunen Aada", "040 000 1501\naada.tarunen@example.org", "masennus ja itsetuhoisuus", "oma", "työpari", "Imatra",
     "suomi", "KoKoA 2020", None),
    ("Mallila Beata", "beata.mallila@example.org, 040 000 1502", "Lapsena, kun vanhempi käytti päihteitä", "oma",
     "kouluttaja, media", "Lappeenranta, Lemi", "suomi, ruotsi", "50 h 2024", "ei keskiviikkoisin"),
    ("Olematon Daavid", "0400 001503", "Aivovamma; MS-tauti", "oma", "testaaja", "koko maakunta", "suomi", "ei",
     "kuljetus järjestettävä"),
    ("Keksinen Elviira", "040 000 1504 / elviira.keksinen@example.org", "Talous, työ ja asuminen", "oma", "kehittäjä",
     "Simpele", "suomi, venäjä", "kesken", "tauolla 30.6.2027 asti"),
    ("Satuharju Gabriel", "040 000 1505", "ulosotto, Työttömyys", "oma", "edustaja", "Parikkala", "suomi", None,
     "ei kouluihin"),
    ("Kuvitelma Heta", "heta.kuvitelma@example.org", "Sisaruksena", "läheisen", "ryhmän vetäjä", "Imatra", "suomi",
     "2019", None),
)  # fmt: skip
LEFT_HEADERS = ("Nimi", "Puhelin", "Lopettanut", "Syy")
LEFT_ROWS = (
    ("Mallikas Isto", "040 000 1511", dt.datetime(2023, 12, 31), "muutti pois"),
    ("Tarunen Jenna", "040 000 1512", dt.datetime(2024, 6, 1), "ei ehdi, saa kysyä myöhemmin"),
)

FORM_HEADERS = (
    "Aikaleima", "Etunimi ja sukunimi", "Puhelinnumero", "Sähköpostiosoite", "Kotikunta", "Syntymävuosi", "Masennus",
    "Ahdistus ja paniikki", "ADHD", "Alkoholi", "Velkaantuminen", "Yksinäisyys", "Jokin muu, mikä?",
    "Minulle saa tarjota mediakeikkoja", "Koulutus käyty", "Kielet", "Terveiset koordinaattorille",
)  # fmt: skip
FORM_ROWS = (
    (45671.51234, "Aamu Kuvitelma", 400001901.0, "aamu.kuvitelma@example.org", "Joensuu", "1984", True, True, False,
     False, False, False, None, True, "2023-05-17", "suomi", "Hei!"),
    ("2025-01-15T10:22:05", "Börje Tarunen", 358400001902.0, "borje.tarunen@example.org", "Liperi", 1979.0, False,
     False, False, True, True, False, "rahapelit", False, 45063, "ruotsi, suomi", None),
    (dt.datetime(2025, 1, 16, 8, 1), "Cecilia\u00a0Mallila", "'040 000 1903", "cecilia.mallila@example.org", "Joensuu",
     "1990", "x", None, "X ", None, None, None, None, True, None, "suomi", "soittakaa vasta iltapäivällä"),
    (45673.0, "Doris Olematon", "+358 40 000 1904", " doris.olematon@example.org ", "kontiolahti", None, "TRUE",
     "FALSE", "FALSE", "FALSE", "FALSE", "TRUE", None, "FALSE", "ei", "suomi", None),
    (45674.25, "Edit Satuharju", "400001905.0", "edit.satuharju@example.org", "Outokumpu", "2001", None, None,
     "läheisenä", "läheisenä", None, "oma", "omaishoitajuus", True, "2024", "suomi;englanti", None),
    (45675.75, "Filip Keksinen", 400001906.0, "filip.keksinen@example.org", "Nurmes", "1966", None, None, None, None,
     "?", None, "en tiedä vielä", None, None, "suomi", "haluan ensin kuulla lisää"),
    (45676.1, "Aamu Kuvitelma", 400001901.0, "aamu.kuvitelma@example.org", "Joensuu", "1984", True, False, False,
     False, False, True, None, True, "2023-05-17", "suomi", "täytin uudestaan"),
)  # fmt: skip

TOPIC_HEADERS = ("Henkilö", "Puhelin", "S-posti", "Kokemus", "Oma/läheinen", "Palvelu", "Kunta", "Kommentti")
TOPIC_ROWS = (
    ("Ilona Tarunen", "040 000 2001", "ilona.tarunen@example.org", "Masennus", "oma", "Psykiatrian poliklinikka",
     "Pori", None),
    ("Ilona Tarunen", "040 000 2001", "ilona.tarunen@example.org", "Alkoholi", "läheinen", "Päihdeklinikka", "Pori",
     None),
    ("Ilona Tarunen", "040 000 2001", "ilona.tarunen@example.org", "Velkaantuminen", "oma",
     "Talous- ja velkaneuvonta", "Pori", "ei medialle"),
    ("Veikko Mallila", "040 000 2002", "veikko.mallila@example.org", "Sydänsairaus", "oma", "Sairaalan osasto",
     "Ulvila", None),
    (None, None, None, "Diabetes", "oma", "Terveysasema", None, "soita aamulla"),
    (None, None, None, "Omaishoitajuus", "läheinen", "Omaishoidon tuki", None, None),
    ("Pirkko Satuharju", "040 000 2003", None, "Muistisairaan läheisenä", "läheinen", None, "Pori",
     "puoliso Pentti myös mukana"),
    ("Pentti Satuharju", "040 000 2003", None, "Muistisairaus", "oma", None, "Pori", "soita Pirkon kautta"),
    ("Leena Keksinen", "040 000 2004", "keksisen.perhe@example.org", "Erityislapsen vanhemmuus", "oma",
     "Perhekeskus", "Rauma", None),
    ("Sara Keksinen", "040 000 2005", "keksisen.perhe@example.org", "Autismikirjo", "oma", None, "Rauma", None),
    ("Onni Keksinen", None, "keksisen.perhe@example.org", "Sisaruksena", "läheinen", None, "Rauma", "alle 18 v"),
    ("Kalle Olematon", "040 000 2007", "kalle.olematon@example.org", "Huumeet", "oma", "Päihdekuntoutus", "Kankaanpää",
     None),
    ("Kalle Olematon", "040 000 2008", "kalle.olematon@example.org", "Vankeus", "oma", None, "Kankaanpää",
     "uusi numero"),
    ("Maija Mallikas", None, None, "Syöpä", "oma", None, "Pori", None),
    ("Maija Mallikas", "040 000 2010", "maija.mallikas@example.org", "Köyhyys ja toimeentulotuki", "oma", None,
     "Eurajoki", None),
)  # fmt: skip


def merged_fi():
    """Merged titles, a two-row header, topic areas and notes merged over several people, section and total rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Pankki"
    sheet.append(("KOKEMUSASIANTUNTIJAPANKKI 2025",))
    sheet.append(("Vain koordinaattorin käyttöön",))
    sheet.append(
        ("Aihealue", "Nimi", "Yhteystiedot", None, "Tarkempi kokemus", "Oma vai läheinen", "Kunta", "Muuta")
    )
    sheet.append((None, None, "Puhelin", "Sähköposti"))
    for row in (*MERGED_ROWS, ("Uudet, ei vielä haastateltu",), *MERGED_NEW_ROWS, ("Yhteensä 9 henkilöä",),
                ("Tulostettu 1.10.2025",)):  # fmt: skip
        sheet.append(row)
    for area in ("A1:H1", "A2:H2", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "G3:G4", "H3:H4", "A5:A8", "G5:G6",
                 "A9:A11", "H9:H10", "A12:H12", "A13:A14", "A15:H15", "A16:H16"):  # fmt: skip
        sheet.merge_cells(area)
    return book


def sheets_fi():
    """An empty first sheet, a sheet of instructions, the list away from the corner, and a sheet of those who left."""
    book = Workbook()
    book.active.title = "Taul1"
    notes = book.create_sheet("Lue ensin")
    for number, text in enumerate(INSTRUCTIONS, start=2):
        notes.cell(number, 2, text)
    sheet = book.create_sheet("Kokemustoimijat")
    sheet["C2"] = "Kokemustoimijat, tilanne syyskuu 2025"
    for row, values in enumerate((ACTORS_HEADERS, *ACTORS_ROWS), start=7):
        for column, value in enumerate(values, start=3):
            sheet.cell(row, column, value)
    sheet["C9"].comment = Comment("Soita vasta klo 12 jälkeen", "Sari")
    sheet["C12"].fill = PatternFill("solid", fgColor="FFCC0000")
    left = book.create_sheet("Poistuneet")
    for row in (LEFT_HEADERS, *LEFT_ROWS):
        left.append(row)
    return book


def form_export():
    """A form's answers from a web spreadsheet: a column for each topic, phones as floats, serial and ISO dates."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Lomakevastaukset 1"
    for row in (FORM_HEADERS, *FORM_ROWS):
        sheet.append(row)
    return book


def row_per_topic():
    """A row for each topic of a person; a couple with one phone; a family with one e-mail; namesakes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Kokemukset"
    for row in (TOPIC_HEADERS, *TOPIC_ROWS):
        sheet.append(row)
    return book

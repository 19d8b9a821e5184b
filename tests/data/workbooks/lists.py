"""Three plain lists as other organisations keep them: an association (sv), a project (en), a city (fi).

Every name is made up, every address is at example.org and every phone number is 040 000 xxxx.
"""

import datetime as dt

from openpyxl import Workbook
from openpyxl.styles import Font

ASSOCIATION_HEADERS = (
    "Nr", "Ort", "Förnamn och efternamn", "Mobil", "E-post", "Erfarenhet av", "Egen / närstående", "Uppdrag",
    "Språk", "Utbildning", "Anmärkningar",
)  # fmt: skip
ASSOCIATION_ROWS = (
    (1, "Karis", "Annika Sagoström", "040-000 1101", "annika.sagostrom@example.org", "Depression, Ångest och panik",
     "egen", "utbildare", "svenska, finska", 2022, "inte media"),
    (2, "Ekenäs", "Bengt Exempelsson", "+358 40 000 1102", "-", "Alkohol", "egen", "arbetspar; gruppledare", "svenska",
     "ja, 50 h", "paus till våren"),
    (3, "Hangö", "Påhittsberg, Camilla", "0400001103", "camilla.pahittsberg@example.org",
     "Barn till förälder med rusmedelsproblem", "egen", "media", "sv, fi", None, "spärrmarkering!"),
    (4, "Ingå", "Dan-Erik Låtsas", "040 000 1104", None, "Närstående till person med psykisk ohälsa", "närstående",
     "utvecklare, representant", "svenska, engelska", 2019, "endast på distans"),
    (5, "Raseborg", "Eva Sagolund", "040 000 1105", "eva.sagolund(at)example.org", "ätstörning / självskadebeteende",
     "egen", "gruppledare", "svenska", "pågår", "ring inte före kl. 12"),
    (6, "Sjundeå", "Fredrik Fabelholm", "040 000 1106, frun 040 000 1116", "fredrik.fabelholm@example.org",
     "Hjärtsjukdom, trädgårdsarbete", "egen och närstående", None, "svenska", 2021, None),
    (7, "Karis", "Gunilla Sagoström", "040 000 1107", "annika.sagostrom@example.org", "Parrelation", None, None,
     "finska", None, "Annikas syster, samma e-post"),
    (8, None, "Håkan Påhittad (vik.)", "040 000 1108", "hakan.pahittad@example.org", "MS, diabetes", "egen",
     "utbildare", "svenska", "nej", None),
    (9, "Lovisa", "Ingrid Exempelsson f. Sagolund", "040 000 1109", "ingrid.exempelsson@example.org", "bröstcancer",
     "egen", "utbildare", "svenska, tyska", 2020, "vegetarian"),
    (10, "Pargas", "Jonas Skogstroll", "saknas", "jonas.skogstroll@example.org", "Penningspelsberoende", "egen",
     "gruppledare", "svenska", 2018, "avliden 2024"),
    (11, "Borgå", "Karin Låtsas", "040 000 1111", "karin.latsas@example.org", "Sorg; Ett barns död", "egen", None,
     "svenska", None, "kontakta endast per e-post, inte telefon"),
    (12, "Kyrkslätt", "Lars (efternamn?)", "040 000 1112", None, "utbränd", "egen", None, "svenska", None, None),
    (None, "Hangö", None, "040 000 1113", None, "ADHD", None, None, None, None, "vem är det här? fråga Eva"),
    (13, "Karis", "Sagoström Annika", "+358400001101", "Annika.Sagostrom@example.org", "Depression", "egen", None,
     "svenska", 2022, "kör inte bil på vintern"),
)  # fmt: skip

PROJECT_HEADERS = (
    "Ref", "Name", "Status", "Lived experience", "Own / family", "Roles", "Home town", "E-mail address", "Mobile",
    "Languages spoken", "Training", "GDPR form", "Comments",
)  # fmt: skip
PROJECT_ROWS = (
    ("LE-01", "Sampleton, Alice", "Active", "Depression; Anxiety and panic", "Own", "Trainer, working pair", "Espoo",
     "alice.sampleton@example.org", "+358 40 000 1201", "English, Finnish", dt.datetime(2023, 5, 17), "signed 2023",
     "No media"),
    ("LE-02", "Bob Madeup", "On a break until 31 March 2027", "Gambling", "Own", "Group leader", "Vantaa",
     "bob.madeup@example.org", "00358 40 0001202", "English", 2021, "signed 2021", None),
    ("LE-03", "Fableworth, Carol", "Active", "Dementia; Family caregiving", "Family member", "Group leader",
     "Kauniainen", "carol.fableworth@example.org", "(040) 000-1203", "English; Swedish", "none", "signed 2024",
     "Online only"),
    ("LE-04", "Daniel Storybook", "Left 2024", "Homelessness, Debt", "Own", "Developer", "Helsinki",
     "daniel.storybook@example.org", "040 000 1204", "English", 2020, None, None),
    ("LE-05", "Eve Pretendsson", "Active", "Stroke", "Own and family", "Representative", "Helsinki",
     "eve.pretendsson@example.org", "040 000 1205", "English, Russian", 2022, "signed 2022",
     "Address protected (non-disclosure order)"),
    ("LE-06", "MADEUP, Bob", "Active", "Gambling", "Own", "Group leader", "Vantaa", "BOB.MADEUP@EXAMPLE.ORG",
     "0400 001 202", "English", 2021, "signed 2021", "back already?"),
    ("LE-07", "Frank Fableworth", "Active", "hearing loss, tinnitus", "Own", "Tester", "Kirkkonummi",
     "frank.fableworth@example.org", "040 000 1207", "Finnish sign language", None, "not signed", None),
    ("LE-08", "Grace Sampleton", "Waiting list", "Child of a parent with substance problems", "Own", "Media", "Espoo",
     "grace.sampleton@example.org", "040 000 1208", "English", None, "not signed", "wants to think it over"),
    ("LE-09", "Dr. Henry O'Nonesuch-Álvarez III", "Active", "Refugee background, Discrimination and racism", "Own",
     "Representative", "Turku", "henry.ononesuch@example.org", "040 000 1209", "English, Spanish", 2024, "signed 2024",
     "Never evenings"),
    ("LE-10", "Ivy Pretendsson", "Deceased", "Cancer", "Own", "Trainer", "Helsinki", "ivy.pretendsson@example.org",
     "040 000 1210", "English", 2019, "signed 2019", "do NOT contact the family"),
    ("LE-11", "Jack Storybook", "Active", "Parkinson's disease; Multiple sclerosis", "carer", "Interviewee", "Lohja",
     "jack.storybook@example.org", "040 000 1211", "English", "trained by an NGO", "signed 2025",
     "Wheelchair access needed"),
    ("LE-12", "Kate Sampleton", "Active", "see comments", None, None, "Espoo", "kate.sampleton@example.org",
     "040 000 1212", "English", None, "signed 2025", "her son has autism; she had burnout herself"),
)  # fmt: skip

CITY_HEADERS = (
    "Postitoimipaikka", "Etunimi", "Sukunimi", "Henkilötunnus", "Matkapuhelin", "Työpuhelin", "S-posti", "Kokemus 1",
    "Kokemus 2", "Kokemus 3", "Kenen kokemus", "Asiointikieli", "Käytetyt palvelut", "Tehtävä", "Koulutettu",
    "Tauolla", "Turvakielto", "Lisätieto",
)  # fmt: skip
CITY_ROWS = (
    ("Kotka", "Aino", "Keksinen", "010190-901A", "040 000 1301", None, "aino.keksinen@example.org", "Masennus",
     "Työuupumus", None, "oma", "suomi", "Psykiatrian poliklinikka", "kouluttaja", "50 h 2023", "ei", "ei", None),
    ("Hamina", "Eino", "Mallila", "020280-902B", "040 000 1302", "05 000 1302", "eino.mallila@example.org", "Alkoholi",
     None, None, "oma", "suomi", "Päihdeklinikka", "ryhmän vetäjä", "kyllä", "kyllä, 31.3.2027 asti", "ei",
     "ei medialle"),
    ("Kotka", "Helmi", "Satuharju", "030370-903C", "0400001303", None, "helmi.satuharju@example.org", "Lapsen kuolema",
     "Suru", None, "oma", "ruotsi", "Sairaalan osasto", "työpari", "ei", None, "kyllä", None),
    ("Kouvola", "Matti", "Mallikas", "040460-904D", "040 000 1304", None, "matti.mallikas@example.org", "Diabetes",
     "Pitkäaikainen kipu", "Sydänsairaus", "oma", "suomi", "Terveysasema", "kehittäjä", "ei", "ei", "ei", None),
    ("Kouvola", "Matti", "Mallikas", "050585-905E", "040 000 1305", None, "matti.mallikas2@example.org", "Vankeus",
     None, None, "oma", "suomi", None, "media", "ei", "ei", "ei", "eri henkilö kuin sydän-Matti"),
    ("Pyhtää", "Anna Maija", "von Keksitty", None, "040 000 1306", None, "annamaija.vonkeksitty@example.org",
     "Muistisairaan läheisenä", None, None, "läheisen", "suomi", "Ikääntyneiden palvelut", "edustaja", "2022", None,
     None, "lähtee mielellään Helsinkiin asti"),
    (None, "Juho", "Olematon", None, "040 000 1307", None, "juho.olematon@example.org", "CP-vamma",
     "Henkilökohtainen apu", None, "oma", "suomi, viittomakieli", "Vammaispalvelut", "testaaja", None, None, None,
     "tarvitsee avustajan"),
    ("Virolahti", "Kerttu", "Satuharju", None, "040 000 1308", None, "ei ole", "Keliakia", None, None, "oma", "suomi",
     None, None, None, None, None, "kirje kotiin käy"),
    ("Karhula", "Ritva", "Mallila", None, "040 000 1309 (vain tekstiviesti)", None, "ritva.mallila@example.org",
     "Lähisuhdeväkivalta", "Turvakoti", None, "oma", "suomi", None, "kouluttaja", "2021", None, None,
     "ei vastaajaan viestejä"),
    ("Kotka", "Olavi", "Keksinen", None, "040 000 1310", None, "olavi.keksinen@example.org", "Ero", "Huoltoriita",
     "hiihto", "oma", "suomi", "Perheneuvola", None, None, None, None, None),
    ("KOTKA", "AINO", "KEKSINEN", "010190-901A", "+358400001301", None, "Aino.Keksinen@example.org", "Masennus", None,
     None, "oma", "suomi", None, "kouluttaja", "50 h 2023", "ei", "ei", "muistuta laskusta"),
    ("Lapinjärvi", "Sanni", "Tarunen", None, "040 000 1312, ei saa antaa eteenpäin", None, None, "Koulukiusaaminen",
     "Nuorena koulun ja työn ulkopuolella", None, "oma", "suomi", "Nuorten palvelut ja ohjaamo", "kehittäjä", None,
     None, None, None),
)  # fmt: skip


def association_sv():
    """A Swedish-speaking association: title rows, own column order, Swedish words, a total at the foot."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Kontaktlista"
    sheet["A1"] = "Kontaktlista, erfarenhetsaktörer i Föreningen Sagolyktan rf"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"] = "Uppdaterad 12.9.2025 / AS"
    sheet.append(())
    for row in ((), ASSOCIATION_HEADERS, *ASSOCIATION_ROWS, (), (None, None, "Totalt 13 personer")):
        sheet.append(row)
    return book


def project_en():
    """A project's pool in English: reference numbers, a status column, names in two orders."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Pool"
    sheet["A1"] = "Lived experience pool, Project Kindling 2024-2026"
    for row in ((), PROJECT_HEADERS, *PROJECT_ROWS):
        sheet.append(row)
    sheet.freeze_panes = "C4"
    sheet.auto_filter.ref = f"A3:M{3 + len(PROJECT_ROWS)}"
    return book


def city_fi():
    """A city's list: first name and surname apart, a topic per column, yes/no columns, identity codes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "kokemusasiantuntijat"
    for row in (CITY_HEADERS, *CITY_ROWS):
        sheet.append(row)
    return book

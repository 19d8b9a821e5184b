"""Writes a register of 10,000 rows; it is made in the test and never committed."""

import random
from pathlib import Path

from openpyxl import Workbook

ROWS, REPEATED = 10_000, 200
HEADERS = (
    "Nimi", "Puhelin", "Sähköposti", "Kunta", "Oma / läheinen", "Kokemus", "Koulutus", "Vuosi", "Tehtävät", "Kielet",
    "Huom!",
)  # fmt: skip
GIVEN = (
    "Aamu", "Börje", "Cecilia", "Daavid", "Elviira", "Fanni", "Gabriel", "Heta", "Isto", "Jenna", "Kaisu", "Lempi",
    "Manta", "Niilo", "Oiva", "Pirkko", "Rauha", "Sampo", "Tyyne", "Urho",
)  # fmt: skip
SYLLABLES = ("sa", "tu", "ke", "ku", "vi", "mal", "li", "no", "ta", "ro")
TOPICS = (
    "Masennus", "Alkoholi", "Huumeet", "ADHD", "Autismikirjo", "Syöpä", "Diabetes", "Ero", "Adoptio", "Velkaantuminen",
    "Vankeus", "Yksinäisyys", "Pakolaisuus", "Lapsena, kun vanhempi käytti päihteitä", "Talous, työ ja asuminen",
)  # fmt: skip
NOTES = (None, None, None, "ei medialle", "vain etänä", "soita ensin", "turvakielto", "allergia")


def person(number: int, dice: random.Random) -> tuple:
    """A row whose name, phone and address belong to `number` only."""
    surname = "".join(SYLLABLES[int(digit)] for digit in f"{number:04d}").capitalize() + "harju"
    given = GIVEN[number % len(GIVEN)]
    return (
        f"{surname} {given}", f"040 000 {number:04d}", f"henkilo{number}@example.org",
        dice.choice(("Oulu", "Kemi", "Pori")), dice.choice(("oma", "läheisen")),
        "; ".join(dice.sample(TOPICS, dice.randint(1, 3))), dice.choice(("50 h", "ei", None)),
        dice.choice((2019, 2022, 2024)), dice.choice(("kouluttaja", "työpari, media", "kehittäjä")),
        dice.choice(("suomi", "suomi, ruotsi")), dice.choice(NOTES),
    )  # fmt: skip


def write(path: Path) -> None:
    """10,000 rows below a header on row 1: 9,800 people, then 200 of them again with the phone written otherwise."""
    dice = random.Random(20260101)
    people = [person(number, dice) for number in range(ROWS - REPEATED)]
    again = [(row[0], f"+35840000{row[1][-4:]}", *row[2:]) for row in people[: REPEATED * 40 : 40]]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Rekisteri")
    for row in (HEADERS, *people, *again):
        sheet.append(row)
    book.save(path)

"""From register to paid, in Finnish, as the different people, every page looked at (`eyes.py`)."""

import csv
import datetime as dt
import re
import time
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kokemus.accounts import middleware
from kokemus.accounts.models import Role, User
from kokemus.config import ticker
from kokemus.experts.models import Commitment
from kokemus.fees.models import PayDay, Rate
from kokemus.gigs.models import Occasion
from kokemus.organisation.models import Coordinator, CostCentre, Organisation, Route, Unit
from tests import cast
from tests.browser.letters import Mailbox
from tests.browser.people import Person, Town

pytestmark = pytest.mark.django_db(transaction=True)

REQUESTER = "tiina.tilaaja@example.org"
EXPERT = "johan.heikkila13@example.org"
TELLING = re.compile("asennu|toipumi|Heikkilä|Eriksson|Tiina|vastaanotto", re.IGNORECASE)
REGISTER = Path(__file__).parent.parent / "data" / "register_sample.xlsx"


@dataclass
class House:
    """Those who work in the county."""

    coordinator: User
    contact: User
    checker: User
    approver: User
    payroll: User
    unit: Unit
    pays_on: dt.date


@pytest.fixture
def house(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    """A county in order before its first expert; the second factor has tests of its own."""
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    roles = {
        "coordinator": Role.COORDINATOR, "contact": Role.UNIT_CONTACT, "checker": Role.CHECKER,
        "approver": Role.APPROVER, "payroll": Role.PAYROLL,
    }  # fmt: skip
    names = {
        "coordinator": "Kaisa Koordinaattori", "contact": "Yrjö Yhteys", "checker": "Tarja Tarkastaja",
        "approver": "Heikki Hyväksyjä", "payroll": "Paula Palkka",
    }  # fmt: skip
    people = {each: cast.user(f"{each}@example.org", role, name=names[each]) for each, role in roles.items()}
    Organisation.objects.update_or_create(
        pk=1,
        defaults={"name": "Testilän hyvinvointialue", "phone": "05 000 0000", "phone_hours_fi": "ma–to 9–11"},
    )
    keeper = Coordinator.objects.create(
        user=people["coordinator"],
        title="Kokemuskoordinaattori",
        phone="05 000 0001",
        phone_hours="ma–to 9–11",
    )
    for door in Route.Door:
        Route.objects.create(door=door, coordinator=keeper)
    centre = CostCentre.objects.create(code="4711", name="Aikuisten palvelut")
    centre.checkers.add(people["checker"])
    centre.approvers.add(people["approver"])
    unit = Unit.objects.create(name="Aikuisten vastaanotto", cost_centre=centre, place="Imatra")
    unit.contacts.add(people["contact"])
    Rate.objects.create(amount=Decimal("25.00"), income_type="214", valid_from=dt.date(2020, 1, 1))
    pays_on = timezone.localdate() + dt.timedelta(days=30)
    PayDay.objects.create(cut_off_on=timezone.localdate() + dt.timedelta(days=20), pays_on=pays_on)
    return House(**people, unit=unit, pays_on=pays_on)


def ask_for_an_expert(tiina: Person, day: dt.date) -> None:
    """The public form in six steps."""
    tiina.open("/", "Sen tietää, joka on sen elänyt")
    tiina.follow("Etsin kokemusasiantuntijaa keikalle", "Pyydä kokemusasiantuntijaa")
    page = tiina.page
    tiina.fill(goal="Puheenvuoro masennuksesta ja toipumisesta hoitotyön opiskelijoille")
    page.locator("summary", has_text="Mielenterveys").first.click()
    tiina.tick("Masennus")
    tiina.tick("Synnytyksen jälkeinen masennus")
    tiina.tick("Kumpi vain sopii")
    tiina.press("Jatka", "Pyydä kokemusasiantuntijaa")
    tiina.tick("Hyvinvointialueen yksikkö")
    tiina.fill(audience_description="Opiskelijoita, noin 30")
    tiina.choose("with_minors", "no")
    tiina.press("Jatka", "Pyydä kokemusasiantuntijaa")
    tiina.tick("Paikan päällä")
    tiina.fill(municipality="Joutseno", address="Koulukatu 1, luokka 12")
    tiina.fill(**{"form-0-day": day.isoformat(), "form-0-starts": "14:00", "form-0-ends": "16:00"})
    tiina.press("Jatka", "Pyydä kokemusasiantuntijaa")
    tiina.tick("Otan asiantuntijan itse vastaan")
    tiina.fill(briefing="Soitamme viikkoa ennen", debrief="Opettaja jää vartiksi")
    tiina.choose("recording", "no")
    tiina.press("Jatka", "Pyydä kokemusasiantuntijaa")
    tiina.tick("Hyvinvointialueen yksikkö")
    page.locator("[name=unit]").select_option(label="Aikuisten vastaanotto")
    tiina.fill(
        requester_name="Tiina Tilaaja",
        requester_organisation="Aikuisten vastaanotto",
        requester_email=REQUESTER,
        requester_phone="040 123 4567",
    )
    tiina.press("Jatka", "Tarkista vastauksesi")
    tiina.reads("Pyyntöä ei ole vielä lähetetty")
    time.sleep(3.1)  # the trap: nobody reads their answers in less
    tiina.press("Lähetä pyyntö", "Vielä yksi asia: vahvista sähköpostiosoitteesi")


def bring_in_the_register(kaisa: Person) -> None:
    """The old Excel through the page: 118 people and two repeated rows."""
    kaisa.open("/rekisteri/tuonti/", "Tuo Excel-rekisteri")
    kaisa.page.locator("input[type=file]").set_input_files(REGISTER)
    kaisa.press("Lue tiedosto", "register_sample.xlsx")
    kaisa.press("Tuo 118 henkilöä", "register_sample.xlsx")
    kaisa.reads("118 henkilöä on nyt rekisterissä.")


def find_and_ask_consent(kaisa: Person) -> None:
    """Free text finds people; the consent of one is recorded during a call, and payroll's number is added."""
    kaisa.open("/rekisteri/", "Kokemusasiantuntijat")
    kaisa.page.locator("#id_q").fill("masennus")
    kaisa.press("Hae", "Kokemusasiantuntijat", inside="main")
    kaisa.reads("Eriksson Olavi", "Heikkilä Johan")
    kaisa.follow("Heikkilä Johan", "Johan Heikkilä")
    kaisa.follow("Kirjaa suostumus", "Suostumus")
    for question in ("own_units", "others", "telling", "counting"):
        kaisa.choose(question, "yes")
    kaisa.choose("media", "no")
    kaisa.press("Kirjaa vastaukset", "Johan Heikkilä")
    kaisa.follow("Muuta", "Rekisteri ja palkanlaskenta", inside="#register")
    kaisa.fill(payroll_number="100017")
    kaisa.press("Tallenna muutokset", "Johan Heikkilä")
    kaisa.reads("100017")


def ask_two(kaisa: Person) -> None:
    """Open the request, check it, and ask two from the shortlist: one by a message, one by phone."""
    kaisa.open("/alku/")
    kaisa.open("/keikat/", "Keikat")
    kaisa.page.locator("main table a").first.click()
    kaisa.sees()
    kaisa.press("Tarkistettu, aloita etsintä", "Ehdokkaat")
    kaisa.tick("Johan Heikkilä")
    kaisa.tick("Olavi Eriksson")
    kaisa.press("Kysy valituilta")
    kaisa.reads("Johan Heikkilä", "Olavi Eriksson")


def record_no(kaisa: Person) -> None:
    """The other says no on the phone."""
    kaisa.page.locator("tr", has_text="Olavi Eriksson").get_by_role("link", name="Kirjaa vastaus").click()
    kaisa.sees("Kirjaa vastaus")
    kaisa.choose("answer", "no")
    kaisa.press("Kirjaa vastaus")


def say_yes(johan: Person, link: str) -> None:
    """Opening the link answers nothing; the button does."""
    johan.open(link, "Keikkaehdotus")
    johan.does_not_read("Olavi Eriksson")
    johan.press("Kyllä, minulle käy", "Vastasit kyllä")


def choose(kaisa: Person) -> None:
    """Who said yes is chosen."""
    kaisa.page.reload()
    kaisa.sees()
    kaisa.tick("Johan Heikkilä")
    kaisa.press("Valitse ja sovi")
    kaisa.follow("Päivälappu")
    kaisa.reads("Johan Heikkilä")


def see_who_comes(tiina: Person, link: str, mail: Mailbox) -> None:
    """The name only with the code."""
    tiina.open(link, "Pyyntöni tilanne")
    tiina.does_not_read("Heikkilä", "Eriksson")
    tiina.press("Lähetä minulle koodi", "Kirjoita koodi")
    tiina.fill(code=mail.code(REQUESTER))
    tiina.press("Näytä nimi", "Pyyntöni tilanne")
    tiina.reads("Johan Heikkilä")


def look_at_the_day(johan: Person, link: str) -> None:
    """The agreed gig: calendar with a title that tells nothing, day sheet."""
    johan.open(link, "Keikka on sovittu")
    with johan.page.expect_download() as download:
        johan.page.get_by_role("link", name="Lisää kalenteriini").click()
    file = download.value.path().read_text()
    assert "BEGIN:VEVENT" in file
    assert TELLING.search(file) is None
    johan.follow("Päivälappu tulostettavaksi", "Päivälappu")


def tick() -> None:
    """What `kokemus tick` does, in this thread."""
    for job in ticker.JOBS:
        job()


def a_day_later() -> None:
    """The gig was held the day before yesterday."""
    ended = timezone.now() - dt.timedelta(days=2)
    began = ended - dt.timedelta(hours=2)
    Occasion.objects.update(starts_at=began, ends_at=ended)
    Commitment.objects.update(starts_at=began, ends_at=ended)
    tick()


def confirm_hours(johan: Person, yrjo: Person, link: str) -> None:
    """Both confirm, the expert with the travel."""
    johan.open(link, "Keikan tunnit")
    johan.choose("travel", "km")
    johan.fill(kilometres="40")
    johan.press("Vahvista tunnit", "Keikan tunnit")
    johan.reads("22,00", "97,00")  # the fee is shown before it is confirmed
    johan.press("Vahvista tunnit", "Keikan tunnit")
    johan.reads("Odotamme vielä yksikköä")
    yrjo.open("/keikat/tunnit/", "Vahvistettavat tunnit")
    yrjo.follow("Vahvista tunnit", "Kokemusasiantuntijan tunnit")
    yrjo.press("Vahvista tunnit")
    yrjo.reads("Kiitos! Tunnit on vahvistettu.")


def pass_the_claim(tarja: Person, heikki: Person) -> None:
    """Checked by one, approved by another."""
    tarja.open("/palkkiot/tarkastettavat/", "Tarkastettavat palkkiot")
    tarja.does_not_read("asennu")
    tarja.tick("Johan Heikkilä")
    tarja.press("Merkitse valitut tarkastetuiksi", "Tarkastettavat palkkiot")
    heikki.open("/palkkiot/hyvaksyttavat/", "Hyväksyttävät palkkiot")
    heikki.tick("Johan Heikkilä")
    heikki.press("Hyväksy valitut", "Hyväksyttävät palkkiot")


def pay(paula: Person) -> None:
    """A batch, its file to the cent without a topic, and paid."""
    paula.open("/palkkiot/erat/", "Palkkaerät")
    paula.press("Tee erä", "Erä 1")
    with paula.page.expect_download() as download:
        paula.page.get_by_role("link", name="Lataa tiedosto").click()
    content = download.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(content.splitlines(), delimiter=";"))
    cents = [int(Decimal(row["Summa"].replace(",", ".")) * 100) for row in rows]
    assert sorted(cents) == [22_00, 75_00]  # 40 km × 0,55; (2 + 1) h × 25
    assert {row["Henkilönumero"] for row in rows} == {"100017"}
    assert TELLING.search(content) is None
    paula.press("Merkitse maksetuksi", "Erä 1")


def see_the_money(johan: Person, mail: Mailbox) -> None:
    """The expert signs in by a code from the e-mail and sees that it has been paid."""
    johan.open("/kirjaudu/login/")
    johan.type("Sähköpostiosoitteesi", EXPERT)
    johan.press("Lähetä minulle koodi")
    johan.type("Koodi sähköpostista", mail.code(EXPERT, r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$"))
    johan.press("Kirjaudu", "Hei Johan")
    johan.open("/palkkiot/omat/", "Palkkioni")
    expect(johan.page.locator("#done")).to_contain_text("97,00")
    expect(johan.page.locator("#done")).to_contain_text("Maksettu")


def test_from_register_to_paid(town: Town, house: House, mail: Mailbox) -> None:
    day = timezone.localdate() + dt.timedelta(days=10)
    kaisa, tiina, johan = town.person(house.coordinator), town.person(), town.person()
    bring_in_the_register(kaisa)
    find_and_ask_consent(kaisa)
    kaisa.press("Avaa kirjautuminen", "Johan Heikkilä")
    ask_for_an_expert(tiina, day)
    tiina.open(mail.link(REQUESTER), "Vahvista pyyntösi")
    tiina.press("Vahvista pyyntö", "Pyyntöni tilanne")
    ask_two(kaisa)
    record_no(kaisa)
    say_yes(johan, mail.link(EXPERT, "ehdotu"))
    choose(kaisa)
    see_who_comes(tiina, tiina.page.url, mail)
    look_at_the_day(johan, mail.link(EXPERT))
    a_day_later()
    confirm_hours(johan, town.person(house.contact), mail.link(EXPERT, "tunnit"))
    pass_the_claim(town.person(house.checker), town.person(house.approver))
    pay(town.person(house.payroll))
    see_the_money(johan, mail)
    assert not [letter["Subject"] for letter in mail.letters if TELLING.search(letter["Subject"])]
    assert len(town.eyes.known) > 25, town.eyes.known
    assert town.eyes.complaints == []

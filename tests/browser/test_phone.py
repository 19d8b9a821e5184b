"""The expert on a phone: signs in by a code, answers, comes, is paid, rests and takes a consent back."""

import datetime as dt
import re
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from kokemus.experts.models import Consent, Expert, Purpose
from kokemus.gigs.actions import agreeing, offering
from kokemus.gigs.models import Gig, Offer
from kokemus.gigs.tests import brokered
from kokemus.messaging.models import Message
from tests import cast
from tests.browser.people import Town

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 800}
FINGER = 44  # px: the least height of a button that a finger hits
MOST_TABS = 60
YES = "Kyllä, minulle käy"


@dataclass
class Phone:
    """The expert's phone; every page that comes to the screen is looked at, and does not scroll sideways."""

    page: Page
    town: Town

    def sees(self, heading: str) -> None:
        """The page with this heading has come."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        assert self.page.viewport_size == PHONE
        room = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        wide, screen = self.page.evaluate(room)
        assert wide <= screen, f"{self.page.url} scrolls sideways: {wide} > {screen}"
        self.town.eyes.look(self.page)

    def open(self, view: str, heading: str) -> None:
        """Go to the page of a view."""
        self.page.goto(self.town.home + reverse(view))
        self.sees(heading)

    def menu(self, link: str, heading: str) -> None:
        """Choose from the menu, which is folded on a phone."""
        menu = self.page.locator(".k-menu")
        menu.locator("summary").click()
        menu.get_by_role("link", name=link, exact=True).click()
        self.sees(heading)

    def tap(self, what: Locator, heading: str) -> None:
        """Tap on something."""
        what.tap()
        self.sees(heading)

    def tap_button(self, name: str, heading: str) -> None:
        """Tap on a button."""
        self.tap(self.page.get_by_role("button", name=name, exact=True), heading)

    def tap_link(self, name: str, heading: str) -> None:
        """Tap on a link of the page itself."""
        self.tap(self.page.locator("main").get_by_role("link", name=name, exact=True), heading)

    def reads(self, *texts: str) -> None:
        """The words are there."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def tab_to(self, target: Locator) -> None:
        """Press Tab until the keyboard is at the target."""
        for _ in range(MOST_TABS):
            if target.evaluate("each => document.activeElement === each"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not come to {target}")


@pytest.fixture
def gig(county: cast.Cast) -> Gig:
    """A gig that Aino could come to, in three weeks."""
    return brokered.gig(county.coordinator, days=21, unit=county.unit, role=brokered.role())


@pytest.fixture
def offer(county: cast.Cast, gig: Gig) -> Offer:
    """The gig is offered to Aino."""
    later = timezone.now() + dt.timedelta(days=3)
    return offering.offer(gig=gig, experts=[county.aino], by=county.coordinator, expires_at=later)[0]


@pytest.fixture
def phone(town: Town) -> Phone:
    """A phone on which nobody has signed in."""
    return Phone(town.person(viewport=PHONE, has_touch=True).page, town)


@pytest.fixture
def own_phone(town: Town, county: cast.Cast) -> Phone:
    """Aino's phone, signed in."""
    return Phone(town.person(county.aino.user, viewport=PHONE, has_touch=True).page, town)


def sign_in(phone: Phone, address: str) -> None:
    """By a code from the e-mail."""
    phone.open("account_login", "Kirjaudu")
    phone.page.get_by_label("Sähköpostiosoitteesi", exact=True).fill(address)
    phone.page.get_by_role("button", name="Lähetä minulle koodi").tap()
    field = phone.page.get_by_label("Koodi sähköpostista")
    expect(field).to_be_visible()
    found = re.search(
        r"^[A-Z0-9-]{6,9}$", Message.objects.filter(address=address).latest("pk").body, re.MULTILINE
    )
    assert found
    field.fill(found[0])
    phone.tap_button("Kirjaudu", "Hei Aino")


def is_proposed(county: cast.Cast, gig: Gig, who: Expert) -> bool:
    """Whether the coordinator, opening the shortlist now, may tick this person."""
    client = Client()
    client.force_login(county.coordinator)
    page = client.get(reverse("gigs:shortlist", args=[gig.public_id])).content.decode()
    assert f'value="{county.eero.public_id}"' in page  # the list is there: somebody else is on it
    return f'value="{who.public_id}"' in page


def answer_is_easy_to_hit(phone: Phone) -> None:
    """Each of the three answers is at least as high as a finger is wide."""
    answers = phone.page.locator(".k-choices > *")
    expect(answers).to_have_text([YES, "Toinen aika kävisi", "En tällä kertaa"])
    heights = [each.bounding_box() for each in answers.all()]
    assert all(box is not None and box["height"] >= FINGER for box in heights), heights


def test_expert_signs_in_answers_and_sees_the_agreed_gig_on_a_phone(
    phone: Phone, county: cast.Cast, gig: Gig, offer: Offer
) -> None:
    sign_in(phone, county.aino.email)
    expect(phone.page.locator("main h2").first).to_have_text("Sinulle on keikkaehdotus")
    phone.tap_link("Sinulle on keikkaehdotus", "Keikkaehdotus")
    answer_is_easy_to_hit(phone)
    phone.tap_link("Toinen aika kävisi", "Toinen aika kävisi")
    phone.tap_link("Takaisin ehdotukseen", "Keikkaehdotus")
    offer.refresh_from_db()
    assert offer.state == Offer.State.SENT
    phone.tap_button(YES, "Vastasit kyllä")
    offer.refresh_from_db()
    assert offer.state == Offer.State.YES
    assert agreeing.choose(gig=gig, offers=[offer], by=county.coordinator)
    phone.menu("Tänään", "Hei Aino")
    phone.tap(phone.page.locator(f"main a[href*='{offer.public_id}']"), "Keikka on sovittu")
    phone.reads("klo 14")
    phone.tap_link("Päivälappu tulostettavaksi", "Päivälappu")
    phone.reads("Imatra")
    assert phone.town.eyes.complaints == []


def test_expert_tells_another_time_on_a_phone(
    own_phone: Phone, county: cast.Cast, gig: Gig, offer: Offer
) -> None:
    own_phone.open("gigs:my_offers", "Omat keikkani")
    own_phone.tap(own_phone.page.locator(f"main a[href*='{offer.public_id}']"), "Keikkaehdotus")
    own_phone.tap_link("Toinen aika kävisi", "Toinen aika kävisi")
    send = own_phone.page.get_by_role("button", name=re.compile("^Lähetä"))
    own_phone.tap(send, "Toinen aika kävisi")
    own_phone.reads("Kirjoita, milloin sinulle kävisi.")
    own_phone.page.get_by_label("Milloin sinulle kävisi?").fill("tiistaisin iltapäivällä")
    own_phone.tap(send, "Kiitos vastauksestasi")
    own_phone.reads("tiistaisin iltapäivällä")
    assert own_phone.town.eyes.complaints == []


def test_offer_is_answered_with_the_keyboard_alone(own_phone: Phone, county: cast.Cast, offer: Offer) -> None:
    page = own_phone.page
    page.goto(own_phone.town.home + reverse("home:start"))
    own_phone.tab_to(page.get_by_role("link", name="Sinulle on keikkaehdotus", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Keikkaehdotus")
    own_phone.tab_to(page.get_by_role("button", name=YES, exact=True))
    page.keyboard.press("Enter")
    own_phone.sees("Vastasit kyllä")
    offer.refresh_from_db()
    assert offer.state == Offer.State.YES
    assert own_phone.town.eyes.complaints == []


def test_expert_sees_the_money_and_who_has_looked_on_a_phone(own_phone: Phone, county: cast.Cast) -> None:
    desk = Client()
    desk.force_login(county.coordinator)
    desk.get(reverse("home:person", args=[county.aino.public_id]))
    own_phone.open("home:start", "Hei Aino")
    own_phone.reads("150,00")  # two claims of (2 + 1) h × 25 €
    own_phone.menu("Palkkioni", "Palkkioni")
    own_phone.reads("150,00", "75,00")
    own_phone.menu("Kuka on katsonut", "Kuka on katsonut tietojani")
    own_phone.reads("koordinaattori", "Avasi sivusi")
    assert county.coordinator.name not in own_phone.page.content()
    assert own_phone.town.eyes.complaints == []


def test_consent_withdrawn_with_one_press_holds_at_once(
    own_phone: Phone, county: cast.Cast, gig: Gig
) -> None:
    assert is_proposed(county, gig, county.aino)
    own_phone.open("experts:my_consents", "Suostumukseni")
    own_phone.tap_button("Peru kaikki suostumukseni", "Suostumukseni")
    assert not is_proposed(county, gig, county.aino)
    expect(own_phone.page.locator("body")).to_contain_text("Suostumuksesi on peruttu")
    own_phone.reads("Peruttavaa ei ole")
    living = Consent.objects.living().filter(expert=county.aino, purpose=Purpose.OFFERS)
    assert not living.exists()
    assert own_phone.town.eyes.complaints == []


def test_pause_begins_and_ends_with_one_press_each(own_phone: Phone, county: cast.Cast, gig: Gig) -> None:
    assert is_proposed(county, gig, county.aino)
    own_phone.open("home:start", "Hei Aino")
    own_phone.menu("Tauko", "Taukoni")
    until = timezone.localdate() + dt.timedelta(days=30)
    own_phone.page.get_by_label("Päättyy").fill(until.isoformat())
    own_phone.tap_button("Aloita tauko", "Taukoni")
    own_phone.reads("Olet tauolla", f"{until.day}.{until.month}.")
    assert not is_proposed(county, gig, county.aino)
    own_phone.tap_button("Lopeta taukoni nyt", "Taukoni")
    expect(own_phone.page.get_by_role("button", name="Aloita tauko")).to_be_visible()
    assert is_proposed(county, gig, county.aino)
    assert own_phone.town.eyes.complaints == []

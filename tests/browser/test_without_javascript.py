"""A gig from the request to the claim with browsers that run no script: forms, links and buttons are enough."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokemus.accounts.models import User
from kokemus.core import forms
from kokemus.experts.models import Commitment
from kokemus.gigs import jobs
from kokemus.gigs.models import Assignment, Gig, Occasion
from kokemus.messaging.models import Message
from tests import cast
from tests.browser.people import Town

pytestmark = pytest.mark.django_db(transaction=True)

REQUESTER = "vieras.tilaaja@example.org"
GOAL = "Puheenvuoro toipumisesta hoitotyön opiskelijoille"


def plain(town: Town, user: User | None = None) -> Page:
    """The page of a browser that runs no script."""
    page = town.person(user, java_script_enabled=False).page
    page.goto("data:text/html,<title>none</title><script>document.title = 'script'</script>")
    assert page.title() == "none"
    return page


def link(address: str, path: str) -> str:
    """The link to a path in the newest message to an address that has one."""
    for message in Message.objects.filter(address=address).order_by("-pk"):
        found = re.search(rf"http://\S+{path}\S+", message.body)
        if found:
            return found[0]
    raise AssertionError(f"no {path} to {address}")


def heading(page: Page, words: str) -> None:
    """The page is the one with this heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def press(page: Page, button: str) -> None:
    """Press the button with exactly these words."""
    page.get_by_role("button", name=button, exact=True).click()


def fill(page: Page, **fields: str) -> None:
    """Type into fields by their names."""
    for name, value in fields.items():
        page.locator(f"[name='{name}']").fill(value)


def choose(page: Page, name: str, value: str) -> None:
    """Choose one of the answers of a field."""
    page.locator(f"[name='{name}'][value='{value}']").check()


def fill_in_a_request(page: Page, home: str, unit: str) -> None:
    """The public form in five steps; then the answers to check."""
    page.goto(home)
    page.get_by_role("link", name=re.compile("^Etsin kokemusasiantuntijaa keikalle")).first.click()
    fill(page, goal=GOAL)
    page.locator("summary", has_text="Mielenterveys").first.click()
    page.get_by_label("Masennus", exact=True).check()
    page.get_by_label("Kumpi vain sopii", exact=True).check()
    press(page, "Jatka")
    choose(page, "audience", "own_units")
    fill(page, audience_description="Opiskelijoita, noin 30")
    choose(page, "with_minors", "no")
    press(page, "Jatka")
    choose(page, "place_kind", "on_site")
    fill(page, municipality="Joutseno", address="Koulukatu 1")
    day = timezone.localdate() + dt.timedelta(days=30)
    fill(page, **{"form-0-day": day.isoformat(), "form-0-starts": "14:00", "form-0-ends": "16:00"})
    press(page, "Jatka")
    page.locator("[name='meets_myself']").check()
    fill(page, briefing="Soitamme viikkoa ennen", debrief="Opettaja jää vartiksi")
    choose(page, "recording", "no")
    press(page, "Jatka")
    choose(page, "payer", "own")
    page.locator("[name=unit]").select_option(label=unit)
    fill(page, requester_name="Tiina Tilaaja", requester_organisation=unit, requester_email=REQUESTER)
    fill(page, requester_phone="040 123 4567")
    press(page, "Jatka")
    heading(page, "Tarkista vastauksesi")
    expect(page.locator("main")).to_contain_text(GOAL)


def send_the_request(page: Page) -> None:
    """The sixth step."""
    press(page, "Lähetä pyyntö")
    heading(page, "Vielä yksi asia: vahvista sähköpostiosoitteesi")


def confirm_the_request(page: Page) -> Gig:
    """Opening the link confirms nothing; the button does."""
    gig = Gig.objects.get(requester_email=REQUESTER)
    page.goto(link(REQUESTER, "/pyynto/vahvista/"))
    heading(page, "Vahvista pyyntösi")
    unconfirmed = Gig.objects.filter(pk=gig.pk, confirmed_at=None)
    assert unconfirmed.exists()
    press(page, "Vahvista pyyntö")
    heading(page, "Pyyntöni tilanne")
    assert not unconfirmed.exists()
    return gig


def ask_one(page: Page, home: str, gig: Gig, name: str) -> None:
    """The coordinator opens the request, has checked it, and asks one from the shortlist."""
    page.goto(f"{home}/keikat/")
    page.locator(f"main a[href*='{gig.public_id}']").first.click()
    press(page, "Tarkistettu, aloita etsintä")
    heading(page, "Ehdokkaat")
    page.get_by_label(name, exact=True).check()
    press(page, "Kysy valituilta")
    expect(page.locator("#offers")).to_contain_text(name)


def say_yes(page: Page, offer: str) -> None:
    """Opening the link answers nothing; the button does."""
    page.goto(offer)
    heading(page, "Keikkaehdotus")
    page.reload()
    heading(page, "Keikkaehdotus")
    press(page, "Kyllä, minulle käy")
    heading(page, "Vastasit kyllä")


def choose_who_comes(page: Page, name: str) -> None:
    """Who said yes is chosen on the gig's page."""
    page.reload()
    page.get_by_label(name, exact=True).check()
    press(page, "Valitse ja sovi")
    page.get_by_role("link", name="Päivälappu").first.click()
    expect(page.locator("main")).to_contain_text(name)


def see_the_name(page: Page, name: str) -> None:
    """The status page tells the name only after the code from the requester's e-mail."""
    page.reload()
    assert name not in page.content()
    press(page, "Lähetä minulle koodi")
    heading(page, "Kirjoita koodi")
    body = Message.objects.filter(address=REQUESTER).latest("pk").body
    found = re.search(r"^\d{6}$", body, re.MULTILINE)
    assert found, body
    fill(page, code=found[0])
    press(page, "Näytä nimi")
    heading(page, "Pyyntöni tilanne")
    expect(page.locator("main")).to_contain_text(name)


def hold(gig: Gig) -> Assignment:
    """The gig was held two days ago, and the hours are asked for."""
    ended = timezone.now() - dt.timedelta(days=2)
    began = ended - dt.timedelta(hours=2)
    Occasion.objects.filter(gig=gig).update(starts_at=began, ends_at=ended)
    Commitment.objects.filter(reference=gig.public_id).update(starts_at=began, ends_at=ended)
    jobs.finish_past()
    jobs.ask_hours()
    return Assignment.objects.get(occasion__gig=gig)


def confirm_hours(expert: Page, unit: Page, address: str) -> None:
    """Both confirm by the links in their messages; a fee that a script would compute is computed by the server."""
    expert.goto(link(address, "/tunnit/asiantuntija/"))
    heading(expert, "Keikan tunnit")
    choose(expert, "travel", "km")
    fill(expert, kilometres="40")
    press(expert, "Vahvista tunnit")
    expect(expert.locator("main")).to_contain_text("22,00")  # 40 km × 0,55
    press(expert, "Vahvista tunnit")
    unit.goto(link(REQUESTER, "/tunnit/yksikko/"))
    heading(unit, "Kokemusasiantuntijan tunnit")
    press(unit, "Vahvista tunnit")


def test_gig_is_requested_brokered_held_and_claimed_without_javascript(
    town: Town, county: cast.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "FASTEST_SECONDS", 0)  # the time trap has tests of its own
    eero = county.eero
    visitor, coordinator, expert = plain(town), plain(town, county.coordinator), plain(town)
    fill_in_a_request(visitor, town.home, county.unit.name)
    send_the_request(visitor)
    gig = confirm_the_request(visitor)
    ask_one(coordinator, town.home, gig, eero.full_name)
    say_yes(expert, link(eero.email, "/ehdotus/"))
    choose_who_comes(coordinator, eero.full_name)
    see_the_name(visitor, eero.public_name)
    assignment = hold(gig)
    confirm_hours(expert, plain(town), eero.email)
    assignment.refresh_from_db()
    claim = assignment.claim
    assert claim is not None
    assert (claim.expert, str(claim.total)) == (eero, "97.00")  # (2 + 1) h × 25 € and 40 km × 0,55 €
    assert town.eyes.complaints == []

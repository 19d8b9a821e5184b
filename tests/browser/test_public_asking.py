"""A visitor asks in their own words, says what they think of the pages, or is called; the desk answers."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from kokemus.core import forms
from kokemus.organisation.models import Coordinator
from kokemus.pages.models import Enquiry
from tests import cast
from tests.browser.letters import Mailbox, words
from tests.browser.people import Town
from tests.browser.visitors import Visitor, desk, visitor

pytestmark = pytest.mark.django_db(transaction=True)

ASKER = "kysyva.vieras@example.org"
QUESTION = {
    "fi": "Voiko masennuksesta toipunut tulla kertomaan meidän työyhteisöömme?",
    "sv": "Kan någon som har återhämtat sig från depression komma och berätta på vår arbetsplats?",
}
ANSWER = {"fi": "Kyllä voi. Sovitaan aika yhdessä.", "sv": "Ja, det går bra. Vi kommer överens om en tid."}
FEEDBACK = {"fi": "Lomakkeen teksti on pientä.", "sv": "Texten i formuläret är liten."}
PHONE = "040 123 4567"


@pytest.fixture
def house(county: cast.Cast, monkeypatch: pytest.MonkeyPatch) -> cast.Cast:
    """The county; the trap for robots has a test of its own."""
    monkeypatch.setattr(forms, "FASTEST_SECONDS", 0)
    return county


def ask(guest: Visitor) -> None:
    """From the front page to the sent question: who answers is told before anything is sent."""
    guest.begin()
    guest.go("pages:ask", _("Ask us"))
    guest.fill(text=QUESTION[guest.language])
    guest.press(_("Continue"), _("Ask us"))
    guest.reads(_("Write your e-mail address or your phone number, so that we can answer you."))
    expect(guest.field("text")).to_have_value(QUESTION[guest.language])
    guest.fill(email=ASKER)
    guest.press(_("Continue"), _("Check and send"))
    guest.reads("koordinaattori", _("Your question has not been sent yet."))
    assert not Enquiry.objects.filter(email=ASKER).exists()
    guest.press(_("Send the question"), _("Your question"))
    guest.reads(_("Thank you. Your question has arrived."), QUESTION[guest.language])


def test_question_is_answered_by_the_named_coordinator_and_read_by_the_link(
    town: Town, house: cast.Cast, mail: Mailbox, language: str
) -> None:
    guest, coordinator = visitor(town, language), desk(town, house.coordinator)
    ask(guest)
    coordinator.open("/alku/")
    question = Enquiry.objects.get(email=ASKER)
    assert (question.owner, question.language) == (house.coordinator.coordinator, language)
    coordinator.page.locator(f"main a[href$='{question.public_id}/']").click()
    coordinator.sees("Kysymys")
    coordinator.reads(QUESTION[language])
    coordinator.type("Vastauksesi", ANSWER[language])
    coordinator.press("Lähetä vastaus", "Kysymys")
    coordinator.reads("Vastaus on matkalla.")
    letter = mail.newest(ASKER)
    assert ANSWER[language] in words(letter)
    assert QUESTION[language] not in words(letter)
    guest.page.context.clear_cookies()
    guest.open(mail.link(ASKER), _("Your question"))
    guest.reads(_("Our answer"), ANSWER[language])
    assert town.eyes.complaints == []


def test_feedback_of_a_page_is_sent_and_seen_at_the_desk(town: Town, house: cast.Cast, language: str) -> None:
    guest, coordinator = visitor(town, language), desk(town, house.coordinator)
    guest.open(reverse("organisation:services"), _("Services and experts by experience"))
    guest.go("pages:feedback", _("Give feedback"), inside="footer")
    expect(guest.field("page")).to_have_value(reverse("organisation:services"))
    guest.tick(_("Something on these pages is hard to read or use"))
    guest.fill(text=FEEDBACK[language])
    guest.press(_("Send the feedback"), _("Your feedback"))
    guest.reads(_("Thank you. Your feedback has arrived."), FEEDBACK[language])
    coordinator.open("/kysymykset/?nayta=kaikki", "Kysymykset")
    coordinator.follow(FEEDBACK[language])
    coordinator.reads(FEEDBACK[language], reverse("organisation:services"))
    assert town.eyes.complaints == []


def test_chosen_coordinator_is_asked_for_a_call(town: Town, house: cast.Cast, language: str) -> None:
    guest, coordinator = visitor(town, language), desk(town, house.coordinator)
    chosen = Coordinator.objects.get(user=house.coordinator)
    guest.begin()
    guest.go("pages:ask", _("Ask us"))
    guest.go("home:contact", _("Who answers"), inside="body")
    guest.reads(str(chosen), chosen.title)
    guest.to(guest.page.locator(f"main a[href$='kenelle={chosen.pk}']"), _("Call me"))
    expect(guest.field("who")).to_have_value(str(chosen.pk))
    guest.fill(phone="soittakaa")
    guest.press(_("Ask for a call"), _("Call me"))
    guest.reads(_("Write the number in digits, for example 040 123 4567."))
    expect(guest.field("phone")).to_have_value("soittakaa")
    guest.fill(phone=PHONE, name="Veikko")
    guest.press(_("Ask for a call"), _("Somebody who has lived it knows it"))
    guest.reads(_("Thank you. We will call you on the number you left."))
    coordinator.open("/alku/")
    coordinator.reads(PHONE, "Veikko")
    assert town.eyes.complaints == []

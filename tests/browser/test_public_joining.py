"""Becoming an expert on a phone: every step, a pause in between, the talk, and the first time at one's own page."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from kokemus.core import forms
from kokemus.experts.forms import route
from kokemus.experts.models import Application, Expert, Purpose
from kokemus.topics.models import Topic
from tests import cast
from tests.browser.letters import Mailbox, words
from tests.browser.people import Person, Town
from tests.browser.visitors import Visitor, desk, visitor

pytestmark = pytest.mark.django_db(transaction=True)

APPLICANT = "hilla.hakija@example.org"
STORY = {
    "fi": "Sairastuin masennukseen, ja toipuminen kesti vuosia.",
    "sv": "Jag insjuknade i depression, och återhämtningen tog flera år.",
}
LIMITS = {"fi": "En kerro perheestäni.", "sv": "Jag berättar inte om min familj."}
CODE = r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$"
PLACE = "Soitamme sinulle"


@pytest.fixture
def house(county: cast.Cast, monkeypatch: pytest.MonkeyPatch) -> cast.Cast:
    """The county; the trap for robots has a test of its own."""
    monkeypatch.setattr(forms, "FASTEST_SECONDS", 0)
    return county


def title(slug: str) -> str:
    """The heading of a step."""
    return str(next(step.title for step in route.STEPS if step.slug == slug))


def begin(guest: Visitor) -> None:
    """From the front page to the first question."""
    guest.begin()
    guest.go("joining:begin", _("Become an expert by experience"))
    guest.press(_("Begin"), title(route.AGE))
    guest.press(_("Continue"), title(route.AGE))  # not answered: said so
    assert guest.page.locator("[aria-invalid=true], .ds-validation-message").count()


def go_on(guest: Visitor, to: str) -> None:
    """Continue to a step."""
    guest.press(_("Continue"), title(to))


def tell(guest: Visitor) -> None:
    """The first half: own words, the topics heard in them, whose experience; one step skipped; then a pause."""
    guest.choose("is_adult", "yes")
    go_on(guest, route.STORY)
    guest.fill(story=STORY[guest.language])
    go_on(guest, route.TOPICS)
    depression = Topic.objects.get(code="depression")
    guest.reads(_("This is what we heard in your words"), depression.label)
    expect(guest.page.locator(f"[type=checkbox][value='{depression.pk}']")).to_be_checked()
    go_on(guest, route.PERSPECTIVE)
    guest.choose(f"of_{depression.pk}", "own")
    go_on(guest, route.SERVICES)
    guest.follow(_("Skip this"), title(route.BOUNDARIES))
    guest.fill(not_told=LIMITS[guest.language])
    guest.press(_("Save and go on later"), _("Saved. Go on when it suits you."))
    guest.fill(email=APPLICANT)
    guest.press(_("Send the link"), _("Saved. Go on when it suits you."))
    guest.reads(_("We sent the link. You can close this page now."))


def go_on_later(guest: Visitor, link: str) -> None:
    """The second half: the link opens where one left off; what cannot be right is told and nothing is lost."""
    guest.page.context.clear_cookies()
    guest.open(link, title(route.SERVICES))
    go_on(guest, route.BOUNDARIES)
    expect(guest.field("not_told")).to_have_value(LIMITS[guest.language])
    go_on(guest, route.ROLES)
    guest.field("roles").first.check()
    guest.press(_("Back"), title(route.BOUNDARIES))
    go_on(guest, route.ROLES)
    expect(guest.field("roles").first).to_be_checked()
    go_on(guest, route.WHERE)
    guest.choose("languages", guest.language)
    guest.fill(areas="Imatra, Lappeenranta")
    go_on(guest, route.TRAINED)
    guest.follow(_("Skip this"), title(route.NAME))
    guest.fill(first_name="Hilla", last_name="Hakijainen")
    go_on(guest, route.REACH)
    guest.choose("channel", "email")
    guest.fill(note="Hakijan oma huomautus")
    go_on(guest, route.REACH)
    guest.reads(_("Add the e-mail address, or choose another way of contact."))
    expect(guest.field("note")).to_have_value("Hakijan oma huomautus")
    guest.fill(email=APPLICANT)
    go_on(guest, route.CONSENTS)
    for question in ("own_units", "others", "telling", "counting"):
        guest.choose(question, "yes")
    go_on(guest, route.STRENGTH)
    guest.choose("strength", "yes")


def send(guest: Visitor, *told: str) -> None:
    """Check what was told, and send it."""
    guest.press(_("Continue"), _("Check your answers"))
    guest.reads(_("Nothing has been sent yet."), *told)
    guest.press(_("Send my answers"), _("Thank you"))
    guest.does_not_read(*told)


def read_the_application(kaisa: Person, link: str, *told: str) -> None:
    """The coordinator opens it from the day's page; the mail leads to the same page."""
    kaisa.open("/alku/")
    kaisa.page.locator(f"#applications a[href='{link.removeprefix(kaisa.home)}']").click()
    kaisa.reads(*told)
    assert kaisa.page.url == link


def agree_a_talk(kaisa: Person) -> None:
    """A talk next week, noted when it has been held."""
    kaisa.follow("Sovi keskusteluaika", "Sovi keskusteluaika", inside="main")
    day = timezone.localdate() + dt.timedelta(days=7)
    kaisa.fill(day=day.isoformat(), time="13:00", place=PLACE)
    kaisa.press("Sovi keskusteluaika", "Hilla Hakijainen", inside="main")


def accept(kaisa: Person) -> None:
    """The talk is noted and the applicant is taken into the register."""
    kaisa.follow("Kirjaa keskustelu", "Kirjaa keskustelu", inside="main")
    kaisa.fill(note="Aloitetaan rauhassa.")
    kaisa.press("Kirjaa keskustelu", "Hilla Hakijainen", inside="main")
    kaisa.follow("Hyväksy ja lisää rekisteriin", "Hyväksy ja lisää rekisteriin", inside="main")
    kaisa.press("Hyväksy ja lisää rekisteriin", "Hilla Hakijainen", inside="main")


def sign_in(guest: Visitor, mail: Mailbox) -> None:
    """A code from the e-mail opens the person's own page, in their language."""
    guest.open(mail.link(APPLICANT))
    guest.page.locator("main input[type=email]").fill(APPLICANT)
    guest.page.locator("main form button[type=submit]").first.click()
    guest.page.locator("main [name=code]").fill(mail.code(APPLICANT, CODE))
    guest.page.locator("main form button[type=submit]").first.click()
    guest.sees(_("Hello %(name)s") % {"name": "Hilla"})


def test_applicant_tells_pauses_talks_is_accepted_and_signs_in(
    town: Town, house: cast.Cast, mail: Mailbox, language: str
) -> None:
    guest, kaisa = visitor(town, language), desk(town, house.coordinator)
    begin(guest)
    tell(guest)
    go_on_later(guest, mail.link(APPLICANT))
    send(guest, STORY[language], LIMITS[language], "Hilla")
    link = mail.link(house.coordinator.email)
    read_the_application(kaisa, link, STORY[language], LIMITS[language], "Hakijan oma huomautus")
    agree_a_talk(kaisa)
    assert PLACE in words(mail.newest(APPLICANT))
    accept(kaisa)
    hilla = Expert.objects.get(email=APPLICANT)
    assert [str(each.topic.code) for each in hilla.experiences.all()] == ["depression"]
    assert hilla in Expert.objects.askable()
    assert not hilla.consents.filter(purpose=Purpose.OFFERS, audience="media", is_given=True).exists()
    sign_in(guest, mail)
    secrets = re.compile(r"masennu|depression|Hakijainen", re.IGNORECASE)
    assert [each["Subject"] for each in mail.letters if secrets.search(words(each) + each["Subject"])] == []
    assert town.eyes.complaints == []


def test_somebody_under_18_tells_a_guardian_and_no_experiences(
    town: Town, house: cast.Cast, mail: Mailbox, language: str
) -> None:
    guest, kaisa = visitor(town, language), desk(town, house.coordinator)
    begin(guest)
    guest.choose("is_adult", "no")
    go_on(guest, route.GUARDIAN)
    guest.fill(guardian_name="Helmi Huoltaja", guardian_phone="040 765 4321")
    go_on(guest, route.GUARDIAN)
    guest.reads(_("Talk with your guardian first, and tick this when you both want it."))
    expect(guest.field("guardian_name")).to_have_value("Helmi Huoltaja")
    guest.field("own_yes").check()
    go_on(guest, route.NAME)
    guest.fill(first_name="Noora", last_name="Nuorinen")
    go_on(guest, route.REACH)
    guest.choose("channel", "phone")
    guest.fill(phone="040 123 4567")
    send(guest, "Helmi Huoltaja", "Noora")
    application = Application.objects.get(full_name="Noora Nuorinen")
    assert (application.is_minor, application.lacks_guardian) == (True, True)
    kaisa.open(f"/rekisteri/hakemukset/{application.public_id}/", "Noora Nuorinen")
    kaisa.reads("Helmi Huoltaja", "040 765 4321")
    kaisa.follow("Kirjaa huoltajan lupa", "Kirjaa huoltajan lupa", inside="main")
    kaisa.press("Kirjaa huoltajan lupa", "Noora Nuorinen", inside="main")
    application.refresh_from_db()
    assert not application.lacks_guardian
    assert town.eyes.complaints == []

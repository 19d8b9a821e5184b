"""The admin changes a text, which the public reads when it is published, and makes the site another county's."""

import io

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from tests import cast
from tests.browser.people import Town
from tests.browser.visitors import desk, visitor

pytestmark = pytest.mark.django_db(transaction=True)

SLUG = "tapaamiset"
TITLE = {"fi": "Tapaamiset torstaisin", "sv": "Träffar på torsdagar"}
ADDED = {"fi": "Kahvi on valmiina kello 17.", "sv": "Kaffet är klart klockan 17."}
COUNTY, COLOUR = "Mallilan hyvinvointialue", "#7a1f5c"
MAIN_COLOUR = "each => getComputedStyle(each).getPropertyValue('--k-lake').trim()"


def logo() -> bytes:
    """A picture as a county might have it."""
    out = io.BytesIO()
    Image.new("RGB", (240, 60), COLOUR).save(out, "PNG")
    return out.getvalue()


def test_edited_page_is_read_by_the_public_only_when_it_is_published(
    town: Town, county: cast.Cast, language: str
) -> None:
    guest, admin = visitor(town, language), desk(town, county.admin)
    address = reverse("pages:page", args=[SLUG])
    guest.open(address)
    guest.does_not_read(ADDED[language])
    admin.open("/sivut/hallinta/", "Julkiset tekstit")
    admin.page.locator(f"main a[href$='/sivu/{SLUG}/']").first.click()
    admin.sees()
    admin.page.locator(f"main a[href$='/sivu/{SLUG}/{language}/']").click()
    admin.sees()
    body = admin.page.locator("[name=body]")
    admin.fill(title="", body=f"[rikki](page:ei-ole)\n\n{ADDED[language]}")
    admin.press("Tallenna luonnos ja katso sitä")
    expect(body).to_have_value(f"[rikki](page:ei-ole)\n\n{ADDED[language]}")
    admin.fill(title=TITLE[language], body=f"## {ADDED[language]}\n\n- [x](door:request)")
    admin.press("Tallenna luonnos ja katso sitä", TITLE[language])
    admin.reads(ADDED[language])
    guest.page.reload()
    guest.does_not_read(ADDED[language])
    admin.press("Julkaise", inside=".k-page")
    admin.reads("Julkaistu.")
    guest.page.reload()  # a browser may keep the page for five minutes
    guest.sees(TITLE[language])
    guest.reads(ADDED[language])
    assert town.eyes.complaints == []


def test_site_is_made_another_county_s_on_the_settings_page(town: Town, county: cast.Cast) -> None:
    guest, admin = visitor(town, "sv"), desk(town, county.admin)
    admin.open("/alku/", "Organisaatio")
    admin.fill(name=COUNTY, phone="05 000 1234", colour="#ffe9a8", logo_alt="Mallila")
    admin.page.locator("[name=logo]").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": logo()}
    )
    admin.press("Tallenna asetukset", "Organisaatio")
    expect(admin.page.locator("[name=name]")).to_have_value(
        COUNTY
    )  # too light a colour: nothing else is lost
    admin.reads("Kokeile tätä tummempaa")
    admin.fill(colour=COLOUR)
    admin.page.locator("[name=logo]").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": logo()}
    )
    admin.press("Tallenna asetukset", "Organisaatio")
    admin.reads("Asetukset on tallennettu, ja ne ovat käytössä.")
    guest.open("/sv/")
    expect(guest.page.locator(".k-brand")).to_contain_text(COUNTY)
    expect(guest.page.locator("footer")).to_contain_text("05 000 1234")
    picture = guest.page.get_by_role("img", name="Mallila")
    assert picture.evaluate("each => each.complete && each.naturalWidth") > 0
    assert guest.page.locator("html").evaluate(MAIN_COLOUR) == COLOUR
    guest.look()
    assert town.eyes.complaints == []

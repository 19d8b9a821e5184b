"""A text and the screen that does the thing lead to each other in the reader's language; help is where it is said."""

import datetime as dt
import re

import pytest

from kokemus.organisation.models import HelpLine
from kokemus.pages.models import Page

pytestmark = pytest.mark.django_db

TWINS = [
    ("/sivut/vertaistuki/", "/vertaistuki/"),
    ("/sivut/haluan-jutella/", "/haluan-jutella/"),
    ("/sivut/tule-mukaan/", "/tule-mukaan/"),
]
LANGUAGES = ["", "/sv", "/en", "/fi-simple"]


def links_in(client, address: str) -> list[str]:
    """The links of a page's own content, without the frame around it."""
    main = client.get(address).content.decode().split("<main")[1].split("</main>")[0]
    return re.findall(r'href="([^"#?]+)"', main)


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize(("text", "screen"), TWINS)
def test_text_and_screen_lead_to_each_other(client, text, screen, prefix):
    assert prefix + screen in links_in(client, prefix + text)
    assert links_in(client, prefix + screen).count(prefix + text) == 1


@pytest.mark.parametrize(("text", "screen"), TWINS)
def test_screen_leads_nowhere_when_the_text_is_put_away(client, text, screen):
    Page.objects.filter(slug=text.split("/")[2]).update(is_active=False)
    assert text not in links_in(client, screen)


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_help_lines_stand_under_the_text_that_promises_them(client, prefix):
    page = client.get(f"{prefix}/sivut/mista-apua/").content.decode()
    below = page.split("</article>")[1].split("</main>")[0]
    assert "MIELI" in below
    assert 'href="tel:112"' in below
    assert "MIELI" not in client.get(f"{prefix}/sivut/roolit/").content.decode()


def test_day_of_checking_is_under_a_number_that_has_been_checked(client):
    page = "/sivut/mista-apua/"
    assert "Tarkistettu 3.11.2026" not in client.get(page).content.decode()
    HelpLine.objects.filter(name_fi__startswith="MIELI").update(checked_on=dt.date(2026, 11, 3))
    assert "Tarkistettu 3.11.2026" in client.get(page).content.decode()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_text_of_joining_does_not_forbid_what_the_form_asks(client, language):
    prefix = "" if language == "fi" else f"/{language}"
    page = client.get(f"{prefix}/sivut/tule-mukaan/").content.decode()
    forbidden = {"fi": "Älä kirjoita", "sv": "Skriv inget", "en": "do not write"}
    asked = {"fi": "Lomake kysyy", "sv": "Blanketten frågar", "en": "The form also asks"}
    assert forbidden[language] not in page
    assert asked[language] in page


def test_lists_lead_to_the_easy_texts_under_easy_finnish(client):
    listed = client.get("/fi-simple/sivut/").content.decode()
    easy = Page.objects.filter(kind=Page.Kind.PAGE, texts__language="fi-simple").distinct()
    assert easy.count() == 15
    for page in easy:
        address = f"/fi-simple/sivut/{page.slug}/"
        assert f'href="{address}"' in listed
        assert (
            'lang="fi"'
            not in client.get(address).content.decode().split("<article")[1].split("</article>")[0]
        )

"""Phone hours and accident cover in the reader's language, else in Finnish, which is then said."""

import pytest
from django.test import Client
from django.utils import translation

from kokemus.organisation.models import Organisation

pytestmark = pytest.mark.django_db


def made(**fields: str) -> Organisation:
    own = {"name": "Mallila", "phone": "05 000 0000", "phone_hours_fi": "ma–to klo 9–14"} | fields
    return Organisation.objects.update_or_create(pk=1, defaults=own)[0]


def test_phone_hours_are_in_the_language_of_the_page_when_they_are_written(client: Client) -> None:
    made(phone_hours_sv="må–to kl. 9–14")
    page = client.get("/sv/").content.decode()
    assert '<span class="k-hint">må–to kl. 9–14</span>' in page
    assert "ma–to klo" not in page


def test_phone_hours_are_finnish_and_say_so_when_they_are_not_translated(client: Client) -> None:
    made()
    assert '<span class="k-hint" lang="fi">ma–to klo 9–14</span>' in client.get("/en/").content.decode()
    assert '<span class="k-hint">ma–to klo 9–14</span>' in client.get("/").content.decode()


def test_public_texts_fill_in_the_hours_of_their_language(client: Client) -> None:
    made()
    address = "/sv/sivut/koulutus/"
    assert '<span lang="fi">ma–to klo 9–14</span>' in client.get(address).content.decode()
    made(phone_hours_sv="må–to kl. 9–14")
    main = client.get(address).content.decode().split("</article>")[0]
    assert "må–to kl. 9–14" in main
    assert '<span lang="fi">' not in main


def test_accident_cover_falls_back_to_finnish() -> None:
    row = made(accident_cover_fi="Vakuutus on voimassa.", accident_cover_en="You are insured.")
    with translation.override("en"):
        assert (row.accident_cover, row.accident_cover.lang) == ("You are insured.", "")
    with translation.override("sv"):
        assert (row.accident_cover, row.accident_cover.lang) == ("Vakuutus on voimassa.", "fi")

"""The admin's screens: bad input is told plainly and loses nothing, a draft is seen before it is published."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kokemus.accounts import middleware
from kokemus.core.workflow import WrongState
from kokemus.pages.actions import publishing
from kokemus.pages.forms.editing import LARGEST_BYTES
from kokemus.pages.models import Page, Picture, Text
from kokemus.pages.tests import texts

pytestmark = pytest.mark.django_db
HOME = "/sivut/hallinta/"
KOE = f"{HOME}sivu/koe/"
PLACE = {"position": 10, "check_months": 12}


@pytest.fixture(autouse=True)
def one_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second factor has tests of its own."""
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)


@pytest.fixture
def admin(client: Client) -> Client:
    return texts.admin_of(client)


@pytest.fixture
def trial() -> Page:
    made = texts.page("koe")
    texts.text(made)
    return made


def file(kind: str = "PNG", size: tuple[int, int] = (40, 20), name: str = "kuva.png") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", size).save(content, kind)
    return SimpleUploadedFile(name, content.getvalue())


def test_new_page_goes_from_its_place_to_its_words_to_the_public(admin: Client) -> None:
    added = admin.post(f"{HOME}uusi/", PLACE | {"kind": "news", "slug": "uutta"})
    assert added.headers["Location"] == f"{HOME}sivu/uutta/fi/"
    looked = admin.post(added.headers["Location"], texts.WORDS | {"preview": "1"}, follow=True)
    assert "Otsikko</h1>" in looked.content.decode()
    assert Client().get("/uutiset/uutta/").status_code == 404
    admin.post(f"{HOME}sivu/uutta/fi/julkaise/")
    assert "Otsikko</h1>" in Client().get("/uutiset/uutta/").content.decode()


@pytest.mark.parametrize("slug", ["hallinta", "KUVAT", "rss", "tapaamiset", "ä ä", ""])
def test_address_that_cannot_be_is_refused(admin: Client, slug: str) -> None:
    before = Page.objects.count()
    assert admin.post(f"{HOME}uusi/", PLACE | {"kind": "page", "slug": slug}).status_code == 200
    assert Page.objects.count() == before


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("[x](page:ei-ole)", "Linkki page:ei-ole ei vie minnekään."),
        ("[x](door:ei-ole)", "Linkki door:ei-ole ei vie minnekään."),
        ("![](picture:abc)", "Kuvasta puuttuu kuvaus."),
        ("![Järvi](picture:abc)", "Kuvaa picture:abc ei ole täällä."),
        ("![Järvi](https://example.com/x.png)", "ei ole täällä"),
        ("Soita [[puhelin]]", "[[puhelin]] ei ole muuttuva kohta."),
    ],
)
def test_what_leads_nowhere_is_told_and_the_text_stays(
    admin: Client, trial: Page, body: str, says: str
) -> None:
    html = admin.post(f"{KOE}fi/", texts.WORDS | {"title": "Muutettu", "body": body}).content.decode()
    assert says in html
    assert 'value="Muutettu"' in html
    assert not trial.texts.filter(state=Text.State.DRAFT).exists()


def test_long_summary_and_unknown_placeholder_in_the_title_are_told(admin: Client, trial: Page) -> None:
    wrong = texts.WORDS | {"summary": "x" * 151, "title": "[[nimi]]"}
    html = admin.post(f"{KOE}fi/", wrong).content.decode()
    assert "Lyhennä se 150 merkkiin" in html and "[[nimi]] ei ole muuttuva kohta" in html


def test_draft_is_dropped_and_the_published_text_stays(admin: Client, trial: Page) -> None:
    admin.post(f"{KOE}fi/", texts.WORDS | {"title": "Muutettu"})
    assert 'value="Muutettu"' in admin.get(f"{KOE}fi/").content.decode()
    admin.post(f"{KOE}fi/hylkaa/")
    assert trial.texts.get().title == "Otsikko"


def test_history_tells_who_and_when_and_restores(admin: Client, trial: Page) -> None:
    admin.post(f"{KOE}fi/", texts.WORDS | {"title": "Muutettu"})
    admin.post(f"{KOE}fi/julkaise/")
    html = admin.get(f"{KOE}fi/versiot/").content.decode()
    assert "Antti" in html and "tuli palvelun mukana" in html
    old = trial.texts.get(state=Text.State.REPLACED)
    assert "Otsikko</h1>" in admin.get(f"{KOE}fi/versiot/{old.pk}/").content.decode()
    admin.post(f"{KOE}fi/versiot/{old.pk}/palauta/")
    assert trial.texts.get(state=Text.State.DRAFT).title == "Otsikko"
    again = admin.post(f"{KOE}fi/versiot/{old.pk}/palauta/", follow=True).content.decode()
    assert "Luonnos on jo olemassa." in again


def test_page_out_of_use_is_gone_and_comes_back(admin: Client, trial: Page) -> None:
    admin.post(f"{KOE}nakyvyys/", {"is_active": "0"})
    assert Client().get("/sivut/koe/").status_code == 404
    admin.post(f"{KOE}nakyvyys/", {"is_active": "1"})
    assert Client().get("/sivut/koe/").status_code == 200


def test_checked_day_is_told_to_readers(admin: Client, trial: Page) -> None:
    assert "Tarkistettu:" not in Client().get("/sivut/koe/").content.decode()
    admin.post(f"{KOE}tarkistettu/")
    assert "Tarkistettu:" in Client().get("/sivut/koe/").content.decode()


def test_place_is_saved_and_kind_and_address_stay(admin: Client, trial: Page) -> None:
    admin.post(KOE, {"position": 3, "check_months": 6, "kind": "news", "slug": "muu", "in_footer": "on"})
    trial.refresh_from_db()
    assert (trial.position, trial.check_months, trial.in_footer) == (3, 6, True)
    assert (trial.kind, trial.slug) == ("page", "koe")
    assert "1–120" in admin.post(KOE, {"position": 3, "check_months": 0}).content.decode()


@pytest.mark.parametrize("language", ["de", "FI", "fi-x"])
def test_language_that_is_not_ours_is_not_found(admin: Client, trial: Page, language: str) -> None:
    assert admin.get(f"{KOE}{language}/").status_code == 404


# Pictures


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_picture_is_added_shown_and_put_into_a_text(admin: Client, trial: Page, kind: str) -> None:
    admin.post(f"{HOME}kuvat/", {"file": file(kind), "alternative": "Järvi aamulla"})
    picture = Picture.objects.get()
    line = f"![Järvi aamulla](picture:{picture.public_id})"
    assert line in admin.get(f"{HOME}kuvat/").content.decode()
    admin.post(f"{KOE}fi/", texts.WORDS | {"body": line})
    admin.post(f"{KOE}fi/julkaise/")
    assert picture.get_absolute_url() in Client().get("/sivut/koe/").content.decode()
    served = Client().get(picture.get_absolute_url())
    assert served.headers["Content-Type"] == "image/webp"
    assert "immutable" in served.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (
            {"alternative": "x", "file": SimpleUploadedFile("a.png", b"no picture")},
            "Tätä tiedostoa ei voi lukea",
        ),
        ({"alternative": "x", "file": file("GIF", name="a.gif")}, "Tätä tiedostoa ei voi lukea"),
        ({"alternative": "x", "file": file("PNG", (8000, 8000))}, "liikaa kuvapisteitä"),
        (
            {"alternative": "x", "file": SimpleUploadedFile("a.png", b"x" * (LARGEST_BYTES + 1))},
            "liian suuri",
        ),
        (
            {
                "alternative": "x",
                "file": SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            },
            "Tätä tiedostoa ei voi lukea",
        ),
        ({"alternative": " ", "file": file()}, "id_alternative"),
    ],
    ids=["no picture", "gif", "pixels", "bytes", "svg", "no words"],
)
def test_picture_that_cannot_be_taken_is_told(admin: Client, sent: dict[str, object], says: str) -> None:
    html = admin.post(f"{HOME}kuvat/", sent).content.decode()
    assert says in html and "k-error-summary" in html
    assert not Picture.objects.exists()


def test_cut_picture_is_told(admin: Client) -> None:
    whole = io.BytesIO()
    Image.effect_noise((300, 300), 50).save(whole, "PNG")
    cut = SimpleUploadedFile("a.png", whole.getvalue()[:20_000])
    assert (
        "Tätä tiedostoa ei voi lukea"
        in admin.post(f"{HOME}kuvat/", {"file": cut, "alternative": "x"}).content.decode()
    )


@pytest.mark.parametrize("again", [publishing.publish, publishing.drop_draft])
def test_published_text_stays_when_its_draft_is_pressed_a_second_time(again: Any, trial: Page) -> None:
    words = {"title": "Uusi", "summary": "Uusi.", "words": "", "body": "Uusi.\n"}
    draft = publishing.save_draft(page=trial, language="fi", words=words, by=None)
    publishing.publish(draft=draft, by=None)
    with pytest.raises(WrongState):
        again(draft=draft, by=None)
    assert trial.texts.get(language="fi", state=Text.State.PUBLISHED).title == "Uusi"

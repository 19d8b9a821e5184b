"""Drafts, publishing, history, checking and pictures: nothing published is lost, nothing unpublished is seen."""

import io

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from kokemus.accounts.models import Role, User
from kokemus.audit.models import Entry
from kokemus.pages.actions import publishing
from kokemus.pages.models import Page, Text
from kokemus.pages.tests import texts

pytestmark = pytest.mark.django_db
NEW = texts.WORDS | {"title": "Uusi otsikko"}


@pytest.fixture
def admin() -> User:
    return User.objects.create_user("admin@example.org", name="Antti", roles=(Role.ADMIN,))


@pytest.fixture
def trial() -> Page:
    made = texts.page("koe")
    texts.text(made)
    return made


def test_draft_changes_nothing_that_the_public_reads(client: Client, trial: Page, admin: User) -> None:
    publishing.save_draft(page=trial, language="fi", words=NEW, by=admin)
    assert "Uusi otsikko" not in client.get("/sivut/koe/").content.decode()


def test_published_draft_is_read_and_the_one_before_is_kept(client: Client, trial: Page, admin: User) -> None:
    old = trial.texts.get()
    draft = publishing.save_draft(page=trial, language="fi", words=NEW, by=admin)
    publishing.publish(draft=draft, by=admin)
    assert "Uusi otsikko" in client.get("/sivut/koe/").content.decode()
    old.refresh_from_db()
    assert (old.state, old.title) == (Text.State.REPLACED, "Otsikko")
    draft.refresh_from_db()
    assert (draft.state, draft.by) == (Text.State.PUBLISHED, admin)
    assert draft.published_at is not None


def test_saving_twice_keeps_one_draft(trial: Page, admin: User) -> None:
    for title in ("a", "b"):
        publishing.save_draft(page=trial, language="fi", words=NEW | {"title": title}, by=admin)
    assert trial.texts.get(state=Text.State.DRAFT).title == "b"


def test_database_refuses_a_second_published_text(trial: Page) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        texts.text(trial)
    texts.text(trial, "sv")  # control: another language


def test_restoring_makes_a_draft_and_leaves_the_versions(trial: Page, admin: User) -> None:
    old = trial.texts.get()
    publishing.publish(draft=publishing.save_draft(page=trial, language="fi", words=NEW, by=admin), by=admin)
    draft = publishing.restore(version=old, by=admin)
    assert (draft.title, draft.state) == ("Otsikko", Text.State.DRAFT)
    assert trial.texts.get(state=Text.State.PUBLISHED).title == "Uusi otsikko"
    assert trial.texts.count() == 3


def test_restoring_overwrites_no_draft(trial: Page, admin: User) -> None:
    publishing.save_draft(page=trial, language="fi", words=NEW, by=admin)
    with pytest.raises(publishing.HasDraft):
        publishing.restore(version=trial.texts.get(state=Text.State.PUBLISHED), by=admin)
    assert trial.texts.get(state=Text.State.DRAFT).title == "Uusi otsikko"


def test_day_of_news_stays_when_a_word_is_mended(trial: Page, admin: User) -> None:
    publishing.publish(draft=publishing.save_draft(page=trial, language="fi", words=NEW, by=admin), by=admin)
    trial.refresh_from_db()
    first = trial.first_published_at
    publishing.publish(draft=publishing.save_draft(page=trial, language="fi", words=NEW, by=admin), by=admin)
    trial.refresh_from_db()
    assert first is not None and trial.first_published_at == first


def test_every_act_is_in_the_log_without_the_words(trial: Page, admin: User) -> None:
    draft = publishing.save_draft(page=trial, language="fi", words=NEW, by=admin)
    publishing.publish(draft=draft, by=admin)
    publishing.mark_checked(page=trial, by=admin)
    publishing.set_shown(page=trial, is_active=False, by=admin)
    entries = Entry.objects.of(trial.public_id)
    assert [entry.verb for entry in entries] == [
        "pages.hide",
        "pages.mark_checked",
        "pages.publish",
        "pages.save_draft",
    ]
    assert not any("Uusi otsikko" in str(entry.details) for entry in entries)


# Pictures


def photo(size: tuple[int, int] = (60, 30)) -> Image.Image:
    """A photograph with a place, a camera and a comment in it."""
    made = Image.new("RGB", size, "#0B5563")
    exif = made.getexif()
    exif[0x010F] = "SalainenKamera"  # who made it
    exif[0x0112] = 6  # turned on its side
    exif.get_ifd(0x8825)[1] = "N"  # where
    file = io.BytesIO()
    made.save(file, "JPEG", exif=exif, comment=b"SalainenKommentti")
    assert b"SalainenKamera" in file.getvalue() and b"SalainenKommentti" in file.getvalue()
    return Image.open(io.BytesIO(file.getvalue()))


def test_picture_is_drawn_anew_upright_and_without_what_came_with_it(admin: User) -> None:
    kept = publishing.keep_picture(picture=photo(), alternative="Järvi", by=admin)
    drawn = Image.open(io.BytesIO(kept.content))
    assert (kept.width, kept.height) == drawn.size == (30, 60)
    assert not drawn.getexif() and not {"exif", "xmp", "icc_profile", "comment"} & set(drawn.info)
    assert b"Salainen" not in bytes(kept.content)


def test_big_picture_is_made_smaller_and_a_clear_one_stays_clear(admin: User) -> None:
    big = publishing.keep_picture(picture=Image.new("RGB", (4000, 2000)), alternative="Iso", by=admin)
    assert (big.width, big.height) == (1600, 800)
    clear = publishing.keep_picture(
        picture=Image.new("RGBA", (10, 10), (0, 0, 0, 0)), alternative="Läpi", by=admin
    )
    assert Image.open(io.BytesIO(clear.content)).convert("RGBA").getpixel((5, 5))[3] == 0

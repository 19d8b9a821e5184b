"""Public texts: drafts, publishing, versions, checking, pictures. Nothing that was published is ever lost."""

import io
from typing import Any

from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageOps

from kokemus.audit import actions as audit
from kokemus.core.workflow import WrongState
from kokemus.pages.models import Page, Picture, Text

WIDEST, HIGHEST = 1600, 1600
QUALITY = 82
FIELDS = ("title", "summary", "words", "body")


class HasDraft(Exception):
    """There is a draft already, which restoring would overwrite: publish it or throw it away first."""


@transaction.atomic
def save_page(*, page: Page, by: Any, fields: list[str]) -> Page:
    """Add a page, or save its place; the log keeps the names of the fields that changed."""
    page.save()
    audit.record("pages.save_page", by=by, thing=page, fields=fields)
    return page


@transaction.atomic
def save_draft(*, page: Page, language: str, words: dict[str, str], by: Any) -> Text:
    """Keep the draft of a page in a language; what the public reads stays as it is."""
    draft, _made = Text.objects.update_or_create(
        page=page,
        language=language,
        state=Text.State.DRAFT,
        defaults={name: words[name] for name in FIELDS} | {"by": by},
    )
    audit.record("pages.save_draft", by=by, thing=page, language=language)
    return draft


@transaction.atomic
def publish(*, draft: Text, by: Any) -> None:
    """The draft becomes what the public reads; the text before it stays in the history.

    Raises WrongState when it is a draft no more: published or thrown away by another press.
    """
    page, now = _locked(draft), timezone.now()
    Text.objects.filter(page=page, language=draft.language, state=Text.State.PUBLISHED).update(
        state=Text.State.REPLACED
    )
    Text.objects.filter(pk=draft.pk).update(state=Text.State.PUBLISHED, published_at=now, by=by)
    page.first_published_at = page.first_published_at or now
    page.save(update_fields=["first_published_at"])
    audit.record("pages.publish", by=by, thing=page, language=draft.language)


@transaction.atomic
def drop_draft(*, draft: Text, by: Any) -> None:
    """Throw a draft away; raises WrongState when it is a draft no more."""
    page = _locked(draft)
    audit.record("pages.drop_draft", by=by, thing=page, language=draft.language)
    draft.delete()


def _locked(draft: Text) -> Page:
    """The page, locked for this transaction; raises WrongState when the text is no draft any more."""
    page = Page.objects.select_for_update().get(pk=draft.page_id)
    if not Text.objects.filter(pk=draft.pk, state=Text.State.DRAFT).exists():
        raise WrongState("draft")
    return page


@transaction.atomic
def restore(*, version: Text, by: Any) -> Text:
    """Make a draft of an old version; raises HasDraft rather than overwrite one."""
    Page.objects.select_for_update().get(pk=version.page_id)
    if version.page.texts.filter(language=version.language, state=Text.State.DRAFT).exists():
        raise HasDraft
    words = {name: getattr(version, name) for name in FIELDS}
    draft = Text.objects.create(page=version.page, language=version.language, by=by, **words)
    audit.record("pages.restore", by=by, thing=version.page, language=version.language)
    return draft


@transaction.atomic
def mark_checked(*, page: Page, by: Any) -> None:
    """Somebody has read every language of a page today and found it true."""
    page.checked_on, page.reminded_on = timezone.localdate(), None
    page.save(update_fields=["checked_on", "reminded_on"])
    audit.record("pages.mark_checked", by=by, thing=page)


@transaction.atomic
def set_shown(*, page: Page, is_active: bool, by: Any) -> None:
    """Take a page out of use, or into it again; nothing of it is lost."""
    page.is_active = is_active
    page.save(update_fields=["is_active"])
    audit.record("pages.show" if is_active else "pages.hide", by=by, thing=page)


@transaction.atomic
def mark_reminded(*, pages: list[Page], by: Any) -> None:
    """The admins have been told that these pages should be checked."""
    for page in pages:
        page.reminded_on = timezone.localdate()
        page.save(update_fields=["reminded_on"])
        audit.record("pages.remind", by=by, thing=page)


@transaction.atomic
def keep_picture(*, picture: Image.Image, alternative: str, by: Any) -> Picture:
    """Draw a picture anew, at most 1600 pixels wide and high, and keep that: nothing else of the file is."""
    upright = ImageOps.exif_transpose(picture)
    drawn = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    drawn.thumbnail((WIDEST, HIGHEST))
    bare = Image.new(drawn.mode, drawn.size)
    bare.paste(drawn)
    content = io.BytesIO()
    bare.save(content, "WEBP", quality=QUALITY)
    kept = Picture.objects.create(
        content=content.getvalue(),
        media_type="image/webp",
        width=bare.width,
        height=bare.height,
        alternative=alternative,
        by=by,
    )
    audit.record("pages.keep_picture", by=by, thing=kept)
    return kept

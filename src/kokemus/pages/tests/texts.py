"""What the tests of this app share: a page with its words, the admin's browser."""

from typing import Any

from django.test import Client
from django.utils import timezone

from kokemus.accounts.models import Role, User
from kokemus.pages.models import Page, Text

WORDS = {"title": "Otsikko", "summary": "Tiivistelmä.", "words": "sana", "body": "Leipäteksti.\n"}


def page(slug: str, kind: str = Page.Kind.PAGE, **fields: Any) -> Page:
    return Page.objects.create(slug=slug, kind=kind, **fields)


def text(of: Page, language: str = "fi", state: str = Text.State.PUBLISHED, **words: str) -> Text:
    published_at = None if state == Text.State.DRAFT else timezone.now()
    return Text.objects.create(
        page=of, language=language, state=state, published_at=published_at, **(WORDS | words)
    )


def admin_of(client: Client) -> Client:
    client.force_login(User.objects.create_user("admin@example.org", name="Antti", roles=(Role.ADMIN,)))
    return client

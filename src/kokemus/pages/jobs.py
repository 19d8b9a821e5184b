"""What `kokemus tick` does with public texts: those that may have grown old are told of, once."""

from django.db import transaction
from django.utils import timezone

from kokemus.pages import emails
from kokemus.pages.actions import publishing
from kokemus.pages.models import Page


@transaction.atomic
def remind_of_unchecked() -> int:
    """One message to the admins about the pages to check that they have not been told of; returns how many pages."""
    pages = [page for page in Page.objects.to_check(timezone.localdate()) if page.reminded_on is None]
    if pages and emails.pages_to_check(pages):
        publishing.mark_reminded(pages=pages, by="tick")
        return len(pages)
    return 0

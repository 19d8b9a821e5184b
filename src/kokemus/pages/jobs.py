"""What `kokemus tick` does with public texts and questions."""

from django.db import transaction
from django.utils import timezone

from kokemus.core import erasing
from kokemus.pages.actions import answering, publishing
from kokemus.pages.emails import texts
from kokemus.pages.models import Page


def forget_enquiries() -> int:
    """Erase questions and feedback some time after the answer (a setting of the organisation); returns how many."""
    forgotten = answering.forget(now=timezone.now(), by="tick")
    if forgotten:
        erasing.empty_the_log()
    return forgotten


@transaction.atomic
def remind_of_unchecked() -> int:
    """One message to the admins about the pages to check that they have not been told of; returns how many pages."""
    pages = [page for page in Page.objects.to_check(timezone.localdate()) if page.reminded_on is None]
    if pages and texts.pages_to_check(pages):
        publishing.mark_reminded(pages=pages, by="tick")
        return len(pages)
    return 0

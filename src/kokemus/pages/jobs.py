"""What `kokemus tick` does with questions: those answered long ago are forgotten."""

from django.utils import timezone

from kokemus.core import erasing
from kokemus.pages.actions import answering


def forget_enquiries() -> int:
    """Erase questions and feedback some time after the answer (a setting of the organisation); returns how many."""
    forgotten = answering.forget(now=timezone.now(), by="tick")
    if forgotten:
        erasing.empty_the_log()
    return forgotten

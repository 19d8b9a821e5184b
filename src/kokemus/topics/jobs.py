"""What `kokemus tick` does for topics."""

from django.utils import timezone

from kokemus.topics import actions


def forget_unfound() -> int:
    """Erase words that found nothing and have not been written again; returns how many."""
    return actions.forget_unfound(on=timezone.localdate())

"""What `kokemus tick` does with the organisation's directories."""

from django.utils import timezone

from kokemus.organisation.actions import checking


def remind_of_checking() -> int:
    """Tell the administrators once of associations and help lines that nobody has checked for long."""
    return checking.remind_of_checking(on=timezone.localdate())

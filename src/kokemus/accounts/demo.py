"""Demo mode's own rule: it never runs on a database with real people in it."""

from kokemus.accounts.models import User


def real_people() -> bool:
    """Whether the database has a user who is not demo data."""
    return User.objects.filter(is_demo=False).exists()

"""The made-up staff of the demonstration, and demo mode's own rule."""

from allauth.account.models import EmailAddress
from django.db import transaction

from kokemus.accounts.models import Role, User

STAFF = (
    ("kaisa", "Kaisa Keksitty", Role.COORDINATOR),
    ("mikko", "Mikko Mallikas", Role.COORDINATOR),
    ("yrjo", "Yrjö Yhteystieto", Role.UNIT_CONTACT),
    ("ulla", "Ulla Uuttera", Role.UNIT_CONTACT),
    ("tarja", "Tarja Tarkka", Role.CHECKER),
    ("taneli", "Taneli Täsmä", Role.CHECKER),
    ("hannele", "Hannele Hyväksyjä", Role.APPROVER),
    ("heikki", "Heikki Harkitseva", Role.APPROVER),
    ("paula", "Paula Palkka", Role.PAYROLL),
    ("tiina", "Tiina Tietosuoja", Role.DATA_PROTECTION_OFFICER),
    ("antti", "Antti Asetus", Role.ADMIN),
)


def real_people() -> bool:
    """Whether the database has a user who is not demo data: demo mode never runs on one."""
    return User.objects.filter(is_demo=False).exists()


@transaction.atomic
def fill() -> dict[str, User]:
    """Make the staff; returns them by the first part of their address."""
    made = {}
    for key, name, role in STAFF:
        made[key] = User.objects.create_user(f"{key}@example.org", name=name, roles=(role,), is_demo=True)
        EmailAddress.objects.create(user=made[key], email=made[key].email, verified=True, primary=True)
    return made


def made_up_people() -> bool:
    """Whether the database has a user who is demo data."""
    return User.objects.filter(is_demo=True).exists()

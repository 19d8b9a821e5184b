"""People for the tests: made-up names, as little as each test needs."""

from itertools import count

from allauth.mfa.models import Authenticator

from kokemus.accounts.models import User
from kokemus.experts.actions.indexing import reindex
from kokemus.experts.models import Expert
from kokemus.topics.models import Role, Topic

_number = count(1)


def user(*roles, **extra):
    """Somebody who signs in; who works here has a second factor."""
    made = User.objects.create_user(f"user{next(_number)}@example.org", roles=roles, **extra)
    if made.works_here:
        Authenticator.objects.create(user=made, type=Authenticator.Type.TOTP, data={})
    return made


def coordinator():
    """A coordinator."""
    return user("coordinator", name="Kaisa Koordinaattori")


def person(first="Aino", last="Esimerkki", *, roles=(), areas=(), topics=(), **extra):
    """Somebody in the register, active unless told otherwise; topics as codes or (code, perspective)."""
    expert = Expert.objects.create(first_name=first, last_name=last, **{"state": "active", **extra})
    expert.roles.set(Role.objects.filter(code__in=roles))
    for area in areas:
        expert.areas.create(municipality=area)
    for each in topics:
        code, perspective = each if isinstance(each, tuple) else (each, "own")
        expert.experiences.create(topic=topic(code), perspective=perspective)
    reindex(expert)
    return expert


def topic(code):
    """A topic of the taxonomy."""
    return Topic.objects.get(code=code)

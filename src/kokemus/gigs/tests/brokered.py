"""A small county for the tests of brokering: a coordinator, experts who allow everything, a gig on its way."""

import datetime as dt
from itertools import count

from django.utils import timezone

from kokemus.experts.models import Audience, Commitment, Consent, Purpose, Source
from kokemus.experts.tests.people import person, topic, user
from kokemus.gigs.models import Gig, Occasion, Offer
from kokemus.organisation.models import Coordinator, Unit
from kokemus.topics.models import Role

_number = count(1)


def coordinator(**extra):
    """A coordinator who signs in; `.coordinator` is the row that others see."""
    made = user("coordinator", name=extra.pop("name", "Kaisa Koordinaattori"))
    Coordinator.objects.create(user=made, phone="05 000 0001", **extra)
    return made


def consent(expert, code, *, audiences=tuple(Audience), given=True, purpose=Purpose.OFFERS, **extra):
    """Answers about offers on a topic."""
    for audience in audiences:
        Consent.objects.create(
            expert=expert,
            topic=topic(code),
            purpose=purpose,
            audience=audience,
            is_given=given,
            given_on=dt.date(2026, 1, 1),
            text_version="1",
            source=Source.WEB,
            **extra,
        )


def expert(first="Aino", last="Ääritesti", *, code="depression", perspective="own", asked=True, **extra):
    """An active expert with one experience; `asked` = consent given to every audience, else carried over."""
    number = next(_number)
    extra = {
        "email": f"expert{number}@example.org",
        "phone": f"+3584000{number:05}",
        "languages": ["fi"],
        **extra,
    }
    made = person(first, last, topics=[(code, perspective)], **extra)
    if asked:
        consent(made, code)
    else:
        made.experiences.update(is_carried_over=True)
    return made


def gig(by=None, *, state="open", days=10, times=1, topics=("depression",), **extra):
    """A request with its times ahead, `days` days from now."""
    owner = getattr(by, "coordinator", None)
    facts = {
        "goal": "Salainen tavoite",
        "requester_name": "Tiina Tilaaja",
        "requester_email": "tilaaja@example.org",
        "languages": ["fi"],
        "municipality": "Imatra",
        "confirmed_at": timezone.now(),
        **extra,
    }
    made = Gig.objects.create(state=state, coordinator=owner, **facts)
    made.topics.set([topic(code) for code in topics])
    for number in range(times):
        starts_at = (timezone.localtime() + dt.timedelta(days=days + 7 * number)).replace(
            hour=14, minute=0, second=0, microsecond=0
        )
        Occasion.objects.create(gig=made, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=2))
    return made


def offer(made, to, state="sent", *, hours=48):
    """An offer as it stands."""
    return Offer.objects.create(
        gig=made, expert=to, state=state, expires_at=timezone.now() + dt.timedelta(hours=hours)
    )


def in_hours(hours):
    """A moment so many hours ahead."""
    return timezone.now() + dt.timedelta(hours=hours)


def bind(to, occasion, kind=Commitment.Kind.GIG):
    """Bound to something else at the time of an occasion."""
    return Commitment.objects.create(
        expert=to, kind=kind, starts_at=occasion.starts_at, ends_at=occasion.ends_at
    )


def unit(contact, **extra):
    """A unit with a contact who signs in."""
    made = Unit.objects.create(name="Testiyksikkö", place="Imatra", **extra)
    made.contacts.add(contact)
    return made


def role(code="trainer"):
    """A role of the list."""
    return Role.objects.get(code=code)

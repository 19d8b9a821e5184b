"""The made-up wellbeing services county of the demonstration."""

import datetime as dt
from random import Random

from django.db import transaction

from kokemus.accounts.models import User
from kokemus.organisation.models import Absence, Coordinator, CostCentre, Organisation, Route, Unit
from kokemus.topics.models import Service, Topic

MUNICIPALITIES = (
    ("Lappeenranta", 45), ("Imatra", 25), ("Luumäki", 5), ("Parikkala", 5), ("Ruokolahti", 5),
    ("Rautjärvi", 4), ("Taipalsaari", 4), ("Savitaipale", 4), ("Lemi", 3),
)  # fmt: skip
CENTRES = (
    ("5100", "Mielenterveys- ja päihdepalvelut"),
    ("5200", "Vammaispalvelut"),
    ("5300", "Lapset ja perheet"),
    ("5400", "Aikuisten palvelut"),
    ("5500", "Ikääntyneiden palvelut"),
    ("5600", "Sairaanhoito"),
    ("5700", "Osallisuus ja kehittäminen"),
)
JOINS_FIRST = {"disability", "long-term-illness", "family", "caregiving", "ageing", "neurodiversity"}


@transaction.atomic
def fill(*, random: Random, staff: dict[str, User], on: dt.date, units: int = 60) -> list[Unit]:
    """Organisation, cost centres, coordinators with the routing table, and units."""
    Organisation.objects.update_or_create(
        pk=1,
        defaults={
            "name": "Esimerkkilän hyvinvointialue",
            "phone": "05 000 0000",
            "phone_hours": "ma–to klo 9–14",
            "email": "kokemus@example.org",
            "accident_cover": "Tapaturmavakuutus on voimassa keikan ja matkojen ajan.",
        },
    )
    _coordinators(staff, on)
    centres = _cost_centres(staff)
    return _units(random, centres, staff, units)


def _coordinators(staff: dict[str, User], on: dt.date) -> None:
    first = Coordinator.objects.create(
        user=staff["kaisa"],
        title="Kokemustoiminnan koordinaattori",
        phone="05 000 0001",
        phone_hours="ma–to klo 9–14",
    )
    second = Coordinator.objects.create(
        user=staff["mikko"],
        title="Osallisuuskoordinaattori",
        phone="05 000 0002",
        phone_hours="ti–pe klo 10–15",
    )
    Coordinator.objects.filter(pk=first.pk).update(stand_in=second)
    Coordinator.objects.filter(pk=second.pk).update(stand_in=first)
    Absence.objects.create(
        coordinator=second, starts_on=on + dt.timedelta(days=24), ends_on=on + dt.timedelta(days=38)
    )
    for door in Route.Door:
        Route.objects.create(door=door, coordinator=first)
    for area in Topic.objects.areas():
        if area.code not in JOINS_FIRST:
            Route.objects.create(door=Route.Door.JOIN, area=area, coordinator=second)
            Route.objects.create(door=Route.Door.MORE, area=area, coordinator=second)


def _cost_centres(staff: dict[str, User]) -> list[CostCentre]:
    centres = [CostCentre.objects.create(code=code, name=name) for code, name in CENTRES]
    for n, centre in enumerate(centres):
        centre.checkers.add(staff["tarja"], *([staff["taneli"]] if n % 2 else []))
        centre.approvers.add(staff["hannele"], *([staff["heikki"]] if n % 2 else []))
    return centres


def _units(random: Random, centres: list[CostCentre], staff: dict[str, User], count: int) -> list[Unit]:
    services = list(Service.objects.all())
    places = [name for name, weight in MUNICIPALITIES for _ in range(weight)]
    units = []
    for n in range(count):
        service, place = services[n % len(services)], random.choice(places)
        unit = Unit.objects.create(
            name=f"{service.fi}, {place} {n // len(services) + 1}",
            service=service,
            cost_centre=centres[n % len(centres)],
            place=place,
            address=f"Keksittykatu {n + 1}",
        )
        unit.contacts.add(staff["yrjo"] if n % 3 else staff["ulla"])
        units.append(unit)
    return units

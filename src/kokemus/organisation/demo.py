"""The made-up wellbeing services county of the demonstration."""

import datetime as dt
from random import Random
from typing import Any

from django.db import transaction

from kokemus.accounts.models import User
from kokemus.organisation.models import (
    Absence,
    Association,
    Cooperation,
    Coordinator,
    CostCentre,
    HelpLine,
    Organisation,
    Post,
    Project,
    Route,
    TalkPlace,
    Unit,
)
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
# What services have done with experts: state, then Finnish, Swedish and English.
DONE = {
    "adult-multidisciplinary": (
        Cooperation.State.DAILY,
        "Kokemusasiantuntija on mukana joka viikko vastaanotolla työparina ja vetää velkaryhmän ammattilaisen kanssa.",
        "En erfarenhetsexpert är med på mottagningen varje vecka och leder en skuldgrupp med en yrkesperson.",
        "An expert works beside a professional every week and leads a debt group together with one.",
    ),
    "disability-services": (
        Cooperation.State.DAILY,
        "Kokemusasiantuntijat kouluttavat uudet työntekijät ja ovat mukana, kun päätösten kieltä selkeytetään.",
        "Erfarenhetsexperter utbildar nya medarbetare och är med när besluten skrivs på ett klarare språk.",
        "Experts train new employees and take part in making the language of decisions clearer.",
    ),
    "child-protection-services": (
        Cooperation.State.DAILY,
        "Sijoitettuina eläneet nuoret kouluttavat henkilöstöä. Vanhempien ryhmää vetää huostaanoton kokenut vanhempi.",
        "Unga som har varit placerade utbildar personalen, och en förälder med egen erfarenhet leder föräldragruppen.",
        "Young people who lived in care train the staff, and a parent with own experience leads the parents' group.",
    ),
    "psychiatry-outpatient": (
        Cooperation.State.TRIED,
        "Syksyllä kokeillaan, miten kokemusasiantuntija toimii masennusryhmän toisena vetäjänä.",
        "I höst prövar vi hur en erfarenhetsexpert fungerar som den andra ledaren i en depressionsgrupp.",
        "This autumn we try an expert as the second leader of a depression group.",
    ),
    "addiction-clinic": (
        Cooperation.State.TRIED,
        "Kokemusasiantuntija päivystää odotustilassa kerran viikossa.",
        "En erfarenhetsexpert finns i väntrummet en gång i veckan.",
        "An expert is there in the waiting room once a week.",
    ),
    "family-centre": (
        Cooperation.State.TRIED,
        "Eron kokenut vanhempi kertoo omasta tiestään perheiden illassa kaksi kertaa vuodessa.",
        "",
        "",
    ),
}
PROJECTS: tuple[dict[str, Any], ...] = (
    {
        "name_fi": "Sujuva arki -hanke",
        "name_sv": "Projektet Smidig vardag",
        "part_fi": "Kokemusasiantuntijat kokeilevat uusia lomakkeita ja kertovat, missä kohdassa ihminen jää yksin.",
        "part_sv": "Erfarenhetsexperter prövar nya blanketter och berättar var en människa blir ensam.",
        "state": Project.State.RUNNING,
        "contact": "Osallisuuskoordinaattori",
        "phone": "05 000 0002",
        "services": ("adult-multidisciplinary", "adult-social-work"),
        "days": (-400, 330),
    },
    {
        "name_fi": "Nuorten ääni kuuluu",
        "part_fi": "Nuoret, jotka ovat itse olleet sijoitettuina, suunnittelevat tapaamistilat ja kutsukirjeen sanat.",
        "state": Project.State.PLANNED,
        "contact": "Lastensuojelun johtava sosiaalityöntekijä",
        "email": "lastensuojelu@example.org",
        "services": ("child-protection-services", "outreach-youth"),
        "days": (60, 790),
    },
    {
        "name_fi": "Kotona muistisairaan kanssa",
        "name_sv": "Hemma med en minnessjuk",
        "part_fi": "Läheiset kertoivat kotihoidolle, mitä yöllä tapahtuu. Siitä tuli opas kaikille työntekijöille.",
        "state": Project.State.ENDED,
        "services": ("home-care-services", "family-caregiver-support"),
        "days": (-1100, -150),
    },
)
LOCAL: tuple[dict[str, Any], ...] = (
    {
        "name_fi": "Esimerkkilän mielenterveysyhdistys Kaiku",
        "what_fi": "Avoin olohuone arkisin ja vertaisryhmä masennuksesta toipuville joka keskiviikko.",
        "what_sv": "Öppet vardagsrum på vardagar och kamratgrupp för dem som återhämtar sig från depression.",
        "municipality": "Lappeenranta",
        "phone": "05 000 0101",
        "topics": ("mental-health", "depression", "anxiety"),
    },
    {
        "name_fi": "Esimerkkilän omaishoitajat ja läheiset",
        "what_fi": "Omaishoitajien kahvila kahdesti kuussa. Hoidettavalle on oma ohjelma samaan aikaan.",
        "municipality": "Imatra",
        "phone": "05 000 0102",
        "topics": ("family-caregiver", "dementia-relative"),
    },
    {
        "name_fi": "Esimerkkilän velkaantuneiden vertaiset",
        "what_fi": "Ryhmä, jossa avataan kirjekuoret yhdessä. Nimeä ei tarvitse kertoa.",
        "municipality": "Lappeenranta",
        "email": "velkaryhma@example.org",
        "topics": ("debt", "poverty"),
    },
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
            "phone_hours_fi": "ma–to klo 9–14",
            "phone_hours_sv": "må–to kl. 9–14",
            "phone_hours_en": "Mon–Thu 9–14",
            "email": "kokemus@example.org",
            "accident_cover_fi": "Tapaturmavakuutus on voimassa keikan ja matkojen ajan.",
            "accident_cover_sv": "Olycksfallsförsäkringen gäller under uppdraget och resorna.",
            "accident_cover_en": "The accident insurance covers the gig and the journeys.",
        },
    )
    _coordinators(staff, on)
    centres = _cost_centres(staff)
    made = _units(random, centres, staff, units)
    _cooperation(made)
    _projects(on)
    _directories(on)
    return made


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


def _cooperation(units: list[Unit]) -> None:
    """Where services stand, the unit where one can talk, and the one that employs an expert (product.md, rows 7, 8)."""
    for code, (state, fi, sv, en) in DONE.items():
        Cooperation.objects.filter(service__code=code).update(
            state=state,
            done_fi=fi,
            done_sv=sv,
            done_en=en,
            contact="Palvelun esihenkilö",
            phone="05 000 0200",
        )
    by_service = {unit.service.code: unit for unit in reversed(units) if unit.service}
    if clinic := by_service.get("psychiatry-outpatient"):
        place = TalkPlace.objects.create(
            unit=clinic,
            what_fi="Kuka tahansa voi varata ajan ja jutella kokemusasiantuntijan kanssa, 45 minuuttia kerrallaan.",
            what_sv="Vem som helst kan boka en tid och prata med en erfarenhetsexpert, 45 minuter åt gången.",
            what_en="Anyone may book a time to talk with an expert by experience, 45 minutes at a time.",
            hours_fi="Varaa aika soittamalla ma–to klo 9–12",
            hours_sv="Boka tid per telefon må–to kl. 9–12",
            hours_en="Call Monday to Thursday, 9 to 12, to book a time",
            phone="05 000 0301",
        )
        place.areas.set(Topic.objects.filter(code__in=("mental-health", "addiction")))
    if services := by_service.get("adult-multidisciplinary"):
        Post.objects.create(
            unit=services,
            what_fi="Kokoaikainen kokemusasiantuntija kulkee rinnalla palvelusta toiseen ja auttaa kertomaan asian.",
            what_sv="En erfarenhetsexpert på heltid går vid din sida från en tjänst till en annan.",
            what_en="A full-time expert walks beside you from one service to the next and helps to say it aloud.",
            reach_fi="Soita arkisin klo 9–15 tai tule käymään ilman aikaa tiistaisin.",
            reach_sv="Ring vardagar kl. 9–15 eller kom utan tid på tisdagar.",
            reach_en="Call on weekdays from 9 to 15, or come without an appointment on Tuesdays.",
            phone="05 000 0302",
        )


def _projects(on: dt.date) -> None:
    for row in PROJECTS:
        fields = dict(row)
        codes, (first, last) = fields.pop("services"), fields.pop("days")
        project = Project.objects.create(
            starts_on=on + dt.timedelta(days=first), ends_on=on + dt.timedelta(days=last), **fields
        )
        project.services.set(Service.objects.filter(code__in=codes))


def _directories(on: dt.date) -> None:
    """Associations of the county beside the national ones; most are checked, some too long ago."""
    for n, row in enumerate(Association.objects.order_by("pk")):
        row.checked_on = on - dt.timedelta(days=40 + 9 * n)
        row.save(update_fields=["checked_on"])
    HelpLine.objects.exclude(phone="112").update(checked_on=on - dt.timedelta(days=60))
    for local in LOCAL:
        fields = dict(local)
        codes = fields.pop("topics")
        association = Association.objects.create(
            languages=["fi"], checked_on=on - dt.timedelta(days=30), **fields
        )
        association.topics.set(Topic.objects.filter(code__in=codes))

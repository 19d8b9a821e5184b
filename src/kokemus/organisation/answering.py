"""Who answers for what, as the public sees it: a card for each coordinator. Reads only."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kokemus.organisation.models import Absence, Coordinator, Route
from kokemus.topics.models import Topic

DOORS: dict[str, Promise] = {
    Route.Door.MORE: _("Questions"),
    Route.Door.JOIN: _("Joining"),
    Route.Door.REQUEST: _("Requests for gigs"),
    Route.Door.TALK: _("Talking"),
    Route.Door.FEEDBACK: _("Feedback"),
}


@dataclass(frozen=True)
class Card:
    """A coordinator, what they answer for (door and areas in words), and who answers while they are away."""

    coordinator: Coordinator
    doors: list[tuple[str, str]]
    away_until: dt.date | None
    stand_in: Coordinator | None

    @property
    def query(self) -> str:
        """The choice of this coordinator, for the address of *Soita minulle*."""
        return f"?kenelle={self.coordinator.pk}"


def cards(on: dt.date) -> list[Card]:
    """A card for everybody who answers for something; four queries, however many people."""
    people = list(Coordinator.objects.filter(user__is_active=True).select_related("user", "stand_in__user"))
    routes = list(Route.objects.all())
    areas = list(Topic.objects.active().areas())
    away = dict(Absence.objects.on(on).order_by("ends_on").values_list("coordinator", "ends_on"))
    made = [
        Card(
            coordinator=person,
            doors=_doors(person, routes, areas),
            away_until=away.get(person.pk),
            stand_in=person.stand_in if person.stand_in_id not in away else None,
        )
        for person in people
    ]
    return [card for card in made if card.doors]


def _doors(person: Coordinator, routes: list[Route], areas: list[Topic]) -> list[tuple[str, str]]:
    found = []
    for door, title in DOORS.items():
        table = {row.area_id: row.coordinator_id for row in routes if row.door == door}
        own = [area.label for area in areas if table.get(area.pk, table.get(None)) == person.pk]
        if len(own) == len(areas):
            found.append((str(title), gettext("everything")))
        elif own:
            found.append((str(title), "\u00a0· ".join(own)))
    return found

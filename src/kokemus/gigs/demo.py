"""A made-up year of gigs: 260 requests and some 210 gigs for 120 people, ten of whom do nearly half of them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit.models import Entry
from kokemus.experts.actions.needs import note_need
from kokemus.experts.models import Commitment, Experience, Expert
from kokemus.fees.actions import claiming
from kokemus.fees.calculation import Travel
from kokemus.fees.models import Claim, ClaimLine
from kokemus.gigs.actions.requesting import search_text
from kokemus.gigs.models import Assignment, Gig, Occasion, Offer
from kokemus.organisation.models import Coordinator, Unit
from kokemus.topics import search
from kokemus.topics.models import Role, Topic

YEARLY_FOR_120 = 260
FAVOURITES, FAVOURITES_SHARE, ACTIVE_IN_A_YEAR = 10, 0.36, 45
# What is on its way today; everything else of the year is over.
NOW = ("requested",) * 6 + ("open",) * 4 + ("offered",) * 7 + ("agreed",) * 9 + ("done",) * 5
OVER = (("closed", 81), ("cancelled", 9), ("unmet", 10))
GOALS = {
    "trainer": "Henkilökunnan koulutuspäivä: puheenvuoro siitä, mikä auttoi ja mikä ei. Aihe: {topic}.",
    "group_leader": "Ryhmälle vetäjä ohjaajan rinnalle, kuusi kertaa. Aihe: {topic}.",
    "co_worker": "Työpari ammattilaiselle asiakastapaamisiin. Aihe: {topic}.",
    "developer": "Asiakkaan näkökulma palvelun kehittämisen työryhmään. Aihe: {topic}.",
    "media": "Haastateltava lehtijuttuun. Aihe: {topic}.",
    "representative": "Edustaja asiakasraatiin kaudelle. Aihe: {topic}.",
}
ASKERS = (
    "Tiina Tilaaja",
    "Pekka Pyytäjä",
    "Oona Opettaja",
    "Ville Virka",
    "Leena Lähihoitaja",
    "Sami Sosiaalityö",
)
OUTSIDE = (
    ("Keksitty ammattikorkeakoulu", "others"),
    ("Esimerkkiyhdistys ry", "others"),
    ("Keksitty Sanomat", "media"),
)


@dataclass
class Year:
    """Everything that the gigs are made of, and the rows so far."""

    random: Random
    on: dt.date
    units: list[Unit]
    coordinators: list[Coordinator]
    pool: list[Expert]
    topics: dict[int, list[Topic]]
    roles: list[Role]
    taken: set[tuple[int, dt.date]] = field(default_factory=set)
    rows: dict[type, list[Any]] = field(default_factory=dict)

    def add(self, row: Any) -> Any:
        """Keep a row for the bulk insert of its table."""
        self.rows.setdefault(type(row), []).append(row)
        return row


@transaction.atomic
def fill(*, random: Random, size: int, on: dt.date, units: Sequence[Unit], experts: Sequence[Expert]) -> None:
    """Make the year and save it table by table."""
    year = _year(random, on, list(units), list(experts), size)
    planned: list[tuple[Gig, Topic]] = []
    first = NOW.index("offered")  # the person whom the sign-in page offers has something to answer
    for n in range(max(len(NOW), YEARLY_FOR_120 * size // 120)):
        expert = year.pool[0] if n == first else _pick(year)
        planned.append(_gig(year, NOW[n] if n < len(NOW) else _over(random), expert))
    for model in (Gig, Occasion, Offer, Commitment, Assignment):
        model._default_manager.bulk_create(year.rows.get(model, []), batch_size=1000)
    Gig.topics.through.objects.bulk_create(
        [Gig.topics.through(gig_id=gig.pk, topic_id=topic.pk) for gig, topic in planned], batch_size=1000
    )
    Gig.objects.bulk_update([gig for gig, _ in planned], ["created_at"], batch_size=1000)
    Entry.objects.bulk_create([_arrived(gig) for gig, _ in planned], batch_size=1000)
    for gig, topic in planned:
        if gig.state == Gig.State.UNMET:
            note_need(topics=[topic], on=gig.state_since.date())
    _claims(year)
    _last_gigs(year)


def _year(random: Random, on: dt.date, units: list[Unit], experts: list[Expert], size: int) -> Year:
    topics: dict[int, list[Topic]] = {}
    for experience in Experience.objects.filter(expert__in=[e.pk for e in experts[:900]]).select_related(
        "topic"
    ):
        topics.setdefault(experience.expert_id, []).append(experience.topic)
    pool = [expert for expert in experts if expert.pk in topics][: ACTIVE_IN_A_YEAR * max(1, size // 120)]
    return Year(
        random, on, units, list(Coordinator.objects.all()), pool, topics, list(Role.objects.all()[:6])
    )


def _over(random: Random) -> str:
    return random.choices([state for state, _ in OVER], [weight for _, weight in OVER])[0]


def _pick(year: Year) -> Expert:
    """Unevenly, as in life: the favourites get nearly half."""
    few, rest = year.pool[:FAVOURITES], year.pool[FAVOURITES:]
    return year.random.choice(few if not rest or year.random.random() < FAVOURITES_SHARE else rest)


def _day(year: Year, state: str, expert: Expert) -> dt.date:
    """A free weekday of the expert: ahead for what is coming, behind for what is over."""
    ahead, behind = (5, 45), (20, 360)
    while True:
        if state in ("requested", "open", "offered", "agreed"):
            day = year.on + dt.timedelta(days=year.random.randint(*ahead))
        else:
            days = (1, 12) if state == "done" else behind
            day = year.on - dt.timedelta(days=year.random.randint(*days))
        if day.weekday() < 5 and (expert.pk, day) not in year.taken:
            year.taken.add((expert.pk, day))
            return day


def _at(day: dt.date, hour: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


def _gig(year: Year, state: str, expert: Expert) -> tuple[Gig, Topic]:
    """One gig with its occasion, offers and, when somebody was chosen, the assignment."""
    random = year.random
    topic, role, unit = (
        random.choice(year.topics[expert.pk]),
        random.choice(year.roles),
        random.choice(year.units),
    )
    day = _day(year, state, expert)
    asked_on = min(
        day - dt.timedelta(days=random.randint(8, 40)), year.on - dt.timedelta(days=random.randint(0, 6))
    )
    since = _at(asked_on, 9) if state == "requested" else _at(max(asked_on, min(day, year.on)), 11)
    gig = year.add(_wanted(year, state, role, topic, unit))
    gig.created_at = gig.confirmed_at = _at(asked_on, 9)
    gig.state_since, gig.respond_by = since, asked_on + dt.timedelta(days=14)
    gig.search_text = search.analysed([search_text(gig), topic.fi], [topic])
    occasion = year.add(
        Occasion(
            gig=gig,
            starts_at=_at(day, 10 + random.randint(0, 4)),
            ends_at=_at(day, 10 + random.randint(5, 7)),
            state={"closed": "done", "done": "done", "cancelled": "cancelled"}.get(state, "planned"),
            preparation_hours=Decimal(1),
        )
    )
    occasion.ends_at = occasion.starts_at + dt.timedelta(hours=random.choice([1, 2, 2, 2, 3]))
    _offers(year, gig, expert, occasion)
    return gig, topic


def _wanted(year: Year, state: str, role: Role, topic: Topic, unit: Unit) -> Gig:
    random = year.random
    outside = random.random() < 0.22
    organisation, audience = random.choice(OUTSIDE) if outside else (unit.name, "own_units")
    gig = Gig(
        state=state,
        coordinator=year.coordinators[0 if random.random() < 0.7 else 1],
        source=random.choices(["web", "phone"], [60, 40])[0],
        goal=GOALS[role.code].format(topic=topic.fi),
        role=role,
        perspective="any",
        languages=["fi"],
        audience=audience,
        audience_description=random.choice(
            ["noin 20 ammattilaista", "10 asiakasta", "30 opiskelijaa", "työryhmä"]
        ),
        place_kind=random.choices(["on_site", "remote"], [80, 20])[0],
        municipality=unit.place,
        address=unit.address,
        contact_name=random.choice(ASKERS),
        contact_phone=f"+35850{random.randint(5_000_000, 5_999_999)}",
        contact_email="tilaaja@example.org",
        briefing="Puhelu viikkoa ennen.",
        debrief="Vartti heti lopuksi.",
        unit=None if outside else unit,
        cost_centre=None if outside else unit.cost_centre,
        payer_name=organisation if outside else "",
        payer_business_id="1234567-1" if outside else "",
        payer_address="Keksittykatu 1, 00000 Esimerkkilä" if outside else "",
        requester_name=random.choice(ASKERS),
        requester_organisation=organisation,
        requester_email="tilaaja@example.org",
        requester_phone=f"+35850{random.randint(5_000_000, 5_999_999)}",
        is_demo=True,
    )
    if state == "cancelled":
        gig.cancelled_by = random.choice(["requester", "expert"])
    return gig


def _offers(year: Year, gig: Gig, expert: Expert, occasion: Occasion) -> None:
    """Who was asked, what they answered, and the one who was chosen."""
    if gig.state in ("requested", "open"):
        return
    others = [
        other for other in year.random.sample(year.pool, min(3, len(year.pool))) if other.pk != expert.pk
    ]
    chosen = gig.state in ("agreed", "done", "closed", "cancelled")
    waits = "sent" if expert.pk == year.pool[0].pk else year.random.choice(["sent", "yes"])
    answer = {"offered": waits, "unmet": "no"}.get(gig.state, "chosen")
    offer = _offer(year, gig, expert, answer)
    for other in others[: year.random.randint(0, 2)]:
        _offer(year, gig, other, year.random.choice(["no", "expired", "not_chosen" if chosen else "no"]))
    if chosen:
        _assign(year, gig, offer, occasion)


def _offer(year: Year, gig: Gig, expert: Expert, state: str) -> Offer:
    begun = (
        timezone.make_aware(dt.datetime.combine(year.on, dt.time(8)))
        if gig.state == "offered"
        else gig.created_at
    )
    answered = None if state in ("sent", "expired") else begun + dt.timedelta(hours=5)
    offer: Offer = year.add(
        Offer(
            gig=gig,
            expert=expert,
            state=state,
            expires_at=begun + dt.timedelta(hours=48),
            answered_at=answered,
            answered_by="" if answered is None else year.random.choice(["link", "phone"]),
            decided_at=answered if state in ("chosen", "not_chosen") else None,
        )
    )
    return offer


def _assign(year: Year, gig: Gig, offer: Offer, occasion: Occasion) -> None:
    cancelled = gig.state == "cancelled"
    gone = gig.state_since if cancelled else None
    commitment = year.add(
        Commitment(
            expert=offer.expert,
            kind=Commitment.Kind.GIG,
            starts_at=occasion.starts_at,
            ends_at=occasion.ends_at,
            reference=occasion.public_id,
            cancelled_at=gone,
        )
    )
    assignment = year.add(
        Assignment(
            occasion=occasion, offer=offer, expert=offer.expert, commitment=commitment, cancelled_at=gone,
            cancelled_by=gig.cancelled_by if cancelled else "",
        )
    )  # fmt: skip
    gig.cancelled_at = gone
    if gig.state == "closed":
        _confirm(year, assignment, occasion)


def _confirm(year: Year, assignment: Assignment, occasion: Occasion) -> None:
    hours = (occasion.ends_at - occasion.starts_at).total_seconds() / 3600
    assignment.hours, assignment.preparation_hours = Decimal(int(hours)), Decimal(1)
    assignment.expert_confirmed_at = assignment.unit_confirmed_at = occasion.ends_at + dt.timedelta(hours=20)
    assignment.expert_confirmed_by = assignment.unit_confirmed_by = "link"
    assignment.hours_asked_at = occasion.ends_at
    assignment.fee_refused = assignment.expert.fee_refused
    if occasion.gig.place_kind == "on_site" and year.random.random() < 0.5:
        assignment.travel, assignment.kilometres = (
            Assignment.Travel.KILOMETRES,
            Decimal(year.random.randint(4, 90)),
        )


def _claims(year: Year) -> None:
    """Claims of the confirmed hours, by the same calculation as the real ones."""
    tables = claiming.Tables.read()
    assignments = [row for row in year.rows.get(Assignment, []) if row.hours is not None]
    claims, lines = [], []
    for assignment in assignments:
        work = _work(assignment)
        worked = claiming.lines_of(work, tables)
        claim = _claim(assignment, work, any(line.amount for line in worked))
        assignment.claim = claim
        claims.append(claim)
        lines += [(claim, line) for line in worked]
    Claim.objects.bulk_create(claims, batch_size=1000)
    ClaimLine.objects.bulk_create([claiming.line_row(claim, line) for claim, line in lines], batch_size=1000)
    Assignment.objects.bulk_update(assignments, ["claim"], batch_size=1000)


def _work(assignment: Assignment) -> claiming.Work:
    gig = assignment.occasion.gig
    kilometres = assignment.kilometres or Decimal(0)
    return claiming.Work(
        occurred_on=timezone.localdate(assignment.occasion.starts_at),
        kind=gig.role.code if gig.role else "",
        working_form=gig.working_form,
        trained=assignment.expert.training == Expert.Training.TRAINED,
        hours=assignment.hours or Decimal(0),
        preparation_hours=assignment.preparation_hours or Decimal(0),
        fee_refused=assignment.fee_refused,
        travel=Travel(kind=assignment.travel, kilometres=kilometres),
    )


def _claim(assignment: Assignment, work: claiming.Work, pays: bool) -> Claim:
    gig = assignment.occasion.gig
    return Claim(
        state=Claim.State.CLAIMED if pays else Claim.State.SETTLED,
        expert=assignment.expert,
        cost_centre=gig.cost_centre,
        payer_name=gig.payer_name,
        payer_business_id=gig.payer_business_id,
        payer_address=gig.payer_address,
        **claiming.facts_of(work),
    )


def _arrived(gig: Gig) -> Entry:
    return Entry(
        kind=Entry.Kind.CHANGE,
        verb="gigs.confirm",
        actor_role="link",
        thing_type="gig",
        thing_id=gig.public_id,
        at=gig.created_at,
    )


def _last_gigs(year: Year) -> None:
    latest: dict[int, Expert] = {}
    for assignment in year.rows.get(Assignment, []):
        day = timezone.localdate(assignment.occasion.starts_at)
        if assignment.cancelled_at is None and day <= year.on:
            expert = latest.setdefault(assignment.expert.pk, assignment.expert)
            expert.last_gig_on = max(expert.last_gig_on or day, day)
    Expert.objects.bulk_update(latest.values(), ["last_gig_on"], batch_size=1000)

"""The made-up register of the demonstration: visibly invented people, uneven as a real register, every state present.

Rows are made in bulk, so that a register of 100,000 takes minutes and not hours.
"""

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from kokemus.accounts.models import Grant, Role, User
from kokemus.core import text
from kokemus.experts.actions.indexing import reindex_many
from kokemus.experts.models import (
    AUDIENCES_OF,
    TEXT_VERSION,
    Application,
    Area,
    Audience,
    Consent,
    Experience,
    Expert,
    Note,
    Pause,
    Perspective,
    RecruitingNeed,
    Refusal,
    Source,
    TrainingFact,
    Unavailability,
)
from kokemus.organisation.models import Coordinator
from kokemus.topics import models as topics

FIRST = (
    "Aada Aapo Aarne Aino Akseli Alli Anja Antero Arvo Asta Eeva Eino Elli Elsa Emil Ensio Erkki "
    "Esteri Fanni Hanna Harri Heidi Helmi Hilja Iida Iiro Ilmari Inkeri Irja Jalmari Jenny Johan "
    "Jouko Kaarina Kalle Katri Kerttu Lahja Lauri Lempi Linnea Maija Martta Matias Mirja Niilo Oiva "
    "Olga Onni Otto Pentti Pirkko Raili Reino Saara Sakari Signe Sofia Sulo Taimi Tapio Tyyne Urho "
    "Vappu Veikko Verna Vieno Viljo Yrjö Åke Ämmi Örjan "
).split()
LAST = (
    "Esimerkki Keksitty Mallinen Testinen Kuviteltu Satunen Tarunen Näytelmä Harjoitelma Kokeilu "
    "Olematon Paperinen Luonnos Mallikas Tekaistu Valekangas Satumaa Tarumäki Keksilä Kuvitelma "
    "Demonen Testilä Mallila Sepite Tuulentupa Pilvilinna Unelma Hatunnosto Haavekuva Kangastus "
    "Peitenimi Salanimi Äänimalli Ölander-Test Åkemåling "
).split()
STATES = (("active", 70), ("paused", 11), ("new", 7), ("left", 8), ("deceased", 4))
# Some topics are lived by many and most by few.
COMMON = (
    "depression", "anxiety", "alcohol", "drugs", "burnout", "debt", "loneliness", "school-bullying", "adhd",
    "child-protection", "substance-use-relative", "mental-health-relative", "domestic-violence", "chronic-pain",
    "stroke", "autism", "family-caregiver", "homelessness",
)  # fmt: skip
NOTES = (
    "Ei aamuisin.",
    "Pähkinäallergia.",
    "Tulee mielellään työparin kanssa.",
    "Tarvitsee induktiosilmukan.",
)
SOUGHT = (("gambling", 6), ("sign-language", 2), ("relative-in-prison", 2), ("aftercare", 1), ("roma", 1))
BATCH = 1000


def fill(*, random: Random, size: int, on: dt.date) -> list[Expert]:
    """`size` people, the first ten of whom can sign in; returns those who may be asked."""
    experts = fill_register(random=random, size=size, on=on)
    _accounts(experts[:10])
    _needs(on)
    return [expert for expert in experts if expert.state == Expert.State.ACTIVE]


@transaction.atomic
def fill_register(*, random: Random, size: int, on: dt.date) -> list[Expert]:
    """`size` people with their experiences, consents and details, none of whom can sign in."""
    experts = Expert.objects.bulk_create(list(_people(random, size, on)), batch_size=BATCH)
    lived = _experiences(random, experts)
    _consents(random, lived, on)
    _details(random, experts, on)
    reindex_many(Expert.objects.filter(pk__in=[expert.pk for expert in experts]))
    return experts


def _weighted(random: Random, table: tuple[tuple[str, int], ...]) -> str:
    return random.choices([value for value, _ in table], [weight for _, weight in table])[0]


def _people(random: Random, size: int, on: dt.date) -> Iterator[Expert]:
    for n in range(size):
        first, last = FIRST[n % len(FIRST)], LAST[(n * 7 + n // len(FIRST)) % len(LAST)]
        state = "active" if n < 10 else _weighted(random, STATES)
        trained = random.choices(["trained", "in_training", "none"], [62, 12, 26])[0]
        address = text.sort_key(f"{first}.{last}").replace("z1", "a").replace("z2", "a").replace("z3", "o")
        protected = n >= 10 and random.random() < 0.04
        yield Expert(
            public_id=_public_id(random),
            state=state,
            training=trained,
            first_name=first,
            last_name=last,
            sort_key=text.sort_key(f"{last} {first}"),
            appears_as=random.choices(["", first], [80, 20])[0],
            email=f"{address}{n + 1}@example.org" if n < 10 or random.random() < 0.85 else "",
            phone=f"+35840{5_000_000 + n:07d}",
            address=f"Keksittykatu {random.randint(1, 99)}",
            channel=random.choices(["email", "phone", "sms", "letter"], [70, 18, 8, 4])[0]
            if n >= 10
            else "email",
            contact_note="Yhteinen puhelin: kysy, voiko puhua." if random.random() < 0.05 else "",
            language=random.choices(["fi", "sv", "en"], [92, 5, 3])[0] if n >= 10 else "fi",
            languages=random.choices([["fi"], ["fi", "sv"], ["fi", "en"], ["ru", "fi"]], [70, 12, 12, 6])[0],
            municipality="" if protected else _weighted(random, _MUNICIPALITIES),
            is_protected=protected,
            attendance=random.choices(["both", "on_site", "remote"], [80, 12, 8])[0],
            max_distance_km=random.choices([None, 20, 40, 60], [55, 15, 20, 10])[0],
            not_in_home_municipality=random.random() < 0.06,
            monthly_limit=random.choices([None, 1, 2, 4], [60, 10, 20, 10])[0],
            rest_days=random.choices([0, 7], [90, 10])[0],
            payroll_number=f"{900_000 + n}" if state == "active" and random.random() < 0.95 else "",
            fee_refused=random.random() < 0.04,
            joined_on=on - dt.timedelta(days=random.randint(30, 3000)),
            is_demo=True,
        )


_MUNICIPALITIES = (
    ("Lappeenranta", 46), ("Imatra", 26), ("Luumäki", 5), ("Parikkala", 5), ("Ruokolahti", 5),
    ("Rautjärvi", 4), ("Taipalsaari", 3), ("Savitaipale", 3), ("Lemi", 3),
)  # fmt: skip


def _public_id(random: Random) -> str:
    return "".join(random.choices("0123456789abcdefghjkmnpqrstvwxyz", k=16))


def _needs(on: dt.date) -> None:
    """Orders that nobody could answer: a topic asked for again and again, and some asked for once or twice."""
    for code, times in SOUGHT:
        topic = topics.Topic.objects.get(code=code)
        RecruitingNeed.objects.bulk_create(
            RecruitingNeed(topic=topic, asked_on=on - dt.timedelta(days=20 * n + 5)) for n in range(times)
        )


def _accounts(experts: list[Expert]) -> None:
    for expert in experts:
        user = User.objects.create_user(expert.email, name=expert.full_name, roles=(), is_demo=True)
        Grant.objects.create(user=user, role=Role.EXPERT)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        expert.user = user
    Expert.objects.bulk_update(experts, ["user"])


def _experiences(random: Random, experts: list[Expert]) -> list[Experience]:
    leaves = list(topics.Topic.objects.exclude(parent=None))
    common = [topic for topic in leaves if topic.code in COMMON]
    rows = []
    for expert in experts:
        wanted = {
            random.choice(common if random.random() < 0.6 else leaves)
            for _ in range(random.choices([1, 2, 3, 4], [35, 35, 20, 10])[0])
        }
        carried = random.random() < 0.28 and expert.state != "new"
        for topic in sorted(wanted, key=lambda topic: topic.pk):
            perspective = random.choices(list(Perspective.values), [70, 24, 6])[0]
            rows.append(
                Experience(expert=expert, topic=topic, perspective=perspective, is_carried_over=carried)
            )
    return Experience.objects.bulk_create(rows, batch_size=BATCH)


def _consents(random: Random, lived: list[Experience], on: dt.date) -> None:
    """Asked of everybody who was not carried over; some say no to the media, a few have withdrawn."""
    rows: dict[tuple[Any, ...], Consent] = {}
    for experience in lived:
        if experience.is_carried_over:
            continue
        given_on = on - dt.timedelta(days=random.randint(10, 700))
        for purpose, audiences in AUDIENCES_OF.items():
            for audience in audiences:
                yes = random.random() < (0.45 if audience == Audience.MEDIA else 0.93)
                key = (experience.expert_id, experience.topic_id, purpose, audience)
                rows[key] = Consent(
                    expert_id=experience.expert_id,
                    topic_id=experience.topic_id,
                    purpose=purpose,
                    audience=audience,
                    is_given=yes,
                    given_on=given_on,
                    text_version=TEXT_VERSION,
                    source=random.choice([Source.WEB, Source.PHONE, Source.PAPER]),
                )
    Consent.objects.bulk_create(rows.values(), batch_size=BATCH)


def _details(random: Random, experts: list[Expert], on: dt.date) -> None:
    """Roles, areas, training, notes, pauses, refusals and weekly times: a list of rows for each table."""
    roles = list(topics.Role.objects.all())
    rows: dict[type, list[Any]] = {}
    for expert in experts:
        for row in (*_wishes(random, expert, roles), *_facts(random, expert, on)):
            rows.setdefault(type(row), []).append(row)
    for model, made in rows.items():
        manager: Any = model._default_manager  # type: ignore[attr-defined]
        manager.bulk_create(made, batch_size=BATCH)


def _wishes(random: Random, expert: Expert, roles: list[topics.Role]) -> Iterator[Any]:
    """What the person comes for, where, and what not."""
    through = random.sample(roles[:6], random.choices([1, 2, 3], [40, 40, 20])[0])
    yield from (Expert.roles.through(expert_id=expert.pk, role_id=role.pk) for role in through)
    if expert.is_protected or random.random() < 0.25:
        names = {_weighted(random, _MUNICIPALITIES) for _ in range(2)}
        yield from (Area(expert=expert, municipality=name) for name in sorted(names))
    if random.random() < 0.18:
        yield Refusal(expert=expert, audience=Audience.MEDIA)
    if random.random() < 0.1:
        yield Unavailability(expert=expert, weekday=random.randint(0, 4))


def _facts(random: Random, expert: Expert, on: dt.date) -> Iterator[Any]:
    """Training, notes and pauses."""
    if expert.training != "none":
        yield _training(random, expert, on)
    if random.random() < 0.12:
        yield Note(expert=expert, text=random.choice(NOTES))
    if expert.state == "paused":
        ends = on + dt.timedelta(days=random.randint(5, 150)) if random.random() < 0.6 else None
        yield Pause(expert=expert, starts_on=on - dt.timedelta(days=random.randint(1, 90)), ends_on=ends)


def _training(random: Random, expert: Expert, on: dt.date) -> TrainingFact:
    county = random.random() < 0.6
    return TrainingFact(
        expert=expert,
        state=expert.training,
        organiser="Hyvinvointialueen koulutus" if county else "Järjestön koulutus",
        hours=50 if county else None,
        year=on.year - random.randint(0, 7),
    )


# What the made-up applicants wrote, the topics that they ticked, and where the application stands.
STORIES = (
    ("Isäni joi koko lapsuuteni ajan. Haluan kertoa, mikä auttoi lasta.", ("substance-use-relative",), "new"),
    ("Menetin yritykseni ja olin vuosia ulosotossa.", ("debt",), "new"),
    ("Sairastuin masennukseen, kun hoidin äitiäni.", ("depression", "family-caregiver"), "new"),
    ("Minut siirrettiin koulusta kouluun kiusaamisen takia.", ("school-bullying",), "talk"),
    ("Aivoinfarktin jälkeen opettelin puhumaan uudestaan.", ("stroke",), "talk"),
    ("Lapseni otettiin huostaan ja palasi kotiin.", ("child-protection",), "waiting"),
    ("Sain adhd-diagnoosin nelikymppisenä.", ("adhd",), "waiting"),
    ("Asuin kolme vuotta ilman kotia.", ("homelessness",), "not_now"),
)


@transaction.atomic
def fill_applications(*, staff: dict[str, User], on: dt.date) -> None:
    """Applications at every point of their way; one was taken on the phone, one is of somebody under 18."""
    owners = list(Coordinator.objects.order_by("pk"))
    for n, (story, codes, state) in enumerate(STORIES):
        row = _application(n, story, codes, state, on)
        row.coordinator = owners[n % len(owners)]
        if n == 4:
            row.taken_by, row.consent_source = staff["kaisa"], Source.PHONE
        row.helper = "Sari Esimerkki, sosiaaliohjaaja" if n == 2 else ""
        row.save()
    _young(on, owners[0]).save()


def _application(n: int, story: str, codes: tuple[str, ...], state: str, on: dt.date) -> Application:
    first, last = FIRST[-n - 4], LAST[-n - 4]
    lived = topics.Topic.objects.filter(code__in=codes)
    ticks: dict[str, list[str]] = {}
    for topic in lived:
        ticks.setdefault(f"topics_{topic.area_id}", []).append(str(topic.pk))
    answers: dict[str, dict[str, list[str]]] = {
        "ika": {"is_adult": ["yes"]},
        "kokemus": {"story": [story]},
        "aiheet": ticks,
        "nakokulma": {
            f"of_{topic.pk}": ["close_one" if "relative" in topic.code else "own"] for topic in lived
        },
        "tuleminen": {"languages": ["fi"], "areas": ["Lappeenranta, Imatra"]},
        "nimi": {"first_name": [first], "last_name": [last]},
        "yhteys": {
            "channel": ["email"],
            "email": [f"hakija{n + 1}@example.org"],
            "phone": [f"040 600 010{n}"],
        },
        "suostumukset": {"own_units": ["yes"], "others": ["yes"], "media": ["no"], "counting": ["yes"]},
        "voimat": {"strength": ["not_yet" if n == 2 else "yes"]},
    }
    at = timezone.make_aware(dt.datetime.combine(on + dt.timedelta(days=n - 3), dt.time(10)))
    return Application(
        **_sent(state, answers, f"{first} {last}", on - dt.timedelta(days=n)),
        email=f"hakija{n + 1}@example.org",
        phone=f"+35840600010{n}",
        consent_version=TEXT_VERSION,
        consented_on=on - dt.timedelta(days=n),
        talk_at=at if state == "talk" else None,
        talk_place="Soitamme sinulle" if state == "talk" else "",
        talk_held_on=on - dt.timedelta(days=1) if state == "waiting" else None,
        talk_note="Hyvä keskustelu. Haluaa aloittaa ryhmistä." if state == "waiting" else "",
        thinks_it_over=n == 6,
    )


def _young(on: dt.date, owner: Coordinator) -> Application:
    answers = {
        "ika": {"is_adult": ["no"]},
        "huoltaja": {
            "guardian_name": ["Hanna Huoltaja"],
            "guardian_phone": ["040 600 0200"],
            "own_yes": ["on"],
        },
        "nimi": {"first_name": ["Nelli"], "last_name": ["Nuorimalli"]},
        "yhteys": {"channel": ["phone"], "phone": ["040 600 0201"]},
    }
    return Application(
        **_sent("new", answers, "Nelli Nuorimalli", on),
        coordinator=owner,
        channel=Expert.Channel.PHONE,
        phone="+358406000201",
        is_minor=True,
        guardian="Hanna Huoltaja, 040 600 0200",
    )


def _sent(state: str, answers: dict[str, Any], name: str, day: dt.date) -> dict[str, Any]:
    """The columns that every sent application has; a decided one is due no more."""
    moment = timezone.make_aware(dt.datetime.combine(day, dt.time(9)))
    due_on = None if state == Application.State.NOT_NOW else day + dt.timedelta(days=7)
    return {
        "state": state, "state_since": moment, "answers": answers, "full_name": name, "sent_at": moment,
        "due_on": due_on, "is_demo": True,
    }  # fmt: skip

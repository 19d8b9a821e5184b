"""A request filled in: what a person types at each step, and a gig made of it."""

import datetime as dt
from datetime import timedelta

from django.core import signing
from django.utils import timezone

from kokemus.accounts.models import User
from kokemus.core import links
from kokemus.experts.models import Expert
from kokemus.gigs.actions import requesting
from kokemus.gigs.models import Gig, Offer
from kokemus.gigs.views import public
from kokemus.organisation.models import Coordinator, CostCentre, Organisation, Route, Unit
from kokemus.topics.models import Topic

GOAL = "Puheenvuoro kuormituksesta hoitotyön opiskelijoille"


def in_days(days, hour=14):
    return timezone.make_aware(
        dt.datetime.combine(timezone.localdate() + timedelta(days=days), dt.time(hour))
    )


def organisation(name="Maija Koordinaattori"):
    """An organisation with a coordinator, a unit that pays, and the routing table's default row."""
    if not Organisation.objects.exists():
        Organisation.objects.create()
    user = User.objects.create_user(
        f"{name.split()[0].lower()}@example.org", name=name, roles=("coordinator",)
    )
    coordinator = Coordinator.objects.create(user=user, phone="+358 50 111 2222", phone_hours="ma–to 9–11")
    Route.objects.get_or_create(door="request", area=None, defaults={"coordinator": coordinator})
    centre = CostCentre.objects.get_or_create(code="4711", defaults={"name": "Aikuisten palvelut"})[0]
    Unit.objects.get_or_create(name="Aikuisten vastaanotto", defaults={"cost_centre": centre})
    return coordinator


def rows(*times, prefix="form"):
    """The occasions as the page posts them."""
    data = {f"{prefix}-TOTAL_FORMS": str(len(times)), f"{prefix}-INITIAL_FORMS": "0"}
    for n, (day, starts, ends) in enumerate(times):
        data |= {f"{prefix}-{n}-day": day, f"{prefix}-{n}-starts": starts, f"{prefix}-{n}-ends": ends}
    return data


def a_day(days=30):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def steps():
    """What is typed at each step."""
    topic = Topic.objects.get(code="depression")
    return {
        "mita": {
            "goal": GOAL,
            f"topics_{topic.parent_id}": [str(topic.pk)],
            "perspective": "own",
            "role": "",
            "experts_needed": "1",
        },
        "kenelle": {
            "audience": "own_units",
            "audience_description": "Opiskelijoita, noin 30",
            "with_minors": "no",
        },
        "milloin": {
            "place_kind": "on_site",
            "municipality": "Joutseno",
            "address": "Koulukatu 1",
            "languages": ["fi"],
        }
        | rows((a_day(), "14:00", "16:00")),
        "kaytannot": {
            "meets_myself": "on",
            "briefing": "Soitamme viikkoa ennen",
            "debrief": "Hoitaja jää vartiksi",
            "recording": "no",
        },
        "maksu": {
            "payer": "own",
            "unit": str(Unit.objects.get(name="Aikuisten vastaanotto").pk),
            "requester_name": "Tiina Tilaaja",
            "requester_organisation": "Aikuisten vastaanotto",
            "requester_email": "tiina@example.org",
            "requester_phone": "040 123 4567",
        },
    }


def fill(client, **changes):
    """Walk the steps; `mita={"goal": ""}` changes one answer."""
    for slug, data in steps().items():
        client.post(f"/keikat/pyynto/{slug}/", data | changes.get(slug, {}))


def guard(seconds_ago=60):
    """The hidden fields of a form that was opened a while ago."""
    return {"started": signing.dumps(timezone.now().timestamp() - seconds_ago, salt="form"), "website": ""}


def send(client):
    return client.post("/keikat/pyynto/tarkista/", guard())


def sent_gig(client, **changes):
    """A request filled in and sent, waiting for its confirmation."""
    fill(client, **changes)
    send(client)
    return Gig.objects.latest("pk")


def answers(**changes):
    """Cleaned answers for the action."""
    data = {name: value for step in steps().values() for name, value in step.items()}
    form = public.GigRequestForm(data | guard() | changes)  # a dict holds lists as they are
    assert form.is_valid(), form.errors
    return form.cleaned_data


def a_gig(state="requested", days=30, **fields):
    """A confirmed gig in a state."""
    key = f"g{Gig.objects.count():015d}"
    times = [(in_days(days), in_days(days, 16))]
    gig = requesting.request(key=key, answers=answers(), times=times, language="fi")
    requesting.confirm(gig=gig)
    Gig.objects.filter(pk=gig.pk).update(state=state, **fields)
    gig.refresh_from_db()
    return gig


def chosen_expert(gig, **fields):
    """An expert who said yes and was chosen."""
    made = Expert.objects.create(
        **{
            "first_name": "Aino",
            "last_name": "Salainen",
            "phone": "+358 44 999 8888",
            "email": "aino.salainen@example.org",
            "state": "active",
        }
        | fields
    )
    Offer.objects.create(gig=gig, expert=made, state="chosen", expires_at=in_days(2))
    return made


def status_url(gig, page=""):
    return f"/keikat/pyynto/tila/{links.token('status', gig.public_id)}/{page}"


def confirm_url(gig):
    return f"/keikat/pyynto/vahvista/{links.token('confirm', gig.public_id)}/"

"""An application filled in: what a person types at each step, and applications made of it."""

from django.core import signing
from django.utils import timezone

from kokemus.experts.emails import join_token
from kokemus.experts.models import Application
from kokemus.experts.tests.people import coordinator
from kokemus.organisation.models import Coordinator, Organisation, Route
from kokemus.topics.models import Role, Service, Topic

STORY = "Äitini joi, kun olin lapsi, ja olen itse ollut ulosotossa."
MAIL = "maija@example.org"


def organisation():
    """A default coordinator of the door JOIN and another for addictions."""
    Organisation.objects.get_or_create(pk=1)
    first = Coordinator.objects.create(user=coordinator(), phone="05 000 0001")
    second = Coordinator.objects.create(user=coordinator(), phone="05 000 0002")
    Route.objects.create(door=Route.Door.JOIN, coordinator=first)
    Route.objects.create(door=Route.Door.JOIN, area=topic("debt").parent, coordinator=second)
    return first, second


def topic(code):
    return Topic.objects.get(code=code)


def ticks(*codes):
    """Topics as the page posts them."""
    found = {}
    for each in map(topic, codes):
        found.setdefault(f"topics_{each.area_id}", []).append(str(each.pk))
    return found


def steps():
    """What an adult types at each step."""
    debt = topic("debt")
    return {
        "ika": {"is_adult": "yes"},
        "kokemus": {"story": STORY},
        "aiheet": ticks("debt"),
        "nakokulma": {f"of_{debt.pk}": "both"},
        "palvelut": {"services": [str(Service.objects.get(code="debt-counselling").pk)]},
        "rajat": {"not_told": "En puhu siskostani", "refused_audiences": ["media"]},
        "roolit": {
            "roles": [str(Role.objects.get(code="trainer").pk)],
            "refused_roles": [str(Role.objects.get(code="media").pk)],
        },
        "tuleminen": {"languages": ["fi", "fse"], "areas": "Imatra", "access_needs": "Hissi"},
        "koulutus": {"training": "trained", "organiser": "Järjestö", "year": "2024"},
        "nimi": {"first_name": "Maija", "last_name": "Hakija", "appears_as": "Maija"},
        "yhteys": {"channel": "email", "email": MAIL, "phone": "040 123 4567", "no_voicemail": "on"},
        "suostumukset": {
            "own_units": "yes",
            "others": "yes",
            "media": "no",
            "telling": "yes",
            "counting": "yes",
        },
        "voimat": {"strength": "yes"},
    }


YOUNG = {
    "ika": {"is_adult": "no"},
    "huoltaja": {"guardian_name": "Hanna Huoltaja", "guardian_phone": "040 765 4321", "own_yes": "on"},
    "nimi": {"first_name": "Nelli", "last_name": "Nuori"},
    "yhteys": {"channel": "email", "email": "nelli@example.org"},
}


def guard(seconds_ago=60):
    """The hidden fields of a form that was opened a while ago."""
    return {"started": signing.dumps(timezone.now().timestamp() - seconds_ago, salt="form"), "website": ""}


def begin(client, **answers):
    """Press Begin; the application's draft."""
    client.post("/tule-mukaan/", guard() | {"who": "me", "helper": ""} | answers)
    return Application.objects.latest("pk")


def at(application, page=""):
    """The address of one of an application's pages."""
    return (
        f"/tule-mukaan/{join_token(application)}/{page}/"
        if page
        else f"/tule-mukaan/{join_token(application)}/"
    )


def fill(client, application, typed=None, **changes):
    """Walk the steps; `nimi={"first_name": ""}` changes one answer."""
    for slug, data in (typed or steps()).items():
        client.post(at(application, slug), data | changes.get(slug, {}))
    application.refresh_from_db()
    return application


def send(client, application):
    response = client.post(at(application, "tarkista"), guard())
    application.refresh_from_db()
    return response


def sent(client, typed=None, **changes):
    """An application that has been sent."""
    application = fill(client, begin(client), typed, **changes)
    assert send(client, application).url == at(application, "kiitos")
    return application

"""A question as a visitor sends it, and the demo's county that answers."""

import datetime as dt
from random import Random

from django.core import signing
from django.test import Client
from django.utils import timezone

from kokemus.accounts import demo as accounts
from kokemus.accounts.models import User
from kokemus.organisation import demo as organisation
from kokemus.organisation.models import Coordinator
from kokemus.pages.models import Enquiry

ASK = "/kysy/"
TEXT = "Miten voisin tilata puheenvuoron masennuksesta?"


def county() -> dict[str, User]:
    """The demonstration's staff with its routing table: Kaisa and Mikko."""
    staff = accounts.fill()
    organisation.fill(random=Random(1), staff=staff, on=timezone.localdate(), units=1)
    return staff


def coordinator(user: User) -> Coordinator:
    return Coordinator.objects.get(user=user)


def started(seconds: float = 60) -> str:
    """The hidden moment at which the form was opened."""
    return signing.dumps(timezone.now().timestamp() - seconds, salt="form")


def answers(**changes: str) -> dict[str, str]:
    """What is typed on the first page."""
    return {"text": TEXT, "email": "kysyja@example.org", "started": started(), "website": ""} | changes


def sent(client: Client, address: str = ASK, **changes: str) -> Enquiry:
    """A question that has been sent."""
    response = client.post(address, answers(send="1", **changes))
    assert response.status_code == 302, response.content.decode()
    return Enquiry.objects.latest("pk")


def made(owner: Coordinator | None = None, *, days: int = 5, **fields: object) -> Enquiry:
    """A question in the database, to be answered in so many days."""
    due = timezone.localdate() + dt.timedelta(days=days)
    return Enquiry.objects.create(**{"text": "Salaisuus", "answer_by": due, "owner": owner, **fields})

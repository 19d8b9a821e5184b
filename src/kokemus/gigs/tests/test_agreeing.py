"""Choosing: binds, tells everybody, opens nothing half; several experts and several occasions."""

import pytest
from django.utils import timezone
from icalendar import Calendar

from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.experts.models import Commitment, Consent
from kokemus.gigs.actions import agreeing
from kokemus.gigs.models import Assignment, Offer
from kokemus.gigs.tests import brokered
from kokemus.messaging.models import Message

pytestmark = pytest.mark.django_db
SECRETS = ("masennus", "salainen", "ääritesti", "aino", "eero")


@pytest.fixture
def by():
    return brokered.coordinator()


def said_yes(gig, *names, **extra):
    return [brokered.offer(gig, brokered.expert(name, **extra), "yes") for name in names]


def messages(template):
    return Message.objects.filter(template=f"gigs/{template}")


def test_one_chosen_is_bound_and_everybody_hears(by):
    gig = brokered.gig(by, state="offered", address="Koulukatu 1")
    chosen, other = said_yes(gig, "Aino", "Eero")
    waiting = brokered.offer(gig, brokered.expert("Iida"))
    assert agreeing.choose(gig=gig, offers=[chosen], by=by)
    for row in (gig, chosen, other, waiting):
        row.refresh_from_db()
    assert (gig.state, chosen.state, other.state, waiting.state) == (
        "agreed",
        "chosen",
        "not_chosen",
        "withdrawn",
    )
    occasion = gig.occasions.get()
    assignment = Assignment.objects.get()
    assert (assignment.expert, assignment.occasion, assignment.offer) == (chosen.expert, occasion, chosen)
    assert (assignment.commitment.starts_at, assignment.commitment.kind) == (occasion.starts_at, "gig")
    assert messages("chosen").get().address == chosen.expert.email
    assert messages("not_chosen").get().address == other.expert.email
    assert messages("withdrawn").get().address == waiting.expert.email
    assert messages("agreed").get().address == "tilaaja@example.org"


def test_no_message_tells_a_name_or_topic_and_the_calendar_title_reveals_nothing(by):
    gig = brokered.gig(by, state="offered")
    agreeing.choose(gig=gig, offers=said_yes(gig, "Aino", "Eero")[:1], by=by)
    for message in Message.objects.all():
        assert not any(
            secret in f"{message.subject} {message.body} {message.attachment}".lower() for secret in SECRETS
        )
    assert "/pyynto/tila/" in messages("agreed").get().body
    for template in ("chosen", "agreed"):
        calendar = Calendar.from_ical(messages(template).get().attachment)
        (event,) = calendar.walk("VEVENT")
        assert str(event["summary"]) == "Kokemus: sovittu aika"
        assert event["dtstart"].params["TZID"] == "Europe/Helsinki"
        assert event["dtstart"].dt == gig.occasions.get().starts_at
        assert calendar.walk("VTIMEZONE")


def test_overlap_chooses_nobody_and_names_who(by):
    gig = brokered.gig(by, state="offered", times=2, experts_needed=2)
    free, bound = said_yes(gig, "Aino", "Eero")
    brokered.bind(bound.expert, gig.occasions.last())
    with pytest.raises(agreeing.CannotChoose) as caught:
        agreeing.choose(gig=gig, offers=[free, bound], by=by)
    assert (caught.value.expert, caught.value.code) == (bound.expert, "bound")
    assert caught.value.standing == Commitment.objects.get()
    assert set(Offer.objects.values_list("state", flat=True)) == {"yes"}
    assert not Assignment.objects.exists()
    assert not Message.objects.exists()


def test_consent_withdrawn_after_the_yes_stops_the_choice(by):
    gig = brokered.gig(by, state="offered")
    (offer,) = said_yes(gig, "Aino")
    Consent.objects.filter(expert=offer.expert).update(withdrawn_at=timezone.now())
    with pytest.raises(agreeing.CannotChoose) as caught:
        agreeing.choose(gig=gig, offers=[offer], by=by)
    assert caught.value.code == "no_consent"


def test_several_experts_are_chosen_one_after_another_and_each_is_bound_to_every_time(by):
    gig = brokered.gig(by, state="offered", times=3, experts_needed=2)
    first, second, third = said_yes(gig, "Aino", "Eero", "Iida")
    assert not agreeing.choose(gig=gig, offers=[first], by=by)
    gig.refresh_from_db()
    third.refresh_from_db()
    assert (gig.state, third.state) == ("offered", "yes")
    assert not messages("agreed").exists()
    assert agreeing.choose(gig=gig, offers=[second], by=by)
    assert Assignment.objects.count() == 6
    gig.refresh_from_db()
    third.refresh_from_db()
    assert (gig.state, third.state) == ("agreed", "not_chosen")


def test_fewer_than_needed_are_enough_when_the_coordinator_says_so(by):
    gig = brokered.gig(by, state="offered", experts_needed=3)
    assert agreeing.choose(gig=gig, offers=said_yes(gig, "Aino"), by=by, is_enough=True)


def test_double_press_chooses_once(by):
    gig = brokered.gig(by, state="offered")
    offers = said_yes(gig, "Aino")
    agreeing.choose(gig=gig, offers=offers, by=by)
    with pytest.raises(WrongState):
        agreeing.choose(gig=gig, offers=offers, by=by)
    assert Assignment.objects.count() == 1
    assert messages("chosen").count() == 1


def test_who_has_not_said_yes_cannot_be_chosen(by):
    gig = brokered.gig(by, state="offered")
    with pytest.raises(WrongState):
        agreeing.choose(gig=gig, offers=[brokered.offer(gig, brokered.expert())], by=by)


def test_only_a_coordinator_chooses(by):
    gig = brokered.gig(by, state="offered")
    with pytest.raises(NotAllowed):
        agreeing.choose(gig=gig, offers=said_yes(gig, "Aino"), by="link")


def test_a_gig_without_a_time_binds_nobody(by):
    gig = brokered.gig(by, state="offered", times=0)
    with pytest.raises(agreeing.NoTime):
        agreeing.choose(gig=gig, offers=said_yes(gig, "Aino"), by=by)


def test_a_crash_between_binding_and_telling_leaves_nothing(by, monkeypatch):
    gig = brokered.gig(by, state="offered")
    offers = said_yes(gig, "Aino")

    def crash(*_):
        raise RuntimeError("killed")

    monkeypatch.setattr(agreeing.emails, "agreed", crash)
    with pytest.raises(RuntimeError):
        agreeing.choose(gig=gig, offers=offers, by=by)
    gig.refresh_from_db()
    assert (gig.state, Commitment.objects.count(), Message.objects.count()) == ("offered", 0, 0)

"""What a strict reader found once: times of the bound, links without end, consent after the yes, late drop-outs."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kokemus.core import links
from kokemus.core.workflow import WrongState
from kokemus.experts.actions import consents
from kokemus.experts.models import Audience, Purpose, Refusal, Source
from kokemus.gigs import shortlist
from kokemus.gigs.actions import agreeing, cancelling, requesting
from kokemus.gigs.models import Gig, Offer
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> cast.Cast:
    return cast.make()


def test_times_stand_while_somebody_is_bound_to_them(county: cast.Cast) -> None:
    Gig.objects.filter(pk=county.gig.pk).update(state=Gig.State.OPEN)  # another of two dropped out
    begins = timezone.now() + dt.timedelta(days=30)
    with pytest.raises(WrongState):
        requesting.change(gig=county.gig, answers={}, times=[(begins, begins + dt.timedelta(hours=1))])
    county.occasion.refresh_from_db()
    assert county.occasion.state == "planned"
    assert not requesting.is_changeable(Gig.objects.get(pk=county.gig.pk))


def test_control_times_change_when_nobody_is_bound(county: cast.Cast) -> None:
    Gig.objects.filter(pk=county.gig.pk).update(state=Gig.State.OPEN)
    county.gig.occasions.get().assignments.update(cancelled_at=timezone.now())
    assert requesting.is_changeable(Gig.objects.get(pk=county.gig.pk))


@pytest.mark.parametrize("state", [Gig.State.CLOSED, Gig.State.DONE, Gig.State.CANCELLED])
def test_drop_out_is_refused_when_the_gig_is_over(county: cast.Cast, state: str) -> None:
    Gig.objects.filter(pk=county.gig.pk).update(state=state)
    with pytest.raises(WrongState):
        cancelling.drop_out(offer=county.chosen, by="link")
    county.chosen.refresh_from_db()
    assert county.chosen.state == Offer.State.CHOSEN


def test_drop_out_goes_while_the_gig_is_ahead(county: cast.Cast) -> None:
    cancelling.drop_out(offer=county.chosen, by="link")
    county.chosen.refresh_from_db()
    assert county.chosen.state != Offer.State.CHOSEN


def test_offer_link_shows_nothing_of_a_gig_long_past(county: cast.Cast, client: Client) -> None:
    long_ago = timezone.now() - dt.timedelta(days=120)
    county.gig.occasions.update(starts_at=long_ago, ends_at=long_ago + dt.timedelta(hours=2))
    page = client.get(f"/keikat/ehdotus/{links.token('offer', county.chosen.public_id)}/")
    assert "Yrjö Yhteys" not in page.content.decode()
    assert "Tiina" not in page.content.decode()


@pytest.mark.parametrize("refusal", [{"audience": Audience.OWN_UNITS}, {"role": "trainer"}])
def test_refusal_after_the_yes_stops_the_choice(county: cast.Cast, refusal: dict[str, Any]) -> None:
    if "role" in refusal:
        refusal = {"role": cast.topics.Role.objects.get(code="trainer")}
    Gig.objects.filter(pk=county.gig.pk).update(state=Gig.State.OFFERED)
    Offer.objects.filter(pk=county.sent.pk).update(state=Offer.State.YES)
    Refusal.objects.create(expert=county.eero, **refusal)
    with pytest.raises(agreeing.CannotChoose):
        agreeing.choose(gig=county.gig, offers=[Offer.objects.get(pk=county.sent.pk)], by=county.coordinator)


def test_standing_consent_holds_though_it_is_dated_before_an_earlier_answer(county: cast.Cast) -> None:
    answer = {
        "expert": county.eero,
        "topics": [county.gig.topics.get()],
        "purposes": [Purpose.OFFERS],
        "audiences": [Audience.OWN_UNITS],
        "by": county.coordinator,
    }
    today = timezone.localdate()
    consents.refuse(source=Source.PHONE, on=today, **answer)
    consents.give(source=Source.PAPER, on=today - dt.timedelta(days=3), **answer)
    proposal = shortlist.against(county.gig, [county.eero], today)[county.eero.public_id]
    assert "consent_refused" not in {reason.code for reason in proposal.blocks}

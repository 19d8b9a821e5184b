"""The register as the matching sees it: consent, carried over, protection; as many queries for 3 as for 30."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kokemus.experts.actions import consents
from kokemus.experts.models import Consent, Pause, Refusal
from kokemus.experts.tests.people import topic
from kokemus.gigs import shortlist
from kokemus.gigs.tests import brokered

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


def only(gig):
    """The one proposal or block of a gig with one candidate."""
    found = shortlist.of(gig, today())
    (one,) = [*found.proposals, *found.others]
    return one


def codes(gig):
    return [reason.code for reason in only(gig).blocks]


def test_expert_with_consent_is_proposed():
    expert = brokered.expert(municipality="Lappeenranta")
    found = shortlist.of(brokered.gig(), today())
    assert [each.candidate.reference for each in found.proposals] == [expert.public_id]
    assert dict(found.proposals[0].reasons[1].params)["km"] in range(25, 45)


def test_consent_withdrawn_blocks_at_the_next_look():
    expert, gig = brokered.expert(), brokered.gig()
    assert codes(gig) == []
    Consent.objects.filter(expert=expert).update(withdrawn_at=timezone.now())
    assert codes(gig) == ["consent_refused"]


def test_consent_to_another_audience_only_blocks():
    expert = brokered.expert(asked=False)
    brokered.consent(expert, "depression", audiences=["own_units"])
    assert codes(brokered.gig()) == []
    assert codes(brokered.gig(audience="media")) == ["consent_missing"]


def test_asked_and_answered_no_blocks():
    expert = brokered.expert(asked=False)
    brokered.consent(expert, "depression", audiences=["own_units"], given=False)
    assert codes(brokered.gig()) == ["consent_refused"]


def test_carried_over_and_not_asked_is_to_be_phoned_and_the_consent_of_the_call_counts():
    expert, gig = brokered.expert(asked=False), brokered.gig()
    assert only(gig).must_be_phoned
    by = brokered.coordinator()
    consents.give(
        expert=expert,
        topics=[topic("depression")],
        purposes=["offers"],
        audiences=["own_units"],
        source="phone",
        by=by,
    )
    assert codes(gig) == []
    assert not only(gig).must_be_phoned


def test_added_here_and_never_asked_blocks():
    expert = brokered.expert(asked=False)
    expert.experiences.update(is_carried_over=False)
    assert codes(brokered.gig()) == ["consent_missing"]


def test_subtopics_of_an_area_and_the_area_of_a_subtopic_are_found():
    brokered.expert(code="mental-health")
    assert only(brokered.gig()).is_by_area
    assert not only(brokered.gig(topics=["mental-health"])).is_by_area


def test_other_topics_are_counted_and_not_read():
    brokered.expert(code="gambling")
    found = shortlist.of(brokered.gig(), today())
    assert (found.proposals, found.others, found.elsewhere) == ([], [], 1)


def test_protected_person_has_no_distance_and_no_home():
    brokered.expert(is_protected=True, municipality="Imatra", areas=["Lemi"])
    one = only(brokered.gig())
    assert one.candidate.distance_km is None
    assert one.candidate.municipality == ""
    assert [reason.code for reason in one.blocks] == ["outside_areas"]
    assert codes(brokered.gig(municipality="Lemi")) == []


def test_village_is_its_municipality():
    brokered.expert(not_in_home_municipality=True, municipality="Vuoksenniska")
    assert codes(brokered.gig()) == ["at_home"]


def test_commitment_pause_refusal_and_limit_are_read():
    gig = brokered.gig(role=brokered.role())
    expert = brokered.expert(monthly_limit=1, rest_days=2)
    brokered.bind(expert, gig.occasions.get())
    Pause.objects.create(expert=expert, starts_on=today(), ends_on=today() + dt.timedelta(days=2))
    Refusal.objects.create(expert=expert, role=brokered.role())
    Refusal.objects.create(expert=expert, audience="own_units")
    assert codes(gig) == [
        "role_refused",
        "audience_refused",
        "on_pause",
        "bound_elsewhere",
        "resting",
        "month_full",
    ]


def test_already_asked_blocks_until_the_offer_has_run_out():
    gig, expert = brokered.gig(), brokered.expert()
    offer = brokered.offer(gig, expert)
    assert codes(gig) == ["already_asked"]
    offer.state = "expired"
    offer.save()
    assert codes(gig) == []


def test_left_and_merged_are_not_there_at_all():
    brokered.expert(state="left")
    brokered.expert(merged_into=brokered.expert("Toinen"))
    assert len(shortlist.of(brokered.gig(), today()).proposals) == 1


def queries(gig):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        shortlist.of(gig, today())
    return len(caught)


def test_same_number_of_queries_for_3_and_for_30():
    gig = brokered.gig()
    for number in range(3):
        brokered.expert(f"A{number}", roles=["trainer"], areas=["Imatra"])
    few = queries(gig)
    for number in range(27):
        brokered.expert(f"B{number}", roles=["trainer"], areas=["Imatra"])
    assert queries(gig) == few <= 16

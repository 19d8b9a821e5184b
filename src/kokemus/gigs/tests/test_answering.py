"""Yes, another time, no, too late, taken back; and answers that a coordinator records from the phone."""

import pytest

from kokemus.audit.models import Entry
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.experts.models import Consent
from kokemus.gigs.actions import answering
from kokemus.gigs.tests import brokered
from kokemus.messaging.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return brokered.coordinator()


@pytest.fixture
def offer(by):
    return brokered.offer(brokered.gig(by, state="offered"), brokered.expert(user=brokered.user("expert")))


def gig_state(offer):
    offer.gig.refresh_from_db()
    return offer.gig.state


def test_yes_by_link_is_recorded_and_binds_nobody(offer):
    answering.accept(offer=offer, by="link")
    assert (offer.state, offer.answered_by, gig_state(offer)) == ("yes", "link", "offered")
    assert offer.answered_at is not None
    assert not offer.expert.commitments.exists()
    assert not Message.objects.exists()
    assert Entry.objects.changes().of(offer.public_id).get().actor_role == "link"


def test_yes_signed_in_and_by_phone_say_so(offer, by):
    answering.accept(offer=offer, by=offer.expert.user)
    assert offer.answered_by == "signed_in"
    other = brokered.offer(offer.gig, brokered.expert("Eero"))
    answering.record(offer=other, answer="yes", by=by)
    assert other.answered_by == "phone"


def test_another_expert_may_not_answer(offer):
    with pytest.raises(NotAllowed):
        answering.accept(offer=offer, by=brokered.user("expert"))


def test_no_of_the_last_one_asked_opens_the_gig_again(offer):
    answering.decline(offer=offer, by="link")
    assert (offer.state, gig_state(offer)) == ("no", "open")


def test_no_of_one_when_others_may_still_answer_leaves_the_gig(offer):
    brokered.offer(offer.gig, brokered.expert("Eero"))
    answering.decline(offer=offer, by="link")
    assert gig_state(offer) == "offered"


def test_another_time_keeps_the_words(offer):
    answering.propose_another_time(offer=offer, words="Tiistaisin", by="link")
    assert (offer.state, offer.another_time, gig_state(offer)) == ("another_time", "Tiistaisin", "open")


@pytest.mark.parametrize("act", [answering.accept, answering.decline])
def test_second_answer_raises_and_changes_nothing(offer, act):
    answering.accept(offer=offer, by="link")
    with pytest.raises(WrongState):
        act(offer=offer, by="link")
    offer.refresh_from_db()
    assert offer.state == "yes"


def test_late_answer_raises_before_the_job_has_noticed(by):
    late = brokered.offer(brokered.gig(by, state="offered"), brokered.expert(), hours=-1)
    for act in (answering.accept, answering.decline):
        with pytest.raises(answering.TooLate):
            act(offer=late, by="link")
    answering.record(offer=late, answer="yes", by=by)
    assert late.state == "yes"


def test_coordinator_records_a_yes_after_the_offer_has_run_out(by):
    late = brokered.offer(brokered.gig(by, state="offered"), brokered.expert(), "expired", hours=-1)
    answering.record(offer=late, answer="yes", by=by)
    assert late.state == "yes"


def test_yes_taken_back_before_the_choice(offer):
    answering.accept(offer=offer, by="link")
    answering.take_back(offer=offer, by="link")
    assert (offer.state, gig_state(offer)) == ("no", "open")
    with pytest.raises(WrongState):
        answering.take_back(offer=offer, by="link")


def test_carried_over_yes_needs_the_consent_of_the_call(by):
    carried = brokered.offer(brokered.gig(by, state="offered"), brokered.expert(asked=False))
    with pytest.raises(answering.ConsentNotAsked):
        answering.record(offer=carried, answer="yes", by=by)
    assert not Consent.objects.exists()
    answering.record(offer=carried, answer="yes", by=by, asked_consent=True)
    consent = Consent.objects.get()
    assert (carried.state, consent.source, consent.audience, consent.is_given) == (
        "yes",
        "phone",
        "own_units",
        True,
    )


def test_carried_over_no_writes_no_consent(by):
    carried = brokered.offer(brokered.gig(by, state="offered"), brokered.expert(asked=False))
    answering.record(offer=carried, answer="no", by=by)
    assert carried.state == "no"
    assert not Consent.objects.exists()


def test_only_a_coordinator_records(offer):
    with pytest.raises(NotAllowed):
        answering.record(offer=offer, answer="yes", by=offer.expert.user)

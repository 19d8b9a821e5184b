"""Each block alone keeps somebody out and says why; without it the same person is proposed. And the order is fair."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kokemus.gigs import matching
from kokemus.gigs.facts import (
    NEVER_GIVEN,
    REFUSED,
    UNASKED,
    Candidate,
    Lived,
    Time,
    Wanted,
    WantedTopic,
    Weekly,
)
from kokemus.gigs.matching import propose, rank
from kokemus.gigs.reasons import words

ZONE = ZoneInfo("Europe/Helsinki")
TODAY = dt.date(2026, 11, 24)


def at(day, hour=14, hours=2, kind=""):
    starts = dt.datetime(2026, 12, day, hour, tzinfo=ZONE)
    return Time(starts, starts + dt.timedelta(hours=hours), kind)


AREA, TOPIC, OTHER = 1, 11, 12
WANTED = Wanted(
    reference="gig",
    today=TODAY,
    topics=(WantedTopic(TOPIC, AREA),),
    perspective="own",
    role="trainer",
    languages=("fi",),
    municipality="Imatra",
    times=(at(10),),
)
FITS = Candidate(
    reference="aino",
    lived=(Lived(TOPIC, AREA),),
    languages=("fi", "sv"),
    municipality="Imatra",
    distance_km=0.0,
    roles=frozenset({"trainer"}),
)


def lived(consent):
    return (Lived(TOPIC, AREA, consent=consent),)


BLOCKED = [
    (matching.not_active, {"state": "paused"}, "not_active"),
    (matching.already_asked, {"was_asked": True}, "already_asked"),
    (matching.other_topics, {"lived": (Lived(99, 9),)}, "other_topics"),
    (matching.topic_refused, {"refused_topics": frozenset({TOPIC})}, "topic_refused"),
    (matching.topic_refused, {"refused_topics": frozenset({AREA})}, "topic_refused"),
    (matching.no_consent, {"lived": lived(REFUSED)}, "consent_refused"),
    (matching.no_consent, {"lived": lived(NEVER_GIVEN)}, "consent_missing"),
    (matching.role_refused, {"refused_roles": frozenset({"trainer"})}, "role_refused"),
    (matching.audience_refused, {"refused_audiences": frozenset({"own_units"})}, "audience_refused"),
    (matching.on_pause, {"pauses": ((TODAY, None),)}, "on_pause"),
    (matching.on_pause, {"pauses": ((dt.date(2026, 12, 10), dt.date(2026, 12, 10)),)}, "on_pause"),
    (matching.other_language, {"languages": ("sv",)}, "other_language"),
    (matching.other_attendance, {"attendance": "remote"}, "only_remote"),
    (matching.at_home, {"not_in_home_municipality": True}, "at_home"),
    (matching.too_far, {"max_distance_km": 20, "distance_km": 35.0}, "too_far"),
    (matching.outside_areas, {"municipality": "Lemi", "areas": frozenset({"Lemi"})}, "outside_areas"),
    (matching.outside_own_areas, {"is_protected": True, "areas": frozenset({"Lemi"})}, "outside_areas"),
    (matching.outside_own_areas, {"is_protected": True, "distance_km": None}, "outside_areas"),
    (matching.unavailable, {"unavailable": (Weekly(3, dt.time(8), dt.time(15)),)}, "unavailable"),
    (matching.bound_elsewhere, {"bound": (at(10, hour=15),)}, "bound_elsewhere"),
    (matching.resting, {"rest_days": 3, "bound": (at(12, kind="gig"),)}, "resting"),
    (matching.month_full, {"monthly_limit": 1, "bound": (at(20, kind="gig"),)}, "month_full"),
]


@pytest.mark.parametrize(
    ("block", "facts", "code"), BLOCKED, ids=lambda value: getattr(value, "__name__", "")
)
def test_one_block_alone_keeps_out_and_without_it_the_person_is_proposed(monkeypatch, block, facts, code):
    candidate = replace(FITS, **facts)
    proposals, others = rank(WANTED, [candidate])
    assert proposals == []
    assert [reason.code for reason in others[0].blocks] == [code]
    assert words(others[0].blocks[0])
    monkeypatch.setattr(matching, "BLOCKS", tuple(each for each in matching.BLOCKS if each is not block))
    proposals, others = rank(WANTED, [candidate])
    assert [each.candidate for each in proposals] == [candidate]
    assert others == []


def test_every_block_has_a_case():
    assert {block for block, _facts, _code in BLOCKED} == set(matching.BLOCKS)


def test_somebody_who_fits_is_not_blocked_and_has_reasons_in_words():
    proposal = propose(WANTED, FITS)
    assert proposal.blocks == ()
    assert [reason.code for reason in proposal.reasons] == [
        "perspective_own", "near", "no_gig_yet", "role", "topic", "language"
    ]  # fmt: skip
    assert all(words(reason) for reason in proposal.reasons)


def test_carried_over_is_proposed_and_must_be_phoned():
    proposal = propose(WANTED, replace(FITS, lived=lived(UNASKED)))
    assert proposal.blocks == ()
    assert proposal.must_be_phoned


def test_a_given_consent_goes_before_one_not_asked():
    both = (Lived(TOPIC, AREA, "close_one"), Lived(TOPIC, AREA, "own", UNASKED))
    proposal = propose(WANTED, replace(FITS, lived=both))
    assert not proposal.must_be_phoned
    assert [each.perspective for each in proposal.lived] == ["close_one"]


def test_another_topic_refused_when_one_fits_does_not_keep_out():
    wanted = replace(WANTED, topics=(WantedTopic(TOPIC, AREA), WantedTopic(OTHER, AREA)))
    candidate = replace(
        FITS, lived=(Lived(TOPIC, AREA), Lived(OTHER, AREA)), refused_topics=frozenset({OTHER})
    )
    assert propose(wanted, candidate).blocks == ()


def test_refusal_and_missing_consent_of_two_topics_keep_out_together():
    wanted = replace(WANTED, topics=(WantedTopic(TOPIC, AREA), WantedTopic(OTHER, AREA)))
    candidate = replace(
        FITS,
        lived=(Lived(TOPIC, AREA), Lived(OTHER, AREA, consent=REFUSED)),
        refused_topics=frozenset({TOPIC}),
    )
    assert [reason.code for reason in propose(wanted, candidate).blocks] == ["consent_refused"]


def test_an_area_asked_for_takes_its_children_and_a_child_takes_its_area_more_weakly():
    area = replace(WANTED, topics=(WantedTopic(AREA, AREA),))
    assert propose(area, FITS).fit == propose(WANTED, FITS).fit
    by_area = propose(WANTED, replace(FITS, lived=(Lived(AREA, AREA),)))
    assert by_area.blocks == ()
    assert by_area.is_by_area
    assert by_area.fit < propose(WANTED, FITS).fit


@pytest.mark.parametrize("distance", [0.0, 5.0, 900.0, None])
@pytest.mark.parametrize("limit", [None, 10])
def test_a_protected_person_is_matched_by_named_areas_whatever_the_distance(distance, limit):
    named = replace(
        FITS, is_protected=True, areas=frozenset({"Imatra"}), distance_km=distance, max_distance_km=limit
    )
    assert propose(WANTED, named).blocks == ()
    assert not any(reason.code in ("near", "distance") for reason in propose(WANTED, named).reasons)
    elsewhere = replace(named, areas=frozenset({"Lemi"}))
    assert [reason.code for reason in propose(WANTED, elsewhere).blocks] == ["outside_areas"]


def test_a_protected_person_may_come_remotely():
    remote = replace(WANTED, place_kind="remote")
    assert propose(remote, replace(FITS, is_protected=True)).blocks == ()


def test_an_unknown_distance_does_not_keep_out_and_is_said():
    proposal = propose(WANTED, replace(FITS, municipality="", distance_km=None, max_distance_km=20))
    assert proposal.blocks == ()
    assert "distance_unknown" in [reason.code for reason in proposal.reasons]


def test_a_gig_either_way_suits_who_comes_only_remotely():
    assert propose(replace(WANTED, place_kind="either"), replace(FITS, attendance="remote")).blocks == ()


def test_every_time_of_a_gig_must_suit():
    wanted = replace(WANTED, times=(at(10), at(17)))
    assert propose(wanted, replace(FITS, bound=(at(17),))).blocks[0].code == "bound_elsewhere"


def test_back_to_back_times_do_not_overlap():
    assert propose(WANTED, replace(FITS, bound=(at(10, hour=16), at(10, hour=12)))).blocks == ()


def test_a_weekly_time_over_midnight_counts_on_both_days():
    night = replace(WANTED, times=(at(10, hour=22, hours=4),))
    morning = (Weekly(4, dt.time(0), dt.time(6)),)
    assert propose(night, replace(FITS, unavailable=morning)).blocks[0].code == "unavailable"


def test_perspective_decides_before_waiting_and_unknown_stands_between():
    waited = replace(FITS, reference="b", lived=(Lived(TOPIC, AREA, "close_one"),), last_gig_on=None)
    unknown = replace(
        FITS, reference="c", lived=(Lived(TOPIC, AREA, "unknown"),), last_gig_on=dt.date(2026, 6, 1)
    )
    fits = replace(FITS, reference="a", last_gig_on=dt.date(2026, 11, 20))
    proposals, _others = rank(WANTED, [waited, unknown, fits])
    assert [each.candidate.reference for each in proposals] == ["a", "c", "b"]


def test_of_equal_fits_never_gigged_by_joining_then_longest_without():
    people = [
        replace(FITS, reference="lately", last_gig_on=dt.date(2026, 11, 1)),
        replace(FITS, reference="long-ago", last_gig_on=dt.date(2025, 1, 1)),
        replace(FITS, reference="agreed", last_gig_on=dt.date(2024, 1, 1), bound=(at(28, kind="gig"),)),
        replace(FITS, reference="new", joined_on=dt.date(2026, 10, 1)),
        replace(FITS, reference="old", joined_on=dt.date(2020, 10, 1)),
    ]
    proposals, _others = rank(WANTED, people)
    assert [each.candidate.reference for each in proposals] == ["old", "new", "long-ago", "lately", "agreed"]


def test_ties_fall_differently_for_different_gigs_so_that_no_name_always_wins():
    people = [replace(FITS, reference=f"person-{number}") for number in range(8)]
    firsts = {
        rank(replace(WANTED, reference=f"gig-{n}"), people)[0][0].candidate.reference for n in range(40)
    }
    assert len(firsts) > 3


days = st.one_of(st.none(), st.dates(dt.date(2020, 1, 1), dt.date(2026, 11, 1)))
people = st.lists(
    st.builds(
        Candidate,
        reference=st.uuids().map(str),
        joined_on=days,
        last_gig_on=days,
        lived=st.sampled_from(
            [
                lived("given"),
                lived(UNASKED),
                lived(REFUSED),
                (Lived(AREA, AREA),),
                (Lived(TOPIC, AREA, "close_one"),),
            ]
        ),
        languages=st.sampled_from([(), ("fi",), ("sv",)]),
        is_trained=st.booleans(),
        distance_km=st.one_of(st.none(), st.floats(0, 600)),
        max_distance_km=st.one_of(st.none(), st.integers(0, 300)),
        is_protected=st.booleans(),
        areas=st.sampled_from([frozenset(), frozenset({"Imatra"}), frozenset({"Lemi"})]),
    ),
    max_size=12,
    unique_by=lambda candidate: candidate.reference,
)


@settings(max_examples=60, deadline=None)
@given(people=people, data=st.data())
def test_the_order_does_not_depend_on_the_order_of_the_register_and_nobody_is_lost(people, data):
    shuffled = data.draw(st.permutations(people))
    first, others = rank(WANTED, people)
    again, others_again = rank(WANTED, shuffled)
    assert first == again
    assert {each.candidate.reference for each in [*first, *others]} == {each.reference for each in people}
    assert len(others) == len(others_again)
    fits = [each.fit for each in first]
    assert fits == sorted(fits, reverse=True)
    for one, next_ in pairwise(first):
        if one.fit == next_.fit:
            assert one.candidate.last_gig_on is None or (
                next_.candidate.last_gig_on is not None
                and one.candidate.last_gig_on <= next_.candidate.last_gig_on
            )

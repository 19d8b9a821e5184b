"""Who gets what arrives."""

from dataclasses import dataclass

import pytest

from kokemus.organisation.routing import route

REGISTER, MIND, THIRD = 1, 2, 3
MENTAL_HEALTH, ADDICTION, FAMILY, AGEING = 10, 11, 12, 13


@dataclass
class Row:
    door: str
    area_id: int | None
    coordinator_id: int


TABLE = [
    Row("request", None, REGISTER),
    Row("join", None, REGISTER),
    Row("join", MENTAL_HEALTH, MIND),
    Row("join", ADDICTION, MIND),
    Row("join", FAMILY, REGISTER),
]
STAND_INS = {REGISTER: MIND, MIND: REGISTER, THIRD: None}


def routed(door="join", areas=(), routes=TABLE, stand_ins=STAND_INS, away=()):
    return route(door=door, areas=areas, routes=routes, stand_ins=stand_ins, away=away)


@pytest.mark.parametrize(
    ("door", "areas", "expected"),
    [
        ("join", [MENTAL_HEALTH], MIND),
        ("join", [FAMILY], REGISTER),
        ("join", [], REGISTER),
        ("join", [AGEING], REGISTER),  # an area without a row
        ("join", [AGEING, ADDICTION], MIND),  # the area that has a row decides
        ("join", [FAMILY, MENTAL_HEALTH, MENTAL_HEALTH], MIND),  # named most often
        ("join", [FAMILY, MENTAL_HEALTH], REGISTER),  # as often: named first
        ("request", [MENTAL_HEALTH], REGISTER),  # another door's rows do not count
    ],
)
def test_route_when_everybody_is_there(door, areas, expected):
    assert routed(door, areas) == expected


def test_route_when_the_coordinator_is_away():
    assert routed(areas=[MENTAL_HEALTH], away={MIND}) == REGISTER


def test_route_when_the_stand_in_is_away_too():
    chain = {REGISTER: MIND, MIND: THIRD, THIRD: None}
    assert routed(areas=[FAMILY], stand_ins=chain, away={REGISTER, MIND}) == THIRD


def test_route_when_stand_ins_stand_in_for_each_other_and_both_are_away():
    assert routed(areas=[FAMILY], away={REGISTER, MIND}) == THIRD


def test_route_when_everybody_is_away():
    assert routed(areas=[MENTAL_HEALTH], away={REGISTER, MIND, THIRD}) == MIND


def test_route_when_the_coordinator_has_no_stand_in():
    assert routed(areas=[FAMILY], stand_ins={REGISTER: None, THIRD: None}, away={REGISTER}) == THIRD


def test_route_when_the_door_has_no_row():
    assert routed(door="talk") == REGISTER
    assert routed(door="talk", away={REGISTER}) == MIND


def test_route_when_there_is_no_coordinator():
    assert routed(routes=[], stand_ins={}) is None


def test_route_when_no_row_takes_it_and_nobody_else_may_get_it():
    only_mind = [Row("more", MENTAL_HEALTH, MIND)]
    asked = {"door": "more", "routes": only_mind, "stand_ins": STAND_INS, "anybody": False}
    assert route(areas=[FAMILY], away=(), **asked) is None
    assert route(areas=[MENTAL_HEALTH], away={MIND}, **asked) == REGISTER

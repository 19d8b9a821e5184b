"""The arithmetic of fees: which row pays, how it is rounded, what crashes rather than guesses."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kokemus.fees import calculation as calc

D = Decimal
NOTHING, RATE, KM_RATE = D(0), D("25.00"), D("0.550")
DAY = dt.date(2026, 11, 24)


@dataclass(frozen=True)
class Row:
    kind: str = ""
    working_form: str = "assignment"
    trained: bool | None = None
    min_hours: Decimal = NOTHING
    max_hours: Decimal | None = None
    unit: str = "hour"
    amount: Decimal = RATE
    pays_preparation: bool = True
    income_type: str = "214"
    valid_from: dt.date = dt.date(2026, 1, 1)
    valid_until: dt.date | None = None


@dataclass(frozen=True)
class Km:
    amount: Decimal = KM_RATE
    income_type: str = "311"
    valid_from: dt.date = dt.date(2026, 1, 1)


TASK = {"kind": "trainer", "working_form": "assignment", "trained": True, "hours": D(2), "on": DAY}
WORK = {**TASK, "preparation_hours": D(1)}


def test_fee_is_hours_with_preparation_when_paid_by_the_hour():
    line = calc.fee([Row()], **WORK)
    assert (line.quantity, line.amount, line.income_type) == (D(3), D("75.00"), "214")


def test_preparation_is_left_out_when_the_row_does_not_pay_it():
    assert calc.fee([Row(pays_preparation=False)], **WORK).amount == D("50.00")


def test_fee_is_one_amount_when_the_row_pays_the_whole_gig():
    line = calc.fee([Row(unit="gig", amount=D("120.00"))], **WORK)
    assert (line.quantity, line.amount) == (D(1), D("120.00"))


def test_fee_is_zero_and_needs_no_row_when_it_is_refused_or_unpaid():
    assert calc.fee([], **WORK, refused=True).amount == 0
    assert calc.fee([], **{**WORK, "working_form": "unpaid"}).code == "unpaid"


def test_share_is_paid_when_a_gig_was_cancelled_too_late():
    assert calc.fee([Row()], **WORK, share_percent=50).amount == D("37.50")
    with pytest.raises(ValueError, match="share_percent"):
        calc.fee([Row()], **WORK, share_percent=101)


MOST_SPECIFIC = [
    Row(amount=D(1)),
    Row(amount=D(2), max_hours=D(3)),
    Row(amount=D(3), trained=True),
    Row(amount=D(4), trained=True, max_hours=D(3)),
    Row(amount=D(5), kind="trainer"),
    Row(amount=D(6), kind="trainer", max_hours=D(3)),
    Row(amount=D(7), kind="trainer", trained=True),
    Row(amount=D(8), kind="trainer", trained=True, max_hours=D(3)),
]


@pytest.mark.parametrize("count", range(1, 9))
def test_most_specific_row_pays_when_several_fit(count):
    assert calc.rate_for(MOST_SPECIFIC[:count], **TASK).amount == D(count)
    assert calc.rate_for(reversed(MOST_SPECIFIC[:count]), **TASK).amount == D(count)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "media"},
        {"working_form": "employment"},
        {"trained": False},
        {"min_hours": D(2)},
        {"max_hours": D("1.75")},
        {"valid_from": dt.date(2026, 11, 25)},
        {"valid_until": dt.date(2026, 11, 23)},
    ],
)
def test_no_rate_is_told_when_no_row_fits(change):
    with pytest.raises(calc.NoRate):
        calc.rate_for([replace(Row(kind="trainer", trained=True), **change)], **TASK)


def test_length_is_over_and_at_most_when_rows_meet():
    short, long = Row(amount=D(1), max_hours=D(2)), Row(amount=D(2), min_hours=D(2))
    assert calc.rate_for([short, long], **TASK).amount == 1
    assert calc.rate_for([short, long], **{**TASK, "hours": D("2.25")}).amount == 2
    assert calc.rate_for([short, long], **{**TASK, "hours": D(0)}).amount == 1


def test_row_that_began_last_pays_when_rows_are_equally_specific():
    old, new = Row(amount=D(20)), Row(amount=D(30), valid_from=dt.date(2026, 6, 1))
    assert calc.rate_for([new, old], **TASK).amount == 30
    assert calc.rate_for([new, old], **{**TASK, "on": dt.date(2026, 5, 31)}).amount == 20


def test_two_equal_rows_crash_rather_than_guess():
    with pytest.raises(calc.AmbiguousRate):
        calc.rate_for([Row(max_hours=D(2)), Row(max_hours=D(3))], **TASK)


@pytest.mark.parametrize("name", ["hours", "preparation_hours"])
def test_float_and_negative_hours_crash(name):
    with pytest.raises(TypeError):
        calc.fee([Row()], **{**WORK, name: 1.5})
    with pytest.raises(ValueError, match="negative"):
        calc.fee([Row()], **{**WORK, name: D(-1)})


def test_kilometres_follow_the_row_in_force():
    rows = [
        Km(),
        Km(amount=D("0.590"), valid_from=dt.date(2025, 1, 1)),
        Km(amount=D(9), valid_from=dt.date(2027, 1, 1)),
    ]
    (line,) = calc.travel(rows, calc.Travel("km", kilometres=D("40.5")), on=DAY)
    assert (line.amount, line.income_type) == (D("22.28"), "311")  # 22.275 rounded half up
    with pytest.raises(calc.NoTravelRate):
        calc.travel(rows, calc.Travel("km", kilometres=D(1)), on=dt.date(2024, 12, 31))


def test_kilometres_are_refused_beside_non_wage_compensation():
    trip = calc.Travel("km", kilometres=D(10))
    with pytest.raises(calc.TravelNotAllowed):
        calc.travel([Km()], trip, on=DAY, fee_income_type="336")
    assert calc.travel([Km(income_type="336")], trip, on=DAY, fee_income_type="336")[0].amount == D("5.50")


def test_ticket_is_paid_back_and_an_advance_ticket_is_only_shown():
    assert calc.travel([], calc.Travel("none"), on=DAY) == []
    (ticket,) = calc.travel([], calc.Travel("ticket", ticket_amount=D("12.40")), on=DAY)
    (advance,) = calc.travel([], calc.Travel("advance", ticket_amount=D("12.40")), on=DAY)
    assert (ticket.amount, ticket.income_type) == (D("12.40"), "")
    assert (advance.amount, advance.unit_amount) == (0, D("12.40"))
    with pytest.raises(ValueError, match="taxi"):
        calc.travel([], calc.Travel("taxi"), on=DAY)


def test_estimate_is_none_when_the_table_does_not_say():
    assert calc.estimate([], **WORK) is None
    assert calc.estimate([Row(), Row()], **WORK) is None
    assert calc.estimate([], **{**WORK, "working_form": "unpaid"}) == 0


def test_estimate_is_the_higher_fee_when_nobody_knows_who_comes():
    rows = [Row(trained=True), Row(trained=False, amount=D(20))]
    assert calc.estimate(rows, **{**WORK, "trained": None}) == D("75.00")
    assert calc.estimate(rows[1:], **{**WORK, "trained": None}) == D("60.00")


def test_explanation_says_how_the_amount_came_about():
    with translation.override("en"):
        line = calc.fee([Row()], **WORK)
        assert calc.explain(line.code, line.params) == "(2 h + 1 h preparation) × €25.00/h = €75.00"
        half = calc.fee([Row()], **WORK, share_percent=50)
        assert calc.explain(half.code, half.params).startswith("50 % of (2 h + 1 h")
        (km,) = calc.travel([Km(amount=D("0.585"))], calc.Travel("km", kilometres=D(10)), on=DAY)
        assert calc.explain(km.code, km.params) == "10 km × €0.585/km = €5.85"


def test_every_code_has_words_in_every_case():
    lines = [
        calc.fee([Row(unit=unit, pays_preparation=paid)], **WORK, share_percent=share)
        for unit in ("hour", "gig")
        for paid in (True, False)
        for share in (100, 50)
    ]
    lines += [calc.fee([], **WORK, refused=True), calc.fee([], **{**WORK, "working_form": "unpaid"})]
    for kind in ("km", "ticket", "advance"):
        lines += calc.travel([Km()], calc.Travel(kind, D(10), D(10)), on=DAY)
    assert all(calc.explain(line.code, line.params) for line in lines)


@pytest.mark.parametrize(
    ("claimed", "on", "says"),
    [
        (dt.date(2026, 11, 1), dt.date(2026, 11, 5), ""),
        (dt.date(2026, 11, 1), dt.date(2026, 11, 7), "soon"),  # cut-off on the 10th
        (dt.date(2026, 11, 1), dt.date(2026, 11, 11), "late"),
        (
            dt.date(2026, 11, 4),
            dt.date(2026, 11, 11),
            "",
        ),  # six days were not a week: the cut-off of the 25th
        (dt.date(2026, 11, 20), dt.date(2026, 12, 4), "soon"),  # the calendar ends
        (dt.date(2026, 11, 20), dt.date(2026, 12, 5), "late"),
    ],
)
def test_claim_is_late_when_the_cut_off_it_was_meant_for_has_passed(claimed, on, says):
    cut_offs = [dt.date(2026, 11, 25), dt.date(2026, 11, 10)]
    assert calc.lateness(claimed_on=claimed, cut_offs=cut_offs, on=on) == says


quarters = st.integers(0, 4000).map(lambda n: D(n) / 4)
euros = st.integers(0, 100_000).map(lambda n: D(n) / 100)


def exact(hours, preparation, amount, share=100) -> Decimal:
    """The same by fractions: an independent way to the cent."""
    value = (Fraction(hours) + Fraction(preparation)) * Fraction(amount) * Fraction(share, 100)
    doubled = value * 200
    return D((doubled.numerator // doubled.denominator + 1) // 2) / 100


@given(hours=quarters, preparation=quarters, amount=euros, share=st.integers(0, 100))
def test_fee_equals_fractions_rounded_half_up(hours, preparation, amount, share):
    task = {**WORK, "hours": hours, "preparation_hours": preparation}
    line = calc.fee([Row(amount=amount)], **task, share_percent=share)
    assert line.amount == exact(hours, preparation, amount, share) >= 0
    assert line.amount == line.amount.quantize(D("0.01"), rounding=ROUND_HALF_UP)


@given(a=quarters, b=quarters, amount=euros)
def test_two_part_fees_differ_from_the_whole_by_at_most_a_cent(a, b, amount):
    def paid(hours):
        return calc.fee([Row(amount=amount)], **{**WORK, "hours": hours, "preparation_hours": D(0)}).amount

    assert abs(paid(a) + paid(b) - paid(a + b)) <= D("0.01")


@given(
    km=st.integers(0, 20_000).map(lambda n: D(n) / 10), rate=st.integers(0, 2000).map(lambda n: D(n) / 1000)
)
def test_kilometres_equal_fractions_rounded_half_up(km, rate):
    (line,) = calc.travel([Km(amount=rate)], calc.Travel("km", kilometres=km), on=DAY)
    assert line.amount == exact(km, 0, rate) >= 0

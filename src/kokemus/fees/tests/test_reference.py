"""Reference numbers against published examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokemus.fees import reference


@pytest.mark.parametrize(
    ("base", "digit"),
    [("123456", "1"), ("1234", "4"), ("100", "9"), ("12345", "3")],
)
def test_check_digit_equals_the_published_examples(base, digit):
    weights = [7, 3, 1] * 7
    by_hand = sum(int(d) * w for d, w in zip(reversed(base), weights, strict=False))
    assert reference.check_digit(base) == digit == str((10 - by_hand % 10) % 10)


def test_numbers_stay_apart_when_they_are_short():
    made = [reference.make(number) for number in range(1, 2000)]
    assert len(set(made)) == len(made)
    assert all(reference.is_valid(each) for each in made)
    assert all(len(each.replace(" ", "")) >= 4 for each in made)


def test_digits_stand_in_groups_of_five_from_the_right():
    assert reference.grouped("1234561") == "12 34561"
    assert reference.grouped("12345678901") == "1 23456 78901"


@pytest.mark.parametrize("bad", ["", "12a4", "١٢٣٤", "1" * 20, "-123"])
def test_check_digit_refuses_what_is_no_number(bad):
    if bad:
        with pytest.raises(ValueError, match="digits"):
            reference.check_digit(bad)
    assert not reference.is_valid(bad)


@given(number=st.integers(100, 10**18), place=st.integers(0, 17), change=st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number, place, change):
    right = list(reference.make(number).replace(" ", ""))
    place %= len(right) - 1
    right[place] = str((int(right[place]) + change) % 10)
    assert right[0] == "0" or not reference.is_valid("".join(right))

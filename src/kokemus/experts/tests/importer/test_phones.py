import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokemus.experts.importer.phones import number_phone, read_phones


def numbers(text):
    return [phone.e164 for phone in read_phones(text).phones]


@pytest.mark.parametrize(
    "written",
    [
        "+358 40 123 4567", "+358401234567", "040-1234567", "0401 234567", "040 123 4567", "00358401234567",
        "+358 (0)40 123 4567", "(040) 123 4567", "040.123.4567", "358401234567", "401234567", "puh. 040 1234567",
        "gsm: 040-123 4567", "O40 123 4567", "+358-40-1234567", "040\u00a0123\u00a04567", "040–123–4567",
        " 0401234567 ",
    ],
)  # fmt: skip
def test_phone_is_one_number_however_it_is_written(written):
    assert numbers(written) == ["+358401234567"]


@given(
    st.sampled_from(["40", "41", "44", "45", "46", "50"]),
    st.integers(0, 9_999_999),
    st.sampled_from(["+358 ", "+358", "0", "00358", "+358 (0)", "0 "]),
    st.lists(st.sampled_from(["", " ", "-", ".", "\u00a0"]), min_size=8, max_size=8),
)
def test_phone_is_the_same_for_any_prefix_and_separators(prefix, number, start, gaps):
    digits = f"{prefix}{number:07d}"
    written = start + digits[0] + "".join(gap + digit for gap, digit in zip(gaps, digits[1:], strict=True))
    assert numbers(written) == [f"+358{digits}"]


@given(st.text(max_size=80))
def test_phones_of_any_text_are_well_formed(text):
    for phone in read_phones(text).phones:
        assert phone.e164.startswith("+")
        assert phone.e164[1:].isdigit()
        assert 6 <= len(phone.e164) - 1 <= 15


@pytest.mark.parametrize("separator", [" / ", "/", ", ", "; ", "\n", " tai ", "  "])
def test_several_phones_in_a_cell_are_all_kept(separator):
    assert numbers(f"040 123 4567{separator}050 765 4321") == ["+358401234567", "+358507654321"]


def test_words_beside_a_phone_are_kept():
    assert read_phones("040 123 4567 (äidin numero)").rest == "äidin numero"


@pytest.mark.parametrize("written", ["", "ei ole", "112", "12345", "040", "17.5.2024", "50 h"])
def test_what_is_no_phone_gives_none(written):
    assert numbers(written) == []


def test_foreign_phone_keeps_its_country():
    assert numbers("+46 70 123 45 67") == ["+46701234567"]
    assert numbers("0046 70 123 45 67") == ["+46701234567"]


def test_landline_is_shown_with_its_area():
    (phone,) = read_phones("05-412 3456").phones
    assert (phone.e164, phone.display) == ("+35854123456", "05 412 3456")


def test_number_cell_gets_its_zero_back():
    assert number_phone(400000002.0).e164 == "+358400000002"
    assert number_phone(400000002.0).written == "0400000002"
    assert number_phone(358400000002.0).e164 == "+358400000002"
    assert number_phone(12.0) is None

"""Numbers, times, amounts and rates as people read them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.answers import wording


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (5, "5"),
        (5.0, "5"),
        (0.5, "0.5"),
        (12.3456, "12.3"),
        (123.456, "123"),
        (1234.56, "1\u202f235"),
        (1000, "1\u202f000"),
        (120, "120"),
        (1_466_015.5, "1\u202f466\u202f016"),
        (0.0123449, "0.0123"),
        (1e-9, "0.000000001"),
        (5e-324, "0"),
        (9.996, "10"),
        (999.6, "1\u202f000"),
    ],
)
def test_number(value: float, text: str) -> None:
    assert wording.number(value) == text


@given(st.floats(min_value=1e-6, max_value=1e15))
def test_a_number_is_read_back_to_three_digits(value: float) -> None:
    text = wording.number(value)
    assert re.fullmatch(r"\d{1,3}(\u202f\d{3})*(\.\d*[1-9])?", text)
    assert float(text.replace("\u202f", "")) == pytest.approx(value, rel=6e-3)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (119, "119 s"),
        (120, "2 min"),
        (320, "5.4 min"),
        (7199, "120 min"),
        (7200, "2 h"),
        (1_000_000, "12 days"),
        (172_800, "2 days"),
        (97_000, "27 h"),
        (2031.6, "34 min"),
        (9.4 * 3600, "9.4 h"),
        (1.1 * 60 * 60 * 3, "3.3 h"),
        (59.01 * 86_400, "60 days"),
        (150 * 86_400, "about 5 months"),
        (730 * 86_400, "about 24 months"),
        (3 * 365 * 86_400, "about 3 years"),
        (1e12, "about 31\u202f700 years"),
    ],
)
def test_duration(seconds: float, text: str) -> None:
    assert wording.duration(seconds) == text


@given(st.floats(min_value=0, max_value=59 * 86_400))
def test_a_shown_time_is_enough_and_a_time_that_is_allowed_does_not_exceed(seconds: float) -> None:
    units = {"s": 1, "min": 60, "h": 3600, "days": 86_400}

    def read(text: str) -> float:
        amount, unit = text.split(" ")
        return float(amount) * units[unit]

    assert read(wording.duration(seconds)) >= seconds * (1 - 2e-9)
    assert read(wording.duration(seconds)) <= seconds * 1.1 + 0.1
    assert read(wording.duration_at_most(seconds)) <= seconds * (1 + 2e-9)
    assert read(wording.duration_at_most(seconds)) >= seconds * 0.9 - 0.1


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (90, "90 s"),
        (3600, "60 min"),
        (8100, "2.25 h"),
        (12_000, "200 min"),
        (86_400, "24 h"),
        (61 * 86_400, "61 days"),
        (100 / 3, "33.3333333333 s"),
    ],
)
def test_a_time_that_was_given_keeps_every_digit(seconds: float, text: str) -> None:
    assert wording.duration_given(seconds) == text


@given(st.floats(min_value=1e-3, max_value=1e9))
def test_a_rate_that_must_be_reached_is_shown_rounded_up_and_typed_back_as_it_is_shown(value: float) -> None:
    amount, unit = wording.mbps_at_least(value).split(" ")
    shown = float(amount.replace("\u202f", "")) * {"Mbit/s": 1, "Gbit/s": 1000}[unit]
    assert value * (1 - 2e-9) <= shown <= value * 1.0101
    assert shown == pytest.approx(wording.rounded_up(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [(155.52, "155.52 Mbit/s"), (1234, "1\u202f234 Mbit/s"), (9999, "9\u202f999 Mbit/s"), (12_345, "12.345 Gbit/s")],
)
def test_a_rate_that_was_given_keeps_every_digit(value: float, text: str) -> None:
    assert wording.mbps_given(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (20.8545, "20.8545"),
        (147, "147"),
        (5336.11, "5\u202f336.11"),
        (1284505600, "1\u202f284\u202f505\u202f600"),
        (0.00294, "0.00294"),
    ],
)
def test_exact(value: float, text: str) -> None:
    assert wording.exact(value) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 MB (0 MiB)"),
        (400_000_000, "400 MB (381 MiB)"),
        (1_000_000_000, "1 GB (0.931 GiB)"),
        (51.2 * 2**30, "55 GB (51.2 GiB)"),
        (2**40, "1.1 TB (1 TiB)"),
    ],
)
def test_data_in_both_units(size: float, text: str) -> None:
    assert wording.data(size) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.243, "5.24 Mbit/s"),
        (1466, "1\u202f470 Mbit/s"),
        (9994, "9\u202f990 Mbit/s"),
        (9999, "10 Gbit/s"),
        (10_000, "10 Gbit/s"),
        (12_500, "12.5 Gbit/s"),
    ],
)
def test_mbps(value: float, text: str) -> None:
    assert wording.mbps(value) == text

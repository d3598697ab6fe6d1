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
        (12.3456, "12.35"),
        (123.456, "123.5"),
        (1234.56, "1\u202f235"),
        (1000, "1\u202f000"),
        (120, "120"),
        (1_466_015.5, "1\u202f466\u202f016"),
        (0.0123449, "0.01234"),
        (1e-9, "0.000000001"),
        (5e-324, "0"),
        (9.99996, "10"),
        (999.96, "1\u202f000"),
    ],
)
def test_number(value: float, text: str) -> None:
    assert wording.number(value) == text


@given(st.floats(min_value=1e-6, max_value=1e15))
def test_a_number_is_read_back_to_four_digits(value: float) -> None:
    text = wording.number(value)
    assert re.fullmatch(r"\d{1,3}(\u202f\d{3})*(\.\d*[1-9])?", text)
    assert float(text.replace("\u202f", "")) == pytest.approx(value, rel=6e-4)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (119, "119 s"),
        (120, "2 min"),
        (320, "5.333 min"),
        (7199, "120 min"),
        (7200, "2 h"),
        (1_000_000, "11.57 days"),
        (172_800, "2 days"),
    ],
)
def test_duration(seconds: float, text: str) -> None:
    assert wording.duration(seconds) == text


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
        (400_000_000, "400 MB (381.5 MiB)"),
        (1_000_000_000, "1 GB (0.9313 GiB)"),
        (51.2 * 2**30, "54.98 GB (51.2 GiB)"),
        (2**40, "1.1 TB (1 TiB)"),
    ],
)
def test_data_in_both_units(size: float, text: str) -> None:
    assert wording.data(size) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.243, "5.243 Mbit/s"),
        (1466, "1\u202f466 Mbit/s"),
        (9999, "9\u202f999 Mbit/s"),
        (10_000, "10 Gbit/s"),
        (12_500, "12.5 Gbit/s"),
    ],
)
def test_mbps(value: float, text: str) -> None:
    assert wording.mbps(value) == text

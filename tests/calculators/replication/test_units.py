"""Units: the same data in any unit, and rates as carriers sell them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.replication import units

AMOUNTS = st.floats(min_value=1e-6, max_value=1e12)


@pytest.mark.parametrize(
    ("amount", "unit", "size"),
    [
        (1, "MB", 1_000_000),
        (1, "GB", 1_000_000_000),
        (1, "TB", 1_000_000_000_000),
        (1, "MiB", 1_048_576),
        (1, "GiB", 1_073_741_824),
        (1, "TiB", 1_099_511_627_776),
        (0.5, "GB", 500_000_000),
    ],
)
def test_data_units(amount: float, unit: str, size: float) -> None:
    assert units.to_bytes(amount, unit) == size
    assert units.from_bytes(size, unit) == amount


@given(AMOUNTS, st.sampled_from(sorted(units.DATA_UNITS)))
def test_data_comes_back_the_same(amount: float, unit: str) -> None:
    assert units.from_bytes(units.to_bytes(amount, unit), unit) == pytest.approx(amount)


@given(AMOUNTS)
def test_a_rate_comes_back_the_same(mbps: float) -> None:
    assert units.rate_to_mbps(units.mbps_to_rate(mbps)) == pytest.approx(mbps)


def test_gib_and_gb_are_not_the_same() -> None:
    assert units.to_bytes(1, "TiB") / units.to_bytes(1, "TB") == pytest.approx(1.0995, abs=5e-5)


def test_two_servers_writing_5_and_7_mb_a_second() -> None:
    mbps = units.rate_to_mbps(units.to_bytes(5, "MB") + units.to_bytes(7, "MB"))
    assert mbps == pytest.approx(96)
    assert mbps * 1.2 == pytest.approx(115.2)


def test_the_gbytes_of_iperf_are_gib() -> None:
    # iperf prints 1.10 "GBytes" in 10 s and 945 Mbits/sec beside it.
    assert units.rate_to_mbps(units.to_bytes(1.10, "GiB") / 10) == pytest.approx(944.9, abs=0.05)


def test_one_mbps_in_a_day_and_in_an_hour() -> None:
    rate = units.mbps_to_rate(1)
    assert units.from_bytes(rate * units.DAY, "GB") == pytest.approx(10.8)
    assert units.from_bytes(rate * units.HOUR, "GB") == pytest.approx(0.45)
    assert units.from_bytes(rate * units.HOUR, "GiB") == pytest.approx(0.4191, abs=5e-5)


def test_the_mbps_of_the_published_table_count_1024_twice() -> None:
    rate = units.to_bytes(51.2, "GiB") / (5 * units.MINUTE)
    assert units.rate_to_binary_mbps(rate) == pytest.approx(1398.1013, abs=5e-5)
    assert units.rate_to_mbps(rate) == pytest.approx(1466, abs=0.5)
    assert units.rate_to_mbps(rate) / units.rate_to_binary_mbps(rate) == pytest.approx(1.048576)

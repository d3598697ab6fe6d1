"""Formulas: closed forms by hand, and a simulation of the schedule that they describe."""

import math

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from calculators.replication import sizing
from calculators.replication.link import Term, binding, loss_rate, window_rate
from calculators.replication.units import HOUR, MINUTE, mbps_to_rate, rate_to_mbps, to_bytes
from macros.data.loader import Data
from tests.calculators import closed_forms

INTERVALS = st.integers(min_value=5, max_value=1440).map(lambda minutes: minutes * MINUTE)
SNAPSHOTS = st.one_of(st.just(0), st.integers(min_value=1, max_value=3000).map(lambda minutes: minutes * MINUTE))
AGES = st.integers(min_value=5, max_value=5000).map(lambda minutes: minutes * MINUTE)
CHANGES = st.floats(min_value=1e3, max_value=1e9)
# The change as a part of the rate.
LOADS = st.floats(min_value=0, max_value=0.99)


def simulated(interval: int, rate: float, change: float, snapshot: int) -> tuple[float, int]:
    """Return the worst age and the starts between two synchronisations once the schedule has settled.

    A plain clock: the policy offers a start at every multiple of the interval. A start is taken when no synchronisation
    runs; it sends what has changed since the last taken start, then the snapshot follows. The recovery point stands for
    the moment of its start and can be used when the snapshot is done.
    """
    taken, usable_from = 0.0, float(snapshot)
    oldest, gap = 0.0, 0
    gaps: list[int] = []
    start = 0
    while len(gaps) < 3 or gaps[-1] != gaps[-2] or gaps[-2] != gaps[-3]:
        start += 1
        gap += 1
        now = float(start * interval)
        if now < usable_from - 1e-6:
            continue
        done = now + change * (now - taken) / rate + snapshot
        oldest = done - taken  # just before the new point can be used, the last one is this old
        taken, usable_from = now, done
        gaps.append(gap)
        gap = 0
    return oldest, gaps[-1]


def test_what_binds_is_the_smallest_limit_and_of_equal_ones_the_first() -> None:
    terms = [Term(id=name, label=name, rate=rate) for name, rate in (("a", 3.0), ("b", 2.0), ("c", 2.0))]
    assert binding(terms).id == "b"


def test_64_kib_window_at_100_ms() -> None:
    assert rate_to_mbps(window_rate(64 * 1024, 0.1)) == pytest.approx(5.243, abs=5e-4)


def test_loss_limits_a_stream_and_no_loss_does_not() -> None:
    # 1.22 x 1460 / (0.05 x 0.05)
    assert loss_rate(1460, 0.05, 0.0025, 1.22) == pytest.approx(712_480)
    assert loss_rate(1460, 0.05, 0, 1.22) == math.inf


def test_four_times_the_loss_halves_a_stream() -> None:
    assert loss_rate(1460, 0.02, 0.04, 1.22) == pytest.approx(loss_rate(1460, 0.02, 0.01, 1.22) / 2)


def test_first_synchronisation_of_10_tb() -> None:
    used, rate = to_bytes(10, "TB"), mbps_to_rate(100)
    seconds = closed_forms.seed_time(used, rate, mbps_to_rate(20))
    assert seconds is not None and seconds / HOUR == pytest.approx(277.8, abs=0.05)
    seconds = closed_forms.seed_time(used, rate, 0)
    assert seconds is not None and seconds / HOUR == pytest.approx(222.2, abs=0.05)


def test_catching_up_after_8_hours() -> None:
    seconds = closed_forms.catch_up_time(8 * HOUR, mbps_to_rate(100), mbps_to_rate(60))
    assert seconds is not None and seconds / HOUR == pytest.approx(12)


@pytest.mark.parametrize("change", [10.0, 10.1, 1e9])
def test_change_as_fast_as_the_link_never_completes(change: float) -> None:
    assert closed_forms.seed_time(1e12, 10.0, change) is None
    assert closed_forms.catch_up_time(HOUR, 10.0, change) is None
    assert closed_forms.worst_age(HOUR, 10.0, change, 0) is None
    assert closed_forms.skipped_starts(HOUR, 10.0, change, 0) is None


@given(CHANGES, st.floats(min_value=1.001, max_value=1000), st.floats(min_value=1, max_value=1e7))
def test_what_is_seeded_is_what_was_there_and_what_changed_meanwhile(change: float, times: float, used: float) -> None:
    rate = change * times
    seconds = closed_forms.seed_time(used, rate, change)
    assert seconds is not None
    assert rate * seconds == pytest.approx(used + change * seconds)


@given(CHANGES, st.floats(min_value=1.001, max_value=1000), st.floats(min_value=1, max_value=1e7))
def test_what_is_caught_up_is_what_changed_in_the_outage_and_since(change: float, times: float, outage: float) -> None:
    rate = change * times
    seconds = closed_forms.catch_up_time(outage, rate, change)
    assert seconds is not None
    assert rate * seconds == pytest.approx(change * (outage + seconds))


def test_hourly_cycles_of_400_mb_at_10_mbps() -> None:
    change = to_bytes(400, "MB") / HOUR
    age = closed_forms.worst_age(HOUR, mbps_to_rate(10), change, 0)
    assert age is not None and age / MINUTE == pytest.approx(65.3, abs=0.05)
    assert age > HOUR


def test_a_long_snapshot_uses_one_start_in_three() -> None:
    # A tenth of each cycle is sent in, 25 min of snapshot: 9k >= 25 min with 10 min between starts.
    assert closed_forms.skipped_starts(10 * MINUTE, 10.0, 1.0, 25 * MINUTE) == 3
    assert closed_forms.worst_age(10 * MINUTE, 10.0, 1.0, 25 * MINUTE) == pytest.approx(58 * MINUTE)


@given(INTERVALS, LOADS, SNAPSHOTS)
def test_the_formula_agrees_with_a_simulated_schedule(interval: int, load: float, snapshot: int) -> None:
    # Where a synchronisation ends to the millisecond on a start, rounding decides whether that start is taken.
    cycle = snapshot / (interval * (1 - load))
    assume(cycle == 0 or abs(cycle - round(cycle)) > 1e-6)
    age, starts = simulated(interval, 1.0, load, snapshot)
    assert closed_forms.skipped_starts(interval, 1.0, load, snapshot) == starts
    assert closed_forms.worst_age(interval, 1.0, load, snapshot) == pytest.approx(age)


@given(INTERVALS, CHANGES, st.floats(min_value=0.01, max_value=100), st.floats(min_value=1, max_value=10), SNAPSHOTS)
def test_a_faster_link_never_makes_recovery_points_older(
    interval: int, change: float, times: float, more: float, snapshot: int
) -> None:
    age = closed_forms.worst_age(interval, change * times, change, snapshot)
    better = closed_forms.worst_age(interval, change * times * more, change, snapshot)
    assert age is None or (better is not None and better <= age * (1 + 1e-9))


@given(AGES, INTERVALS, CHANGES, SNAPSHOTS)
def test_the_needed_rate_holds_the_age(age: int, interval: int, change: float, snapshot: int) -> None:
    found = closed_forms.rate_for_age(age, interval, change, snapshot)
    assume(found is not None)
    assert found is not None
    rate, starts = found
    reached = closed_forms.worst_age(interval, rate * (1 + 1e-9), change, snapshot)
    assert reached is not None and reached <= age * (1 + 1e-6)
    assert closed_forms.skipped_starts(interval, rate * (1 + 1e-9), change, snapshot) == starts


@given(AGES, INTERVALS, CHANGES, SNAPSHOTS)
def test_a_little_less_than_the_needed_rate_misses_the_age(
    age: int, interval: int, change: float, snapshot: int
) -> None:
    found = closed_forms.rate_for_age(age, interval, change, snapshot)
    assume(found is not None)
    assert found is not None
    missed = closed_forms.worst_age(interval, found[0] * (1 - 1e-4), change, snapshot)
    assert missed is None or missed > age


@given(AGES, INTERVALS, CHANGES, SNAPSHOTS)
def test_where_no_rate_is_found_even_an_endless_one_misses_the_age(
    age: int, interval: int, change: float, snapshot: int
) -> None:
    assume(closed_forms.rate_for_age(age, interval, change, snapshot) is None)
    reached = closed_forms.worst_age(interval, change * 1e6, change, snapshot)
    assert reached is not None and reached > age


def test_half_of_the_rpo_is_the_interval_that_needs_least() -> None:
    needed = [closed_forms.rate_for_age(HOUR, minutes * MINUTE, 1.0, 0) for minutes in (20, 30, 40)]
    assert [found and found[0] for found in needed] == pytest.approx([1.0, 1.0, 2.0])


@given(st.integers(min_value=5, max_value=60), st.integers(min_value=120, max_value=720))
def test_without_a_snapshot_every_start_is_used(interval: int, age: int) -> None:
    change = to_bytes(1, "TiB") * 0.05 * 0.1 / HOUR
    assert closed_forms.rate_for_age(age * MINUTE, interval * MINUTE, change, 0) == (pytest.approx(change), 1)


@given(AGES, INTERVALS, SNAPSHOTS)
@example(age=HOUR, interval=HOUR, snapshot=0)
@example(age=HOUR, interval=HOUR // 2, snapshot=HOUR // 2)
def test_data_that_does_not_change_needs_no_rate_where_the_age_is_held(age: int, interval: int, snapshot: int) -> None:
    reached = closed_forms.worst_age(interval, 1.0, 0, snapshot)
    assert reached is not None
    assert closed_forms.rate_for_age(age, interval, 0, snapshot) == (
        (0, closed_forms.skipped_starts(interval, 1.0, 0, snapshot)) if reached <= age else None
    )


def test_an_interval_as_long_as_the_rpo_needs_more_than_any_rate() -> None:
    assert closed_forms.rate_for_age(HOUR, HOUR, 1.0, 0) is None


def test_burst_of_90_mbps_for_an_hour_and_an_rpo_of_15_minutes() -> None:
    rate = sizing.burst_rate(mbps_to_rate(90), HOUR, 15 * MINUTE)
    assert rate_to_mbps(rate) == pytest.approx(72)


@given(CHANGES, INTERVALS, AGES)
def test_the_burst_rate_leaves_exactly_the_allowed_backlog(burst: float, duration: int, age: int) -> None:
    # First in first out: what is left at the end of the burst is sent within the allowed age.
    rate = sizing.burst_rate(burst, duration, age)
    assert (burst - rate) * duration == pytest.approx(rate * age)


@given(AGES, INTERVALS, CHANGES, SNAPSHOTS)
def test_cycles_never_need_less_than_the_least_of_any_method(
    age: int, interval: int, change: float, snapshot: int
) -> None:
    found = closed_forms.rate_for_age(age, interval, change, snapshot)
    assert found is None or found[0] >= sizing.burst_rate(change, HOUR, age) * (1 - 1e-9)


def test_the_published_rule_prints_what_the_published_table_prints(data: Data) -> None:
    rows = data.recovery.bandwidth.rows
    assert {row.rpo_minutes for row in rows} == {5, 10, 30, 60, 240, 720, 1440}
    for row in rows:
        used = to_bytes(row.data_tb, "TiB")
        rate = sizing.published_rate(used, row.change_percent / 100, row.rpo_minutes * MINUTE)
        assert rate * 8 / 2**20 == pytest.approx(row.bandwidth_mbps, abs=0.5)
        assert used * row.change_percent / 100 / 2**30 == pytest.approx(row.change_gb)


def test_measured_restores_from_object_storage(data: Data) -> None:
    rows = data.recovery.object.rows
    measured = {
        row.used_gb: row.minutes
        for row in rows
        if (row.memory, row.disk_type, row.disks) == ("up to 4 GB", "Ultra-high I/O (SSD)", "single")
    }
    assert measured == {100: 20, 500: 70, 920: 130}
    assert sum(1 for row in rows if row.minutes is not None) == 27


@pytest.mark.parametrize(
    ("value", "step"), [(1, 10), (10, 10), (10.01, 20), (72, 100), (1398, 2000), (10_000, 10_000), (10_001, None)]
)
def test_the_next_size_that_can_be_bought(value: float, step: float | None, data: Data) -> None:
    assert sizing.next_step(value, data.catalog.values("link-steps")) == step


@given(
    load=st.floats(0.01, 0.99),
    interval=st.floats(300, 7200),
    snapshot=st.floats(0, 3600),
)
def test_a_long_cycle_lasts_when_the_next_one_is_long_too(load: float, interval: float, snapshot: float) -> None:
    starts = closed_forms.skipped_starts(interval, 1.0, load, snapshot)
    following = math.ceil((load * 2 * interval + snapshot) / interval)
    assert closed_forms.long_cycles_last(interval, 1.0, load, snapshot) == (starts == 1 and following > 1)

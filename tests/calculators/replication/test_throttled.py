"""Formulas for a rate that is throttled in some hours: the plain ones where none is, and a clock's where some are."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.replication import sizing, throttled
from calculators.replication.calendar import ALWAYS, MONDAY, WEEK, Period, Week
from calculators.replication.replay import Trace, Wave, cycles, seed
from calculators.replication.units import DAY, HOUR, MINUTE

OFFICE = Period(days=frozenset(range(5)), start=8, end=18, share=0.25)
NIGHT_STOP = Period(days=frozenset(range(7)), start=22, end=2, share=0.0)

PERIODS = st.builds(
    Period,
    days=st.frozensets(st.integers(0, 6), min_size=1),
    start=st.integers(0, 23),
    end=st.integers(1, 24),
    share=st.sampled_from([0.0, 0.25, 0.5, 1.0]),
)
WEEKS = st.builds(Week, periods=st.tuples(PERIODS, PERIODS)).filter(lambda week: week.mean > 0)
FRACTIONS = st.floats(0.05, 0.9)
STARTS = [MONDAY + step * 30 * MINUTE for step in range(WEEK // (30 * MINUTE))]


@given(WEEKS, st.integers(1, 30 * 24))
def test_the_least_work_is_that_of_the_slowest_stretch(week: Week, hours: int) -> None:
    # Periods begin and end at full hours, so a stretch of full hours is slowest from a full hour on.
    slowest = min(week.work(start, start + hours * HOUR) for start in STARTS)
    assert week.least(hours * HOUR) == pytest.approx(slowest, abs=1e-3)


@given(WEEKS, st.floats(60, 30 * DAY))
def test_no_work_takes_longer_than_the_longest(week: Week, work: float) -> None:
    longest = week.longest(work)
    assert longest is not None
    for start in STARTS:
        done = week.when(start, work)
        assert done is not None and done - start <= longest + 1e-3
    # As least work and longest time are each other's inverse, one of these times is reached.
    assert week.least(longest) == pytest.approx(work, abs=1e-3)
    assert week.least(longest - 1) < work + 1e-3


def test_hours_without_any_rate_take_their_time() -> None:
    week = Week(periods=(NIGHT_STOP,))
    assert week.longest(1) == pytest.approx(4 * HOUR + 1)
    assert week.longest(0) == 0
    assert week.least(4 * HOUR) == 0
    assert Week(otherwise=0).longest(1) is None
    assert (ALWAYS.longest(7), ALWAYS.least(7)) == (7, 7)


@given(st.floats(300, DAY), st.floats(1e5, 1e8), st.floats(0, 1.2), st.floats(0, HOUR), st.floats(600, 3 * DAY))
def test_the_full_rate_gives_the_plain_formulas(
    interval: float, rate: float, load: float, snapshot: float, age: float
) -> None:
    change = rate * load
    arguments = (interval, rate, change, snapshot)
    assert throttled.transfer_time(change, rate, ALWAYS) == sizing.transfer_time(change, rate)
    assert throttled.skipped_starts(*arguments, ALWAYS) == sizing.skipped_starts(*arguments)
    assert throttled.worst_age(*arguments, ALWAYS) == sizing.worst_age(*arguments)
    assert throttled.long_cycles_last(*arguments, ALWAYS) == sizing.long_cycles_last(*arguments)
    found = throttled.rate_for_age(age, interval, change, snapshot, ALWAYS)
    assert found == sizing.rate_for_age(age, interval, change, snapshot)
    assert throttled.catch_up_time(interval, rate, change, ALWAYS) == sizing.catch_up_time(interval, rate, change)
    assert throttled.rate_to_catch_up(interval, age, change, ALWAYS) == sizing.rate_to_catch_up(interval, age, change)
    waves = [(age * rate, change / 3), (age * rate, change)]
    assert throttled.wave_times(waves, rate, MONDAY, ALWAYS) == sizing.wave_times(waves, rate)


@settings(max_examples=40)
@given(WEEKS, FRACTIONS, st.sampled_from([30, 60, 240]), st.sampled_from([0, 10]))
def test_no_replay_of_an_even_change_gets_older_than_the_worst_age(
    week: Week, load: float, interval_minutes: int, snapshot_minutes: int
) -> None:
    rate, interval, snapshot = 1e6, interval_minutes * MINUTE, snapshot_minutes * MINUTE
    change = rate * week.mean * load
    worst = throttled.worst_age(interval, rate, change, snapshot, week)
    assert worst is not None
    trace = Trace(starts=[MONDAY], durations=[4 * WEEK], sizes=[change * 4 * WEEK])
    replay = cycles(trace, rate, worst, interval=interval, snapshot=snapshot, week=week)
    assert replay.max_age is not None
    assert replay.max_age <= worst + 1


def test_the_worst_age_is_reached_where_each_start_is_used() -> None:
    # 15 minutes of change take 7.5 minutes at a quarter of the rate, from 08:00 to 18:00.
    week, rate, interval = Week(periods=(OFFICE,)), 1e6, 15 * MINUTE
    worst = throttled.worst_age(interval, rate, rate / 8, 0, week)
    trace = Trace(starts=[MONDAY], durations=[float(WEEK)], sizes=[rate / 8 * WEEK])
    assert worst == pytest.approx(22.5 * MINUTE)
    assert cycles(trace, rate, HOUR, interval=interval, week=week).max_age == pytest.approx(worst)


@settings(max_examples=60)
@given(WEEKS, st.sampled_from([1, 2, 5, 24]), st.sampled_from([0, 10]), st.sampled_from([30, 60]))
def test_the_rate_for_an_age_holds_it(week: Week, hours: int, snapshot_minutes: int, interval_minutes: int) -> None:
    interval, snapshot, change = interval_minutes * MINUTE, snapshot_minutes * MINUTE, 1e5
    found = throttled.rate_for_age(hours * HOUR, interval, change, snapshot, week)
    if found is None:
        assert throttled.worst_age(interval, 1e12, change, snapshot, week) > hours * HOUR - interval  # type: ignore[operator]  # a rate as high as that always holds some age
        return
    age = throttled.worst_age(interval, found[0] * (1 + 1e-9), change, snapshot, week)
    assert age is not None and age <= hours * HOUR + 1
    missed = throttled.worst_age(interval, found[0] * 0.99, change, snapshot, week)
    assert missed is None or missed > hours * HOUR - 1


@settings(max_examples=60)
@given(WEEKS, FRACTIONS, st.floats(HOUR, 3 * DAY))
def test_catching_up_takes_no_longer_whenever_the_outage_ends(week: Week, load: float, outage: float) -> None:
    rate = 1e6
    change = rate * week.mean * load
    longest = throttled.catch_up_time(outage, rate, change, week)
    assert longest is not None
    for start in STARTS[::4]:
        (done,) = seed([Wave(used=change * outage, change=change)], rate, start, week).finished
        assert done is not None and done - start <= longest * (1 + 1e-6) + 1
    needed = throttled.rate_to_catch_up(outage, longest, change, week)
    assert needed is not None and needed <= rate * (1 + 1e-3)


def test_catching_up_ends_for_a_change_that_is_nearly_as_fast_as_the_mean() -> None:
    week = Week(periods=(OFFICE, NIGHT_STOP))
    change = 1e6 * week.mean * 0.99999
    longest = throttled.catch_up_time(DAY, 1e6, change, week)
    assert longest is not None and longest > 1000 * DAY
    assert throttled.catch_up_time(DAY, 1e6, 1e6 * week.mean, week) is None
    assert throttled.rate_to_catch_up(HOUR, HOUR, 1, week) is None


@given(
    WEEKS,
    st.lists(st.tuples(st.floats(0, 1e12), st.floats(0, 4e5)), min_size=1, max_size=4),
    st.integers(0, 7 * 24),
)
def test_waves_end_when_the_simulation_says(week: Week, waves: list[tuple[float, float]], hour: int) -> None:
    start = MONDAY + hour * HOUR
    times = throttled.wave_times(waves, 1e6, start, week)
    shown = seed([Wave(used=used, change=change) for used, change in waves], 1e6, start, week).finished
    at = start
    for time, finished in zip(times, shown, strict=True):
        assert (time is None) == (finished is None)
        if time is not None and finished is not None:
            at += time
            assert at == pytest.approx(finished, rel=1e-9, abs=1)


@given(st.floats(1e6, 1e13), st.floats(0, 0.99), st.integers(1, 5))
def test_the_simulation_without_throttled_hours_is_the_closed_form(used: float, load: float, count: int) -> None:
    waves = [Wave(used=used / count, change=1e6 * load / count)] * count
    done = seed(waves, 1e6).finished
    closed = sizing.wave_times([(wave.used, wave.change) for wave in waves], 1e6)
    total = math.fsum(time for time in closed if time is not None)
    assert done[-1] == pytest.approx(total, rel=1e-9)


def test_an_even_change_that_throttled_hours_alone_make_too_fast_never_completes() -> None:
    week = Week(periods=(Period(days=frozenset(range(7)), start=0, end=12, share=0.0),))
    assert throttled.wave_times([(1e9, 6e5)], 1e6, MONDAY, week) == (None,)
    assert sizing.wave_times([(1e9, 6e5)], 1e6) == (2500,)

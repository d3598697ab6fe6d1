"""The first synchronisation and catching up over throttled hours, and how much a week's hours let through."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.replication import seeding
from calculators.replication.calendar import ALWAYS, MONDAY, WEEK, Period, Week
from calculators.replication.seeding import Wave, seed
from calculators.replication.units import DAY, HOUR, MINUTE
from tests.calculators import closed_forms, oracle

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


@settings(max_examples=20)
@given(WEEKS, FRACTIONS, st.floats(HOUR, 3 * DAY))
def test_catching_up_takes_no_longer_whenever_the_outage_ends(week: Week, load: float, outage: float) -> None:
    rate = 1e6
    change = rate * week.mean * load
    longest = seeding.catch_up_time(outage, rate, change, week)
    assert longest is not None
    for start in STARTS[::4]:
        (done,) = seed([Wave(used=change * outage, change=change)], rate, start, week).finished
        assert done is not None and done - start <= longest * (1 + 1e-6) + 1
    needed = seeding.rate_to_catch_up(outage, longest, change, week)
    assert needed is not None and needed <= rate * (1 + 1e-3)


def test_catching_up_ends_for_a_change_that_is_nearly_as_fast_as_the_mean() -> None:
    week = Week(periods=(OFFICE, NIGHT_STOP))
    change = 1e6 * week.mean * 0.99999
    longest = seeding.catch_up_time(DAY, 1e6, change, week)
    assert longest is not None and longest > 1000 * DAY
    assert seeding.catch_up_time(DAY, 1e6, 1e6 * week.mean, week) is None
    assert seeding.rate_to_catch_up(HOUR, HOUR, 1, week) is None


@given(
    WEEKS,
    st.lists(st.tuples(st.floats(0, 1e12), st.floats(0, 4e5)), min_size=1, max_size=4),
    st.integers(0, 7 * 24),
)
def test_waves_end_when_the_simulation_says(week: Week, waves: list[tuple[float, float]], hour: int) -> None:
    start = MONDAY + hour * HOUR
    times = seeding.wave_times(waves, 1e6, start, week)
    shown = seed([Wave(used=used, change=change) for used, change in waves], 1e6, start, week).finished
    at = start
    for time, finished in zip(times, shown, strict=True):
        assert (time is None) == (finished is None)
        if time is not None and finished is not None:
            at += time
            assert at == pytest.approx(finished, rel=1e-9, abs=1)


def test_an_even_change_that_throttled_hours_alone_make_too_fast_never_completes() -> None:
    week = Week(periods=(Period(days=frozenset(range(7)), start=0, end=12, share=0.0),))
    assert seeding.wave_times([(1e9, 6e5)], 1e6, MONDAY, week) == (None,)
    assert seeding.wave_times([(1e9, 6e5)], 1e6, MONDAY, ALWAYS) == (2500,)


@given(st.floats(1e6, 1e13), st.floats(0, 0.99), st.integers(1, 5), st.floats(0, 1e6))
def test_without_throttled_hours_the_closed_forms_hold(used: float, load: float, count: int, outage: float) -> None:
    waves = [(used / count, 1e6 * load / count)] * count
    times = seeding.wave_times(waves, 1e6, MONDAY, ALWAYS)
    changes = [1e6 * load / count * number for number in range(1, count + 1)]
    closed = [closed_forms.seed_time(used / count, 1e6, change) for change in changes]
    assert times == pytest.approx(tuple(closed))
    finished = seed([Wave(used=size, change=change) for size, change in waves], 1e6).finished[-1]
    assert finished == pytest.approx(math.fsum(time for time in closed if time is not None), rel=1e-9)
    assert seeding.catch_up_time(outage, 1e6, 1e6 * load, ALWAYS) == pytest.approx(
        closed_forms.catch_up_time(outage, 1e6, 1e6 * load)
    )


@settings(max_examples=25, deadline=None)
@given(WEEKS, st.floats(0.05, 0.8), st.integers(1, 40))
def test_catching_up_takes_exactly_as_long_as_it_does_at_its_worst_moment(week: Week, load: float, hours: int) -> None:
    rate = 1e6
    shares = [week.share(MONDAY + hour * HOUR) for hour in range(7 * 24)]
    longest = seeding.catch_up_time(hours * HOUR, rate, rate * week.mean * load, week)
    # An outage may end within a quarter of an hour that no tick begins.
    seen = oracle.caught_up(hours * HOUR, rate * week.mean * load, rate, shares, 15 * MINUTE)
    assert longest is not None and seen - 1 <= longest <= seen + 15 * MINUTE * (1 + 1 / (1 - load))


@settings(max_examples=25, deadline=None)
@given(WEEKS, st.floats(1e9, 1e12), st.floats(0, 0.5), st.integers(2, 400), st.integers(0, 7 * 24))
def test_the_rate_for_a_date_is_the_smallest(week: Week, used: float, part: float, hours: int, hour: int) -> None:
    start, within = MONDAY + hour * HOUR, hours * HOUR
    waves = [(used / 2, used * part / WEEK)] * 2
    rate = seeding.rate_to_seed(waves, within, start, week)
    if rate is None:
        assert not week.work(start, start + within) or None in seeding.wave_times(waves, 1e15, start, week)
        return
    times = seeding.wave_times(waves, rate, start, week)
    assert None not in times and math.fsum(time or 0.0 for time in times) <= within * (1 + 1e-6)
    less = seeding.wave_times(waves, rate * 0.999, start, week)
    assert None in less or math.fsum(time or 0.0 for time in less) > within * (1 - 1e-6)

"""Throttled hours: sums by hand, and a count of minutes by the wall clock of CPython's time zones."""

import math
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.replication.calendar import ALWAYS, WEEK, Period, Transition, Week, Zone
from calculators.replication.units import DAY, HOUR, MINUTE

BERLIN = ZoneInfo("Europe/Berlin")
SPRING = int(datetime(2026, 3, 29, 1, tzinfo=UTC).timestamp())
AUTUMN = int(datetime(2026, 10, 25, 1, tzinfo=UTC).timestamp())
ZONE = Zone.of(BERLIN, SPRING - 90 * DAY, AUTUMN + 60 * DAY)
WORKDAYS = frozenset(range(5))
# 2026-01-05 was a Monday.
MONDAY = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp())
OFFICE = Period(days=WORKDAYS, start=8, end=18, share=0.25)

periods = st.builds(
    Period,
    days=st.frozensets(st.integers(0, 6), min_size=1),
    start=st.integers(0, 48).map(lambda half: half / 2),
    end=st.integers(0, 48).map(lambda half: half / 2),
    share=st.sampled_from([0.0, 0.125, 0.5, 1.0]),
)
weeks = st.builds(
    Week,
    periods=st.lists(periods, max_size=3).map(tuple),
    otherwise=st.sampled_from([0.0, 0.25, 1.0]),
    zone=st.sampled_from([Zone(), Zone(offset=20700), ZONE]),
)


def by_minutes(week: Week, start: int, end: int) -> float:
    """Return the work from one full minute to another: each minute's share by the wall clock."""
    total = 0.0
    for at in range(start, end, MINUTE):
        clock = datetime.fromtimestamp(at, BERLIN)
        hour = clock.hour + clock.minute / 60
        shares = []
        for period in week.periods:
            if period.start < period.end:
                holds = clock.weekday() in period.days and period.start <= hour < period.end
            else:
                holds = (clock.weekday() in period.days and hour >= period.start) or (
                    (clock - timedelta(days=1)).weekday() in period.days and hour < period.end
                )
            if holds:
                shares.append(period.share)
        total += MINUTE * min(shares, default=week.otherwise)
    return total


def test_the_clocks_change_when_cpython_says() -> None:
    assert (
        Zone(
            offset=HOUR,
            transitions=(Transition(at=SPRING, offset=2 * HOUR), Transition(at=AUTUMN, offset=HOUR)),
        )
        == ZONE
    )


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
@given(
    parts=st.lists(periods, min_size=1, max_size=3).map(tuple),
    before=st.integers(0, 3 * 24 * 60),
    after=st.integers(0, 3 * 24 * 60),
)
def test_work_across_a_change_of_the_clocks_is_the_sum_of_its_minutes(
    change: int, parts: tuple[Period, ...], before: int, after: int
) -> None:
    week = Week(periods=parts, otherwise=0.75, zone=ZONE)
    start, end = change - before * MINUTE, change + after * MINUTE
    assert week.work(start, end) == pytest.approx(by_minutes(week, start, end), rel=1e-9, abs=1e-5)


@pytest.mark.parametrize(("change", "hours"), [(SPRING, 1), (AUTUMN, 3)])
def test_the_hour_from_2_to_3_is_skipped_in_spring_and_twice_in_autumn(change: int, hours: int) -> None:
    night = Week(periods=(Period(days=frozenset({6}), start=1, end=3, share=1),), otherwise=0, zone=ZONE)
    assert night.work(change - DAY, change + 20 * HOUR) == hours * HOUR


def test_a_week_of_office_hours() -> None:
    week = Week(periods=(OFFICE,))
    assert week.work(MONDAY, MONDAY + WEEK) == WEEK - 5 * 10 * HOUR * 0.75
    assert week.mean == pytest.approx((WEEK - 37.5 * HOUR) / WEEK)
    assert week.work(MONDAY, MONDAY + 1000 * WEEK) == 1000 * (WEEK - 37.5 * HOUR)
    assert week.share(MONDAY + 8 * HOUR) == 0.25
    assert week.share(MONDAY + 18 * HOUR) == 1


def test_a_night_ends_on_the_following_day_also_from_sunday_to_monday() -> None:
    week = Week(periods=(Period(days=frozenset({6}), start=22, end=6, share=1),), otherwise=0)
    assert week.work(MONDAY, MONDAY + DAY) == 6 * HOUR
    assert week.work(MONDAY + 6 * DAY, MONDAY + 7 * DAY) == 2 * HOUR


def test_equal_hours_are_a_whole_day_and_of_periods_that_overlap_the_smallest_share_counts() -> None:
    whole = Period(days=frozenset({0}), start=0, end=0, share=0.5)
    week = Week(periods=(whole, OFFICE))
    assert week.work(MONDAY, MONDAY + DAY) == 14 * HOUR * 0.5 + 10 * HOUR * 0.25


@given(weeks, st.integers(-30 * DAY, 300 * DAY), st.floats(0, 40 * DAY))
def test_work_is_done_at_the_first_time_that_has_so_much_of_it(week: Week, start: int, work: float) -> None:
    begin = SPRING + start
    end = week.when(begin, work)
    if end is None:
        assert week.mean == 0 and work > 0
        return
    assert week.work(begin, end) == pytest.approx(work, abs=1e-4)
    assert work == 0 or week.work(begin, end - 1) < work


@given(weeks, st.floats(0, 300 * DAY), st.floats(0, 30 * DAY))
def test_pieces_join_and_add_up(week: Week, start: float, length: float) -> None:
    at, begin, end = SPRING + start, SPRING + start, SPRING + start + length
    total = 0.0
    for until, share in week.pieces(at):
        assert until > at
        total += share * (min(until, end) - at)
        at = until
        if at >= end:
            break
    assert total == pytest.approx(week.work(begin, end), abs=1e-4)


def test_where_no_hour_may_be_used_nothing_is_ever_done() -> None:
    never = Week(otherwise=0)
    assert never.when(0, 1) is None
    assert never.when(5, 0) == 5
    assert ALWAYS.when(5, 10) == 15
    assert ALWAYS.work(10, 5) == 0


@pytest.mark.parametrize(
    "values", [{"share": 1.1}, {"share": math.nan}, {"start": -1}, {"end": 24.5}, {"days": frozenset({7})}]
)
def test_a_period_that_cannot_be_is_refused(values: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="not"):
        Period(**({"days": WORKDAYS, "start": 8, "end": 18, "share": 0.5} | values))  # type: ignore[arg-type]


def test_transitions_have_an_order_and_shares_a_range() -> None:
    with pytest.raises(ValueError, match="order"):
        Zone(transitions=(Transition(at=5, offset=0), Transition(at=5, offset=3600)))
    with pytest.raises(ValueError, match="share"):
        Week(otherwise=2)

"""The shorter ways of a busy day say what following every start and every day says."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.replication import load
from calculators.replication.calendar import Period, Week
from calculators.replication.cycles import Policy
from calculators.replication.load import BEGIN, Demand, Sharer
from calculators.replication.units import DAY, HOUR, MINUTE

PERIODS = st.builds(
    Period,
    days=st.sampled_from([frozenset(range(5)), frozenset(range(7)), frozenset({2, 5})]),
    start=st.integers(0, 23),
    end=st.integers(0, 24),
    share=st.sampled_from([0.0, 0.05, 0.3, 0.9]),
)
WEEKS = (
    st.lists(PERIODS, min_size=1, max_size=2)
    .map(lambda found: Week(periods=tuple(found)))
    .filter(lambda week: week.mean)
)
INTERVALS = st.sampled_from([15, 25, 60, 240, 720]).map(lambda minutes: minutes * MINUTE)
TIMES = st.floats(1.001, 40)


def age(one: load.Worst) -> float:
    return math.inf if one.age is None else one.age


@settings(max_examples=25, deadline=None)
@given(
    week=WEEKS, interval=INTERVALS, snapshot=st.sampled_from([0.0, 300.0]), busiest=st.floats(0.05, 0.6), times=TIMES
)
def test_the_worst_hour_is_that_of_following_each(
    week: Week, interval: float, snapshot: float, busiest: float, times: float
) -> None:
    demand = Demand(busiest=busiest, policy=Policy(interval=interval, snapshot=snapshot), rpo=DAY)
    rate = times / DAY / week.mean
    each = [load.aged(demand, place, rate, week) for place in load.places(demand.policy, week)]
    found = load.worst(demand, rate, week)
    assert age(found) >= max(map(age, each)) - 1e-5
    assert found == load.aged(demand, found.place, rate, week)
    if found.place in load.places(demand.policy, week):
        assert age(found) <= max(map(age, each)) + 1e-5


@settings(max_examples=15, deadline=None)
@given(week=WEEKS, ordered=st.booleans(), times=TIMES, data=st.data())
def test_days_that_are_like_the_one_before_may_be_left_out(
    week: Week, ordered: bool, times: float, data: st.DataObject
) -> None:
    place, sharers = float(data.draw(st.integers(0, 23)) * HOUR), []
    for rank in range(data.draw(st.integers(2, 4))):
        interval = data.draw(st.sampled_from([30, 60, 240])) * MINUTE
        amount = data.draw(st.floats(0.1, 5))
        amounts = [size * amount for size in load.sizes(0.1, place, interval)]
        policy = Policy(interval=interval)
        sharers.append(Sharer(sizes=amounts, policy=policy, rpo=DAY, weight=amount, rank=rank))
    rate = times * math.fsum(one.weight for one in sharers) / DAY / week.mean
    whole, short = (
        load.together(sharers, rate, load.course(week), in_order=ordered, day=is_short) for is_short in (False, True)
    )
    assert whole is not None and short is not None
    for one, other, sharer in zip(whole, short, sharers, strict=True):
        oldest = [runs.oldest(BEGIN, sharer.policy.interval) for runs in (one, other)]
        assert math.isclose(*oldest, abs_tol=1e-4)

"""Several records as one: the sum writes at each moment what its parts write."""

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calculators.replication.added import added, common_time
from calculators.replication.curve import Trace, amounts
from tests.calculators.replication.test_replay import trace_of, traces


def until(trace: Trace, at: float) -> float:
    return amounts(*trace.written, [at])[0]


@settings(max_examples=20)
@given(st.lists(traces, min_size=2, max_size=4), st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_between_any_two_moments_the_sum_has_what_its_parts_have(parts: list[Trace], places: list[float]) -> None:
    common = common_time(parts)
    assume(common is not None)
    assert common is not None
    whole, (start, end) = added(parts), common
    assert math.isclose(whole.start, start) and math.isclose(whole.end, end)
    before = sum(until(part, start) for part in parts) - until(whole, start)
    for place in places:
        at = start + place * (end - start)
        assert until(whole, at) + before == pytest.approx(sum(until(part, at) for part in parts), abs=10)


def test_records_alike_are_added_interval_by_interval() -> None:
    one, other = trace_of([(0, 5, 1), (0, 5, 3)]), trace_of([(0, 5, 10), (0, 5, 20)])
    assert list(added([one, other]).sizes) == [11e6, 23e6]
    assert added([one, other]).peak == pytest.approx(23e6 / 300)


def test_records_without_a_common_time_are_no_sum() -> None:
    with pytest.raises(ValueError, match="no time in common"):
        added([trace_of([(0, 5, 1)]), trace_of([(0, 5, 1)], start=2_000_000_000)])

"""What holds for a part of the time: the quick way equals the replay, and what is shown holds when it is typed back."""

import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calculators.answers.wording import GROUP
from calculators.catalog import Catalog
from calculators.registry import run
from calculators.replication.calendar import WEEK, Week
from calculators.replication.curve import Trace
from calculators.replication.partly import missed_by
from calculators.replication.replay import continuous, missed_until
from tests.calculators.replication.test_replay import busy_traces, weeks

FREE = {"streams": 10_000, "window_kib": 1_048_576, "storage": "object", "snapshot_minutes": 0}
PARTS = (1.0, 0.99, 0.95, 0.9)
PROFILE = "8 8 8 8 8 8 8 8 40 40 40 40 32 32 32 32 32 32 16 16 16 8 8 8"


def links(name: str, raw: dict[str, Any], catalog: Catalog) -> list[float | None]:
    """Return the smallest link of each part as a reader sees it, in Mbit/s."""
    (table,) = (one for one in run(name, raw, catalog).tables if "part of the time" in one.title)
    assert [row[0] for row in table.rows] == ["100 %", "99 %", "95 %", "90 %"]
    found = (re.fullmatch(r"([\d.\u202f]+) (Mbit|Gbit)/s", row[1]) for row in table.rows)
    return [hit and float(hit[1].replace(GROUP, "")) * (1000 if hit[2] == "Gbit" else 1) for hit in found]


def missed_minutes(name: str, raw: dict[str, Any], link: float, catalog: Catalog) -> float | None:
    """Return the minutes a day that the verdict tells for a link: 0 where held, None where it never catches up."""
    verdict = run(name, {**raw, "link_mbps": link}, catalog).verdict
    if verdict.level != "bad":
        return 0.0
    found = re.search(r"missed for ([\d.\u202f]+) minutes a day", verdict.text)
    return float(found[1].replace(GROUP, "")) if found else None


@settings(max_examples=20)
@given(busy_traces, st.floats(0.3, 6), st.integers(20, 3000), weeks)
def test_the_time_that_is_missed_is_that_of_the_replay(trace: Trace, times: float, rpo: int, week: Week) -> None:
    assume(trace.mean)
    rate = trace.mean * times
    expected = missed_until(continuous(trace, rate, rpo, week).missed, trace.end)
    assert missed_by(trace, rpo, week)(rate) == pytest.approx(expected, abs=1e-3)


@settings(max_examples=6)
@given(
    raw=st.fixed_dictionaries(
        {
            "used": st.integers(5, 100),
            "change_percent": st.integers(5, 80).map(lambda tenth: tenth / 10),
            "busiest_hour_percent": st.integers(6, 50),
            "rpo_minutes": st.sampled_from([30, 60, 240, 720]),
            "throttled": st.sampled_from([None, None, "Mon-Fri 08:00-18:00 30%"]),
        }
    )
)
def test_a_link_for_a_part_of_the_time_holds_it_when_typed_back(raw: dict[str, Any], catalog: Catalog) -> None:
    raw = FREE | raw | {"capacity_unit": "TB", "interval_minutes": raw["rpo_minutes"] // 3}
    found = links("rpo_bandwidth", raw, catalog)
    assert None not in found
    known = [link for link in found if link is not None]
    assert known == sorted(known, reverse=True)
    for part, link in zip(PARTS, known, strict=True):
        missed = missed_minutes("rpo_bandwidth", raw, link, catalog)
        assert missed is not None and missed <= (1 - part) * 1440 * 1.006  # three digits are shown


@pytest.mark.parametrize(
    "way", [{"way": "continuous", "rpo_minutes": 15}, {"way": "cycles", "rpo_minutes": 60, "interval_minutes": 20}]
)
@pytest.mark.parametrize("throttled", [None, "Mon-Fri 08:00-18:00 60%"])
def test_of_a_record_a_shown_link_holds_and_one_step_less_does_not(
    way: dict[str, Any], throttled: str | None, catalog: Catalog
) -> None:
    raw = {"profile": PROFILE, "unit": "Mbit-s", "snapshot_minutes": 0, "throttled": throttled, **way}
    for part, link in zip(PARTS, links("replay", raw, catalog), strict=True):
        assert link is not None
        allowed = (1 - part) * WEEK / 60 / 7
        missed = missed_minutes("replay", raw, link, catalog)
        assert missed is not None and missed <= allowed * 1.006
        less = missed_minutes("replay", raw, round(link - 0.1, 4), catalog)
        assert less is None or less > allowed * 0.994


def test_where_nothing_is_sent_for_long_a_link_may_hold_it_most_of_the_time(catalog: Catalog) -> None:
    raw = {
        "profile": PROFILE,
        "unit": "Mbit-s",
        "way": "continuous",
        "rpo_minutes": 60,
        "throttled": "Sun 02:00-06:00 0%",
    }
    always, *partly = links("replay", raw, catalog)
    assert always is None and None not in partly[1:]


def test_a_long_record_says_that_the_links_are_not_worked_out(catalog: Catalog) -> None:
    raw = {"trace": "MB/s\n" + "5\n" * 21_000, "trace_seconds": 60, "way": "continuous"}
    (table,) = (one for one in run("replay", raw, catalog).tables if "part of the time" in one.title)
    assert [row[1].startswith("not worked out") for row in table.rows] == [False, True, True, True]


@settings(max_examples=20)
@given(busy_traces, st.floats(1.05, 4), weeks)
def test_an_age_that_is_met_in_a_part_of_the_time_is_missed_in_the_rest(trace: Trace, times: float, week: Week) -> None:
    rate = trace.mean / week.mean * times
    length = trace.end - trace.start
    for part, age in zip(PARTS, continuous(trace, rate, 60.0, week).met(PARTS), strict=True):
        assert missed_within(trace, rate, age, week) <= (1 - part) * length + 1e-3
        less = age * (1 - 1e-4) - 1e-3
        if part < 1 and less > 0:
            assert missed_within(trace, rate, less, week) >= (1 - part) * length - 1e-3


def missed_within(trace: Trace, rate: float, rpo: float, week: Week) -> float:
    return missed_until(continuous(trace, rate, rpo, week).missed, trace.end)

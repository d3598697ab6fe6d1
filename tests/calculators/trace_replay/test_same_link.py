"""One link, one answer: the replay goes on the rate that RPO and bandwidth goes on, whatever limits the link."""

import math
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calculators.answers.inputs import InputError
from calculators.answers.wording import step
from calculators.catalog import Catalog
from calculators.project import Known, Project, lines
from calculators.registry import run
from tests.calculators.rpo_bandwidth.test_laws import answer, shown_mbps

SOME = {
    "storage": st.sampled_from(["block", "object"]),
    "link_mbps": st.floats(5, 20_000),
    "share_percent": st.sampled_from([100, 60, 12.5]),
    "efficiency_percent": st.sampled_from([95, 100]),
    "tunnel": st.sampled_from(["none", "ipsec", "ssl"]),
    "throttled": st.sampled_from([None, "Mon-Fri 08:00-18:00 30%", "weekdays 8-18 4 Mbit/s"]),
    "rtt_ms": st.floats(1, 400),
    "loss_percent": st.sampled_from([0, 0, 0.01, 0.3, 2]),
    "streams": st.none() | st.integers(1, 200),
    "window_kib": st.sampled_from([64, 512, 4096]),
    "disks": st.none() | st.integers(1, 500),
    "hosts": st.none() | st.integers(1, 60),
    "proxies": st.none() | st.integers(1, 9),
    "source_read_mbps": st.none() | st.floats(1, 5000),
    "gateway_mbps": st.none() | st.floats(1, 5000),
    "target_write_mbps": st.none() | st.floats(1, 5000),
}
EARLIER = ("streams", "gateway_mbps", "proxies")
LINKS = st.fixed_dictionaries(SOME)
WAYS = st.sampled_from(
    [
        {"way": "continuous", "rpo_minutes": 120},
        {"way": "cycles", "rpo_minutes": 240, "interval_minutes": 60, "snapshot_minutes": 0},
    ]
)
DAY = {"profile": "2 2 2 2 2 2 2 2 9 9 9 4 4 9 9 4 4 4 2 2 2 2 2 2", "unit": "Mbit-s"}


@settings(max_examples=30, deadline=None)
@given(link=LINKS)
def test_both_calculators_go_on_the_same_rate_of_the_same_link(link: dict[str, Any], catalog: Catalog) -> None:
    usable = [answer(run(name, link, catalog), "usable") for name in ("rpo_bandwidth", "replay")]
    assert usable[0].amount == usable[1].amount
    assert usable[0].detail.partition(".")[0].partition(",")[0] == usable[1].detail.partition(".")[0].partition(",")[0]


@settings(max_examples=12, deadline=None)
@given(link=LINKS, way=WAYS, worse=st.sampled_from([{"loss_percent": 3}, {"rtt_ms": 900}, {"window_kib": 16}]))
def test_more_loss_and_a_longer_way_never_make_an_answer_better(
    link: dict[str, Any], way: dict[str, Any], worse: dict[str, Any], catalog: Catalog
) -> None:
    before, after = (run("replay", {**DAY, **link, **way, **change}, catalog) for change in ({}, worse))
    rates = [answer(report, "usable").amount or 0.0 for report in (before, after)]
    assert rates[1] <= rates[0]
    needed = [answer(report, "needed_link").amount for report in (before, after)]
    assert needed[1] in (needed[0], None)
    if way["way"] == "continuous":
        reached = [answer(report, "reached").amount for report in (before, after)]
        ages = [math.inf if age is None else age for age in reached]
        assert ages[1] >= ages[0] * (1 - 1e-9)
        assert before.verdict.level != "bad" or after.verdict.level == "bad"


@settings(max_examples=15, deadline=None)
@given(link=LINKS, way=WAYS)
def test_the_shown_smallest_link_typed_back_holds_and_none_means_that_none_does(
    link: dict[str, Any], way: dict[str, Any], catalog: Catalog
) -> None:
    raw = {**DAY, **link, **way}
    found = answer(run("replay", raw, catalog), "needed_link")
    tried = 1e6 if found.amount is None else shown_mbps(found.value)
    assume(tried <= 1e6)
    assert (run("replay", {**raw, "link_mbps": tried}, catalog).verdict.level == "bad") is (found.amount is None)


@pytest.mark.parametrize("way", [{"way": "continuous"}, {"way": "cycles"}])
@pytest.mark.parametrize("limit", [{"rtt_ms": 80, "loss_percent": 1, "streams": 1}, {"gateway_mbps": 20}])
def test_what_keeps_any_line_from_it_is_said_with_what_helps(
    way: dict[str, Any], limit: dict[str, Any], catalog: Catalog
) -> None:
    raw = {**limit, **way, "rpo_minutes": 240, "interval_minutes": 60, "link_mbps": 1000}
    report = run("replay", raw, catalog)
    assert (report.verdict.level, answer(report, "needed_link").value) == ("bad", "no link is enough")
    assert "A faster link alone does not help: " in report.verdict.text
    assert report.binds.endswith(", whatever the line.")
    assert any("The link is not what limits" in text for text in report.warnings)
    if "streams" in limit:
        assert report.change[0].endswith(": held.")
        streams = int(report.change[0].partition(" ")[0])
        more, less = (run("replay", {**raw, "streams": number}, catalog) for number in (streams, streams - 1))
        assert (more.verdict.level == "bad", less.verdict.level) == (False, "bad")


def test_an_address_of_before_answers_as_before(catalog: Catalog) -> None:
    """What nobody says of the streams limits nothing: they were not asked for."""
    for link in (30, 900_000):
        report = run("replay", {"link_mbps": link, "share_percent": 50, "efficiency_percent": 100}, catalog)
        assert answer(report, "usable").amount == pytest.approx(link / 2)
        assert "Limits of the usable rate" not in {table.title for table in report.tables}


def test_loss_asks_for_the_round_trip(catalog: Catalog) -> None:
    with pytest.raises(InputError) as caught:
        run("replay", {"loss_percent": 0.5}, catalog)
    assert [problem.field for problem in caught.value.problems] == ["rtt_ms"]


@settings(max_examples=12, deadline=None)
@given(
    link=st.fixed_dictionaries({}, optional=SOME),
    own=st.fixed_dictionaries({}, optional={name: SOME[name].filter(bool) for name in EARLIER}),
)
def test_a_project_has_one_rate_however_little_it_says(
    link: dict[str, Any], own: dict[str, Any], catalog: Catalog
) -> None:
    values = {name: Known(value=str(value), origin="typed") for name, value in link.items() if value is not None}
    # Earlier releases kept these for one calculator only.
    inputs = {"rpo_bandwidth": {name: Known(value=str(value), origin="typed") for name, value in own.items()}}
    both = Project(id="x", values={**values, "used": Known(value="2", origin="typed")}, inputs=inputs)
    kept = {name for name in own if name in values}
    assume(not kept)
    said = {line.calculator: line.report for line in lines(both, catalog)}
    short, long = said["rpo_bandwidth"], said["replay"]
    assert short is not None and long is not None
    assert answer(short, "usable").amount == answer(long, "usable").amount


def test_a_link_that_is_enough_by_a_step_is_not_enough_by_one_less(catalog: Catalog) -> None:
    raw = {"rtt_ms": 40, "loss_percent": 0.05, "disks": 90, "way": "continuous", "rpo_minutes": 120}
    link = shown_mbps(answer(run("replay", raw, catalog), "needed_link").value)
    levels = [run("replay", {**raw, "link_mbps": mbps}, catalog).verdict.level for mbps in (link, link - step(link))]
    assert levels == ["good", "bad"]

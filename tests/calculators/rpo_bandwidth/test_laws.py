"""What holds between the answers of any project: what is shown may be typed back, and no two parts contradict."""

import json
import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calculators.answers import render
from calculators.answers.report import Answer, Report
from calculators.answers.wording import GROUP, rounded_up, step
from calculators.catalog import Catalog
from calculators.registry import run

NAME = "rpo_bandwidth"
HOURS = "Mon-Fri 08:00-18:00 30%"
FREE = {"streams": 10_000, "window_kib": 1_048_576}
PROJECTS = st.fixed_dictionaries(
    {
        "storage": st.sampled_from(["block", "object"]),
        "used": st.integers(1, 200),
        "capacity_unit": st.just("TB"),
        "change_percent": st.integers(1, 200).map(lambda tenth: tenth / 10),
        "busiest_hour_percent": st.floats(4.17, 60),
        "rpo_minutes": st.sampled_from([15, 60, 120, 240, 480, 1440]),
        "interval_minutes": st.sampled_from([5, 10, 30, 60, 120, 240]),
        "snapshot_minutes": st.sampled_from([0, 0, 5, 20]),
        "throttled": st.sampled_from([None, None, HOURS]),
        "efficiency_percent": st.sampled_from([95, 100]),
    }
)


def answer(report: Report, name: str) -> Answer:
    return next(one for one in report.answers if one.id == name)


def shown_mbps(value: str) -> float:
    found = re.match(r"([\d.\s\u202f]+) (Mbit|Gbit)/s", value)
    assert found is not None, value
    return float(found[1].replace(GROUP, "")) * (1000 if found[2] == "Gbit" else 1)


def held(raw: dict[str, Any], catalog: Catalog) -> bool:
    report = run(NAME, raw, catalog)
    age = answer(report, "worst_age").amount
    return age is not None and age <= raw["rpo_minutes"] * (1 + 1e-6)


@settings(max_examples=25, deadline=None)
@given(raw=PROJECTS)
def test_a_shown_minimum_typed_back_is_held_and_one_step_less_is_not(raw: dict[str, Any], catalog: Catalog) -> None:
    raw = {**raw, "interval_minutes": min(raw["interval_minutes"], raw["rpo_minutes"] // 2)}
    found = answer(run(NAME, {**raw, **FREE}, catalog), "needed_link")
    assume(found.amount is not None)
    link = shown_mbps(found.value)
    assume(link < 900_000)
    assert held({**raw, **FREE, "link_mbps": link}, catalog)
    if link > {"block": 20, "object": 10}[raw["storage"]]:
        # Above 10 Gbit/s one step is one of Gbit/s.
        less = link - (step(link / 1000) * 1000 if link >= 10_000 else step(link))
        assert not held({**raw, **FREE, "link_mbps": less}, catalog)


@settings(max_examples=12, deadline=None)
@given(raw=PROJECTS, interval=st.sampled_from([60, 120, 240]), link=st.floats(20, 2000))
def test_the_simple_form_and_the_replay_of_its_day_agree(
    raw: dict[str, Any], interval: int, link: float, catalog: Catalog
) -> None:
    raw = {**raw, "interval_minutes": interval, "throttled": None}
    simple = answer(run(NAME, {**raw, **FREE, "link_mbps": link}, catalog), "worst_age").amount
    daily = raw["used"] * 1e6 * raw["change_percent"] / 100
    part = raw["busiest_hour_percent"] / 100
    profile = [daily * part if hour == 12 else daily * (1 - part) / 23 for hour in range(24)]
    drawn = {name: raw[name] for name in ("rpo_minutes", "interval_minutes", "snapshot_minutes", "efficiency_percent")}
    drawn |= {"profile": " ".join(f"{amount:.9f}" for amount in profile), "unit": "MB", "link_mbps": link}
    replayed = answer(run("replay", drawn, catalog), "reached").amount
    assert (simple is None) == (replayed is None)
    assert simple is None or simple == pytest.approx(replayed, rel=1e-6)


@settings(max_examples=12, deadline=None)
@given(raw=PROJECTS, link=st.floats(20, 2000))
def test_one_group_alone_is_as_no_groups(raw: dict[str, Any], link: float, catalog: Catalog) -> None:
    raw = {**raw, "interval_minutes": min(raw["interval_minutes"], raw["rpo_minutes"] // 2)}
    plain = run(NAME, {**raw, "link_mbps": link}, catalog)
    group = f"all; {raw['used']:.6f} TB; {raw['change_percent']:.6f} %"
    grouped = run(NAME, {**raw, "link_mbps": link, "groups": group}, catalog)
    for one, other in zip(plain.answers, grouped.answers, strict=True):
        assert (one.amount is None) == (other.amount is None), one.id
        assert one.amount is None or one.amount == pytest.approx(other.amount, rel=1e-6), one.id


@settings(max_examples=8, deadline=None)
@given(
    one=st.tuples(st.integers(1, 20), st.integers(20, 900), st.sampled_from(["30 min", "1 h", "4 h"])),
    other=st.tuples(st.integers(1, 20), st.integers(20, 900), st.sampled_from(["1 h", "8 h", "24 h"])),
    priority=st.just("fair"),
)
def test_groups_together_need_no_more_than_on_separate_links(
    one: tuple[int, int, str], other: tuple[int, int, str], priority: str, catalog: Catalog
) -> None:
    raw = {"snapshot_minutes": 0, "priority": priority, "storage": "object", **FREE}
    lines = [f"g{number}; {used} TB; {change} GB; {rpo}" for number, (used, change, rpo) in enumerate((one, other))]
    together = answer(run(NAME, {**raw, "groups": "\n".join(lines)}, catalog), "needed_link").amount
    apart = [answer(run(NAME, {**raw, "groups": line}, catalog), "needed_link").amount for line in lines]
    assert together is not None and None not in apart
    assert together <= sum(amount or 0.0 for amount in apart) * (1 + 1e-4)


def test_the_first_tier_holds_its_rpo_where_all_together_do_not(catalog: Catalog) -> None:
    raw = {"groups": "a; 2 TB; 60; 60; 1\nb; 9 TB; 900; 60; 2", "link_mbps": 60, "snapshot_minutes": 0}
    table = {
        priority: {
            row[0]: row[1]
            for row in next(
                table for table in run(NAME, {**raw, "priority": priority}, catalog).tables
                if table.title.startswith("Each group")
            ).rows
        }
        for priority in ("fair", "tier")
    }  # fmt: skip
    assert table["tier"]["a"] == "held" and table["tier"]["b"] == "missed"


def test_a_date_asks_for_a_link_and_says_what_fits(catalog: Catalog) -> None:
    # 10 TB in 10 days are 92.59 Mbit/s, and 100 GB a day 9.26 more; / 0.95.
    raw = {"used": 10, "capacity_unit": "TB", "change_percent": 1, "rpo_minutes": 60}
    raw |= {"seed_within_days": 10, "link_mbps": 50}
    report = run(NAME, raw, catalog)
    found = answer(report, "seed_link")
    assert found.amount == pytest.approx((92.5926 + 9.25926) / 0.95, rel=1e-4)
    assert "3 batches" in found.detail
    assert report.verdict.level == "caution" and "not 10 days" in report.verdict.label
    enough = run(NAME, {**raw, "link_mbps": shown_mbps(found.value)}, catalog)
    assert enough.verdict.level == "good"


@pytest.mark.parametrize(("tunnel", "left"), [("none", 1.0), ("ipsec", 1398 / 1460), ("ssl", 1379 / 1460)])
def test_a_tunnel_takes_its_headers_from_the_line(tunnel: str, left: float, catalog: Catalog) -> None:
    usable = answer(run(NAME, {"tunnel": tunnel, "efficiency_percent": 100}, catalog), "usable").amount
    assert usable == pytest.approx(100 * left)


@settings(max_examples=12, deadline=None)
@given(raw=PROJECTS, link=st.floats(5, 500))
def test_chart_answer_markdown_and_json_say_the_same_and_nothing_is_green_beside_never(
    raw: dict[str, Any], link: float, catalog: Catalog
) -> None:
    report = run(NAME, {**raw, "link_mbps": link}, catalog)
    age = answer(report, "worst_age")
    chart = next(chart for chart in report.charts if chart.id == "worst_age")
    at = dict(zip(chart.x, chart.series[0].values, strict=True))[link]
    minutes = {"Minutes": 1, "Hours": 60, "Days": 1440, "Percent of the RPO": 1}[chart.y_label]
    assert at == pytest.approx(age.amount / minutes) if age.amount is not None else at is None
    assert json.loads(render.to_json(report, catalog))["answers"][0]["amount"] == age.amount
    assert age.value in render.to_markdown(report, catalog)
    if any(one.value in ("never", "none") for one in report.answers):
        assert report.verdict.level != "good"


@given(st.floats(1e-3, 1e6))
def test_a_minimum_is_rounded_up_by_less_than_a_step(value: float) -> None:
    assert value * (1 - 1e-8) <= rounded_up(value) < value + step(value) * (1 + 1e-6)

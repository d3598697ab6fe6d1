"""The courier is weighed against the line: by the simulator, by laws, and never a reason for a better verdict."""

import json
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calculators.answers import render
from calculators.answers.report import Answer, Report
from calculators.answers.wording import step
from calculators.catalog import Catalog
from calculators.registry import run
from calculators.replication.units import DAY, HOUR, mbps_to_rate
from tests.calculators import oracle
from tests.calculators.rpo_bandwidth.test_laws import shown_mbps

NAME = "rpo_bandwidth"
FREE = {"streams": 10_000, "window_kib": 1_048_576}
OFFICE = "Mon-Fri 08:00-18:00 30%"
PROJECTS = st.fixed_dictionaries(
    {
        "used": st.integers(2, 100),
        "capacity_unit": st.just("TB"),
        "change_percent": st.sampled_from([0, 0.2, 1, 4]),
        "link_mbps": st.integers(20, 2000),
        "throttled": st.sampled_from([None, OFFICE, "daily 06:00-22:00 0%"]),
        "courier_days": st.integers(0, 12),
        "copy_mbps": st.sampled_from([500, 1000, 4000]),
    }
)


def answer(report: Report, name: str) -> Answer:
    return next(one for one in report.answers if one.id == name)


def hours(raw: dict[str, Any], name: str, catalog: Catalog) -> float:
    found = answer(run(NAME, raw, catalog), name).amount
    return float("inf") if found is None else found


def test_copying_twice_transport_and_the_change_since_make_the_time(catalog: Catalog) -> None:
    # 9 TB twice at 1 Gbit/s are 40 h; with 3 days 112 h. 1 % a day are 8.333 Mbit/s, so 420 GB have changed by then,
    # which 100 - 8.333 Mbit/s send in 10.18 h. The line alone takes 218.2 h, and 9 TB in 112 h are 178.6 Mbit/s.
    raw = {"used": 9, "capacity_unit": "TB", "change_percent": 1, "efficiency_percent": 100, "courier_days": 3}
    report = run(NAME, raw, catalog)
    assert answer(report, "seed").amount == pytest.approx(218.18, abs=0.01)
    assert answer(report, "courier").amount == pytest.approx(112 + 10.18, abs=0.01)
    assert answer(report, "courier_link").amount == pytest.approx(178.57, abs=0.01)
    detail = answer(report, "courier").detail
    assert "By line 9.1 days, by courier 5.1 days: 3 days for order and transport, 40 h of copying" in detail
    assert "at 1\u202f000 Mbit/s (assumed)" in detail and "420 GB" in detail
    assert "(assumed)" not in answer(run(NAME, {**raw, "copy_mbps": 1000}, catalog), "courier").detail
    speed = answer(run(NAME, {**raw, "courier_days": None, "copy_mbps": "125 MB/s"}, catalog), "courier").detail
    assert "7 days for order and transport (assumed)" in speed and "at 1\u202f000 Mbit/s;" in speed


@settings(max_examples=12)
@given(raw=PROJECTS, offset=st.sampled_from([0, 5, 30]))
def test_the_simulator_sees_the_same(raw: dict[str, Any], offset: int, catalog: Catalog) -> None:
    raw = {**raw, **FREE, "efficiency_percent": 100, "start": f"Mon {offset % 24:02}:00"}
    # Copying takes whole hours, so that the carrier is loaded on a tick.
    copying = 12 + offset
    raw["copy_mbps"] = 2 * raw["used"] * 8e6 / (copying * HOUR)
    told = hours(raw, "courier", catalog)
    loaded = raw["courier_days"] * DAY + copying * HOUR
    rate, change = mbps_to_rate(raw["link_mbps"]), raw["used"] * 1e10 * raw["change_percent"] / DAY
    shares = [share(raw["throttled"], hour) for hour in range(168)]
    assume(change < rate * sum(shares) / 168 * 0.9)
    rest = min(change * loaded, raw["used"] * 1e12)
    seen = oracle.seeded([rest], [change], rate, shares, start=offset % 24 * HOUR + loaded, tick=300.0) if rest else 0.0
    assert told == pytest.approx((loaded + seen) / HOUR, rel=1e-6, abs=0.09)


def share(throttled: str | None, hour: int) -> float:
    if throttled == OFFICE:
        return 0.3 if hour < 120 and 8 <= hour % 24 < 18 else 1.0
    return 0.0 if throttled and 6 <= hour % 24 < 22 else 1.0


@settings(max_examples=15)
@given(raw=PROJECTS, waves=st.sampled_from([1, 1, 4]))
def test_the_line_is_as_early_with_the_link_that_is_shown_and_later_with_a_step_less(
    raw: dict[str, Any], waves: int, catalog: Catalog
) -> None:
    raw = {**raw, **FREE, "waves": waves}
    found = answer(run(NAME, raw, catalog), "courier_link")
    assume(found.amount is not None)
    link = shown_mbps(found.value)
    assume(link < 900_000)
    line, other = (hours({**raw, "link_mbps": link}, name, catalog) for name in ("seed", "courier"))
    assert line <= other * (1 + 1e-6)
    less = link - (step(link / 1000) * 1000 if link >= 10_000 else step(link))
    line, other = (hours({**raw, "link_mbps": less}, name, catalog) for name in ("seed", "courier"))
    assert (line == other == float("inf")) == ("neither it nor a courier" in found.detail)
    assert line == float("inf") or line > other * (1 - 1e-6)


@settings(max_examples=12)
@given(raw=PROJECTS, more=st.floats(1.01, 5))
def test_a_faster_courier_or_a_wider_link_is_never_later(raw: dict[str, Any], more: float, catalog: Catalog) -> None:
    before = hours(raw, "courier", catalog)
    for better in (
        {"link_mbps": raw["link_mbps"] * more},
        {"copy_mbps": raw["copy_mbps"] * more},
        {"courier_days": raw["courier_days"] / more},
        {"change_percent": raw["change_percent"] / more},
    ):
        assert hours({**raw, **better}, "courier", catalog) <= before * (1 + 1e-9)


@settings(max_examples=12)
@given(raw=PROJECTS, within=st.sampled_from([None, 3, 20]))
def test_it_is_said_to_be_unpublished_and_changes_no_other_answer_and_no_verdict(
    raw: dict[str, Any], within: int | None, catalog: Catalog
) -> None:
    raw = {**raw, "seed_within_days": within}
    report = run(NAME, raw, catalog)
    plain = run(NAME, {**raw, "courier_days": None, "copy_mbps": None}, catalog)
    assert report.verdict == plain.verdict
    assert report.answers[: len(plain.answers)] == plain.answers
    assert [one.id for one in report.answers[len(plain.answers) :]] == ["courier", "courier_link"]
    assert len(plain.answers) >= report.matter
    assert "Not published for HyperBDR: ask before you promise it." in answer(report, "courier").detail
    assert any("No page of HyperBDR" in warning for warning in report.warnings)
    assert not any("courier" in warning for warning in plain.warnings)
    found = answer(report, "courier")
    shown = json.loads(render.to_json(report, catalog))["answers"]
    assert next(one["amount"] for one in shown if one["id"] == "courier") == found.amount
    lines = render.to_markdown(report, catalog).splitlines()
    assert any(found.label in line and found.value in line for line in lines)
    charts = [chart for chart in report.charts if chart.id == "first_synchronisation"]
    marked = [mark for chart in charts for mark in chart.markers if mark.label.startswith("By courier")]
    line = answer(report, "seed").amount
    earlier = found.amount is not None and line is not None and found.amount < line
    assert len(marked) == (1 if earlier and charts else 0)
    if marked and found.amount is not None:
        assert marked[0].x - charts[0].x[0] == pytest.approx(found.amount * HOUR)


def test_a_line_that_does_not_carry_the_change_is_helped_by_no_courier(catalog: Catalog) -> None:
    report = run(NAME, {"used": 20, "capacity_unit": "TB", "change_percent": 10, "courier_days": 2}, catalog)
    assert answer(report, "courier").value == "never"
    assert "the line does not carry the change" in answer(report, "courier").detail
    assert report.verdict.level == "bad"

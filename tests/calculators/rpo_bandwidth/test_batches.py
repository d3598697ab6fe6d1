"""What fits a date: the link, the data and the batches that are shown are in time, and a step beside them is not."""

import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calculators.answers.report import Answer, Report
from calculators.answers.wording import GROUP, step
from calculators.catalog import Catalog
from calculators.registry import run
from calculators.replication.units import DAY
from tests.calculators.rpo_bandwidth.test_laws import shown_mbps
from tests.calculators.rpo_bandwidth.test_rpo_bandwidth import result

NAME = "rpo_bandwidth"
HOURS = st.sampled_from([None, "Mon-Fri 08:00-18:00 30%", "daily 06:00-22:00 0%"])
PROJECTS = st.fixed_dictionaries(
    {
        "used": st.integers(2, 200),
        "capacity_unit": st.just("TB"),
        "change_percent": st.integers(0, 30).map(lambda tenth: tenth / 10),
        "link_mbps": st.integers(20, 2000),
        "streams": st.sampled_from([2, 8, 1000]),
        "window_kib": st.sampled_from([64, 4096]),
        "throttled": HOURS,
        "waves": st.sampled_from([1, 1, 3]),
        "seed_within_days": st.sampled_from([2, 5, 14, 40]),
        "start": st.sampled_from([None, "Tue 09:30"]),
    }
)
TIERS = "a; {0:.9f} TB; 1 %; 60; 1\nb; {1:.9f} TB; 3 %; 60; 2\nc; {2:.9f} TB; 0 %; 60; 2\nd; {3:.9f} TB; 0.5 %; 60; 3"
PARTS = (1.0, 4.0, 2.5, 6.0)


def answer(report: Report, name: str) -> Answer:
    return next(one for one in report.answers if one.id == name)


def in_time(raw: dict[str, Any], catalog: Catalog) -> bool:
    seed = result(raw, catalog).seed
    return seed is not None and seed <= raw["seed_within_days"] * DAY * (1 + 1e-6)


def shown_data(text: str) -> tuple[float, str] | None:
    found = re.search(rf"([\d.{GROUP}]+) (TB|GB|MB)(?:,)? (?:has|are|in sync|in)", text)
    return (float(found[1].replace(GROUP, "")), found[2]) if found else None


@settings(max_examples=15)
@given(raw=PROJECTS)
def test_the_shown_data_is_in_sync_by_the_date_and_a_step_more_is_not(raw: dict[str, Any], catalog: Catalog) -> None:
    found = shown_data(answer(run(NAME, raw, catalog), "seed_link").detail)
    assume(found is not None and found[0] > 0.01)
    assert found is not None
    size, unit = found
    assume(unit != "MB")
    assert in_time({**raw, "used": size, "capacity_unit": unit}, catalog)
    assert not in_time({**raw, "used": size + step(size), "capacity_unit": unit}, catalog)


@settings(max_examples=6)
@given(link=st.integers(20, 400), hours=HOURS, within=st.sampled_from([3, 10, 30]))
def test_the_same_holds_of_groups_that_go_tier_by_tier(
    link: int, hours: str | None, within: int, catalog: Catalog
) -> None:
    raw = {"link_mbps": link, "throttled": hours, "seed_within_days": within, "snapshot_minutes": 0}

    def scaled(part: float) -> dict[str, Any]:
        return {**raw, "groups": TIERS.format(*(size * part for size in PARTS))}

    report = run(NAME, scaled(1), catalog)
    detail = answer(report, "seed_link").detail
    order = next(table for table in report.tables if table.title.startswith("Order of the first"))
    waves = result(scaled(1), catalog).waves
    ends = [sum(wave.time or float("inf") for wave in waves[: place + 1]) for place in range(len(waves))]
    late = [row[0] for row, end in zip(order.rows, ends, strict=True) if end > within * DAY * (1 + 1e-9)]
    assert [name for name in ("Tier 1", "Tier 2", "Tier 3") if name in detail] == late
    found = shown_data(detail)
    assume(found is not None)
    assert found is not None
    size, digit = found[0] / sum(PARTS), step(found[0]) / sum(PARTS)
    scale = 1e-3 if found[1] == "GB" else 1
    assert in_time(scaled(size * scale), catalog)
    assert not in_time(scaled((size + digit) * scale), catalog)


@settings(max_examples=15)
@given(raw=PROJECTS, largest=st.sampled_from([None, None, 500, 2000]))
def test_each_of_the_shown_batches_is_in_time_and_of_one_less_some_is_not(
    raw: dict[str, Any], largest: float | None, catalog: Catalog
) -> None:
    raw = {**raw, "largest_disk_gb": largest, "disks": 4, "streams": None}
    found = result(raw, catalog)
    assert found.by_date is not None
    batches, within = found.by_date.batches, raw["seed_within_days"] * DAY * (1 + 1e-6)

    def each(count: int) -> bool:
        waves = result({**raw, "waves": count}, catalog).waves
        return all(wave.time is not None and wave.time <= within for wave in waves)

    if batches is None:
        assert not each(7) and not each(100)
        return
    assert each(batches) and (batches == 1 or not each(batches - 1))
    if batches > 1:
        detail = answer(run(NAME, raw, catalog), "seed_link").detail
        assert f"In {batches} batches, one after the other" in detail or "The largest disk alone" in detail


@settings(max_examples=15)
@given(raw=PROJECTS, largest=st.sampled_from([None, 500]))
def test_the_link_that_is_shown_for_a_date_is_enough_and_a_step_less_is_not(
    raw: dict[str, Any], largest: float | None, catalog: Catalog
) -> None:
    raw = {**raw, "largest_disk_gb": largest, "disks": 4}
    found = answer(run(NAME, raw, catalog), "seed_link")
    if found.amount is None:
        assert "No bandwidth does it." in found.detail
        assert not in_time({**raw, "link_mbps": 1_000_000}, catalog)
        return
    link = shown_mbps(found.value)
    assume(link < 900_000)
    assert in_time({**raw, "link_mbps": link}, catalog)
    digit = step(link / 1000) * 1000 if link >= 10_000 else step(link)
    assert not in_time({**raw, "link_mbps": link - digit}, catalog)


def test_batches_go_on_sending_their_change(catalog: Catalog) -> None:
    # 10 TB at 50 Mbit/s, of which 0.4 TB change in a day: 37.04 Mbit/s. All take 8e13 / 12.96e6 s = 71.4 days, so the
    # last of ten batches takes 7.14. By itself each would be in sync far sooner: 8e12 / (50 - 3.7) Mbit/s are 2 days.
    raw = {"used": 10, "capacity_unit": "TB", "change_percent": 4, "link_mbps": 50, "efficiency_percent": 100}
    found = result({**raw, "seed_within_days": 7}, catalog)
    assert found.seed is not None and found.seed == pytest.approx(8e13 / (50e6 - 0.4e12 * 8 / DAY))
    assert found.by_date is not None and found.by_date.batches == 11
    last = result({**raw, "waves": 11}, catalog).waves[-1].time
    assert last is not None and last <= 7 * DAY and last == pytest.approx(found.seed / 11)


@pytest.mark.parametrize("asked", [{"seed_within_days": 1}, {"courier_days": 2}], ids=["by a date", "by courier"])
def test_no_data_is_in_sync_at_once(asked: dict[str, float], catalog: Catalog) -> None:
    found = {answer.id: answer.amount for answer in run("rpo_bandwidth", {"used": 0, **asked}, catalog).answers}
    assert found["seed"] == 0

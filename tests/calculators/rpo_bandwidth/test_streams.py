"""Streams follow from the disks, what is said to fill the link does, and the largest disk takes its own time."""

import itertools
import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calculators.answers.inputs import InputError
from calculators.answers.report import Answer, Report
from calculators.answers.wording import GROUP, step
from calculators.catalog import Catalog
from calculators.registry import run
from calculators.replication.units import HOUR, mbps_to_rate
from tests.calculators import oracle

NAME = "rpo_bandwidth"
LINE = {"used": 20, "capacity_unit": "TB", "change_percent": 0.5, "efficiency_percent": 100, "snapshot_minutes": 0}


def answer(report: Report, name: str) -> Answer:
    return next(one for one in report.answers if one.id == name)


def amount(raw: dict[str, Any], name: str, catalog: Catalog) -> float:
    found = answer(run(NAME, raw, catalog), name).amount
    assert found is not None
    return found


def number_before(unit: str, text: str) -> float | None:
    found = re.search(rf"([\d.{GROUP}]+) {unit}", text)
    return float(found[1].replace(GROUP, "")) if found else None


@pytest.mark.parametrize(
    ("raw", "streams"),
    [
        ({}, 2),
        ({"disks": 7}, 14),
        ({"storage": "object"}, 4),
        ({"storage": "object", "disks": 7}, 4),
        ({"storage": "object", "hosts": 3, "disks": 7}, 12),
        ({"proxies": 1, "disks": 40}, 4),
        ({"proxies": 2, "disks": 40}, 8),
        ({"proxies": 2, "disks": 5}, 5),
        ({"proxies": 2, "disks": 40, "streams": 9}, 9),
        ({"disks": 7, "streams": 3}, 3),
    ],
    ids=str,
)
def test_streams_follow_from_what_goes_at_once_until_they_are_typed(
    raw: dict[str, Any], streams: int, catalog: Catalog
) -> None:
    # 64 KiB in 100 ms are 5.243 Mbit/s a stream.
    report = run(NAME, {**raw, "window_kib": 64, "rtt_ms": 99, "link_mbps": 10_000}, catalog)
    assert answer(report, "usable").amount == pytest.approx(streams * 65536 * 8 / 0.099 / 1e6)
    shown = next(item for item in report.given if item.field == "streams")
    assert shown.value.split()[0] == str(streams)
    known = "streams" in raw or ("hosts" if raw.get("storage") and "proxies" not in raw else "disks") in raw
    assert (shown.assumed is None) == known


@settings(max_examples=12)
@given(
    raw=st.fixed_dictionaries(
        {
            "link_mbps": st.integers(50, 5000),
            "window_kib": st.sampled_from([16, 64, 256, 1024]),
            "rtt_ms": st.floats(5, 99),
            "loss_percent": st.sampled_from([0, 0, 0.01, 0.1]),
            "disks": st.integers(1, 8),
            "gateway_mbps": st.sampled_from([None, None, 300]),
            "efficiency_percent": st.just(100),
        }
    )
)
def test_what_is_said_to_fill_the_link_does_and_a_step_less_does_not(raw: dict[str, Any], catalog: Catalog) -> None:
    full = min(raw["link_mbps"], raw["gateway_mbps"] or raw["link_mbps"])
    report = run(NAME, raw, catalog)
    detail = answer(report, "usable").detail
    assert ("To " in detail) == (amount(raw, "usable", catalog) < full * (1 - 1e-9))
    assume("To " in detail)
    streams, kib = number_before("stream", detail), number_before("KiB", detail)
    assert streams is not None
    assert amount({**raw, "streams": streams}, "usable", catalog) == pytest.approx(full)
    assert amount({**raw, "streams": streams - 1}, "usable", catalog) < full * (1 - 1e-9)
    if kib is None:
        assert "No window does it alone" in detail
        assert amount({**raw, "window_kib": 1_048_576}, "usable", catalog) < full * (1 - 1e-9)
    else:
        assert amount({**raw, "window_kib": kib}, "usable", catalog) == pytest.approx(full)
        assert amount({**raw, "window_kib": kib - step(kib)}, "usable", catalog) < full * (1 - 1e-9)


def test_the_largest_disk_takes_its_own_time_however_wide_the_link(catalog: Catalog) -> None:
    # Two streams of 64 KiB in 50 ms carry 20.97 Mbit/s; 1 TB without change takes 4.41 days, 19 TB more beside it.
    raw = {**LINE, "change_percent": 0, "disks": 60, "largest_disk_gb": 1000, "window_kib": 64, "rtt_ms": 50}
    hours = 8e12 / (2 * 65536 * 8 / 0.05) / 3600
    wide = run(NAME, {**raw, "link_mbps": 10_000}, catalog)
    assert answer(wide, "seed").amount == pytest.approx(hours)
    assert "cannot use all of the link over its 2 streams" in answer(wide, "seed").detail
    assert "That decides." in answer(wide, "seed").detail
    slow = run(NAME, {**raw, "link_mbps": 100}, catalog)
    assert answer(slow, "seed").amount == pytest.approx(16e13 / 1e8 / 3600)
    assert "That decides." not in answer(slow, "seed").detail


@settings(max_examples=15)
@given(
    sizes=st.lists(st.integers(50, 2000), min_size=1, max_size=7),
    link=st.sampled_from([60, 200, 1000]),
    window=st.sampled_from([32, 64, 4096]),
)
def test_no_order_of_the_disks_is_faster_and_one_large_disk_beside_small_ones_is_as_fast(
    sizes: list[int], link: int, window: int, catalog: Catalog
) -> None:
    raw = {**LINE, "change_percent": 0, "used": sum(sizes), "capacity_unit": "GB", "largest_disk_gb": max(sizes)}
    raw |= {"disks": len(sizes), "link_mbps": link, "window_kib": window, "rtt_ms": 50}
    told = amount(raw, "seed", catalog) * HOUR
    each = 2 * window * 1024 / 0.05
    seen = oracle.disks([size * 1e9 for size in sizes], mbps_to_rate(link), each, at_once=len(sizes), tick=60.0)
    assert told <= seen + 60
    if max(sizes) >= sum(sizes) / 2:
        # Each gets what its streams carry or an equal share, so the large one is never far behind.
        assert seen <= max(told, sum(sizes) * 1e9 / mbps_to_rate(link) + max(sizes) * 1e9 / each) + 60


@settings(max_examples=12)
@given(
    raw=st.fixed_dictionaries(
        {
            "streams": st.integers(2, 60),
            "link_mbps": st.integers(20, 2000),
            "largest_disk_gb": st.integers(1, 20_000),
            "throttled": st.sampled_from([None, "Mon-Fri 08:00-18:00 30%", "daily 06:00-22:00 0%"]),
        }
    ),
    more=st.integers(1, 40),
)
def test_more_streams_and_a_wider_link_never_make_it_slower(raw: dict[str, Any], more: int, catalog: Catalog) -> None:
    raw = {**LINE, "disks": 12, "window_kib": 256, "rtt_ms": 60, **raw}
    before, wider, many = (
        answer(run(NAME, {**raw, **change}, catalog), "seed").amount
        for change in ({}, {"link_mbps": raw["link_mbps"] + 10 * more}, {"streams": raw["streams"] + more})
    )
    for after in (wider, many):
        assert before is None or (after is not None and after <= before * (1 + 1e-9))


def test_a_disk_that_changes_faster_than_its_streams_send_is_never_in_sync(catalog: Catalog) -> None:
    raw = {**LINE, "change_percent": 10, "largest_disk_gb": 20_000, "disks": 1, "streams": 3, "window_kib": 64}
    raw |= {"rtt_ms": 50, "rpo_minutes": 1440, "interval_minutes": 60, "link_mbps": 1000}
    report = run(NAME, {**raw, "streams": None, "disks": 20, "window_kib": 512}, catalog)
    assert answer(report, "seed").value == "never"
    assert "largest disk changes faster than its streams send" in answer(report, "seed").detail
    assert report.verdict.level == "bad"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"used": 1, "capacity_unit": "TB"}, "all data together is 1\u202f000 GB"),
        ({"groups": "a; 900 GB\nb; 200 GB"}, "the largest group holds 900 GB"),
    ],
)
def test_no_disk_holds_more_than_there_is(raw: dict[str, Any], words: str, catalog: Catalog) -> None:
    with pytest.raises(InputError) as caught:
        run(NAME, {**raw, "largest_disk_gb": 1001}, catalog)
    (problem,) = caught.value.problems
    assert problem.field == "largest_disk_gb" and words in problem.message


def test_what_proxies_read_at_once_is_said_with_the_published_most(catalog: Catalog) -> None:
    detail = answer(run(NAME, {"proxies": 2, "disks": 40}, catalog), "seed").detail
    assert (
        "8 of 40 go at once, so start the longest first. With each proxy set to the published most of 16, 32" in detail
    )
    assert "all 6 go at once" in answer(run(NAME, {"proxies": 2, "disks": 6}, catalog), "seed").detail


@pytest.mark.parametrize("hours", [None, "Mon-Fri 08:00-18:00 30%", "daily 06:00-22:00 0%"])
def test_the_picture_ends_where_the_largest_disk_does(hours: str | None, catalog: Catalog) -> None:
    raw = {**LINE, "disks": 12, "largest_disk_gb": 9000, "window_kib": 256, "rtt_ms": 60, "link_mbps": 2000}
    report = run(NAME, {**raw, "throttled": hours, "waves": 3}, catalog)
    chart = next(chart for chart in report.charts if chart.id == "first_synchronisation")
    found = answer(report, "seed")
    assert "That decides." in found.detail and found.amount is not None
    assert chart.x[-1] - chart.x[0] == pytest.approx(found.amount * HOUR)
    synced, sent = ([value or 0.0 for value in series.values] for series in chart.series)
    assert synced[0] == 0 and synced[-1] == pytest.approx(20) and max(synced) == pytest.approx(20)
    assert all(before <= after * (1 + 1e-9) for before, after in itertools.pairwise(sent))
    first = next(table for table in report.tables if table.title.startswith("Order of the first")).rows[0]
    assert first[4] == "9 TB"

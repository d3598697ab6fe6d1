"""The picture of the first synchronisation says what the answer and the table of waves say."""

from typing import Any

import pytest

from calculators.answers.report import Chart, Report
from calculators.catalog import Catalog
from calculators.registry import run
from calculators.replication.units import HOUR

OFFICE = "Mon-Fri 08:00-18:00 30%"
WAVES = {"used": 4, "capacity_unit": "TB", "waves": 3}


def seeding(report: Report) -> Chart | None:
    return next((chart for chart in report.charts if chart.id == "first_synchronisation"), None)


def hours(report: Report) -> float | None:
    return next(answer.amount for answer in report.answers if answer.id == "seed")


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"throttled": OFFICE},
        {"throttled": OFFICE, **WAVES},
        {"throttled": "daily 06:00-22:00 0%", "start": "2027-03-19 18:00", **WAVES},
        {"throttled": OFFICE, "loss_percent": 0.1, "start": "Mon 07:00"},
        {"groups": "web;1 TB;5 %;;2\ndb;2 TB;9 %;;1\nempty;0 GB;0 GB;;1", "throttled": OFFICE},
        {"used": 0.001, "capacity_unit": "GB"},
        {"used": 400, "capacity_unit": "TB", "link_mbps": 400, "change_percent": 0.5},
    ],
    ids=str,
)
def test_it_ends_when_the_answer_says_with_all_data_in_sync(raw: dict[str, Any], catalog: Catalog) -> None:
    report = run("rpo_bandwidth", raw, catalog)
    chart, total = seeding(report), hours(report)
    assert chart is not None and total is not None
    assert chart.x[-1] - chart.x[0] == pytest.approx(total * HOUR)
    assert list(chart.x) == sorted(set(chart.x))
    synced, sent = (series.values for series in chart.series)
    used = next(step.numbers for step in report.working if step.label.startswith("First synchronisation"))
    assert used
    assert synced[0] == 0 and None not in synced
    assert max(value for value in synced if value is not None) == pytest.approx(synced[-1])
    assert sent[-1] is not None and synced[-1] is not None and sent[-1] >= synced[-1] * (1 - 1e-9)
    assert chart.markers[-1].x == chart.x[-1]


def test_its_marks_are_the_moments_of_the_table(catalog: Catalog) -> None:
    report = run("rpo_bandwidth", {"throttled": OFFICE, **WAVES}, catalog)
    chart = seeding(report)
    table = next(table for table in report.tables if table.title.startswith("Order of the first"))
    assert chart is not None
    assert [f"Wave {row[0]} in sync: {row[3]}" for row in table.rows] == [mark.label for mark in chart.markers]
    assert chart.markers[-1].label.removeprefix("Wave 3 of 3 in sync: ") in chart.summary
    assert "Without throttled hours it would take" in chart.summary


def test_nights_and_throttled_hours_are_shaded_until_there_are_too_many(catalog: Catalog) -> None:
    def bands(raw: dict[str, Any]) -> dict[str, bool]:
        chart = seeding(run("rpo_bandwidth", raw, catalog))
        assert chart is not None
        assert all(chart.x[0] <= band.start < band.end <= chart.x[-1] for band in chart.bands)
        return {band.label: band.faint for band in chart.bands}

    assert bands({}) == {"Night, 22:00 to 06:00": True}
    assert bands({"throttled": OFFICE, **WAVES}) == {"Night, 22:00 to 06:00": True, "Throttled to 30 %": False}
    assert bands({"used": 60, "capacity_unit": "TB", "link_mbps": 200, "change_percent": 0}) == {}


def test_milder_hours_of_a_link_that_does_not_bind_change_nothing(catalog: Catalog) -> None:
    # The gateway lets less through than the throttled link.
    raw = {"gateway_mbps": 20, "link_mbps": 100, "efficiency_percent": 100}
    plain = hours(run("rpo_bandwidth", raw, catalog))
    assert hours(run("rpo_bandwidth", {**raw, "throttled": OFFICE}, catalog)) == plain


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"change_percent": 200}, "It takes a usable rate of more than 204 Mbit/s"),
        (
            {"change_percent": 60, "throttled": "daily 06:00-22:00 0%"},
            "Without throttled hours it would complete; with them it takes a usable rate of more than 184 Mbit/s "
            "outside them, milder hours, or less change.",
        ),
        ({"throttled": "daily 00:00-24:00 0%"}, "it takes hours in which something is sent."),
    ],
    ids=str,
)
def test_what_never_completes_is_not_drawn_and_says_what_would_have_to_change(
    raw: dict[str, Any], words: str, catalog: Catalog
) -> None:
    report = run("rpo_bandwidth", raw, catalog)
    assert seeding(report) is None
    assert hours(report) is None
    assert words in next(answer.detail for answer in report.answers if answer.id == "seed")


def test_waves_that_end_are_drawn_where_a_later_one_never_does(catalog: Catalog) -> None:
    raw = {"waves": 2, "used": 4, "capacity_unit": "TB", "change_percent": 40}
    report = run("rpo_bandwidth", raw, catalog)
    chart = seeding(report)
    assert chart is not None and hours(report) is None
    assert "1 of 2 waves never are." in chart.summary
    assert [mark.label.partition(" in sync")[0] for mark in chart.markers] == ["Wave 1 of 2"]

"""What to change in a replay: each change that is told, typed in, does what it says."""

from typing import Any

import pytest

from calculators.answers.inputs import read
from calculators.catalog import Catalog
from calculators.registry import run
from calculators.trace_replay.advice import changes
from calculators.trace_replay.engine import calculate
from calculators.trace_replay.given import inputs
from calculators.trace_replay.model import form

HOURS = "Mon-Fri 08:00-18:00 30%"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({"rpo_minutes": 30}, ["interval_minutes", "rpo_minutes"]),
        ({"way": "continuous", "rpo_minutes": 5, "link_mbps": 40}, ["link_mbps", "rpo_minutes"]),
        ({"link_mbps": 20}, ["link_mbps"]),
        ({"throttled": HOURS}, ["throttled", "link_mbps", "rpo_minutes"]),
        ({"throttled": "Mon-Fri 08:00-18:00 0%", "way": "continuous"}, ["throttled", "rpo_minutes"]),
        ({"trace": "MB/s\n" + "5\n" * 21_000, "trace_seconds": 60, "link_mbps": 20}, ["link_mbps"]),
        ({}, []),
    ],
)
def test_each_change_does_what_it_says(raw: dict[str, Any], told: list[str], catalog: Catalog) -> None:
    raw = {"rpo_minutes": 60, "link_mbps": 100} | raw
    given = inputs(read(form(catalog), raw, catalog), catalog)
    found = changes(given, calculate(given, catalog), catalog)
    assert [name for change in found for name in change.values] == told
    report = run("replay", raw, catalog)
    assert report.change == tuple(change.text for change in found)
    assert report.verdict.level == ("bad" if told else "good")
    for change in found:
        changed = raw | {name: "" if value is None else value for name, value in change.values.items()}
        assert run("replay", changed, catalog).verdict.level == "good", change


@pytest.mark.parametrize(
    ("raw", "binding"),
    [
        ({}, "10.8 GB that are written from Monday 02:00 to Monday 02:30."),
        ({"profile": "5 " * 24, "rpo_minutes": 600, "way": "continuous", "unit": "MB-s"}, "The mean change: 40 Mbit/s"),
        ({"rpo_minutes": 30}, "Time: interval and snapshot"),
        ({"throttled": "Mon-Fri 08:00-18:00 0%", "way": "continuous"}, "The throttled hours"),
        ({"profile": "0 " * 24}, ""),
    ],
)
def test_what_binds_is_named(raw: dict[str, Any], binding: str, catalog: Catalog) -> None:
    found = run("replay", raw, catalog).binds
    assert binding in found and bool(binding) == bool(found)

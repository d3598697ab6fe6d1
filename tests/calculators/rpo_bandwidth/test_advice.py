"""What to change: each change that is told, typed in, does what it says."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.answers.changes import Change
from calculators.answers.inputs import read
from calculators.catalog import Catalog
from calculators.registry import run
from calculators.rpo_bandwidth.advice import changes
from calculators.rpo_bandwidth.model import calculate, form, inputs

NAME = "rpo_bandwidth"
GROUPS = "web; 2 TB; 60; 60; 1\ndata; 9 TB; 900; 60; 2"


def told(raw: dict[str, Any], catalog: Catalog) -> tuple[Change, ...]:
    given = inputs(read(form(catalog), raw, catalog), catalog)
    return changes(given, calculate(given, catalog), catalog)


def values(raw: dict[str, Any], change: Change) -> dict[str, Any]:
    return raw | {name: "" if value is None else value for name, value in change.values.items()}


@settings(max_examples=15)
@given(
    raw=st.fixed_dictionaries(
        {
            "storage": st.sampled_from(["block", "object"]),
            "used": st.integers(1, 80),
            "capacity_unit": st.just("TB"),
            "change_percent": st.integers(1, 100).map(lambda tenth: tenth / 10),
            "rpo_minutes": st.sampled_from([5, 15, 60, 240, 1440]),
            "interval_minutes": st.sampled_from([5, 7.5, 30, 240]),
            "snapshot_minutes": st.sampled_from([None, 0, 20]),
            "throttled": st.sampled_from([None, None, "Mon-Fri 08:00-18:00 30%"]),
            "link_mbps": st.integers(10, 3000),
            "share_percent": st.sampled_from([100, 40]),
            "loss_percent": st.sampled_from([0, 0, 0.1]),
            "headroom_percent": st.sampled_from([0, 20]),
        }
    )
)
def test_each_change_does_what_it_says(raw: dict[str, Any], catalog: Catalog) -> None:
    for change in told(raw, catalog):
        if change.text.startswith("Measure"):
            assert not change.values
            continue
        report = run(NAME, values(raw, change), catalog)
        if change.text.endswith(("held.", "holds it.")):
            assert report.verdict.level != "bad" or "nothing ever gets in sync" in report.verdict.label, change
            assert "missed" not in report.verdict.label, change
        if "in sync within" in change.text:
            assert "first synchronisation" not in report.verdict.label, change
        if change.text.startswith("An interval"):
            assert "no policy starts" not in report.verdict.text, change


def test_groups_are_told_what_their_order_does(catalog: Catalog) -> None:
    raw = {"groups": GROUPS, "link_mbps": 60, "snapshot_minutes": 0}
    order, link = told(raw, catalog)
    assert order.values == {"priority": "tier"} and order.text == "First tier first: 1 of 2 RPOs are held, not 0."
    assert "1 of 2 RPOs" in run(NAME, values(raw, order), catalog).verdict.label
    assert run(NAME, values(raw, link), catalog).verdict.label == "The RPO of every group is held"


@pytest.mark.parametrize(
    ("raw", "binding"),
    [
        ({}, "2.75 GB that change in 30 min with the busiest hour"),
        ({"rpo_minutes": 2880, "interval_minutes": 1440, "used": 50, "capacity_unit": "TB"}, "The mean change"),
        ({"rpo_minutes": 30, "interval_minutes": 30}, "leave no time to send within the RPO"),
        ({"loss_percent": 0.1, "used": 30, "capacity_unit": "TB"}, "Packet loss on the streams ends at"),
        ({"groups": GROUPS}, "All 2 groups busy in the same hour. The largest alone, data"),
        ({"change_percent": 0}, ""),
    ],
)
def test_what_binds_is_named(raw: dict[str, Any], binding: str, catalog: Catalog) -> None:
    found = run(NAME, raw, catalog).binds
    assert binding in found and bool(binding) == bool(found)

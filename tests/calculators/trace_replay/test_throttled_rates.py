"""Throttled hours of a replay that leave a rate: the same rate on any link, and what is shown holds when typed back."""

from typing import Any

import pytest

from calculators.answers.wording import step
from calculators.catalog import Catalog
from calculators.registry import run
from tests.calculators.replication.test_partly import links
from tests.calculators.rpo_bandwidth.test_laws import answer, shown_mbps

DAY = "8 8 8 8 8 8 8 8 40 40 40 40 32 32 32 32 32 32 16 16 16 8 8 8"
WAYS = ({"way": "continuous", "rpo_minutes": 240}, {"way": "cycles", "rpo_minutes": 360, "interval_minutes": 30})


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("rate", [25, 30, 60])
def test_a_shown_link_holds_beside_a_rate(way: dict[str, Any], rate: int, catalog: Catalog) -> None:
    raw = {"profile": DAY, "unit": "Mbit-s", "snapshot_minutes": 0, "storage": "object", **way}
    raw["throttled"] = f"weekdays 08:00-18:00 {rate} Mbit/s"
    report = run("replay", raw, catalog)
    needed = answer(report, "needed_link")
    if needed.amount is None:
        # Then no line holds it, however fast.
        assert run("replay", {**raw, "link_mbps": 900_000}, catalog).verdict.level == "bad"
        return
    link = shown_mbps(needed.value)
    assert run("replay", {**raw, "link_mbps": link}, catalog).verdict.level == "good"
    assert run("replay", {**raw, "link_mbps": link - step(link)}, catalog).verdict.level == "bad"
    always, *partly = links("replay", raw, catalog)
    assert always == link and all(one is not None and one <= link for one in partly)


@pytest.mark.parametrize("way", WAYS)
def test_a_rate_that_is_too_small_is_the_cause(way: dict[str, Any], catalog: Catalog) -> None:
    raw = {"profile": DAY, "unit": "Mbit-s", "snapshot_minutes": 0, **way}
    report = run("replay", {**raw, "throttled": "weekdays 08:00-18:00 10 Mbit/s"}, catalog)
    assert answer(report, "needed_link").value == "no link is enough"
    assert report.binds.startswith("The throttled hours: ")
    assert "Interval, transfer" not in answer(report, "needed_link").detail


@pytest.mark.parametrize("way", WAYS)
def test_a_rate_is_the_share_that_it_is_of_the_link(way: dict[str, Any], catalog: Catalog) -> None:
    raw = {"profile": DAY, "unit": "Mbit-s", "link_mbps": 80, "share_percent": 50, **way}
    rate, share = (
        run("replay", {**raw, "throttled": f"weekdays 8-18 {text}"}, catalog) for text in ("10 Mbit/s", "25%")
    )
    for name in ("reached", "missed", "backlog"):
        assert answer(rate, name).amount == pytest.approx(answer(share, name).amount)

"""Throttled hours that leave a rate: the same rate on any link, and what is shown holds when it is typed back."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calculators.answers.wording import step
from calculators.catalog import Catalog
from calculators.registry import run
from tests.calculators.rpo_bandwidth.test_laws import FREE, NAME, answer, held, shown_mbps

HOURS = "Mon-Fri 08:00-18:00"


@settings(max_examples=3)
@given(
    raw=st.fixed_dictionaries(
        {
            "used": st.integers(2, 40),
            "change_percent": st.integers(5, 60).map(lambda tenth: tenth / 10),
            "rpo_minutes": st.sampled_from([60, 240, 720]),
            "interval_minutes": st.sampled_from([10, 20, 30]),
            "share_percent": st.sampled_from([100, 60]),
        }
    ),
    rate=st.sampled_from([5, 20, 60, 200]),
)
def test_a_shown_link_holds_beside_a_rate(raw: dict[str, Any], rate: int, catalog: Catalog) -> None:
    raw = {**FREE, "storage": "object", "capacity_unit": "TB", "throttled": f"{HOURS} {rate} Mbit/s", **raw}
    report = run(NAME, raw, catalog)
    needed = answer(report, "needed_link")
    if needed.amount is None:
        # Then no line holds it, however fast.
        assert not held({**raw, "link_mbps": 900_000}, catalog)
        assert "throttled hours" in report.verdict.text
        return
    link = shown_mbps(needed.value)
    assume(10 < link < 10_000)
    assert held({**raw, "link_mbps": link}, catalog)
    assert not held({**raw, "link_mbps": link - step(link)}, catalog)


@pytest.mark.parametrize(("id", "limit"), [("seed_link", ("seed", 20 * 24)), ("catch_up_link", ("catch_up", 24))])
@pytest.mark.parametrize("rate", [20, 60])
def test_a_link_for_a_time_is_in_time_beside_a_rate(
    id: str, limit: tuple[str, float], rate: int, catalog: Catalog
) -> None:
    raw = {"used": 10, "capacity_unit": "TB", "throttled": f"{HOURS} {rate} Mbit/s", "seed_within_days": 20, **FREE}
    link = shown_mbps(answer(run(NAME, raw, catalog), id).value)
    name, hours = limit
    for more, in_time in ((0.0, True), (-step(link), False)):
        amount = answer(run(NAME, {**raw, "link_mbps": link + more}, catalog), name).amount
        assert (amount is not None and amount <= hours * (1 + 1e-6)) == in_time


def test_a_rate_is_the_share_that_it_is_of_the_link(catalog: Catalog) -> None:
    raw = {"used": 8, "capacity_unit": "TB", "link_mbps": 200, "share_percent": 50, "rpo_minutes": 240, **FREE}
    rate = run(NAME, {**raw, "throttled": f"{HOURS} 30 Mbit/s"}, catalog)
    share = run(NAME, {**raw, "throttled": f"{HOURS} 30%"}, catalog)
    for name in ("worst_age", "seed", "catch_up"):
        assert answer(rate, name).amount == pytest.approx(answer(share, name).amount)
    # A rate above what the link gives takes nothing away.
    wide, free = (run(NAME, {**raw, "throttled": hours}, catalog) for hours in (f"{HOURS} 5 Gbit/s", ""))
    assert answer(wide, "worst_age").amount == pytest.approx(answer(free, "worst_age").amount)


def test_hours_in_which_nothing_is_sent_are_named_as_the_cause(catalog: Catalog) -> None:
    report = run(NAME, {"throttled": f"{HOURS} 0%", "rpo_minutes": 240, **FREE}, catalog)
    assert report.binds == "The throttled hours: they let too little through for too long, whatever the line."
    assert "interval, transfer" not in report.verdict.text

"""The vendor's own planning rule stands beside the verdict where it says something else, in both directions."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.answers.report import Report
from calculators.catalog import Catalog
from calculators.registry import run

NAME = "rpo_bandwidth"
RULE = "The published planning rule asks for"


def asked(report: Report) -> float:
    """Return the Mbit/s of the rule, from the table of the rules."""
    row = next(row for table in report.tables for row in table.rows if row[0] == "Published planning rule")
    return float(row[1].partition(" Mbit/s")[0].replace("\u202f", ""))


def test_the_rule_asks_for_more_than_a_link_that_holds_the_rpo(catalog: Catalog) -> None:
    given = {"used": 1, "change_percent": 5, "rpo_minutes": 60, "link_mbps": 100}
    report = run(NAME, {**given, "snapshot_minutes": 5}, catalog)
    assert report.verdict.level == "good"
    assert f"{RULE} 122 Mbit/s, more than there is: it sends the change of a whole day" in report.verdict.text


def test_the_rule_would_do_with_a_link_that_misses_the_rpo(catalog: Catalog) -> None:
    # An interval as long as the RPO leaves no time to send, whatever the rule says.
    raw = {"rpo_minutes": 1440, "interval_minutes": 1440, "link_mbps": 100}
    report = run(NAME, raw, catalog)
    assert report.verdict.level == "bad"
    assert f"{RULE} 5.09 Mbit/s, and would call this link enough: it counts network time only" in report.verdict.text
    longer = run(NAME, {**raw, "rpo_minutes": 2880, "interval_minutes": 2880}, catalog)
    assert "and one day's change however long the RPO" in longer.verdict.text


@settings(max_examples=20)
@given(
    raw=st.fixed_dictionaries(
        {
            "change_percent": st.sampled_from([0, 1, 5, 40]),
            "rpo_minutes": st.sampled_from([15, 60, 240, 1440, 2880]),
            "interval_minutes": st.sampled_from([5, 60, 240]),
            "link_mbps": st.sampled_from([5, 30, 100, 500, 2000]),
            "throttled": st.sampled_from([None, "Mon-Fri 08:00-18:00 30%"]),
            "snapshot_minutes": st.sampled_from([None, 20]),
        }
    )
)
def test_it_stands_there_exactly_where_the_two_disagree(raw: dict[str, Any], catalog: Catalog) -> None:
    report = run(NAME, raw, catalog)
    amounts = {one.id: one.amount for one in report.answers}
    age, usable = amounts["worst_age"], amounts["usable"]
    held = age is not None and age <= raw["rpo_minutes"] * (1 + 1e-6)
    assert usable is not None
    if usable == pytest.approx(asked(report), rel=0.01):
        return  # nearer than the digits of the table
    assert (RULE in report.verdict.text) == (held != (usable >= asked(report)))


def test_of_groups_it_is_added_up(catalog: Catalog) -> None:
    report = run(NAME, {"groups": "a; 2 TB; 60; 60\nb; 9 TB; 90; 60", "link_mbps": 60, "snapshot_minutes": 0}, catalog)
    # 150 GB in an hour.
    assert f"{RULE} 333 Mbit/s" in report.verdict.text

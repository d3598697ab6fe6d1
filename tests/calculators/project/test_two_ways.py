"""Two ways to one answer: the replay of a day that follows from the project says what RPO and bandwidth says of it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.answers.report import Answer, Report
from calculators.catalog import Catalog
from calculators.project import Known, Project, lines, sample, taken

NEAR = 1e-6
"""How near the search for a link comes that misses starts, as a part."""
PROJECTS = st.fixed_dictionaries(
    {
        "used": st.floats(0.5, 40).map(lambda amount: round(amount, 7)),
        "capacity_unit": st.sampled_from(["TB", "TiB"]),
        "change_percent": st.floats(0.5, 9).map(lambda amount: round(amount, 5)),
        "busiest_hour_percent": st.floats(4.17, 40).map(lambda amount: round(amount, 5)),
        "link_mbps": st.floats(20, 2000).map(lambda amount: round(amount, 4)),
        "share_percent": st.sampled_from([100, 60]),
        "rpo_minutes": st.sampled_from([45, 60, 120, 240]),
        "interval_minutes": st.sampled_from([15, 20, 30]),
        "snapshot_minutes": st.sampled_from([None, 3, 7.5]),
        "folding": st.sampled_from([1, 2.5]),
        "tunnel": st.sampled_from(["none", "ipsec", "ssl"]),
        "throttled": st.sampled_from([None, "daily 22:00-06:00 40%", "weekdays 08:00-18:00 30%", "Sun 7-9 4 Mbit/s"]),
    }
)


def project(values: dict[str, Any]) -> Project:
    said = {name: str(value) for name, value in values.items() if value is not None}
    return Project(id="x", values={name: Known(value=value, origin="typed") for name, value in said.items()})


def both(of: Project, catalog: Catalog) -> tuple[Report, Report]:
    said = {line.calculator: line.report for line in lines(of, catalog, briefly=True)}
    short, long = said["rpo_bandwidth"], said["replay"]
    assert short is not None and long is not None
    return short, long


def figure(report: Report, name: str) -> Answer:
    return next(item for item in report.answers if item.id == name)


def is_held(report: Report) -> bool:
    return " is held" in report.verdict.label


@settings(max_examples=25, deadline=None)
@given(values=PROJECTS)
def test_both_say_the_same_of_an_rpo_and_need_the_same_link(values: dict[str, Any], catalog: Catalog) -> None:
    short, long = both(project(values), catalog)
    one, other = (figure(report, "needed_link").amount for report in (short, long))
    if values["throttled"] is None:
        assert is_held(short) == is_held(long)
        assert one == pytest.approx(other, rel=1e-9)
    else:
        # A busiest hour that binds between two full hours cannot be told by the hours of a day: no replay needs more.
        assert is_held(long) or not is_held(short)
        assert one is None or (other is not None and other <= one * (1 + NEAR))


@pytest.mark.parametrize(
    "throttled", ["daily 22:00-06:00 40%", "daily 18:30-06:00 20%", "weekdays 08:00-18:00 30%", "Sat 20-23 0%"]
)
def test_both_agree_whatever_hours_are_throttled(throttled: str, catalog: Catalog) -> None:
    said = {"used": 11.3, "change_percent": 4.17, "busiest_hour_percent": 13.37, "rpo_minutes": 240}
    short, long = both(project({**said, "link_mbps": 217.3, "throttled": throttled}), catalog)
    one, other = (figure(report, "needed_link").amount for report in (short, long))
    assert is_held(short) == is_held(long)
    assert one == pytest.approx(other, rel=1e-9)


@pytest.mark.parametrize("tunnel", ["none", "ipsec", "ssl"])
@pytest.mark.parametrize(("link", "held"), [("200", True), ("90", False)])
def test_both_agree_on_the_sample(tunnel: str, link: str, held: bool, catalog: Catalog) -> None:
    short, long = both(
        sample(catalog).having(tunnel=Known(value=tunnel, origin="typed"), link_mbps=Known(value=link, origin="typed")),
        catalog,
    )
    assert (short.verdict.level == "good", long.verdict.level == "good") == (held, held)
    assert figure(short, "needed_link").value == figure(long, "needed_link").value


@pytest.mark.parametrize("unit", ["Mbit-s", "GiB", "kB-s", "stated"])
def test_a_day_is_told_in_the_unit_that_was_given_to_the_replay(unit: str, catalog: Catalog) -> None:
    values = {"used": 14, "capacity_unit": "TB", "change_percent": 3, "link_mbps": 200}
    own = {"replay": {"unit": Known(value=unit, origin="typed")}}
    plain = project(values)
    chosen = Project(id="x", values=plain.values, inputs=own)
    for report in (both(plain, catalog)[1], both(chosen, catalog)[1]):
        assert figure(report, "mean").amount == pytest.approx(14e12 * 0.03 * 8 / 86_400 / 1e6)


def test_hosts_told_by_groups_are_replayed_together(catalog: Catalog) -> None:
    groups = "name; used TB; change %; RPO h\nA; 10; 2; 1\nB; 4; 5; 4"
    day = taken(project({"groups": groups}), catalog)["replay"]["profile"]
    assert sum(float(rate) for rate in day.value.split()) * 3600 == pytest.approx(400_000)
    # Nobody says how much of the second group changes.
    assert "profile" not in taken(project({"groups": "name; used TB; change %\nA; 10; 2\nB; 4;"}), catalog)["replay"]


def test_a_day_stays_while_another_value_cannot_be_used(catalog: Catalog) -> None:
    values = {"used": 14, "change_percent": 3, "interval_minutes": 0.1}
    assert len(taken(project(values), catalog)["replay"]["profile"].value.split()) == 24

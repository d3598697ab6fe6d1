"""Recovery time: its cases, every published record, and what holds for any inputs."""

import math
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from calculators import recovery_time
from calculators.answers import render
from calculators.answers.inputs import InputError, fields, read
from calculators.answers.report import Report, Table
from calculators.catalog import Catalog
from calculators.records.recovery import ObjectRecovery
from calculators.recovery_time import Inputs, Result
from calculators.registry import run
from tests import cases
from tests.calculators.agreement import disagreements
from tests.cases import Case

NAME = recovery_time.NAME
# What a float or a missing value would look like in a text. Only Python's own "None" has a capital letter here.
NONSENSE = re.compile(r"(?i:\bnan\b|\binf(inity)?\b|\de\+\d)|\bNone\b|\d{20}")
KINDS = ("sas", "gpssd", "ssd", "essd")


@pytest.mark.parametrize("case", cases.load(NAME), ids=str)
def test_case(case: Case, catalog: Catalog) -> None:
    if case.expected.problems:
        with pytest.raises(InputError) as caught:
            run(NAME, case.inputs, catalog)
        assert tuple(problem.field for problem in caught.value.problems) == case.expected.problems
    else:
        assert disagreements(case, run(NAME, case.inputs, catalog)) == []


def given_inputs(raw: dict[str, Any], catalog: Catalog) -> Inputs:
    return recovery_time.inputs(read(recovery_time.form(catalog), raw, catalog))


def result(raw: dict[str, Any], catalog: Catalog) -> Result:
    return recovery_time.calculate(given_inputs(raw, catalog), catalog)


def table(report: Report, title: str) -> Table:
    return next(found for found in report.tables if found.title.startswith(title))


def asked(row: ObjectRecovery, catalog: Catalog) -> dict[str, Any]:
    """Return inputs for a record of the published table; its hosts with several disks have 920 GB on the largest."""
    choices = next(field.choices for field in fields(recovery_time.form(catalog)) if field.id == "disk_type")
    kind = next(choice.id for choice in choices if choice.label == row.disk_type)
    limit = catalog.value("recovery-memory-class")
    host = {"memory_gb": limit if row.memory.startswith("up to") else 4 * limit, "disk_type": kind}
    if row.disks == "single":
        return {**host, "disks": 1, "largest_disk_gb": row.used_gb}
    return {**host, "disks": 2, "largest_disk_gb": 920, "other_disk_gb": row.used_gb - 920}


def test_every_published_record_comes_out_as_it_was_measured(catalog: Catalog) -> None:
    measured = [row for row in catalog.recovery.object.rows if row.minutes is not None]
    for row in measured:
        host = result(asked(row, catalog), catalog).host
        assert (host.origin, host.points) == ("measured", (row,))
        assert host.span is not None
        assert (host.span.low, host.span.plan, host.span.high) == (row.minutes, row.minutes, row.minutes)


def test_what_the_table_leaves_out_gets_no_number_but_its_neighbours(catalog: Catalog) -> None:
    missing = [row for row in catalog.recovery.object.rows if row.minutes is None]
    # The page has four such cells; the last one stands for 920 GB and for 1010 GB.
    assert {(row.used_gb, row.memory, row.disk_type) for row in missing} == {
        (100, "over 4 GB", "General Purpose SSD (GPSSD)"),
        (500, "up to 4 GB", "General Purpose SSD (GPSSD)"),
        (500, "over 4 GB", "General Purpose SSD (GPSSD)"),
        (920, "over 4 GB", "High I/O (SAS)"),
        (1010, "over 4 GB", "High I/O (SAS)"),
    }
    for row in missing:
        report = run(NAME, asked(row, catalog), catalog)
        answers = {answer.id: answer for answer in report.answers}
        assert (answers["host"].amount, answers["rto"].amount) == (None, None)
        assert answers["host"].value == answers["rto"].value == "not measured"
        assert report.verdict.level == "caution"
        rows = table(report, "Measured recoveries").rows
        assert any(cells[1] == "not measured" and cells[4] == "asked for" for cells in rows)
        assert any(cells[1].endswith(" min") and row.disk_type not in cells[3] for cells in rows)
        assert any(cells[1].endswith(" min") and row.disk_type in cells[3] for cells in rows)


@given(
    sizes=st.tuples(st.floats(1, 3000), st.floats(1, 3000)),
    kind=st.sampled_from(KINDS),
    memory=st.sampled_from([4, 8]),
    disks=st.integers(1, 8),
)
@example(sizes=(505.0, 506.0), kind="ssd", memory=4, disks=2)
@example(sizes=(99.9, 100.0), kind="ssd", memory=8, disks=1)
@example(sizes=(920.0, 920.1), kind="sas", memory=4, disks=1)
def test_a_larger_disk_never_takes_less(
    sizes: tuple[float, float], kind: str, memory: int, disks: int, catalog: Catalog
) -> None:
    small, large = (
        result({"largest_disk_gb": used, "disk_type": kind, "memory_gb": memory, "disks": disks}, catalog).host.span
        for used in sorted(sizes)
    )
    if small is not None and large is not None:
        assert small.low <= large.low + 1e-9
        assert small.plan <= large.plan + 1e-9
        assert small.high <= large.high + 1e-9


@pytest.mark.parametrize(
    ("used", "origin", "span"),
    [
        (10, "extrapolated", (5, 20, 20)),
        (50, "extrapolated", (10, 20, 20)),
        (300, "interpolated", (20, 45, 70)),
        (710, "interpolated", (70, 100, 130)),
        (1840, "extrapolated", (130, 260, 260)),
    ],
)
def test_what_was_not_measured_says_how_it_came_about(
    used: float, origin: str, span: tuple[float, ...], catalog: Catalog
) -> None:
    host = result({"largest_disk_gb": used, "disks": 1}, catalog).host
    assert host.span is not None
    assert (host.origin, (host.span.low, host.span.plan, host.span.high)) == (origin, span)
    answers = {answer.id: answer for answer in run(NAME, {"largest_disk_gb": used, "disks": 1}, catalog).answers}
    assert answers["host"].detail.lower().startswith(origin)
    assert ("Nobody measured it" in answers["host"].detail) == (origin == "extrapolated")


def test_an_interpolation_across_a_missing_cell_says_so(catalog: Catalog) -> None:
    report = run(NAME, {"largest_disk_gb": 499, "disk_type": "gpssd", "disks": 1}, catalog)
    assert any("leaves out a time near this size" in warning and "500 GB" in warning for warning in report.warnings)
    plain = run(NAME, {"largest_disk_gb": 499, "disk_type": "ssd", "disks": 1}, catalog)
    assert not any("leaves out" in warning for warning in plain.warnings)


def test_a_published_host_with_as_much_data_is_the_upper_end_for_smaller_disks(catalog: Catalog) -> None:
    raw = {"largest_disk_gb": 400, "disks": 3}
    host = result(raw, catalog).host
    assert host.span is not None
    assert (host.span.plan, host.span.high) == (57.5, 130)
    assert host.points[-1].id == "obj-18"
    assert any("How large its disks were is not stated" in warning for warning in run(NAME, raw, catalog).warnings)
    fewer = result({"largest_disk_gb": 400, "disks": 2}, catalog).host
    assert fewer.span is not None and fewer.span.high == 70


@given(memory=st.floats(1, 128), disks=st.integers(1, 200))
def test_disks_come_in_waves_of_the_memory(memory: float, disks: int, catalog: Catalog) -> None:
    found = result({"memory_gb": memory, "disks": disks, "largest_disk_gb": 100}, catalog)
    assert found.disks_at_once == math.floor(memory)
    assert found.disk_waves == math.ceil(disks / math.floor(memory))
    assert found.host.span is not None and found.slowest.span is not None
    assert found.host.span.plan >= found.slowest.span.plan


@given(hosts=st.integers(1, 500), at_once=st.integers(1, 500), more=st.integers(1, 50))
def test_more_hosts_at_once_never_take_longer_and_more_hosts_never_less(
    hosts: int, at_once: int, more: int, catalog: Catalog
) -> None:
    def plan(raw: dict[str, Any]) -> float:
        total = result(raw, catalog).total
        assert total is not None
        return total.plan

    before = plan({"hosts": hosts, "wave_hosts": at_once})
    assert plan({"hosts": hosts, "wave_hosts": at_once + more}) <= before
    assert plan({"hosts": hosts + more, "wave_hosts": at_once}) >= before
    counted = [row[1] for row in table(run(NAME, {"hosts": hosts, "wave_hosts": at_once}, catalog), "Waves of").rows]
    assert sum(int(cell.replace("\u202f", "")) for cell in counted) == hosts


def anything(catalog: Catalog) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy for inputs within the bounds of the form, with usual ones among them."""

    def values(field: Any) -> st.SearchStrategy[Any]:
        if field.choices:
            return st.sampled_from([choice.id for choice in field.choices])
        low = 1 if field.minimum is None else field.minimum
        number = st.one_of(st.floats(low, field.maximum), st.floats(low, min(field.maximum, low + 300)))
        return st.one_of(st.none(), number) if field.optional else number

    every = {field.id: values(field) for field in fields(recovery_time.form(catalog)) if field.id != "other_disk_gb"}
    return st.fixed_dictionaries({}, optional=every)


@given(chosen=st.data())
def test_any_allowed_inputs_give_an_answer_in_plain_words_that_agrees_with_itself(
    chosen: st.DataObject, catalog: Catalog
) -> None:
    raw = chosen.draw(anything(catalog))
    report, found = run(NAME, raw, catalog), result(raw, catalog)
    for answer in report.answers:
        assert answer.amount is None or (math.isfinite(answer.amount) and answer.amount >= 0)
    for text in (render.to_html(report, catalog, "../"), render.to_markdown(report, catalog)):
        assert not NONSENSE.search(text)
    assert (found.total is None) == (found.host.span is None) == (found.met == "unknown")
    if found.total is not None:
        assert found.total.low <= found.total.plan <= found.total.high
        wanted = given_inputs(raw, catalog).rto_minutes
        assert (report.verdict.level == "good") == (found.total.high <= wanted)
        assert (report.verdict.level == "bad") == (found.total.plan > wanted)
        assert all(change.plan < found.total.plan for change in found.changes)
        assert found.together is None or found.together.plan <= found.total.plan
    for chart in report.charts:
        assert all(len(series.values) == len(chart.x) == len(chart.x_names) for series in chart.series)


@given(chosen=st.data())
def test_a_host_within_the_time_that_it_may_take_meets_the_wanted_rto(chosen: st.DataObject, catalog: Catalog) -> None:
    raw = chosen.draw(anything(catalog))
    room = result(raw, catalog).room
    if 0.1 <= room <= 100_000:
        assert result({**raw, "host_minutes": room * (1 - 1e-9)}, catalog).met == "yes"
        assert result({**raw, "host_minutes": min(room * 1.01, 100_000)}, catalog).met == "no" or room > 99_000


def test_the_chart_stacks_the_parts_of_the_rto(catalog: Catalog) -> None:
    raw = {"largest_disk_gb": 300, "disks": 1}
    (chart,) = run(NAME, raw, catalog).charts
    total = result(raw, catalog).total
    assert total is not None and chart.stacked
    *bars, wanted = chart.series
    assert {series.kind for series in bars} == {"bar"} and set(wanted.values) == {240}
    sums = [sum(series.values[place] or 0 for series in bars) for place in range(len(chart.x))]
    assert sums == pytest.approx([total.low, total.plan, total.high])


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        ({"disks": 1}, "Recommended: object storage"),
        ({"disks": 1, "rto_minutes": 100}, "Recommended: block storage"),
        ({"disks": 1, "tier": "tier-1"}, "Recommended: block storage"),
        ({"rto_minutes": 60}, "Storage alone does not do it"),
        ({"platform": "other"}, "Storage: not decided"),
    ],
    ids=str,
)
def test_the_storage_type_follows_from_rto_and_tier(raw: dict[str, Any], label: str, catalog: Catalog) -> None:
    assert label in [reason.label for reason in run(NAME, raw, catalog).reasons]


@pytest.mark.parametrize(
    ("raw", "memory", "take"),
    [
        ({"disks": 4, "largest_disk_gb": 100}, "up to 4 GB", "4 GB"),
        ({"disks": 5, "largest_disk_gb": 100}, "over 4 GB", "at least 5 GB"),
        ({"disks": 1, "largest_disk_gb": 500, "rto_minutes": 180}, "over 4 GB", "more than 4 GB"),
        ({"disks": 1, "largest_disk_gb": 500, "rto_minutes": 200}, "up to 4 GB", "1 to 4 GB"),
    ],
    ids=str,
)
def test_the_recovery_host_follows_from_disks_and_rto(
    raw: dict[str, Any], memory: str, take: str, catalog: Catalog
) -> None:
    found = result(raw, catalog).recovery_host
    assert found.memory == memory
    reason = next(item for item in run(NAME, raw, catalog).reasons if item.label.startswith("Recovery host"))
    series = [row.series for row in catalog.recovery.flavors.rows if row.memory == memory]
    assert all(name in reason.text for names in series for name in names)
    assert reason.remedy == f"Take {take}."


def test_what_the_clock_has_left_behind_is_shown_but_not_counted(catalog: Catalog) -> None:
    rows = {row[0]: row for row in table(run(NAME, {"clock": "restore"}, catalog), "Parts of").rows}
    assert [rows[name][1].split(",")[0] for name in ("Notice it", "Decide", "Choose recovery points and start")] == [
        "no"
    ] * 3
    before, after = result({}, catalog).total, result({"clock": "restore"}, catalog).total
    assert before is not None and after is not None and before.plan - after.plan == 35


def test_what_is_not_included_is_said(catalog: Catalog) -> None:
    def warned(raw: dict[str, Any]) -> bool:
        return any("not included" in warning for warning in run(NAME, raw, catalog).warnings)

    assert warned({}) and warned({"application_minutes": 20, "check_minutes": 0})
    assert not warned({"application_minutes": 20})


def test_disk_types_of_the_form_are_those_of_the_table(catalog: Catalog) -> None:
    choices = next(field.choices for field in fields(recovery_time.form(catalog)) if field.id == "disk_type")
    assert {choice.label for choice in choices} == {row.disk_type for row in catalog.recovery.object.rows}
    tiers = next(field.choices for field in fields(recovery_time.form(catalog)) if field.id == "tier")
    assert {choice.id for choice in tiers} == {tier.id for tier in catalog.recovery.tiers}


def test_many_waves_are_told_in_few_rows(catalog: Catalog) -> None:
    rows = table(run(NAME, {"hosts": 100_000, "wave_hosts": 1}, catalog), "Waves of").rows
    assert len(rows) == 12
    assert rows[-1][0] == "Wave 100\u202f000"

"""The replay of a change trace as a calculator: its cases, its texts and its charts."""

import datetime
import math
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import trace_replay
from calculators.answers.inputs import InputError, fields, read
from calculators.answers.report import Report
from calculators.answers.wording import WEEKDAYS
from calculators.catalog import Catalog
from calculators.registry import run
from calculators.replication.calendar import Week
from calculators.replication.curve import Trace
from calculators.replication.cycles import cycles
from calculators.replication.rates import smallest_cycle_rate
from calculators.replication.units import HOUR
from calculators.trace_replay.model import AS_STATED, NAME, Asking, form
from calculators.traces import UNIT_NAMES, read_trace
from tests import cases
from tests.calculators.agreement import disagreements
from tests.cases import Case

WEEK = "time,write MB/s\n" + "".join(
    f"2026-11-{23 + minute // 1440} {minute // 60 % 24:02}:{minute % 60:02},{minute * 7 % 13}\n"
    for minute in range(10080)
)


@pytest.mark.parametrize("case", cases.load(NAME), ids=str)
def test_case(case: Case, catalog: Catalog) -> None:
    assert disagreements(case, catalog) == []


def test_the_form_offers_every_unit_of_the_reader(catalog: Catalog) -> None:
    (unit,) = (field for field in fields(form(catalog)) if field.id == "unit")
    assert [choice.id for choice in unit.choices] == [AS_STATED, *(name.replace("/", "-") for name in UNIT_NAMES)]


def rows(report: Report, title: str) -> tuple[tuple[str, ...], ...]:
    return next(table.rows for table in report.tables if table.title.startswith(title))


def test_notes_name_the_lines_of_the_text(catalog: Catalog) -> None:
    text = "time,write MB/s\n2026-11-23 08:00,1\n2026-11-23 08:01,x\n2026-11-23 08:02,1\n2026-11-23 08:09,1\n"
    report = run(NAME, {"trace": text, "column": "nothing"}, catalog)
    found = rows(report, "What was found")
    assert ("3", "problem") in [row[:2] for row in found]
    assert any("nothing" in row[-1] and "write MB/s" in row[-1] for row in found)
    assert any("in 1 gap of the record" in warning for warning in report.warnings)


def test_the_command_for_a_large_file_of_esxtop_keeps_its_writes(catalog: Catalog) -> None:
    (trace,) = (field for field in fields(form(catalog)) if field.id == "trace")
    command = re.search(r'python3 -c "([^"]+)" < ', trace.shorten or "")
    assert command is not None
    names = ("Virtual Disk(vm1)\\MBytes Written/sec", "Virtual Disk(vm1)\\MBytes Read/sec", "Memory\\Free, MBytes",
             "Virtual Disk(vm2)\\MBytes Written/sec")  # fmt: skip
    rows = [["(PDH-CSV 4.0) (UTC)(0)", *(f"\\\\esx1\\{name}" for name in names)]]
    rows += [[f"11/23/2026 08:00:{5 * place:02}", str(place), "90", "90", "1", ""] for place in range(3)]
    text = "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows) + '"11/23/2026 08:00:15","3'
    done = subprocess.run([sys.executable, "-c", command[1]], input=text, capture_output=True, text=True, check=True)
    assert "Read" not in done.stdout
    assert "Memory" not in done.stdout
    shortened = read_trace(done.stdout).trace
    assert shortened is not None
    assert shortened == read_trace(text.rpartition("\n")[0] + "\n").trace
    assert shortened.total == 2**20 * 5 * (0 + 1 + 2 + 3)


def test_a_report_of_synchronisations_shows_what_was_measured(catalog: Catalog) -> None:
    head = "Host Name,Task Status,Start Time,End Time,Sync Mode,Synced Size(GB)\n"
    tasks = (
        ("08:00", "08:30", "full", 100),
        ("09:00", "09:10", "incremental", 3.75),
        ("10:00", "10:40", "incremental", 5),
    )
    text = head + "".join(
        f"vm1,Completed,2026-11-23 {start}:00,2026-11-23 {end}:00,{mode},{size}\n" for start, end, mode, size in tasks
    )
    report = run(NAME, {"trace": text, "way": "continuous"}, catalog)
    (measured,) = (line.value for line in report.read if line.label == "Measured")
    assert "100 min (vm1)" in measured
    # 5 GiB in 40 minutes, and 100 in 30.
    assert "17.9 Mbit/s to 477 Mbit/s" in measured


def test_times_are_local_times(catalog: Catalog) -> None:
    text = "time,write MB/s\n" + "".join(f"2026-11-23T{hour:02}:00:00Z,{10 * (hour == 6)}\n" for hour in range(24))
    report = run(
        NAME,
        {"trace": text, "utc_offset_minutes": 120, "throttled": "Mon 08:00-09:00 50%", "way": "continuous"},
        catalog,
    )
    (needed,) = (answer for answer in report.answers if answer.id == "needed_link")
    assert "from 2026-11-23 08:00 to 2026-11-23 09:00" in needed.detail
    # Half an hour at the full rate within the hour, and the RPO of an hour after it.
    assert needed.amount == pytest.approx(80 / 1.5 / 0.95)


def test_charts_hold_at_most_a_thousand_rising_points(catalog: Catalog) -> None:
    report = run(NAME, {"trace": WEEK, "throttled": "daily 08:00-18:00 10%"}, catalog)
    assert [chart.id for chart in report.charts] == ["change", "recovery_point", "days"]
    change, day, _ = report.charts
    assert 100 < len(change.x) <= 1000
    assert (day.x[0], day.x[-1]) == (0, 24) and len(day.x) == 24 + 1
    for chart in (change, day):
        assert all(one < other for one, other in zip(chart.x, chart.x[1:], strict=False))
        for series in chart.series:
            assert len(series.values) == len(chart.x)
            assert all(value is None or math.isfinite(value) for value in series.values)
    assert len(report.charts[0].bands) == 7
    assert max(filter(None, report.charts[0].series[0].values)) == pytest.approx(96)


def test_the_day_reaches_from_the_best_to_the_worst_day_of_the_record(catalog: Catalog) -> None:
    start = datetime.datetime(2026, 3, 2)
    rows = [f"{start + datetime.timedelta(hours=hour):%Y-%m-%d %H:%M},{30 if hour == 33 else 1}" for hour in range(96)]
    raw = {"trace": "time,write Mbit/s\n" + "\n".join(rows), "link_mbps": 20}
    day = next(chart for chart in run(NAME, raw, catalog).charts if chart.id == "recovery_point")
    worst, best, rpo = (series.values for series in day.series)
    inputs = trace_replay.inputs(read(form(catalog), raw, catalog), catalog)
    assert not isinstance(inputs, Asking)
    oldest = trace_replay.calculate(inputs, catalog).replay.max_age
    assert oldest is not None and max(filter(None, worst)) == pytest.approx(oldest / 60)
    # Only the second day writes more, from nine to ten, which is sent by noon.
    pairs = [(hour, high or 0, low or 0) for hour, high, low in zip(day.x, worst, best, strict=True)]
    assert [hour for hour, high, low in pairs if high - low > 10] == [9, 10, 11]
    assert max(low for _, _, low in pairs) < 32
    assert set(rpo) == {60}


def test_what_is_carried_from_day_to_day_is_drawn_over_the_record(catalog: Catalog) -> None:
    report = run(NAME, {"link_mbps": 20}, catalog)
    chart = next(chart for chart in report.charts if chart.id == "recovery_point")
    assert [series.name.partition(" ")[0] for series in chart.series] == ["Waiting", "Age", "RPO"]
    inputs = trace_replay.inputs(read(form(catalog), {"link_mbps": 20}, catalog), catalog)
    assert not isinstance(inputs, Asking)
    oldest = trace_replay.calculate(inputs, catalog).replay.max_age
    assert oldest is not None and oldest > 24 * HOUR
    assert max(filter(None, chart.series[1].values)) == pytest.approx(oldest / HOUR, rel=0.05)


@pytest.mark.parametrize("offset", [0, 330, -90])
def test_the_days_hold_every_second_that_misses_the_rpo_and_every_throttled_one(offset: int, catalog: Catalog) -> None:
    raw = {"trace": WEEK, "link_mbps": 40, "throttled": "Mon-Fri 08:00-18:00 30%", "utc_offset_minutes": offset}
    report = run(NAME, raw, catalog)
    days = next(chart for chart in report.charts if chart.id == "days")
    inputs = trace_replay.inputs(read(form(catalog), raw, catalog), catalog)
    assert not isinstance(inputs, Asking)
    done = trace_replay.calculate(inputs, catalog).replay
    hours = dict.fromkeys(("RPO missed", "Throttled", "Not recorded"), 0.0)
    for lane in days.lanes:
        for span in lane.spans:
            assert 0 <= span.start < span.end <= 24
            hours[span.label] += span.end - span.start
            if span.label == "Throttled":  # by the local clock, at its exact hours
                assert (span.start, span.end) == (8, 18) and lane.name[:3] not in ("Sat", "Sun")
    inside = sum(min(end, done.end) - start for start, end in done.missed if start < done.end)
    assert hours["RPO missed"] == pytest.approx(inside / 3600) and inside > 0
    assert hours["Not recorded"] == pytest.approx(24 * len(days.lanes) - (done.end - done.start) / 3600)


def test_a_long_record_shares_lanes_by_weekday(catalog: Catalog) -> None:
    start = datetime.datetime(2026, 3, 2)
    rows = (
        f"{start + datetime.timedelta(hours=hour):%Y-%m-%d %H:%M},{90 if hour % 24 == 9 else 1}"
        for hour in range(24 * 40)
    )
    report = run(NAME, {"trace": "time,write Mbit/s\n" + "\n".join(rows), "link_mbps": 20}, catalog)
    days = next(chart for chart in report.charts if chart.id == "days")
    assert [lane.name for lane in days.lanes] == list(WEEKDAYS)
    assert "where some week misses it then" in days.summary


def test_an_interval_that_gives_too_many_cycles_is_refused(catalog: Catalog) -> None:
    text = "time,write MB\n1990-01-01,1\n2000-01-01,1\n2010-01-01,1\n"
    with pytest.raises(InputError, match="interval_minutes: the trace is too long for this interval"):
        run(NAME, {"trace": text, "interval_minutes": 5}, catalog)


@given(
    st.lists(st.integers(0, 1000), min_size=1, max_size=40).filter(any),
    st.integers(1, 40),
    st.integers(0, 30),
    st.integers(1, 200),
)
def test_the_smallest_rate_of_cycles_is_held_and_no_less_is(
    sizes: list[int], interval: int, snapshot: int, rpo: int
) -> None:
    trace = Trace.regular(0, 10, sizes)
    found = smallest_cycle_rate(trace, rpo, interval=interval, snapshot=snapshot)
    if found is None:
        assert min(rpo - interval, interval) <= snapshot
        return
    assert cycles(trace, found.rate, rpo, interval=interval, snapshot=snapshot).held
    if found.interval_rate > found.mean_rate and rpo < 2 * interval + snapshot:
        less = cycles(trace, found.rate * 0.999, rpo, interval=interval, snapshot=snapshot)
        assert not less.held


def test_a_rate_for_cycles_needs_hours_in_which_something_is_sent() -> None:
    trace = Trace.regular(0, HOUR, [1.0] * 24)
    assert smallest_cycle_rate(trace, 2 * HOUR, interval=HOUR, week=Week(otherwise=0)) is None

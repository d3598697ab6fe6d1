"""Recovery time: its cases, every published record, and what holds for any inputs."""

import math
import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from calculators import recovery_time
from calculators.answers import drawing, render
from calculators.answers.inputs import InputError, fields, read
from calculators.answers.report import Report, Table
from calculators.catalog import Catalog
from calculators.records.recovery import ObjectRecovery
from calculators.recovery_time import Inputs, Result, model
from calculators.recovery_time.estimate import Span
from calculators.recovery_time.words import clock
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
    assert disagreements(case, catalog) == []


OBJECT = {"storage": "object"}
"""What these tests are about unless they say otherwise: block storage has one time for all."""


def answered(raw: dict[str, Any], catalog: Catalog) -> Report:
    return run(NAME, OBJECT | raw, catalog)


def given_inputs(raw: dict[str, Any], catalog: Catalog) -> Inputs:
    return recovery_time.inputs(read(recovery_time.form(catalog), OBJECT | raw, catalog), catalog)


def result(raw: dict[str, Any], catalog: Catalog) -> Result:
    return recovery_time.calculate(given_inputs(raw, catalog), catalog)


def one_host(raw: dict[str, Any], catalog: Catalog) -> Span:
    """Return how long one host takes, where that is known."""
    span = model.host_estimate(given_inputs(raw, catalog), catalog).span
    assert span is not None
    return span


def outcome(raw: dict[str, Any], catalog: Catalog) -> model.Outcome:
    return model.rto(given_inputs(raw, catalog), catalog)


def table(report: Report, title: str) -> Table:
    return next(found for found in report.tables if found.title.startswith(title))


def asked(row: ObjectRecovery, catalog: Catalog) -> dict[str, Any]:
    """Return inputs for a record of the published table; its hosts with several disks have 920 GB on the largest."""
    choices = next(field.choices for field in fields(recovery_time.form(catalog)) if field.id == "disk_type")
    kind = next(choice.id for choice in choices if choice.label == row.disk_type)
    limit = catalog.value("recovery-memory-class")
    host = {"recovery_memory_gb": limit if row.memory.startswith("up to") else 4 * limit, "disk_type": kind}
    if row.disks == "single":
        return {**host, "largest_disks": 1, "largest_disk_gb": row.used_gb}
    return {**host, "largest_disks": 2, "largest_disk_gb": 920, "other_disk_gb": row.used_gb - 920}


def test_every_published_record_comes_out_as_it_was_measured(catalog: Catalog) -> None:
    measured = [row for row in catalog.recovery.object.rows if row.minutes is not None]
    for row in measured:
        host = result(asked(row, catalog), catalog).host
        assert (host.origin, host.points) == ("measured", (row,))
        assert host.span is not None
        assert (host.span.low, host.span.plan, host.span.high) == (row.minutes, row.minutes, row.minutes)


def test_what_the_table_leaves_out_is_never_plain_green_and_never_without_its_neighbours(catalog: Catalog) -> None:
    missing = [row for row in catalog.recovery.object.rows if row.minutes is None]
    assert missing
    for row in missing:
        report = answered(asked(row, catalog) | {"rto_minutes": 100_000}, catalog)
        assert report.verdict.level == "caution" and "extrapolated" in report.verdict.label
        assert any(badge == "caution" for badge in report.tables[0].badges)
        rows = table(report, "Measured recoveries").rows
        assert any(cells[1] == "not measured" and cells[4] == "asked for" for cells in rows)
        assert any(cells[4] == "yes" for cells in rows)


SIZES = st.one_of(st.floats(1, 3000), st.sampled_from([99.0, 100.0, 101.0, 499.0, 500.0, 505.0, 919.0, 920.0, 921.0]))
MEMORY = st.sampled_from([1.0, 2.0, 3.0, 4.0, 4.5, 5.0, 8.0, 16.0])


@given(
    used=SIZES,
    other=st.one_of(st.none(), st.floats(0, 1)),
    disks=st.integers(1, 12),
    hosts=st.tuples(st.tuples(MEMORY, st.sampled_from(KINDS)), st.tuples(MEMORY, st.sampled_from(KINDS))),
)
@example(used=99, other=None, disks=1, hosts=((4, "gpssd"), (8, "gpssd")))
@example(used=920, other=None, disks=1, hosts=((4, "sas"), (8, "sas")))
@example(used=100, other=None, disks=4, hosts=((2, "ssd"), (4, "ssd")))
def test_a_better_recovery_host_never_takes_longer(
    used: float, other: float | None, disks: int, hosts: tuple[tuple[float, str], ...], catalog: Catalog
) -> None:
    raw = {"largest_disk_gb": used, "largest_disks": disks, "other_disk_gb": None if other is None else used * other}
    memories, kinds = zip(*hosts, strict=True)
    worse, better = (
        one_host(raw | {"recovery_memory_gb": memory, "disk_type": kind}, catalog)
        for memory, kind in zip(sorted(memories), sorted(kinds, key=KINDS.index), strict=True)
    )
    assert better.plan <= worse.plan + 1e-9
    assert better.high <= worse.high + 1e-9


@given(used=SIZES, disks=st.integers(1, 4), kind=st.sampled_from(KINDS), memory=st.sampled_from([4, 8]))
def test_a_little_more_data_takes_a_little_more_time(
    used: float, disks: int, kind: str, memory: float, catalog: Catalog
) -> None:
    raw = {"largest_disks": disks, "disk_type": kind, "recovery_memory_gb": memory}
    before, after = (one_host(raw | {"largest_disk_gb": size}, catalog) for size in (used, used + 0.01))
    for end in ("low", "plan", "high"):
        # A GB takes 20 s at most in every measurement; there are up to four disks.
        assert -1e-9 <= getattr(after, end) - getattr(before, end) < 0.01 * 4 * 20 / 60


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
        one_host(
            {"largest_disk_gb": used, "disk_type": kind, "recovery_memory_gb": memory, "largest_disks": disks}, catalog
        )
        for used in sorted(sizes)
    )
    assert small.low <= large.low + 1e-9
    assert small.plan <= large.plan + 1e-9
    assert small.high <= large.high + 1e-9


@pytest.mark.parametrize(
    ("used", "origin", "span"),
    [
        (10, "extrapolated", (5, 20, 20)),
        (50, "extrapolated", (10, 20, 20)),
        (300, "interpolated", (30, 45, 60)),
        (710, "interpolated", (88, 100, 112)),
        (1840, "extrapolated", (130, 260, 260)),
    ],
)
def test_what_was_not_measured_says_how_it_came_about(
    used: float, origin: str, span: tuple[float, ...], catalog: Catalog
) -> None:
    host = result({"largest_disk_gb": used, "largest_disks": 1}, catalog).host
    assert host.span is not None
    assert host.origin == origin
    assert (host.span.low, host.span.plan, host.span.high) == pytest.approx(span)
    answers = {answer.id: answer for answer in answered({"largest_disk_gb": used, "largest_disks": 1}, catalog).answers}
    assert answers["host"].detail.lower().startswith(origin)
    assert ("Nobody measured it" in answers["host"].detail) == (origin == "extrapolated")


def test_an_interpolation_across_a_missing_cell_says_so(catalog: Catalog) -> None:
    for used in (499, 500, 501):
        report = answered({"largest_disk_gb": used, "disk_type": "gpssd", "largest_disks": 1}, catalog)
        assert any("leaves out a time near this size" in text and "500 GB" in text for text in report.warnings)
        assert report.verdict.level == "caution" and "extrapolated" in report.verdict.label
    given = {"rto_minutes": 240, "hosts": 10, "target": "huawei", "largest_disk_gb": 499}
    plain = answered({**given, "disk_type": "ssd", "largest_disks": 1}, catalog)
    assert not any("leaves out" in warning for warning in plain.warnings)
    assert plain.verdict.level == "good"


def test_a_published_host_with_several_disks_is_the_upper_end_in_proportion_to_the_data(catalog: Catalog) -> None:
    raw = {"largest_disk_gb": 400, "largest_disks": 3}
    host = result(raw, catalog).host
    assert host.span is not None
    assert host.span.plan == 57.5 and host.span.high == pytest.approx(130 * 1200 / 1010)
    assert host.points[-1].id == "obj-18" and host.origin == "extrapolated"
    assert any("How large its disks were is not stated" in warning for warning in answered(raw, catalog).warnings)
    fewer = result({"largest_disk_gb": 400, "largest_disks": 2}, catalog).host
    assert fewer.span is not None and fewer.span.high == pytest.approx(130 * 800 / 1010)
    assert fewer.origin == "interpolated"


@given(memory=st.floats(1, 128), disks=st.integers(1, 200))
def test_disks_come_in_waves_of_the_memory(memory: float, disks: int, catalog: Catalog) -> None:
    found = result({"recovery_memory_gb": memory, "largest_disks": disks, "largest_disk_gb": 100}, catalog)
    assert found.disks_at_once == math.floor(memory)
    assert found.disk_waves == math.ceil(disks / math.floor(memory))
    assert found.host.span is not None and found.slowest.span is not None
    assert found.host.span.plan >= found.slowest.span.plan


@given(hosts=st.integers(1, 500), at_once=st.integers(1, 500), more=st.integers(1, 50))
def test_more_hosts_at_once_never_take_longer_and_more_hosts_never_less(
    hosts: int, at_once: int, more: int, catalog: Catalog
) -> None:
    def plan(raw: dict[str, Any]) -> float:
        total = outcome(raw, catalog).total
        assert total is not None
        return total.plan

    before = plan({"hosts": hosts, "recovered_hosts": at_once})
    assert plan({"hosts": hosts, "recovered_hosts": at_once + more}) <= before
    assert plan({"hosts": hosts + more, "recovered_hosts": at_once}) >= before
    counted = [
        row[1] for row in table(answered({"hosts": hosts, "recovered_hosts": at_once}, catalog), "Waves of").rows
    ]
    assert sum(int(cell.replace("\u202f", "")) for cell in counted) == hosts


def lines(least: int = 1) -> st.SearchStrategy[str]:
    """Return a strategy for a text of groups."""
    cells = st.tuples(
        st.integers(1, 300),
        st.one_of(st.just(""), st.integers(1, 3000)),
        st.one_of(st.just(""), st.integers(1, 9)),
        st.one_of(st.just(""), st.integers(0, 4)),
        st.one_of(st.just(""), st.integers(1, 3000)),
    )
    return st.lists(cells, min_size=least, max_size=6).map(
        lambda rows: "\n".join("; ".join(map(str, (f"g{place}", *row))) for place, row in enumerate(rows))
    )


def anything(catalog: Catalog) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy for inputs within the bounds of the form, with usual ones among them."""

    def values(field: Any) -> st.SearchStrategy[Any]:
        if field.id == "groups":
            return st.one_of(st.none(), lines())
        if field.choices:
            return st.sampled_from([choice.id for choice in field.choices])
        low = 1 if field.minimum is None else field.minimum
        if field.whole:
            number: Any = st.one_of(st.integers(low, field.maximum), st.integers(low, min(field.maximum, low + 300)))
        else:
            number = st.one_of(st.floats(low, field.maximum), st.floats(low, min(field.maximum, low + 300)))
        return st.one_of(st.none(), number) if field.optional else number

    every = {field.id: values(field) for field in fields(recovery_time.form(catalog)) if field.id != "other_disk_gb"}
    return st.fixed_dictionaries({}, optional=every)


@settings(max_examples=20)
@given(chosen=st.data())
def test_any_allowed_inputs_give_an_answer_in_plain_words_that_agrees_with_itself(
    chosen: st.DataObject, catalog: Catalog
) -> None:
    raw = chosen.draw(anything(catalog))
    report, found = answered(raw, catalog), result(raw, catalog)
    for answer in report.answers:
        assert answer.amount is None or (math.isfinite(answer.amount) and answer.amount >= 0)
    for text in (render.to_html(report, catalog, "../"), render.to_markdown(report, catalog)):
        assert not NONSENSE.search(text)
    assert (found.total is None) == (found.host.span is None) == (found.met == "unknown")
    if found.total is not None:
        assert found.total.low <= found.total.plan <= found.total.high
        groups = found.outcome.groups
        given = given_inputs(raw, catalog)
        unsure = (
            found.outcome.guessed
            or model.stands_in(given)
            or (
                given.recovered_hosts is None
                and given.wave_limit != "unknown"
                and sum(item.group.hosts for item in groups) > 1
            )
        )
        assert (report.verdict.level == "bad") == any(item.total.plan > item.wanted for item in groups)
        assert (report.verdict.level == "good") == (
            all(item.total.high <= item.wanted for item in groups) and not unsure
        )
        assert all(change.plan < found.total.plan for change in found.changes)
        assert found.together is None or found.together.plan <= found.total.plan + 1e-9
        assert report.binds and (report.verdict.level == "good" or report.change or not found.changes)
    assert 0 < report.matter <= 5
    for chart in report.charts:
        assert all(len(series.values) == len(chart.x) for series in chart.series)
        assert list(chart.x) == sorted(chart.x)


@given(chosen=st.data())
def test_a_host_within_the_time_that_it_may_take_meets_the_wanted_rto(chosen: st.DataObject, catalog: Catalog) -> None:
    raw = chosen.draw(anything(catalog))
    room = result(raw, catalog).room
    if 0.1 <= room <= 99_000:
        assert result({**raw, "host_minutes": room * (1 - 1e-9)}, catalog).met == "yes"
        assert result({**raw, "host_minutes": room * 1.01}, catalog).met == "no"
        shown = next(answer.value for answer in answered(raw, catalog).answers if answer.id == "room")
        if room >= 1:
            assert result({**raw, "host_minutes": shown.replace("\u202f", " ")}, catalog).met == "yes"


@pytest.mark.parametrize(
    "raw", [{"largest_disk_gb": 300}, {"recovered_hosts": 3}, {"storage": "block", "check_minutes": 20}]
)
def test_the_timeline_holds_every_part_from_the_start_to_the_rto(raw: dict[str, Any], catalog: Catalog) -> None:
    found = result(raw, catalog)
    chart = answered(raw, catalog).charts[0]
    total = found.total
    assert total is not None
    # It is in hours as the text is, and one part begins where the one before it ends.
    assert chart.x_label.startswith("Hours")
    *lanes, whole = chart.lanes
    spans = [span for lane in lanes for span in lane.spans]
    assert [spans[0].start, *(span.end for span in spans)] == pytest.approx(
        [0, *(span.start for span in spans[1:]), total.plan / 60]
    )
    parts = {part.label: part.span.plan for part in found.parts if part.span and part.span.plan}
    assert {lane.name: (lane.spans[-1].end - lane.spans[0].start) * 60 for lane in lanes} == pytest.approx(parts)
    assert (whole.spans[0].start, whole.spans[-1].end * 60) == (0, pytest.approx(total.high))
    marks = {marker.label.partition(":")[0]: marker.x * 60 for marker in chart.markers}
    assert marks == pytest.approx({"RTO to plan with": total.plan, "Wanted": 240})


@pytest.mark.parametrize(("wanted", "unit"), [(5, "Minutes"), (240, "Hours"), (43_200, "Days")])
def test_the_timeline_counts_in_a_unit_that_has_ticks_between_its_ends(
    wanted: int, unit: str, catalog: Catalog
) -> None:
    timeline = answered({"rto_minutes": wanted, "storage": "block"}, catalog).charts[0]
    assert timeline.x_label.startswith(unit)
    drawn = drawing.to_html(timeline, "timeline")
    assert drawn.count('"hb-chart-tick') >= 4
    minutes = {"Minutes": 1, "Hours": 60, "Days": 1440}[unit]
    assert next(mark.x for mark in timeline.markers if "Wanted" in mark.label) * minutes == pytest.approx(wanted)


def test_the_timeline_steps_where_waves_end(catalog: Catalog) -> None:
    timeline, chart = answered({"hosts": 10, "recovered_hosts": 4, "largest_disks": 1}, catalog).charts
    (series,) = chart.series
    assert dict(zip(chart.x, series.values, strict=True)) == pytest.approx(
        {0: 0, 35 / 60: 0, 105 / 60: 4, 175 / 60: 8, 245 / 60: 10, 260 / 60: 10}
    )
    (waves,) = (lane.spans for lane in timeline.lanes if len(lane.spans) > 1)
    assert [span.end for span in waves] == pytest.approx([105 / 60, 175 / 60, 245 / 60])
    many = answered({"hosts": 100_000, "recovered_hosts": 1, "largest_disks": 1}, catalog).charts[1]
    assert {each.kind for each in many.series} == {"line"} and len(many.x) < 10


@settings(max_examples=30)
@given(
    line=st.tuples(st.integers(1, 500), st.integers(1, 2000), st.integers(1, 8), st.integers(1, 2000)),
    at_once=st.one_of(st.none(), st.integers(1, 600)),
    storage=st.sampled_from(["block", "object"]),
)
def test_one_group_alone_is_as_if_there_were_no_groups(
    line: tuple[int, int, int, int], at_once: int | None, storage: str, catalog: Catalog
) -> None:
    hosts, used, disks, rto = line
    more = {"recovered_hosts": at_once, "storage": storage}
    without = {"hosts": hosts, "largest_disk_gb": used, "largest_disks": disks, "rto_minutes": rto, **more}
    alone = {"groups": f"one; {hosts}; {used} GB; {disks}; tier 2; {rto} min", **more}
    first, second = answered(without, catalog), answered(alone, catalog)
    assert [answer.amount for answer in first.answers] == [answer.amount for answer in second.answers]
    assert first.verdict.level == second.verdict.level and first.verdict.label == second.verdict.label
    # The same hosts as two groups of the same kind and order are no other hosts.
    if hosts > 1:
        parted = outcome(
            {"groups": f"a; 1; {used}; {disks}; ; {rto}\nb; {hosts - 1}; {used}; {disks}", **more}, catalog
        )
        assert parted.total is not None
        assert parted.total.plan == pytest.approx(first.answers[0].amount) and parted.waves == first.answers[3].amount


@given(
    text=lines(), at_once=st.integers(1, 400), more=st.integers(1, 200), storage=st.sampled_from(["block", "object"])
)
def test_more_hosts_at_once_never_make_a_group_wait_longer(
    text: str, at_once: int, more: int, storage: str, catalog: Catalog
) -> None:
    def ends(recovered_hosts: int | None) -> dict[str, Any]:
        found = outcome({"groups": text, "recovered_hosts": recovered_hosts, "storage": storage}, catalog)
        return {item.group.name: item.total for item in found.groups}

    fewer, many, every = ends(at_once), ends(at_once + more), ends(None)
    for name in fewer:
        for end in ("low", "plan", "high"):
            assert getattr(many[name], end) <= getattr(fewer[name], end) + 1e-6
            assert getattr(every[name], end) <= getattr(many[name], end) + 1e-6


@given(text=lines(2), at_once=st.integers(1, 50))
def test_groups_end_when_a_simulation_of_waves_ends(text: str, at_once: int, catalog: Catalog) -> None:
    found = outcome({"groups": text, "recovered_hosts": at_once}, catalog)
    asked = sorted(found.groups, key=lambda item: (item.group.order, -(item.host.span.plan if item.host.span else 0)))
    now = 35.0
    ends: dict[str, float] = {}
    for order in sorted({item.group.order for item in asked}):
        queue = [item for item in asked if item.group.order == order for _ in range(item.group.hosts)]
        while queue:
            wave, queue = queue[:at_once], queue[at_once:]
            took = {item.group.name: item.host.span.plan for item in wave if item.host.span}
            ends |= {name: now + minutes for name, minutes in took.items()}
            now += max(took.values())
    assert {item.group.name: item.end.plan for item in found.groups} == pytest.approx(ends)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("ERP", "there is only one column"),
        ("ERP; many; 500", "line 1, column 2 (hosts)"),
        ("ERP; ; 500", "this is empty"),
        ("ERP; 1.5; 500", "not a whole number"),
        ("ERP; 3; 500 Gb", "bits"),
        ("ERP; 3; 1,500", "Write one of the two"),
        ("ERP; 3; 500; 2; soon", "column 5 (order)"),
        ("ERP; 3; 500; 2; 1; 4 weeks of work", "column 6 (RTO)"),
        ("ERP; 3; 500; 2; 1; 4 h; more", "more than 6 columns"),
        ("# nothing", "no line names a group"),
        ("\n".join(["a; x1"] * 5), "2 more lines cannot be read."),
    ],
)
def test_a_line_that_cannot_be_read_says_where_and_drops_nothing(line: str, words: str, catalog: Catalog) -> None:
    with pytest.raises(InputError) as caught:
        answered({"groups": line}, catalog)
    (problem,) = caught.value.problems
    assert problem.field == "groups" and words in problem.message


def test_groups_are_read_as_a_spreadsheet_copies_them(catalog: Catalog) -> None:
    text = "\ufeffName\tHosts\tLargest disk\tDisks\tTier\tRTO\n# core first\nERP\t12\t1,5 TB\t\tTier 1\t4 h\n\nWeb\t3"
    found = [item.group for item in result({"groups": text, "largest_disk_gb": 200}, catalog).outcome.groups]
    told = [(item.name, item.hosts, item.largest_disk_gb, item.disks, item.order, item.rto_minutes) for item in found]
    assert told == [("ERP", 12, 1500, 2, 1, 240), ("Web", 3, 200, 2, 1, 240)]


def test_without_a_target_every_answer_says_whose_times_stand_in(catalog: Catalog) -> None:
    report = answered({"hosts": 120}, catalog)
    assert (report.verdict.level, report.verdict.label) == ("caution", "RTO of 4 h is met on Huawei Cloud")
    assert "No target is chosen yet" in report.verdict.text
    assert report.change[0].startswith("Choose the target")
    assert not any(reason.level == "good" and "Recommended" in reason.label for reason in report.reasons)
    assert "Huawei Cloud" in answered({"rto_minutes": 60}, catalog).verdict.text
    given = {"rto_minutes": 240, "hosts": 120}
    assert answered({**given, "target": "huawei", "largest_disk_gb": 500}, catalog).verdict.level == "good"
    assert answered({**given, "host_minutes": 20}, catalog).verdict.level == "good"


def test_who_names_a_limit_is_asked_for_its_number(catalog: Catalog) -> None:
    hosts = {"rto_minutes": 240, "target": "huawei", "hosts": 120, "largest_disk_gb": 500}
    assert answered(hosts, catalog).verdict.level == "good"
    report = answered({**hosts, "wave_limit": "quota"}, catalog)
    assert report.verdict.level == "caution" and any("Enter how many" in text for text in report.change)
    assert answered({**hosts, "wave_limit": "quota", "recovered_hosts": 120}, catalog).verdict.level == "good"
    item = next(item for item in answered(hosts, catalog).given if item.field == "recovered_hosts")
    assert item.assumed and "all hosts at once" in item.value


@pytest.mark.parametrize(
    ("minutes", "up", "down"),
    [
        (0, "0 min", "0 min"),
        (7.91, "8 min", "7.9 min"),
        (38.75, "39 min", "38 min"),
        (60, "1 h", "1 h"),
        (95.2, "1 h 36 min", "1 h 35 min"),
        (1630, "27.2 h", "27.1 h"),
        (100_000, "1\u202f667 h", "1\u202f666 h"),
    ],
)
def test_times_have_three_figures_and_suffice(minutes: float, up: str, down: str) -> None:
    assert (clock(minutes), clock(minutes, down=True)) == (up, down)


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        ({"target": "huawei", "largest_disks": 1}, "Recommended: object storage"),
        ({"largest_disks": 1, "rto_minutes": 100}, "Recommended: block storage"),
        ({"largest_disks": 1, "tier": "tier-1"}, "Recommended: block storage"),
        ({"storage": "block", "host_minutes": 5}, "Stay with block storage: your drill meets the RTO"),
        ({"storage": "object", "host_minutes": 5}, "Stay with object storage: your drill meets the RTO"),
        ({"rto_minutes": 60}, "Storage alone does not do it"),
        ({"target": "aws"}, "Storage: not decided"),
    ],
    ids=str,
)
def test_the_storage_type_follows_from_rto_and_tier(raw: dict[str, Any], label: str, catalog: Catalog) -> None:
    assert label in [reason.label for reason in answered(raw, catalog).reasons]


@pytest.mark.parametrize(
    ("raw", "memory", "take"),
    [
        ({"largest_disks": 4, "largest_disk_gb": 100}, "up to 4 GB", "4 GB"),
        ({"largest_disks": 5, "largest_disk_gb": 100}, "over 4 GB", "at least 5 GB"),
        ({"largest_disks": 1, "largest_disk_gb": 500, "rto_minutes": 100}, "over 4 GB", "more than 4 GB"),
        ({"largest_disks": 1, "largest_disk_gb": 500, "rto_minutes": 200}, "up to 4 GB", "1 to 4 GB"),
    ],
    ids=str,
)
def test_the_recovery_host_follows_from_disks_and_rto(
    raw: dict[str, Any], memory: str, take: str, catalog: Catalog
) -> None:
    found = result(raw, catalog).recovery_host
    assert found.memory == memory
    reason = next(item for item in answered(raw, catalog).reasons if item.label.startswith("Recovery host"))
    series = [row.series for row in catalog.recovery.flavors.rows if row.memory == memory]
    assert all(name in reason.text for names in series for name in names)
    assert reason.remedy == f"Take {take}."


def test_what_the_clock_has_left_behind_is_shown_but_not_counted(catalog: Catalog) -> None:
    rows = {row[0]: row for row in table(answered({"clock": "restore"}, catalog), "Parts of").rows}
    assert [rows[name][1].split(",")[0] for name in ("Notice it", "Decide", "Choose recovery points and start")] == [
        "no"
    ] * 3
    before, after = result({}, catalog).total, result({"clock": "restore"}, catalog).total
    assert before is not None and after is not None and before.plan - after.plan == 35


def test_what_is_not_included_is_said(catalog: Catalog) -> None:
    def warned(raw: dict[str, Any]) -> bool:
        return any("not included" in warning for warning in answered(raw, catalog).warnings)

    assert warned({}) and warned({"application_minutes": 20, "check_minutes": 0})
    assert not warned({"application_minutes": 20})


def test_disk_types_of_the_form_are_those_of_the_table(catalog: Catalog) -> None:
    choices = next(field.choices for field in fields(recovery_time.form(catalog)) if field.id == "disk_type")
    assert {choice.label for choice in choices} == {row.disk_type for row in catalog.recovery.object.rows}
    tiers = next(field.choices for field in fields(recovery_time.form(catalog)) if field.id == "tier")
    assert {choice.id for choice in tiers} == {tier.id for tier in catalog.recovery.tiers}


def test_many_waves_are_told_in_few_rows(catalog: Catalog) -> None:
    rows = table(answered({"hosts": 100_000, "recovered_hosts": 1}, catalog), "Waves of").rows
    assert len(rows) == 12
    assert rows[-1][0] == "Wave 100\u202f000"

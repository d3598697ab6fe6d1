"""The project plan: its cases, what it says, and that what it shows holds when it is typed back."""

import datetime
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators import plan
from calculators.answers import render
from calculators.answers.inputs import InputError, read
from calculators.answers.report import Report
from calculators.catalog import Catalog
from calculators.plan import Result
from calculators.plan.tasks import read_length, read_tasks, written
from calculators.project import Known, Project, sample
from calculators.project.overview import lines
from calculators.project.page import counted
from calculators.project.taken import of_calculator
from calculators.registry import run
from tests import cases
from tests.calculators.agreement import disagreements
from tests.cases import Case

NAME = plan.NAME
NONSENSE = re.compile(r"(?i:\bnan\b|\binf(inity)?\b|\de\+\d)|\bNone\b|\d{20}")
TABLE = "id; name; takes; after; track; people; not before; planned start; planned end; actual start; actual end\n"


@pytest.mark.parametrize("case", cases.load(NAME), ids=str)
def test_case(case: Case, catalog: Catalog) -> None:
    assert disagreements(case, catalog) == []


def result(raw: dict[str, Any], catalog: Catalog) -> Result:
    return plan.calculate(plan.inputs(read(plan.form(catalog), raw, catalog), catalog), catalog)


def refused(raw: dict[str, Any], catalog: Catalog) -> str:
    with pytest.raises(InputError) as caught:
        result(raw, catalog)
    return str(caught.value)


def days(raw: dict[str, Any], catalog: Catalog) -> float:
    return next(answer.amount or 0.0 for answer in run(NAME, raw, catalog).answers if answer.id == "end")


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("3 天", "3 days"),
        ("2个工作日", "2 days"),
        ("4 小时", "4 h"),
        ("36 小时 elapsed", "36 h elapsed"),
        ("36小时连续", "36 h elapsed"),
    ],
)
def test_a_length_is_read_as_answers_in_chinese_write_it(chinese: str, english: str) -> None:
    assert read_length(chinese) == read_length(english)


# --- the first synchronisation -----------------------------------------------------------------------


def sync_hours(name: str, ident: str, given: dict[str, Any], catalog: Catalog) -> float | None:
    report = run(name, given, catalog)
    answer = next(answer for answer in report.answers if answer.id == ident)
    return None if answer.amount is None else answer.amount * {"s": 1 / 3600, "hours": 1.0}[answer.unit]


@settings(max_examples=40)
@given(data=st.data())
def test_the_first_synchronisation_is_that_of_rpo_and_bandwidth(data: st.DataObject, catalog: Catalog) -> None:
    shared = {
        "used": data.draw(st.integers(1, 40)),
        "capacity_unit": "TB",
        "change_percent": data.draw(st.integers(0, 5)),
        "link_mbps": data.draw(st.sampled_from([50, 200, 1000])),
        "share_percent": data.draw(st.sampled_from([50, 100])),
        "throttled": data.draw(st.sampled_from(["", "weekdays 08:00-18:00 30%", "daily 09:00-12:00 0%"])),
        "tunnel": data.draw(st.sampled_from(["none", "ipsec"])),
        "rtt_ms": data.draw(st.sampled_from([2, 200])),
        "loss_percent": data.draw(st.sampled_from([0, 0.1])),
        "storage": data.draw(st.sampled_from(["block", "object"])),
        "disks": data.draw(st.sampled_from(["", 12])),
        "largest_disk_gb": data.draw(st.sampled_from(["", 900])),
        "folding": data.draw(st.sampled_from([1, 3])),
        "streams": data.draw(st.sampled_from(["", 2])),
        "proxies": data.draw(st.sampled_from(["", 1])),
        "window_kib": data.draw(st.sampled_from([64, 4096])),
        "source_read_mbps": data.draw(st.sampled_from(["", 90])),
        "gateway_mbps": data.draw(st.sampled_from(["", 70])),
        "target_write_mbps": data.draw(st.sampled_from(["", 40])),
    }
    # A Thursday, nine in the morning.
    here = {**shared, "first_day": "2027-03-18", "tasks": "a; A; sync"}
    there = sync_hours("rpo_bandwidth", "seed", {**shared, "start": "2027-03-18 09:00"}, catalog)
    if there is None:
        assert "never ends" in refused(here, catalog)
    elif there > 20 * 365 * 24:
        assert "ends more than" in refused(here, catalog)
    else:
        found = sync_hours(NAME, "sync", here, catalog)
        assert found is not None and there <= found + 1e-6 <= there + 1 / 60 + 2e-6


def test_a_project_has_one_first_synchronisation(catalog: Catalog) -> None:
    known = {name: item.value for name, item in of_calculator(sample(catalog), NAME, catalog).items()}
    there = {name: item.value for name, item in of_calculator(sample(catalog), "rpo_bandwidth", catalog).items()}
    here = sync_hours(NAME, "sync", {**known, "first_day": "2027-03-18", "tasks": "a; A; sync"}, catalog)
    assert here == pytest.approx(sync_hours("rpo_bandwidth", "seed", there, catalog), abs=1 / 60)


def test_a_project_counts_a_plan_only_with_a_first_day(catalog: Catalog) -> None:
    hosts = {"hosts": Known(value="120", origin="typed")}
    plain = Project(id="x", values=hosts)
    begun = Project(id="x", values=hosts, inputs={NAME: {"first_day": Known(value="2027-03-01", origin="typed")}})
    assert NAME not in {line.calculator for line in counted(lines(plain, catalog))}
    assert NAME in {line.calculator for line in counted(lines(begun, catalog))}


# --- what would meet a wanted end --------------------------------------------------------------------


@settings(max_examples=15)
@given(
    early=st.integers(1, 30),
    more=st.sampled_from(
        [
            {},
            {"country": "germany", "hosts": 1200, "hosts_a_day": 40},
            {"freeze": "2027-02-15 to 2027-02-19", "throttled": "weekdays 08:00-18:00 30%"},
            {"tasks": TABLE + "a; A; 12 days;;;; 2027-01-20\nb; B; 0 days; a"},
        ]
    ),
)
def test_each_change_that_is_named_meets_the_wanted_end_when_typed(
    early: int, more: dict[str, Any], catalog: Catalog
) -> None:
    end = result(more, catalog).end
    wanted = end - datetime.timedelta(days=early)
    if wanted < datetime.date(2027, 1, 11):
        return
    raw = {**more, "end": wanted.isoformat()}
    found = result(raw, catalog)
    assert found.spare == -early
    for lever in found.levers:
        typed = result({**raw, lever.field: lever.value}, catalog)
        assert typed.end == lever.end <= wanted, lever
        assert not typed.levers
    agreed = result({**more, "end": end.isoformat()}, catalog)
    assert agreed.spare == 0


def test_a_change_that_is_named_is_needed(catalog: Catalog) -> None:
    raw = {"end": "2027-02-22", "hosts": 4000, "hosts_a_day": 200}
    levers = {lever.field: lever for lever in result(raw, catalog).levers}
    hosts = int(levers["hosts_a_day"].value) if "hosts_a_day" in levers else None
    if hosts:
        assert result({**raw, "hosts_a_day": hosts - 1}, catalog).spare is not None
        assert (result({**raw, "hosts_a_day": hosts - 1}, catalog).spare or 0) < 0
    start = datetime.date.fromisoformat(levers["first_day"].value) + datetime.timedelta(days=1)
    assert (result({**raw, "first_day": start.isoformat()}, catalog).spare or 0) < 0


def test_more_link_hosts_or_days_never_end_later(catalog: Catalog) -> None:
    usual = days({}, catalog)
    for more in ({"link_mbps": 600}, {"hosts_a_day": 100}, {"week": "mon-sat"}, {"week": "daily"}, {"hours_a_day": 8}):
        assert days(more, catalog) <= usual
    assert days({"country": "germany", "first_day": "2027-03-22"}, catalog) >= days(
        {"first_day": "2027-03-22"}, catalog
    )


def test_half_the_bandwidth_moves_what_waits_for_the_data(catalog: Catalog) -> None:
    found = result({}, catalog)
    half = result({"link_mbps": 150}, catalog)
    assert found.half_end == half.schedule.end
    assert {move.name for move in found.half or ()} == {
        "First synchronisation", "Drill preparation", "Drill and business validation", "User acceptance test",
    }  # fmt: skip
    never = result({"link_mbps": 120}, catalog)
    assert (never.half, never.half_end) == (None, None)
    report = run(NAME, {"link_mbps": 120}, catalog)
    assert next(answer.value for answer in report.answers if answer.id == "half") == "never done"


# --- what is said where it happened ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({"tasks": "a; A; 1 day; b"}, "tasks: line 1, column after: there is no task 'b'. Allowed: a."),
        ({"tasks": "a; A; 1 day\na; B; 1 day"}, "tasks: line 2, column id: 'a' stands in line 1 already."),
        ({"tasks": "a; A; soon"}, "tasks: line 1, column takes: 'soon' is no time. Write 3 days, 4 h, 36 h elapsed"),
        ({"tasks": "a; A; 3 weeks"}, "'weeks' is no unit here. Write days, h, days elapsed or h elapsed."),
        ({"tasks": "a; A; -1 days"}, "-1 days is below 0."),
        ({"tasks": "a; A"}, "line 1, column takes: this is empty."),
        ({"tasks": "a; A; 1 day\nb; B; 1 day; a - 2 days"}, "a task cannot begin before what it waits for has ended."),
        ({"tasks": "a; A; 1 day\nb; B; 1 day; a + sync"}, "a wait is in days or hours."),
        (
            {"tasks": TABLE + "a; A; 1 day;;;;;;; 2027-03-05; 2027-03-04"},
            "line 2, column actual end: 2027-03-04 lies before its start, 2027-03-05.",
        ),
        ({"tasks": TABLE + "a; A; 1 day;;;;;;;; 2027-03-04"}, "a task that ended needs an actual start too."),
        (
            {"tasks": TABLE + "a; A; 1 day;;;; 4 March"},
            "column not before: '4 March' is no date. Write it as 2027-03-19.",
        ),
        ({"tasks": "a; A; 3650 days\nb; B; 3650 days; a"}, "the plan ends more than"),
        ({"first_day": "1900-01-01"}, "the year 1900 is out of range."),
        ({"freeze": "2027-03-01 to 2027-02-01"}, "line 1: 2027-02-01 lies before 2027-03-01."),
        ({"days_off": "2027-01-01 to 2029-01-01"}, "line 1 names 732 days."),
        ({"people": "partner; two"}, "line 1: "),
        ({"people": "a; 1\nA; 2"}, "line 2: the track 'A' stands there twice."),
        ({"largest_disk_gb": 50_000}, "largest_disk_gb: all data together is"),
    ],
)
def test_what_cannot_be_used_is_told_where_it_stands(raw: dict[str, Any], told: str, catalog: Catalog) -> None:
    assert told in refused(raw, catalog)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({"first_day": "2027-01-16"}, "First day of the project: 2027-01-16 is a Saturday. Work begins on 2027-01-18."),
        (
            {"first_day": "2027-03-26", "country": "england"},
            "2027-03-26 is free: Good Friday. Work begins on 2027-03-30.",
        ),
        ({"end": "2027-05-30"}, "Wanted end: 2027-05-30 is a Sunday: nobody works on it."),
        (
            {"tasks": TABLE + "a; A; 1 day;;;; 2027-03-26", "country": "england"},
            "A: the earliest day, 2027-03-26, is free: Good Friday. It begins on 2027-03-30.",
        ),
        (
            {"tasks": TABLE + "a; A; 9 days\nb; B; 1 day; a;;;;;; 2027-01-12; 2027-01-13"},
            "B began on 2027-01-12, before A ends on 2027-01-21, which it waits for.",
        ),
        ({"country": "china"}, "The public holidays of 2027 are not known for China (mainland), only those of 2026."),
    ],
)
def test_what_stands_in_the_way_is_warned_of(raw: dict[str, Any], told: str, catalog: Catalog) -> None:
    assert any(told in warning for warning in run(NAME, raw, catalog).warnings)


def test_days_off_of_a_year_answer_for_its_holidays(catalog: Catalog) -> None:
    raw = {"country": "china", "days_off": "2027-02-05 to 2027-02-11 Spring Festival"}
    assert run(NAME, raw, catalog).verdict.level == "good"
    assert not run(NAME, raw, catalog).warnings


def test_nothing_begins_in_a_freeze_and_what_runs_by_itself_goes_on(catalog: Catalog) -> None:
    raw = {"first_day": "2027-03-22", "sync_hours": 48, "tasks": "a; A; 1 day\nb; B; sync; a\nc; C; 1 day; a"}
    frozen = result({**raw, "freeze": "2027-03-23 to 2027-03-24"}, catalog).schedule.tasks
    assert [item.end for item in frozen][1] == [item.end for item in result(raw, catalog).schedule.tasks][1]
    assert frozen[2].start // 1440 == datetime.date(2027, 3, 25).toordinal()
    begun = result({**raw, "freeze": "2027-03-22 to 2027-03-24"}, catalog).schedule.tasks
    assert begun[1].start >= datetime.date(2027, 3, 25).toordinal() * 1440


def test_actual_dates_move_what_waits_for_them(catalog: Catalog) -> None:
    table = TABLE + "a; A; 5 days;;;;; 2027-01-11; 2027-01-15; {}\nb; B; 2 days; a;;;; 2027-01-18; 2027-01-19"
    late = result({"tasks": table.format("2027-01-13; 2027-01-20")}, catalog)
    assert late.end == datetime.date(2027, 1, 22)
    report = run(NAME, {"tasks": table.format("2027-01-13; 2027-01-20")}, catalog)
    baseline = next(item for item in report.tables if item.title == "Baseline and actual dates")
    assert [row[:2] for row in baseline.rows] == [("A", "5 days later"), ("B", "3 days later")]
    begun = result({"tasks": table.format("2027-01-13")}, catalog)
    assert begun.end == datetime.date(2027, 1, 21)


def test_a_milestone_is_when_what_it_waits_for_ends(catalog: Catalog) -> None:
    found = result({"tasks": "a; A; 5 days\nm; Signed; 0 days; a", "country": "england"}, catalog)
    assert [(item.name, datetime.date.fromordinal(item.at // 1440)) for item in found.milestones] == [
        ("Signed", datetime.date(2027, 1, 15))
    ]


# --- tasks as a text ---------------------------------------------------------------------------------


def test_the_proposed_tasks_typed_back_give_the_same_dates(catalog: Catalog) -> None:
    report = run(NAME, {}, catalog)
    (put,) = report.read[0].options
    again = run(NAME, {"tasks": put.value}, catalog)
    assert again.answers == report.answers
    assert again.timetable is not None and report.timetable is not None
    assert [bar.start for bar in again.timetable.bars] == [bar.start for bar in report.timetable.bars]


@pytest.mark.parametrize(
    "text",
    [
        "id; name; takes; after\na; A; 3 days\nb; B; 4 h; a SS + 2 h\nc; C; 36 h elapsed; a + 1 day elapsed, b",
        "Task\tDays\tPredecessors\nFirst thing\t3\t\nSecond\t2,5\tfirst-thing",
        "# comment\na | A | 2ed\nb | B | sync | a",
    ],
)
def test_tasks_are_read_in_several_ways_and_written_as_they_are_read(text: str) -> None:
    tasks = read_tasks(text)
    assert read_tasks(written(tasks)) == tasks


@pytest.mark.parametrize("raw", [{}, *plan.SAMPLES, {"end": "2027-01-20"}, {"country": "china"}])
def test_no_text_shows_a_float_or_a_missing_value(raw: dict[str, Any], catalog: Catalog) -> None:
    report: Report = run(NAME, raw, catalog)
    for write in (render.to_text, render.to_markdown, render.to_csv):
        assert not NONSENSE.search(write(report, catalog))
    html = render.to_html(report, catalog, "../")
    assert not NONSENSE.search(re.sub(r"<[^>]*>", " ", html))
    assert "\n\n" not in html


# --- clashes ------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(
    lengths=st.lists(st.integers(1, 6), min_size=2, max_size=5),
    after=st.lists(st.integers(0, 4), min_size=5, max_size=5),
    people=st.integers(1, 2),
)
def test_a_wait_that_is_offered_ends_a_clash_on_the_day_that_it_says(
    lengths: list[int], after: list[int], people: int, catalog: Catalog
) -> None:
    rows = [
        f"t{index}; T{index}; {length} days; {f't{after[index]}' if after[index] < index else ''}; team; 1"
        for index, length in enumerate(lengths)
    ]
    raw = {"first_day": "2027-01-11", "tasks": "id; name; takes; after; track; people\n" + "\n".join(rows)}
    raw["people"] = f"team; {people}"
    found = result(raw, catalog)
    assert len(found.waitings) <= len(found.clashes)
    for waiting in found.waitings:
        then = result({**raw, "tasks": waiting.tasks}, catalog)
        assert then.end == waiting.end
        assert len(then.clashes) < len(found.clashes)
        assert waiting.end >= found.end


def test_two_people_who_are_one_are_told_which_wait_costs_least(catalog: Catalog) -> None:
    lines = ("a; Build; 2 days; ; team; 1", "b; Test; 1 day; ; team; 1", "c; Close; 4 days; a")
    tasks = "\n".join(("id; name; takes; after; track; people", *lines))
    raw = {"first_day": "2027-01-11", "tasks": tasks, "people": "team; 1"}
    report = run(NAME, raw, catalog)
    # Build goes first, because Close waits for it: then nothing is done later.
    assert "Moving Test behind Build ends it; all is done no later, on Mon 2027-01-18." in report.change
    offer = next(line for line in report.read if line.label == "Clash of team")
    assert offer.options[0].label == "Let Test wait for Build"
    assert not result({**raw, "tasks": offer.options[0].value}, catalog).clashes


def test_what_binds_says_of_a_task_whose_room_ends_at_a_freeze_that_a_day_more_moves_nothing(catalog: Catalog) -> None:
    tasks = "id; name; takes; after\na; First; 2 days\nb; Copy; 60 h elapsed; a\nc; Last; 3 days; b\n"
    raw = {"first_day": "2027-03-01", "tasks": tasks}
    assert run(NAME, raw, catalog).binds.endswith("A day more on it is a day more in all, free days aside.")
    frozen = raw | {"freeze": "2027-03-05 to 2027-03-12 quarter end"}
    binds = run(NAME, frozen, catalog).binds
    assert binds.endswith("2 tasks of it have room for a day more: what follows waits for a working day.")
    assert days(frozen | {"tasks": tasks.replace("2 days", "3 days")}, catalog) == days(frozen, catalog)


def test_a_milestone_of_which_the_task_was_taken_out_has_no_date(catalog: Catalog) -> None:
    tasks = "id; name; takes; after\ndrill; Drill; 2 days\n"
    names = {item.name for item in result({"first_day": "2027-03-01", "tasks": tasks}, catalog).milestones}
    assert "Drill starts" in names
    assert "UAT starts" not in names
    both = tasks + "uat; User acceptance test; 1 day; drill\n"
    found = {item.name: item.at for item in result({"first_day": "2027-03-01", "tasks": both}, catalog).milestones}
    assert datetime.date.fromordinal(found["UAT starts"] // 1440) == datetime.date(2027, 3, 3)
    assert datetime.date.fromordinal(found["Delivery ends"] // 1440) == datetime.date(2027, 3, 3)

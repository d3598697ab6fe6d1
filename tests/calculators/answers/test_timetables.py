"""Timetables as other programs read them: iCalendar, the XML of Microsoft Project, Mermaid, and the drawing."""

import datetime
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from calculators.answers import gantt, render
from calculators.answers.report import Report
from calculators.catalog import Catalog
from calculators.registry import CALCULATORS, run

NAMESPACE = "{http://schemas.microsoft.com/project}"
# The order of elements that the published schema of Project 2007 demands, of those that are written.
ORDER = {
    "Project": (
        "SaveVersion", "Title", "ScheduleFromStart", "StartDate", "FinishDate", "CurrencyCode", "CalendarUID",
        "DefaultStartTime", "DefaultFinishTime", "MinutesPerDay", "MinutesPerWeek", "Calendars", "Tasks",
    ),
    "Calendar": ("UID", "Name", "IsBaseCalendar", "WeekDays", "Exceptions"),
    "WeekDay": ("DayType", "DayWorking", "WorkingTimes"),
    "Exception": ("EnteredByOccurrences", "TimePeriod", "Occurrences", "Name", "Type", "DayWorking", "WorkingTimes"),
    "Task": (
        "UID", "ID", "Name", "Type", "IsNull", "OutlineNumber", "OutlineLevel", "Start", "Finish", "Duration",
        "DurationFormat", "EffortDriven", "Estimated", "Milestone", "Summary", "Critical", "PercentComplete",
        "ActualStart", "ActualFinish", "ConstraintType", "ConstraintDate", "Notes", "PredecessorLink", "Baseline",
    ),
    "PredecessorLink": ("PredecessorUID", "Type", "CrossProject", "LinkLag", "LagFormat"),
    "Baseline": ("Number", "Start", "Finish"),
}  # fmt: skip
NAME = 'A, b; c \\ <x> & "q": #1 数据 ' + "long " * 9
TASKS = (
    "id; name; takes; after; track; planned start; planned end; actual start; actual end\n"
    f"a|{NAME.replace(';', ',')}|2 days||x|2027-03-22|2027-03-23|2027-03-22|2027-03-24\n"
).replace("|", ";") + "b; Copy; 36 h elapsed; a\nc; Set up; 4 h; a SS + 3 h\nd; Done; 0 days; b, c + 1 day elapsed\n"


@pytest.fixture(scope="module")
def report(catalog: Catalog) -> Report:
    return run("plan", {"first_day": "2027-03-22", "country": "germany", "tasks": TASKS}, catalog)


def test_a_calendar_is_folded_and_escaped_as_it_has_to_be(report: Report, catalog: Catalog) -> None:
    text = render.write(report, "ics", catalog)
    assert text.endswith("END:VCALENDAR\r\n") and "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = re.sub(r"\r\n ", "", text).split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    summaries = [line.partition(":")[2] for line in lines if line.startswith("SUMMARY:")]
    bars = report.timetable.bars if report.timetable else ()
    assert [re.sub(r"\\(.)", r"\1", summary) for summary in summaries] == [bar.name for bar in bars]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(bars) == 4
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == len(bars)
    # 22 to 24 March; the end of a day is the day after it. 36 hours from Wednesday 17:00 are Friday 05:00.
    assert {"DTSTART;VALUE=DATE:20270322", "DTEND;VALUE=DATE:20270325"} <= set(lines)
    assert {"DTSTART:20270324T170000", "DTEND:20270326T050000"} <= set(lines)


def test_microsoft_project_gets_elements_in_the_published_order(report: Report, catalog: Catalog) -> None:
    root = ET.fromstring(render.write(report, "msproject", catalog))
    seen = set()
    for element in root.iter():
        name = element.tag.removeprefix(NAMESPACE)
        if name in ORDER:
            seen.add(name)
            places = [ORDER[name].index(child.tag.removeprefix(NAMESPACE)) for child in element]
            assert places == sorted(places), name
    assert seen == set(ORDER)


def test_microsoft_project_gets_the_dates_of_the_plan(report: Report, catalog: Catalog) -> None:
    root = ET.fromstring(render.write(report, "msproject", catalog))
    bars = report.timetable.bars if report.timetable else ()
    tasks = root.findall(f"{NAMESPACE}Tasks/{NAMESPACE}Task")
    for bar, task in zip(bars, tasks, strict=True):
        told = {child.tag.removeprefix(NAMESPACE): child.text for child in task}
        assert told["Name"] == bar.name
        assert (told["Start"], told["Finish"]) == (bar.start.isoformat(), bar.end.isoformat())
    lags = [
        [link.findtext(f"{NAMESPACE}{name}") for name in ("PredecessorUID", "Type", "LinkLag", "LagFormat")]
        for link in root.iter(f"{NAMESPACE}PredecessorLink")
    ]
    # Tenths of a minute; 1 is from end to start, 3 from start to start; 8 is around the clock.
    assert lags == [["1", "1", "0", "7"], ["1", "3", "1800", "7"], ["2", "1", "0", "7"], ["3", "1", "14400", "8"]]
    free = [item.findtext(f"{NAMESPACE}Name") for item in root.iter(f"{NAMESPACE}Exception")]
    assert free == ["Good Friday"]
    worked = [day.findtext(f"{NAMESPACE}DayWorking") for day in root.iter(f"{NAMESPACE}WeekDay")]
    assert worked == ["0", "1", "1", "1", "1", "1", "0"]  # Sunday first


def test_mermaid_gets_finished_dates_and_plain_names(report: Report, catalog: Catalog) -> None:
    lines = render.write(report, "mermaid", catalog).splitlines()
    assert lines[0] == "gantt" and "excludes" not in "".join(lines)
    tasks = [line.strip().split(" :") for line in lines[4:]]
    assert all(len(parts) == 2 and not set(parts[0]) & set(":;#<>") for parts in tasks)
    assert tasks[0][1] == "done, t1, 2027-03-22 00:00, 2027-03-25 00:00"
    assert tasks[1][1].endswith("t2, 2027-03-24 17:00, 2027-03-26 05:00")
    assert tasks[3][1].startswith("milestone, ")


def test_what_has_no_dates_says_so(catalog: Catalog) -> None:
    for name in CALCULATORS:
        answer = run(name, {}, catalog)
        if answer.timetable is None:
            with pytest.raises(ValueError, match=r"has no dates to write as ics\. Choose one of: text, json"):
                render.write(answer, "ics", catalog)


def test_both_drawings_are_sound_and_say_what_they_show(report: Report) -> None:
    assert report.timetable is not None
    drawings = ET.fromstring(gantt.to_html(report.timetable, "x")).findall("{http://www.w3.org/2000/svg}svg")
    assert [drawing.attrib["class"] for drawing in drawings] == ["hb-wide", "hb-narrow"]
    for drawing in drawings:
        name, described = (drawing.attrib[f"aria-{way}by"] for way in ("labelled", "described"))
        ids = [item.attrib["id"] for item in drawing.iter() if "id" in item.attrib]
        assert {name, described} <= set(ids)
        assert len(ids) == len(set(ids))
        bars = [item for item in drawing.iter() if "hb-gantt-bar" in item.attrib.get("class", "")]
        told = [next(iter(item)).text or "" for item in bars]
        for bar, words in zip(report.timetable.bars, told, strict=True):
            assert words.startswith(bar.name) and bar.start.date().isoformat() in words
        critical = [item for item in bars if "hb-gantt-critical" in item.attrib["class"] and item.tag.endswith("rect")]
        # Not by its colour alone: each has stripes on it.
        stripes = [item for item in drawing.iter() if item.attrib.get("class") == "hb-gantt-pattern"]
        assert len(stripes) == len(critical) > 0
        off = {
            words.text for item in drawing.iter() if "hb-gantt-off" in item.attrib.get("class", "") for words in item
        }
        assert "2027-03-26: Good Friday" in off
        # Who works on a task stands at its name.
        assert [item.text for item in drawing.iter() if item.text and item.text.endswith("x")]
        whole = float(drawing.attrib["width"])
        for item in drawing.iter():
            if "width" in item.attrib and item.tag.endswith("rect"):
                assert 0 < float(item.attrib["width"]) <= whole - float(item.attrib["x"])


def test_a_phone_sees_the_days_of_every_task_at_its_name(report: Report) -> None:
    assert report.timetable is not None
    _, narrow = ET.fromstring(gantt.to_html(report.timetable, "x")).findall("{http://www.w3.org/2000/svg}svg")
    assert float(narrow.attrib["width"]) <= 330
    names = [" ".join(item.itertext()) for item in narrow.iter() if "hb-gantt-name" in item.attrib.get("class", "")]
    for bar, words in zip(report.timetable.bars, names, strict=True):
        assert bar.name[:40] in words and bar.start.date().isoformat() in words and bar.last_day.isoformat() in words


@pytest.mark.parametrize("days", [1, 40, 400, 3000])
def test_a_plan_of_any_length_is_drawn_within_its_frame(days: int, catalog: Catalog) -> None:
    found = run("plan", {"tasks": f"a; A; {days} days elapsed\nb; B; 1 day; a"}, catalog).timetable
    assert found is not None
    html = gantt.to_html(found, "x")
    for drawing in re.findall(r"<svg.*?</svg>", html):
        dates = re.findall(r'class="hb-gantt-date" x="([\d.]+)"[^>]*>([\d-]+)<', drawing)
        assert 1 <= len(dates) <= 12
        places = [float(x) for x, _ in dates]
        assert all(later - place >= 70 for place, later in pairwise(places))
        days_shown = [datetime.date.fromisoformat(day) for _, day in dates]
        assert days_shown == sorted(days_shown)

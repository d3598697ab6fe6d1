"""Timetables for Microsoft Project and programs that open its XML: the schema of Project 2007, mspdi_pj12.xsd.

Source: Microsoft, Project XML Data Interchange Schema, the elements of Project, Calendar and Task with their order.
"""

import datetime
import re
from collections.abc import Iterator
from html import escape

from calculators.answers.report import Bar, Report, Timetable

PROJECT_2007 = 12
SATURDAY_TO_SUNDAY = 6
FINISH_TO_START, START_TO_START = 1, 3
DAYS, DAYS_ELAPSED = 7, 8
START_NO_EARLIER = 4
MOST_LETTERS = 500
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_msproject(report: Report) -> str:
    """Return the timetable of a report as XML; a project without tasks where it has none."""
    table = report.timetable
    parts = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        '<Project xmlns="http://schemas.microsoft.com/project">',
    ]
    parts += [_element("SaveVersion", PROJECT_2007), _element("Title", report.title)]
    if table is not None and table.bars:
        parts += [
            _element("ScheduleFromStart", 1),
            _element("StartDate", _moment(min(bar.start for bar in table.bars))),
            _element("FinishDate", _moment(max(bar.end for bar in table.bars))),
            _element("CurrencyCode", "USD"),
            _element("CalendarUID", 1),
            _element("DefaultStartTime", _clock(table.opening)),
            _element("DefaultFinishTime", _clock(table.closing)),
            _element("MinutesPerDay", table.closing - table.opening),
            _element("MinutesPerWeek", (table.closing - table.opening) * len(table.week)),
            f"<Calendars>{''.join(_calendar(table))}</Calendars>",
            f"<Tasks>{''.join(_tasks(table))}</Tasks>",
        ]
    else:
        parts.append(_element("CurrencyCode", "USD"))
    return "\n".join((*parts, "</Project>")) + "\n"


def _calendar(table: Timetable) -> Iterator[str]:
    hours = (
        f"<WorkingTimes><WorkingTime>{_element('FromTime', _clock(table.opening))}"
        f"{_element('ToTime', _clock(table.closing))}</WorkingTime></WorkingTimes>"
    )
    yield f"<Calendar>{_element('UID', 1)}{_element('Name', 'Project')}{_element('IsBaseCalendar', 1)}<WeekDays>"
    for kind in range(1, 8):
        # 1 is Sunday there, 0 is Monday here.
        works = (kind + SATURDAY_TO_SUNDAY - 1) % 7 in table.week
        yield f"<WeekDay>{_element('DayType', kind)}{_element('DayWorking', int(works))}{hours * works}</WeekDay>"
    yield "</WeekDays>"
    exceptions = [(off.day, off.why, "") for off in table.off if not off.usual]
    exceptions += [(day, "A day that is worked", hours) for day in table.worked]
    if exceptions:
        yield "<Exceptions>"
        for day, why, times in sorted(exceptions):
            yield (
                f"<Exception>{_element('EnteredByOccurrences', 0)}<TimePeriod>"
                f"{_element('FromDate', f'{day}T00:00:00')}{_element('ToDate', f'{day}T23:59:00')}</TimePeriod>"
                f"{_element('Occurrences', 1)}{_element('Name', why)}{_element('Type', 1)}"
                f"{_element('DayWorking', int(bool(times)))}{times}</Exception>"
            )
        yield "</Exceptions>"
    yield "</Calendar>"


def _tasks(table: Timetable) -> Iterator[str]:
    number = {bar.id: place for place, bar in enumerate(table.bars, start=1)}
    for bar in table.bars:
        yield f"<Task>{''.join(_task(bar, number))}</Task>"


def _task(bar: Bar, number: dict[str, int]) -> Iterator[str]:
    length = f"PT{bar.minutes // 60}H{bar.minutes % 60}M0S"
    around = bar.elapsed and not bar.milestone
    yield _element("UID", number[bar.id]) + _element("ID", number[bar.id]) + _element("Name", bar.name)
    yield _element("Type", 1) + _element("IsNull", 0) + _element("OutlineNumber", number[bar.id])
    yield _element("OutlineLevel", 1) + _element("Start", _moment(bar.start)) + _element("Finish", _moment(bar.end))
    yield _element("Duration", length) + _element("DurationFormat", DAYS_ELAPSED if around else DAYS)
    yield _element("EffortDriven", 0) + _element("Estimated", int(bool(bar.note)))
    yield _element("Milestone", int(bar.milestone)) + _element("Summary", 0) + _element("Critical", int(bar.critical))
    if bar.ended:
        yield _element("PercentComplete", 100)
    if bar.begun:
        yield _element("ActualStart", _moment(bar.start))
    if bar.ended:
        yield _element("ActualFinish", _moment(bar.end))
    # The dates stay as they were worked out, and may move later with what is waited for.
    yield _element("ConstraintType", START_NO_EARLIER) + _element("ConstraintDate", _moment(bar.start))
    if bar.note:
        yield _element("Notes", bar.note)
    for follows in bar.follows:
        yield (
            f"<PredecessorLink>{_element('PredecessorUID', number[follows.bar])}"
            f"{_element('Type', FINISH_TO_START if follows.kind == 'finish' else START_TO_START)}"
            f"{_element('CrossProject', 0)}{_element('LinkLag', follows.minutes * 10)}"
            f"{_element('LagFormat', DAYS_ELAPSED if follows.elapsed else DAYS)}</PredecessorLink>"
        )
    if bar.planned_start and bar.planned_end:
        yield (
            f"<Baseline>{_element('Number', 0)}{_element('Start', f'{bar.planned_start}T00:00:00')}"
            f"{_element('Finish', f'{bar.planned_end}T23:59:00')}</Baseline>"
        )


def _element(name: str, value: object) -> str:
    words = _NO_XML.sub("", str(value))[:MOST_LETTERS]
    return f"<{name}>{escape(words, quote=False)}</{name}>"


def _moment(at: datetime.datetime) -> str:
    return at.isoformat(timespec="seconds")


def _clock(minute: int) -> str:
    # Midnight at the end of a day is written as that of its begin.
    return f"{minute // 60 % 24:02}:{minute % 60:02}:00"

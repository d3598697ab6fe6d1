"""Timetables as the source of a Gantt chart of Mermaid, with finished dates: it has nothing to work out."""

import datetime
import re

from calculators.answers.report import Bar, Report

# What ends a name there, or begins something else.
_SIGNS = re.compile(r"[:;#%`\"<>{}\\\s\x00-\x1f]+")


def to_mermaid(report: Report) -> str:
    """Return the timetable of a report as the source of a chart; one without tasks where it has none."""
    lines = ["gantt", f"    title {_plain(report.title)}", "    dateFormat YYYY-MM-DD HH:mm", "    axisFormat %Y-%m-%d"]
    if report.timetable is not None:
        lines += [f"    {_task(bar, place)}" for place, bar in enumerate(report.timetable.bars, start=1)]
    return "\n".join(lines) + "\n"


def _task(bar: Bar, place: int) -> str:
    if bar.elapsed and not bar.milestone:
        start, end = f"{bar.start:%Y-%m-%d %H:%M}", f"{bar.end:%Y-%m-%d %H:%M}"
    else:
        start = f"{bar.start:%Y-%m-%d} 00:00"
        end = "0d" if bar.milestone else f"{bar.last_day + datetime.timedelta(days=1):%Y-%m-%d} 00:00"
    marks = [*(["milestone"] if bar.milestone else []), *(["done"] if bar.ended else [])]
    marks += ["crit"] if bar.critical else []
    return f"{_plain(bar.name)} :{', '.join((*marks, f't{place}', start, end))}"


def _plain(words: str) -> str:
    return _SIGNS.sub(" ", words).strip() or "Task"

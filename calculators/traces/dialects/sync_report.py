"""The product's own report of synchronisations: what each task of a host sent, and when."""

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from calculators.answers import wording
from calculators.replication.units import DAY, HOUR, MINUTE, rate_to_mbps
from calculators.traces.amounts import Unit, unit_in, unit_named
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found, listed
from calculators.traces.layout import splitter
from calculators.traces.model import LeftOut, Notebook, shown
from calculators.traces.numbers import read_numbers
from calculators.traces.product import CHANGE, DONE, FAILED, FULL, RUNNING, TASKS, Head
from calculators.traces.product import head as head_of
from calculators.traces.times import EPOCH, read_times

TITLE = "Host Sync Data Detailed Report"
_COLUMNS = {
    **TASKS,
    "mode": ("sync mode", "同步模式"),
    "size": ("synced size", "已同步的数据大小", "已同步数据大小"),
}
_NEEDED = ("host", "start", "end", "mode", "size")
_SUMMARY = ("sync size", "sync count")
PART = 1.5
"""A host has tasks in a part of the record only where so many of its intervals lack at an end."""
FEW = 3
"""With fewer intervals of its own a host is compared with all hosts."""
FRACTION = 80
"""The binary places of rates that are added and taken away again, so that the sum stays exact."""


def recognise(document: Document) -> Claim:
    """Return whether a head has the columns of the report, or of its summaries."""
    head = document.start[:20_000].casefold()
    if not any(name in head for name in (*_COLUMNS["size"], *_SUMMARY)):
        return Claim.NO
    return Claim.SURE if _head(head.split("\n")) is not None else Claim.NO


def _head(lines: Iterable[str]) -> Head | None:
    return head_of(lines, _COLUMNS, _NEEDED, _SUMMARY)


@dataclass(slots=True, kw_only=True)
class _Task:
    """A synchronisation of a host that came to its end."""

    line: int
    start: float
    end: float
    size: float
    """In the unit of the report."""
    change: bool
    """Whether it is incremental: a full copy is not change."""
    after_failed: bool = False
    """Whether a task failed between the one before and this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """What changed on a host between the starts of two tasks."""

    line: int
    begin: float
    end: float
    size: float
    explained: bool
    """Whether the text shows why there may be more time than usual between the two."""


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what changed on all hosts together between the starts of their tasks."""
    lines = document.lines(notebook)
    head = _head(lines)
    if head is None or "start" not in head.places:
        notebook.problem(
            "summary",
            f"This summary counts synchronisations and has no time for each of them. Export the {TITLE}.",
        )
        return None
    tasks, local = _tasks(_rows(lines, head, notebook), head, notebook)
    spans = {host: _spans(own) for host, own in tasks.items()}
    without = [host for host, own in spans.items() if not own]
    spans = {host: own for host, own in spans.items() if own}
    if not spans:
        notebook.problem(
            "no change",
            "No host has an incremental synchronisation that came to its end after another one: nothing tells what "
            "changed between two.",
        )
        return None
    unit = unit_in(head.names[head.places["size"]])
    if unit is not None and unit.name == "GB":
        unit = unit_named("GiB")
        notebook.warning(
            "gb",
            "A GB of the report is read as 1024 x 1024 x 1024 bytes, as the documentation's example of the RPO counts.",
        )
    notebook.warning(
        "rate",
        "Average Sync Rate is headed Mbps/s, and what that means is not published: it is not used. What a task sent is "
        "spread evenly over the time since the start of the task before.",
    )
    found = Found(
        format=f"{TITLE}, Synced Size of incremental tasks, "
        + (f"sum of {len(spans)} hosts" if len(spans) > 1 else next(iter(spans))),
        unit=unit,
        lines=array("l"),
        values=[[]],
        time_column="Start Time",
        value_columns=("Synced Size",),
        columns=("Synced Size",),
        at_end=True,
        whole=True,
        host=next(iter(spans)) if len(spans) == 1 else "",
        added=tuple(spans) if len(spans) > 1 else (),
        left_out=_full_copies(tasks),
        doubts=[*_parts(spans), *_missing(spans)],
    )
    if without:
        found.doubts.append(f"There is no change of {listed(without)}: no incremental task follows another one there.")
    if unit is not None:
        found.measured = _measured(tasks, unit)
    _add_up(spans, found, "" if local else " UTC")
    if not found.lines:
        notebook.problem("no span", f"There is no time at which all hosts are known: {listed(spans)}.")
        return None
    return found


def _rows(lines: Sequence[str], head: Head, notebook: Notebook) -> list[tuple[int, dict[str, str]]]:
    """Return the lines of tasks by column, with their numbers."""
    fields = splitter(head.delimiter)
    rows = []
    for number, line in enumerate(lines[head.line :], head.line + 1):
        row = fields(line)
        if not any(row) or row == list(head.names):
            continue
        # Details stand last, and may have the separator in them; sheets leave out what is empty at the end.
        cut = number == len(lines) and not line.endswith("\n") and len(row) < len(head.names)
        if cut or len(row) <= max(head.places.values()):
            notebook.problem(
                "short", f"The line has {len(row)} columns; {len(head.names)} are needed. It is left out.", line=number
            )
            continue
        rows.append((number, {key: row[place] for key, place in head.places.items()}))
    return rows


def _tasks(
    rows: Sequence[tuple[int, dict[str, str]]], head: Head, notebook: Notebook
) -> tuple[dict[str, list[_Task]], bool]:
    """Return the tasks of each host that came to their end, by their start; and whether times have no zone."""
    failed = [row for _, row in rows if _is_failed(row)]
    done = [(number, row) for number, row in rows if _ended(number, row, notebook)]
    if not done:
        return {}, True
    numbers = [number for number, _ in done]
    moments = {
        key: read_times(
            [row[key] for _, row in done],
            numbers,
            offset_minutes=0,
            column=head.names[head.places[key]],
            notebook=notebook,
        )
        for key in ("start", "end")
    }
    sizes = read_numbers(
        [row["size"] for _, row in done],
        numbers,
        comma_separates=head.delimiter == ",",
        column=head.names[head.places["size"]],
        notebook=notebook,
    )
    addresses: dict[str, set[str]] = {}
    for _, row in done:
        addresses.setdefault(row["host"], set()).add(row.get("address", ""))
    hosts: dict[str, dict[float, _Task]] = {}
    for place, (number, row) in enumerate(done):
        start, end, size = moments["start"].times[place], moments["end"].times[place], sizes[place]
        if any(map(math.isnan, (start, end, size))):
            continue
        if end < start:
            notebook.problem("end", "The task ends before it starts. The line is left out.", line=number)
            continue
        host = row["host"] if len(addresses[row["host"]]) == 1 else f"{row['host']} {row.get('address', '')}"
        task = _Task(line=number, start=start, end=end, size=size, change=CHANGE.search(row["mode"]) is not None)
        before = hosts.setdefault(host, {}).setdefault(start, task)
        if before is not task:
            notebook.problem("double", "A host has two tasks with one start. The larger one counts.", line=number)
            hosts[host][start] = max(before, task, key=lambda each: each.size)
    tasks = {host: [own[start] for start in sorted(own)] for host, own in hosts.items()}
    _mark_after_failed(tasks, failed)
    return tasks, moments["start"].local


def _states(row: dict[str, str]) -> list[str]:
    return [row.get(key, "") for key in ("task", "status")]


def _is_failed(row: dict[str, str]) -> bool:
    return any(map(FAILED.search, _states(row)))


def _mark_after_failed(tasks: dict[str, list[_Task]], failed: Sequence[dict[str, str]]) -> None:
    """Mark the tasks before which one failed."""
    if not failed:
        return
    times = read_times(
        [row["start"] for row in failed], range(len(failed)), offset_minutes=0, column="", notebook=Notebook()
    ).times
    for row, time in zip(failed, times, strict=True):
        for host, own in tasks.items():
            if host.startswith(row["host"]):
                task = next((task for task in own if task.start > time), None)
                if task is not None:
                    task.after_failed = True


def _ended(number: int, row: dict[str, str], notebook: Notebook) -> bool:
    """Return whether a task came to its end; say so where it did not, or where that or its mode is not known."""
    states = _states(row)
    size = row["size"].strip("0., -")
    if _is_failed(row):
        told = " What they sent may not be sent again: more may have changed than is read."
        notebook.add(
            "problem" if size else "warning",
            "failed",
            f"Tasks that failed are left out; the next one sends their change, too.{told if size else ''}",
            line=number,
        )
        return False
    if any(map(RUNNING.search, states)) or not row["end"].strip(" -"):
        notebook.warning("running", "Tasks that have not ended are left out.", line=number)
        return False
    if not any(map(DONE.search, states)):
        notebook.problem(
            "state", f"{shown(' '.join(filter(None, states)))} is no state that is known. The task counts.", line=number
        )
    if not FULL.search(row["mode"]) and not CHANGE.search(row["mode"]):
        notebook.problem("mode", f"{shown(row['mode'])} is neither full nor incremental.", line=number)
    return True


def _spans(tasks: Sequence[_Task]) -> list[_Span]:
    """Return what changed between the start of each incremental task and that of the task before."""
    return [
        _Span(line=task.line, begin=before.start, end=task.start, size=task.size, explained=task.after_failed)
        for before, task in pairwise(tasks)
        if task.change
    ]


def _add_up(spans: dict[str, list[_Span]], found: Found, zone: str) -> None:
    """Put the sums over hosts into what was found: an interval from each start of a task to the next of any host."""
    changes: dict[float, list[int]] = {}
    lines: dict[float, int] = {}
    for own in spans.values():
        for span in own:
            rate = int(math.ldexp(span.size / (span.end - span.begin), FRACTION))
            for time, sign in ((span.begin, 1), (span.end, -1)):
                change = changes.setdefault(time, [0, 0])
                change[0] += sign * rate
                change[1] += sign
            lines.setdefault(span.end, span.line)
    numbers = array("l")
    rate = known = 0
    line = min(lines.values())
    for begin, end in pairwise(sorted(changes)):
        rate += changes[begin][0]
        known += changes[begin][1]
        line = lines.get(end, line)
        if known == len(spans):
            found.begins.append(_written(begin, zone))
            found.times.append(_written(end, zone))
            found.values[0].append(repr(math.ldexp(rate, -FRACTION) * (end - begin)))
            numbers.append(line)
    found.lines = numbers


def _written(time: float, zone: str) -> str:
    """Return a time as text, to be read again in the zone of the reader where the report has none."""
    days, rest = divmod(time, DAY)
    day = date.fromordinal(EPOCH + int(days))
    # The module datetime asks for the zone of the machine, which is none in the browser's Python.
    return f"{day} {int(rest // HOUR):02}:{int(rest % HOUR // MINUTE):02}:{rest % MINUTE:09.6f}{zone}"


def _full_copies(tasks: dict[str, list[_Task]]) -> tuple[LeftOut, ...]:
    full = sum(not task.change for own in tasks.values() for task in own)
    name = f"full synchronisation{'s' if full > 1 else ''} ({full})"
    return (LeftOut(name=name, reason="a full copy is not change"),) if full else ()


def _parts(spans: dict[str, list[_Span]]) -> list[str]:
    """Return why hosts are doubtful that have tasks in a part of the record only."""
    first = min(own[0].begin for own in spans.values())
    last = max(own[-1].end for own in spans.values())
    partly = []
    for host, own in spans.items():
        usual = sorted(span.end - span.begin for span in own)[len(own) // 2]
        if own[0].begin - first > PART * usual or last - own[-1].end > PART * usual:
            partly.append(host)
    if not partly:
        return []
    return [f"A part of the record only has {listed(partly)}. Only the time that all hosts share is read."]


def _missing(spans: dict[str, list[_Span]]) -> list[str]:
    """Return why hosts are doubtful that have more time than usual between two tasks: one may lack, with its data."""
    every = sorted(span.end - span.begin for own in spans.values() for span in own)
    lacking = []
    for host, own in spans.items():
        steps = sorted(span.end - span.begin for span in own)
        usual = steps[(len(steps) - 1) // 2] if len(steps) >= FEW else every[(len(every) - 1) // 2]
        if any(not span.explained and span.end - span.begin > PART * usual for span in own):
            lacking.append(host)
    if not lacking:
        return []
    return [
        f"Between two tasks of {listed(lacking)} lies more time than usual. If a task lacks there, more changed than "
        "is read."
    ]


def _measured(tasks: dict[str, list[_Task]], unit: Unit) -> tuple[str, ...]:
    """Return what the tasks show of transfers and of the age of what can be restored."""
    ages = [(after.end - before.start, host) for host, own in tasks.items() for before, after in pairwise(own)]
    rates = [
        rate_to_mbps(task.size * unit.size / (task.end - task.start))
        for own in tasks.values()
        for task in own
        if task.size and task.end > task.start
    ]
    told = []
    if ages:
        age, host = max(ages)
        told.append(f"longest age of what can be restored {wording.duration(age)} ({host}), since a task's start")
    if rates:
        told.append(
            f"transfers of {wording.mbps(min(rates))} to {wording.mbps(max(rates))}, size over time with preparation"
        )
    return tuple(told)

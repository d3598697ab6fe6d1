"""Tasks in the product's own reports: of which host, from when to when, and how they ended."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from calculators.traces.layout import splitter
from calculators.traces.model import Notebook, shown
from calculators.traces.product import DONE, FAILED, FULL, RUNNING, TASKS, Head, Names, head
from calculators.traces.times import read_times

MOST_NAMED = 5
"""How many hosts a sentence names."""


type Row = tuple[int, str, dict[str, str]]
"""Number of its line, name of its host, and its cells."""


class UnreadError(ValueError):
    """Raised with the sentence that says why a report cannot be judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task that came to its end."""

    host: str
    start: float
    end: float
    """Both in seconds since 1970."""
    full: bool
    """Whether it copied everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """What a report says."""

    done: dict[str, tuple[Task, ...]]
    """Tasks of each host that ended well, by their start."""
    failed: dict[str, int]
    """How many failed, by host."""
    running: dict[str, int]
    """How many have not ended, by host."""
    until: float
    """The last moment of which the report tells, also by a task that failed or still runs, in seconds since 1970."""


def report_head(text: str, names: Names, needed: Sequence[str]) -> Head | None:
    """Return the head of a report in the first lines of a text; None where there is none."""
    return head(text[:20_000].split("\n"), {**TASKS, **names}, (*needed, "host", "start", "end"))


def read_tasks(text: str, found: Head | None) -> Tasks:
    """Return the tasks below a head. Raises UnreadError without one, and where a line cannot be read for sure."""
    if found is None:
        raise UnreadError("The head of the report, with its columns, is missing. Paste all of it.")
    rows = _rows(text, found)
    failed: dict[str, int] = {}
    running: dict[str, int] = {}
    done: list[Row] = []
    rest: list[Row] = []
    addresses: dict[str, set[str]] = {}
    for _, row in rows:
        addresses.setdefault(row["host"], set()).add(row.get("address", ""))
    for number, row in rows:
        several = len(addresses[row["host"]]) > 1
        name = f"{row['host']} {row.get('address', '')}" if several else row["host"]
        states = [row.get("task", ""), row.get("status", "")]
        if any(map(FAILED.search, states)):
            failed[name] = failed.get(name, 0) + 1
            rest.append((number, name, row))
        elif any(map(RUNNING.search, states)) or not row["end"].strip(" -"):
            running[name] = running.get(name, 0) + 1
            rest.append((number, name, row))
        elif any(map(DONE.search, states)):
            done.append((number, name, row))
        else:
            state = " ".join(filter(None, states))
            raise UnreadError(f"Line {number}: {shown(state)} is no state that is known: did the task end well?")
    at = _moments([*done, *rest])
    ended = {
        host: tuple(sorted(own, key=lambda task: (task.start, task.end))) for host, own in _timed(done, at).items()
    }
    return Tasks(done=ended, failed=failed, running=running, until=max(at.values(), default=0.0))


def _rows(text: str, found: Head) -> list[tuple[int, dict[str, str]]]:
    fields = splitter(found.delimiter)
    rows = []
    for number, line in enumerate(text.split("\n")[found.line :], found.line + 1):
        cells = fields(line)
        if not any(cells) or cells == list(found.names):
            continue
        if "host name" in cells[0].casefold() or cells[0] == found.names[0]:
            raise UnreadError(f"A second report begins at line {number}. Paste one at a time.")
        if len(cells) <= max(found.places.values()):
            raise UnreadError(f"Line {number} has {len(cells)} columns of {len(found.names)}: the report is cut.")
        rows.append((number, {key: cells[place] for key, place in found.places.items()}))
    if not rows:
        raise UnreadError("There is no task below the head of the report. Export it for a longer time range.")
    return rows


def _moments(rows: Sequence[Row]) -> dict[tuple[int, str], float]:
    """Return each time by its line and column, in seconds; one that was not filled in is left out."""
    # Both columns have one style, and the earliest day of a report may tell it for both.
    cells = {(number, key): row[key] for number, _, row in rows for key in ("start", "end") if row[key].strip(" -")}
    if not cells:
        return {}
    notebook = Notebook()
    lines = [number for number, _ in cells]
    times = read_times([*cells.values()], lines, offset_minutes=0, column="Start Time", notebook=notebook).times
    if any(map(math.isnan, times)) or any(note.level == "problem" for note in notebook.notes()):
        told = next((note.message for note in notebook.notes() if note.level == "problem"), "A time cannot be read.")
        raise UnreadError(f"The times of the report are not sure: {told}")
    return dict(zip(cells, times, strict=True))


def _timed(done: Sequence[Row], at: Mapping[tuple[int, str], float]) -> dict[str, tuple[Task, ...]]:
    hosts: dict[str, list[Task]] = {}
    for number, name, row in done:
        if (number, "start") not in at:
            raise UnreadError(f"Line {number}: the task has no start.")
        start, end = at[number, "start"], at[number, "end"]
        if end < start:
            raise UnreadError(f"Line {number}: the task ends before it starts.")
        full = FULL.search(row.get("mode", "")) is not None
        hosts.setdefault(name, []).append(Task(host=name, start=start, end=end, full=full))
    return {host: tuple(sorted(own, key=lambda task: (task.start, task.end))) for host, own in hosts.items()}


def named(hosts: Sequence[str]) -> str:
    """Return names of hosts in a sentence."""
    more = f" and {len(hosts) - MOST_NAMED} more" if len(hosts) > MOST_NAMED else ""
    return f"{', '.join(hosts[:MOST_NAMED])}{more}"

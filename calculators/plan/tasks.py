"""Tasks as a reader types them: a table with a line a task."""

import datetime
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from calculators.answers.columns import COMMENTS, Row, cells_of, rows
from calculators.answers.inputs import InputError, InputProblem
from calculators.plan.workdays import DAY, HOUR
from calculators.records.repeated import repeated
from calculators.replication.hours import FIRST_YEAR, LAST_YEAR
from calculators.replication.quantities import read_number, seen

type Kind = Literal["work", "elapsed", "sync", "hosts"]
type Link = Literal["finish", "start"]

FIELD = "tasks"
TITLES: Mapping[str, str] = {
    "id": r"id|key|no\.?|task id|编号",
    "name": r"name|tasks?|activity|what|任务|名称",
    "takes": r"days|takes|duration|time|how long|工期|天数",
    "after": r"after|predecessors?|depends on|waits for|前置任务",
    "track": r"track|resource|who|owner|team|负责人",
    "people": r"people|persons|人数",
    "not_before": r"not before|earliest|earliest start",
    "planned_start": r"planned start|baseline start",
    "planned_end": r"planned (?:end|finish)|baseline (?:end|finish)",
    "actual_start": r"actual start|started",
    "actual_end": r"actual (?:end|finish)|finished|ended",
}
"""What a header calls each column; in lower case."""
COLUMNS = tuple(TITLES)
"""The order of the columns without a header."""
DATES = ("not_before", "planned_start", "planned_end", "actual_start", "actual_end")
MOST_TASKS = 200
MOST_DAYS = 3650
MOST_PEOPLE = 10_000
MOST_TOLD = 3
"""How many wrong lines a message names; the others are counted."""
EXAMPLE = "drill; Drill; 3 days; sync"

_ID = re.compile(r"[^\W_][\w-]*")
_AMOUNT = re.compile(r"(?P<number>[^a-z]*[\d])\s*(?P<unit>[a-z ]*)", re.IGNORECASE)
_WORK_DAYS = re.compile(r"|d|days?|working days?|work days?", re.IGNORECASE)
_WORK_HOURS = re.compile(r"h|hours?|working hours?", re.IGNORECASE)
_CHINESE = (
    *(("个工作日", "days"), ("工作日", "days"), ("天", "days")),
    *(("个小时", "h"), ("小时", "h"), ("昼夜连续", "elapsed"), ("连续", "elapsed")),
)
"""What a table in Chinese has for the words of a length, as answers in Chinese write it, too."""
_ELAPSED = re.compile(r"(?P<unit>d|days?|h|hours?) (?:elapsed|around the clock)|e(?P<short>[dh])", re.IGNORECASE)
_LINK = re.compile(
    r"(?P<task>[^\W_][\w-]*)(?:\s+(?P<kind>fs|ss))?(?:\s*(?P<sign>[+\u2212-])\s*(?P<lag>\S.*))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long something takes."""

    kind: Kind
    """Working time, time around the clock, the first synchronisation, or the hosts at so many a day."""
    days: float = 0.0
    """Days of the working time or around the clock."""
    hours: float = 0.0
    """Hours of the same."""

    def minutes(self, day: int) -> int:
        """Return the minutes of working time or of time around the clock, with `day` minutes in a day of it."""
        return math.ceil(self.days * (day if self.kind == "work" else DAY) + self.hours * HOUR - 1e-6)


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """What a task waits for."""

    task: str
    """Id of the other task."""
    kind: Link = "finish"
    """Whether it waits for its end or for its start."""
    lag: Length = Length(kind="work")
    """How long it waits after that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task."""

    id: str
    """Name by which others wait for it."""
    name: str
    """What is done."""
    takes: Length
    """How long it takes."""
    after: tuple[After, ...]
    """What it waits for."""
    track: str
    """Whose people do it; empty where nobody says."""
    people: int
    """How many of them it needs."""
    not_before: datetime.date | None = None
    """Day before which it does not begin."""
    planned_start: datetime.date | None = None
    """Start of the baseline."""
    planned_end: datetime.date | None = None
    """End of the baseline."""
    actual_start: datetime.date | None = None
    """Day on which it began."""
    actual_end: datetime.date | None = None
    """Day on which it ended."""
    assumed: str = ""
    """Why its time was assumed; empty where the reader gave it or it was worked out."""

    @property
    def milestone(self) -> bool:
        """Return whether it takes no time."""
        return self.takes.kind in ("work", "elapsed") and not self.takes.days and not self.takes.hours


class _CellError(ValueError):
    """Raised for a cell that cannot be read."""


@lru_cache(maxsize=8)
def read_tasks(text: str) -> tuple[Task, ...]:
    """Return the tasks in a text, in its order.

    A first line that names the columns says their order; without one it is that of `COLUMNS`. Raises InputError when a
    line cannot be used, an id stands twice, a task waits for one that is not there, or tasks wait for each other.
    """
    found: list[tuple[int, Task]] = []
    wrong: list[str] = []
    for row in _rows(text):
        try:
            found.append((row.line, _task(row)))
        except ValueError as error:
            wrong.append(f"line {row.line}, {error}")
    tasks = [task for _, task in found]
    if not wrong:
        wrong = [*_twice(found), *_missing(found)]
    if not wrong and not tasks:
        wrong = [f"no line names a task. Write a line such as '{EXAMPLE}'."]
    if not wrong and len(tasks) > MOST_TASKS:
        wrong = [f"there are {len(tasks)} tasks. Write at most {MOST_TASKS}."]
    if not wrong and (ring := cycle(tasks)):
        told = " waits for ".join(f"'{name}'" for name in (*ring, ring[0]))
        lines = {task.id: line for line, task in found}
        wrong = [f"line {min(lines[name] for name in ring)}: tasks wait for each other: {told}. Take one of these out."]
    if wrong:
        more = len(wrong) - MOST_TOLD
        told = " ".join(wrong[:MOST_TOLD]) + (f" {more} more lines cannot be used." if more > 0 else "")
        raise InputError([InputProblem(FIELD, told)])
    return tuple(tasks)


def _rows(text: str) -> tuple[Row, ...]:
    table = rows(text, TITLES, ("id", "name"))
    if table is not None:
        return table
    return tuple(
        Row(line=number, cells=dict(zip(COLUMNS, cells, strict=False)), longer=any(cells[len(COLUMNS) :]))
        for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1)
        if seen(line) and not line.lstrip().startswith(COMMENTS)
        for cells in (cells_of(line),)
    )


def _task(row: Row) -> Task:
    cells = row.cells
    if row.longer:
        raise _CellError("there are more cells than columns.")
    ident = cells.get("id", "") or _short(cells.get("name", ""))
    if not _ID.fullmatch(ident):
        raise _CellError(f"column id: '{repeated(ident)}' is no short name. Write letters, digits and hyphens.")
    takes = cells.get("takes", "")
    if not takes:
        raise _CellError("column takes: this is empty. Write days, such as 3 days; 0 days is a milestone.")
    length = _told("takes", takes, read_length)
    people = cells.get("people", "")
    dates = {name: _told(name.replace("_", " "), cells[name], read_day) for name in DATES if cells.get(name)}
    if "actual_end" in dates and "actual_start" not in dates:
        raise _CellError("column actual end: a task that ended needs an actual start too.")
    for first, last in (("planned_start", "planned_end"), ("actual_start", "actual_end")):
        if first in dates and last in dates and dates[last] < dates[first]:
            raise _CellError(f"column {last.replace('_', ' ')}: {dates[last]} lies before its start, {dates[first]}.")
    runs_alone = length.kind in ("elapsed", "sync")
    return Task(
        id=ident,
        name=repeated(cells.get("name", "")) or ident,
        takes=length,
        after=tuple(_told("after", cell.strip(), _after) for cell in cells.get("after", "").split(",") if cell.strip()),
        track=repeated(cells.get("track", "")),
        people=_told("people", people, _people) if people else 0 if runs_alone else 1,
        not_before=dates.get("not_before"),
        planned_start=dates.get("planned_start"),
        planned_end=dates.get("planned_end"),
        actual_start=dates.get("actual_start"),
        actual_end=dates.get("actual_end"),
    )


def _short(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")


def _told[Made](column: str, cell: str, read: Callable[[str], Made]) -> Made:
    try:
        made = read(cell)
    except _CellError:
        raise
    except ValueError as error:
        raise _CellError(f"column {column}: {error}") from None
    return made


def read_length(text: str) -> Length:
    """Return how long something takes: `3 days`, `4 h`, `36 h elapsed`, `sync` or `hosts`. Raises ValueError."""
    plain = seen(text)
    for word, english in _CHINESE:
        plain = plain.replace(word, f" {english}")
    plain = " ".join(plain.split())
    if plain.casefold() in ("sync", "hosts"):
        return Length(kind="sync" if plain.casefold() == "sync" else "hosts")
    found = _AMOUNT.fullmatch(plain)
    if not found:
        raise ValueError(f"'{repeated(text)}' is no time. Write 3 days, 4 h, 36 h elapsed, sync or hosts.")
    amount, unit = read_number(found["number"].strip()), found["unit"].strip()
    if amount < 0:
        raise ValueError(f"{repeated(text)} is below 0. Write 0 days for a milestone, or more.")
    elapsed = _ELAPSED.fullmatch(unit)
    letter = (elapsed["unit"] or elapsed["short"])[0].casefold() if elapsed else ""
    if elapsed:
        length = Length(kind="elapsed", **{"days" if letter == "d" else "hours": amount})
    elif _WORK_DAYS.fullmatch(unit):
        length = Length(kind="work", days=amount)
    elif _WORK_HOURS.fullmatch(unit):
        length = Length(kind="work", hours=amount)
    else:
        raise ValueError(f"'{repeated(unit)}' is no unit here. Write days, h, days elapsed or h elapsed.")
    if not math.isfinite(amount) or length.minutes(DAY) > MOST_DAYS * DAY:
        raise ValueError(f"{repeated(text)} is out of range. Write at most {MOST_DAYS} days.")
    return length


def read_day(text: str) -> datetime.date:
    """Return the date that a text is, such as 2027-03-19. Raises ValueError with what is allowed."""
    plain = seen(text)
    try:
        day = datetime.date.fromisoformat(plain)
    except ValueError:
        raise ValueError(f"'{repeated(text)}' is no date. Write it as 2027-03-19.") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the year {day.year:04} is out of range. Write a day from {FIRST_YEAR} to {LAST_YEAR}.")
    return day


def _people(text: str) -> int:
    value = read_number(text)
    if value != int(value) or not 0 <= value <= MOST_PEOPLE:
        raise ValueError(f"'{repeated(text)}' is no number of people. Write a whole number up to {MOST_PEOPLE}.")
    return int(value)


def _after(text: str) -> After:
    found = _LINK.fullmatch(text)
    if not found:
        raise ValueError(f"'{repeated(text)}' names no task. Write its id, such as sync, sync SS or sync + 2 days.")
    if found["sign"] and found["sign"] != "+":
        raise ValueError(f"'{repeated(text)}': a task cannot begin before what it waits for has ended. Write + 2 days.")
    lag = read_length(found["lag"]) if found["lag"] else Length(kind="work")
    if lag.kind not in ("work", "elapsed"):
        raise ValueError(f"'{repeated(text)}': a wait is in days or hours. Write sync + 2 days.")
    return After(task=found["task"], kind="start" if (found["kind"] or "").casefold() == "ss" else "finish", lag=lag)


def _twice(found: list[tuple[int, Task]]) -> list[str]:
    first: dict[str, int] = {}
    wrong = []
    for line, task in found:
        if task.id in first:
            wrong.append(f"line {line}, column id: '{repeated(task.id)}' stands in line {first[task.id]} already.")
        first.setdefault(task.id, line)
    return wrong


def _missing(found: list[tuple[int, Task]]) -> list[str]:
    known = {task.id for _, task in found}
    return [
        f"line {line}, column after: there is no task '{repeated(after.task)}'. Allowed: {', '.join(sorted(known))}."
        for line, task in found
        for after in task.after
        if after.task not in known
    ]


def cycle(tasks: list[Task] | tuple[Task, ...]) -> tuple[str, ...]:
    """Return the ids of tasks that wait for each other in a ring, each for the next one; nothing without a ring."""
    waits = {task.id: [after.task for after in task.after] for task in tasks}
    settled: set[str] = set()
    for root in waits:
        path: list[str] = []
        ahead = [iter([root])]
        while ahead:
            name = next(ahead[-1], None)
            if name is None:
                ahead.pop()
                if path:
                    settled.add(path.pop())
            elif name in path:
                return tuple(path[path.index(name) :])
            elif name not in settled:
                path.append(name)
                ahead.append(iter(waits[name]))
    return ()


def written(tasks: tuple[Task, ...]) -> str:
    """Return tasks as the text that `read_tasks` reads, with a header; columns of dates where there are some."""
    dates = [name for name in DATES if any(getattr(task, name) for task in tasks)]
    lines = [
        "; ".join(("id", "name", "takes", "after", "track", "people", *(name.replace("_", " ") for name in dates)))
    ]
    for task in tasks:
        cells = (task.id, task.name, spelled(task.takes), ", ".join(map(_spelled_after, task.after)), task.track)
        days = (str(getattr(task, name) or "") for name in dates)
        lines.append("; ".join((*(cell.replace(";", ",") for cell in cells), str(task.people), *days)))
    return "\n".join(lines)


def spelled(length: Length) -> str:
    """Return a time as it may be typed."""
    if length.kind in ("sync", "hosts"):
        return length.kind
    amount, unit = (length.hours, "h") if length.hours else (length.days, "day" if length.days == 1 else "days")
    return f"{amount:.12g} {unit}{' elapsed' if length.kind == 'elapsed' else ''}"


def _spelled_after(after: After) -> str:
    lag = f" + {spelled(after.lag)}" if after.lag.days or after.lag.hours else ""
    return f"{after.task}{' SS' if after.kind == 'start' else ''}{lag}"

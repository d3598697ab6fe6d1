"""What a dialect found in the text, and the choices that all dialects make."""

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from calculators.traces.amounts import Unit
from calculators.traces.devices import Devices, whole
from calculators.traces.model import Candidate, LeftOut, Notebook, Question, shown
from calculators.traces.times import Order

MOST_COLUMNS = 100
SHOWN_COLUMNS = 5
FIRST_VALUES = 3
EVERY = "*"
"""What asks for all columns that a question offers."""

BOTH = "reads and writes are one number here. That is an upper bound of what was written"


class Unclear(Exception):  # noqa: N818 - no error: the text asks something back
    """Raised by a dialect that needs to be told something."""

    def __init__(self, question: Question) -> None:
        """Keep the question."""
        super().__init__(question.text)
        self.question = question


@dataclass(slots=True, kw_only=True)
class Found:
    """Cells of times and values, not yet read."""

    format: str
    """What it is, in words."""
    unit: Unit | None
    """None where nothing names it."""
    lines: Sequence[int]
    times: list[str] = field(default_factory=list)
    """Empty when there are intervals only."""
    values: list[list[str]]
    """One list for each column; their sum counts."""
    blocks: Sequence[int] = ()
    """Which report each line belongs to, where their heads tell them apart; those of one are summed. Else empty."""
    labels: list[str] = field(default_factory=list)
    """What each line is about, such as a device; those of one time are summed. Empty when each time stands once."""
    time_column: str = ""
    value_columns: tuple[str, ...]
    columns: tuple[str, ...]
    at_end: bool = False
    interval: float | None = None
    order: Order | None = None
    offset_minutes: int | None = None
    """The zone that the file states, in minutes ahead of UTC."""
    midnights: "array[int] | None" = None
    """For each line the midnights since its date, where a date stands only at the top."""
    comma_separates: bool = False
    begins: list[str] = field(default_factory=list)
    """Times at which an interval begins that no value ends at, such as that of a report since boot."""
    begin_midnights: "array[int] | None" = None
    host: str = ""
    added: tuple[str, ...] = ()
    """The devices that count; the value columns where it is empty."""
    left_out: tuple[LeftOut, ...] = ()
    doubts: list[str] = field(default_factory=list)
    idle: bool = False
    """Whether a device that a report does not name wrote nothing then, by the ways of the program."""
    perhaps_idle: bool = False
    """Whether that may be: an option of the program leaves out idle devices."""
    cumulative: bool = False
    """Whether values only rise, and what was written is their difference."""
    whole: bool = False
    """Whether a value counts since the begin or the time before it however long ago that is; intervals then differ."""
    multiples: bool = False
    """Whether k, M, G behind a number are multiples of 1024 of the unit."""
    restarts: int = 0
    measured: tuple[str, ...] = ()
    """What the text shows beside the change, such as the rate of transfers."""


def chosen(column: str | None, columns: Sequence[str], notebook: Notebook) -> str | None:
    """Return the column that was asked for; None when it was not or there is none of that name."""
    if column is None or not column.strip():
        return None
    wanted = column.strip().casefold()
    for name in columns:
        if name.casefold() == wanted:
            return name
    notebook.problem("column", f"There is no column {shown(column)}. Choose one of: {listed(columns)}.")
    return None


def several(column: str | None, columns: Sequence[str], notebook: Notebook) -> list[str]:
    """Return the columns that were asked for: one, several with `+` between them, or all with `*`; else none."""
    if column is None or not column.strip():
        return []
    if column.strip() == EVERY:
        return list(columns)
    known = {name.casefold(): name for name in columns}
    if column.strip().casefold() in known:
        return [known[column.strip().casefold()]]
    parts = [part.strip().casefold() for part in column.split(" + ")]
    if len(parts) > 1 and all(part in known for part in parts):
        return [known[part] for part in dict.fromkeys(parts)]
    one = chosen(column, columns, notebook)
    return [one] if one else []


def listed(names: Iterable[str]) -> str:
    """Return names for a message, the first few of them."""
    names = list(names)
    more = len(names) - SHOWN_COLUMNS
    text = ", ".join(shown(name, 80) for name in names[:SHOWN_COLUMNS])
    return f"{text} and {more} more" if more > 0 else text


def which_column(why: str, columns: Sequence[tuple[str, Sequence[str]]], *, together: bool = False) -> Unclear:
    """Return the question which of some columns, with their values, is the data written."""
    candidates = [
        Candidate(value=name, label=name[:80], first=tuple(cell[:24] for cell in values[:FIRST_VALUES]))
        for name, values in columns[:MOST_COLUMNS]
    ]
    if together and len(columns) > 1:
        candidates.insert(0, Candidate(value=EVERY, label=f"all {len(columns)} columns, added up"))
    return Unclear(
        Question(field="column", label="Choose the column of data written", text=why, candidates=tuple(candidates))
    )


def use_devices(names: Sequence[str], *, column: str | None, groups: Iterable[str], notebook: Notebook) -> Devices:
    """Return which devices count: those that were asked for, or all that add up."""
    wanted = several(column, names, notebook)
    if wanted:
        others = [name for name in names if name not in set(wanted)]
        return Devices(added=wanted, left_out=[LeftOut(name=name, reason="not chosen") for name in others])
    devices = whole(names, groups=groups)
    note_devices(devices, notebook)
    return devices


def note_devices(devices: Devices, notebook: Notebook) -> None:
    """Say which devices count and which do not, where that is not all."""
    if devices.left_out:
        notebook.warning(
            "devices",
            f"The disks {listed(devices.added)} are used. Left out, because what is written to them also reaches a "
            f"disk: {listed(left.name for left in devices.left_out)}. Choose one device if that is wrong.",
            column="DEV",
        )
    elif len(devices.added) > 1 and devices.doubts:
        notebook.warning(
            "devices",
            f"The devices {listed(devices.added)} are added up. Choose one if some of them lie on others.",
            column="DEV",
        )


_CTIME = re.compile(
    r"(?:[A-Z][a-z]{2} )?([A-Z][a-z]{2}) +(\d{1,2}) (\d{2}:\d{2}:\d{2})(?: ([AP]M))?(?: ([A-Z]{2,5}))? (\d{4})"
    r"|(?:[A-Z][a-z]{2},? )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}:\d{2}:\d{2})(?: ([AP]M))?(?: ([A-Z]{2,5}))?",
    re.ASCII,
)


def c_time(text: str) -> str:
    """Return a time as `date` prints it, `Tue Mar 12 09:00:00 CET 2024`, with the year in front; empty for another."""
    found = _CTIME.search(text[:200])
    if not found:
        return ""
    if found[1]:
        month, day, time, half, zone, year = found.groups()[:6]
    else:
        day, month, year, time, half, zone = found.groups()[6:]
    return " ".join(part for part in (f"{day}-{month}-{year}", time, half, zone) if part)

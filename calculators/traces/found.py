"""What a dialect found in the text, and the choices that all dialects make."""

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from calculators.traces.amounts import Unit
from calculators.traces.devices import Devices, whole
from calculators.traces.model import MOST_OF_A_COLUMN, Candidate, LeftOut, Notebook, Question, shown
from calculators.traces.selection import EVERY, selected
from calculators.traces.times import Order

MOST_COLUMNS = 100
SHOWN_COLUMNS = 5
MOST_OFFERED = 10
"""So many devices or columns are offered one by one; more are no choice for a person, and a name can be typed."""
FIRST_VALUES = 3
TWICE = "would be left out beside the others. The sum may count a write twice. That is an upper bound."
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
    unit_question: str = ""
    """What to ask then, where more is known than that nothing names it."""
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
    parts: tuple[str, ...] = ()
    """Devices or columns of data written that may be chosen one by one."""
    usual: tuple[str, ...] = ()
    """Those of them that count when nothing is chosen."""
    weights: dict[str, float] = field(default_factory=dict)
    """How much each of them has, in no unit: only to put the largest first. Empty where they are few."""
    first: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """First values of what may be chosen, where they are at hand."""
    labels_of: dict[str, str] = field(default_factory=dict)
    """Short words for what may be chosen under a long name."""
    others: tuple[str, ...] = ()
    """What else is data written and may be chosen in their place, such as another level."""
    unnamed: tuple[str, ...] = ()
    """Columns that may be chosen though nothing calls them data written."""
    own: tuple[str, ...] = ()
    """Those of them that were."""


def weighed(names: Sequence[str], cells: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Return how much each of many names has in cells, roughly; nothing where there are so few that all are offered."""
    if len(names) <= MOST_OFFERED:
        return {}
    weights = dict.fromkeys(names, 0.0)
    for name, value in cells:
        try:
            weights[name] += float(value.replace(",", "."))
        except ValueError:
            continue
    return weights


def chosen(column: str | None, columns: Sequence[str], notebook: Notebook) -> str | None:
    """Return the column that was asked for; None when it was not or there is none of that name."""
    if column is None or not column.strip():
        return None
    wanted = column.strip().casefold()
    for name in columns:
        if name.casefold() == wanted:
            return name
    refuse_column(column, columns, notebook)
    return None


def several(column: str | None, columns: Sequence[str], notebook: Notebook, *, every: Sequence[str] = ()) -> list[str]:
    """Return the columns that were asked for, in the form of `selected`; none where nothing was, or a wrong name.

    `every` is what counts when nothing is asked for; all of them where it is empty.
    """
    if column is None or not column.strip():
        return []
    found = selected(column, columns, every or columns)
    if found is None:
        refuse_column(column, columns, notebook)
    return found or []


def refuse_column(column: str, columns: Sequence[str], notebook: Notebook) -> None:
    """Say that a choice has a name that is not there, or leaves nothing."""
    notebook.problem("column", f"There is no column {shown(column)}. Choose one of: {listed(columns)}.")


def listed(names: Iterable[str]) -> str:
    """Return names for a message, the first few of them."""
    names = list(names)
    more = len(names) - SHOWN_COLUMNS
    text = ", ".join(shown(name, MOST_OF_A_COLUMN) for name in names[:SHOWN_COLUMNS])
    return f"{text} and {more} more" if more > 0 else text


def which_column(why: str, columns: Sequence[tuple[str, Sequence[str]]], *, together: bool = False) -> Unclear:
    """Return the question which of some columns, with their values, is the data written."""
    candidates = [
        Candidate(value=name, label=name[:MOST_OF_A_COLUMN], first=tuple(cell[:24] for cell in values[:FIRST_VALUES]))
        for name, values in columns[:MOST_COLUMNS]
    ]
    if together and len(columns) > 1:
        candidates.insert(0, Candidate(value=EVERY, label=f"all {len(columns)} columns, added up"))
    return Unclear(
        Question(field="column", label="Choose the column of data written", text=why, candidates=tuple(candidates))
    )


def use_devices(names: Sequence[str], *, column: str | None, groups: Iterable[str], notebook: Notebook) -> Devices:
    """Return which devices count: those that were asked for, or all that add up."""
    devices = whole(names, groups=groups)
    wanted = several(column, names, notebook, every=devices.added)
    if not wanted or set(wanted) == set(devices.added):
        note_devices(devices, notebook)
        return devices
    found = picked(names, wanted, usual=devices.added)
    twice = whole(wanted, groups=groups)
    found.doubts = twice.doubts
    if twice.left_out:
        found.doubts = [
            f"{listed(left.name for left in twice.left_out)} would be left out beside the others: "
            f"{twice.left_out[0].reason}. The sum may count a write twice. That is an upper bound."
        ]
    return found


def picked(names: Iterable[str], wanted: list[str], *, usual: Sequence[str]) -> Devices:
    """Return which devices count where a person chose them, or, with nothing wanted, those that usually do."""
    used = set(wanted or usual)
    return Devices(
        added=[name for name in dict.fromkeys(names) if name in used],
        left_out=[LeftOut(name=name, reason="not chosen") for name in dict.fromkeys(names) if name not in used],
        usual=tuple(usual),
    )


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

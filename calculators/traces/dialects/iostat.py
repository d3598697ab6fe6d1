"""Reports of iostat on Linux: all options, with and without times, several runs below each other."""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found, c_time, use_devices, weighed
from calculators.traces.layout import LONGEST_LINE, interval_in
from calculators.traces.model import Notebook
from calculators.traces.rows import begun_anew, gone
from calculators.traces.sysstat import HOST, SYSSTAT, is_idle
from calculators.traces.times import is_time

TITLE = "iostat"
_TIME = re.compile(r"^(?:Time|Uhrzeit|Heure|Hora|Ora|时间|時刻|Время)\s*:\s*(\S+(?: [AP]M)?)\s*$")
_SNAPSHOT = re.compile(r"^zzz \*+")
_LONGEST_STAMP = 5
MISSING = (
    "The only report of iostat is the average since the machine started, which is no record. "
    "Run it with an interval, such as: iostat -dxt 60 > trace.txt, for a week."
)


def recognise(document: Document) -> Claim:
    """Return whether there is a head of iostat with a column of data written, wherever it stands."""
    text = document.text
    if not document.holds("Device"):
        return Claim.NO
    at = text.find("Device")
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if end - start < LONGEST_LINE and _is_head(text[start:end]):
            return Claim.SURE
        at = text.find("Device", end)
    return Claim.NO


def _is_head(line: str) -> bool:
    names = line.split()
    if not names or ";" in line or "," in line:
        return False
    return (names[0].rstrip(":") == "Device" or names[-1].rstrip(":") == "Device") and any(
        name in SYSSTAT for name in names
    )


@dataclass(slots=True)
class _Reader:
    """Goes through the lines and keeps what the last head, date and time said."""

    notebook: Notebook
    times: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    lines: "array[int]" = field(default_factory=lambda: array("l"))
    blocks: "array[int]" = field(default_factory=lambda: array("l"))
    """The number of the head that each line stands below."""
    since_boot: set[int] = field(default_factory=set)
    """Numbers of the heads that begin a run."""
    column: str = ""
    names: list[str] = field(default_factory=list)
    hosts: dict[str, None] = field(default_factory=dict)
    groups: dict[str, None] = field(default_factory=dict)
    interval: float | None = None
    value_at: int = 0
    label_at: int = 0
    block: int = 0
    fresh: bool = True
    """Whether the next report is the first one of a run."""
    runs: int = 0
    snapshots: int = 0
    """How many lines of OSWatcher there are."""
    day: str = ""
    when: str = ""
    indented: bool = False
    idle_seen: bool = False
    heads: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Line and time of each head by its number."""

    def line(self, number: int, line: str) -> None:
        """Read one line."""
        tokens = line.split() if len(line) <= LONGEST_LINE else []
        if not tokens:
            return
        if tokens[0] == "Linux" and (match := HOST.match(line)):
            self.hosts[match["host"]] = None
            self.day, self.fresh, self.names = match["day"], True, []
            return
        if _SNAPSHOT.match(line):
            self.interval = interval_in(line) or self.interval
            self.when, self.names, self.snapshots = c_time(line), [], self.snapshots + 1
            return
        if found := _TIME.match(line):
            self.when, self.names = f"{self.day} {found[1]}".strip(), []
        elif _is_head(line):
            self._head(number, line, tokens)
        elif len(tokens) <= _LONGEST_STAMP and is_time(line.strip()):
            self.when, self.names = line.strip(), []
        elif tokens[0].startswith(("avg-cpu", "平均", "avg-cpu:")):
            self.names = []
        elif self.names:
            self._row(number, line, tokens)

    def _head(self, number: int, line: str, names: list[str]) -> None:
        self.names = names
        self.value_at = next(place for place, name in enumerate(names) if name in SYSSTAT)
        self.label_at = next(place for place, name in enumerate(names) if name.rstrip(":") == "Device")
        self.indented = line[:1].isspace()
        self.block += 1
        column = names[self.value_at]
        if self.column and self.column != column:
            self.notebook.problem(
                "columns change",
                f"The column changes from {self.column} to {column}: what follows is left out.",
                line=number,
            )
            self.names = []
            return
        self.column = column
        self.heads[self.block] = number, self.when

    def count_idle(self) -> bool:
        """Give the reports that name no device a value of 0, but for the last one; return whether there are any."""
        filled = set(self.blocks)
        empty = [block for block in self.heads if block not in filled and block != self.block]
        for block in empty:
            number, when = self.heads[block]
            self.times.append(when)
            self.labels.append(self.labels[0])
            self.values.append("0")
            self.lines.append(number)
            self.blocks.append(block)
        if empty:
            order = sorted(range(len(self.blocks)), key=self.blocks.__getitem__)
            self.times, self.labels, self.values = (
                [cells[place] for place in order] for cells in (self.times, self.labels, self.values)
            )
            self.lines, self.blocks = (
                array("l", (numbers[place] for place in order)) for numbers in (self.lines, self.blocks)
            )
        return bool(empty)

    def _row(self, number: int, line: str, tokens: list[str]) -> None:
        if len(tokens) != len(self.names):
            self.notebook.problem(
                "short",
                f"The line has {len(tokens)} values where the head has {len(self.names)} names. It is left out.",
                line=number,
            )
            return
        if self.fresh:
            self.since_boot.add(self.block)
            self.fresh = False
            self.runs += 1
        label = tokens[self.label_at]
        if self.label_at == 0 and line[:1] == " " and not self.indented:
            # Option -g shows a group indented below its devices.
            self.groups[label] = None
        value = tokens[self.value_at]
        if value[:1] == "0" and not self.idle_seen:
            self.idle_seen = is_idle(token for at, token in enumerate(tokens) if at != self.label_at)
        self.times.append(self.when)
        self.labels.append(label)
        self.values.append(value)
        self.lines.append(number)
        self.blocks.append(self.block)


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what reports of iostat hold; None when they are heads only, or averages since boot."""
    reader = _Reader(notebook=notebook)
    for number, line in enumerate(document.lines(notebook), 1):
        reader.line(number, line)
    if not reader.values:
        notebook.problem("no data", "There are heads of sar or iostat and no lines of data below them.")
        return None
    idle = reader.count_idle()
    if all(reader.times):
        anew = begun_anew(reader.times)
        reader.since_boot |= {block for time, block in zip(reader.times, reader.blocks, strict=True) if time in anew}
    boots = {
        time for time, block in zip(reader.times, reader.blocks, strict=True) if time and block in reader.since_boot
    }
    later = [
        place
        for place, block in enumerate(reader.blocks)
        if block not in reader.since_boot and reader.times[place] not in boots
    ]
    if not later:
        notebook.problem("since boot", MISSING)
        return None
    notebook.warning(
        "since boot",
        "The first report of iostat is the average since the machine started. It is left out.",
        line=next(
            (line for line, block in zip(reader.lines, reader.blocks, strict=True) if block in reader.since_boot), 1
        ),
        count=len(reader.since_boot),
    )
    names = tuple(dict.fromkeys(reader.labels))
    wanted = column if column and column.strip() != reader.column else None
    devices = use_devices(names, column=wanted, groups=reader.groups, notebook=notebook)
    used = set(devices.added)
    clocked = all(reader.times)
    begins = _begins(reader) if clocked else []
    if clocked and not _one_report_a_time(reader, later):
        later = _last_of_each_time(reader, later)
        note = notebook.warning if reader.snapshots else notebook.problem
        note("bursts", "Several reports have one time. The last of each is used.")
    keep = [place for place in later if reader.labels[place] in used]
    summed = f", sum of {len(used)} devices (column DEV)" if len(used) > 1 else f", device {next(iter(used))}"
    found = Found(
        format=f"iostat report, column {reader.column}{summed}",
        unit=SYSSTAT[reader.column],
        lines=array("l", (reader.lines[place] for place in keep)),
        values=[[reader.values[place] for place in keep]],
        labels=[reader.labels[place] for place in keep],
        time_column="time",
        value_columns=(reader.column,),
        columns=names,
        at_end=True,
        interval=reader.interval,
        host=", ".join(reader.hosts),
        parts=names,
        usual=devices.usual,
        weights=weighed(names, zip(reader.labels, reader.values, strict=True)),
        added=tuple(devices.added),
        left_out=tuple(devices.left_out),
        doubts=devices.doubts,
        perhaps_idle=not reader.idle_seen,
        multiples=True,
        restarts=max(0, reader.runs - 1),
    )
    if idle:
        found.doubts.append(
            "Some reports name no device. They count as idle, as with the option that leaves those out."
        )
    found.doubts += gone(devices.added, (reader.labels[place] for place in later))
    if len(reader.hosts) > 1:
        found.doubts.append(f"The text is about several machines: {found.host}.")
    if clocked:
        found.times = [reader.times[place] for place in keep]
        found.begins = begins
    else:
        # Reports without times are told apart by their heads.
        found.blocks = array("l", (reader.blocks[place] for place in keep))
        if any(reader.times):
            found.doubts.append("Some reports have a time and some have none: all count as following each other.")
    return found


def _begins(reader: _Reader) -> list[str]:
    """Return the times of the reports since boot: the next one counts from there."""
    return list(
        dict.fromkeys(
            time for time, block in zip(reader.times, reader.blocks, strict=True) if block in reader.since_boot
        )
    )


def _one_report_a_time(reader: _Reader, places: Sequence[int]) -> bool:
    seen: dict[str, int] = {}
    return all(seen.setdefault(reader.times[place], reader.blocks[place]) == reader.blocks[place] for place in places)


def _last_of_each_time(reader: _Reader, places: Sequence[int]) -> list[int]:
    last: dict[str, int] = {}
    for place in places:
        last[reader.times[place]] = reader.blocks[place]
    return [place for place in places if last[reader.times[place]] == reader.blocks[place]]

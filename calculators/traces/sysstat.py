"""Reports of sar and iostat."""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from calculators.replication.units import DAY
from calculators.traces.found import SYSSTAT, Found, chosen, whole_disks
from calculators.traces.layout import LONGEST_LINE
from calculators.traces.model import Notebook
from calculators.traces.times import is_time, time_of_day

SAR_D, SAR_B, IOSTAT = "sar -d", "sar -b", "iostat"
_CLOCK = re.compile(r"\d{2}:\d{2}:\d{2}", re.ASCII)
_HOST_DATE = re.compile(r"^Linux .*?\s(\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})(?:\s|$)")


def is_sysstat(lines: Sequence[str]) -> bool:
    """Return whether the text is a report of sar or iostat."""
    return any(_is_head(line.split()) for line in lines[:400] if len(line) < LONGEST_LINE and ";" not in line)


def _is_head(tokens: Sequence[str]) -> bool:
    device = any(token.rstrip(":") in ("DEV", "Device") for token in tokens)
    return any(token in SYSSTAT for token in tokens) and (device or "bwrtn/s" in tokens)


@dataclass(slots=True)
class _Report:
    """Lines of one kind of report, such as `sar -d`."""

    column: str
    times: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    midnights: "array[int]" = field(default_factory=lambda: array("l"))
    labels: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    lines: "array[int]" = field(default_factory=lambda: array("l"))
    blocks: "array[int]" = field(default_factory=lambda: array("l"))
    """The number of the head that each line stands below."""


@dataclass(slots=True)
class _Reader:
    """Goes through the lines and keeps what the last head, date and time said."""

    notebook: Notebook
    reports: dict[str, _Report] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    kind: str = ""
    value_at: int = 0
    label_at: int | None = None
    block: int = 0
    day: str = ""
    when: str = ""
    before: str = ""
    midnights: int = 0

    def line(self, number: int, line: str) -> None:
        """Read one line."""
        tokens = line.split() if len(line) <= LONGEST_LINE else []
        if not tokens:
            self.names = []
            return
        if found := _HOST_DATE.match(line):
            self.day, self.before, self.midnights = found[1], "", 0
            return
        time = ""
        if _CLOCK.fullmatch(tokens[0]):
            halves = 2 if tokens[1:2] in (["AM"], ["PM"]) else 1
            time, tokens = " ".join(tokens[:halves]), tokens[halves:]
        if _is_head(tokens):
            self._head(number, tokens, time)
        elif not time and len(tokens) <= 3 and is_time(line.strip()):  # noqa: PLR2004 - date, time, AM or PM
            self.when = line.strip()
        elif self.names and (time or self.kind == IOSTAT):
            self._row(number, tokens, time)

    def _head(self, number: int, names: list[str], time: str) -> None:
        self.names = names
        self.value_at = next(place for place, name in enumerate(names) if name in SYSSTAT)
        self.label_at = next((place for place, name in enumerate(names) if name.rstrip(":") in ("DEV", "Device")), None)
        self.kind = IOSTAT if not time else SAR_B if self.label_at is None else SAR_D
        self.block += 1
        column = names[self.value_at]
        report = self.reports.setdefault(self.kind, _Report(column=column))
        if report.column != column:
            self.notebook.problem(
                "columns change",
                f"The column changes from {report.column} to {column}: what follows is left out.",
                line=number,
            )
            self.names = []

    def _row(self, number: int, tokens: list[str], time: str) -> None:
        if len(tokens) != len(self.names):
            if "RESTART" not in tokens:
                self.notebook.problem(
                    "short",
                    f"The line has {len(tokens)} values where the head has {len(self.names)} names. It is left out.",
                    line=number,
                )
            return
        if time and time != self.before:
            if self.before and _fell(self.before, time):
                self.midnights += 1
            self.before = time
        report = self.reports[self.kind]
        report.times.append(time or self.when)
        report.dates.append(self.day)
        report.midnights.append(self.midnights)
        report.labels.append(tokens[self.label_at] if self.label_at is not None else "")
        report.values.append(tokens[self.value_at])
        report.lines.append(number)
        report.blocks.append(self.block)


def _fell(before: str, time: str) -> bool:
    """Return whether midnight lies between two times of a day: they fall by half a day or more."""
    earlier, later = time_of_day(before), time_of_day(time)
    return earlier is not None and later is not None and earlier[0] - later[0] >= DAY / 2


def find_sysstat(lines: Sequence[str], *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what a report of sar or iostat holds; None when it has heads only."""
    reader = _Reader(notebook=notebook)
    for number, line in enumerate(lines, 1):
        reader.line(number, line)
    reports = {kind: report for kind, report in reader.reports.items() if report.values}
    if not reports:
        notebook.problem("no data", "There are heads of sar or iostat and no lines of data below them.")
        return None
    kind = next(kind for kind in (SAR_D, SAR_B, IOSTAT) if kind in reports)
    if len(reports) > 1:
        notebook.warning("reports", f"There are several reports ({', '.join(reports)}). {kind} is used.")
    report = reports[kind]
    devices = tuple(dict.fromkeys(label for label in report.labels if label))
    wanted = chosen(column if column != report.column else None, devices, notebook)
    used = {wanted} if wanted else set(whole_disks(devices, notebook)) if devices else {""}
    keep = [place for place, label in enumerate(report.labels) if label in used]
    if kind == IOSTAT:
        first = report.blocks[0]
        keep = [place for place in keep if report.blocks[place] != first]
        notebook.warning(
            "since boot",
            "The first report of iostat is the average since the machine started. It is left out.",
            line=report.lines[0],
        )
    clocked = all(report.times)
    summed = f", sum of {len(used)} devices (column DEV)" if len(used) > 1 else f", device {next(iter(used))}"
    found = Found(
        format=f"{kind} report, column {report.column}" + (summed if devices else ""),
        unit=SYSSTAT[report.column],
        lines=array("l", (report.lines[place] for place in keep)),
        values=[[report.values[place] for place in keep]],
        labels=[report.labels[place] for place in keep] if devices else [],
        time_column="time",
        value_columns=(report.column,),
        columns=devices or (report.column,),
        at_end=True,
    )
    if not clocked:
        # Reports without times are told apart by their heads.
        found.labels = []
        found.blocks = array("l", (report.blocks[place] for place in keep))
    elif kind == IOSTAT:
        found.times = [report.times[place] for place in keep]
    else:
        found.times = [f"{report.dates[place]} {report.times[place]}".strip() for place in keep]
        found.midnights = array("l", (report.midnights[place] for place in keep)) if all(report.dates) else None
    return found

"""What sadf writes for databases (-d) and for programs (-p)."""

import re
from dataclasses import dataclass, field

from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found, use_devices
from calculators.traces.model import Notebook
from calculators.traces.rows import Rows
from calculators.traces.sysstat import SYSSTAT, is_idle

TITLE = "sadf"
_HEAD = re.compile(r"^#? ?(?:hostname|hostname\[\.\.\.\]);interval;timestamp;[^\n]*$", re.MULTILINE)
_LINE = re.compile(r"^[^\t\n]+\t-?\d+\t[^\t\n]+\t[^\t\n]*\t(?:wkB/s|wr_sec/s|bwrtn/s)\t", re.MULTILINE)
_PARTS = 6
_LIST_NAMES = ("wkB/s", "wr_sec/s", "bwrtn/s")


def recognise(document: Document) -> Claim:
    """Return whether it is a table or a list of sadf."""
    text = document.text
    if document.holds("hostname") and _HEAD.search(text):
        return Claim.SURE
    written = any(document.holds(f"\t{name}\t") for name in _LIST_NAMES)
    return Claim.SURE if written and _LINE.search(text) else Claim.NO


@dataclass(slots=True)
class _Reader:
    """Goes through the lines: tables below each other, each with its head, or one value a line."""

    notebook: Notebook
    disks: Rows = field(default_factory=Rows)
    machine: Rows = field(default_factory=Rows)
    columns: dict[bool, str] = field(default_factory=dict)
    """What disks, and what the whole machine, have for data written."""
    hosts: dict[str, None] = field(default_factory=dict)
    intervals: dict[str, int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    mentioned: dict[str, None] = field(default_factory=dict)
    """Disks of which a list has anything."""
    restarts: int = 0
    idle_seen: bool = False

    def line(self, number: int, line: str) -> None:
        """Read one line."""
        if not line.strip():
            return
        if "LINUX-RESTART" in line or "LINUX RESTART" in line:
            self.restarts += 1
        elif line.startswith(("#", "hostname;")):
            self.names = [part.strip() for part in line.lstrip("# ").split(";")]
        elif self.names:
            self._of_table(number, line.split(";"))
        else:
            self._of_list(number, line.split("\t"))

    def _of_table(self, number: int, row: list[str]) -> None:
        at = next((place for place, part in enumerate(self.names) if part in SYSSTAT), None)
        if at is None:
            return
        if len(row) > 3 and row[3].startswith("COM"):  # noqa: PLR2004 - a comment of an administrator
            return
        if len(row) != len(self.names):
            self.notebook.problem(
                "short",
                f"The line has {len(row)} values where the head has {len(self.names)} names. It is left out.",
                line=number,
            )
            return
        label = ""
        if "DEV" in self.names:
            device = self.names.index("DEV")
            label = row[device]
            if row[at][:1] == "0" and not self.idle_seen:
                self.idle_seen = is_idle(row[device + 1 :])
        self._add(number, row[0], row[1], row[2], label, self.names[at], row[at])

    def _of_list(self, number: int, row: list[str]) -> None:
        if len(row) != _PARTS:
            self.notebook.problem(
                "short", f"The line has {len(row)} columns; {_PARTS} are needed. It is left out.", line=number
            )
            return
        host, interval, time, label, written, value = row
        # Each value stands alone, so nothing tells whether idle disks were left out; sadf -p has no such option.
        self.idle_seen = True
        if written in ("tps", "rkB/s", "rd_sec/s"):
            self.mentioned[label] = None
        if written in SYSSTAT:
            self._add(number, host, interval, time, "" if label == "-" else label, written, value)

    def _add(  # noqa: PLR0917 - the fields of a line
        self, number: int, host: str, interval: str, time: str, label: str, written: str, value: str
    ) -> None:
        of_disks = bool(label)
        if self.columns.setdefault(of_disks, written) != written:
            self.notebook.problem(
                "columns change",
                f"The column changes from {self.columns[of_disks]} to {written}: what follows is left out.",
                line=number,
            )
            return
        self.hosts[host] = None
        self.intervals[interval] = self.intervals.get(interval, 0) + 1
        (self.disks if of_disks else self.machine).add(number, value, time=time, label=label)


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what sadf holds of the disks, or of the whole machine where it has no disks."""
    reader = _Reader(notebook=notebook)
    for number, line in enumerate(document.lines(notebook), 1):
        reader.line(number, line.rstrip("\n"))
    of_disks = bool(reader.disks.values)
    rows = reader.disks if of_disks else reader.machine
    if not rows.values:
        notebook.problem(
            "no data",
            "This output of sadf holds no disks. Make it with: sadf -d FILE -- -d > trace.csv, or -p in place of -d.",
        )
        return None
    written = reader.columns[of_disks]
    wanted = column if column and column.strip() != written else None
    found = rows.found(
        title="sadf report",
        column=written,
        unit=SYSSTAT[written],
        devices=use_devices(rows.names, column=wanted, groups=(), notebook=notebook) if of_disks else None,
        at_end=True,
        host=", ".join(reader.hosts),
        restarts=reader.restarts,
        perhaps_idle=of_disks and not reader.idle_seen,
        interval=_usual(reader.intervals),
    )
    silent = [name for name in reader.mentioned if name not in rows.names and name != "-"]
    if of_disks and silent:
        found.doubts.append(f"The list has no data written of {', '.join(silent[:3])}.")
    if len(reader.hosts) > 1:
        found.doubts.append(f"The text is about several machines: {found.host}.")
    return found


def _usual(intervals: dict[str, int]) -> float | None:
    most = max(intervals, key=lambda text: intervals[text], default="")
    return float(most) if most.isdigit() and int(most) > 0 else None

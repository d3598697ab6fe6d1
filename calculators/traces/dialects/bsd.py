"""Reports of iostat of macOS, FreeBSD and OpenBSD, where reads and writes are one number, and of gstat of FreeBSD."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from calculators.traces.amounts import unit_named
from calculators.traces.devices import Devices
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import BOTH, Found, Unclear, c_time, use_devices
from calculators.traces.model import Candidate, Notebook, Question
from calculators.traces.rows import Rows
from calculators.traces.times import is_time

TITLE = "iostat or gstat of BSD"
# iostat(8): "KB/t: kilobytes per transfer, tps: transfers per second, MB/s: megabytes per second", which
# are of 1024 x 1024 bytes. Old ones print "xfr" for "tps", OpenBSD "t/s".
TRANSFERRED = "MB/s"
_HEAD = re.compile(r"^[ \t]*(?:tin +tout +)?KB/t +(?:tps|t/s|xfr) +MB/s\b[^\n]*$", re.MULTILINE)
# gstat(8): behind w/s stand kB of a write with option -s, and kBps of all of them.
WRITTEN = "kBps of writes"
_GSTAT = re.compile(
    r"^[ \t]*L\(q\) +ops/s +r/s +(?:kB +)?kBps +ms/r +w/s +(?:kB +)?kBps +ms/w\b[^\n]*Name[ \t]*$", re.MULTILINE
)
_MEASURED = re.compile(r"dT: *[\d.]+s")


def recognise(document: Document) -> Claim:
    """Return whether there is a head of one of these programs."""
    start = document.start
    heads = (("KB/t", _HEAD), ("L(q)", _GSTAT))
    return Claim.SURE if any(word in start and head.search(start) for word, head in heads) else Claim.NO


@dataclass(slots=True)
class _Reader:
    """Goes through the lines and keeps what the last head and time said."""

    notebook: Notebook
    gstat: bool
    rows: Rows = field(default_factory=Rows)
    names: list[str] = field(default_factory=list)
    devices: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    """The words of the line above: the devices of iostat."""
    when: str = ""
    reports: int = 0

    def line(self, number: int, line: str) -> None:
        """Read one line."""
        tokens = line.replace("|", " ").split()
        if not tokens:
            return
        if stamp := c_time(line) or (line.strip() if is_time(line.strip()) else ""):
            self.when = stamp
        elif _MEASURED.match(line):
            self.names = []
        elif (_GSTAT if self.gstat else _HEAD).match(line):
            self.names = tokens
            # Other words there are of the columns behind the disks.
            self.devices = self.above[1:] if tokens[0] == "tin" else self.above
            self.reports += self.gstat
        elif self.names and tokens[0][:1].isdigit():
            self._row(number, tokens)
        self.above = tokens

    def _row(self, number: int, tokens: Sequence[str]) -> None:
        if len(tokens) != len(self.names):
            self.notebook.problem(
                "short",
                f"The line has {len(tokens)} values where the head has {len(self.names)} names. It is left out.",
                line=number,
            )
        elif self.gstat:
            place = self.names.index("kBps", self.names.index("w/s"))
            self.rows.add(number, tokens[place], time=self.when, label=tokens[-1], block=self.reports)
        else:
            self.reports += 1
            places = [place for place, name in enumerate(self.names) if name == TRANSFERRED]
            for disk, place in enumerate(places):
                label = self.devices[disk] if disk < len(self.devices) else f"disk {disk + 1}"
                self.rows.add(number, tokens[place], time=self.when, label=label, block=self.reports)


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what gstat says was written. Raises Unclear for iostat, unless its one number was chosen."""
    gstat = _GSTAT.search(document.start) is not None
    reader = _Reader(notebook=notebook, gstat=gstat)
    for number, line in enumerate(document.lines(notebook), 1):
        reader.line(number, line)
    rows = reader.rows
    if not rows.values:
        notebook.problem("no data", "There is a head of iostat or gstat and no line of data below it.")
        return None
    if not gstat:
        return _transferred(rows, column, notebook)
    wanted = column if column and column.strip() != WRITTEN else None
    devices = use_devices(rows.names, column=wanted, groups=(), notebook=notebook)
    return rows.found(
        title="gstat", column=WRITTEN, unit=unit_named("KiB", "s"), devices=devices, at_end=True, perhaps_idle=True
    )


def _transferred(rows: Rows, column: str | None, notebook: Notebook) -> Found | None:
    """Return reads and writes together, as an upper bound, if they were chosen."""
    if (column or "").strip() != TRANSFERRED:
        raise Unclear(
            Question(
                field="column",
                label="Choose an upper bound, or another record",
                text=f"This report has no writes apart: in {TRANSFERRED} reads and writes are one number. Use it as an "
                "upper bound, or record the writes: iostat -x 60 or gstat -B of FreeBSD. iostat of macOS and OpenBSD "
                "does not part them.",
                candidates=(
                    Candidate(value=TRANSFERRED, label=f"{TRANSFERRED}, an upper bound", first=tuple(rows.values[:3])),
                ),
            )
        )
    places = [place for place, block in enumerate(rows.blocks) if block != rows.blocks[0]]
    if not places:
        notebook.problem(
            "since boot", "The only line of iostat is the average since the machine started. Run it with an interval."
        )
        return None
    notebook.warning("since boot", "The first line of iostat is the average since the machine started. It is left out.")
    found = rows.found(
        title="iostat report",
        column=TRANSFERRED,
        unit=unit_named("MiB", "s"),
        devices=Devices(added=list(rows.names)),
        places=places,
        at_end=True,
        begins=[rows.times[0]] if all(rows.times) else [],
    )
    found.doubts.append(f"In {TRANSFERRED} {BOTH}.")
    return found

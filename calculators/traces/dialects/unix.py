"""Reports of Solaris, FreeBSD, AIX, HP-UX and macOS: iostat, and sar -d where reads and writes are one number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from calculators.traces.amounts import Unit, unit_named
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import BOTH, Found, Unclear, c_time, use_devices
from calculators.traces.model import Candidate, Notebook, Question
from calculators.traces.rows import Rows, begun_anew, gone
from calculators.traces.times import is_time, time_of_day

TITLE = "iostat or sar of Unix"
# iostat(1M) of Solaris and iostat(8) of FreeBSD: "kw/s: kilobytes written per second". iostat of AIX: "Kb_wrtn: the
# total number of KB written" in the interval. sar -d of AIX has Kbs/s, of Solaris and HP-UX blks/s, of both directions.
WRITTEN: dict[str, Unit] = {
    "kw/s": unit_named("KiB", "s"),
    "Mw/s": unit_named("MiB", "s"),
    "Kb_wrtn": unit_named("KiB"),
}
BOTH_WAYS: dict[str, Unit] = {
    "Kbs/s": unit_named("KiB", "s"),
    "blks/s": unit_named("blocks", "s"),
    "bps": unit_named("KiB", "s"),
    # iostat -s of Linux, which begins with the average since boot as all of iostat does.
    "kB/s": unit_named("KiB", "s"),
    "MB/s": unit_named("MiB", "s"),
}
SHORT = ("kB/s", "MB/s")
_NAMES = ("Device", "device", "Disks:", "disk", "Disks", "extended", "hdisk")
_HEAD = re.compile(
    r"^[^\n;,]*(?:\bkw/s\b[^\n]*|\bKb_wrtn\b[^\n]*|\bdevice +%busy +avque[^\n]*|\bdevice +bps +sps +msps[^\n]*)$",
    re.MULTILINE,
)
_SHORT_HEAD = re.compile(r"^Device:? +tps +[kM]B/s +rqm/s\b[^;,\n]*$", re.MULTILINE)
_SYSTEM = re.compile(r"^(?:AIX|SunOS|HP-UX) (\S+) ")
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")


def recognise(document: Document) -> Claim:
    """Return whether there is a head of one of these programs."""
    if "rqm/s" in document.start and _SHORT_HEAD.search(document.start):
        return Claim.SURE
    words = ("kw/s", "Kb_wrtn", "%busy", "msps")
    return Claim.SURE if any(map(document.holds, words)) and _HEAD.search(document.text) else Claim.NO


@dataclass(slots=True)
class _Reader:
    """Goes through the lines and keeps what the last head, date and time said."""

    notebook: Notebook
    rows: Rows = field(default_factory=Rows)
    names: list[str] = field(default_factory=list)
    written: str = ""
    host: str = ""
    day: str = ""
    when: str = ""
    reports: int = 0
    begins: list[str] = field(default_factory=list)

    def line(self, number: int, line: str) -> None:
        """Read one line."""
        tokens = line.split()
        if not tokens:
            return
        if match := _SYSTEM.match(line):
            self.host = match[1]
            self.day = next((token for token in reversed(tokens) if _DAY.fullmatch(token)), "")
        elif stamp := c_time(line):
            self.when = stamp
        elif name := _written(tokens):
            self._head(number, name, tokens)
        elif self.names:
            self._row(number, line, tokens)

    def _head(self, number: int, name: str, tokens: list[str]) -> None:
        start = tokens[0] if time_of_day(tokens[0]) else ""
        # `% tm_act` of AIX is one name.
        self.names = [token for token in (tokens[1:] if start else tokens) if token != "%"]
        if self.written and name != self.written:
            self.notebook.problem(
                "columns change",
                f"The column changes from {self.written} to {name}: what follows is left out.",
                line=number,
            )
            self.names = []
            return
        self.written = name
        self.reports += 1
        if start:
            self.begins.append(f"{self.day} {start}".strip())

    def _row(self, number: int, line: str, tokens: list[str]) -> None:
        if is_time(line.strip()):
            self.when = line.strip()
            return
        if time_of_day(tokens[0]) and len(tokens) > 1:
            self.when, tokens = f"{self.day} {tokens[0]}".strip(), tokens[1:]
        if tokens[0] in ("Average", "Total"):
            self.names = []
        elif not any(token[:1].isdigit() for token in tokens):
            return
        elif len(tokens) != len(self.names):
            self.notebook.problem(
                "short",
                f"The line has {len(tokens)} values where the head has {len(self.names)} names. It is left out.",
                line=number,
            )
        else:
            label = tokens[next(place for place, name in enumerate(self.names) if name in _NAMES)]
            value = tokens[self.names.index(self.written)]
            self.rows.add(number, value, time=self.when, label=label, block=self.reports)


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what was written to the disks. Raises Unclear where reads and writes are one number."""
    reader = _Reader(notebook=notebook)
    for number, line in enumerate(document.lines(notebook), 1):
        reader.line(number, line)
    rows, written = reader.rows, reader.written
    if not rows.values:
        notebook.problem("no data", "There is a head of iostat or sar and no line of data below it.")
        return None
    both = written in BOTH_WAYS
    chosen_both = (column or "").strip() == written
    if both and not chosen_both:
        raise Unclear(_one_number(written, rows))
    devices = use_devices(rows.names, column=None if chosen_both else column, groups=(), notebook=notebook)
    sar = both and written not in SHORT
    places = range(len(rows.values)) if sar else _after_boot(rows, notebook)
    if not places:
        return None
    begins = reader.begins if sar else [rows.times[0], *begun_anew(rows.times)]
    found = rows.found(
        title="sar -d report" if sar else "iostat report",
        column=written,
        unit=WRITTEN.get(written) or BOTH_WAYS[written],
        devices=devices,
        places=places,
        at_end=True,
        begins=begins if all(rows.times) else [],
        host=reader.host,
        perhaps_idle=True,
    )
    found.doubts += gone(devices.added, (rows.labels[place] for place in places))
    if both:
        found.doubts.append(f"In {written} {BOTH}.")
        # The field holds the answer that both count.
        found.parts = ()
    return found


def _after_boot(rows: Rows, notebook: Notebook) -> list[int]:
    """Return the places of all rows but those of the first report, which is the average since boot."""
    anew = begun_anew(rows.times) if all(rows.times) else set()
    boots = {rows.blocks[0], *(block for time, block in zip(rows.times, rows.blocks, strict=True) if time in anew)}
    since = {time for time, block in zip(rows.times, rows.blocks, strict=True) if time and block in boots}
    places = [place for place, block in enumerate(rows.blocks) if block not in boots and rows.times[place] not in since]
    if places:
        notebook.warning(
            "since boot",
            "The first report of iostat is the average since the machine started. It is left out.",
            line=rows.lines[0],
        )
    else:
        notebook.problem(
            "since boot",
            "The only report of iostat is the average since the machine started. Run it with an interval.",
        )
    return places


def _written(tokens: Sequence[str]) -> str:
    """Return the column that counts when tokens are a head; else nothing."""
    for name in (*WRITTEN, *BOTH_WAYS):
        if name in tokens and any(token in _NAMES for token in tokens):
            return name
    return ""


def _one_number(written: str, rows: Rows) -> Question:
    return Question(
        field="column",
        label="Choose an upper bound, or another record",
        text=f"This report has no writes apart: in {written} reads and writes are one number. Use it as an upper "
        "bound, or record the writes: iostat -xn -T d 60 on Solaris, iostat -T 60 on AIX, iostat -dxt 60 on Linux, "
        "Glance on HP-UX.",
        candidates=(Candidate(value=written, label=f"{written}, an upper bound", first=tuple(rows.values[:3])),),
    )

"""Reports of Oracle's Automatic Workload Repository, as text and as HTML, and of Statspack: one interval each."""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape

from calculators.replication.units import MINUTE
from calculators.traces.amounts import unit_named
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found, several, which_column
from calculators.traces.model import LeftOut, Notebook, shown
from calculators.traces.times import MONTHS

TITLE = "Oracle AWR"
_HEAD = re.compile(r"WORKLOAD REPOSITORY|STATSPACK report for|AWR Report for DB", re.IGNORECASE)
_REPORT = re.compile(r"WORKLOAD REPOSITORY (?:PDB )?report for|STATSPACK report for", re.IGNORECASE)
_OTHER = re.compile(r"COMPARE PERIOD|REPORT \(RAC\)", re.IGNORECASE)
_SNAP = re.compile(
    r"(Begin|End) Snap:[\s|]*\d+[\s|]+(\d{1,2})-(\w{1,9}?)月?\.?\s*-(\d{2,4})[\s|]+(\d{1,2}:\d{2}:\d{2})", re.IGNORECASE
)
_ELAPSED = re.compile(r"Elapsed:[\s|]*([\d.,]+)\s*\(mins\)", re.IGNORECASE)
_BLOCK = re.compile(r"Std Block Size:?[\s|]*(\d+)K", re.IGNORECASE)
# "Total size in bytes of all disk writes for the database instance including application writes, backups, and other
# write activities." https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/statistics-descriptions-2.html
WRITTEN = "physical write total bytes"
MIB = "Write IO (MB)"
BLOCKS = "Physical writes (blocks)"
REDO = "Redo size"
_LOADS = {
    MIB: re.compile(r"write io \(mb\):?$"),
    BLOCKS: re.compile(r"physical writes?(?: \(blocks\))?:?$"),
    REDO: re.compile(r"redo size(?: \(bytes\))?:?$"),
}
_NUMBER = re.compile(r"\d{1,3}(?:([.,'’ ])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?|[.,]\d{1,2}", re.ASCII)
ALIKE = 0.02
"""How far total and rate of a statistic may lie apart: rates of little writing are rounded."""
CENTURY = 2000
_TAGS = re.compile(r"<[^<>]*>")
_HINT = (
    "The section Instance Activity Stats has all of it: `physical write total bytes`. A week hour by hour is in "
    "DBA_HIST_SYSMETRIC_SUMMARY: begin_time and average of Physical Write Total Bytes Per Sec."
)


def recognise(document: Document) -> Claim:
    """Return whether the text begins with the title of a report."""
    return Claim.SURE if _HEAD.search(document.start[:5_000]) else Claim.NO


@dataclass(slots=True, kw_only=True)
class _Report:
    """What one report says."""

    line: int
    text: str
    ends: dict[str, str] = field(default_factory=dict)
    """When the snapshots were taken, by `begin` and `end`."""
    seconds: float = 0.0
    written: float | None = None
    """Bytes."""
    loads: dict[str, float] = field(default_factory=dict)
    """Bytes a second by the load profile."""
    host: str = ""


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what was written between the snapshots of each report.

    Raises Unclear where a report only has parts of it: writes of data files, and redo.
    """
    text = _plain(document.text)
    if _OTHER.search(text[:5_000]):
        notebook.problem(
            "report", "This report compares periods or adds up instances. Make one of one instance: awrrpt.sql."
        )
        return None
    reports = [report for report in _reports(text) if _read(report, notebook)]
    if not reports:
        if not notebook.entries():
            notebook.problem("no data", f"This report has no begin and end of its snapshots. {_HINT}")
        return None
    hosts = list(dict.fromkeys(report.host for report in reports))
    if len(hosts) > 1:
        notebook.problem(
            "several", f"These are reports of several hosts: {', '.join(hosts[:3])}. Give each as a file of its own."
        )
        return None
    if all(report.written is not None for report in reports):
        values = [report.written or 0.0 for report in reports]
        used, doubts = [WRITTEN], []
        left_out = [LeftOut(name=name, reason="a part of all writes") for name in reports[0].loads]
    else:
        used = _loads(reports, column, notebook)
        if not used:
            return None
        values = [report.seconds * sum(report.loads[name] for name in used) for report in reports]
        left_out = [LeftOut(name=name, reason="not chosen") for name in reports[0].loads if name not in used]
        doubts = ["Archived logs, copies and control files are not in what was chosen: more was written than that."]
    return Found(
        format=f"{TITLE}, {len(reports)} report{'s' if len(reports) > 1 else ''}, {' + '.join(used)}",
        unit=unit_named("B"),
        lines=array("l", (report.line for report in reports)),
        times=[report.ends["end"] for report in reports],
        values=[[repr(value) for value in values]],
        time_column="End Snap",
        value_columns=(" + ".join(used),),
        columns=tuple(used) if len(used) == 1 else (*used, " + ".join(used)),
        at_end=True,
        whole=True,
        begins=[report.ends["begin"] for report in reports],
        host=hosts[0],
        left_out=tuple(left_out),
        doubts=doubts,
    )


def _plain(text: str) -> str:
    """Return a report as lines of cells with tabs between them; a text as it stands."""
    if text.lstrip()[:1] != "<":
        return text
    text = re.sub(r"</t[dh]>\s*", "\t", re.sub(r"\s*\n\s*", " ", text), flags=re.IGNORECASE)
    text = re.sub(r"</(?:tr|table|h\d|p|title)>|<br[^<>]*>", "\n", text, flags=re.IGNORECASE)
    return unescape(_TAGS.sub("", text)).replace("\u00a0", " ")


def _reports(text: str) -> Iterator[_Report]:
    """Yield the reports of a text, each with its first line."""
    starts = [match.start() for match in _REPORT.finditer(text)] or [0]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield _Report(line=text.count("\n", 0, start) + 1, text=text[start:end])


def _read(report: _Report, notebook: Notebook) -> bool:
    """Fill a report from its text; return whether it has an interval and what was written in it."""
    for match in _SNAP.finditer(report.text):
        day, month, year, time = match.groups()[1:]
        at = int(month) if month.isdigit() else MONTHS.get(month[:3].casefold(), 0)
        report.ends[match[1].casefold()] = f"{int(year) % 100 + CENTURY}-{at:02}-{int(day):02} {time:0>8}"
        if not at:
            notebook.problem("month", f"{shown(month)} is no month in English or in figures.", line=report.line)
            return False
    elapsed = _ELAPSED.search(report.text)
    report.seconds = (_number(elapsed[1]) or 0.0) * MINUTE if elapsed else 0.0
    if len(report.ends) < 2 or not report.seconds:  # noqa: PLR2004 - begin and end
        notebook.problem("snaps", f"The report lacks Begin Snap, End Snap or Elapsed. {_HINT}", line=report.line)
        return False
    begin, end = (datetime.fromisoformat(report.ends[name].replace(" ", "T")) for name in ("begin", "end"))
    if abs((end - begin).total_seconds() - report.seconds) > max(MINUTE, ALIKE * report.seconds):
        notebook.problem("elapsed", "Elapsed is not the time between Begin Snap and End Snap.", line=report.line)
    block = _BLOCK.search(report.text)
    lines = report.text.split("\n")
    for place, line in enumerate(lines):
        low = line.casefold()
        if "host name" in low and not report.host:
            report.host = _host(lines, place)
        elif WRITTEN in low or "write" in low or "redo size" in low:
            _statistic(report, _cells(line), block, notebook)
    return True


def _statistic(report: _Report, cells: Sequence[str], block: re.Match[str] | None, notebook: Notebook) -> None:
    """Take what a line says of a statistic, if it is one of those that count."""
    name = cells[0].casefold()
    numbers = [_number(cell) for cell in cells[1:]]
    if name == WRITTEN and len(numbers) > 1 and report.written is None:
        report.written = _agreed(numbers[0], numbers[1], report, notebook)
    for load, pattern in _LOADS.items():
        if load in report.loads or not numbers or not pattern.match(name):
            continue
        # A statistic of that name has its total in front; the load profile has the rate, and a colon.
        per_second = numbers[0] if name.endswith(":") else None
        size = {MIB: 2.0**20, REDO: 1.0, BLOCKS: float(block[1]) * 1024 if block else 0.0}[load]
        if size and per_second is not None:
            report.loads[load] = per_second * size


def _agreed(total: float | None, rate: float | None, report: _Report, notebook: Notebook) -> float | None:
    """Return the bytes of a report whose total and rate say the same; None, with a note, where they do not."""
    if total is None or rate is None or abs(total - rate * report.seconds) > ALIKE * total + report.seconds:
        notebook.problem(
            "disagree",
            f"Total and rate of `{WRITTEN}` do not go together over the time between the snapshots.",
            line=report.line,
        )
        return None
    return total


def _loads(reports: Sequence[_Report], column: str | None, notebook: Notebook) -> list[str]:
    """Return which of the rates of the load profile count. Raises Unclear where none was chosen."""
    names = [name for name in _LOADS if all(name in report.loads for report in reports)]
    if MIB in names and BLOCKS in names:
        names.remove(BLOCKS)
    if not names:
        notebook.problem(
            "no written", f"No line of the report is `{WRITTEN}`, and its load profile lacks writes. {_HINT}"
        )
        return []
    used = several(column, names, notebook)
    if not used:
        raise which_column(
            f"The report lacks all writes of the instance. What it has are parts of them. {_HINT}",
            [(name, [f"{report.loads[name]:.0f} B/s" for report in reports]) for name in names],
            together=True,
        )
    return used


def _host(lines: Sequence[str], place: int) -> str:
    """Return the name below, or behind, the words Host Name."""
    cells = _cells(lines[place])
    if cells[0].casefold().startswith("host name:") and len(cells) > 1:
        return cells[1]
    if cells[0].casefold() != "host name":
        return ""
    below = (line for line in lines[place + 1 : place + 4] if line.strip(" -\t|:"))
    return next((_cells(line)[0] for line in below), "")


def _cells(line: str) -> list[str]:
    """Return the cells of a line, between which are tabs, bars or two spaces."""
    cells = re.split(r"\t+|\s{2,}|\s*\|\s*", line.strip().strip("|").strip())
    return [cell.strip() for cell in cells if cell.strip()] or [""]


def _number(cell: str) -> float | None:
    """Return a number with marks of thousands before each three figures; None for anything else."""
    if not _NUMBER.fullmatch(cell):
        return None
    whole, mark, rest = cell, "", ""
    if match := re.search(r"[.,](\d{1,2})$", cell):
        whole, mark, rest = cell[: match.start()], ".", match[1]
    return float(re.sub(r"\D", "", whole) + mark + rest)

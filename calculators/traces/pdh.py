"""Counter logs of the Performance Data Helper, as PerfMon, relog, typeperf and esxtop write them."""

import re
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from calculators.traces.amounts import BYTES_PER_SECOND, unit_named
from calculators.traces.found import MOST_COLUMNS, WRITTEN, Found, chosen, listed
from calculators.traces.layout import splitter
from calculators.traces.model import Notebook

_PDH = re.compile(r'\ufeff?\s*"?\(PDH-([CT])SV 4\.0\)([^",;\t\n]*)"?([,;\t]?)')
_BIAS = re.compile(r"\((-?\d{1,4})\)\s*$")
_COUNTER = re.compile(r"\\\\([^\\]+)\\([^(\\]+?)\s*(?:\((.*)\))?\\([^\\]+)")
# A name of a counter has 1024 signs at most: PDH_MAX_COUNTER_NAME is 1024.
LONGEST_NAME = 1024
# What machines write comes before what reaches a disk: a host's disks also carry what no machine wrote.
LEVELS = ("Virtual Disk", "PhysicalDisk", "LogicalDisk", "Physical Disk Adapter", "Physical Disk SCSI Device")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A counter of a PDH file."""

    place: int
    path: str
    host: str
    level: str
    instance: str


def is_pdh(lines: Sequence[str]) -> bool:
    """Return whether the text is a counter log: PerfMon's, typeperf's or esxtop's."""
    return _PDH.match(lines[0]) is not None


def _counters(names: Sequence[str]) -> list[Counter]:
    """Return the counters of bytes written."""
    found = []
    for place, name in enumerate(names[1:], 1):
        match = _COUNTER.fullmatch(name) if len(name) <= LONGEST_NAME else None
        if match and WRITTEN.search(match[4]) and "byte" in match[4].casefold() and "/" in match[4]:
            if "avg" in match[4].casefold() or "network" in match[2].casefold():
                continue
            found.append(Counter(place=place, path=name, host=match[1], level=match[2], instance=match[3] or ""))
    return found


def _of_level(counters: Sequence[Counter], level: str) -> list[Counter]:
    """Return the counters of a level that add up without counting anything twice."""
    hosts: dict[str, list[Counter]] = {}
    for counter in counters:
        if counter.level == level:
            hosts.setdefault(counter.host, []).append(counter)
    kept = []
    for mine in hosts.values():
        whole = [counter for counter in mine if counter.instance.casefold() == "_total"]
        machines = {counter.instance for counter in mine}
        kept += whole or [
            counter
            for counter in mine
            # The disk "vm:scsi0:0" is part of the machine "vm".
            if ":" not in counter.instance or counter.instance.split(":")[0] not in machines
        ]
    return kept


def find_pdh(lines: Sequence[str], *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what a counter log holds; None when it has no counter of bytes written."""
    head = _PDH.match(lines[0])
    # Spreadsheets write it anew with the separator of their language.
    delimiter = (head and head[3]) or ","
    fields = splitter(delimiter)
    names = fields(lines[0].lstrip("\ufeff"))
    counters = _counters(names)
    levels = sorted(
        dict.fromkeys(counter.level for counter in counters),
        key=lambda level: LEVELS.index(level) if level in LEVELS else len(LEVELS),
    )
    columns = (*levels, *(counter.path for counter in counters))[:MOST_COLUMNS]
    if not counters:
        notebook.problem(
            "no counter",
            "This counter log has no counter of bytes written. Log Disk Write Bytes/sec of PhysicalDisk(_Total), "
            "or run esxtop with its disk panels.",
        )
        return None
    wanted = chosen(column, columns, notebook)
    one = [counter for counter in counters if counter.path == wanted]
    level = levels[0] if wanted is None else wanted
    used = one[:1] or _of_level(counters, level)
    if wanted is None and len(levels) > 1:
        notebook.warning(
            "level",
            f"{level} is used. Levels show the same writes again and are never added. "
            f"Also there: {listed(levels[1:])}.",
        )
    esxtop = "mbytes" in used[0].path.casefold()
    if esxtop:
        notebook.warning("mbytes", "An MByte of esxtop is read as 1024 x 1024 bytes.")
    bias = _BIAS.search(head[2]) if head else None
    found = Found(
        format=f"{'esxtop batch output' if esxtop else 'Windows counter log'} (PDH), {level}, "
        f"{'one counter' if len(used) == 1 else f'sum of {len(used)} counters'}",
        unit=unit_named("MiB", "s") if esxtop else BYTES_PER_SECOND,
        lines=array("l"),
        values=[[] for _ in used],
        time_column="time",
        value_columns=tuple(counter.path for counter in used),
        columns=columns,
        at_end=True,
        order="month first",
        offset_minutes=-int(bias[1]) if bias else None,
        comma_separates=delimiter == ",",
    )
    _pdh_rows(lines, fields, [counter.place for counter in used], found, notebook)
    return found


def _pdh_rows(
    lines: Sequence[str], fields: Callable[[str], list[str]], places: Sequence[int], found: Found, notebook: Notebook
) -> None:
    numbers = array("l")
    last = max(places)
    for number, line in enumerate(lines, 1):
        if number == 1 or not line.strip() or _PDH.match(line):
            continue
        row = fields(line)
        if len(row) <= last:
            notebook.problem(
                "short", f"The line has {len(row)} columns; {last + 1} are needed. It is left out.", line=number
            )
            continue
        # A rate needs two samples: the first one is empty.
        if not numbers and not any(row[place] for place in places):
            continue
        numbers.append(number)
        found.times.append(row[0])
        for cells, place in zip(found.values, places, strict=True):
            cells.append(row[place])
    found.lines = numbers

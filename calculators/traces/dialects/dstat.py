"""Output of dstat, pcp dstat and dool: CSV, and what stands on the screen."""

import re

from calculators.traces.amounts import BYTES_PER_SECOND, Unit, unit_named
from calculators.traces.devices import Devices
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found, c_time, picked, several, use_devices, weighed, which_column
from calculators.traces.layout import splitter
from calculators.traces.model import LeftOut, Notebook
from calculators.traces.times import day_start, is_time

TITLE = "dstat"
_CSV = re.compile(r"^\"?(dstat|pcp-dstat|dool) [^\n]{0,60}CSV output", re.MULTILINE | re.IGNORECASE)
_SCREEN = re.compile(r"^[^\n]*-dsk/[\w-]+-[^\n]*\n[^\n]*\bread\s+writ\b", re.MULTILINE)
_PROGRAMS = {"dstat": "dstat", "pcp-dstat": "pcp dstat", "dool": "dool"}
_DAY_MONTH = re.compile(r"(\d{2})-(\d{2}) (\d{2}:\d{2}:\d{2})")
_SHORT_MONTH = re.compile(r"([A-Z][a-z]{2})-(\d{2}) (\d{2}:\d{2}:\d{2})")
_DISK = re.compile(r"dsk/(.+)")
_BYTES = re.compile(r"\s--bytes\b")
# Its CSV holds the values of PCP's metrics as they are: `disk.dev.write_bytes` counts in units of 1024 bytes.
_PCP_UNIT = unit_named("KiB", "s")


def recognise(document: Document) -> Claim:
    """Return whether it begins with dstat's name, or has the two heads of its screen."""
    text = document.text
    if _CSV.search(document.start):
        return Claim.SURE
    return Claim.SURE if document.holds("-dsk/") and _SCREEN.search(text) else Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what the disks wrote."""
    if "-dsk/" in document.text and not _CSV.search(document.start):
        return _screen(document, column=column, notebook=notebook)
    titled = _CSV.search(document.start)
    program = titled[1].casefold() if titled else "dstat"
    fields = splitter(",")
    groups: list[str] = []
    columns: list[str] = []
    year, host, command = "", "", ""
    rows: list[tuple[int, list[str]]] = []
    before: list[str] = []
    for number, line in enumerate(document.lines(notebook), 1):
        row = fields(line)
        # Where a group has several names, each column repeats the one that it belongs to: `dsk/sda:writ`.
        heads = [cell.rpartition(":")[2] for cell in row]
        if "writ" in heads:
            if columns and heads != columns:
                notebook.problem("columns change", "The columns change: what follows is left out.", line=number)
                break
            groups, columns = _spread(before, len(row)), heads
        elif line.startswith('"Host:"') or row[0] == "Host:":
            host = row[1]
        elif "Date:" in row:
            year = c_time(row[-1]).rpartition("-")[2][:4] or year
            command = row[1]
        elif columns and len(row) >= len(columns) - 1 and row[0]:
            rows.append((number, row))
        elif columns and any(row):
            notebook.problem(
                "short", f"The line has {len(row)} columns; {len(columns)} are needed. It is left out.", line=number
            )
        before = row if any(row) else before
    places = [place for place, name in enumerate(columns) if name == "writ" and groups[place].startswith("dsk/")]
    if not places:
        notebook.problem("no counter", "This output of dstat has no disks. Run it with: dstat -td --output FILE 60.")
        return None
    if rows and not any(rows[0][1][place] for place in places if place < len(rows[0][1])):
        notebook.warning("first", "The first line has no rates yet. It is left out.", line=rows[0][0])
        rows = rows[1:]
    names = [_disk(groups[place]) for place in places]
    devices = _use(names, column, notebook)
    used = devices.added
    kept = [place for place, name in zip(places, names, strict=True) if name in used]
    clock = next((place for place, name in enumerate(columns) if name in ("time", "epoch")), None)
    return Found(
        format=f"{_PROGRAMS[program]}, {', '.join(used)}",
        unit=_unit(program, command),
        unit_question="dool writes bits a second, or bytes where it was told --bytes; its older versions wrote bytes "
        "always. Choose the unit: bit/s or B/s.",
        lines=[number for number, row in rows if len(row) > max(kept)],
        times=[] if clock is None else [_dated(row[clock], year) for _, row in rows if len(row) > max(kept)],
        values=[[row[place] for _, row in rows if len(row) > max(kept)] for place in kept],
        time_column="time",
        value_columns=tuple(f"dsk/{name} writ" for name in used),
        columns=tuple(names),
        added=tuple(used),
        left_out=tuple(devices.left_out),
        doubts=devices.doubts,
        parts=tuple(names),
        usual=devices.usual,
        weights=weighed(
            names,
            (
                (name, row[place])
                for _, row in rows
                for name, place in zip(names, places, strict=True)
                if place < len(row)
            ),
        ),
        host=host,
    )


def _unit(program: str, command: str) -> Unit | None:
    """Return the unit of a file's rates; None where that depends on a setting that nothing tells."""
    if program == "pcp-dstat":
        return _PCP_UNIT
    # dool writes bits unless it is told `--bytes`; its older versions wrote bytes all the same.
    return None if program == "dool" and not _BYTES.search(command) else BYTES_PER_SECOND


def _spread(row: list[str], width: int) -> list[str]:
    """Return the name of the group that each column belongs to."""
    groups, last = [], ""
    for place in range(width):
        last = (row[place] if place < len(row) else "") or last
        groups.append(last)
    return groups


def _disk(group: str) -> str:
    found = _DISK.match(group)
    return found[1] if found else group


def _use(names: list[str], column: str | None, notebook: Notebook) -> Devices:
    if "total" not in names:
        return use_devices(names, column=column, groups=(), notebook=notebook)
    if wanted := several(column, names, notebook, every=["total"]):
        return picked(names, wanted, usual=["total"])
    left_out = [LeftOut(name=name, reason="a part of the total") for name in names if name != "total"]
    return Devices(added=["total"], left_out=left_out, usual=("total",))


def _dated(cell: str, year: str) -> str:
    """Return a time of dstat, `12-03 09:00:00` with the day first or `Mar-12 09:00:00`, with its year."""
    if not year:
        return cell
    if found := _DAY_MONTH.fullmatch(cell):
        dated = f"{year}-{found[2]}-{found[1]} {found[3]}"
        return dated if day_start(dated[:10], "month first") is not None else cell
    if found := _SHORT_MONTH.fullmatch(cell):
        return f"{found[2]}-{found[1]}-{year} {found[3]}"
    return cell


def _screen(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what the screen of dstat holds: groups and columns between bars, numbers for people."""
    groups: list[str] = []
    places: list[tuple[int, int]] = []
    names: list[str] = []
    rows: list[tuple[int, list[str], str]] = []
    before = ""
    for number, line in enumerate(document.lines(notebook), 1):
        parts = [part.split() for part in re.split(r"[|:](?=\s|$)|\|", line.rstrip("\n"))]
        if "writ" in line and "read" in line:
            heads = re.findall(r"-*([^\s-][^\s]*?)-+(?=\s|$|-)", before) or before.split()
            groups = [head.strip("-") for head in re.split(r"[ |]+", before.strip()) if head.strip("-")] or heads
            places = [(at, part.index("writ")) for at, part in enumerate(parts) if "writ" in part]
            names = [_disk(groups[at]) if at < len(groups) else str(at) for at, _ in places]
            width = len(parts)
        elif places and line.strip() and not line.lstrip().startswith("-"):
            if len(parts) < width or any(len(parts[at]) <= place for at, place in places):
                if any(sign.isdigit() for sign in line):
                    notebook.problem("short", "The line does not fit its head. It is left out.", line=number)
                continue
            time = next((text for part in parts if is_time(text := " ".join(part)) and ":" in text), "")
            rows.append((number, [parts[at][place] for at, place in places], time))
        before = line
    if not rows:
        notebook.problem("no data", "There is a head of dstat and no line of data below it.")
        return None
    if len(set(names)) != len(names):
        raise which_column("The groups of dstat cannot be told apart.", [(name, []) for name in names])
    # The first line is the average since the machine started.
    rows = rows[1:]
    if not rows:
        notebook.problem("since boot", "The only line of dstat is the average since the machine started.")
        return None
    notebook.warning("since boot", "The first line of dstat is the average since the machine started. It is left out.")
    devices = _use(names, column, notebook)
    used = devices.added
    return Found(
        format=f"dstat, {', '.join(used)}",
        unit=BYTES_PER_SECOND,
        lines=[number for number, _, _ in rows],
        times=[time for _, _, time in rows] if all(time for _, _, time in rows) else [],
        values=[[values[names.index(name)] for _, values, _ in rows] for name in used],
        time_column="time",
        value_columns=tuple(f"dsk/{name} writ" for name in used),
        columns=tuple(names),
        added=tuple(used),
        left_out=tuple(devices.left_out),
        doubts=devices.doubts,
        parts=tuple(names),
        usual=devices.usual,
        weights=weighed(names, (cell for _, values, _ in rows for cell in zip(names, values, strict=True))),
        multiples=True,
        at_end=True,
    )

"""Recordings of nmon, and the sheet of disks that its analyser makes of them."""

import re
from itertools import islice

from calculators.traces.amounts import unit_named
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found, use_devices, weighed
from calculators.traces.layout import splitter
from calculators.traces.model import Notebook
from calculators.traces.times import is_time

TITLE = "nmon"
_SECTION = re.compile(r"DISKWRITE(\d*)$")
_SHEET = re.compile(r"\"?Disk Write KB/s ?([^,;\t\"\n]*)\"?[,;\t]")


def recognise(document: Document) -> Claim:
    """Return whether it begins as a recording, or is the analyser's sheet of what disks wrote."""
    start = document.start
    if start.startswith("AAA,") or "\nAAA," in start[:2_000]:
        return Claim.SURE
    return Claim.SURE if _SHEET.match(start) else Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what the disks wrote."""
    if _SHEET.match(document.start):
        return _sheet(document, column=column, notebook=notebook)
    heads: dict[str, list[str]] = {}
    cells: dict[str, dict[str, tuple[int, list[str]]]] = {}
    clocks: dict[str, str] = {}
    host, interval = "", None
    for number, line in enumerate(document.lines(notebook), 1):
        row = line.rstrip("\n").split(",")
        if len(row) < 2:  # noqa: PLR2004 - a section and what it is about
            continue
        if row[0] == "AAA" and len(row) > 2:  # noqa: PLR2004 - a fact
            host = row[2] if row[1] == "host" else host
            interval = float(row[2]) if row[1] == "interval" and row[2].isdigit() and int(row[2]) else interval
        elif row[0] == "ZZZZ" and len(row) > 3:  # noqa: PLR2004 - time and date
            clocks[row[1]] = f"{row[3]} {row[2]}"
        elif _SECTION.match(row[0]):
            if re.fullmatch(r"T\d+", row[1]):
                cells.setdefault(row[1], {})[row[0]] = (number, row[2:])
            elif (named := [name for name in row[2:] if name]) and row[0] not in heads:
                heads[row[0]] = named
            elif named != heads.get(row[0]):
                notebook.problem("short", f"The line of {row[0]} is no head and no snapshot.", line=number)
    names = [name for section in sorted(heads) for name in heads[section]]
    if not names or not cells:
        notebook.problem("no data", "This recording of nmon has no section DISKWRITE. Record it with: nmon -f -s 60.")
        return None
    devices = use_devices(tuple(names), column=column, groups=(), notebook=notebook)
    places = {name: (section, heads[section].index(name)) for section in sorted(heads) for name in heads[section]}
    shots = list(cells)
    every = (
        (name, row[at])
        for name, (section, at) in places.items()
        for shot in cells.values()
        if at < len(row := shot.get(section, (0, []))[1])
    )
    weights = weighed(names, every)
    values = []
    for name in devices.added:
        section, place = places[name]
        values.append(
            [
                row[place] if place < len(row) else ""
                for shot in shots
                for _, row in (cells[shot].get(section, (0, [])),)
            ]
        )
    without = [shot for shot in shots if shot not in clocks]
    if without:
        notebook.problem("time", f"{len(without)} snapshots have no line ZZZZ with their time. They are left out.")
        values = [
            [cell for shot, cell in zip(shots, column_cells, strict=True) if shot in clocks] for column_cells in values
        ]
        shots = [shot for shot in shots if shot in clocks]
    return Found(
        format="nmon, DISKWRITE, " + (f"sum of {len(values)} disks" if len(values) > 1 else devices.added[0]),
        unit=unit_named("KiB", "s"),
        lines=[next(iter(cells[shot].values()))[0] for shot in shots],
        times=[clocks[shot] for shot in shots],
        values=values,
        time_column="ZZZZ",
        value_columns=tuple(devices.added),
        columns=tuple(names),
        at_end=True,
        interval=interval,
        host=host,
        parts=tuple(names),
        usual=devices.usual,
        weights=weights,
        added=tuple(devices.added),
        left_out=tuple(devices.left_out),
        doubts=devices.doubts,
    )


def _sheet(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    lines = document.lines(notebook)
    begin = next(place for place, line in enumerate(lines) if line.strip())
    head = _SHEET.match(lines[begin].lstrip())
    fields = splitter(max(",;\t", key=lines[begin].count))
    header = fields(lines[begin])
    names = [name for name in header[1:] if name]
    rows = []
    for number, line in enumerate(islice(lines, begin + 1, None), begin + 2):
        row = fields(line)
        if not row[0] or not any(row[1:]):
            continue
        if not is_time(row[0]):
            # Averages and maxima stand below the snapshots.
            if row[0][:1].isdigit():
                notebook.problem("time", f"{row[0][:40]} is not a time. The line is left out.", line=number)
            continue
        rows.append((number, row))
    if not rows or not names:
        notebook.problem("no data", "There is a head of the analyser of nmon and no line of data below it.")
        return None
    devices = use_devices(tuple(names), column=column, groups=(), notebook=notebook)
    places = [header.index(name) for name in devices.added]
    return Found(
        format="sheet of the nmon analyser, "
        + (f"sum of {len(places)} disks" if len(places) > 1 else devices.added[0]),
        unit=unit_named("KiB", "s"),
        lines=[number for number, _ in rows],
        times=[row[0] for _, row in rows],
        values=[[row[place] if place < len(row) else "" for _, row in rows] for place in places],
        time_column=header[0],
        value_columns=tuple(devices.added),
        columns=tuple(names),
        at_end=True,
        host=head[1] if head else "",
        comma_separates=True,
        parts=tuple(names),
        usual=devices.usual,
        weights=weighed(names, (cell for _, row in rows for cell in zip(header[1:], row[1:], strict=False) if cell[0])),
        added=tuple(devices.added),
        left_out=tuple(devices.left_out),
        doubts=devices.doubts,
    )

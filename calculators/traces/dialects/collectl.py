"""Plot files of collectl (-P): the sum over disks, or each disk."""

import re

from calculators.traces.amounts import unit_named
from calculators.traces.devices import Devices
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found, picked, several, use_devices, weighed
from calculators.traces.model import LeftOut, Notebook

TITLE = "collectl"
LEAST = 3
"""Date, time and a value."""
_TOTAL = "[DSK]WriteKBTot"
_DISK = re.compile(r"\[DSK:([^\]]+)\]WKBytes")


def recognise(document: Document) -> Claim:
    """Return whether there is a head of columns with data written."""
    start = document.start
    return Claim.SURE if "#Date" in start and (_TOTAL in start or _DISK.search(start)) else Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what the disks wrote until each time."""
    header: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    host = ""
    for number, line in enumerate(document.lines(notebook), 1):
        text = line.strip()
        if text.startswith("#Date"):
            names = re.split(r"[\s;,]+", text)
            if header and names != header:
                notebook.problem("columns change", "A head with other columns: what follows is left out.", line=number)
                break
            header = names
        elif text.startswith("#"):
            if found := re.search(r"Host:\s*(\S+)", text):
                host = found[1]
        elif text and header:
            row = re.split(r"[\s;,]+", text)
            if len(row) != len(header) or len(row) < LEAST:
                notebook.problem(
                    "short", f"The line has {len(row)} columns; {len(header)} are needed. It is left out.", line=number
                )
                continue
            rows.append((number, row))
    if not rows:
        notebook.problem("no data", "There is a head of collectl and no line of data below it.")
        return None
    disks = {found[1]: place for place, name in enumerate(header) if (found := _DISK.fullmatch(name))}
    places = {"all disks": header.index(_TOTAL)} if _TOTAL in header else {}
    if not places:
        devices = use_devices(tuple(disks), column=column, groups=(), notebook=notebook)
    elif chosen := several(column, (*places, *disks), notebook, every=tuple(places)):
        devices = picked((*places, *disks), chosen, usual=tuple(places))
    else:
        left_out = [LeftOut(name=name, reason="a part of the total") for name in disks]
        devices = Devices(added=list(places), left_out=left_out, usual=tuple(places))
    wanted = devices.added
    where = {**places, **disks}
    return Found(
        format=f"collectl, {', '.join(wanted)}",
        unit=unit_named("KiB", "s"),
        lines=[number for number, _ in rows],
        times=[f"{_dashed(row[0])} {row[1]}" for _, row in rows],
        values=[[row[where[name]] for _, row in rows] for name in wanted],
        time_column="Date Time",
        value_columns=tuple(wanted),
        columns=tuple(where),
        at_end=True,
        host=host,
        added=tuple(wanted),
        left_out=tuple(devices.left_out),
        doubts=devices.doubts,
        parts=tuple(where),
        usual=devices.usual,
        weights=weighed(tuple(where), ((name, row[at]) for _, row in rows for name, at in where.items())),
    )


def _dashed(date: str) -> str:
    return f"{date[:4]}-{date[4:6]}-{date[6:]}" if date.isdigit() else date

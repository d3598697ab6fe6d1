"""Reports of pidstat -d: what each process writes."""

import re

from calculators.traces.amounts import unit_named
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found, picked, several
from calculators.traces.model import Notebook
from calculators.traces.rows import Rows
from calculators.traces.sysstat import HOST
from calculators.traces.times import is_time

TITLE = "pidstat"
COLUMN = "kB_wr/s"
_HEAD = re.compile(r"^[^\n]*\bPID\b[^\n]*\bkB_wr/s[^\n]*$", re.MULTILINE)
CACHED = (
    "pidstat counts what processes hand to the kernel, before it is merged or cancelled in memory. "
    "Disks may write less or, with logs and swap of the kernel, more."
)


def recognise(document: Document) -> Claim:
    """Return whether there is a head of pidstat with data written."""
    return Claim.SURE if document.holds(COLUMN) and _HEAD.search(document.text) else Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return the sum of what the processes wrote at each time."""
    rows, names, host, day = Rows(), [], "", ""
    for number, line in enumerate(document.lines(notebook), 1):
        tokens = line.split()
        if not tokens or (tokens[0] in ("Average:", "#") and COLUMN not in tokens):
            continue
        if tokens[0] == "Linux" and (match := HOST.match(line)):
            host, day = match["host"], match["day"]
            continue
        if COLUMN in tokens and "PID" in tokens and "Command" in tokens:
            tokens = tokens[1:] if tokens[0] == "#" else tokens
            names = tokens
            halves = 2 if is_time(" ".join(tokens[:2])) else 1
            at, pid, command = (names.index(name) for name in (COLUMN, "PID", "Command"))
            continue
        if not names:
            continue
        shift = 0
        if names[0].isalpha() or names[0] == "Time":
            time = tokens[0]
        else:
            time = " ".join(tokens[:halves])
            if not is_time(time):
                continue
            time = f"{day} {time}".strip()
        if len(tokens) <= command + shift or not tokens[pid].isdigit():
            notebook.problem("short", "The line does not fit its head. It is left out.", line=number)
            continue
        rows.add(number, tokens[at], time=time, label=f"{tokens[pid]} {tokens[command]}")
    if not rows.values:
        notebook.problem("no data", "There is a head of pidstat and no line of data below it.")
        return None
    wanted = column if column and column.strip() != COLUMN else None
    devices = picked(rows.names, several(wanted, rows.names, notebook), usual=rows.names)
    found = rows.found(
        title="pidstat report",
        column=COLUMN,
        unit=unit_named("KiB", "s"),
        devices=devices,
        at_end=True,
        host=host,
        idle=True,
        multiples=True,
    )
    found.doubts.append(CACHED)
    return found

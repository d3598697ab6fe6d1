"""Reports of atopsar -d: what each disk writes."""

import re

from calculators.traces.amounts import unit_named
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found, use_devices
from calculators.traces.model import Notebook
from calculators.traces.rows import Rows
from calculators.traces.times import time_of_day

TITLE = "atopsar"
COLUMN = "writ/s x KB/writ"
_HEAD = re.compile(r"^\S+\s+disk\s+busy\s+[^\n]*\bwrit/s\s+KB/writ\b[^\n]*$", re.MULTILINE)
_DATE = re.compile(r"analysis date:\s*(\d{4}/\d{2}/\d{2})")


def recognise(document: Document) -> Claim:
    """Return whether there is the head of atopsar's disks."""
    return Claim.SURE if document.holds("KB/writ") and _HEAD.search(document.text) else Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return writes a second times their size, at the end of each interval."""
    rows, names, day, when, host = Rows(), [], "", "", ""
    begins: list[str] = []
    restarts = 0
    for number, line in enumerate(document.lines(notebook), 1):
        tokens = line.split()
        if found := _DATE.search(line):
            day = found[1]
        elif "KB/writ" in tokens:
            names = [name for name in tokens[1:] if name != "_dsk_"]
            begins.append(f"{day} {tokens[0]}".strip())
        elif not names:
            host = host or (tokens[0] if len(tokens) > 3 else "")  # noqa: PLR2004 - host and kernel
        elif tokens:
            if "restarted" in line:
                restarts += 1
                continue
            if time_of_day(tokens[0]):
                when, tokens = f"{day} {tokens[0]}".strip(), tokens[1:]
            at, size = names.index("writ/s"), names.index("KB/writ")
            if len(tokens) <= max(at, size) or not when:
                notebook.problem("short", "The line does not fit its head. It is left out.", line=number)
                continue
            try:
                value = repr(float(tokens[at]) * float(tokens[size]))
            except ValueError:
                value = f"{tokens[at]} x {tokens[size]}"
            rows.add(number, value, time=when, label=tokens[0])
    if not rows.values:
        notebook.problem("no data", "There is a head of atopsar and no line of data below it.")
        return None
    wanted = column if column and column.strip() != COLUMN else None
    return rows.found(
        title="atopsar report",
        column=COLUMN,
        unit=unit_named("KiB", "s"),
        devices=use_devices(rows.names, column=wanted, groups=(), notebook=notebook),
        at_end=True,
        begins=begins,
        host=host,
        restarts=restarts,
        # Without option -a idle disks are left out.
        perhaps_idle=True,
    )

"""Output of iotop in batches (-b): what reaches the disks."""

import re

from calculators.traces.amounts import BYTES_PER_SECOND, MULTIPLES
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found
from calculators.traces.model import Notebook
from calculators.traces.rows import Rows
from calculators.traces.times import is_time

TITLE = "iotop"
_TOTAL = re.compile(
    r"^\s*(?P<time>.{0,30}?)\s*(?P<kind>Total|Actual|Current) DISK WRITE\s*:\s*(?P<value>[\d.,]+) (?P<unit>[BKMGT])/s|"
    r"^\s*(?P<time2>.{0,30}?)\s*(?P<kind2>Total|Actual|Current) DISK READ\s*:[^|\n]*\|\s*\w+ DISK WRITE\s*:\s*"
    r"(?P<value2>[\d.,]+) (?P<unit2>[BKMGT])/s"
)
PROCESSES = "iotop counts here what processes hand to the kernel. Disks may write less, or later."


def recognise(document: Document) -> Claim:
    """Return whether there are the lines that sum up a batch."""
    return Claim.SURE if document.holds("DISK WRITE") and document.holds("DISK READ") else Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what reached the disks, or what processes wrote where an old iotop tells no more."""
    rows = {"Actual": Rows(), "Total": Rows()}
    for number, line in enumerate(document.lines(notebook), 1):
        if " DISK WRITE" not in line or (match := _TOTAL.match(line)) is None:
            continue
        part = match.groupdict()
        time = part["time"] or part["time2"] or ""
        kind = "Total" if (part["kind"] or part["kind2"]) == "Total" else "Actual"
        value = part["value"] or part["value2"]
        size = MULTIPLES[part["unit"] or part["unit2"]]
        try:
            value = repr(float(value) * size)
        except ValueError:
            notebook.problem("no number", f"{value[:40]} is not a number. The line is left out.", line=number)
            continue
        rows[kind].add(number, value, time=time if is_time(time) else "", block=number)
    kind = "Actual" if rows["Actual"].values else "Total"
    if not rows[kind].values:
        notebook.problem("no data", "There is no line of iotop with the writes of all. Run it with: iotop -bot -d 60.")
        return None
    found = rows[kind].found(title="iotop", column=f"{kind} DISK WRITE", unit=BYTES_PER_SECOND, at_end=True)
    if kind == "Total":
        found.doubts.append(PROCESSES)
    return found

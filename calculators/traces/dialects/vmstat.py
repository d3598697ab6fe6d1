"""Reports of vmstat: what all block devices write."""

import re

from calculators.traces.amounts import unit_named
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found
from calculators.traces.model import Notebook
from calculators.traces.rows import Rows
from calculators.traces.times import is_time

TITLE = "vmstat"
COLUMN = "bo"
# vmstat(8): "bo: Kibibyte received from block device (KiB/s)" and bi the other way round; both names stand beside
# each other in no other program. https://man7.org/linux/man-pages/man8/vmstat.8.html
_HEAD = re.compile(r"^[^\n;,]*\bsi +so +bi +bo\b[^\n]*$", re.MULTILINE)
SCREEN = 10
DISKS = (
    "vmstat counts what every block device writes, volumes and the disks below them again. "
    "That may be more than the disks write: an upper bound."
)


def recognise(document: Document) -> Claim:
    """Return whether there is a head of vmstat."""
    return Claim.SURE if document.holds(" bo") and _HEAD.search(document.text) else Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what vmstat wrote, without the averages since boot that each run begins with."""
    rows = Rows()
    begins: list[str] = []
    names: list[str] = []
    fresh, since = False, 0
    for number, line in enumerate(document.lines(notebook), 1):
        tokens = line.split()
        if COLUMN in tokens and "bi" in tokens:
            # The head comes again every screen, and sooner only where another run begins.
            fresh, names, since = not names or since < SCREEN, tokens, 0
            continue
        if not names or not tokens or not tokens[0].isdigit():
            continue
        since += 1
        at = names.index(COLUMN)
        if len(tokens) < names.index("wa") + 1 if "wa" in names else len(tokens) <= at:
            notebook.problem(
                "short",
                f"The line has {len(tokens)} values where the head has {len(names)} names. It is left out.",
                line=number,
            )
            continue
        stamps = (" ".join(tokens[-3:]), " ".join(tokens[-2:]), " ".join(tokens[:2]))
        time = next((stamp for stamp in stamps if is_time(stamp) and ":" in stamp), "")
        if fresh:
            fresh = False
            begins.append(time)
            notebook.warning(
                "since boot", "The first line of vmstat is the average since the machine started. It is left out.",
                line=number,
            )  # fmt: skip
            continue
        rows.add(number, tokens[at], time=time, block=number)
    if not rows.values:
        notebook.problem(
            "since boot",
            "The only line of vmstat is the average since the machine started. Run it with an interval: vmstat -t 60.",
        )
        return None
    found = rows.found(
        title="vmstat report", column=COLUMN, unit=unit_named("KiB", "s"), at_end=True, begins=[t for t in begins if t]
    )
    found.doubts.append(DISKS)
    return found

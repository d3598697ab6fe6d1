"""Get-Counter of PowerShell: what stands on the screen, and its samples as CSV."""

import re

from calculators.traces.amounts import BYTES_PER_SECOND
from calculators.traces.counters import Counter, choose, counter
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found, weighed
from calculators.traces.layout import splitter
from calculators.traces.model import Notebook
from calculators.traces.rows import Rows
from calculators.traces.times import is_time

TITLE = "Get-Counter"
_SCREEN = re.compile(r"^[^\n\\]*\\\\[^\n\\]+\\[^\n\\]+\\[^\n]*?(?:\s:)?\s*$", re.MULTILINE)
_PATH = re.compile(r"\\\\[^\\]+\\[^\\]+\\[^\\]+?")
_CSV_HEAD = ("Path", "CookedValue", "Timestamp")


def recognise(document: Document) -> Claim:
    """Return whether it has the columns of a screen of Get-Counter, or those of its samples."""
    start = document.start
    if "CounterSamples" in start or ("Timestamp" in start and "CookedValue" in start and "Path" in start):
        return Claim.SURE if "\\\\" in start else Claim.NO
    return Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what the counters of bytes written hold."""
    rows = _csv(document, notebook) if "CookedValue" in document.start else _screen(document, notebook)
    # Paths come in small letters.
    counters: list[Counter] = []
    first: dict[str, list[str]] = {}
    for name in rows.names:
        if (each := counter(len(counters), name)) is not None:
            counters.append(each)
    if not counters:
        notebook.problem(
            "no counter",
            "There is no counter of bytes written. Run: Get-Counter '\\PhysicalDisk(_Total)\\Disk Write Bytes/sec'.",
        )
        return None
    for label, value in zip(rows.labels, rows.values, strict=True):
        if len(mine := first.setdefault(label, [])) < 3:  # noqa: PLR2004 - a few to look at
            mine.append(value)
    chosen = choose(counters, first, column=column, notebook=notebook)
    # In the order of the text: that of a set differs from one Python to the next.
    used = dict.fromkeys(each.path for each in chosen.used)
    found = rows.found(
        title=f"Get-Counter, {chosen.level}",
        column="Disk Write Bytes/sec",
        unit=BYTES_PER_SECOND,
        places=[place for place, label in enumerate(rows.labels) if label in used],
        at_end=True,
        host=", ".join(dict.fromkeys(each.host for each in chosen.used)),
    )
    found.columns, found.added, found.left_out = chosen.columns, tuple(used), chosen.left_out
    found.doubts += chosen.doubts
    found.first = {path: tuple(cells) for path, cells in first.items()}
    found.weights = weighed(list(first), zip(rows.labels, rows.values, strict=True))
    for name, offered in chosen.offers.items():
        setattr(found, name, offered)
    return found


def _csv(document: Document, notebook: Notebook) -> Rows:
    rows, names = Rows(), []
    fields = splitter(";" if document.start.partition("CookedValue")[0].count(";") else ",")
    for number, line in enumerate(document.lines(notebook), 1):
        row = fields(line)
        if all(name in row for name in _CSV_HEAD):
            names = row
        elif names and len(row) == len(names):
            path, value, time = (row[names.index(name)] for name in _CSV_HEAD)
            rows.add(number, value, time=time, label=path)
        elif names and line.strip():
            notebook.problem(
                "short", f"The line has {len(row)} columns; {len(names)} are needed. It is left out.", line=number
            )
    return rows


def _screen(document: Document, notebook: Notebook) -> Rows:
    rows, time, path = Rows(), "", ""
    for number, line in enumerate(document.lines(notebook), 1):
        text = line.strip()
        if not text or set(text) <= {"-", " "} or "CounterSamples" in text:
            continue
        if "\\\\" in text:
            before, _, rest = text.partition("\\\\")
            if before.strip():
                if is_time(before.strip()):
                    time = before.strip()
                else:
                    notebook.problem(
                        "time", f"{before.strip()[:40]} is not a time. What follows is left out.", line=number
                    )
                    time = ""
            path = f"\\\\{rest}"
        elif path and not path.endswith(":"):
            path = f"{path} {text}"
        elif path:
            if time:
                rows.add(number, text, time=time, label=path.removesuffix(":").strip())
            path = ""
        else:
            notebook.problem("short", "The line belongs to no counter. It is left out.", line=number)
    return rows

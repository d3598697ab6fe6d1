"""Output of zpool iostat: what each pool writes."""

import re

from calculators.traces.amounts import BYTES_PER_SECOND
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found, c_time, picked, several
from calculators.traces.model import LeftOut, Notebook
from calculators.traces.rows import Rows, begun_anew, gone

TITLE = "zpool iostat"
COLUMN = "bandwidth write"
_HEAD = re.compile(
    r"^\s*capacity\s+operations\s+bandwidth[^\n]*\n\s*pool\s+(?:alloc|used)\s+(?:free|avail)\s+read\s+write\s+read\s+write",
    re.MULTILINE,
)
_EPOCH = re.compile(r"\d{9,11}")
_COLUMNS = 7


def recognise(document: Document) -> Claim:
    """Return whether there is the double head of zpool iostat."""
    return Claim.SURE if document.holds("bandwidth") and _HEAD.search(document.text) else Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what pools write, without the averages since their import; the parts of a pool stand indented below it."""
    rows = Rows()
    members: dict[str, None] = {}
    when, block, heads = "", 0, 0
    inside = False
    seen: set[str] = set()
    for number, line in enumerate(document.lines(notebook), 1):
        tokens = line.split()
        if not tokens or set(line.strip()) <= {"-", " "}:
            continue
        if tokens[:1] == ["pool"] and "write" in tokens:
            inside, heads, seen = True, heads + 1, set()
        elif stamp := c_time(line):
            when, seen = stamp, set()
        elif len(tokens) == 1 and _EPOCH.fullmatch(tokens[0]):
            when, seen = tokens[0], set()
        elif inside and len(tokens) >= _COLUMNS:
            name = tokens[0]
            if line[:1].isspace():
                members[name] = None
                continue
            if not seen or name in seen:
                block, seen = block + 1, set()
            seen.add(name)
            rows.add(number, tokens[6], time=when, label=name, block=block)
        elif inside and tokens[0] not in ("capacity", "logs", "cache", "special", "dedup"):
            notebook.problem(
                "short", f"The line has {len(tokens)} columns; {_COLUMNS} are needed. It is left out.", line=number
            )
    if len(set(rows.blocks)) <= 1:
        notebook.problem(
            "since boot",
            "The only report of zpool iostat is the average since the pool was imported. Run it with an interval, such "
            "as: zpool iostat -T u 60.",
        )
        return None
    anew = begun_anew(rows.times) if all(rows.times) else set()
    boots = {rows.blocks[0], *(block for time, block in zip(rows.times, rows.blocks, strict=True) if time in anew)}
    since = {time for time, block in zip(rows.times, rows.blocks, strict=True) if block in boots}
    notebook.warning(
        "since boot",
        "The first report of zpool iostat is the average since the pool was imported. It is left out.",
        line=rows.lines[0],
    )
    names = rows.names
    devices = picked(names, several(column, names, notebook), usual=names)
    devices.left_out += [LeftOut(name=name, reason="a part of a pool that counts") for name in members]
    found = rows.found(
        title="zpool iostat",
        column=COLUMN,
        unit=BYTES_PER_SECOND,
        devices=devices,
        places=[
            place
            for place, block in enumerate(rows.blocks)
            if block not in boots and (not rows.times[place] or rows.times[place] not in since)
        ],
        at_end=True,
        begins=[rows.times[0], *anew] if rows.times[0] else [],
        multiples=True,
    )
    found.doubts += gone(devices.added, found.labels or devices.added)
    return found

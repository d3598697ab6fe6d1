"""Values of Zabbix: answers of history.get and trend.get, its plain text, and tables of its database or screens."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from calculators.replication.units import HOUR
from calculators.traces.amounts import BYTES_PER_SECOND, Unit, unit_in, unit_named
from calculators.traces.counters import is_written
from calculators.traces.devices import Devices, whole
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document, json_problem
from calculators.traces.found import FIRST_VALUES, TWICE, Found, listed, picked, several, which_column
from calculators.traces.layout import splitter
from calculators.traces.model import LeftOut, Notebook, shown
from calculators.traces.rows import Rows
from calculators.traces.words import TOTALS, says_written

TITLE = "Zabbix"
# A value stands behind its time as text and as seconds since 1970; where there are several items, a name behind it.
_PLAIN = re.compile(
    r"^[\d./-]{8,10} \d{1,2}:\d{2}:\d{2}(?: [AP]M)? (\d{10}) (\S+)(?: \"(.*)\")?$", re.MULTILINE | re.ASCII
)
ALIKE = 1.2
"""Items are asked in one interval where their steps differ by this factor at most."""
_VALUES = ("value", "value_avg")
# "sps, ops and bps stand for: sectors, operations and bytes per second, respectively"; without any of them it depends
# on the system. https://www.zabbix.com/documentation/current/en/manual/config/items/itemtypes/zabbix_agent
_KEY = re.compile(r"vfs\.dev\.write\[\s*\"?([^,\]\"]*)\"?\s*(?:,\s*(\w*))?", re.IGNORECASE)
_MODES = {"sps": unit_named("blocks", "s"), "bps": BYTES_PER_SECOND}
_COUNTER = re.compile(r"\\(?:PhysicalDisk|LogicalDisk)\(([^)]*)\)\\", re.IGNORECASE)
# "w/s. The number (after merges) of write requests completed per second for the device": README of templates/os/linux.
_REQUESTS = re.compile(
    r"disk write rate$|disk writes/sec|vfs\.dev\.write\.|vfs\.dev\.write\[[^\]]*\b(?:ops|operations|sectors)\b",
    re.IGNORECASE,
)
_BYTES = (
    "Export items of bytes: vfs.dev.write[sda,sps] on Linux, "
    'perf_counter_en["\\PhysicalDisk(_Total)\\Disk Write Bytes/sec"] on Windows.'
)


def recognise(document: Document) -> Claim:
    """Return whether it has the names of Zabbix's history, or its times in two writings."""
    start = document.start
    if document.starts_with_bracket:
        start = start.casefold()
        history = '"clock"' in start and any(f'"{name}"' in start for name in _VALUES)
        return Claim.SURE if history and ('"itemid"' in start or '"jsonrpc"' in start) else Claim.NO
    head = start.partition("\n")[0][:20_000]
    names = _names(head)
    if {"itemid", "clock"} <= names and not names.isdisjoint(_VALUES):
        return Claim.SURE
    if "timestamp" in names and ("vfs.dev.write" in head or ": Disk write rate" in head):
        return Claim.SURE
    return Claim.SURE if _PLAIN.search(start) else Claim.NO


def _names(head: str) -> set[str]:
    return {name.strip().strip('"').casefold() for name in re.split(r"[,;\t|]", head)}


@dataclass(slots=True)
class _Items:
    """The values of items, and what the text calls them."""

    rows: Rows = field(default_factory=Rows)
    trends: bool = False
    """Whether the values are means of hours, whose time is where the hour begins."""


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what the items of data written hold.

    Raises Unclear where no name tells which those are, as in answers of history.get.
    """
    if document.starts_with_bracket:
        items = _json(document, notebook)
    elif _PLAIN.search(document.start):
        items = _plain(document, notebook)
    else:
        items = _table(document, notebook)
    if items is None:
        return None
    rows = items.rows
    if not rows.values:
        notebook.problem("no data", "There are no values in this text of Zabbix.")
        return None
    names = rows.names
    written = [name for name in names if _is_written(name)]
    by_itself = _devices(written, names)
    wanted = several(column, names, notebook, every=by_itself.added)
    if set(wanted) == set(by_itself.added):
        wanted = []
    used = wanted or written
    if not used:
        if requests := [name for name in names if _REQUESTS.search(name)]:
            notebook.problem("requests", f"{shown(requests[0], 80)} counts writes, and no bytes of a second. {_BYTES}")
            return None
        raise which_column(
            f"No name here says which item is the data written; an answer of history.get has ids only. {_BYTES}",
            [(name, _first(rows, name)) for name in names],
            together=True,
        )
    units = {_unit(name) for name in used}
    if len(units) > 1:
        raise which_column(
            "The items of data written have different units. Choose one.",
            [(name, _first(rows, name)) for name in used],
        )
    devices = picked(names, wanted, usual=by_itself.added) if wanted else by_itself
    devices.usual = tuple(by_itself.added)
    if len(wanted) > 1 and (more := [name for name in wanted if name in written and name not in by_itself.added]):
        devices.doubts.append(f"{listed(more)} {TWICE}")
    if not items.trends and len(devices.added) > 1:
        _align(rows, set(devices.added), notebook)
    found = rows.found(
        title="Zabbix, means of hours" if items.trends else "Zabbix",
        column=devices.added[0] if len(devices.added) == 1 else "value",
        unit=units.pop(),
        devices=devices,
        at_end=not items.trends,
        interval=float(HOUR) if items.trends else None,
    )
    found.parts = tuple(written)
    found.unnamed = tuple(name for name in names if name not in written)
    found.own = tuple(name for name in devices.added if name not in written)
    return found


def _own(name: str) -> str:
    """Return the name of an item without the host and the device in front of it."""
    return name.rpartition(": ")[2]


def _is_written(name: str) -> bool:
    """Return whether the name or the key of an item says that it is bytes written."""
    if _REQUESTS.search(name):
        return False
    if _KEY.search(name) or is_written(name):
        return True
    return says_written(_own(name)) and unit_in(_own(name)) is not None


def _unit(name: str) -> Unit | None:
    if key := _KEY.search(name):
        return _MODES.get((key[2] or "").casefold())
    return BYTES_PER_SECOND if is_written(name) else unit_in(_own(name))


def _devices(used: Sequence[str], names: Sequence[str]) -> Devices:
    """Return the items of the devices that add up, and the others."""
    found = Devices(added=list(used), left_out=[LeftOut(name=name, reason="another item") for name in names])
    found.left_out = [left for left in found.left_out if left.name not in set(used)]
    hosts: dict[str, dict[str, str]] = {}
    for name in used:
        match = _KEY.search(name) or _COUNTER.search(name)
        if not match:
            return found
        hosts.setdefault(name[: match.start()], {})[match[1].strip() or "all"] = name
    found.added = []
    for devices in hosts.values():
        sums = [device for device in devices if device.casefold() in TOTALS]
        if sums:
            disks = Devices(added=sums[:1])
            disks.left_out = [
                LeftOut(name=device, reason="a part of the sum") for device in devices if device not in sums
            ]
            if sums[0].casefold() == "all":
                disks.doubts.append("The agent's sum over all devices may count partitions and volumes once more.")
        else:
            disks = whole(list(devices))
        found.added += [devices[device] for device in disks.added]
        found.left_out += [LeftOut(name=devices[left.name], reason=left.reason) for left in disks.left_out]
        found.doubts += disks.doubts
    return found


def _align(rows: Rows, used: set[str], notebook: Notebook) -> None:
    """Put the times of several items on one grid: Zabbix asks each of them at its own second of the interval."""
    clocks: dict[str, list[int]] = {}
    for label, time in zip(rows.labels, rows.times, strict=True):
        if label in used and time.isdigit():
            clocks.setdefault(label, []).append(int(time))
    steps = {label: [after - before for before, after in pairwise(sorted(clocks[label]))] for label in clocks}
    usual = [_usual(own) for own in steps.values()]
    step = _usual([step for own in steps.values() for step in own])
    if step <= 1 or max(usual) > ALIKE * min(usual):
        return
    phases = {label: min(times) % step for label, times in clocks.items()}
    first = min(phases.values())
    moved = list(rows.times)
    for place, (label, time) in enumerate(zip(rows.labels, rows.times, strict=True)):
        if label in phases and time.isdigit():
            moved[place] = str((int(time) - phases[label] + step // 2) // step * step + first)
    if moved == rows.times:
        return
    rows.times[:] = moved
    notebook.warning(
        "own seconds",
        f"Each item has its own seconds within the interval of {step} s. They count for the same interval, so a value "
        "may stand up to one interval early.",
    )


def _usual(steps: Sequence[int]) -> int:
    return sorted(steps)[(len(steps) - 1) // 2] if steps else 0


def _first(rows: Rows, label: str) -> list[str]:
    places = (place for place, name in enumerate(rows.labels) if name == label)
    return [rows.values[place] for place, _ in zip(places, range(FIRST_VALUES), strict=False)]


def _json(document: Document, notebook: Notebook) -> _Items | None:
    items = _Items()
    names: dict[str, str] = {}
    try:
        content = json.loads(document.text)
        if isinstance(content, dict):
            content = next(value for key, value in content.items() if key.casefold() == "result")
        points: list[dict[str, Any]] = content
        for number, written in enumerate(points, 1):
            point = {key.casefold(): value for key, value in written.items()}
            item = str(point.get("itemid", "item"))
            name = str(point.get("key_") or point.get("name") or item)
            value = next((point[key] for key in _VALUES if key in point), "")
            items.trends = items.trends or "value_avg" in point
            items.rows.add(number, str(value), time=str(point["clock"]), label=names.setdefault(item, name))
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration, RecursionError) as error:
        notebook.problem("json", json_problem(error, TITLE))
        return None
    return items


def _plain(document: Document, notebook: Notebook) -> _Items:
    items = _Items()
    head = ""
    for number, line in enumerate(document.lines(notebook), 1):
        if match := _PLAIN.match(line.rstrip("\n")):
            items.rows.add(number, match[2], time=match[1], label=match[3] or head or "value")
        elif items.rows.values and line.strip():
            notebook.problem("short", "The line is no time with its seconds since 1970 and a value.", line=number)
        elif line.strip():
            head = line.strip()
    return items


def _table(document: Document, notebook: Notebook) -> _Items | None:
    """Return what a table of the database holds, an item and a time a line, or one of the screen, an item a column."""
    items = _Items()
    lines = document.lines(notebook)
    begin = next(place for place, line in enumerate(lines) if line.strip())
    fields = splitter(max("\t|;,", key=lines[begin].count))
    header = fields(lines[begin])
    folded = [name.casefold() for name in header]
    long = "clock" in folded
    value = next((folded.index(name) for name in _VALUES if name in folded), 0)
    items.trends = long and folded[value] == "value_avg"
    named = next((folded.index(name) for name in ("key_", "name", "itemid") if name in folded), 0)
    time = folded.index("clock") if long else folded.index("timestamp")
    for number, line in enumerate(lines[begin + 1 :], begin + 2):
        row = fields(line)
        if not any(row):
            continue
        if len(row) != len(header):
            notebook.problem(
                "short", f"The line has {len(row)} columns; {len(header)} are needed. It is left out.", line=number
            )
        elif row == header:
            continue
        elif long:
            items.rows.add(number, row[value], time=row[time], label=row[named])
        else:
            for place, name in enumerate(header):
                if place != time and row[place]:
                    items.rows.add(number, row[place], time=row[time], label=name)
    return items

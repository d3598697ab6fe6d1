"""JSON of sysstat: iostat -o JSON and sadf -j."""

import json
from typing import Any

from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document, json_problem
from calculators.traces.found import Found, use_devices
from calculators.traces.model import Notebook
from calculators.traces.rows import Rows
from calculators.traces.sysstat import SYSSTAT

TITLE = "JSON of sysstat"
_NAMES = ("disk_device", "disk-device", "disk_name")


def recognise(document: Document) -> Claim:
    """Return whether it is JSON with the key that sysstat puts around everything."""
    return Claim.SURE if document.starts_with_bracket and '"sysstat"' in document.start[:2_000] else Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what the disks of the statistics hold, without the averages since boot of iostat."""
    try:
        hosts = json.loads(document.text)["sysstat"]["hosts"]
        reports = [(host, report) for host in hosts for report in host["statistics"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        notebook.problem("json", json_problem(error, "sysstat"))
        return None
    rows, begins, boots = Rows(), [], 0
    written, intervals, before = "", [], None
    idle_seen = False
    for number, (host, report) in enumerate(reports, 1):
        if not isinstance(report, dict) or not isinstance(report.get("disk"), list):
            continue
        time, interval = _time(report.get("timestamp"))
        if interval:
            intervals.append(interval)
        iostat = any(isinstance(disk, dict) and "disk_device" in disk for disk in report["disk"])
        if iostat and host is not before:
            # The first report of each run of iostat is since boot.
            before, boots = host, boots + 1
            begins.append(time)
            written = written or _column(next(filter(_is_object, report["disk"]), {}))
            continue
        for disk in filter(_is_object, report["disk"]):
            label = next((str(disk[name]) for name in _NAMES if name in disk), "")
            name = _column(disk)
            if not label or not name:
                continue
            if written and name != written:
                notebook.problem(
                    "columns change",
                    f"The column changes from {written} to {name}: what follows is left out.",
                    line=number,
                )
                continue
            written = name
            numbers = [value for value in disk.values() if isinstance(value, (int, float))]
            idle_seen = idle_seen or not any(numbers)
            value = disk[name]
            rows.add(
                number, str(value) if isinstance(value, (int, float)) else "", time=time, label=label, block=number
            )
    if not rows.values:
        notebook.problem(
            "no data",
            "This JSON of sysstat has no disks in more than one report. Run iostat with an interval, or: "
            "sadf -j FILE -- -d.",
        )
        return None
    if boots:
        notebook.warning(
            "since boot",
            "The first report of iostat is the average since the machine started. It is left out.",
            count=boots,
        )
    wanted = column if column and column.strip() != written else None
    devices = use_devices(rows.names, column=wanted, groups=(), notebook=notebook)
    return rows.found(
        title="JSON of sysstat",
        column=written,
        unit=SYSSTAT[written],
        devices=devices,
        at_end=True,
        begins=[time for time in begins if time],
        host=", ".join(dict.fromkeys(str(host.get("nodename", "")) for host in hosts if isinstance(host, dict))),
        perhaps_idle=not idle_seen,
        interval=sorted(intervals)[len(intervals) // 2] if intervals else None,
    )


def _is_object(disk: object) -> bool:
    return isinstance(disk, dict)


def _column(disk: dict[str, Any]) -> str:
    """Return the name of the data written of a disk."""
    return next((name for name in disk if name in SYSSTAT), "")


def _time(stamp: Any) -> tuple[str, float | None]:
    """Return the time of a report, and the interval where it says so."""
    if isinstance(stamp, str):
        return stamp, None
    if not isinstance(stamp, dict):
        return "", None
    interval = stamp.get("interval")
    zone = " UTC" if stamp.get("utc") == 1 else ""
    return f"{stamp.get('date', '')} {stamp.get('time', '')}{zone}".strip(), (
        float(interval) if isinstance(interval, (int, float)) and interval > 0 else None
    )

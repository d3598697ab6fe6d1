"""XML of sadf (-x)."""

import re

from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found, use_devices
from calculators.traces.model import Notebook
from calculators.traces.rows import Rows
from calculators.traces.sysstat import SYSSTAT

TITLE = "XML of sadf"
_ELEMENT = re.compile(r"<(host|timestamp|disk-device|io-writes|boot)\s([^<>]{1,4000})>")
_ATTRIBUTE = re.compile(r"([\w-]+)=\"([^\"]{0,200})\"")
_ATTRIBUTES = ("wkB", "wr_sec")


def recognise(document: Document) -> Claim:
    """Return whether it is XML with the element that sysstat puts around everything."""
    return Claim.SURE if document.start.startswith("<") and "<sysstat" in document.start else Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what the disks of the statistics hold."""
    rows, host, time, written, restarts = Rows(), "", "", "", 0
    intervals: list[float] = []
    idle_seen = False
    number, counted = 1, 0
    for element in _ELEMENT.finditer(document.text):
        number += document.text.count("\n", counted, element.start())
        counted = element.start()
        values = dict(_ATTRIBUTE.findall(element[2]))
        if element[1] == "host":
            host = values.get("nodename", host)
        elif element[1] == "boot":
            restarts += 1
        elif element[1] == "timestamp":
            zone = " UTC" if values.get("utc") == "1" else ""
            time = f"{values.get('date', '')} {values.get('time', '')}{zone}".strip()
            if values.get("interval", "").isdigit():
                intervals.append(float(values["interval"]))
        elif "dev" in values:
            name = next((name for name in _ATTRIBUTES if name in values), "")
            if not name or (written and name != written):
                continue
            written = name
            idle_seen = idle_seen or not any(value.strip("0.") for key, value in values.items() if key != "dev")
            rows.add(number, values[name], time=time, label=values["dev"])
    if not rows.values:
        notebook.problem("no data", "This XML of sadf has no disks. Make it with: sadf -x FILE -- -d > trace.xml.")
        return None
    wanted = column if column and column.strip() != written else None
    return rows.found(
        title="XML of sadf",
        column=written,
        unit=SYSSTAT[written],
        devices=use_devices(rows.names, column=wanted, groups=(), notebook=notebook),
        at_end=True,
        host=host,
        restarts=restarts,
        perhaps_idle=not idle_seen,
        interval=sorted(intervals)[len(intervals) // 2] if intervals else None,
    )

"""Answers of Prometheus to a range query, as JSON."""

import json

from calculators.traces.amounts import BYTES_PER_SECOND
from calculators.traces.devices import Devices, whole
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document, json_problem
from calculators.traces.found import Found, note_devices, picked, several, which_column
from calculators.traces.model import LeftOut, Notebook
from calculators.traces.rows import Rows
from calculators.traces.words import says_written

TITLE = "Prometheus"


def recognise(document: Document) -> Claim:
    """Return whether it has the keys of an answer to a range query."""
    if not document.starts_with_bracket:
        return Claim.NO
    return Claim.SURE if '"resultType"' in document.start and '"matrix"' in document.start else Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what the series hold: the rise of counters, or rates where the name says so."""
    rows, names = Rows(), {}
    try:
        for number, series in enumerate(json.loads(document.text)["data"]["result"], 1):
            metric = {str(key): str(value) for key, value in series["metric"].items()}
            name = metric.pop("__name__", "")
            label = metric.get("device") or ",".join(f"{key}={value}" for key, value in metric.items()) or str(number)
            label = f"{metric['instance']} {label}" if "instance" in metric and "device" in metric else label
            names[label] = name
            for time, value in series["values"]:
                rows.add(number, str(value), time=str(time), label=label)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        notebook.problem("json", json_problem(error, TITLE))
        return None
    if not rows.values:
        notebook.problem("no data", "There are no values in this answer of Prometheus.")
        return None
    written = [label for label, name in names.items() if says_written(name) and "bytes" in name]
    usual = written
    left_out, doubts = [LeftOut(name=label, reason="not chosen") for label in names if label not in written], []
    if len({label.split(" ")[0] for label in written if " " in label}) <= 1:
        plain = {label.rpartition(" ")[2]: label for label in written}
        devices = whole(tuple(plain))
        usual, doubts = [plain[name] for name in devices.added], devices.doubts
        left_out = [LeftOut(name=left.name, reason=left.reason) for left in devices.left_out]
    wanted = several(column, tuple(names), notebook, every=usual)
    if not written and not wanted:
        why = "No series has the name of data written; a query such as `rate(...)` leaves none."
        raise which_column(why, [(label, _first(rows, label)) for label in names], together=True)
    devices = Devices(added=usual, left_out=left_out, doubts=doubts, usual=tuple(usual))
    if wanted and set(wanted) != set(usual):
        devices = picked(names, wanted, usual=usual)
    else:
        note_devices(devices, notebook)
    used = devices.added
    counter = any(names[label].endswith("_total") for label in used)
    found = rows.found(
        title="Prometheus",
        column=names[used[0]] or used[0],
        unit=BYTES_PER_SECOND if counter or any("per_second" in names[label] for label in used) else None,
        devices=devices,
        cumulative=counter,
    )
    found.parts = tuple(written)
    found.unnamed = tuple(label for label in names if label not in written)
    found.own = tuple(label for label in used if label not in written)
    return found


def _first(rows: Rows, label: str) -> list[str]:
    found = []
    for name, value in zip(rows.labels, rows.values, strict=True):
        if name == label:
            found.append(value)
            if len(found) == 3:  # noqa: PLR2004 - a few to look at
                break
    return found

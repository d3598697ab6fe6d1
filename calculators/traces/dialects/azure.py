"""Metrics of Azure Monitor: CSV of the portal, JSON of the command line."""

import json
import re

from calculators.traces.amounts import BYTES_PER_SECOND, unit_named
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document, json_problem
from calculators.traces.found import Found, picked, several, weighed, which_column
from calculators.traces.layout import splitter
from calculators.traces.model import LeftOut, Notebook
from calculators.traces.rows import Rows
from calculators.traces.words import WRITTEN

TITLE = "Azure Monitor"
_FACT = re.compile(r"^\"?(?:Resource|Metric|Aggregation)\"?[,;\t]", re.MULTILINE)
_METRIC = re.compile(r"disks? write bytes(?P<rate>/sec)?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})")
_ISO = re.compile(r"PT(\d{1,4})([SMH])")
_MEANS = ("avg", "average", "mean")
_SUMS = ("sum", "total")


def recognise(document: Document) -> Claim:
    """Return whether it has the lines of description of the portal, or the keys of the command line."""
    start = document.start
    if document.starts_with_bracket:
        return Claim.SURE if '"timeseries"' in start and '"timeStamp"' in start else Claim.NO
    facts = _FACT.findall(start[:4_000])
    if facts and _METRIC.search(start[:4_000]):
        return Claim.SURE
    return Claim.SURE if len(facts) > 1 and "Timestamp" in start[:8_000] else Claim.NO


def _aggregation(metric: str, name: str, found: Found, notebook: Notebook) -> bool:
    """Set the unit that a metric has under an aggregation; return whether that is what was written."""
    match = _METRIC.search(metric)
    rate = match is None or match["rate"] is not None
    found.unit = BYTES_PER_SECOND if rate else unit_named("B")
    folded = name.strip().casefold()
    if folded.startswith(_MEANS if rate else _SUMS):
        return True
    if folded.startswith("max") and rate:
        found.doubts.append("The values are the largest of each interval, not its mean. That is an upper bound.")
        return True
    notebook.problem(
        "statistic",
        f"The aggregation {name[:40]} of {metric[:60]} is not what was written. Export {'Avg' if rate else 'Sum'}.",
    )
    return False


def _lines(
    document: Document, notebook: Notebook
) -> tuple[dict[str, list[str]], list[str], list[tuple[int, list[str]]]]:
    """Return the facts above a table, its head, and its lines with their numbers."""
    fields = splitter(max(",;\t", key=document.start[:2_000].count))
    facts: dict[str, list[str]] = {}
    header: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(document.lines(notebook), 1):
        row = fields(line)
        if not any(row):
            continue
        if row[0].casefold().startswith("timestamp"):
            if header and row != header:
                notebook.problem("columns change", "A head with other columns: what follows is left out.", line=number)
                break
            header = row
        elif not header:
            facts.setdefault(row[0].casefold(), []).extend(cell for cell in row[1:] if cell)
        elif len(row) > 1 and row[0]:
            rows.append((number, row))
        else:
            notebook.problem("short", "The line has no time. It is left out.", line=number)
    return facts, header, rows


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what was written, added up over disks and machines."""
    if document.starts_with_bracket:
        return _json(document, column=column, notebook=notebook)
    facts, header, rows = _lines(document, notebook)
    names = [name or str(place) for place, name in enumerate(header[1:], 1)]
    while names and names[-1].isdigit():
        names.pop()
    if not rows or not names:
        notebook.problem("no data", "There is no line with a time and values in this export.")
        return None
    metrics = list(dict.fromkeys(facts.get("metric", [])))
    if len(metrics) == 1 and _METRIC.search(metrics[0]):
        metric, places = metrics[0], list(range(len(names)))
    else:
        places = [place for place, name in enumerate(names) if _METRIC.search(name)]
        metric = names[places[0]] if places else ""
    usual = [names[place] for place in places]
    wanted = several(column, names, notebook, every=usual)
    if wanted:
        places = [names.index(name) for name in wanted]
    elif not places:
        raise which_column(
            f"The metric {', '.join(metrics)[:80]} is not data written." if metrics else "No column is data written.",
            [
                (name, [row[place + 1] for _, row in rows[:3] if len(row) > place + 1])
                for place, name in enumerate(names)
            ],
            together=True,
        )
    used = [names[place] for place in places]
    found = Found(
        format=f"Azure Monitor, {metric}, " + (f"sum of {len(used)}" if len(used) > 1 else used[0]),
        unit=None,
        lines=[number for number, _ in rows],
        times=[row[0] for _, row in rows],
        values=[[row[place + 1] if len(row) > place + 1 else "" for _, row in rows] for place in places],
        time_column=header[0],
        value_columns=tuple(used),
        columns=tuple(names),
        added=tuple(used),
        left_out=tuple(LeftOut(name=name, reason="not chosen") for name in names if name not in used),
        parts=tuple(usual),
        usual=tuple(usual),
        weights=weighed(names, (cell for _, row in rows for cell in zip(names, row[1:], strict=False))),
        unnamed=tuple(name for name in names if name not in usual),
        own=tuple(name for name in used if name not in usual),
        offset_minutes=0 if "utc" in header[0].casefold() else None,
        comma_separates=True,
        host=", ".join(facts.get("resource", [])[:3]),
    )
    aggregation = facts.get("aggregation", [""])
    return found if _aggregation(metric or used[0], aggregation[0] or "Avg", found, notebook) else None


def _seconds(text: str) -> float | None:
    """Return the seconds of `0:05:00` or `PT5M`; None for anything else."""
    if found := _CLOCK.fullmatch(text):
        seconds = int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3])
    elif found := _ISO.fullmatch(text):
        seconds = int(found[1]) * {"S": 1, "M": 60, "H": 3600}[found[2]]
    else:
        return None
    return float(seconds) if seconds else None


def _json(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    rows, metric, kind = Rows(), "", ""
    try:
        content = json.loads(document.text)
        interval = _seconds(str(content.get("interval", "")))
        for number, value in enumerate(content["value"], 1):
            name = str(value["name"]["value"])
            if not WRITTEN.search(name) or not _METRIC.search(name):
                continue
            metric = metric or name
            for series in value["timeseries"]:
                parts = [str(part["value"]) for part in series.get("metadatavalues", [])]
                label = " ".join([name, *parts])
                for point in series["data"]:
                    known = [key for key in ("average", "total", "maximum") if point.get(key) is not None]
                    kind = kind or (known[0] if known else "")
                    rows.add(number, str(point.get(kind, "")), time=str(point["timeStamp"]), label=label)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        notebook.problem("json", json_problem(error, TITLE))
        return None
    if not rows.values:
        notebook.problem("no written", "No metric here is data written, such as Data Disk Write Bytes/sec.")
        return None
    devices = picked(rows.names, several(column, rows.names, notebook), usual=rows.names)
    found = rows.found(
        title="Azure Monitor",
        column=metric,
        unit=None,
        devices=devices,
        interval=interval,
    )
    return found if _aggregation(metric, kind or "average", found, notebook) else None

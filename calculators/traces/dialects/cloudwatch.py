"""Metrics of Amazon CloudWatch: CSV of the console, JSON and text of the command line, plain tables of a metric."""

import json
import re
from collections.abc import Sequence
from typing import Any

from calculators.traces.amounts import BYTES_PER_SECOND, Unit, unit_named
from calculators.traces.devices import Devices
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document, json_problem
from calculators.traces.found import Found, several, weighed, which_column
from calculators.traces.layout import splitter
from calculators.traces.model import LeftOut, Notebook
from calculators.traces.rows import Rows
from calculators.traces.times import is_time

TITLE = "Amazon CloudWatch"
# "The Sum statistic reports the total number of bytes transferred during the period. The Average statistic reports the
# average size of each write operation". https://docs.aws.amazon.com/ebs/latest/userguide/using_cloudwatch_ebs.html
AMOUNTS = ("VolumeWriteBytes", "EBSWriteBytes", "DiskWriteBytes", "DataWriteIOBytes", "DataWriteBytes")
RATES = ("WriteThroughput",)
# Oracle's cloud has a VolumeWriteThroughput, which is an amount.
_METRIC = re.compile(rf"{'|'.join(AMOUNTS)}|(?<![A-Za-z])(?:{'|'.join(RATES)})")
_DATAPOINT = re.compile(r"^DATAPOINTS\t", re.MULTILINE)
_FACTS = (
    "id",
    "full label",
    "label",
    "namespace",
    "statistic",
    "period",
    "metricname",
    "dimensions",
    "region",
    "account",
)
PLAIN = "Nothing says that the values are the Sum of each period. They are read as such."


def recognise(document: Document) -> Claim:
    """Return whether it is an export of CloudWatch, or a table whose columns have the names of its metrics."""
    start = document.start
    if document.starts_with_bracket:
        return Claim.SURE if '"Datapoints"' in start or '"MetricDataResults"' in start else Claim.NO
    if _DATAPOINT.search(start):
        return Claim.SURE
    head = start[:20_000]
    facts = {line.partition(",")[0].strip('"').casefold() for line in head.splitlines()[:12]}
    if {"label", "period", "statistic"} <= facts:
        return Claim.SURE
    first = head.partition("\n")[0]
    return Claim.SURE if _METRIC.search(first) and not _lines_of_other(first) else Claim.NO


def _lines_of_other(first: str) -> bool:
    return "\\" in first or "{" in first


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what was written in each period; amounts, but for metrics that are rates."""
    if document.starts_with_bracket:
        return _json(document, column=column, notebook=notebook)
    if _DATAPOINT.search(document.start):
        return _text(document, notebook)
    return _csv(document, column=column, notebook=notebook)


def _unit(metric: str) -> Unit:
    return BYTES_PER_SECOND if metric in RATES else unit_named("B")


def _refused(metric: str, statistic: str, notebook: Notebook) -> bool:
    """Note a statistic that is not what was written; return whether it is one."""
    wanted = "Average" if metric in RATES else "Sum"
    if statistic.casefold() == wanted.casefold():
        return False
    notebook.problem(
        "statistic",
        f"The statistic {statistic[:40]} of {metric} is not what was written in a period. Export {wanted}.",
    )
    return True


def _csv(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    head = document.start.partition("\n")[0]
    fields = splitter(";" if head.count(";") > head.count(",") else "," if "," in head else "\t")
    facts: dict[str, list[str]] = {}
    rows: list[tuple[int, list[str]]] = []
    header: list[str] = []
    for number, line in enumerate(document.lines(notebook), 1):
        row = fields(line)
        if not any(row):
            continue
        if row[0] and is_time(row[0]):
            rows.append((number, row))
        elif not rows and row[0].casefold() in _FACTS:
            facts[row[0].casefold()] = row[1:]
        elif not rows and not header:
            header = row[1:]
        else:
            notebook.problem("short", "The line has no time. It is left out.", line=number)
    names = facts.get("full label") or facts.get("label") or header
    if not rows or not names:
        notebook.problem("no data", "There is no line with a time and values in this export.")
        return None
    if len(rows[0][1]) - 1 != len(names):
        count = len(rows[0][1]) - 1
        notebook.problem("head", f"The head has {len(names)} names where the lines have {count} values. It seems cut.")
        return None
    names = [name or str(place + 1) for place, name in enumerate(names)]
    metrics = [_metric(place, facts, names) for place in range(len(names))]
    known = [metric for metric in (*AMOUNTS, *RATES) if metric in metrics]
    usual = [name for name, metric in zip(names, metrics, strict=True) if known and metric == known[0]]
    wanted = several(column, names, notebook, every=usual)
    places = [names.index(name) for name in wanted]
    if not places:
        if not known:
            raise which_column(
                "No metric here is data written.",
                [
                    (name, [row[place + 1] for _, row in rows[:3] if len(row) > place + 1])
                    for place, name in enumerate(names)
                ],
                together=True,
            )
        places = [place for place, metric in enumerate(metrics) if metric == known[0]]
    metric = metrics[places[0]]
    statistics = facts.get("statistic", [])
    if any(place < len(statistics) and _refused(metric or AMOUNTS[0], statistics[place], notebook) for place in places):
        return None
    periods = facts.get("period", [])
    period = periods[places[0]] if places[0] < len(periods) else ""
    found = Found(
        format=f"CloudWatch, {metric or names[places[0]]}, "
        + (f"sum of {len(places)}" if len(places) > 1 else names[places[0]]),
        unit=_unit(metric),
        lines=[number for number, _ in rows],
        times=[row[0] for _, row in rows],
        values=[[row[place + 1] if len(row) > place + 1 else "" for _, row in rows] for place in places],
        time_column="time",
        value_columns=tuple(names[place] for place in places),
        columns=tuple(names),
        added=tuple(names[place] for place in places),
        left_out=tuple(
            LeftOut(name=name, reason="another metric" if metrics[place] != metric else "not chosen")
            for place, name in enumerate(names)
            if place not in places
        ),
        parts=tuple(usual),
        usual=tuple(usual),
        weights=weighed(names, (cell for _, row in rows for cell in zip(names, row[1:], strict=False))),
        others=tuple(name for name, each in zip(names, metrics, strict=True) if each and each != known[0]),
        unnamed=tuple(name for name, each in zip(names, metrics, strict=True) if not each),
        own=tuple(names[place] for place in places if not metrics[place]),
        interval=float(period) if period.isdigit() and int(period) else None,
        comma_separates=True,
    )
    if not statistics and metric in AMOUNTS:
        found.doubts.append(PLAIN)
    return found


def _metric(place: int, facts: dict[str, list[str]], names: Sequence[str]) -> str:
    """Return the metric of a column that is data written; empty for another."""
    for cells in (facts.get("metricname", []), facts.get("label", []), names):
        if place < len(cells) and (found := _METRIC.search(cells[place])):
            return found[0]
    return ""


def _json(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    try:
        content = json.loads(document.text)
        pages = content if isinstance(content, list) else [content]
        rows = Rows()
        labels: dict[str, str] = {}
        statistics: set[str] = set()
        for number, page in enumerate(pages, 1):
            _page(page, number, rows, labels, statistics)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        notebook.problem("json", json_problem(error, TITLE))
        return None
    if not rows.values:
        notebook.problem("no data", "There are no data points in this JSON.")
        return None
    names = rows.names
    known = [metric for metric in (*AMOUNTS, *RATES) if metric in labels.values()]
    usual = [name for name in names if known and labels[name] == known[0]]
    wanted = several(column, names, notebook, every=usual)
    if not known and not wanted:
        raise which_column(
            "No metric here is data written.", [(name, rows.values[:3]) for name in names], together=True
        )
    metric = labels[wanted[0]] if wanted else known[0]
    used = wanted or usual
    for statistic in statistics:
        if _refused(metric or AMOUNTS[0], statistic, notebook):
            return None
    found = rows.found(
        title="CloudWatch",
        column=metric or used[0],
        unit=_unit(metric),
        devices=Devices(
            added=used,
            left_out=[LeftOut(name=name, reason="another metric") for name in names if name not in used],
            usual=tuple(usual),
        ),
    )
    found.parts = tuple(usual)
    found.others = tuple(name for name in names if labels[name] and labels[name] != known[0])
    found.unnamed = tuple(name for name in names if not labels[name])
    found.own = tuple(name for name in used if not labels[name])
    if not statistics and metric in AMOUNTS:
        found.doubts.append(PLAIN)
    return found


def _page(page: Any, number: int, rows: Rows, labels: dict[str, str], statistics: set[str]) -> None:
    """Add what a page of get-metric-statistics or get-metric-data holds."""
    if "Datapoints" in page:
        name = str(page.get("Label", ""))
        match = _METRIC.search(name)
        label = name if name not in labels else f"{name} {number}"
        labels[label] = match[0] if match else ""
        for point in page["Datapoints"]:
            statistic = next(
                (key for key in ("Sum", "Average", "Maximum", "Minimum", "SampleCount") if key in point), ""
            )
            if labels[label] in RATES and "Average" in point:
                statistic = "Average"
            statistics.add(statistic)
            rows.add(number, str(point.get(statistic, "")), time=str(point["Timestamp"]), label=label)
        return
    for place, result in enumerate(page["MetricDataResults"], 1):
        name = str(result.get("Label") or result.get("Id"))
        match = _METRIC.search(name)
        label = f"{name} ({result.get('Id', place)})"
        labels[label] = match[0] if match else ""
        for time, value in zip(result["Timestamps"], result["Values"], strict=True):
            rows.add(number, str(value), time=str(time), label=label)


def _text(document: Document, notebook: Notebook) -> Found | None:
    """Return what `--output text` holds: the name of the metric, and points as value, time and unit."""
    rows, metric = Rows(), ""
    for number, line in enumerate(document.lines(notebook), 1):
        row = line.rstrip("\n").split("\t")
        if row[0] != "DATAPOINTS":
            if match := _METRIC.search(line):
                metric = match[0]
            continue
        times = [cell for cell in row[1:] if is_time(cell)]
        values = [cell for cell in row[1:] if cell not in times and cell[:1].isdigit()]
        if len(times) != 1 or len(values) != 1:
            notebook.problem("short", "The point has not one time and one value. It is left out.", line=number)
            continue
        rows.add(number, values[0], time=times[0])
    if not metric or not rows.values:
        notebook.problem("no written", "No metric here is data written, such as VolumeWriteBytes.")
        return None
    found = rows.found(title="CloudWatch", column=metric, unit=_unit(metric))
    if metric in AMOUNTS:
        found.doubts.append(PLAIN)
    return found

"""Round robin databases, as LibreNMS, Cacti and Munin keep them: `rrdtool fetch` and `rrdtool xport`."""

import json
import re

from calculators.traces.amounts import BYTES_PER_SECOND, Unit, unit_in
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document, json_problem
from calculators.traces.found import Found, several, weighed, which_column
from calculators.traces.model import LeftOut, Notebook
from calculators.traces.words import says_written

TITLE = "rrdtool"
_FETCH = re.compile(r"^\d{9,11}: [-+\w.,]+(?: [-+\w.,]+)*\s*$", re.MULTILINE)
_ROW = re.compile(r"<row>\s*<t>(\d{9,11})</t>((?:\s*<v>[^<]{0,40}</v>)+)\s*</row>")
_VALUE = re.compile(r"<v>([^<]*)</v>")
_ENTRY = re.compile(r"<entry>([^<]{0,200})</entry>")
# What LibreNMS calls the bytes of a disk beside their operations.
_LIBRENMS = {"read", "written", "reads", "writes"}


def recognise(document: Document) -> Claim:
    """Return whether it is an export of rrdtool, or what it fetched."""
    start = document.start
    if start.startswith("<"):
        return Claim.SURE if "<xport>" in start[:4_000] else Claim.NO
    if document.starts_with_bracket:
        return Claim.SURE if '"legend"' in start[:20_000] and '"step"' in start[:20_000] else Claim.NO
    return Claim.SURE if len(_FETCH.findall(start)) > 1 else Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what the sources of data written hold; their times are the ends of intervals."""
    names, rows = _rows(document, notebook)
    if not rows or not names:
        notebook.problem("no data", "This output of rrdtool has no names or no lines with a time and values.")
        return None
    if any(len(values) != len(names) for _, _, values in rows):
        notebook.problem(
            "head", f"There are {len(names)} names, and lines with another number of values. It seems cut."
        )
        return None
    written = [name for name in names if says_written(name) and name != "writes"]
    used = several(column, tuple(names), notebook, every=written) or (written if len(written) == 1 else [])
    if not used:
        why = "Several sources are data written." if written else "No source is data written."
        first = {name: [values[place] for _, _, values in rows[:3]] for place, name in enumerate(names)}
        raise which_column(why, [(name, first[name]) for name in written or names], together=bool(written))
    places = [names.index(name) for name in used]
    return Found(
        format=f"rrdtool, {', '.join(used)}",
        unit=_unit(used[0], names),
        lines=[number for number, _, _ in rows],
        times=[time for _, time, _ in rows],
        values=[[_plain(values[place]) for _, _, values in rows] for place in places],
        time_column="time",
        value_columns=tuple(used),
        columns=tuple(names),
        at_end=True,
        parts=tuple(written),
        weights=weighed(names, (cell for _, _, cells in rows for cell in zip(names, cells, strict=True))),
        usual=tuple(written) if len(written) == 1 else (),
        unnamed=tuple(name for name in names if name not in written),
        own=tuple(name for name in used if name not in written),
        added=tuple(used),
        left_out=tuple(LeftOut(name=name, reason="not chosen") for name in names if name not in used),
    )


def _unit(name: str, names: list[str]) -> Unit | None:
    return unit_in(name) or (BYTES_PER_SECOND if set(names) >= _LIBRENMS else None)


def _plain(value: str) -> str:
    return "" if value.casefold().strip("-+") in ("nan", "none", "null", "") else value


def _rows(document: Document, notebook: Notebook) -> tuple[list[str], list[tuple[int, str, list[str]]]]:
    """Return the names of sources, and for each time its line, itself and the values."""
    if document.start.startswith("<"):
        found = enumerate(_ROW.finditer(document.text), 1)
        return _ENTRY.findall(document.text), [(place, row[1], _VALUE.findall(row[2])) for place, row in found]
    if document.starts_with_bracket:
        try:
            content = json.loads(document.text)
            start, step = int(content["meta"]["start"]), int(content["meta"]["step"])
            names = [str(name) for name in content["meta"]["legend"]]
            return names, [
                (place, str(start + step * place), [str(value) for value in row])
                for place, row in enumerate(content["data"])
            ]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            notebook.problem("json", json_problem(error, TITLE))
            return [], []
    head: list[str] = []
    rows: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(document.lines(notebook), 1):
        if _FETCH.match(line):
            time, _, rest = line.partition(":")
            rows.append((number, time, rest.split()))
        elif line.strip() and not rows:
            head = line.split()
        elif line.strip():
            notebook.problem("short", "The line has no time and values. It is left out.", line=number)
    return head, rows

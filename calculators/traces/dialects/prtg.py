"""Historic data of PRTG as CSV."""

import re

from calculators.traces.amounts import BYTES_PER_SECOND, unit_in
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found, several, weighed, which_column
from calculators.traces.layout import splitter
from calculators.traces.model import LeftOut, Notebook
from calculators.traces.words import says_written

TITLE = "PRTG"
_RAW = "(RAW)"
_NUMBER = re.compile(r"^[<>]?\s*[\d.,\s]+")


def recognise(document: Document) -> Claim:
    """Return whether it has the raw times of PRTG, whose name is English in every language."""
    names = re.split(r"[\",;\t]", document.start.partition("\n")[0])
    return Claim.SURE if any(name.endswith(_RAW) for name in names) else Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what the raw columns hold: bytes a second where the column beside them shows a rate."""
    lines = document.lines(notebook)
    begin = next(place for place, line in enumerate(lines) if line.strip())
    fields = splitter(max(",;\t", key=lines[begin].count))
    header = fields(lines[begin])
    raw = {name.removesuffix(_RAW): place for place, name in enumerate(header) if name.endswith(_RAW)}
    clock = next(iter(raw.values()), None)
    if clock is None:
        notebook.problem("head", "The head names no raw column. It seems to be cut.")
        return None
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines[begin + 1 :], begin + 2):
        row = fields(line)
        if len(row) < len(header):
            if any(row):
                notebook.problem(
                    "short", f"The line has {len(row)} columns; {len(header)} are needed. It is left out.", line=number
                )
        elif len(row) > len(header):
            notebook.problem("head", "The lines have more values than the head has names. It seems to be cut.")
            return None
        elif row[clock]:
            # Sums and averages at the end have no raw time.
            rows.append((number, row))
    channels = {name: place for name, place in raw.items() if place != clock}
    rates = {name: place for name, place in channels.items() if _is_rate(name, header, rows)}
    names = tuple(rates) or tuple(channels)
    usual = tuple(name for name in rates if says_written(name))
    used = several(column, names, notebook, every=usual) or list(usual)
    if not rows:
        notebook.problem("no data", "There is a head of PRTG and no line of data below it.")
        return None
    if not used:
        raise which_column(
            "No channel of this sensor is data written as a rate of bytes.",
            [(name, [row[place] for _, row in rows[:3]]) for name, place in (rates or channels).items()],
        )
    return Found(
        format=f"PRTG, {', '.join(used)}",
        unit=BYTES_PER_SECOND if all(name in rates for name in used) else None,
        lines=[number for number, _ in rows],
        times=[row[clock] for _, row in rows],
        values=[[row[channels[name]] for _, row in rows] for name in used],
        time_column=header[clock],
        value_columns=tuple(used),
        columns=names,
        parts=usual,
        weights=weighed(names, ((name, row[channels[name]]) for _, row in rows for name in names)),
        usual=usual,
        unnamed=tuple(name for name in names if name not in usual),
        own=tuple(name for name in used if name not in usual),
        at_end=True,
        added=tuple(used),
        left_out=tuple(LeftOut(name=name, reason="another channel") for name in channels if name not in used),
        offset_minutes=0,
        comma_separates=True,
    )


def _is_rate(name: str, header: list[str], rows: list[tuple[int, list[str]]]) -> bool:
    """Return whether the column beside the raw one shows bytes or bits a second."""
    if name not in header:
        return False
    place = header.index(name)
    shown = next((row[place] for _, row in rows if row[place]), "")
    unit = unit_in(_NUMBER.sub("", shown))
    return unit is not None and unit.period is not None

"""Counter logs of the Performance Data Helper, as PerfMon, relog, typeperf and esxtop write them."""

import re
from array import array
from collections.abc import Sequence

from calculators.traces.amounts import BYTES_PER_SECOND, unit_named
from calculators.traces.counters import Counter, choose, counter
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import FIRST_VALUES, Found, weighed
from calculators.traces.layout import splitter
from calculators.traces.model import Notebook

TITLE = "Windows counter log"
_PDH = re.compile(r'\s*"?\(PDH-([CT])SV [\d.]{1,5}\)([^",;\t\n]*)"?([,;\t]?)', re.IGNORECASE)
_PATH = re.compile(r'\\\\[^\\\n"]{1,300}\\[^\\\n"]{1,300}\\[^\\\n",;\t]{1,300}[",;\t\n]')
_HOST = re.compile(r"\\\\([^\\]{1,300})\\")
_BIAS = re.compile(r"\((-?\d{1,4})\)\s*$")
_OWN_TIME = re.compile(r"\d{2}/\d{2}/\d{4} \d{2}:\d{2}:\d{2}(?:\.\d+)?", re.ASCII)
# typeperf says so when it ends.
_TRAILER = re.compile(
    r"(?:Exiting|The command|Beendet|Der Befehl|Sortie|La commande|Saliendo|El comando|In uscita)[^;\t]*$"
)


def recognise(document: Document) -> Claim:
    """Return whether the text begins as a counter log: PerfMon's, typeperf's or esxtop's."""
    head = document.start.partition("\n")[0]
    return Claim.SURE if _PDH.match(head) or (_PATH.search(f"{head}\n") and "CookedValue" not in head) else Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what a counter log holds; None when it has no counter of bytes written."""
    lines = document.lines(notebook)
    begin = next(place for place, line in enumerate(lines) if line.strip())
    head = _PDH.match(lines[begin])
    # Spreadsheets write it anew with the separator of their language.
    delimiter = (head and head[3]) or max(",;\t", key=lines[begin].count)
    fields = splitter(delimiter)
    named = [counter(place, name) for place, name in enumerate(fields(lines[begin])[1:], 1)]
    counters = [each for each in named if each is not None]
    if not counters:
        notebook.problem(
            "no counter",
            "This counter log has no counter of bytes written. Log Disk Write Bytes/sec of PhysicalDisk(_Total), "
            "or run esxtop with its disk panels.",
        )
        return None
    sample = [fields(line) for line in lines[begin + 1 : begin + 2 + FIRST_VALUES] if line.strip()]
    first = {each.path: [row[each.place] for row in sample if len(row) > each.place] for each in counters}
    width = len(fields(lines[begin]))
    if sample and not any(len(row) == width or (len(row) == width + 1 and not row[-1]) for row in sample):
        notebook.problem(
            "head", f"The head has {width} names where the lines have {len(sample[0])} values. It seems to be cut."
        )
        return None
    chosen = choose(counters, first, column=column, notebook=notebook)
    used = chosen.used
    esxtop = "mbytes" in used[0].path.casefold()
    if esxtop:
        notebook.warning("mbytes", "An MByte of esxtop is read as 1024 x 1024 bytes.")
    bias = _BIAS.search(head[2]) if head else None
    own = any(row and _OWN_TIME.fullmatch(row[0]) for row in sample)
    found = Found(
        format=f"{'esxtop batch output' if esxtop else 'Windows counter log'} (PDH), {chosen.level}, "
        f"{'one counter' if len(used) == 1 else f'sum of {len(used)} counters'}",
        unit=unit_named("MiB", "s") if esxtop else BYTES_PER_SECOND,
        lines=array("l"),
        values=[[] for _ in used],
        time_column="time",
        value_columns=tuple(each.path for each in used),
        columns=chosen.columns,
        at_end=True,
        order="month first" if own else None,
        offset_minutes=-int(bias[1]) if bias else None,
        comma_separates=delimiter == ",",
        host=_hosts(used),
        added=tuple(each.path for each in used),
        left_out=chosen.left_out,
        weights=weighed(
            [each.path for each in counters],
            ((each.path, value) for each in counters for value in first[each.path]),
        ),
        first={path: tuple(cells[1:]) for path, cells in first.items()},
        doubts=list(chosen.doubts),
        **chosen.offers,
    )
    hosts = {match[1] for name in fields(lines[begin])[1:] if (match := _HOST.match(name))}
    silent = sorted(hosts - {each.host for each in counters})
    if silent:
        found.doubts.append(f"No counter of bytes written is there of {', '.join(silent[:3])}.")
    _pdh_rows(lines[begin:], begin, [each.place for each in used], found, notebook)
    return found


def _hosts(used: Sequence[Counter]) -> str:
    hosts = list(dict.fromkeys(each.host for each in used))
    return ", ".join(hosts[:3]) + (f" and {len(hosts) - 3} more" if len(hosts) > 3 else "")  # noqa: PLR2004


def _pdh_rows(lines: Sequence[str], before: int, places: Sequence[int], found: Found, notebook: Notebook) -> None:
    """Add the lines below the head, which stands below so many others."""
    head = _PDH.match(lines[0])
    fields = splitter((head and head[3]) or max(",;\t", key=lines[0].count))
    numbers = array("l")
    last = max(places)
    for number, line in enumerate(lines[1:], before + 2):
        if not line.strip() or _TRAILER.match(line.strip('" \n')):
            continue
        if _PDH.match(line):
            if line.strip() != lines[0].strip():
                notebook.problem("columns change", "A head with other counters: what follows is left out.", line=number)
                break
            continue
        row = fields(line)
        if len(row) <= last:
            notebook.problem(
                "short", f"The line has {len(row)} columns; {last + 1} are needed. It is left out.", line=number
            )
            continue
        # A rate needs two samples: the first one is empty.
        if not numbers and not any(row[place] for place in places):
            continue
        numbers.append(number)
        found.times.append(row[0])
        for cells, place in zip(found.values, places, strict=True):
            cells.append(row[place])
    found.lines = numbers

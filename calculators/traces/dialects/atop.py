"""Lines of atop -P DSK: what each disk wrote in sectors, and how long that took."""

import re

from calculators.traces.amounts import unit_named
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found, use_devices
from calculators.traces.model import Notebook
from calculators.traces.rows import GAP, Rows, gone

TITLE = "atop"
COLUMN = "sectors written"
# atop(1), parseable output: label, host, epoch, date, time and interval; of DSK then "name, number of milliseconds
# spent for I/O, number of reads issued, number of sectors transferred for reads, number of writes issued, number of
# sectors transferred for write". RESET stands before what counts since boot.
_LINE = re.compile(r"^(?:DSK|LVM|MDD) \S+ \d{10} \S+ \d\d:\d\d:\d\d \d+ ", re.MULTILINE)
_SCREEN = re.compile(r"^ATOP - \S+ +\d{4}/\d\d/\d\d ", re.MULTILINE)
_NAME, _WRITTEN = 6, 11


def recognise(document: Document) -> Claim:
    """Return whether there are lines for disks, or screens of atop."""
    start = document.start
    heads = (("ATOP - ", _SCREEN), ("DSK ", _LINE))
    return Claim.SURE if any(word in start and head.search(start) for word, head in heads) else Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return the sectors a second of each disk, at the end of each interval."""
    rows, boot, resets, host = Rows(), False, 0, ""
    ends: list[str] = []
    since_boot: list[str] = []
    lengths: list[int] = []
    for number, line in enumerate(document.lines(notebook), 1):
        tokens = line.split()
        if tokens == ["RESET"]:
            boot, resets = True, resets + 1
        elif tokens == ["SEP"]:
            boot = False
        elif tokens[:1] == ["DSK"]:
            if len(tokens) <= _WRITTEN or not tokens[5].isdigit() or not int(tokens[5]):
                notebook.problem("short", "The line does not have the fields of a disk. It is left out.", line=number)
                continue
            host = host or tokens[1]
            if boot:
                ends.append(tokens[2])
                since_boot.append(tokens[_NAME])
                continue
            sectors = tokens[_WRITTEN]
            value = repr(int(sectors) / int(tokens[5])) if sectors.isdigit() else sectors
            lengths.append(int(tokens[5]))
            rows.add(number, value, time=tokens[2], label=tokens[_NAME])
    if not rows.values:
        notebook.problem(
            "no data", "There are no intervals of disks here. Make lines of them: atop -r FILE -P DSK > trace.txt."
        )
        return None
    # Where its RESET is lost, what counts since boot still lasts far longer than what follows.
    usual = sorted(lengths)[(len(lengths) - 1) // 2]
    lost = {time for time, length in zip(rows.times, lengths, strict=True) if length > GAP * usual} & {rows.times[0]}
    places = [place for place, time in enumerate(rows.times) if time not in lost]
    since_boot += [label for label, time in zip(rows.labels, rows.times, strict=True) if time in lost]
    ends += lost
    wanted = column if column and column.strip() != COLUMN else None
    if resets or lost:
        notebook.warning(
            "since boot", "What atop prints first counts since boot. It is left out.", count=max(1, resets)
        )
    found = rows.found(
        title="atop -P DSK",
        column=COLUMN,
        unit=unit_named("blocks", "s"),
        devices=use_devices(rows.names, column=wanted, groups=(), notebook=notebook),
        places=places,
        at_end=True,
        begins=ends,
        host=host,
        restarts=max(0, resets - 1),
        perhaps_idle=True,
    )
    found.doubts += gone(since_boot, (rows.labels[place] for place in places))
    return found

"""The cells of a table's columns: many lines at once where all are plain, else one by one."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

from calculators.traces.found import Found, listed
from calculators.traces.layout import LONGEST_LINE, Layout, interval_in, splitter
from calculators.traces.model import Notebook
from calculators.traces.words import DATA_WORD, SUMMARIES, says_written

# So many lines are split at once, as long as all of them are plain.
TOGETHER = 1_000
# Of Oracle: what all other metrics of writes are parts of. The statistic of that name counts since the start.
ORACLE = ("physical write total bytes per sec", "physical write total bytes")


@dataclass(slots=True, kw_only=True)
class Columns:
    """Which column of a table is what."""

    times: tuple[int, ...]
    """The columns that together are the time."""
    values: tuple[int, ...]
    """The columns whose sum counts."""
    labels: tuple[int, ...]
    only: tuple[int, str] | None = None
    """A column and the text it must hold, for tables that hold several metrics."""


def table_rows(lines: Sequence[str], layout: Layout, columns: Columns, found: Found, notebook: Notebook) -> None:
    """Fill `found` with times, labels and values of all lines, and note those that are left out."""
    needed = max((*columns.values, *columns.times, *columns.labels, *((columns.only[0],) if columns.only else ()))) + 1
    header = lines[layout.start - 1].strip() if layout.start and layout.header else None
    numbers = array("l")
    others: set[str] = set()
    for begin in range(layout.start, len(lines), TOGETHER):
        part = lines[begin : begin + TOGETHER]
        if not columns.only and (even := _even_columns(part, layout.delimiter, needed, header)):
            numbers.extend(range(begin + 1, begin + len(part) + 1))
            for cells, value in zip(found.values, columns.values, strict=True):
                cells.extend(map(str.strip, even[value]))
            found.times += _joined_columns(even, columns.times, " ")
            found.labels += _joined_columns(even, columns.labels, "\t")
            continue
        rows = _plain_rows(part, layout.delimiter, needed, header)
        places: Sequence[int] = range(begin + 1, begin + len(part) + 1)
        if rows is None:
            places, rows = _careful_rows(part, layout.delimiter, needed, header, begin=begin, notebook=notebook)
        if columns.only:
            at, wanted = columns.only
            keep = [place for place, row in enumerate(rows) if row[at].strip() == wanted]
            others |= {row[at].strip() for row in rows} - {wanted}
            places, rows = [places[place] for place in keep], [rows[place] for place in keep]
        numbers.extend(places)
        for cells, value in zip(found.values, columns.values, strict=True):
            cells += [row[value].strip() for row in rows]
        found.times += _joined(rows, columns.times, " ")
        found.labels += _joined(rows, columns.labels, "\t")
    found.lines = numbers
    whole = columns.only is not None and columns.only[1].casefold() in ORACLE
    if (
        columns.only
        and not whole
        and (more := sorted(name for name in others if says_written(name) and DATA_WORD.search(name)))
    ):
        notebook.problem("columns change", f"Lines of other metrics of data written are left out: {listed(more)}.")
    _drop_summaries(found)


def _drop_summaries(found: Found) -> None:
    """Leave out the last lines where they have no time and say that they sum up what stands above."""
    keep = len(found.times)
    while keep and (not found.times[keep - 1].strip() or SUMMARIES.match(found.times[keep - 1])):
        keep -= 1
    if keep < len(found.times):
        found.times, found.lines = found.times[:keep], found.lines[:keep]
        found.values = [cells[:keep] for cells in found.values]
        found.labels = found.labels[:keep]


def _even_columns(lines: Sequence[str], delimiter: str, needed: int, header: str | None) -> list[list[str]] | None:
    """Return the columns of lines where all of them are plain data and have as many; None where one differs."""
    if delimiter in ("", " ") or max(map(len, lines)) > LONGEST_LINE:
        return None
    width = lines[0].count(delimiter) + 1
    if width < max(needed, 2) or set(map(str.count, lines, repeat(delimiter))) != {width - 1}:
        return None
    text = "".join(lines)
    if '"' in text or "#" in text or (header is not None and header in text) or not all(map(str.strip, lines)):
        return None
    cells = text.removesuffix("\n").replace("\n", delimiter).split(delimiter)
    return [cells[place::width] for place in range(width)]


def _joined_columns(cells: Sequence[Sequence[str]], columns: Sequence[int], mark: str) -> Iterable[str]:
    """Return the cells of some columns of each line as one text; nothing without columns."""
    stripped = [map(str.strip, cells[column]) for column in columns]
    return map(mark.join, zip(*stripped, strict=True)) if len(stripped) > 1 else stripped[0] if stripped else ()


def _plain_rows(lines: Sequence[str], delimiter: str, needed: int, header: str | None) -> list[list[str]] | None:
    """Return the fields of lines, spaces and all, where every line is plain data; None where one is anything else."""
    text = "".join(lines)
    if not delimiter or '"' in text or "#" in text or (header is not None and header in text):
        return None
    if max(map(len, lines)) > LONGEST_LINE or not all(map(str.strip, lines)):
        return None
    rows = [line.split(None if delimiter == " " else delimiter) for line in lines]
    return rows if min(map(len, rows)) >= needed else None


def _careful_rows(
    lines: Sequence[str], delimiter: str, needed: int, header: str | None, *, begin: int, notebook: Notebook
) -> tuple[list[int], list[list[str]]]:
    """Return the numbers and the fields of the lines that hold data, and note those that do not."""
    fields = splitter(delimiter)
    numbers, rows = [], []
    for place, line in enumerate(lines, begin + 1):
        if len(line) > LONGEST_LINE:
            notebook.problem(
                "long line", f"The line is longer than {LONGEST_LINE} characters. It is left out.", line=place
            )
            continue
        row = fields(line)
        if len(row) < needed or not line.strip():
            stripped = line.strip()
            if stripped and not stripped.startswith("#") and not interval_in(stripped):
                count = f"{len(row)} column{'s' if len(row) != 1 else ''}"
                notebook.problem("short", f"The line has {count}; {needed} are needed. It is left out.", line=place)
            continue
        if row[0][:1] == "#" or (header is not None and line.strip() == header):
            continue
        numbers.append(place)
        rows.append(row)
    return numbers, rows


def _joined(rows: Sequence[Sequence[str]], columns: Sequence[int], mark: str) -> list[str]:
    """Return the cells of some columns of each row as one text; nothing without columns."""
    if len(columns) == 1:
        (column,) = columns
        return [row[column].strip() for row in rows]
    return [mark.join([row[column].strip() for column in columns]) for row in rows] if columns else []

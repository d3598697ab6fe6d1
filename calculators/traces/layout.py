"""Lines, fields and columns of a text that holds a table."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from calculators.traces.numbers import EMPTY, LIKE_NUMBER
from calculators.traces.times import is_time

LONGEST_LINE = 100_000
SAMPLE = 200
# Signs in a sample, for tables of thousands of columns.
MOST_SAMPLED = 300_000
# What a line of a table without a header, of unequal preambles or of footers may get wrong.
MOST_LIKE = 0.6
DELIMITERS = {"\t": "tabs", ";": "semicolons", "|": "bars", ",": "commas", " ": "spaces"}
_BEFORE_BRACKET = re.compile(r"\s+(?![(\[])")
_INTERVAL = re.compile(
    r"\binterval\b[^\d\n]{0,20}(\d{1,9}(?:\.\d{1,6})?)\s*(s|min|h)?", re.IGNORECASE | re.ASCII
)  # fmt: skip
_INTERVAL_UNITS = {"s": 1, "min": 60, "h": 3600}


def interval_in(text: str) -> float | None:
    """Return the seconds of an interval that a line states, such as `interval 60`; None without one."""
    found = _INTERVAL.search(text)
    if not found:
        return None
    seconds = float(found[1]) * _INTERVAL_UNITS[(found[2] or "s").casefold()]
    return seconds if seconds > 0 else None


def splitter(delimiter: str) -> Callable[[str], list[str]]:
    """Return what splits a line into stripped fields. Quotes only count where they open a field."""
    if delimiter == "":
        return lambda line: [line.strip().strip('"').strip()]

    def fields(line: str) -> list[str]:
        if '"' in line:
            try:
                cells = next(csv.reader([line.strip()], delimiter=delimiter, skipinitialspace=True), [])
            except csv.Error:
                cells = line.replace('"', "").split(delimiter)
            return [cell.strip() for cell in cells]
        if delimiter == " ":
            return line.split()
        return [cell.strip() for cell in line.split(delimiter)]

    return fields


def is_number(cell: str) -> bool:
    """Return whether a cell may be a number in some style, with or without a unit behind it."""
    found = LIKE_NUMBER.match(cell)
    return found is not None and not any(sign.isdigit() for sign in cell[found.end() :]) and ":" not in cell


def _is_cell(cell: str) -> bool:
    return is_time(cell) or not cell[:1].isdigit() or is_number(cell)


def delimiter_of(lines: Sequence[str]) -> str:
    """Return what separates the fields in a sample of lines; empty when there is one column only."""
    for delimiter in DELIMITERS:
        rows = [splitter(delimiter)(line) for line in lines]
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        width, count = widths.most_common(1)[0]
        if count < MOST_LIKE * len(rows) and not (count > 1 and _same_at_end(rows, width)):
            continue
        last = next(row for row in reversed(rows) if len(row) == width)
        if delimiter in ", " and not all(map(_is_cell, last)):
            continue
        if delimiter == "," and _decimal_commas(rows, lines):
            continue
        if delimiter == " " and _grouping_spaces(lines):
            continue
        return delimiter
    return ""


def _same_at_end(rows: Sequence[Sequence[str]], width: int) -> bool:
    tail = rows[len(rows) // 2 :]
    return sum(len(row) == width for row in tail) >= MOST_LIKE * len(tail)


def _decimal_commas(rows: Sequence[Sequence[str]], lines: Sequence[str]) -> bool:
    """Return whether each line is one number with a decimal comma."""
    numbers = [row for row in rows if all(is_number(cell) for cell in row)]
    heads = [line for line, row in zip(lines, rows, strict=True) if not any(map(is_number, row)) and "," in line]
    times = [row for row in numbers if is_time(row[0])]
    return bool(numbers) and not heads and not times and all(len(row) == 2 for row in numbers)  # noqa: PLR2004


def _grouping_spaces(lines: Sequence[str]) -> bool:
    """Return whether each line is one number whose thousands are separated by spaces."""
    numbers = [line.strip() for line in lines if line.strip()[:1].isdigit()]
    return (
        bool(numbers)
        and all(re.fullmatch(r"\d{1,3}(?: \d{3})*(?:[.,]\d+)?", line) for line in numbers)
        and any(re.match(r"\d{1,3} \d{3}(?![\d])", line) for line in numbers)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where a table starts, and what its columns are."""

    delimiter: str
    header: tuple[str, ...]
    """The names of the columns; empty without a header."""
    heading: str
    """The lines before the data, for what they state beside names."""
    start: int
    """The place of the first line of data."""
    sample: tuple[tuple[str, ...], ...]
    """Some lines of data."""

    @property
    def width(self) -> int:
        """How many columns most lines have."""
        return Counter(map(len, self.sample)).most_common(1)[0][0]

    def name(self, column: int) -> str:
        """Return the name of a column, or its number from 1 when it has none."""
        return (self.header[column] if column < len(self.header) else "") or str(column + 1)


def _is_data(row: Sequence[str]) -> bool:
    return any(is_time(cell) or is_number(cell) for cell in row)


def layout_of(lines: Sequence[str]) -> Layout | None:
    """Return how a table is laid out; None when no line looks like data."""
    places = [
        place
        for place, line in enumerate(islice(lines, 20 * SAMPLE))
        if line.strip() and len(line) <= LONGEST_LINE and not line.lstrip().startswith("#")
    ][:SAMPLE]
    sizes = accumulate(len(lines[place]) for place in places)
    places = [place for place, size in zip(places, sizes, strict=True) if size <= MOST_SAMPLED]
    preamble = [place for place in places if interval_in(lines[place]) and not lines[place].lstrip()[:1].isdigit()]
    # A line such as "interval 60" would pass for data. A header that names an interval has no number.
    plain = [place for place in places if place not in preamble]
    if not plain:
        return None
    delimiter = delimiter_of([lines[place] for place in plain])
    fields = splitter(delimiter)
    rows = {place: tuple(fields(lines[place])) for place in plain}
    data = [place for place, row in rows.items() if _is_data(row)]
    if not data:
        return None
    usual = Counter(len(rows[place]) for place in data).most_common(1)[0][0]
    start = next(place for place in data if len(rows[place]) == usual)
    header: tuple[str, ...] = ()
    for place in reversed(range(start)):
        text = lines[place].strip().lstrip("#").strip()
        if text and place not in preamble and len(text) <= LONGEST_LINE:
            header = tuple(_BEFORE_BRACKET.split(text) if delimiter == " " and '"' not in text else fields(text))
            break
    if len(header) not in (usual, usual - 1) or _is_data(header):
        header = ()
    return Layout(
        delimiter=delimiter,
        header=header,
        heading="\n".join(line[:1000] for line in lines[max(0, start - SAMPLE) : start]),
        start=start,
        sample=tuple(rows[place] for place in data if len(rows[place]) == usual),
    )


def mostly(cells: Sequence[str], test: Callable[[str], bool], share: float = MOST_LIKE) -> bool:
    """Return whether that share of the cells that are not empty passes a test."""
    full = [cell for cell in cells if cell.casefold() not in EMPTY]
    return bool(full) and sum(map(test, full)) >= share * len(full)

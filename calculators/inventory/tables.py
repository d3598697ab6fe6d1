"""Tables in texts: what parts their fields, where their header stands, and their rows."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from calculators.inventory.texts import Part, lines_of
from calculators.inventory.units import without_unit

SEPARATORS = ("\t", ";", ",", "|")
MOST_BEFORE = 20
"""How many lines the header may be one of."""
MOST_SIGNS_BEFORE = 500_000
LONGEST_ROW = 500
"""No cell of a healthy row spreads over so many lines."""
_SPACES = re.compile(r"[\s_]+")
_STATED = re.compile(r"sep=(.)\s*$", re.IGNORECASE)

csv.field_size_limit(10_000_000)


def plain(name: str) -> str:
    """Return the name of a column without what writers differ in: case, blanks, underscores, quotes."""
    return _SPACES.sub(" ", name.replace("\ufeff", "").strip().strip('"*')).strip().casefold()


@dataclass(slots=True, kw_only=True)
class Table:
    """A table with a header that names at least one column that some export has."""

    part: Part
    separator: str
    header: tuple[str, ...]
    """The names of its columns as they stand there."""
    header_line: int
    """The line that the header ends on, from 1."""
    records: Sequence[list[str]] | None = None
    """Its rows, where they do not stand in lines of the text."""
    names: tuple[str, ...] = field(init=False)
    """The plain names of its columns, with `*` in the place of a unit."""

    @property
    def file(self) -> str:
        """The name of its file."""
        return self.part.file

    @property
    def sheet(self) -> str:
        """The name of its sheet; empty where the file is one table."""
        return self.part.sheet

    def __post_init__(self) -> None:
        """Work out the plain names."""
        self.names = tuple(without_unit(plain(name))[0] for name in self.header)

    def rows(self) -> Iterator[tuple[int, list[str] | None]]:
        """Yield each row below the header that has something in it, after the line that it ends on, from 1.

        None stands for one that cannot be taken apart.
        """
        if self.records is not None:
            yield from enumerate(self.records, 1)
            return
        reader = csv.reader(lines_of(self.part.text), delimiter=self.separator)
        while reader.line_num < self.header_line and next(reader, None) is not None:
            pass
        while True:
            try:
                for cells in reader:
                    if cells and (cells[0] or any(cells)):
                        yield reader.line_num, cells
                return
            except csv.Error:
                yield reader.line_num, None


def without_quotes(table: Table, first: int, last: int) -> Iterator[tuple[int, list[str]]]:
    """Yield some lines of a table, each as a row of its own in which quotes mean nothing, with its number."""
    lines = table.part.text.split("\n")[first - 1 : last]
    for number, line in enumerate(lines, first):
        if line.strip():
            yield number, [cell.strip().strip('"') for cell in line.split(table.separator)]


def table_in(part: Part, known: frozenset[str]) -> Table | None:
    """Return the table of a text; None where no line has the names of columns that any export has.

    `known` are the plain names of all columns of all dialects.
    """
    first = list(islice(lines_of(part.text[:MOST_SIGNS_BEFORE]), MOST_BEFORE))
    stated = _STATED.match(first[0]) if first else None
    best: tuple[int, int, Table] | None = None
    for separator in (stated[1],) if stated else SEPARATORS:
        for line, cells in _rows(first, separator):
            hits = len({without_unit(plain(cell))[0] for cell in cells} & known)
            # Of two lines with as many known names the upper one is the header, and the lower one its copy.
            if hits and (best is None or (hits, len(cells)) > best[:2]):
                table = Table(part=part, separator=separator, header=_trimmed(cells), header_line=line)
                best = (hits, len(cells), table)
    return best[2] if best and best[0] > 1 else None


def _rows(lines: Sequence[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=separator)
    try:
        for cells in reader:
            if len(cells) > 1:
                yield reader.line_num, cells
    except csv.Error:
        return


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the cells without the empty ones at the end, which a separator too many makes."""
    last = len(cells)
    while last and not cells[last - 1].strip():
        last -= 1
    return tuple(cell.replace("\ufeff", "").strip() for cell in cells[:last])

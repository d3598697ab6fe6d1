"""The rows of a table: taken apart as far as they can be, and told where they cannot."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import itemgetter
from typing import Any

from calculators.inventory.findings import Findings
from calculators.inventory.model import Example, Place
from calculators.inventory.tables import LONGEST_ROW, Block, Spread, Table

_CUT = "The file ends within this row."


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that are taken, and what is done with their cells."""

    cells: list[list[Any]]
    reads: list[Callable[[Sequence[str]], Iterable[Any]] | None]
    """What reads some cells at once; None where they are kept as they are."""

    def keep(self, columns: Iterable[Sequence[str]]) -> None:
        """Add what some rows have in these columns."""
        for cells, read, part in zip(self.cells, self.reads, columns, strict=False):
            if read is None:
                cells.extend(part)
            elif part[0] == part[-1] and part.count(part[0]) == len(part):
                cells.extend(repeat(next(iter(read(part[:1]))), len(part)))
            else:
                cells.extend(read(part))


def read_rows(
    table: Table,
    picked: Sequence[int],
    columns: Columns,
    lines: "array[int]",
    findings: Findings,
) -> None:
    """Put the cells of some columns and the lines of the rows where they belong; tell the rows that are none.

    `picked` are the places of the columns.
    """
    pick = itemgetter(*(picked if len(picked) > 1 else [*picked, *picked]))
    reading = _Reading(table, findings)
    for piece in table.pieces():
        if isinstance(piece, Block):
            width = piece.width
            if width is not None and (cells := reading.regular(piece, width)) is not None:
                columns.keep(cells[place::width] for place in picked)
                lines.extend(range(piece.first, piece.first + len(piece)))
                continue
            found = list(reading.block(piece))
        else:
            found = list(reading.spread(piece))
        if found:
            columns.keep(zip(*(pick(cells) for _, cells in found), strict=True))
            lines.extend(line for line, _ in found)


class _Reading:
    """Tells which rows of a table are none, and what is wrong with them."""

    def __init__(self, table: Table, findings: Findings) -> None:
        text = table.part.text
        self._table = table
        self._findings = findings
        self._width = len(table.header)
        self._first = table.header[0]
        self._cut_line = text.count("\n") + 1 if text and not text.endswith("\n") else 0

    def regular(self, block: Block, width: int) -> list[str] | None:
        """Return all cells of a block in which no row is empty or a header; None where one is or may be.

        Each row has `width` of them: more than the header where separators too many stand at its end.
        """
        if width < self._width:
            return None
        cells = block.cells()
        begins = set(cells[::width])
        if self._first in begins or "" in begins:
            return None
        return None if any(any(cells[place::width]) for place in range(self._width, width)) else cells

    def block(self, block: Block) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows of a block with their lines."""
        for line, cells in enumerate(block.rows(), block.first):
            if len(cells) == self._width and cells[0] and cells[0] != self._first:
                yield line, cells
            elif any(cells):
                yield from self._alone(cells, line)

    def spread(self, row: Spread) -> Iterator[tuple[int, list[str]]]:
        """Yield what a row is that may stand on several lines."""
        cells, last = row.cells, row.last
        if cells is None:
            reason = "The row cannot be taken apart: a quote or a sign in it is out of place."
            self._findings.reject("damaged", reason, self._example(last), whole_row=True)
        elif not any(cells):
            return
        elif row.first == last or (len(cells) == self._width and not self._is_several(row)):
            yield from self._alone(cells, last)
        else:
            yield from self._without_quotes(row)

    def _is_several(self, row: Spread) -> bool:
        """Return whether what looks like one row is several: a quote was opened for nothing."""
        if row.last - row.first >= LONGEST_ROW:
            return True
        separator = self._table.separator
        return not row.is_well_quoted(separator) and all(
            len(cells) == self._width for _, cells in row.without_quotes(separator)
        )

    def _without_quotes(self, row: Spread) -> Iterator[tuple[int, list[str]]]:
        """Yield what looks like one row and is several: a quote is opened that nothing closes where it should be."""
        for line, cells in row.without_quotes(self._table.separator):
            if len(cells) == self._width:
                text = "A quote is out of place: the rows behind it are taken apart without regard to quotes."
                self._findings.doubt("quotes", text, self._example(line))
                yield line, cells
            elif line >= self._cut_line > 0:
                self._findings.reject("cut off", _CUT, self._example(line), whole_row=True)
            else:
                reason = "A quote is out of place, and the row cannot be taken apart without regard to quotes either."
                self._findings.reject("damaged", reason, self._example(line), whole_row=True)

    def _alone(self, cells: list[str], line: int) -> Iterator[tuple[int, list[str]]]:
        """Yield the cells of an odd row as far as they can be told."""
        width, findings = self._width, self._findings
        if [cell.strip() for cell in cells[:width]] == list(self._table.header):
            reason = "The row repeats the header."
            findings.reject("header again", reason, self._example(line), whole_row=True)
        elif len(cells) > width and any(map(str.strip, cells[width:])):
            reason = f"The row has more than the {width} fields of the header: a separator in a field has no quotes."
            findings.reject("wrong width", reason, self._example(line), whole_row=True)
        elif len(cells) >= width:
            yield line, cells
        elif line >= self._cut_line > 0:
            findings.reject("cut off", _CUT, self._example(line), whole_row=True)
        else:
            text = "Rows have fewer fields than the header: what is not there is missing."
            findings.doubt("short rows", text, self._example(line))
            yield line, cells + [""] * (width - len(cells))

    def _example(self, line: int) -> Example:
        return Example(place=Place(file=self._table.file, table=self._table.sheet, row=line))

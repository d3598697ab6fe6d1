"""The rows of a table: taken apart as far as they can be, and told where they cannot."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from calculators.inventory.findings import Findings
from calculators.inventory.model import Example, Place
from calculators.inventory.tables import LONGEST_ROW, Table, without_quotes

CHUNK = 4000
"""How many rows are kept as they are before their cells are read."""
_CUT = "The file ends within this row."


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that are taken, and what is done with their cells."""

    cells: list[list[Any]]
    reads: list[Callable[[str], Any] | None]

    def keep(self, chunk: Sequence[tuple[str, ...]]) -> None:
        """Add some rows."""
        for cells, read, part in zip(self.cells, self.reads, zip(*chunk, strict=True), strict=False):
            cells.extend(part if read is None else map(read, part))


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
    width, header = len(table.header), list(table.header)
    text = table.part.text
    cut_line = text.count("\n") + 1 if text and not text.endswith("\n") else 0
    pick = itemgetter(*(picked if len(picked) > 1 else [*picked, *picked]))
    chunk: list[tuple[str, ...]] = []
    before = table.header_line
    for line, cells in table.rows():
        if cells is None:
            place = Place(file=table.file, table=table.sheet, row=line)
            reason = "The row cannot be taken apart: a quote or a sign in it is out of place."
            findings.reject("damaged", reason, Example(place=place), whole_row=True)
        elif len(cells) != width or line - before > LONGEST_ROW or cells[0] == header[0]:
            for number, whole in _odd(cells, before + 1, line, table=table, cut_line=cut_line, findings=findings):
                chunk.append(pick(whole))
                lines.append(number)
        else:
            chunk.append(pick(cells))
            lines.append(line)
        before = line
        if len(chunk) == CHUNK:
            columns.keep(chunk)
            chunk.clear()
    columns.keep(chunk)


def _odd(
    cells: list[str], first: int, last: int, *, table: Table, cut_line: int, findings: Findings
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows in lines that make an odd one, as far as they can be told."""
    width = len(table.header)
    if first == last or (len(cells) == width and last - first < LONGEST_ROW) or table.records is not None:
        whole = _whole(cells, last, table=table, cut_line=cut_line, findings=findings)
        if whole is not None:
            yield last, whole
        return
    # A quote is opened that nothing closes where it should: what looks like one row is several.
    for place, row in without_quotes(table, first, last):
        example = Example(place=Place(file=table.file, table=table.sheet, row=place))
        if len(row) == width:
            text = "A quote is out of place: the rows behind it are taken apart without regard to quotes."
            findings.doubt("quotes", text, example)
            yield place, row
        elif place >= cut_line > 0:
            findings.reject("cut off", _CUT, example, whole_row=True)
        else:
            reason = "A quote is out of place, and the row cannot be taken apart without regard to quotes either."
            findings.reject("damaged", reason, example, whole_row=True)


def _whole(cells: list[str], line: int, *, table: Table, cut_line: int, findings: Findings) -> list[str] | None:
    """Return the cells of an odd row as far as they can be told; None where it is left out."""
    width = len(table.header)
    example = Example(place=Place(file=table.file, table=table.sheet, row=line))
    if [cell.strip() for cell in cells[:width]] == list(table.header):
        findings.reject("header again", "The row repeats the header.", example, whole_row=True)
        return None
    if len(cells) > width and any(map(str.strip, cells[width:])):
        reason = f"The row has more than the {width} fields of the header: a separator in a field has no quotes."
        findings.reject("wrong width", reason, example, whole_row=True)
        return None
    if len(cells) < width:
        if line >= cut_line > 0:
            findings.reject("cut off", _CUT, example, whole_row=True)
            return None
        findings.doubt("short rows", "Rows have fewer fields than the header: what is not there is missing.", example)
        return cells + [""] * (width - len(cells))
    return cells

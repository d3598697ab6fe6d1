"""Lists that people keep on one sheet, below or beside each other: each is a table of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from calculators.inventory.columns import Sheet
from calculators.inventory.dialects import own_words as own
from calculators.inventory.findings import Findings, shown
from calculators.inventory.model import Choice, Example, Place
from calculators.inventory.tables import Block, Table, plain
from calculators.inventory.taken import says_unit
from calculators.inventory.texts import Part
from calculators.inventory.units import without_unit
from calculators.inventory.words import TOTALS

_FEWEST = 2
_SURE = 3
_NUMBER = re.compile(r"\d[\d,' ]*(?:[.,]\d+)?", re.ASCII)
_MEASURED = ("vcpus", "memory_bytes", "disk_bytes", "in_use_bytes")
_HOSTS, _NONE = "hosts", "none"
type _Row = tuple[int, list[str]]


def apart(table: Table, sheet: Sheet, findings: Findings) -> list[Table]:
    """Return the tables that stand where one was found: a further one begins with names of columns of its own.

    A line above with one cell alone is its title. What begins with none that is known is asked about. `sheet` has the
    names of columns.
    """
    known = sheet.known
    rows = list(_rows(table))
    heads = [at for at, (_, cells) in enumerate(rows) if _is_header(cells, table.header, known)]
    begins = [(table.header_line, list(table.header), 0), *((*rows[at], at + 1) for at in heads)]
    found: list[_Found] = []
    title = ""
    for (line, header, first), end in zip(begins, [*heads, len(rows)], strict=True):
        below, next_title = _without_title(rows[first:end]) if end < len(rows) else (rows[first:end], "")
        for columns in _beside(header, known):
            one = _Found(table, title, line, header, columns, below)
            one.ask(sheet, findings)
            found.append(one)
        title = next_title
    if len(found) == 1 and len(found[0].rows) == len(rows):
        return [table]
    return [one.made() for one in found]


def _rows(table: Table) -> Iterator[_Row]:
    for piece in table.pieces():
        if isinstance(piece, Block):
            yield from enumerate(piece.rows(), piece.first)
        elif piece.cells is not None:
            yield piece.last, piece.cells


def _is_header(cells: Sequence[str], header: Sequence[str], known: frozenset[str]) -> bool:
    """Return whether most cells are names of columns, and not those of the header above once more."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < _FEWEST or filled == [name for name in header if name]:
        return False
    names = sum(_name(cell) in known for cell in filled)
    return names == len(filled) or (names >= _SURE and 2 * names > len(filled))


def _name(cell: str) -> str:
    return without_unit(plain(cell))[0]


def _filled(cells: Sequence[str]) -> int:
    return sum(map(bool, map(str.strip, cells)))


def _without_title(rows: list[_Row]) -> tuple[list[_Row], str]:
    """Return the rows of a table without the title of the next one, and that.

    It stands below an empty row: otherwise it may be a host of which nothing but the name is known.
    """
    filled = [_filled(cells) for _, cells in rows]
    last = next((at for at in reversed(range(len(rows))) if filled[at]), 0)
    if last and filled[last] == 1 and not filled[last - 1]:
        return rows[:last], "".join(rows[last][1]).strip()
    return rows, ""


def _beside(header: Sequence[str], known: frozenset[str]) -> list[tuple[int, int]]:
    """Return where tables begin and end in a header: empty columns part them, and each has names of hosts."""
    ends = [at for at, name in enumerate(header) if not name.strip()]
    spans = [(begin + 1, end) for begin, end in zip([-1, *ends], [*ends, len(header)], strict=True) if end > begin + 1]
    for begin, end in spans:
        names = list(map(_name, header[begin:end]))
        if (
            len(names) < _FEWEST
            or not known.issuperset(names[:_FEWEST])
            or not {*own.SURE_NAMES, *own.NAMES}.intersection(names)
        ):
            return [(0, len(header))]
    return spans if len(spans) > 1 else [(0, len(header))]


@dataclass(slots=True)
class _Found:
    """A table where several may stand."""

    whole: Table
    title: str
    line: int
    """The line of its header."""
    header: Sequence[str]
    columns: tuple[int, int]
    """Where it begins and ends in the header."""
    rows: list[_Row]

    @property
    def sheet(self) -> str:
        """What it is called: by its title, or else by its place where it is not the first."""
        begin, end = self.columns
        where = self.title
        if not where and self.line != self.whole.header_line:
            where = f"from row {self.line}"
        if begin:
            where = " ".join(filter(None, (where, f"columns {begin + 1} to {end}")))
        return " / ".join(filter(None, (self.whole.sheet, where)))

    def ask(self, sheet: Sheet, findings: Findings) -> None:
        """Ask whether rows are hosts that stand below an empty one and say nothing that the rows above say."""
        parted = groupby(self.rows, lambda row: _filled(row[1]) > 0)
        blocks = [list(block) for is_filled, block in parted if is_filled]
        columns = sheet.found([_name(name) for name in self.header])
        measured = [place for name in _MEASURED for place in columns.get(name, ())]
        systems = columns.get("os_reported", [])

        def tells(block: list[_Row]) -> bool:
            return any(
                any(_is_amount(cell) for cell in _at(cells, measured))
                or any(own.SYSTEM_WORDS.search(cell) for cell in _at(cells, systems))
                for _, cells in block
                # A sum says something of the rows above it, and of no host.
                if cells[0].casefold().strip(" :") not in TOTALS
            )

        if not blocks or not tells(blocks[0]):
            return
        for block in blocks[1:]:
            line, cells = block[0]
            if _filled(cells) < _FEWEST or tells(block):
                continue
            begin = next(filter(None, map(str.strip, cells)))
            given = findings.answer(
                f"below:{self.whole.file}:{self.sheet}:{line}",
                place=Place(file=self.whole.file, table=self.sheet, row=line),
                column="",
                text=f"Below an empty row other rows begin with '{shown(begin)}'. Are they hosts of the list above?",
                choices=(
                    Choice(value=_HOSTS, label="yes, each is a host"),
                    Choice(value=_NONE, label="no, they are something else"),
                ),
                values=len(block),
            )
            if given == _NONE:
                self._leave_out(block, findings)

    def _leave_out(self, block: list[_Row], findings: Findings) -> None:
        reason = "The row stands below the list, and you said that it is no host."
        for row in block:
            place = Place(file=self.whole.file, table=self.sheet, row=row[0])
            findings.reject("note", reason, Example(place=place), whole_row=True)
            self.rows = [one for one in self.rows if one is not row]

    def made(self) -> Table:
        """Return it as a table, whose rows have the numbers that they had."""
        begin, end = self.columns
        names = [name.strip() for name in self.header[begin:end]]
        while names and not names[-1]:
            names.pop()
        records: list[list[str]] = [[] for _ in range(self.rows[-1][0] if self.rows else 0)]
        for number, cells in self.rows:
            own_cells = cells[begin : begin + len(names)]
            records[number - 1] = [*own_cells, *[""] * (len(names) - len(own_cells))]
        return Table(
            part=Part(self.whole.file, self.sheet, ""),
            separator=self.whole.separator,
            header=tuple(names),
            header_line=self.line,
            records=records,
        )


def _at(cells: Sequence[str], places: Sequence[int]) -> Iterator[str]:
    return (cells[place].strip() for place in places if place < len(cells))


def _is_amount(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell)) or says_unit(cell)

"""Tables in texts: what parts their fields, where their header stands, and their rows."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, islice, repeat

from calculators.inventory.texts import Part, lines_of
from calculators.inventory.units import BYTES, without_unit

SEPARATORS = ("\t", ";", ",", "|")
MOST_BEFORE = 20
"""How many lines the header may be one of."""
MOST_SIGNS_BEFORE = 500_000
BLOCK = 200_000
"""How many signs are taken apart at once."""
END = "\x1f"
BESIDE_UNITS = frozenset({
    "#", "no.", "nr.", "pcs", "stk", "stück", "count", "core", "cores", "kerne", "vcpu", "cpu", "ghz", "mhz", "%",
    "个", "核", "台", "個", "개",
})  # fmt: skip
"""What may stand beside units in the line of a header that gives them."""
LONGEST_ROW = 500
"""No cell of a healthy row spreads over so many lines."""
_SPACES = re.compile(r"[\s_]+")
_RULE = re.compile(r"\s*-{2,}(?:\s+-{2,})+")
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
        self.names = tuple(map(_name_of, self.header))

    def pieces(self) -> Iterator["Block | Spread"]:
        """Yield all rows below the header: many at once where each has a line of its own, else one by one."""
        if self.records is not None:
            yield Block(1, self.separator, [], list(self.records))
            return
        text = self.part.text
        start = _after(text, self.header_line)
        line = self.header_line + 1
        while start < len(text):
            end = text.find("\n", start + BLOCK) + 1 or len(text)
            lines = _lines(text[start:end])
            block = self._block(lines, line)
            if block is not None:
                yield block
                start, line = end, line + len(lines)
                continue
            taken: list[str] = []
            for spread in self._spread(_kept(lines_of(text, start), taken), taken, line, len(lines)):
                yield spread
                start += sum(map(len, spread.lines))
                line = spread.last + 1

    def _block(self, lines: list[str], first: int) -> "Block | None":
        """Return lines as rows; None where a quote makes one row of several, or a line cannot be taken apart."""
        if not any('"' in line for line in lines):
            return Block(first, self.separator, lines)
        try:
            rows = list(csv.reader([*lines, END], delimiter=self.separator))
        except csv.Error:
            return None
        # A quote that is open at the end would have swallowed it.
        if rows.pop() != [END] or len(rows) != len(lines):
            return None
        return Block(first, self.separator, lines, rows)

    def _spread(self, source: Iterator[str], taken: list[str], first: int, least: int) -> Iterator["Spread"]:
        """Yield the rows of so many lines at least, one by one; `taken` are the lines that were asked for since."""
        reader = csv.reader(source, delimiter=self.separator)
        while reader.line_num < least:
            before = reader.line_num
            taken.clear()
            try:
                cells = next(reader, None)
            except csv.Error:
                cells = None
            if not taken:
                return
            yield Spread(first + before, first + reader.line_num - 1, cells, list(taken))

    def rows(self) -> int:
        """Return how many rows below the header have something in them."""
        if self.records is not None:
            return sum(map(any, self.records))
        text = self.part.text
        if '"' not in text:
            lines = text[_after(text, self.header_line) :].split("\n")
            return sum(1 for line in lines if line.strip(f"{self.separator}\r"))
        return sum(map(_filled, self.pieces()))


def _filled(piece: "Block | Spread") -> int:
    if isinstance(piece, Block):
        return sum(map(any, piece.rows()))
    return int(piece.cells is None or any(piece.cells))


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of which each stands on a line of its own; empty ones among them."""

    first: int
    """The line of the first one, from 1; of what stands in no lines its number."""
    separator: str
    lines: list[str]
    made: list[list[str]] | None = None
    """The rows, where quotes had to be heeded; else each line is parted by the separator."""

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.lines if self.made is None else self.made)

    @property
    def width(self) -> int | None:
        """How many cells each row has; None where they differ."""
        if self.made is not None:
            widths = set(map(len, self.made))
        else:
            widths = {count + 1 for count in set(map(str.count, self.lines, repeat(self.separator)))}
        return widths.pop() if len(widths) == 1 else None

    def cells(self) -> list[str]:
        """Return all cells, one row after the other."""
        if self.made is not None:
            return list(chain.from_iterable(self.made))
        return self.separator.join(self.lines).split(self.separator)

    def rows(self) -> list[list[str]]:
        """Return the rows."""
        return [line.split(self.separator) for line in self.lines] if self.made is None else self.made


@dataclass(frozen=True, slots=True)
class Spread:
    """A row that may stand on several lines."""

    first: int
    last: int
    cells: list[str] | None
    """None where it cannot be taken apart."""
    lines: list[str]
    """The lines as they stand in the text."""

    def is_well_quoted(self, separator: str) -> bool:
        """Return whether every quote is where one may be."""
        try:
            return len(list(csv.reader(self.lines, delimiter=separator, strict=True))) == 1
        except csv.Error:
            return False

    def without_quotes(self, separator: str) -> Iterator[tuple[int, list[str]]]:
        """Yield its lines, each as a row of its own in which quotes mean nothing, with its number."""
        for number, line in enumerate(self.lines, self.first):
            if line.strip():
                yield number, [cell.strip().strip('"') for cell in line.split(separator)]


def _after(text: str, lines: int) -> int:
    """Return where the text behind so many lines begins."""
    place = 0
    for _ in range(lines):
        place = text.find("\n", place) + 1
        if not place:
            return len(text)
    return place


def _lines(block: str) -> list[str]:
    lines = block.split("\n")
    if not lines[-1]:
        lines.pop()
    return [line.removesuffix("\r") for line in lines] if "\r" in block else lines


def _kept(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def parted(part: Part) -> Part:
    """Return a text whose columns stand below each other, with a line of dashes below their names, as one with tabs.

    Command lines print such tables. Each line stays where it is; a text in which a cell reaches into the next column is
    returned as it is.
    """
    lines = list(islice(lines_of(part.text[:MOST_SIGNS_BEFORE]), MOST_BEFORE))
    rule = next((at for at, line in enumerate(lines) if at and _RULE.fullmatch(line.rstrip())), None)
    if rule is None:
        return part
    starts = [found.start() for found in re.finditer("-+", lines[rule])]
    rows = part.text.split("\n")
    table = rows[rule - 1 : rule] + rows[rule + 1 :]
    if any(line[start - 1 : start].strip() for line in table for start in starts[1:]):
        return part
    ends = [*starts[1:], None]
    cut = ["\t".join(line[start:end].strip() for start, end in zip(starts, ends, strict=True)) for line in table]
    return replace(part, text="\n".join([*rows[: rule - 1], "", cut[0], *cut[1:]]))


def table_in(part: Part, known: frozenset[str]) -> Table | None:
    """Return the table of a text; None where no line has the names of columns that any export has.

    `known` are the plain names of all columns of all dialects.
    """
    first = list(islice(lines_of(part.text[:MOST_SIGNS_BEFORE]), MOST_BEFORE))
    stated = _STATED.match(first[0]) if first else None
    best: tuple[int, int, Table] | None = None
    for separator in (stated[1],) if stated else SEPARATORS:
        for line, cells in _rows(first, separator):
            if best is not None and len(cells) < best[0]:
                continue
            hits = len(set(map(_name_of, cells)) & known)
            # Of two lines with as many known names the upper one is the header, and the lower one its copy.
            if hits and (best is None or (hits, len(cells)) > best[:2]):
                table = Table(part=part, separator=separator, header=_trimmed(cells), header_line=line)
                best = (hits, len(cells), table)
    return _with_units(best[2], first) if best and best[0] > 1 else None


@lru_cache(4096)
def _name_of(cell: str) -> str:
    return without_unit(plain(cell))[0]


def _with_units(table: Table, lines: Sequence[str]) -> Table:
    """Return a table with the units in its header that the line below it gives, if that is such a line."""
    below = next((cells for line, cells in _rows(lines, table.separator) if line > table.header_line), [])
    below = [cell.strip() for cell in below[: len(table.header)]]
    units = [cell.strip("()[]").casefold() for cell in below]
    filled = [unit for unit in units if unit]
    if not any(unit in BYTES for unit in filled) or not all(unit in BYTES or unit in BESIDE_UNITS for unit in filled):
        return table
    header = [
        f"{name} ({unit})" if unit in BYTES and not without_unit(plain(name))[1] else name
        for name, unit in zip(table.header, [*units, *[""] * (len(table.header) - len(units))], strict=True)
    ]
    return replace(table, header=tuple(header), header_line=table.header_line + 1)


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

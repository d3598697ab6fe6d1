"""The cells of a table by the fields that they fill, and what they are read as once the file's marks are known."""

import math
import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from calculators.inventory import words
from calculators.inventory.columns import Column, Sheet
from calculators.inventory.findings import Findings, shown
from calculators.inventory.model import Category, Choice, Example, Place
from calculators.inventory.numbers import EMPTY, Marks, NotReadError, marks_in, number, own_mark
from calculators.inventory.rows import Columns, read_rows
from calculators.inventory.several import Entry, several
from calculators.inventory.tables import Table, plain
from calculators.inventory.units import BYTES, GIB, KIB, MIB, NAMES, TIB, said, without_unit

FIGURES = 15
"""A number of so many figures is none that is too large."""
MOST_ATTRIBUTES = 60
MOSTLY = 0.45
"""Where a larger share of the cells of a column stands once, each is read by itself."""
ALLOWED: dict[Category, str] = {
    "negative": "The value is negative. Sizes and counts are 0 or more; it counts as missing.",
    "too large": "The value is larger than any host has. It counts as missing.",
    "not a number": "The value is no number. It counts as missing.",
    "formula": "The value is a formula. Save the table with values; it counts as missing.",
    "not allowed": "The word is none that is known in this column. It counts as missing.",
}
_BARE = re.compile(r"\s*[\d.,'\s]*\d[\d.,'\s]*")
"""A number without a unit."""
_AMOUNT = re.compile(r"(?:(\d{1,3})\s*[x×*]\s*)?(-?[^A-Za-z%x×*+]*\d[^A-Za-z%x×*+]*?)\s*([A-Za-z]{1,6})?", re.ASCII)


class Pool(dict[str, str]):
    """Keeps one of equal texts: most cells of an inventory repeat."""

    def __missing__(self, key: str) -> str:
        """Keep a text that was not there."""
        self[key] = key
        return key


class Cache(dict[str, Any]):
    """Reads each cell of a column that is not equal to another one."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        """Keep what reads a cell."""
        super().__init__()
        self._read = read

    def __missing__(self, key: str) -> Any:
        self[key] = value = self._read(key)
        return value


@dataclass(frozen=True, slots=True)
class _Unknown:
    """A word that is no state."""

    text: str


@dataclass(slots=True, kw_only=True)
class Taken:
    """A table of a known kind."""

    table: Table
    sheet: Sheet
    lines: "array[int]"
    """The line of each row."""
    cells: dict[str, list[Any]]
    """What stands in the columns that were found, by field; texts as they are read already."""
    headers: dict[str, str]
    """What the table calls them."""
    attributes: dict[str, list[str]]
    """What stands in columns of tags and attributes, by their names."""
    notes: list[list[str]]
    """What stands in columns of free text."""
    units: dict[str, str] = field(default_factory=dict)
    """The unit that each column of sizes was read in, by the table's name for it."""
    with_unknown: set[str] = field(default_factory=set)
    """The fields with words for states that are not known, as long as that is not told."""

    def __len__(self) -> int:
        """How many rows it has."""
        return len(self.lines)

    def forget(self) -> None:
        """Let go of all cells and of their text, once hosts and their parts are made of them."""
        self.cells, self.attributes, self.notes = {}, {}, []
        self.table.part.text = ""

    def place(self, row: int) -> Place:
        """Return where a row stands."""
        return Place(file=self.table.file, table=self.table.sheet, row=self.lines[row])

    def example(self, row: int, field: str = "", found: str = "") -> Example:
        """Return a row as an example."""
        names = self.cells.get("name")
        return Example(
            place=self.place(row),
            column=self.headers.get(field, ""),
            host=str(names[row] or "").strip() if names else "",
            found=shown(found),
        )

    def marks(self) -> list[Marks]:
        """Return what its columns of numbers tell of the marks in them."""
        columns = self.sheet.columns
        return [
            marks_in(cells, whole=columns[name].whole)
            for name, cells in self.cells.items()
            if columns[name].reads in ("count", "size", "amount")
        ]

    def read(self, name: str, decimal: str | None, findings: Findings) -> list[Any] | None:
        """Return the values of a field, None for each that is missing; None when there is no such column."""
        cells = self.cells.get(name)
        if cells is None:
            return None
        column = self.sheet.columns[name]
        if column.reads == "text":
            return cells
        if column.reads == "word":
            return self._known_words(name, cells, findings)
        unit = self._unit(column, name, findings) if column.reads == "size" else 1
        if unit is None:
            return [None] * len(cells)
        if column.reads in ("count", "size") and (plain_values := self._plain(cells, unit)) is not None:
            return plain_values
        bad: dict[str, Category] = {}

        def cell(text: str) -> Any:
            try:
                return self._one(column, text, decimal, unit)
            except NotReadError as error:
                bad[text] = error.category
                return None

        values = list(map(Cache(cell).__getitem__, cells))
        if bad:
            for row, text in enumerate(cells):
                if text in bad:
                    category = bad[text]
                    findings.reject(category, ALLOWED[category], self.example(row, name, text), whole_row=False)
        return values

    def _known_words(self, name: str, cells: list[Any], findings: Findings) -> list[Any]:
        """Return the states of a column; tells once which words are none that is known."""
        if name not in self.with_unknown:
            return cells
        for row, value in enumerate(cells):
            if type(value) is _Unknown:
                example = self.example(row, name, value.text)
                findings.reject("not allowed", ALLOWED["not allowed"], example, whole_row=False)
        self.with_unknown.discard(name)
        cells[:] = [None if type(value) is _Unknown else value for value in cells]
        return cells

    def _plain(self, cells: list[str], unit: int) -> list[int] | None:
        """Return the values of a column that has whole numbers and nothing else; None where one is another."""
        text = "".join(cells)
        if not text.isascii() or not text.isdigit() or "" in cells or max(map(len, cells)) > FIGURES:
            return None
        return list(map(int, cells)) if unit == 1 else [int(cell) * unit for cell in cells]

    def _one(self, column: Column, text: str, decimal: str | None, unit: int) -> Any:
        if column.reads == "size" and (entries := several(text)):
            return sum_of(entries, decimal, unit)
        if "," in text or "." in text:
            decimal = own_mark(text) or decimal
            if decimal is None:
                return None
        decimal = decimal or "."
        if column.reads == "amount" or (column.reads == "size" and says_unit(text)):
            return _amount(text, decimal)
        value = number(text, decimal)
        return None if value is None else round(value * unit)

    def _unit(self, column: Column, name: str, findings: Findings) -> int | None:
        """Return how many bytes the unit of a column has; asks where neither the header nor the program tells."""
        header = self.headers[name]
        token = without_unit(plain(header))[1]
        size = BYTES[token] if token and not column.fixed else column.unit
        if not size and not any(_is_bare(cell) for cell in set(self.cells[name])):
            self.units[header] = "as each value says"
            return 1
        if not size:
            given = findings.answer(
                f"unit:{self.table.file}:{self.table.sheet}:{header}",
                place=Place(file=self.table.file, table=self.table.sheet, row=self.table.header_line),
                column=header,
                text=f"The column '{shown(header)}' does not say in which unit its sizes are.",
                choices=tuple(
                    Choice(
                        value=NAMES[unit],
                        label=f"in {NAMES[unit]}: its first value is {self._first(name)} {NAMES[unit]}",
                    )
                    for unit in (1, KIB, MIB, GIB, TIB)
                ),
                values=sum(bool(cell.strip()) for cell in self.cells[name]),
            )
            if given is None:
                return None
            size = BYTES[given.casefold()]
            self.units[header] = f"{given}; as you said"
        else:
            self.units[header] = said(token, size)
        return size

    def sizes(self, name: str, decimal: str | None) -> list[tuple[tuple[int, int, str | None], ...]]:
        """Return for each row the sizes in a cell that holds several: how many, bytes of each, and where it is mounted.

        Nothing where a cell holds one, or none that can be read. Only once the column itself is read.
        """
        told = self.units.get(self.headers[name])
        if told is None:
            return [()] * len(self)
        unit = next((size for size, name in NAMES.items() if told.startswith(name)), 1)

        def read(cell: str) -> tuple[tuple[int, int, str | None], ...]:
            try:
                return tuple((entry.times, _bytes(entry, decimal, unit), entry.volume) for entry in several(cell))
            except NotReadError:
                return ()

        return list(map(Cache(read).__getitem__, self.cells[name]))

    def _first(self, name: str) -> str:
        return shown(next((cell.strip() for cell in self.cells[name] if cell.strip()), ""))


def says_unit(cell: str) -> bool:
    """Return whether a cell holds a number with a unit of sizes behind it, such as `1.5 TB`, or several."""
    text = cell.strip()
    if text[-1:].isalpha() and _parts(text):
        return True
    return any(entry.unit is not None for entry in several(text))


def _is_bare(cell: str) -> bool:
    """Return whether a cell holds sizes without a unit."""
    return bool(_BARE.fullmatch(cell)) or any(entry.unit is None for entry in several(cell))


def sum_of(entries: Sequence[Entry], decimal: str | None, unit: int) -> int:
    """Return how many bytes sizes are together, those without a unit in that of the column."""
    return sum(entry.times * _bytes(entry, decimal, unit) for entry in entries)


def _bytes(entry: Entry, decimal: str | None, unit: int) -> int:
    size = number(entry.size, own_mark(entry.size) or decimal or ".") or 0
    return round(size * (unit if entry.unit is None else entry.unit))


def _amount(text: str, decimal: str) -> int | None:
    text = text.strip()
    if text.casefold() in EMPTY:
        return None
    parts = _parts(text)
    if not parts:
        raise NotReadError("formula" if text[:1] in "=@" else "not a number")
    return round(math.fsum(times * (number(size, decimal) or 0) * unit for times, size, unit in parts))


def _parts(text: str) -> list[tuple[int, str, int]]:
    """Return what a size with a unit adds up, such as `100 + 200 GB` or `2 x 1.5 TB`: how often, how much, its unit.

    Nothing where it is none.
    """
    found = [_AMOUNT.fullmatch(part.strip()) for part in text.split("+")]
    last = found[-1]
    unit = last[3].casefold() if last and last[3] else ""
    parts = []
    for part in found:
        token = (part[3] or unit).casefold() if part else ""
        if part is None or token not in BYTES:
            return []
        parts.append((int(part[1] or 1), part[2], BYTES[token]))
    return parts


def take(table: Table, sheet: Sheet, findings: Findings, pool: Pool, *, late: bool = False) -> Taken:
    """Return the cells of a table; tells the rows that are none. `late` is whether to take late columns, too."""
    chosen = sheet.found(table.names)
    if not late:
        chosen = {name: places for name, places in chosen.items() if name not in sheet.late}
    flat = [place for places in chosen.values() for place in places]
    notes = [place for place, name in enumerate(table.names) if name in sheet.notes]
    attributes = attributes_of(table, sheet) if sheet.attributes else {}
    picked = [*flat, *notes, *attributes.values()]
    lines: array[int] = array("l")
    columns: list[list[Any]] = [[] for _ in picked]
    reads = [_reader(sheet.columns[name]) for name, places in chosen.items() for _ in places]
    reads += [partial(map, pool.__getitem__)] * (len(picked) - len(reads))
    into = Columns(columns, reads)
    read_rows(table, picked, into, lines, findings)
    taken = Taken(
        table=table,
        sheet=sheet,
        lines=lines,
        cells={},
        headers={},
        attributes=dict(zip(attributes, columns[len(flat) + len(notes) :], strict=True)),
        notes=columns[len(flat) : len(flat) + len(notes)],
    )
    for name, places in chosen.items():
        taken.headers[name] = table.header[places[0]]
        same = columns[: len(places)]
        del columns[: len(places)]
        place = _of_several(same, name, taken, findings) if len(same) > 1 else 0
        if place is not None:
            taken.cells[name] = same[place]
            if sheet.columns[name].reads == "word" and any(type(value) is _Unknown for value in set(same[place])):
                taken.with_unknown.add(name)
    return taken


def _reader(column: Column) -> Callable[[Sequence[str]], Iterable[Any]] | None:
    """Return what reads cells when they are taken; None for numbers, for which all others have to be known."""
    if column.reads == "text":
        return _Reader(column.word)
    return partial(map, Cache(_state(column.word)).__getitem__) if column.reads == "word" else None


class _Reader:
    """Reads the cells of a column: each text once, unless hardly any comes twice."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        self._read = read
        self._cache = Cache(read)

    def __call__(self, cells: Sequence[str]) -> Iterable[Any]:
        """Return what the cells say."""
        if len(set(cells)) <= MOSTLY * len(cells):
            return map(self._cache.__getitem__, cells)
        many = words.MANY.get(self._read)
        found = many(cells) if many else None
        return map(self._read, cells) if found is None else found


def _state(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return what reads a state, and keeps a word that is none."""

    def state(text: str) -> Any:
        value = read(text)
        return _Unknown(text) if value is None and text.strip().casefold() not in EMPTY else value

    return state


def attributes_of(table: Table, sheet: Sheet) -> dict[str, int]:
    """Return the columns that the customer added, by their names."""
    known = sheet.known
    own = {}
    for place, header in enumerate(table.header):
        name = plain(header)
        tag = f"{sheet.prefix} tags "
        if sheet.prefix and name.startswith(tag):
            own[header[len(tag) :]] = place
        elif header and not {name, table.names[place]} & known and not (sheet.prefix and name.startswith(sheet.prefix)):
            own[header] = place
    return dict(list(own.items())[:MOST_ATTRIBUTES])


def _of_several(same: Sequence[list[Any]], name: str, taken: Taken, findings: Findings) -> int | None:
    """Return which of several columns of one name counts; asks where they differ."""
    filled = [place for place, cells in enumerate(same) if any(cells)]
    if len(filled) <= 1 or all(same[place] == same[filled[0]] for place in filled):
        return filled[0] if filled else 0
    header = taken.headers[name]
    first = [str(next(filter(None, cells), "")) for cells in same]
    given = findings.answer(
        f"column:{taken.table.file}:{taken.table.sheet}:{header}",
        place=Place(file=taken.table.file, table=taken.table.sheet, row=taken.table.header_line),
        column=header,
        text=f"There are {len(same)} columns called '{header}', and they differ. Which one is the export's own?",
        choices=tuple(
            Choice(value=str(place + 1), label=f"the {place + 1}. of them, which starts with '{shown(text)}'")
            for place, text in enumerate(first)
        ),
        values=len(taken),
    )
    return None if given is None else int(given) - 1

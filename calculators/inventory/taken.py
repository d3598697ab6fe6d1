"""The cells of a table by the fields that they fill, and what they are read as once the file's marks are known."""

import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from calculators.inventory.columns import Column, Sheet
from calculators.inventory.findings import Findings, shown
from calculators.inventory.model import Category, Choice, Example, Place
from calculators.inventory.numbers import EMPTY, Marks, NotReadError, is_unclear, marks_in, number
from calculators.inventory.secrets import looks_like_password, names_password
from calculators.inventory.tables import LONGEST_ROW, Table, plain, without_quotes
from calculators.inventory.units import BYTES, GIB, KIB, MIB, NAMES, TIB, said, without_unit

CHUNK = 4000
FIGURES = 15
"""A number of so many figures is none that is too large."""
MOST_ATTRIBUTES = 60
ALLOWED: dict[Category, str] = {
    "negative": "The value is negative. Sizes and counts are 0 or more; it counts as missing.",
    "too large": "The value is larger than any host has. It counts as missing.",
    "not a number": "The value is no number. It counts as missing.",
    "formula": "The value is a formula. Save the table with values; it counts as missing.",
    "not allowed": "The word is none that is known in this column. It counts as missing.",
}
_CUT = "The file ends within this row."
_AMOUNT = re.compile(r"([^A-Za-z%]*)\s*([A-Za-z]+)", re.ASCII)


class Pool(dict[str, str]):
    """Keeps one of equal texts: most cells of an inventory repeat."""

    def __missing__(self, key: str) -> str:
        """Keep a text that was not there."""
        self[key] = key
        return key


class _Cache(dict[str, Any]):
    """Reads each cell of a column that is not equal to another one."""

    def __init__(self, read: Callable[[str], Any]) -> None:
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

        values = list(map(_Cache(cell).__getitem__, cells))
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
        if decimal is None:
            if is_unclear(text):
                return None
            decimal = "," if re.search(r",\d*$", text) else "."
        if column.reads == "amount":
            return _amount(text, decimal)
        value = number(text, decimal)
        return None if value is None else round(value * unit)

    def _unit(self, column: Column, name: str, findings: Findings) -> int | None:
        """Return how many bytes the unit of a column has; asks where neither the header nor the program tells."""
        header = self.headers[name]
        token = without_unit(plain(header))[1]
        size = BYTES[token] if token and not column.fixed else column.unit
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

    def _first(self, name: str) -> str:
        return shown(next((cell.strip() for cell in self.cells[name] if cell.strip()), ""))


def _amount(text: str, decimal: str) -> int | None:
    text = text.strip()
    if text.casefold() in EMPTY:
        return None
    found = _AMOUNT.fullmatch(text)
    if not found or found[2].casefold() not in BYTES:
        raise NotReadError("formula" if text[:1] in "=@" else "not a number")
    value = number(found[1], decimal)
    return None if value is None else round(value * BYTES[found[2].casefold()])


def take(table: Table, sheet: Sheet, findings: Findings, pool: Pool, *, late: bool = False) -> Taken:
    """Return the cells of a table; tells the rows that are none. `late` is whether to take late columns, too."""
    chosen = sheet.found(table.names)
    if not late:
        # Without an identifier of the vCenter its name stands in.
        late_fields = sheet.late - ({"server_name"} if "server_id" not in chosen else set())
        chosen = {name: places for name, places in chosen.items() if name not in late_fields}
    flat = [place for places in chosen.values() for place in places]
    notes = [place for place, name in enumerate(table.names) if name in sheet.notes]
    attributes = _attributes(table, sheet) if sheet.attributes else {}
    picked = [*flat, *notes, *attributes.values()]
    lines: array[int] = array("l")
    columns: list[list[Any]] = [[] for _ in picked]
    reads = [_reader(sheet.columns[name]) for name, places in chosen.items() for _ in places]
    reads += [pool.__getitem__] * (len(picked) - len(reads))
    into = _Columns(columns, reads)
    _read_rows(table, picked, into, lines, findings)
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


def _reader(column: Column) -> Callable[[str], Any] | None:
    """Return what reads a cell when it is taken; None for a number, for which all others have to be known."""
    if column.reads == "text":
        return _Cache(column.word).__getitem__
    return _Cache(_state(column.word)).__getitem__ if column.reads == "word" else None


def _state(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return what reads a state, and keeps a word that is none."""

    def state(text: str) -> Any:
        value = read(text)
        return _Unknown(text) if value is None and text.strip().casefold() not in EMPTY else value

    return state


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns that are taken, and what is done with their cells."""

    cells: list[list[Any]]
    reads: list[Callable[[str], Any] | None]

    def keep(self, chunk: Sequence[tuple[str, ...]]) -> None:
        """Add some rows."""
        for cells, read, part in zip(self.cells, self.reads, zip(*chunk, strict=True), strict=False):
            cells.extend(part if read is None else map(read, part))


def _attributes(table: Table, sheet: Sheet) -> dict[str, int]:
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


def _read_rows(
    table: Table,
    picked: Sequence[int],
    columns: _Columns,
    lines: "array[int]",
    findings: Findings,
) -> None:
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


def secrets_in(taken: Taken) -> tuple[list[bool], list[tuple[tuple[str, str], ...]]]:
    """Return for each row whether its notes look like a password, and its tags without those that do."""
    count = len(taken)
    flags = [False] * count
    flag = _Cache(looks_like_password).__getitem__
    for cells in taken.notes:
        flags = [before or bool(cell and flag(cell)) for before, cell in zip(flags, cells, strict=True)]
    pairs: list[list[tuple[str, str]]] = [[] for _ in range(count)]
    for name, cells in taken.attributes.items():
        secret = names_password(name)
        pooled: dict[str, tuple[str, str]] = {}
        for row, cell in enumerate(cells):
            text = cell.strip()
            if not text or text.casefold() in EMPTY:
                continue
            if secret or flag(text):
                flags[row] = True
            else:
                pairs[row].append(pooled.setdefault(text, (name, text)))
    shared: dict[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]] = {}
    return flags, [shared.setdefault(own := tuple(pair), own) for pair in pairs]

"""What the columns of a list of hosts mean whose header does not say so: told by their cells, or asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from calculators.inventory.columns import Column, Sheet
from calculators.inventory.dialects import own_words as own
from calculators.inventory.findings import Findings, shown
from calculators.inventory.model import Choice, Place
from calculators.inventory.several import MOST_DISKS
from calculators.inventory.tables import Block, Table
from calculators.inventory.taken import says_unit

NOTHING = "none"
SIZES = ("memory_bytes", "disk_bytes", "in_use_bytes")
_CONTESTED = ("vcpus", *SIZES)
"""Of two columns under names of such a field a person says which one it is."""
SAMPLE = 60
"""So many rows show what a column holds."""
_HALF = 0.5
_LONGEST_NAME = 64
NUMBER = re.compile(r"\d[\d.,' ]*", re.ASCII)
_WHOLE = re.compile(r"\d{1,4}", re.ASCII)
_MEASURED = re.compile(r"\d[\d.,' ]*(?:%|\s[A-Za-z]{1,5})?", re.ASCII)
_MEANINGS = {
    "memory_bytes": "the memory of the host",
    "disk_bytes": "all its disks together",
    "in_use_bytes": "what of its disks is in use",
    "os_reported": "its operating system",
    "vcpus": "its processors",
    "disk_count": "how many disks it has",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the first rows of a column hold."""

    place: int
    header: str
    name: str
    """The plain name, with `*` in the place of a unit."""
    cells: list[str]
    """Those that are not empty."""

    def _all(self, pattern: re.Pattern[str]) -> bool:
        return bool(self.cells) and all(map(pattern.fullmatch, self.cells))

    @property
    def holds_systems(self) -> bool:
        """Whether most cells have names of operating systems in them."""
        found = sum(own.SYSTEM_WORDS.search(cell) is not None for cell in self.cells)
        return bool(self.cells) and found >= _HALF * len(self.cells)

    @property
    def holds_sizes(self) -> bool:
        """Whether each cell has a unit, or the header has one and each is a number."""
        return bool(self.cells) and (all(map(says_unit, self.cells)) or ("*" in self.name and self._all(NUMBER)))

    @property
    def holds_counts(self) -> bool:
        """Whether each is a small whole number, and they are not those of the rows."""
        return "*" not in self.name and self._all(_WHOLE) and (
            len(self.cells) == 1 or len(set(self.cells)) < len(self.cells)
        )  # fmt: skip

    @property
    def tells_apart(self) -> bool:
        """Whether no cell stands twice."""
        return bool(self.cells) and len(set(self.cells)) == len(self.cells)

    @property
    def holds_names(self) -> bool:
        """Whether it may hold names: short texts that tell rows apart."""
        return (
            self.tells_apart
            and max(map(len, self.cells)) <= _LONGEST_NAME
            and not any(map(_MEASURED.fullmatch, self.cells))
            and not self.holds_systems
        )


def seen_in(table: Table) -> list[Seen]:
    """Return what stands in the first rows of the columns that have a header."""
    rows = list(islice(_rows(table), SAMPLE))
    return [
        Seen(place, header, name, [cell for row in rows if place < len(row) and (cell := row[place].strip())])
        for place, (header, name) in enumerate(zip(table.header, table.names, strict=True))
        if header
    ]


def _rows(table: Table) -> Iterator[list[str]]:
    for piece in table.pieces():
        if isinstance(piece, Block):
            yield from filter(any, piece.rows())
        elif piece.cells is not None:
            yield piece.cells


def may_list_hosts(table: Table) -> bool:
    """Return whether something in a table is as in lists of hosts: names of systems, or names beside sizes."""
    columns = seen_in(table)
    if any(seen.holds_systems for seen in columns):
        return True
    return any(seen.holds_sizes for seen in columns) and any(seen.holds_names for seen in columns)


def asked(table: Table, sheet: Sheet, findings: Findings, *, is_sure: bool) -> Sheet | None:
    """Return a kind of table with the columns that this one has for its fields, as its header or a person says.

    None as long as nobody has said where the names of hosts stand. Unless `is_sure`, that is asked in any case.
    """
    columns = seen_in(table)
    found = _Columns(
        table=table,
        findings=findings,
        said=dict(sheet.columns),
        fields={
            name: [seen for seen in columns if seen.name in column.names] for name, column in sheet.columns.items()
        },
    )
    used = {seen.place for name, seen_ones in found.fields.items() if name != "name" for seen in seen_ones}
    named = found.named([seen for seen in columns if seen.place not in used], is_sure=is_sure)
    if named is None and not is_sure:
        return None
    if named is not None:
        used.add(named.place)
        found.say("name", named)
    unknown = [seen for seen in columns if seen.cells and seen.place not in used and seen.name not in sheet.notes]
    for name in _CONTESTED:
        found.settle(name)
    for seen in unknown:
        found.ask(seen, _may_be(seen))
    return None if named is None else replace(sheet, columns=found.said)


@dataclass(slots=True, kw_only=True)
class _Columns:
    """The columns of a table by the fields that they hold."""

    table: Table
    findings: Findings
    said: dict[str, Column]
    """How each field is read, under the names that its column has."""
    fields: dict[str, list[Seen]]
    """The columns that may hold each field by their names."""

    def say(self, name: str, seen: Seen) -> None:
        """Have a column hold a field, and no other one."""
        self.fields[name] = [seen]
        self.said[name] = replace(self.said[name], names=(seen.name,))

    def settle(self, name: str) -> None:
        """Ask which column holds a field where several are called so, or what a number is that may count disks."""
        rivals = [seen for seen in self.fields[name] if seen.cells]
        counts = name == "disk_bytes" and len(rivals) == 1 and _may_count_disks(rivals[0])
        if not counts and len({seen.name for seen in rivals}) <= 1:
            return
        self.fields[name] = []
        self.said[name] = replace(self.said[name], names=())
        for seen in rivals:
            self.ask(seen, (name, "disk_count") if counts else (name,))

    def ask(self, seen: Seen, wanted: Sequence[str]) -> None:
        """Ask which of the fields that no column holds yet this one does."""
        may = [name for name in wanted if not self.fields[name]]
        if not may:
            return
        given = self.findings.answer(
            f"means:{self.table.file}:{self.table.sheet}:{seen.header}",
            place=self.place,
            column=seen.header,
            text=f"What does the column {_begins(seen)}, hold? Its name does not tell for sure.",
            choices=(
                *(Choice(value=name, label=_MEANINGS[name]) for name in may),
                Choice(value=NOTHING, label="nothing of these"),
            ),
            values=self.table.rows(),
        )
        if given is not None and given != NOTHING:
            self.say(given, seen)

    def named(self, others: Sequence[Seen], *, is_sure: bool) -> Seen | None:
        """Return the column with the names of hosts: the only one that is called so, or as a person says.

        A name of a machine goes before any other, which may be that of its guest or of what it runs on.
        """
        called = self.fields["name"]
        machines = [seen for seen in called if seen.name in own.MACHINES and seen.cells]
        apart = [seen for seen in called if seen.tells_apart]
        for sure in (machines, apart, called):
            if is_sure and len(sure) == 1:
                return sure[0]
        may = apart or [seen for seen in others if seen.holds_names] or [seen for seen in others if seen.tells_apart]
        given = self.findings.answer(
            f"names:{self.table.file}:{self.table.sheet}",
            place=self.place,
            column="",
            text="The header does not tell in which column the names of hosts stand. Which one is it?",
            choices=(
                *(Choice(value=str(seen.place + 1), label=_begins(seen)) for seen in may),
                Choice(value=NOTHING, label="none: it lists no hosts"),
            ),
            values=self.table.rows(),
        )
        return None if given in (None, NOTHING) else next(seen for seen in may if seen.place == int(given) - 1)

    @property
    def place(self) -> Place:
        """Where its header stands."""
        return Place(file=self.table.file, table=self.table.sheet, row=self.table.header_line)


def _begins(seen: Seen) -> str:
    return f"'{shown(seen.header)}', which starts with '{shown(seen.cells[0])}'"


def _may_count_disks(seen: Seen) -> bool:
    whole = "*" not in seen.name and all(map(_WHOLE.fullmatch, seen.cells))
    return whole and max(map(int, seen.cells)) <= MOST_DISKS


def _may_be(seen: Seen) -> Sequence[str]:
    if seen.holds_systems:
        return ("os_reported",)
    if seen.holds_sizes:
        return SIZES
    return ("vcpus",) if seen.holds_counts else ()

"""What a dialect found in its files, and the sorting of their tables."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from calculators.inventory.columns import Sheet
from calculators.inventory.findings import Findings
from calculators.inventory.hosts import Hosts
from calculators.inventory.marks import decimal_of
from calculators.inventory.model import Kind, TableRead
from calculators.inventory.tables import Table
from calculators.inventory.taken import Pool, Taken, take


@dataclass(slots=True, kw_only=True)
class Found:
    """What a dialect found."""

    hosts: list[Hosts]
    tables: dict[str, list[TableRead]] = field(default_factory=dict)
    """What was read, by file."""
    versions: dict[str, str] = field(default_factory=dict)
    """The version of the program, by file, where the file says it."""
    exported: dict[str, str] = field(default_factory=dict)
    """When a file was written, where it says so."""


@dataclass(slots=True)
class Sorted:
    """The tables of a dialect by kind, each with the decimal mark of its file."""

    takens: list[tuple[Taken, str | None]]
    left_out: list[Table]
    pool: Pool

    def of(self, kind: Kind) -> Iterator[tuple[Taken, str | None]]:
        """Yield the tables of a kind."""
        return (pair for pair in self.takens if pair[0].sheet.kind == kind)

    def read(self) -> dict[str, list[TableRead]]:
        """Return what was read of each file; call it when everything is."""
        found: dict[str, list[TableRead]] = {}
        for taken, _ in self.takens:
            entry = TableRead(
                name=taken.table.sheet, kind=taken.sheet.kind, rows=len(taken), units=tuple(taken.units.items())
            )
            found.setdefault(taken.table.file, []).append(entry)
        for table in self.left_out:
            entry = TableRead(name=table.sheet, kind=None, rows=table.rows())
            found.setdefault(table.file, []).append(entry)
        return found


def by_header(sheets: Sequence[Sheet]) -> Callable[[Table], Sheet | None]:
    """Return what tells the kind of a table by its columns alone: the first kind that they fit."""
    return lambda table: next((sheet for sheet in sheets if sheet.fits(table.names)), None)


def sort_tables(tables: Sequence[Table], sheet_of: Callable[[Table], Sheet | None], findings: Findings) -> Sorted:
    """Return the tables by kind. The marks of a file's numbers are told by all its tables together."""
    pool = Pool()
    files: dict[str, list[Taken]] = {}
    left_out = []
    for table in tables:
        sheet = sheet_of(table)
        if sheet is None:
            left_out.append(table)
        else:
            files.setdefault(table.file, []).append(take(table, sheet, findings, pool))
            if not sheet.late:
                table.part.text = ""
    takens = []
    for file in files.values():
        mark = decimal_of(file, findings)
        takens += [(taken, mark) for taken in file]
    return Sorted(takens, left_out, pool)

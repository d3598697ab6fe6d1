"""Hosts by columns, as one table lists them: so many of them take little memory until each is made once."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from calculators.inventory.columns import Sheet
from calculators.inventory.findings import Findings
from calculators.inventory.model import Example, Place
from calculators.inventory.secrets import looks_like_password
from calculators.inventory.tags import secrets_in
from calculators.inventory.taken import Taken
from calculators.inventory.words import TOTALS

_IDENTIFIERS = ("object_id", "instance_uuid", "smbios_uuid", "vm_uuid")
_TELLING = frozenset((
    *_IDENTIFIERS, "power", "os_reported", "os_configured", "addresses", "dns_name", "hypervisor", "cluster",
    "template",
))  # fmt: skip
"""What a row says of a host, and of no sum of hosts."""
_FEWEST_WORDS = 3
"""So many words are a sentence, no name."""


@dataclass(slots=True, kw_only=True)
class Hosts:
    """The hosts of one table."""

    file: str
    table: str
    lines: Sequence[int]
    """The line of each."""
    values: dict[str, list[Any]]
    """What fields of `Host` hold, a value for each host."""
    derived: dict[str, str] = field(default_factory=dict)
    """Fields whose values the table does not have as such, with what they were worked out from."""
    derived_rows: dict[str, set[int]] = field(default_factory=dict)
    """Of which rows that is so, by field; of all where a field is not named."""

    def __len__(self) -> int:
        """How many there are."""
        return len(self.lines)

    def get(self, name: str) -> Sequence[Any]:
        """Return the values of a field, None for each where the table has none."""
        return self.values.get(name) or [None] * len(self)

    def example(self, row: int, column: str = "", found: str = "") -> Example:
        """Return a host as an example."""
        return Example(
            place=Place(file=self.file, table=self.table, row=self.lines[row]),
            column=column,
            host=self.values["name"][row],
            found=found,
        )


def hosts_of(
    taken: Taken,
    decimal: str | None,
    findings: Findings,
    *,
    fixed: Mapping[str, Any] | None = None,
    prepare: Callable[[dict[str, list[Any]]], None] | None = None,
) -> Hosts:
    """Return the hosts of a table: the rows that have a name, with all fields that it has.

    `fixed` are values that every host has.
    `prepare` changes the columns before rows without a name are left out.
    """
    sheet: Sheet = taken.sheet
    values: dict[str, list[Any]] = {}
    for name in sheet.columns:
        column = taken.read(name, decimal, findings)
        if column is not None:
            values[name] = column
    flags, tags = secrets_in(taken)
    if any(flags):
        values["password_in_notes"] = flags
    if any(tags):
        values["tags"] = list(tags)
    for name, value in (fixed or {}).items():
        values.setdefault(name, [value] * len(taken))
    values.setdefault("name", [None] * len(taken))
    if prepare is not None:
        prepare(values)
    lines: Sequence[int] = taken.lines
    if not all(values["name"]):
        _name_by_identifier(taken, values, findings)
    repeated = _repeated(taken, values, findings) | _no_hosts(taken, values, findings)
    if repeated or not all(values["name"]):
        keep = [row for row, name in enumerate(values["name"]) if name and row not in repeated]
        for row, name in enumerate(values["name"]):
            if not name:
                reason = "The row has no name, so that nothing tells which host it is."
                findings.reject("no name", reason, taken.example(row), whole_row=True)
        values = {name: [column[row] for row in keep] for name, column in values.items()}
        lines = array("l", (lines[row] for row in keep))
    return Hosts(file=taken.table.file, table=taken.table.sheet, lines=lines, values=values)


def _name_by_identifier(taken: Taken, values: dict[str, list[Any]], findings: Findings) -> None:
    """Call hosts without a name as something else does that tells which they are: none is left out for that."""
    text = "Hosts have no name in the file. They count, and are called by what else tells which they are."
    names = list(values["name"])
    for row in [row for row, name in enumerate(names) if not name]:
        found = (column[row] for other in ("dns_name", *_IDENTIFIERS) if (column := values.get(other)))
        names[row] = next(filter(None, found), None)
        if names[row]:
            findings.doubt("no name", text, taken.example(row, "name", names[row]))
    values["name"] = names


def _repeated(taken: Taken, values: dict[str, list[Any]], findings: Findings) -> set[int]:
    """Return the rows that say what another one says, where hosts have nothing but their names to tell them apart."""
    if any(any(values.get(name) or ()) for name in _IDENTIFIERS):
        return set()
    seen: set[tuple[Any, ...]] = set()
    found = set()
    reason = "The row says in every column what a row above it says: it counts once."
    for row, cells in enumerate(zip(*values.values(), strict=True)):
        if cells not in seen:
            seen.add(cells)
        elif values["name"][row]:
            found.add(row)
            findings.reject("repeated", reason, taken.example(row), whole_row=True)
    return found


def _no_hosts(taken: Taken, values: dict[str, list[Any]], findings: Findings) -> set[int]:
    """Return the rows that add up others, and the notes below the list: what is known of a host stands in neither."""
    names = values["name"]
    found = set()
    about = [column for name, column in values.items() if name in _TELLING]
    for row in [row for row, name in enumerate(names) if name and name.casefold().strip(" :") in TOTALS]:
        # The name may be read as that of its own system as well.
        if not any(column[row] and column[row] != names[row] for column in about):
            reason = "The row adds up the others: it is no host."
            findings.reject("totals", reason, taken.example(row), whole_row=True)
            found.add(row)
    others = [values[name] for name in taken.cells if name != "name" and any(values.get(name) or ())]
    for row in reversed(range(len(names) if others else 0)):
        name = names[row]
        if row in found or not name:
            continue
        if any(column[row] for column in others) or not _is_note(name):
            break
        reason = (
            "Below the list there are words in the column of names alone: they are taken for a note, not for a host."
        )
        findings.reject("note", reason, taken.example(row), whole_row=True)
        found.add(row)
    return found


def _is_note(name: str) -> bool:
    return len(name.split()) >= _FEWEST_WORDS or name[:1] in "*#(" or name.endswith((".", ":")) or ": " in name


def gathered(columns: Sequence[Sequence[str | None]]) -> list[tuple[str, ...]]:
    """Return for each row what several columns hold, each once and without those that hold nothing."""
    pool: dict[tuple[str, ...], tuple[str, ...]] = {}
    rows = []
    for cells in zip(*columns, strict=True):
        found = tuple(dict.fromkeys(cell for cell in cells if cell))
        rows.append(pool.setdefault(found, found))
    return rows


def told_apart(text: str | None) -> tuple[str, ...]:
    """Return the entries of a cell that lists several, parted by commas, semicolons, blanks or line feeds."""
    if not text or looks_like_password(text):
        return ()
    for sign in ",;|\n\t[]\"'":
        text = text.replace(sign, " ")
    return tuple(dict.fromkeys(text.split()))

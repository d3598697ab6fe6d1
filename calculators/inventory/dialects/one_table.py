"""What dialects share whose exports are one table of hosts, or a few of them alike."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from calculators.inventory.columns import Sheet
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found, sort_tables
from calculators.inventory.hosts import Hosts, hosts_of
from calculators.inventory.tables import Table
from calculators.inventory.taken import Taken

type Finish = Callable[[Hosts, Taken, Findings], None]
"""What a dialect does with the values of a table when all are read."""


def read_hosts(
    tables: Sequence[Table],
    sheets: Sequence[Sheet],
    findings: Findings,
    *,
    fixed: Mapping[str, Any],
    prepare: Callable[[dict[str, list[Any]]], None] | None = None,
    finish: Finish | None = None,
) -> Found:
    """Return the hosts of tables that are each of the first kind that they fit."""

    def sheet_of(table: Table) -> Sheet | None:
        return next((sheet for sheet in sheets if sheet.fits(table.names)), None)

    sorted_tables = sort_tables(tables, sheet_of, findings)
    hosts = []
    for taken, mark in sorted_tables.takens:
        part = hosts_of(taken, mark, findings, fixed=fixed, prepare=prepare)
        if finish is not None:
            finish(part, taken, findings)
        hosts.append(part)
    return Found(hosts=hosts, tables=sorted_tables.read())


def have(tables: Sequence[Table], *names: str) -> bool:
    """Return whether one table has columns of all these plain names."""
    return any(set(names) <= set(table.names) for table in tables)


def name_by_address(values: dict[str, list[Any]]) -> None:
    """Call a host by its address where it has no name."""
    addresses = values.get("addresses") or [None] * len(values["name"])
    values["name"] = [
        name or (found[0] if found else None) for name, found in zip(values["name"], addresses, strict=True)
    ]


def is_there(cell: str) -> bool | None:
    """Return whether something stands in a cell that is not to be kept, such as a password."""
    return True if cell.strip() else None

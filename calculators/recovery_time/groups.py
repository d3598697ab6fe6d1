"""Groups of hosts as a reader pastes them, one a line: name; hosts; largest disk; disks; order; RTO."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from calculators.answers.columns import COMMENTS, arranged, cells_of
from calculators.answers.inputs import InputError, InputProblem
from calculators.records.repeated import repeated
from calculators.replication.quantities import held_to, read_quantity, read_whole, seen

FIELD = "groups"
COLUMNS = ("name", "hosts", "largest disk", "disks", "order", "RTO")
ORDER = (("name",), ("hosts",), ("largest",), ("disks",), ("order", "tier"), ("rto",))
"""The same in a table whose header names them."""
MOST_HOSTS = 1_000_000
MOST_DISKS = 10_000
LEAST_GB, MOST_GB = 0.001, 100_000_000.0
MOST_MINUTES = 100_000.0
MOST_ORDER = 1_000
MOST_TOLD = 3
"""How many wrong lines a message names; the others are counted."""

_TIER = re.compile(r"(?:tier|order|wave)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Hosts that belong together."""

    name: str
    """What the reader calls it."""
    hosts: int
    """How many hosts."""
    largest_disk_gb: float | None
    """Used data on the largest disk of its hosts, in GB; None for the form's."""
    disks: int | None
    """Disks of that host; None for the form's."""
    order: int
    """When it is recovered: the smallest number first, equal ones together."""
    rto_minutes: float | None
    """Wanted RTO in minutes; None for the form's."""


class _CellError(ValueError):
    """Raised for a cell that cannot be read."""

    def __init__(self, column: int, message: str) -> None:
        super().__init__(f"column {column} ({COLUMNS[column - 1]}): {message}")


@lru_cache(maxsize=8)
def read_groups(text: str) -> tuple[Group, ...]:
    """Return the groups in a pasted text.

    Comments start with # or //. A first line of several cells without any digit is a header; one that names the columns
    says their order. A disk is in GB and an
    RTO in minutes unless a unit stands behind it. Raises InputError when any line cannot be used: an RTO without a
    group that somebody counts on would be none.
    """
    groups: list[Group] = []
    wrong: list[str] = []
    first = True
    for number, line in enumerate(arranged(text, ORDER).removeprefix("\ufeff").splitlines(), start=1):
        if not seen(line) or line.lstrip().startswith(COMMENTS):
            continue
        cells = cells_of(line)
        if not (first and len(cells) > 1 and not any(sign.isdigit() for sign in line)):
            try:
                groups.append(_group(number, cells))
            except _CellError as error:
                wrong.append(f"line {number}, {error}")
        first = False
    if wrong:
        more = len(wrong) - MOST_TOLD
        told = " ".join(wrong[:MOST_TOLD]) + (f" {more} more lines cannot be read." if more > 0 else "")
        raise InputError([InputProblem(FIELD, told)])
    if not groups:
        raise InputError([InputProblem(FIELD, f"no line names a group. Write a line such as {'ERP; 12; 500 GB'!r}.")])
    return tuple(groups)


def _group(line: int, cells: list[str]) -> Group:
    if len(cells) == 1:
        raise _CellError(2, "there is only one column. Put a semicolon or a tab between columns.")
    if any(cells[len(COLUMNS) :]):
        raise _CellError(len(COLUMNS), f"there are more than {len(COLUMNS)} columns.")
    name, hosts, largest, disks, order, rto = (*cells, *("",) * len(COLUMNS))[: len(COLUMNS)]
    if not hosts:
        raise _CellError(2, "this is empty. Write how many hosts there are.")
    return Group(
        name=repeated(name) or f"line {line}",
        hosts=_whole(hosts, 2, MOST_HOSTS),
        largest_disk_gb=_number(largest, 3, lambda text: read_quantity(text, "GB"), LEAST_GB, MOST_GB)
        if largest
        else None,
        disks=_whole(disks, 4, MOST_DISKS) if disks else None,
        order=_whole(_TIER.sub("", order, count=1), 5, MOST_ORDER, least=0) if order else 1,
        rto_minutes=_number(rto, 6, lambda text: read_quantity(text, "minutes"), 1, MOST_MINUTES) if rto else None,
    )


def _in_column[Read: (int, float)](column: int, read: Callable[[], Read]) -> Read:
    try:
        return read()
    except ValueError as error:
        raise _CellError(column, str(error)) from None


def _whole(cell: str, column: int, most: int, *, least: int = 1) -> int:
    return _in_column(column, lambda: read_whole(cell, least, most))


def _number(cell: str, column: int, read: Callable[[str], float], least: float, most: float) -> float:
    return _in_column(column, lambda: held_to(cell, read(cell), least, most))

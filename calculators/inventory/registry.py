"""All dialects: which of them takes a file."""

from collections.abc import Sequence
from typing import Protocol, cast

from calculators.inventory.columns import Sheet
from calculators.inventory.dialects import (
    aws,
    azure,
    azure_migrate,
    batch_hosts,
    huawei,
    live_optics,
    nutanix,
    own_list,
    powershell,
    prophet,
    prophet_scan,
    rvtools,
    template,
    vcenter,
    vrops,
)
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found
from calculators.inventory.tables import Table
from calculators.traces.dialects.claim import Claim


class Dialect(Protocol):
    """What a dialect's module offers."""

    ID: str
    TITLE: str
    SHEETS: tuple[Sheet, ...]

    def recognise(self, tables: Sequence[Table]) -> Claim:
        """Return how sure the dialect is of the tables of a file."""

    def read(self, tables: Sequence[Table], findings: Findings) -> Found:
        """Return what the tables of all its files hold."""


DIALECTS = cast(
    "tuple[Dialect, ...]",
    (
        rvtools,
        vcenter,
        live_optics,
        prophet,
        prophet_scan,
        batch_hosts,
        template,
        aws,
        azure,
        huawei,
        nutanix,
        azure_migrate,
        vrops,
        powershell,
        own_list,
    ),
)
KNOWN = frozenset[str]().union(*(sheet.known for dialect in DIALECTS for sheet in dialect.SHEETS))
"""The plain names of all columns of all dialects."""


def claims(tables: Sequence[Table]) -> tuple[list[Dialect], list[Dialect]]:
    """Return the dialects that are sure of the tables of a file, and those to which they are likely.

    A list of somebody's own is looked for only where they are no other's.
    """
    said = [(dialect.recognise(tables), dialect) for dialect in DIALECTS if dialect.ID != own_list.ID]
    sure = [dialect for claim, dialect in said if claim is Claim.SURE]
    likely = [dialect for claim, dialect in said if claim is Claim.LIKELY]
    if not sure and not likely and own_list.recognise(tables) is Claim.LIKELY:
        likely.append(cast("Dialect", own_list))
    return sure, likely

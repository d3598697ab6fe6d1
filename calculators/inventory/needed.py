"""What of a workbook an inventory needs: most of its sheets and columns say nothing of what hosts are judged by."""

import csv
import io
from collections.abc import Collection, Sequence

from calculators.inventory.dialects import own_list, rvtools
from calculators.inventory.registry import DIALECTS, KNOWN, claims
from calculators.inventory.tables import MOST_BEFORE, table_in
from calculators.inventory.taken import attributes_of
from calculators.inventory.texts import Part

BEGINNING = MOST_BEFORE
"""Of how many rows of a sheet all cells are needed: its header is one of them."""


def is_needed(sheet: str, sheets: Collection[str]) -> bool:
    """Return whether a sheet of a workbook with these sheets may hold something, by its name alone."""
    return not rvtools.leaves_out(sheet, sheets)


def columns_needed(sheet: str, beginning: Sequence[Sequence[str]]) -> frozenset[int] | None:
    """Return the places of the columns of a sheet that are needed; None where no row begins a table of hosts.

    `beginning` are the cells of its first rows.
    """
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(beginning)
    table = table_in(Part("", sheet, out.getvalue()), KNOWN)
    if table is None:
        return None
    sure, likely = claims([table])
    if any(dialect.ID == own_list.ID for dialect in (sure or likely)[:1]):
        # Its columns mean what a person says they mean.
        return None
    found: set[int] = set()
    for kind in (
        kind for dialect in DIALECTS if dialect.ID != own_list.ID for kind in dialect.SHEETS if kind.fits(table.names)
    ):
        found.update(place for places in kind.found(table.names).values() for place in places)
        found.update(place for place, name in enumerate(table.names) if name in kind.notes)
        found.update(attributes_of(table, kind).values() if kind.attributes else ())
    return frozenset(found)

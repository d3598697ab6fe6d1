"""One module for each program whose output is read.

A dialect has `TITLE`, the program's name; `recognise(document)`, which looks at the whole text and says how sure it
is; and `read(document, column=…, notebook=…)`, which returns a `Found`, None with a note that says why, or raises
`Unclear`.
"""

from typing import Protocol, cast

from calculators.traces.dialects import (
    arrays,
    atop,
    atopsar,
    awr,
    azure,
    bsd,
    cloudwatch,
    collectl,
    dstat,
    get_counter,
    iostat,
    iotop,
    nmon,
    other,
    pdh,
    pidstat,
    prometheus,
    prtg,
    rrd,
    sadf,
    sadf_xml,
    sar,
    sync_report,
    sysstat_json,
    table,
    unix,
    vmstat,
    zabbix,
    zpool,
)
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found
from calculators.traces.model import Notebook

__all__ = ["DIALECTS", "Claim", "Dialect", "claims"]


class Dialect(Protocol):
    """What a dialect's module offers."""

    TITLE: str

    def recognise(self, document: Document) -> Claim:
        """Return how sure the dialect is of a text."""

    def read(self, document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
        """Return what a text holds."""


# The last one takes any table, and the one before it says of JSON and XML that they are none.
DIALECTS = cast(
    "tuple[Dialect, ...]",
    (
        sar, iostat, sadf, sadf_xml, sysstat_json, vmstat, pidstat, dstat, zpool, atop, atopsar, collectl, iotop, nmon,
        unix, bsd, pdh, get_counter, cloudwatch, azure, prometheus, prtg, rrd, zabbix, awr, sync_report,
        arrays, other, table,
    ),
)  # fmt: skip


def claims(document: Document) -> tuple[list[Dialect], list[Dialect]]:
    """Return the dialects that are sure of a text, and those to which it is likely, the last resort at the end."""
    said = [(dialect.recognise(document), dialect) for dialect in DIALECTS]
    return (
        [dialect for claim, dialect in said if claim is Claim.SURE],
        [dialect for claim, dialect in said if claim is Claim.LIKELY],
    )

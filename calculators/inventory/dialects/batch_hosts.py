"""The lists of the batch installer: hosts_to_install.csv and hosts_to_upgrade.csv."""

from collections.abc import Sequence

from calculators.inventory.columns import Sheet, text
from calculators.inventory.dialects.one_table import have, is_there, name_by_address, read_hosts
from calculators.inventory.dialects.prophet_scan import tell_passwords
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found
from calculators.inventory.hosts import Hosts, told_apart
from calculators.inventory.tables import Table
from calculators.inventory.taken import Taken
from calculators.inventory.words import os_family
from calculators.traces.dialects.claim import Claim

ID = "batch-hosts"
TITLE = "Batch installer, list of hosts"
SHEETS = (
    Sheet(
        kind="hosts",
        needs=("addresses", "family"),
        columns={
            "name": text("hostname"),
            "addresses": text("ip", word=lambda cell: told_apart(cell) or None),
            "family": text("os type"),
            "os_reported": text("os name"),
            "tag": text("tag"),
            "secret": text("password", word=is_there),
        },
        others=frozenset({"protocol", "port", "username", "status", "node uuid", "error"}),
    ),
)


def recognise(tables: Sequence[Table]) -> Claim:
    """Return how sure it is that a table is a batch installer's."""
    return Claim.SURE if have(tables, "ip", "protocol", "os type") else Claim.NO


def read(tables: Sequence[Table], findings: Findings) -> Found:
    """Return the hosts of the lists. Passwords in them are told and not kept."""
    return read_hosts(tables, SHEETS, findings, fixed={}, prepare=name_by_address, finish=_finish)


def _finish(hosts: Hosts, taken: Taken, findings: Findings) -> None:
    values = hosts.values
    nothing = [None] * len(hosts)
    tell_passwords(values.pop("secret", nothing), hosts, findings)
    values["os_family"] = [os_family(family) for family in values.pop("family", nothing)]
    values["tags"] = [(("tag", tag),) if tag else () for tag in values.pop("tag", nothing)]

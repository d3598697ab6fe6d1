"""The list of addresses that the Prophet collector finds in a network, which becomes its list of hosts to ask."""

from collections.abc import Sequence

from calculators.inventory.dialects.one_table import have, name_by_address, read_hosts
from calculators.inventory.dialects.prophet import SCAN
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found
from calculators.inventory.hosts import Hosts
from calculators.inventory.tables import Table
from calculators.inventory.taken import Taken
from calculators.inventory.words import os_family
from calculators.traces.dialects.claim import Claim

ID = "prophet-scan"
TITLE = "Prophet, list of scanned hosts"
SHEETS = SCAN


def recognise(tables: Sequence[Table]) -> Claim:
    """Return how sure it is that a table is a scan's."""
    return Claim.SURE if have(tables, "ip", "check status", "do status") else Claim.NO


def read(tables: Sequence[Table], findings: Findings) -> Found:
    """Return the hosts of the lists. Passwords in them are told and not kept."""
    return read_hosts(tables, SHEETS, findings, fixed={}, prepare=name_by_address, finish=_finish)


def _finish(hosts: Hosts, taken: Taken, findings: Findings) -> None:
    values = hosts.values
    nothing = [None] * len(hosts)
    secrets = values.pop("secret", nothing)
    tell_passwords(secrets, hosts, findings)
    families = values.pop("family", nothing)
    values["os_family"] = [os_family(family) for family in families]
    guesses = values.pop("guess", nothing)
    values["tags"] = [
        tuple(pair for pair in (("System by scan", guess), ("Kind by scan", family)) if pair[1])
        for guess, family in zip(guesses, families, strict=True)
    ]
    text = "A scan guesses the system of a host from its network: it is kept as a tag, and does not count as known."
    if any(guesses):
        findings.doubt("guessed system", text, count=sum(guess is not None for guess in guesses))
    values.pop("check_status", None)


def tell_passwords(secrets: Sequence[bool | None], hosts: Hosts, findings: Findings) -> None:
    """Tell that a file has passwords in clear text."""
    text = "The file holds passwords in clear text. They are not kept here; delete the file when it has done its work."
    for row, there in enumerate(secrets):
        if there:
            findings.doubt("passwords", text, hosts.example(row))

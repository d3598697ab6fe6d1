"""This guide's own template: one line a host, for what no export has."""

import re
from collections.abc import Sequence

from calculators.inventory.columns import Sheet, count, size, text, word
from calculators.inventory.dialects.one_table import have, read_hosts
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found
from calculators.inventory.hosts import Hosts, told_apart
from calculators.inventory.model import Disk
from calculators.inventory.tables import Table
from calculators.inventory.taken import Taken
from calculators.inventory.units import GIB
from calculators.inventory.words import architecture, firmware, flag, small, uuid
from calculators.traces.dialects.claim import Claim

ID = "template"
TITLE = "Template of this guide"
EXAMPLE = "EXAMPLE"
"""How the names of the template's own rows begin: they are no hosts."""
TEMPLATE = (
    "Host name,Platform,Operating system,Kernel,Architecture,Firmware,Secure boot,vCPUs,Memory GiB,Disk sizes GiB,"
    "Used GiB,IP addresses,Running,Identifier,Site,Cluster,Folder,Group\n"
    "EXAMPLE-db01,physical,Red Hat Enterprise Linux 8.6,4.18.0-372.el8.x86_64,x86_64,efi,no,8,64,100 + 500,220,"
    "192.0.2.10,yes,,Main site,,,Databases\n"
)
"""What a person fills in; each further column becomes a tag."""
_PLATFORMS = frozenset({"vmware", "hyper-v", "nutanix", "physical", "aws", "azure", "huawei"})
_BETWEEN = re.compile(r"[+;|/\s]+")
_ONE = re.compile(r"(\d{1,9}(?:[.,]\d{1,3})?)", re.ASCII)


def _platform(cell: str) -> str | None:
    word = small(cell)
    return word if word in _PLATFORMS else None


SHEETS = (
    Sheet(
        kind="hosts",
        needs=("name", "sizes"),
        columns={
            "name": text("host name"),
            "platform": word(_platform, "platform"),
            "os_reported": text("operating system"),
            "kernel": text("kernel"),
            "architecture": text("architecture", word=architecture),
            "firmware": word(firmware, "firmware"),
            "secure_boot": word(flag, "secure boot"),
            "vcpus": count("vcpus"),
            "memory_bytes": size(GIB, "memory *"),
            "sizes": text("disk sizes *", word=str),
            "guest_used_bytes": size(GIB, "used *"),
            "addresses": text("ip addresses", word=lambda cell: told_apart(cell) or None),
            "running": word(flag, "running"),
            "vm_uuid": text("identifier", word=uuid),
            "datacenter": text("site"),
            "cluster": text("cluster"),
            "folder": text("folder"),
        },
        notes=("notes",),
        attributes=True,
    ),
)


def recognise(tables: Sequence[Table]) -> Claim:
    """Return how sure it is that a table is the template."""
    return Claim.SURE if have(tables, "host name", "disk sizes *", "vcpus") else Claim.NO


def read(tables: Sequence[Table], findings: Findings) -> Found:
    """Return the hosts of the tables, without the template's own examples."""
    return read_hosts(tables, SHEETS, findings, fixed={}, finish=_finish)


def _finish(hosts: Hosts, taken: Taken, findings: Findings) -> None:
    values = hosts.values
    running = values.pop("running", None)
    if running is not None:
        values["power"] = [None if yes is None else "on" if yes else "off" for yes in running]
    disks: list[tuple[Disk, ...] | None] = []
    reason = "Write the sizes of the disks in GiB with a plus between them, such as 100 + 500. They count as missing."
    for row, cell in enumerate(values.pop("sizes")):
        parts = [part for part in _BETWEEN.split(cell.strip()) if part]
        if parts and all(map(_ONE.fullmatch, parts)):
            disks.append(tuple(Disk(size_bytes=round(float(part.replace(",", ".")) * GIB)) for part in parts))
            continue
        if parts:
            findings.reject("not a number", reason, hosts.example(row, "Disk sizes GiB", cell[:40]), whole_row=False)
        disks.append(None)
    values["disks"] = disks
    keep = [row for row, name in enumerate(values["name"]) if not name.startswith(EXAMPLE)]
    if len(keep) < len(hosts):
        text = f"Rows whose names begin with {EXAMPLE} are the template's own: they are left out."
        findings.doubt("example rows", text, count=len(hosts) - len(keep))
        hosts.values = {name: [column[row] for row in keep] for name, column in values.items()}
        hosts.lines = [hosts.lines[row] for row in keep]

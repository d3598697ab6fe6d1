"""The list of machines that a vCenter's client exports: every size is a text with its unit, in powers of 1024.

The client writes headers in the language of its user. The Chinese ones are those that public readers of such lists ask
for; of other languages no list was found, and what nobody has seen is refused.
"""

import re
from collections.abc import Sequence

from calculators.inventory.columns import Sheet, amount, count, size, text, word
from calculators.inventory.dialects.one_table import have, read_hosts
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found
from calculators.inventory.hosts import Hosts, told_apart
from calculators.inventory.tables import Table
from calculators.inventory.taken import Taken
from calculators.inventory.units import MIB
from calculators.inventory.words import flag, hardware_version, power, uuid
from calculators.traces.dialects.claim import Claim

ID = "vcenter"
TITLE = "vCenter, list of virtual machines"
_SPACES = ("provisioned space", "used space")


def _encryption(cell: str) -> bool | None:
    word = cell.strip().casefold()
    if "not" in word.split() or word in ("unencrypted", "none", "not encrypted"):
        return False
    return True if word.startswith("encrypted") else flag(cell)


def _present(cell: str) -> bool | None:
    word = cell.strip().casefold()
    return False if word.startswith("not") else True if word.startswith("present") else flag(cell)


SHEETS = (
    Sheet(
        kind="hosts",
        needs=("name",),
        columns={
            "name": text("name", "名称"),
            "power": word(power, "state", "power state", "状况"),
            "hypervisor": text("host", "主机"),
            "cluster": text("cluster"),
            "datacenter": text("datacenter"),
            "provisioned_bytes": amount("provisioned space", "置备的空间"),
            "in_use_bytes": amount("used space", "已用空间"),
            "os_configured": text("guest os", "客户机操作系统"),
            "hardware_version": word(hardware_version, "compatibility", "vm version"),
            "memory_bytes": amount("memory size", "内存大小"),
            "memory_column": size(MIB, "memory size *"),
            "vcpus": count("cpus", "cpu count"),
            "network_cards": count("nics", "nic count"),
            "address": text("ip address"),
            "tools": text("vmware tools running status", "vmware tools version status"),
            "dns_name": text("dns name"),
            "smbios_uuid": text("uuid", word=uuid),
            "consolidation_needed": word(flag, "needs consolidation"),
            "encrypted": word(_encryption, "encryption"),
            "tpm": word(_present, "tpm"),
        },
        notes=("notes", "备注"),
        others=frozenset({
            "status", "managed by", "host type", "fault domain", "host cpu", "host mem", "host cpu - mhz",
            "host mem - *", "guest mem - %", "active memory", "reservation", "uptime", "evc mode", "alarm actions",
            "ha protection", "vm storage policies compliance", "vbs", "shares value",
            "状态", "主机 cpu", "主机cpu", "主机cpu(mhz)", "主机内存", "主机内存(*)", "主机内存 *", "客户机内存(%)",
        }),
    ),
)  # fmt: skip
_STATE = re.compile(r"(\S.*?)\s+\((orphaned|inaccessible|disconnected|invalid)\)")


def recognise(tables: Sequence[Table]) -> Claim:
    """Return how sure it is that a table is a vCenter's list."""
    if have(tables, "name", "provisioned space", "used space") or have(tables, "name", "host cpu", "host mem"):
        return Claim.SURE
    if have(tables, "名称", "置备的空间", "已用空间"):
        return Claim.SURE
    if any(have(tables, "name", "state", space) for space in _SPACES) or have(tables, "name", "guest os", "state"):
        return Claim.LIKELY
    return Claim.NO


def read(tables: Sequence[Table], findings: Findings) -> Found:
    """Return the hosts of the lists."""
    return read_hosts(tables, SHEETS, findings, fixed={"platform": "vmware"}, finish=_finish)


def _finish(hosts: Hosts, taken: Taken, findings: Findings) -> None:
    values = hosts.values
    # The client writes what is wrong with a machine behind its name.
    marked = [_STATE.fullmatch(name) for name in values["name"]]
    if any(marked):
        values["connection"] = [found[2] if found else None for found in marked]
        values["name"] = [found[1] if found else name for found, name in zip(marked, values["name"], strict=True)]
    column = values.pop("memory_column", None)
    if column is not None:
        values.setdefault("memory_bytes", column)
    if "address" in values:
        values["addresses"] = [told_apart(cell) or None for cell in values.pop("address")]
    absent = [
        name
        for name in ("cpus", "cpu count", "guest os", "memory size", "memory size *", "客户机操作系统", "内存大小")
        if name in taken.table.names
    ]
    if not absent:
        text = "The list holds only the columns that were shown. Export all columns to have processors, memory, system."
        findings.doubt("columns not exported", text, count=1)

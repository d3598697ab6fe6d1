"""The report of the Prophet collector, in English or in Chinese.

Its headers say GB. What it writes is bytes divided by 2^20, but for the memory of Linux hosts, which is GiB. The disks
of Linux hosts come from a text such as `59.00 GB` in which GB is 2^30 bytes, and which the collector takes for 10^9: so
7 to 10% of them is lost on the way, and is given back here. (Cloud-Discovery/prophet: report/host_report.py,
parser/hosts/linux.py.)
"""

import re
from collections.abc import Sequence

from calculators.inventory.columns import Column, Sheet, count, size, text, word
from calculators.inventory.dialects.one_table import have, is_there, read_hosts
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found
from calculators.inventory.hosts import Hosts, told_apart
from calculators.inventory.model import Disk, Partition
from calculators.inventory.tables import Table
from calculators.inventory.taken import Taken
from calculators.inventory.units import GIB, MIB
from calculators.inventory.words import architecture, firmware, flag, os_family
from calculators.traces.dialects.claim import Claim

ID = "prophet"
TITLE = "Prophet, report of the collector"
_SIZE = r"(\d{1,12}(?:\.\d{1,4})?)"
_FILE = re.compile(rf"(\[[^\]|]{{1,100}}\][^|\n]{{0,300}}?)\|{_SIZE}(?=\s|$)")
_DISK = re.compile(
    rf"(?:^|(?<=\s))([^\s|]{{1,60}})\|{_SIZE}\|([^|\n]{{0,120}})\|([^|\n]{{0,120}}?)"
    rf"(?=\s+[^\s|]{{1,60}}\|\d[\d.]{{0,20}}\||\s*$)",
    re.MULTILINE,
)
_PARTITION = re.compile(r"(?:^|(?<=\s))([^\s|]{1,200})\|(\d{1,18})\|(\d{1,18})\|[\d.]{1,8}\|\w{0,20}")
_DECIMALS = ((10**12, 1 << 40), (10**9, 1 << 30), (10**6, 1 << 20), (10**3, 1 << 10))
_REPORTED = "the collector's figure, with what it loses by taking GiB for GB"

_COLUMNS: dict[str, Column] = {
    "kind": text("platform type", "平台类型"),
    "name": text("hostname", "主机名"),
    "vm_name": text("vmware hostname", "vmware主机名"),
    "addresses": text("ip", word=lambda cell: told_apart(cell) or None),
    "os_type": text("operating system type", "操作系统类型"),
    "os_version": text("operating system version", "操作系统版本"),
    "architecture": text("operating system bit", "操作系统位数", word=architecture),
    "kernel": text("operating system kernel version", "操作系统内核版本"),
    "firmware": word(firmware, "boot method", "启动方式"),
    "vcpus": count("cpu cores", "cpu核数"),
    "memory": size(MIB, "total memory *", "总内存 *", fixed=True),
    "disk_count": count("disk count", "磁盘数量"),
    "disk_bytes": size(MIB, "total disk capacity *", "磁盘总容量 *", fixed=True),
    "disk_texts": text("disk information", "磁盘信息", word=str),
    "partition_texts": text("partition information", "分区信息", word=str),
    "network_cards": count("network card count", "网卡数量"),
    "hypervisor": text("esxi server", "esxi服务器"),
    "can_track": word(flag, "是否支持cbt", "cbt supported"),
}
SHEETS = (
    Sheet(
        kind="hosts",
        needs=("name", "kind"),
        columns=_COLUMNS,
        others=frozenset({
            "mac", "cpu", "memory", "free memory *", "network card information", "virtualization type",
            "virtualization version", "内存", "剩余内存 *", "网卡信息", "虚拟化类型", "虚拟化版本",
        }),
    ),
)  # fmt: skip
SCAN = (
    Sheet(
        kind="hosts",
        needs=("addresses", "check_status"),
        columns={
            "name": text("hostname"),
            "addresses": text("ip", word=lambda cell: told_apart(cell) or None),
            "family": text("os"),
            "guess": text("version"),
            "secret": text("password", word=is_there),
            "check_status": text("check status"),
        },
        others=frozenset({"username", "ssh port", "key path", "mac", "vendor", "tcp ports", "do status"}),
    ),
)


def recognise(tables: Sequence[Table]) -> Claim:
    """Return how sure it is that a table is the collector's report."""
    english = have(tables, "platform type", "hostname", "total memory *")
    return Claim.SURE if english or have(tables, "平台类型", "主机名") else Claim.NO


def read(tables: Sequence[Table], findings: Findings) -> Found:
    """Return the hosts of the reports."""
    return read_hosts(tables, SHEETS, findings, fixed={}, finish=_finish)


def _finish(hosts: Hosts, taken: Taken, findings: Findings) -> None:
    values, count = hosts.values, len(hosts)
    nothing = [None] * count
    kinds = [(kind or "").casefold() for kind in values.pop("kind", nothing)]
    values["platform"] = [
        "vmware" if kind == "vmware" else "physical" if kind == "physical" else None for kind in kinds
    ]
    types, versions = values.pop("os_type", nothing), values.pop("os_version", nothing)
    systems = [
        kind if version is None or kind == version or (kind or "") in version else f"{kind or ''} {version}".strip()
        for kind, version in zip(types, versions, strict=True)
    ]
    vmware = [kind == "vmware" for kind in kinds]
    # A hypervisor names the system that was configured; an agent the one that runs.
    values["os_configured"] = [system if of_vmware else None for system, of_vmware in zip(systems, vmware, strict=True)]
    values["os_reported"] = [None if of_vmware else system for system, of_vmware in zip(systems, vmware, strict=True)]
    linux = [
        not of_vmware and "windows" not in (system or "").casefold()
        for system, of_vmware in zip(systems, vmware, strict=True)
    ]
    values["os_family"] = [
        None if of_vmware else os_family("linux" if of_linux else "windows") if system else None
        for system, of_vmware, of_linux in zip(systems, vmware, linux, strict=True)
    ]
    _memory(hosts, linux)
    _disks(hosts, taken, linux, findings)


def _memory(hosts: Hosts, linux: Sequence[bool]) -> None:
    column = hosts.values.pop("memory", None)
    if column is not None:
        hosts.values["memory_bytes"] = [
            value if value is None else round(value * GIB / MIB) if of_linux else value
            for value, of_linux in zip(column, linux, strict=True)
        ]


def _disks(hosts: Hosts, taken: Taken, linux: Sequence[bool], findings: Findings) -> None:
    values = hosts.values
    nothing = [""] * len(hosts)
    texts = zip(values.pop("disk_texts", nothing), values.pop("partition_texts", nothing), linux, strict=True)
    counts = values.get("disk_count") or [None] * len(hosts)
    disks: list[tuple[Disk, ...] | None] = []
    partitions: list[tuple[Partition, ...] | None] = []
    for row, (disk_text, partition_text, of_linux) in enumerate(texts):
        found: tuple[Disk, ...] | None = disks_in(disk_text, linux=of_linux)
        if found and counts[row] is not None and len(found) != counts[row]:
            text = "The list of a host's disks does not have as many as the report counts: it is not used."
            findings.doubt("disks not told apart", text, hosts.example(row, "", f"{len(found)} of {counts[row]}"))
            found = None
        disks.append(found or None)
        partitions.append(partitions_in(partition_text) or None)
    values["disks"], values["partitions"] = disks, partitions
    totals = values.get("disk_bytes")
    if totals is not None:
        values["disk_bytes"] = [
            None if total is None or (of_linux and own) else total
            for total, own, of_linux in zip(totals, disks, linux, strict=True)
        ]
    if any(of_linux and own for of_linux, own in zip(linux, disks, strict=True)):
        text = (
            "The collector writes the disks of Linux hosts 7 to 10% too small, because it takes GiB for GB. They are "
            "corrected here, and so is their total."
        )
        corrected = {row for row, (of_linux, own) in enumerate(zip(linux, disks, strict=True)) if of_linux and own}
        for row in sorted(corrected):
            findings.doubt("disks corrected", text, hosts.example(row))
        hosts.derived["disks"], hosts.derived_rows["disks"] = _REPORTED, corrected
    text = "The headers say GB. The values are MiB, and the memory of Linux hosts is GiB: they are read so."
    findings.doubt("header says GB", text, count=len(hosts))
    if "memory" in taken.headers:
        taken.units[taken.headers["memory"]] = "MiB; GiB of Linux hosts; the header says GB"


def disks_in(cell: str, *, linux: bool) -> tuple[Disk, ...]:
    """Return the disks of a list such as `sda|56266.78|ATA|SSD sdb|…`, `0|51199.34|…` or `[store] a.vmdk|51200.00`."""
    cell = cell.strip()
    if cell.startswith("["):
        return tuple(
            Disk(size_bytes=_bytes(found[2]), path=" ".join(found[1].split())) for found in _FILE.finditer(cell)
        )
    return tuple(
        Disk(name=found[1], size_bytes=_whole(_bytes(found[2])) if linux else _bytes(found[2]))
        for found in _DISK.finditer(cell)
    )


def _bytes(mebibytes: str) -> int:
    return round(float(mebibytes) * MIB)


def _whole(size: int) -> int:
    """Return the size of a disk of which a multiple of 1024 was taken for one of 1000."""
    for decimal, binary in _DECIMALS:
        if size >= decimal * (1 - 1e-4):
            return round(size / decimal * 100) * binary // 100
    return size


def partitions_in(cell: str) -> tuple[Partition, ...]:
    """Return the file systems of a list such as `/dev/sda1|1063256064|922746880|0.87|xfs`: all, and what is free."""
    found = [(name, int(total), int(free)) for name, total, free in _PARTITION.findall(cell)]
    return tuple(
        Partition(name=name, capacity_bytes=total, used_bytes=max(0, total - free), free_bytes=free)
        for name, total, free in found
    )

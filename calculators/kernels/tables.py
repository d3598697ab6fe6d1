"""Inventories with a heading: which column holds the host, and which its kernel."""

import csv
import re
from dataclasses import dataclass

from calculators.kernels.found import NO_KERNEL, Named, Open, Other, Passed, Said
from calculators.kernels.lines import read_line
from calculators.kernels.systems import other_system

KERNEL_KEYS = (
    "kernelrelease", "kernelrel", "ansiblekernel", "runningkernel", "unamer", "uname", "unamea", "linuxkernel",
    "kernelversion", "kernelver", "oskernel", "kernel", "kernelname", "installedkernel", "内核版本", "内核", "核心版本",
    "カーネル", "カーネルバージョン", "ядро", "noyau", "kernelversionen", "kernels",
    "installedkernels",
)  # fmt: skip
"""Names for a column with kernels, the surest first."""
HOST_KEYS = (
    "inventoryhostname", "ansiblehostname", "hostname", "host", "hosts", "nodename", "node", "minion", "servername",
    "server", "vmname", "vm", "machine", "machinename", "computername", "computer", "name", "dnsname", "fqdn",
    "ansiblefqdn", "ansiblenodename", "certname", "instance", "instanceid", "instancename", "rechner", "rechnername",
    "hôte", "serveur", "servidor", "主机名", "主机", "服务器", "ホスト名", "ホスト", "хост", "сервер",
    "ip", "ipaddress", "address", "id",
)  # fmt: skip
"""Names for a column with hosts, the surest first."""
SYSTEM_KEYS = (
    "os", "osname", "osversion", "osfamily", "ansibleosfamily", "operatingsystem", "guestos", "system", "ansiblesystem",
    "distribution", "ansibledistribution", "platform", "prettyname", "betriebssystem", "操作系统",
    "osfullname", "osimage", "platformname", "caption", "productname", "guestfullname", "operatingsystemprettyname",
)  # fmt: skip
"""Names for a column with systems."""
DELIMITERS = "\t;,|"
NOTHING = frozenset(("", "-", "--", "n/a", "na", "none", "null", "unknown", "?", "nan", "unbekannt", "inconnu", "未知"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The heading of an inventory."""

    delimiter: str
    """What parts the cells; nothing for blanks."""
    count: int
    """How many cells a row has."""
    kernels: tuple[int, ...]
    """Columns with kernels, the surest first."""
    host: int | None
    """Column with the host."""
    systems: tuple[int, ...]
    """Columns with systems."""


def key(text: str) -> str:
    """Return a heading in lower case, without blanks and signs."""
    return re.sub(r"[\W_]+", "", text.lower())


def columns(line: str) -> Columns | None:
    """Return the heading that a line is; None where it is none: a heading names a column of kernels and no kernel."""
    for delimiter in DELIMITERS:
        cells = split(line, delimiter) if delimiter in line else []
        if len(cells) < 2:  # noqa: PLR2004
            continue
        names = [key(cell) for cell in cells]
        kernels = tuple(names.index(name) for name in KERNEL_KEYS if name in names)
        if kernels and not any(isinstance(read_line(cell)[1], Named) for cell in cells if cell):
            host = next((names.index(name) for name in HOST_KEYS if name in names), None)
            systems = tuple(names.index(name) for name in SYSTEM_KEYS if name in names)
            return Columns(delimiter=delimiter, count=len(cells), kernels=kernels, host=host, systems=systems)
    return None


def is_heading(line: str) -> bool:
    """Return whether a line without digits names a column of hosts, and one of kernels or systems."""
    if any(letter.isdigit() for letter in line):
        return False
    parted = ([key(cell) for cell in cells] for cells in (split(line, delimiter) for delimiter in DELIMITERS))
    return any(
        len(names) > 1
        and any(name in HOST_KEYS for name in names)
        and any(name in KERNEL_KEYS or name in SYSTEM_KEYS for name in names)
        for names in (*parted, [key(word) for word in line.split()])
    )


def split(line: str, delimiter: str) -> list[str]:
    """Return the cells of a line without quotes and blanks around them."""
    text = line.strip().removeprefix("|").removesuffix("|") if delimiter == "|" else line
    try:
        cells = next(csv.reader([text], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return []
    return [cell.strip() for cell in cells]


def read_row(line: str, head: Columns) -> tuple[str, Said]:
    """Return the host of a row and what the row says about its kernel."""
    cells = split(line, head.delimiter)
    host = cells[head.host] if head.host is not None and head.host < len(cells) else ""
    if len(cells) != head.count and (len(cells) < head.count or any(cells[head.count :])):
        return host, Open(why=f"the row has {len(cells)} cells, and its heading has {head.count}")
    found = read_cells([cells[place] for place in head.kernels], [cells[place] for place in head.systems])
    return host, found


def read_cells(kernels: list[str], systems: list[str]) -> Said:
    """Return what the values for kernel and system of one host say."""
    first: Said | None = None
    for value in kernels:
        if value.lower() not in NOTHING and value.lower() != "linux":
            _, said = read_line(value)
            if isinstance(said, Named):
                return said
            first = first or said
    for text in (*systems, *kernels):
        system = other_system(text)
        if system is not None:
            return Other(system=system.system)
    return Open(why=NO_KERNEL) if first is None or isinstance(first, Passed) else first

"""Inventories with a heading: which column holds the host, and which its kernel."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from calculators.kernel_list.named import Named, on_processor
from calculators.kernels.found import NO_KERNEL, Open, Other, Passed, Said
from calculators.kernels.hosts import is_host
from calculators.kernels.lines import read_line
from calculators.kernels.packages import PROCESSORS
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
    "pscomputername", "csname", "ip", "ipaddress", "address", "id",
)  # fmt: skip
"""Names for a column with hosts, the surest first."""
SYSTEM_KEYS = (
    "osimage", "os", "osname", "osversion", "osfamily", "ansibleosfamily", "operatingsystem", "guestos", "system",
    "ansiblesystem", "distribution", "ansibledistribution", "platform", "prettyname", "betriebssystem", "操作系统",
    "osfullname", "platformname", "caption", "productname", "guestfullname", "operatingsystemprettyname",
)  # fmt: skip
"""Names for a column with systems."""
PROCESSOR_KEYS = (
    "architecture", "ansiblearchitecture", "arch", "cpuarch", "osarch", "hardwaremodel", "ansiblemachine",
    "processorarchitecture",
)  # fmt: skip
"""Names for a column with processors."""
DELIMITERS = "\t;,|"
NOTHING = frozenset(("", "-", "--", "n/a", "na", "none", "null", "unknown", "?", "nan", "unbekannt", "inconnu", "未知"))


_BLANKS = re.compile(r"\s{2,}")
_WORDS = re.compile(r"\S+(?: \S+)*")
# PowerShell rules a line below its headings, which may be one blank apart.
_RULES = re.compile(r"\s*-+(?: +-+)+\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The heading of an inventory."""

    delimiter: str
    """What parts the cells; nothing for blanks."""
    starts: tuple[int, ...]
    """Where the cells begin in a line, which tells them apart where blanks part them."""
    kernels: tuple[int, ...]
    """Columns with kernels, the surest first."""
    host: int | None
    """Column with the host."""
    systems: tuple[int, ...]
    """Columns with systems."""
    processors: tuple[int, ...]
    """Columns with processors."""

    def holds(self, line: str) -> bool:
        """Return whether a line can be a row."""
        if self.delimiter:
            return self.delimiter in line
        # Of a host about which nothing is known stands the name alone.
        return bool(_BLANKS.search(line.strip())) or is_host(line.strip())


def key(text: str) -> str:
    """Return a heading in lower case, without blanks and signs."""
    return re.sub(r"[\W_]+", "", text.lower())


def columns(line: str, below: str = "") -> Columns | None:
    """Return the heading that a line is, with the line below it; None where it is none.

    A heading names a column of kernels, or one of hosts and one of systems, and holds no kernel.
    """
    for delimiter in DELIMITERS:
        cells = split(line, delimiter) if delimiter in line else []
        found = _columns(cells, delimiter)
        if found is not None:
            return found
    if any(sign.isdigit() or sign in DELIMITERS or sign == ":" for sign in line.strip()):
        return None
    if _RULES.fullmatch(below):
        starts = [found.start() for found in re.finditer("-+", below)]
        words = [line[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True)]
    else:
        places = list(_WORDS.finditer(line))
        starts, words = [found.start() for found in places], [found.group() for found in places]
    return _columns(words, "", starts)


def _columns(cells: list[str], delimiter: str, starts: Sequence[int] = ()) -> Columns | None:
    if len(cells) < 2:  # noqa: PLR2004
        return None
    names = [key(cell) for cell in cells]

    def places(wanted: Sequence[str]) -> tuple[int, ...]:
        return tuple(names.index(name) for name in wanted if name in names)

    kernels, hosts, systems = places(KERNEL_KEYS), places(HOST_KEYS), places(SYSTEM_KEYS)
    told = kernels and (delimiter or hosts)
    if not (told or (hosts and systems)) or any(isinstance(read_line(cell)[1], Named) for cell in cells if cell):
        return None
    if not kernels and any(sign.isdigit() for cell in cells for sign in cell):
        return None
    return Columns(
        delimiter=delimiter,
        starts=tuple(starts or range(len(cells))),
        kernels=kernels,
        host=hosts[0] if hosts else None,
        systems=systems,
        processors=places(PROCESSOR_KEYS),
    )


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
    cells, count = _cells(line, head), len(head.starts)
    host = cells[head.host] if head.host is not None and head.host < len(cells) else ""
    if not head.delimiter and not is_host(host):
        host = ""
    if len(cells) != count and (len(cells) < count or any(cells[count:])):
        return host, Open(why=f"the row has {len(cells)} cells, and its heading has {count}")
    if not head.kernels and isinstance(said := read_line(line)[1], Named):
        return host, said
    kernels, systems, processors = (
        [cells[place] for place in places] for places in (head.kernels, head.systems, head.processors)
    )
    return host, read_cells(kernels, systems, processors)


def _cells(line: str, head: Columns) -> list[str]:
    """Return the cells of a row. Where blanks part them, a cell may be empty: then their places tell."""
    if head.delimiter:
        return split(line, head.delimiter)
    cells = _BLANKS.split(line.strip())
    apart = all(start == 0 or line[start - 1 : start] in ("", " ") for start in head.starts)
    if len(cells) == len(head.starts) or not apart:
        return cells
    return [line[start:end].strip() for start, end in zip(head.starts, [*head.starts[1:], None], strict=True)]


def read_cells(kernels: Sequence[str], systems: Sequence[str], processors: Sequence[str] = ()) -> Said:
    """Return what the values for kernel, system and processor of one host say."""
    first: Said | None = None
    for value in kernels:
        if value.lower() not in NOTHING and value.lower() != "linux":
            _, said = read_line(value)
            if isinstance(said, Named):
                told = next((text.lower() for text in processors if re.fullmatch(PROCESSORS, text.lower())), "")
                return on_processor(said, told) if told not in ("", "noarch", "all", "src") else said
            first = first or said
    for text in (*systems, *kernels):
        system = other_system(text)
        if system is not None:
            return Other(system=system.system)
    return Open(why=NO_KERNEL) if first is None or isinstance(first, Passed) else first

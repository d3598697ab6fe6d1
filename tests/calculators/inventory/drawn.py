"""Inventories that are drawn, and the files that each version of RVTools would write of them."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from macros.publish.extras import workbooks

type Row = dict[str, object]

OS = (
    "Red Hat Enterprise Linux 8 (64-bit)",
    "Microsoft Windows Server 2019 (64-bit)",
    "Other 3.x or later Linux (64-bit)",
)
MIB = 1 << 20


@dataclass(frozen=True)
class DrawnDisk:
    mib: int
    mode: str
    raw: bool
    thin: bool


@dataclass(frozen=True)
class DrawnHost:
    name: str
    vcenter: int
    on: bool
    template: bool
    cpus: int
    memory_mib: int
    used_mib: int
    system: str
    reported: str
    disks: tuple[DrawnDisk, ...]
    partitions: tuple[tuple[int, int], ...]
    number: int = 0

    @property
    def uuid(self) -> str:
        return f"5012{self.vcenter:04x}-0000-4000-8000-{self.number:012x}"

    @property
    def server(self) -> str:
        return f"aaaa{self.vcenter:04x}-0000-4000-8000-0000000000ff"


NAMES = (
    st.text("abcXYZ019-_. äé,;'\"|=", min_size=1, max_size=14)
    .map(str.strip)
    .filter(lambda name: name.strip("-. ") != "" and name.casefold() not in ("na", "nan"))
)
SIZES = st.integers(0, 9_999_999)
DISKS = st.builds(
    DrawnDisk,
    mib=SIZES,
    mode=st.sampled_from(["persistent", "independent_persistent"]),
    raw=st.booleans(),
    thin=st.booleans(),
)
HOSTS = st.builds(
    DrawnHost,
    name=NAMES,
    vcenter=st.integers(1, 2),
    on=st.booleans(),
    template=st.booleans(),
    cpus=st.integers(1, 128),
    memory_mib=SIZES,
    used_mib=SIZES,
    system=st.sampled_from(OS),
    reported=st.sampled_from(["", *OS]),
    disks=st.lists(DISKS, min_size=1, max_size=3).map(tuple),
    partitions=st.lists(st.tuples(SIZES, SIZES), max_size=3).map(tuple),
)


def _numbered(hosts: Sequence[DrawnHost]) -> list[DrawnHost]:
    return [DrawnHost(**{**vars(host), "number": number}) for number, host in enumerate(hosts)]


INVENTORIES = st.lists(HOSTS, min_size=1, max_size=6).map(_numbered)
"""Names may repeat, also within one vCenter; identifiers do not."""


def plain(value: int) -> str:
    return str(value)


def grouped_by(sign: str) -> Callable[[int], str]:
    return lambda value: f"{value:,}".replace(",", sign)


STYLES: dict[str, tuple[str, Callable[[int], str]]] = {
    "plain": (",", plain),
    "english": (",", grouped_by(",")),
    "german": (";", grouped_by(".")),
    "swiss": (";", grouped_by("'")),
    "french": (";", grouped_by("\u202f")),
    "tabs": ("\t", plain),
}


def common(host: DrawnHost) -> Row:
    return {
        "VM": host.name,
        "Powerstate": "poweredOn" if host.on else "poweredOff",
        "Template": str(host.template),
        "OS according to the configuration file": host.system,
        "OS according to the VMware Tools": host.reported,
        "VM ID": f"vm-{host.number}",
        "VM UUID": host.uuid,
        "VI SDK Server": f"vc{host.vcenter}.example.org",
        "VI SDK UUID": host.server,
    }


def tables(hosts: Sequence[DrawnHost], number: Callable[[int], object] = plain) -> dict[str, list[Row]]:
    """The tables as RVTools shows them since 4.1.2."""
    info, disks, partitions = [], [], []
    for host in hosts:
        info.append(
            common(host)
            | {
                "CPUs": number(host.cpus),
                "Memory": number(host.memory_mib),
                "Disks": number(len(host.disks)),
                "In Use MiB": number(host.used_mib),
                "Connection state": "connected",
            }
        )
        for place, disk in enumerate(host.disks):
            disks.append(
                common(host)
                | {
                    "Disk": f"Hard disk {place + 1}",
                    "Capacity MiB": number(disk.mib),
                    "Raw": str(disk.raw),
                    "Disk Mode": disk.mode,
                    "Thin": str(disk.thin),
                    "Path": f"[store] {host.number}/{place}.vmdk",
                }
            )
        for place, (capacity, used) in enumerate(host.partitions):
            partitions.append(
                common(host) | {"Disk": f"/mnt/{place}", "Capacity MiB": number(capacity), "Consumed MiB": number(used)}
            )
    return {"vInfo": info, "vDisk": disks, "vPartition": partitions}


def renamed(names: Mapping[str, str]) -> Callable[[str, str], str]:
    return lambda tab, name: names.get(name, name)


def database(tab: str, name: str) -> str:
    """The names that the command line writes with -DBColumnNames, as far as they are known."""
    names = {
        "VM": "VMName", "Powerstate": "Powerstate", "Template": "Template", "CPUs": "CPUs", "Memory": "Memory",
        "Disks": "NumVirtualDisks", "In Use MiB": "InUse", "Connection state": "ConnectionState",
        "OS according to the configuration file": "OS", "OS according to the VMware Tools": "OSTools",
        "VM ID": "ObjectID", "VM UUID": "UUID", "VI SDK Server": "VISDKServer", "VI SDK UUID": "VISDKUUID",
        "Disk": "Disk" if tab == "vPartition" else "Name", "Capacity MiB": "CapacityMiB",
        "Consumed MiB": "ConsumedMiB", "Raw": "Raw", "Disk Mode": "Mode", "Thin": "Thin", "Path": "Path",
    }  # fmt: skip
    return f"{tab}{names[name]}"


OLD = {"Capacity MiB": "Capacity MB", "Consumed MiB": "Consumed MB", "In Use MiB": "In Use MB"}
HEADERS: dict[str, Callable[[str, str], str]] = {
    "since 4.1.2": lambda tab, name: name,
    "until 4.0": renamed(OLD),
    "until 3.8": renamed(
        OLD
        | {"OS according to the configuration file": "OS", "VM UUID": "UUID", "VM ID": "Object ID",
           "VI SDK UUID": "vCenter UUID"}
    ),
    "database": database,
    "copies": lambda tab, name: name.casefold().replace(" ", "_"),
    "other case": lambda tab, name: f" {name.upper()} ",
}  # fmt: skip


def written(rows: Sequence[Row], tab: str, *, header: str, separator: str, columns: Sequence[str] | None = None) -> str:
    """The rows as CSV, with the names of a version."""
    out = io.StringIO()
    names = list(columns or (rows[0] if rows else ["VM", "Capacity MiB", "Disk"]))
    writer = csv.writer(out, delimiter=separator)
    writer.writerow([HEADERS[header](tab, name) if name in _KNOWN else name for name in names])
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return out.getvalue()


_KNOWN = {name for rows in tables([DrawnHost("a", 1, True, False, 1, 1, 1, OS[0], "", (DrawnDisk(1, "", False, False),),
                                             ((1, 1),))]).values() for row in rows for name in row}  # fmt: skip


def workbook_text(name: str, content: bytes) -> str:
    """Return the text of a workbook as a page asks for it. Raises ValueError with the sentence where there is none."""
    found = json.loads(workbooks.answer(json.dumps({"sheet": None, "letters": 1 << 30, "file": name}), content))
    if "text" not in found:
        raise ValueError(found["problem"])
    return str(found["text"])

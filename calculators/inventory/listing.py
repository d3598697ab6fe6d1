"""Hosts as columns, in which ten thousand of them travel to the page at once, and one host with all that is known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any, Literal

from calculators.answers.wording import exact
from calculators.inventory.account import gib
from calculators.inventory.model import Host

type Kind = Literal["words", "count", "bytes", "badge"]
type Value = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A column of the list."""

    id: str
    label: str
    kind: Kind
    """What it holds: `bytes` are whole, `badge` is a word for a state."""
    value: Callable[[Host], Value]
    """Its value at a host; None where no file says it."""


def system(host: Host) -> str | None:
    """Return the system of a host: as it reports it, or else as its configuration names it."""
    return host.os_reported or host.os_configured or host.os_family


def largest_disk(host: Host) -> int | None:
    """Return the size of the largest disk in bytes."""
    known = [disk.size_bytes for disk in host.disks or () if disk.size_bytes is not None]
    return max(known, default=None)


def state(host: Host) -> str | None:
    """Return whether a host runs, or what it is in place of a machine."""
    if host.template:
        return "template"
    if host.srm_placeholder:
        return "placeholder"
    return host.power


COLUMNS = (
    Listed(id="name", label="Host", kind="words", value=attrgetter("name")),
    Listed(id="state", label="State", kind="words", value=state),
    Listed(id="system", label="System", kind="words", value=system),
    Listed(id="vcpus", label="vCPU", kind="count", value=attrgetter("vcpus")),
    Listed(id="memory", label="Memory", kind="bytes", value=attrgetter("memory_bytes")),
    Listed(id="disks", label="Disks", kind="count", value=attrgetter("disk_count")),
    Listed(id="disk", label="Disk capacity", kind="bytes", value=attrgetter("disk_bytes")),
    Listed(id="largest", label="Largest disk", kind="bytes", value=largest_disk),
    Listed(id="provisioned", label="Provisioned", kind="bytes", value=attrgetter("provisioned_bytes")),
    Listed(id="in_use", label="In use", kind="bytes", value=attrgetter("in_use_bytes")),
    Listed(id="guest_used", label="Used in file systems", kind="bytes", value=attrgetter("guest_used_bytes")),
    Listed(id="cluster", label="Cluster", kind="words", value=attrgetter("cluster")),
    Listed(id="folder", label="Folder", kind="words", value=attrgetter("folder")),
    Listed(id="datacenter", label="Datacenter", kind="words", value=attrgetter("datacenter")),
    Listed(id="hypervisor", label="Runs on", kind="words", value=attrgetter("hypervisor")),
    Listed(id="server", label="vCenter or account", kind="words", value=attrgetter("server_name")),
    Listed(id="dns_name", label="DNS name", kind="words", value=attrgetter("dns_name")),
    Listed(id="addresses", label="Addresses", kind="words", value=lambda host: ", ".join(host.addresses or ()) or None),
    Listed(id="firmware", label="Firmware", kind="words", value=attrgetter("firmware")),
    Listed(id="tools", label="Tools", kind="words", value=attrgetter("tools")),
    Listed(id="snapshots", label="Snapshots", kind="count", value=attrgetter("snapshots")),
    Listed(id="hardware", label="Hardware version", kind="count", value=attrgetter("hardware_version")),
)


def columns(
    hosts: Sequence[Host], more: Mapping[str, tuple[str, Kind, Sequence[Value]]], which: slice = slice(None)
) -> list[dict[str, Any]]:
    """Return the list column by column: `{id, label, kind, values}`, or `{…, words, at}` for words that repeat.

    `more` are further columns, by id, as label, kind and a value for each host; they stand behind the name. `which` of
    all columns are made.
    """
    own = [partial(_column, item, hosts) for item in COLUMNS]
    further = [partial(_packed, name, label, kind, values) for name, (label, kind, values) in more.items()]
    return [make() for make in [own[0], *further, *own[1:]][which]]


def _column(item: Listed, hosts: Sequence[Host]) -> dict[str, Any]:
    return _packed(item.id, item.label, item.kind, list(map(item.value, hosts)))


def _packed(name: str, label: str, kind: Kind, values: Sequence[Value]) -> dict[str, Any]:
    told: dict[str, Any] = {"id": name, "label": label, "kind": kind}
    if kind in ("count", "bytes"):
        return told | {"values": list(values)}
    places: dict[Value, int] = {}
    at = [places.setdefault(value, len(places)) for value in values]
    return told | {"words": list(places), "at": at}


def value_at(column: Mapping[str, Any], index: int) -> Value:
    """Return the value of a packed column at a host."""
    value: Value = column["words"][column["at"][index]] if "at" in column else column["values"][index]
    return value


def shown(column: Mapping[str, Any], index: int) -> str:
    """Return the value of a packed column at a host as the list shows it; a dash where no file says it."""
    value = value_at(column, index)
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    return gib(value) if column["kind"] == "bytes" else exact(value)

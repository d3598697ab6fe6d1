"""How large a host is: what each file says of it, and which of that counts as its data."""

from typing import Literal, NamedTuple

from calculators.inventory.model import Host

type Capacity = Literal["provisioned", "in use", "partitions", "disks"]
CAPACITIES: tuple[Capacity, ...] = ("provisioned", "in use", "partitions", "disks")
"""The four ways in which inventories tell sizes; no two of them are the same."""
FIELDS: dict[Capacity, str] = {
    "provisioned": "provisioned_bytes",
    "in use": "in_use_bytes",
    "partitions": "guest_used_bytes",
    "disks": "disk_bytes",
}
"""The field of a host that holds each."""
MEANINGS: dict[Capacity, str] = {
    "provisioned": "what the platform would have to hold at most: disks, swap, snapshots and logs",
    "in use": "what the hosts take of the platform's storage now; a thick disk counts in full",
    "partitions": "what the file systems hold, as the guests report it",
    "disks": "the sizes of all disks; a disk that several hosts share counts once",
}

LARGEST = "the size of the disk, or all data of its host"
"""What the used data on a disk is worked out from where no file says it."""

type Basis = Literal["partitions", "in use", "disks"]
USED: tuple[Basis, ...] = ("partitions", "in use", "disks")
"""What counts as used data, the surest first; the sizes of disks are an upper bound."""


class Amount(NamedTuple):
    """A size of a host."""

    size: int
    """Bytes."""
    whole: bool = True
    """Whether it is all of it; else it is a lower bound."""
    derived: str | None = None
    """What it was worked out from; None where a file says it."""


def amount(host: Host, capacity: Capacity) -> Amount | None:
    """Return a size of a host; None where no file says any of it."""
    if capacity == "disks":
        return _disks(host)
    if capacity == "partitions":
        return _partitions(host)
    size = host.provisioned_bytes if capacity == "provisioned" else host.in_use_bytes
    return None if size is None else Amount(size, True, host.derivation(FIELDS[capacity]) if host.derived else None)


def _disks(host: Host) -> Amount | None:
    disks = host.disks
    if disks is None:
        if host.disk_bytes is None:
            return None
        return Amount(host.disk_bytes, True, host.derivation("disk_bytes") if host.derived else None)
    sizes = [disk.size_bytes for disk in disks if not disk.counted_elsewhere]
    known = [size for size in sizes if size is not None]
    if len(known) == len(sizes):
        return Amount(sum(known), True, None)
    if host.disk_bytes is not None:
        return Amount(host.disk_bytes, True, host.derivation("disk_bytes") if host.derived else None)
    return Amount(sum(known), False, None) if known else None


def _partitions(host: Host) -> Amount | None:
    if host.partitions:
        used = [
            item.used_bytes
            if item.used_bytes is not None
            else item.capacity_bytes - item.free_bytes
            if item.capacity_bytes is not None and item.free_bytes is not None
            else None
            for item in host.partitions
        ]
        known = [size for size in used if size is not None]
        if len(known) == len(used) or (known and host.guest_used_bytes is None):
            return Amount(sum(known), len(known) == len(used), None)
    if host.guest_used_bytes is None:
        return None
    return Amount(host.guest_used_bytes, True, host.derivation("guest_used_bytes") if host.derived else None)


def used(host: Host) -> tuple[Amount, Basis] | None:
    """Return what counts as the data of a host, and what that is; None where no file says any size."""
    first: tuple[Amount, Basis] | None = None
    for basis in USED:
        found = amount(host, basis)
        if found is not None and found.whole:
            return found, basis
        if found is not None and first is None:
            first = found, basis
    return first


def disk_count(host: Host) -> int | None:
    """Return how many disks count at a host: one that counts at another host does not."""
    if host.disks is not None:
        return sum(not disk.counted_elsewhere for disk in host.disks)
    return host.disk_count


def largest_disk(host: Host) -> Amount | None:
    """Return the used data on the disk that has most of it: what a file says of each disk, or else an upper bound.

    No disk holds more than its size, and none more than its host.
    """
    disks = [disk for disk in host.disks or () if not disk.counted_elsewhere]
    if not disks:
        return None
    bounds = [disk.size_bytes if disk.used_bytes is None else disk.used_bytes for disk in disks]
    known = [bound for bound in bounds if bound is not None]
    if not known:
        return None
    measured = all(disk.used_bytes is not None for disk in disks)
    whole = used(host)
    most = max(known)
    if not measured and whole is not None and whole[0].whole:
        most = min(most, whole[0].size)
    return Amount(
        most, len(known) == len(bounds), None if measured else "the size of the disk, or all data of its host"
    )

"""What was seen at a host, in words: each reason says what it rests on."""

from collections.abc import Callable, Mapping

from calculators.answers.wording import number
from calculators.inventory.judge import Judged
from calculators.inventory.model import Disk
from calculators.records.assessment import Assessment, Sign
from calculators.replication.units import from_bytes

MOST_NAMED = 3
"""How many disks or volumes a sentence names."""
NOT_TOLD = "no file says it"


def signs_of(assessment: Assessment) -> dict[str, Sign]:
    """Return what each rule looks at, by its id."""
    found: dict[str, Sign] = {}
    for test in assessment.tests:
        for name in test.bases:
            found.setdefault(name, test.sign)
    for system in assessment.systems:
        for name in system.decided_by:
            found[name] = "system"
    return found


def seen(judged: Judged, sign: Sign) -> str:
    """Return what a host shows of a sign, as the files have it."""
    told = _TOLD.get(sign)
    return (told(judged) if told else "") or NOT_TOLD


def gib(size: float) -> str:
    """Return bytes in the unit in which platforms count them."""
    return f"{number(from_bytes(size, 'GiB'))} GiB"


def _system(judged: Judged) -> str:
    placed = judged.placed
    if not placed.text:
        return ""
    return placed.text if not placed.label or placed.label == placed.text else f"{placed.text} ({placed.label})"


def _written(judged: Judged) -> str:
    host = judged.host
    return f"configured: {host.os_configured or 'nothing'}; running: {host.os_reported or NOT_TOLD}"


def _disks(holds: Callable[[Disk], bool]) -> Callable[[Judged], str]:
    def told(judged: Judged) -> str:
        disks = judged.host.disks
        if disks is None:
            return "no disks are listed"
        found = [disk.name or disk.path or f"disk {place}" for place, disk in enumerate(disks, start=1) if holds(disk)]
        return _few(found) or f"{len(disks)} disks"

    return told


def _few(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _largest(judged: Judged) -> str:
    sizes = [disk.size_bytes for disk in judged.host.disks or () if disk.size_bytes is not None]
    return gib(max(sizes)) if sizes else ""


def _count(judged: Judged) -> str:
    host = judged.host
    found = len(host.disks) if host.disks is not None else host.disk_count
    return "" if found is None else f"{found} disks"


def _free(judged: Judged) -> str:
    found = []
    for item in judged.host.partitions or ():
        free = item.free_bytes
        if free is None and item.capacity_bytes is not None and item.used_bytes is not None:
            free = item.capacity_bytes - item.used_bytes
        if free is not None and item.capacity_bytes:
            name = f"'{item.name}'" if item.name else "volume"
            told = f"{name} {gib(free)} of {gib(item.capacity_bytes)}"
            found.append((free / item.capacity_bytes, told))
    return f"free: {_few([text for _, text in sorted(found)])}" if found else ""


def _plain(name: str, label: str = "") -> Callable[[Judged], str]:
    before = f"{label or name.replace('_', ' ')}: "

    def told(judged: Judged) -> str:
        value = getattr(judged.host, name)
        if value is None:
            return ""
        return before + ("yes" if value is True else "no" if value is False else str(value))

    return told


_TOLD: Mapping[Sign, Callable[[Judged], str]] = {
    "any": _plain("platform"),
    "system": _system,
    "written": _written,
    "kernel": _plain("kernel"),
    "processor": _plain("architecture"),
    "platform": _plain("platform"),
    "machine": _plain("platform"),
    "power": _plain("power"),
    "connection": _plain("connection"),
    "template": _plain("template"),
    "placeholder": _plain("srm_placeholder", "placeholder"),
    "service": _plain("name"),
    "firmware": _plain("firmware"),
    "secure-boot": _plain("secure_boot"),
    "disk-count": _count,
    "largest-disk-tb": _largest,
    "independent": _disks(lambda disk: bool(disk.independent)),
    "raw": _disks(lambda disk: disk.raw not in (None, "none")),
    "shared": _disks(lambda disk: disk.counted_elsewhere or disk.sharing not in (None, "none")),
    "least-free-percent": _free,
    "least-free-mb": _free,
    "system-free-mb": _free,
    "snapshots": _plain("snapshots"),
    "consolidation": _plain("consolidation_needed"),
    "cbt": _plain("cbt", "change tracking"),
    "tools": _plain("tools"),
    "hardware-version": _plain("hardware_version"),
    "encrypted": _plain("encrypted"),
    "fault-tolerance": _plain("fault_tolerance"),
    "network-cards": _plain("network_cards"),
}

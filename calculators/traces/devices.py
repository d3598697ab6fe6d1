"""Which devices of a machine add up without counting a write twice."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from calculators.traces.model import LeftOut
from calculators.traces.words import TOTALS

# Numbers of devices: Linux Documentation/admin-guide/devices.txt. Names: Linux, FreeBSD, Solaris, AIX, macOS.
_DISK = re.compile(
    r"(?:sd|vd|xvd|ubd|dasd|rssd|fio|skd)[a-z]+|hd[a-l]|nvme\d+n\d+|mmcblk\d+|(?:pmem|rbd|nbd)\d+|cciss[/!]c\d+d\d+"
    r"|dev(?:3|8|22|6[5-9]|7[01]|94|104|202|252|259|12[89]|13[0-5])-\d+"
    r"|(?:ata|scsi|wwn|nvme|virtio|usb|mmc)-(?!.*-part\d+$).+"
    r"|(?:ada|da|nvd|nda|vtbd|mfid|aacd|nvme|xbd)\d+|c\d+(?:t[0-9A-F]+)?d\d+|hdisk\d+|disk\d+|cmdk\d+|ssd\d+",
    re.ASCII,
)
_PART = re.compile(
    r"(?P<disk>(?:sd|vd|xvd|ubd|dasd|rssd|fio|skd)[a-z]+|hd[a-l])\d+|(?P<numbered>(?:nvme\d+n|mmcblk|nbd|pmem|rbd)\d+)(?:p\d+|boot\d+|rpmb)"
    r"|(?P<id>.+)-part\d+|(?P<bsd>(?:ada|da|nvd|nda|vtbd|mfid|aacd)\d+)(?:p|s)\d+[a-h]?"
    r"|(?P<slice>c\d+(?:t[0-9A-F]+)?d\d+)(?:s|p)\d+",
    re.ASCII,
)
_PATH = re.compile(r"nvme\d+c\d+n\d+", re.ASCII)
_ON_OTHERS = re.compile(
    r"dm-\d+|dm-(?:uuid|name)-.*|dev25[34]-\d+|(?:md|loop|drbd|zd|bcache|VxVM|vxvm)_?\d+\w*|md-(?:uuid|name)-.*|lvm-.*|mpath\w+"
    r"|emcpower\w+|mapper/.*|/dev/mapper/.*|\w[\w.+]*--?[\w.+-]+|dev(?:7|9|147|230)-\d+"
)
_MEMORY = re.compile(r"z?ram\d+|dev1-\d+", re.ASCII)
_DRIVE = re.compile(r"sr\d+|scd\d+|fd\d+|cd\d+|dev(?:2|11)-\d+|rmt\d+|st\d+|nst\d+", re.ASCII)
_MIRROR = re.compile(r"md_?\d+\w*|dev9-\d+|md-.*")

ON_A_DISK = "what is written to it also reaches a disk that counts"


@dataclass(slots=True, kw_only=True)
class Devices:
    """The devices of a report, parted into those that count and those that do not."""

    added: list[str] = field(default_factory=list)
    """In the order of the text."""
    left_out: list[LeftOut] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    """Why the sum may count a write twice, or miss one."""
    usual: tuple[str, ...] = ()
    """Those that count when nobody chooses."""


def _named(names: Iterable[str], most: int = 5) -> str:
    names = list(names)
    more = len(names) - most
    return ", ".join(name[:40] for name in names[:most]) + (f" and {more} more" if more > 0 else "")


def whole(names: Sequence[str], *, groups: Iterable[str] = ()) -> Devices:
    """Return which of a machine's devices count: disks, and neither what lies on them nor sums over them.

    `groups` are names that the text shows as sums of others. Without any disk all that is left counts, and a doubt
    says so.
    """
    every = list(dict.fromkeys(names))
    known = set(groups)
    reasons = {name: _no_disk(name, known, several=len(every) > 1) for name in every}
    rest = {name for name in every if not reasons[name]}
    if not rest:
        return Devices(added=every, usual=tuple(every))
    disks = {name for name in rest if _DISK.fullmatch(name) and not _PART.fullmatch(name)}
    unknown = []
    for name in every:
        if name in rest and name not in disks:
            reasons[name] = _on_a_disk(name, rest, disks)
            if disks and not reasons[name]:
                reasons[name] = "not known as a disk"
                unknown.append(name)
    added = [name for name in every if not reasons[name]]
    found = Devices(
        added=added,
        usual=tuple(added),
        left_out=[LeftOut(name=name, reason=reasons[name]) for name in every if reasons[name]],
    )
    if unknown:
        found.doubts.append(f"Nothing tells whether {_named(unknown)} lie on the disks that count. They are left out.")
    if not disks and len(found.added) > 1:
        found.doubts.append(
            f"{_named(found.added)} are added up, and none is known as a disk: if some lie on others, that is too much."
        )
    if disks and any(_MIRROR.fullmatch(name) for name in rest):
        found.doubts.append(
            "There is software RAID: where it mirrors, each write counts once for each disk. That is an upper bound."
        )
    return found


def _no_disk(name: str, groups: set[str], *, several: bool) -> str:
    """Return why a device is none that anything is kept on; empty where it is."""
    if name in groups or (several and name.casefold() in TOTALS):
        return "a sum of devices that count"
    if _MEMORY.fullmatch(name):
        return "memory, no disk"
    return "a drive for discs or tapes" if _DRIVE.fullmatch(name) else ""


def _on_a_disk(name: str, names: set[str], disks: set[str]) -> str:
    """Return why what is written to a device counts already for another; empty where nothing says so."""
    part = _PART.fullmatch(name)
    parent = next(filter(None, part.groups()), "") if part else ""
    if parent in names:
        return f"a partition of {parent}"
    if disks and _PATH.fullmatch(name):
        return "a path to a disk that counts"
    return ON_A_DISK if disks and _ON_OTHERS.fullmatch(name) else ""

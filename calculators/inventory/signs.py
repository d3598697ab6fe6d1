"""What a host shows: one value or more for each sign that rules look at."""

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from calculators.inventory.model import Disk, Host, Inventory, Partition
from calculators.inventory.systems import NOTHING, Placed, Systems
from calculators.kernel_list import Named, look_up, named
from calculators.kernel_list.names import X86
from calculators.records.assessment import Assessment, Sign
from calculators.records.kernel_lookup import KernelRules, PackedKernels
from calculators.replication.units import to_bytes

UNKNOWN = "unknown"
YES, NO = "yes", "no"
KNOWN_CONNECTIONS = ("connected", "disconnected")
SYSTEM_MOUNTS = frozenset(("/", "/boot", "/var"))
"""Where driver adaption writes on Linux."""
TB, MB = to_bytes(1, "TB"), to_bytes(1, "MB")
BITS_32 = 32
X86_64 = "x86-64"
"""Id of the processor that hosts need."""

_KERNEL = re.compile(r"\d+\.\d+[\w.+~-]*")
_TOOLS_ON = re.compile(r"toolsok|toolsold|tools(?:un)?managed|running|guesttoolsrunning|ok|current|installed.*running")
_TOOLS_OFF = re.compile(r".*\bnot\b.*|tools(?:not|no)\w*|guesttoolsnotrunning|not.*")

type Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What hosts show that no rule tells apart."""

    placed: Placed
    """An operating system that is judged as theirs."""
    platform: str | None
    """Id of their platform; None where it is not known."""
    values: Mapping[Sign, Values]
    """What they show in words."""
    numbers: Mapping[Sign, float]
    """What one of them shows in numbers: the number that matters most, such as the largest disk."""


class Looking:
    """Looks at the hosts of one inventory. What many of them have in common is looked at once."""

    def __init__(
        self, inventory: Inventory, assessment: Assessment, lists: Sequence[PackedKernels], rules: KernelRules
    ) -> None:
        """Look up what hosts have in common: kernels, and disks that several of them have."""
        self.systems = Systems(assessment)
        self._bounds = bounds(assessment)
        self._platforms = {platform.id: platform for platform in assessment.platforms}
        self._processors = {word: item.id for item in assessment.processors for word in item.names}
        self._services = tuple(service.prefix for service in assessment.services)
        self._longest = max(map(len, self._services), default=0)
        self._shared = shared_disks(inventory.hosts)
        self._x86 = {platform.id for platform in assessment.platforms if platform.processor == X86_64}
        self._kernels = self._look_up(inventory.hosts, lists, rules)
        self._known: dict[object, Seen] = {}

    def see(self, host: Host, system: str | None = None) -> tuple[Seen, Placed]:
        """Return what a host shows, and its operating system. `system` is the one that the reader says it has."""
        placed, written = self._placed(host, system)
        kernel, processor = self._kernels.get(self._kernel_key(host), (UNKNOWN, ""))
        words = (
            written,
            kernel,
            self._processor(host, placed, processor),
            host.platform,
            host.power,
            host.connection,
            host.template,
            host.srm_placeholder,
            host.name[: self._longest].casefold().startswith(self._services),
            host.firmware,
            host.secure_boot,
            host.consolidation_needed,
            host.cbt,
            host.tools if host.power == "on" else None,
            host.encrypted,
            host.fault_tolerance,
            _disks(host.disks, self._shared),
        )
        numbers = (
            *_sizes(host.disks),
            *_free(host.partitions),
            len(host.disks) if host.disks is not None else host.disk_count,
            host.snapshots,
            host.hardware_version,
            host.network_cards,
        )
        key = (placed.status, placed.kind, placed.decided_by, words, tuple(map(self._place, NUMBERS, numbers)))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._seen(placed, words, numbers)
        return found, placed

    def _place(self, sign: Sign, number: float | bool | None) -> object:
        """Return where a number stands among those that rules name; what is no number as it is."""
        if number is None or number is True or number is False:
            return number
        known = self._bounds.get(sign, ())
        return bisect.bisect_left(known, number) + bisect.bisect_right(known, number)

    def _seen(self, placed: Placed, words: tuple[object, ...], numbers: tuple[float | bool | None, ...]) -> Seen:
        written, kernel, processor, platform, power, connection, *flags = words
        template, placeholder, service, firmware, secure, consolidation, cbt, tools, encrypted, tolerant, disks = flags
        known = self._platforms.get(str(platform))
        values: dict[Sign, Values] = {
            "any": (YES,),
            "system": (placed.status,),
            "written": (str(written),),
            "kernel": (str(kernel),),
            "processor": (str(processor),),
            "machine": (known.machine if known else UNKNOWN,),
            "power": (str(power or UNKNOWN),),
            "connection": (_connection(connection),),
            "template": (_word(template),),
            "placeholder": (_word(placeholder),),
            "service": (_word(service),),
            "firmware": (str(firmware or UNKNOWN),),
            "secure-boot": (_word(False if secure is None and firmware == "bios" else secure),),
            "consolidation": (_word(consolidation),),
            "cbt": (_word(cbt),),
            "tools": (_tools(tools),),
            "encrypted": (_word(encrypted),),
            "fault-tolerance": (_word(tolerant),),
            **_told(disks),
        }
        found: dict[Sign, float] = {}
        for sign, number in zip(NUMBERS, numbers, strict=True):
            if number is None or number is False:
                values[sign] = (UNKNOWN,)
            elif number is not True:
                found[sign] = number
        return Seen(placed, str(platform) if platform else None, values, found)

    def _placed(self, host: Host, system: str | None) -> tuple[Placed, str]:
        """Return the system that counts, and whether a running system, a configuration or the reader told it."""
        if system is not None:
            return self.systems.place(system), "decided"
        reported, configured = self.systems.place(host.os_reported), self.systems.place(host.os_configured)
        if reported.status in ("unknown", "generic"):
            if configured.status not in ("unknown", "generic"):
                return configured, "configured"
            told = (reported, configured, self.systems.family(host.os_family))
            return next((placed for placed in told if placed.kind or placed.text), NOTHING), "reported"
        return reported, "differs" if reported.differs(configured) else "reported"

    def _look_up(
        self, hosts: Iterable[Host], lists: Sequence[PackedKernels], rules: KernelRules
    ) -> dict[tuple[str, bool], tuple[str, str]]:
        """Return what the list says of each kernel, and its processor, in one pass over the list."""
        asked: dict[tuple[str, bool], Named] = {}
        for key in {self._kernel_key(host) for host in hosts if host.kernel}:
            found = _KERNEL.search(key[0])
            if found:
                asked[key] = named(found[0], X86[0] if key[1] else "")
        told = look_up(asked.values(), lists, rules)
        return {key: (told[item].finding, item.kernel.processor) for key, item in asked.items()}

    def _kernel_key(self, host: Host) -> tuple[str, bool]:
        """Return the kernel of a host, and whether something else says that it runs on x86-64."""
        word = host.architecture
        told = self._processors.get(word.casefold()) == X86_64 if word else host.platform in self._x86
        return host.kernel or "", told

    def _processor(self, host: Host, placed: Placed, told: str) -> str:
        """Return the id of the processor, `x86` for 32 bits, `other` for one that no record names."""
        word = (host.architecture or "").casefold()
        if word in ("x86", "i386", "i686") or placed.bits == BITS_32:
            return "x86"
        if word or told:
            return self._processors.get(word or told, "other")
        return X86_64 if host.platform in self._x86 else placed.processor or UNKNOWN


NUMBERS: tuple[Sign, ...] = (
    "largest-disk-tb",
    "largest-disk-tb",
    "least-free-percent",
    "least-free-mb",
    "system-free-mb",
    "least-free-percent",
    "least-free-mb",
    "system-free-mb",
    "disk-count",
    "snapshots",
    "hardware-version",
    "network-cards",
)
"""What is counted. Where not every part of a host says its number, a second place says whether it is complete."""


def bounds(assessment: Assessment) -> dict[Sign, list[float]]:
    """Return the numbers that rules name for each sign, in rising order."""
    found: dict[Sign, set[float]] = {}
    for test in assessment.tests:
        told = (test.above, test.least, test.below, test.most)
        found.setdefault(test.sign, set()).update(bound for bound in told if bound is not None)
    return {sign: sorted(numbers) for sign, numbers in found.items()}


def shared_disks(hosts: Iterable[Host]) -> frozenset[str]:
    """Return the identities of the disks that stand at several hosts."""
    counts = Counter(
        identity
        for host in hosts
        for identity in {disk.identity for disk in host.disks or () if disk.identity is not None}
    )
    return frozenset(identity for identity, count in counts.items() if count > 1)


type Disks = frozenset[tuple[bool | None, str | None, bool | None]] | None


def _disks(disks: Sequence[Disk] | None, shared: frozenset[str]) -> Disks:
    """Return the kinds of disks that a host has: independent, raw, shared; None where no file lists them."""
    if disks is None:
        return None
    return frozenset(
        (
            None if disk.mode is None else disk.mode.startswith("independent"),
            disk.raw,
            True
            if disk.counted_elsewhere or disk.identity in shared
            else None
            if disk.sharing is None
            else disk.sharing != "none",
        )
        for disk in disks
    )


def _told(disks: object) -> dict[Sign, Values]:
    kinds = disks if isinstance(disks, frozenset) else frozenset(((None, None, None),))
    return {
        "independent": tuple(sorted({_word(independent) for independent, _, _ in kinds})),
        "raw": tuple(sorted({_raw(raw) for _, raw, _ in kinds})),
        "shared": tuple(sorted({_word(shared) for _, _, shared in kinds})),
    }


def _raw(raw: str | None) -> str:
    if raw is None:
        return UNKNOWN
    return {"none": NO, "unknown": "mode-unknown"}.get(raw, raw)


def _word(value: object) -> str:
    return UNKNOWN if value is None else YES if value else NO


def _connection(text: object) -> str:
    if not text:
        return UNKNOWN
    return str(text) if text in KNOWN_CONNECTIONS else "lost"


@cache
def _tools(text: str | None) -> str:
    word = (text or "").casefold()
    if _TOOLS_OFF.fullmatch(word):
        return NO
    return YES if _TOOLS_ON.match(word) else UNKNOWN


def _sizes(disks: Sequence[Disk] | None) -> tuple[float | None, bool]:
    """Return the largest disk, and whether all are told."""
    if not disks:
        return (None if disks is None else 0.0), disks is not None
    sizes = [disk.size_bytes for disk in disks if disk.size_bytes is not None]
    return (max(sizes) / TB if sizes else 0.0), len(sizes) == len(disks)


def _free(partitions: Sequence[Partition] | None) -> tuple[float | bool | None, ...]:
    """Return the least share, the least amount and that where the system lies, then whether each is complete."""
    if not partitions:
        return None, None, None, False, False, False
    share = amount = system = float("inf")
    complete, root, mounted = True, False, True
    for item in partitions:
        free, capacity = item.free_bytes, item.capacity_bytes
        if free is None and capacity is not None and item.used_bytes is not None:
            free = capacity - item.used_bytes
        is_system = item.name in SYSTEM_MOUNTS
        root = root or item.name == "/"
        if free is None or capacity is None:
            complete = False
            mounted = mounted and not is_system
            continue
        if capacity:
            share = min(share, free / capacity)
        amount = min(amount, free)
        if is_system:
            system = min(system, free)
    return share * 100, amount / MB, system / MB, complete, complete, mounted and root

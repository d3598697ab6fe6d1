"""Whether the list of prebuilt modules holds a kernel, and what the rules say where it does not."""

import bisect
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from calculators.kernel_list.named import Named
from calculators.kernel_list.names import DEBUGINFO, X86, Kernel, Order, is_cut, read, version
from calculators.kernel_list.packing import unpack
from calculators.records.kernel_lookup import CloudTag, DkmsSystem, KernelRange, KernelRules, MakerTag, PackedKernels

ALL = "all"
"""In place of a distribution: any."""
MOST_REMEMBERED = 2_000
"""How many series of packed lists stay taken apart for the next question."""
WITHOUT_WORDS = ("sles", "community")
"""Series of kernels whose names do not hold the series."""

type Finding = Literal[
    "listed",
    "confirm",
    "debuginfo",
    "cloud-listed",
    "elsewhere",
    "dkms",
    "missing",
    "cloud",
    "outside",
    "processor",
    "maker",
    "unsure",
    "open",
    "system",
]
type Neighbours = tuple[str | None, str | None]


NEAR: tuple[Finding, ...] = ("missing", "cloud", "dkms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A kernel of the list."""

    build: str
    """Name as printed."""
    places: tuple[tuple[PackedKernels, str], ...]
    """Distribution and release of each place where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is known about one kernel."""

    named: Named
    """The kernel as it was pasted."""
    finding: Finding
    """What the list and the rules say."""
    entry: Entry | None = None
    """Its place in the list."""
    below: str | None = None
    """The next older kernel of the same series in the list, as printed."""
    above: str | None = None
    """The next newer one."""
    cloud: CloudTag | None = None
    """The cloud that its name tells."""
    maker: MakerTag | None = None
    """Who made a kernel that is none of a distribution's own."""
    systems: tuple[DkmsSystem, ...] = ()
    """Where the module can be built for it."""
    named_for_dkms: bool = False
    """Whether its system is named for building, whatever its version."""


def look_up(
    named: Iterable[Named], lists: Sequence[PackedKernels], rules: KernelRules, distribution: str = ALL
) -> dict[Named, Checked]:
    """Return what the list and the rules say about each kernel, in one pass over the list.

    `distribution` is the id of a list, or `ALL`: what stands only in others is found `elsewhere`.
    """
    once = dict.fromkeys(named)
    entries = _entries(lists, once)
    checked = {item: _check(item, entries, distribution, rules) for item in once}
    near = _neighbours(lists, distribution, [item.named.kernel for item in checked.values() if item.finding in NEAR])
    nowhere: Neighbours = (None, None)
    return {item: _beside(found, *near.get(item.kernel.plain, nowhere)) for item, found in checked.items()}


def _names(named: Named) -> tuple[str, str]:
    """Return the names under which the list may hold a kernel, the likelier first."""
    start = DEBUGINFO if named.debuginfo else ""
    return f"{start}{named.kernel.plain}.{X86[0]}", f"{start}{named.kernel.plain}_{X86[1]}"


def _entries(lists: Sequence[PackedKernels], pasted: Iterable[Named]) -> dict[str, Entry]:
    """Return what the list holds of the kernels, by name as printed."""
    wanted = {name for named in pasted for name in _names(named)}
    places: dict[str, list[tuple[PackedKernels, str]]] = {}
    for kernels in lists:
        for release in kernels.releases:
            for build in wanted.intersection(unpack(release.packed)):
                places.setdefault(build, []).append((kernels, release.name))
    return {build: Entry(build=build, places=tuple(found)) for build, found in places.items()}


def _check(named: Named, entries: Mapping[str, Entry], distribution: str, rules: KernelRules) -> Checked:
    kernel = named.kernel
    if kernel.processor and kernel.processor not in X86:
        return Checked(named=named, finding="processor")
    cloud = next((tag for tag in rules.cloud_tags if tag.id in kernel.words), None)
    entry = next((entries[name] for name in _names(named) if name in entries), None)
    if named.doubt and (entry is not None or is_cut(kernel.series.removeprefix("sles-"))):
        return Checked(named=named, finding="unsure", entry=entry, cloud=cloud)
    if entry is not None:
        return Checked(named=named, finding=_listed(named, entry, cloud, distribution), entry=entry, cloud=cloud)
    if not _within(kernel.version, rules.supported):
        return Checked(named=named, finding="outside", cloud=cloud)
    if cloud is not None:
        return Checked(named=named, finding="cloud", cloud=cloud)
    maker = next((tag for tag in rules.maker_tags if tag.id in kernel.words), None)
    if maker is not None:
        return Checked(named=named, finding="maker", maker=maker)
    systems = tuple(system for system in rules.dkms.systems if _is_of(kernel.series, system.series))
    builds = bool(systems) and _lies_in(kernel.version, rules.dkms.lowest, rules.dkms.highest)
    return Checked(
        named=named,
        finding="dkms" if builds else "missing",
        systems=systems if builds else (),
        named_for_dkms=bool(systems),
    )


def _listed(named: Named, entry: Entry, cloud: CloudTag | None, distribution: str) -> Finding:
    lists = [kernels for kernels, _ in entry.places if distribution in (ALL, kernels.id)]
    if not lists:
        return "elsewhere"
    if named.debuginfo:
        return "debuginfo"
    if cloud is not None:
        return "cloud-listed"
    return "confirm" if all(kernels.confirm for kernels in lists) else "listed"


def _beside(item: Checked, below: str | None, above: str | None) -> Checked:
    return replace(item, below=below, above=above) if below or above else item


def _neighbours(lists: Sequence[PackedKernels], distribution: str, missing: Iterable[Kernel]) -> dict[str, Neighbours]:
    """Return the next older and the next newer kernel in the list for kernels that are not in it, by plain name."""
    packed_lists = [
        release.packed for kernels in lists if distribution in (ALL, kernels.id) for release in kernels.releases
    ]
    found: dict[str, Neighbours] = {}
    for series, kernels in _by_series(missing).items():
        known = sorted(build for packed in packed_lists for build in _of_series(packed, series))
        for kernel in kernels:
            place = bisect.bisect(known, (kernel.order, ""))
            below, above = known[max(place - 1, 0) : place], known[place : place + 1]
            found[kernel.plain] = below[0][1] if below else None, above[0][1] if above else None
    return found


def _by_series(kernels: Iterable[Kernel]) -> dict[str, list[Kernel]]:
    found: dict[str, list[Kernel]] = {}
    for kernel in kernels:
        found.setdefault(kernel.series, []).append(kernel)
    return found


@functools.lru_cache(maxsize=MOST_REMEMBERED)
def _of_series(packed: str, series: str) -> tuple[tuple[Order, str], ...]:
    """Return the kernels of one series in a packed list, in the order of their versions."""
    # To take each name apart takes ten times as long as to see that it is of another series.
    words = series.removeprefix("sles-").split(".") if series not in WITHOUT_WORDS else []
    found = []
    for build in unpack(packed):
        if not build.startswith(DEBUGINFO) and all(word in build for word in words):
            kernel = read(build)
            if kernel.series == series:
                found.append((kernel.order, build))
    return tuple(sorted(found))


def forget() -> None:
    """Forget the lists that were unpacked: they take room that a memory which is sent to a reader need not have."""
    unpack.cache_clear()
    _of_series.cache_clear()


def _is_of(series: str, wanted: Iterable[str]) -> bool:
    return any(series == name or series.startswith(f"{name}.") for name in wanted)


def _within(found: tuple[int, ...], bounds: KernelRange) -> bool:
    """Return whether a version lies in a range; the last version counts as it stands."""
    three = (*found, 0, 0)[:3]
    return version(bounds.lowest) <= found and three <= version(bounds.highest)


def _lies_in(found: tuple[int, ...], lowest: str, highest: str) -> bool:
    """Return whether a version lies in a range whose ends mean all of their releases."""
    first, last = version(lowest), version(highest)
    return first <= found and found[: len(last)] <= last

"""What the list of prebuilt modules says about each pasted kernel."""

import bisect
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from calculators.answers.inputs import InputError, InputProblem, Value
from calculators.catalog import Catalog
from calculators.kernels.found import NO_KERNEL, Named
from calculators.kernels.names import DEBUGINFO, X86, Kernel, Order, is_cut, read, version
from calculators.kernels.packing import unpack
from calculators.kernels.reading import Reading, Row, fit, lines, read_text
from calculators.records.form import Form
from calculators.records.kernel_lookup import CloudTag, DkmsSystem, KernelRange, KernelRules, MakerTag, PackedKernels

NAME = "kernels"
ALL = "all"
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
WORST: tuple[Finding, ...] = (
    "processor",
    "outside",
    "cloud",
    "maker",
    "missing",
    "open",
    "unsure",
    "cloud-listed",
    "debuginfo",
    "elsewhere",
    "confirm",
    "system",
    "dkms",
    "listed",
)
"""Findings, what needs attention first in front."""
WITHOUT: tuple[Finding, ...] = ("processor", "outside", "cloud", "maker", "missing")
"""There is no module."""
ASKED: tuple[Finding, ...] = ("open", "unsure")
"""Nothing is known before somebody looks at the host."""
"""What has neighbours in the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What was pasted, and which list to look into."""

    kernels: str
    """Text with kernels."""
    distribution: str
    """Id of a distribution, or `all`."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A host, or a kernel whose host is not named, with what holds for it."""

    row: Row
    """What was pasted."""
    finding: Finding
    """What holds."""
    checked: tuple[Checked, ...] = ()
    """Its kernels."""
    why: str = ""
    """What has to be asked; empty where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What is known about all that was pasted."""

    reading: Reading
    """What was read."""
    judged: tuple[Judged, ...]
    """Hosts and kernels, in the order in which they were pasted. Each counts once, under one finding."""
    newer_than_other: int
    """How many kernels are newer than the range of the other page."""

    @property
    def checked(self) -> tuple[Checked, ...]:
        """Return the kernels, each as often as rows name it."""
        return tuple(checked for item in self.judged for checked in item.checked)


def form(catalog: Catalog) -> Form:
    """Return the inputs."""
    return catalog.form(NAME)


def inputs(values: Mapping[str, Value], catalog: Catalog) -> Inputs:
    """Return checked values as inputs. Raises InputError when the text names no kernel at all."""
    text = str(values["kernels"])
    reading = read_text(text)
    if not reading.named and not any(row.system for row in reading.rows):
        raise InputError([InputProblem("kernels", _nothing(reading, text))])
    return Inputs(kernels=text, distribution=str(values["distribution"]))


def _nothing(reading: Reading, text: str) -> str:
    advice = "Paste what `uname -r`, `rpm -q kernel` or `dpkg -l | grep linux-image` prints.".replace("`", "'")
    if reading.unread:
        first = reading.unread[0]
        why = "" if first.why == NO_KERNEL else f", {first.why}".replace("`", "'")
        return f"line {first.line} names no kernel{why}: '{first.text}'. {advice}"
    number, line = next((number, line) for number, line in enumerate(lines(text), start=1) if line.strip())
    if reading.beside or reading.removed:
        return f"line {number} is of another package or a removed one: '{fit(line)}'. {advice}"
    return f"line {number} is a command, a prompt or a heading: '{fit(line)}'. {advice}"


def calculate(inputs: Inputs, catalog: Catalog) -> Result:
    """Return what the list and the rules say about each pasted kernel."""
    reading = read_text(inputs.kernels)
    entries = _entries(catalog, reading.named)
    # Thousands of hosts may run a handful of kernels.
    once = dict.fromkeys(reading.named)
    checked = {named: _check(named, entries, inputs.distribution, catalog.kernel_rules) for named in once}
    near = _neighbours(
        catalog, inputs.distribution, [item.named.kernel for item in checked.values() if item.finding in NEAR]
    )
    nowhere: Neighbours = (None, None)
    told = {named: _beside(item, *near.get(named.kernel.plain, nowhere)) for named, item in checked.items()}
    end = version(catalog.kernel_rules.other.highest)
    return Result(
        reading=reading,
        judged=tuple(_judge(row, [told[named] for named in row.kernels]) for row in reading.rows),
        newer_than_other=sum(named.kernel.version[: len(end)] > end for named in once),
    )


def _judge(row: Row, checked: Sequence[Checked]) -> Judged:
    """Return what holds for a row. Of several installed kernels one runs, and the text does not say which."""
    if row.why:
        return Judged(row=row, finding="open", why=row.why)
    if row.system:
        return Judged(row=row, finding="system")
    findings = {item.finding for item in checked}
    if len(findings) == 1:
        return Judged(row=row, finding=findings.pop(), checked=tuple(checked), why=checked[0].named.doubt)
    return Judged(row=row, finding="unsure", checked=tuple(checked), why="which of its installed kernels runs")


def _names(named: Named) -> tuple[str, str]:
    """Return the names under which the list may hold a kernel, the likelier first."""
    start = DEBUGINFO if named.debuginfo else ""
    return f"{start}{named.kernel.plain}.{X86[0]}", f"{start}{named.kernel.plain}_{X86[1]}"


def _entries(catalog: Catalog, pasted: Iterable[Named]) -> dict[str, Entry]:
    """Return what the list holds of the pasted kernels, by name as printed."""
    wanted = {name for named in pasted for name in _names(named)}
    places: dict[str, list[tuple[PackedKernels, str]]] = {}
    for kernels in catalog.kernels:
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


def _neighbours(catalog: Catalog, distribution: str, missing: Iterable[Kernel]) -> dict[str, Neighbours]:
    """Return the next older and the next newer kernel in the list for kernels that are not in it, by plain name."""
    lists = [
        release.packed
        for kernels in catalog.kernels
        if distribution in (ALL, kernels.id)
        for release in kernels.releases
    ]
    found: dict[str, Neighbours] = {}
    for series, kernels in _by_series(missing).items():
        known = sorted(build for packed in lists for build in _of_series(packed, series))
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

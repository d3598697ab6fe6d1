"""Hosts in groups, as the table of groups of a project and its other values take them."""

import fnmatch
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from calculators.answers.columns import COMMENTS, SEPARATORS
from calculators.inventory.amounts import USED, Amount, Basis, amount, disk_count, largest_disk, used
from calculators.inventory.decisions import HandGroup, lost, match, taken_by_name
from calculators.inventory.judge import Assessed, Judged
from calculators.inventory.waves import Waves, Wished, propose
from calculators.records.assessment import HostVerdict
from calculators.replication.units import from_bytes, to_bytes

type By = Literal["folder", "tag", "cluster", "name", "none", "all"]
PROTECTED: tuple[HostVerdict, ...] = ("supported", "conditional")
"""Which hosts are protected where nobody chooses others."""
MOST_GROUPS = 290
"""The table of a project takes 300 lines; smaller groups go together then."""
LONGEST_NAME = 60
APART = (*SEPARATORS, '"')
"""Signs that part cells."""
NO_GROUP = "not grouped"
ALL_HOSTS = "all hosts"
HEADER = ("name", "hosts", "used GB", "disks", "largest disk GB", "provisioned GB", "vCPU", "memory GB", "tier", "wave")
"""Titles that `calculators.answers.columns` knows. A GB of memory has 1024 MB, as platforms count it."""

GB_PER_TB = 1000
LARGEST_MEASURED = "what files say is used of each disk"
LARGEST_BOUND = "an upper bound: the size of a disk, or all data of its host"

_TIER = re.compile(r"(?:tier)?[\s_-]*([0-3])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """How hosts are put into groups."""

    by: By = "all"
    """What tells them apart; `none` leaves all that are not grouped by hand without a group."""
    tag: str = ""
    """The tag, where tags do."""
    patterns: tuple[tuple[str, str], ...] = ()
    """A pattern of names such as `erp-*` and the group of its hosts; the first that fits counts."""
    hand: tuple[HandGroup, ...] = ()
    """Hosts that the reader put into a group one by one. They are in it whatever tells the others apart."""
    tier_tag: str = ""
    """The tag that says the tier, 0 to 3; empty where none does."""
    wished: Wished = field(default_factory=Wished)
    """What is said of their waves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A sum, and how much of it is known."""

    value: float
    """In the unit that it is shown in."""
    missing: int
    """How many hosts say nothing or only a part: then it is a lower bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Hosts that belong together."""

    name: str
    """As the table calls it."""
    hosts: int
    """How many are protected."""
    used_gb: Part
    """Their used data."""
    provisioned_gb: Part
    """The sizes of their disks."""
    disks: Part
    """All of their disks."""
    most_disks: Part
    """Disks of the one that has most."""
    largest_disk_gb: Part
    """Used data on the disk that has most; an upper bound where files say only how large disks are."""
    measured: bool
    """Whether files say what is used of each disk."""
    vcpu: Part
    """Their processors."""
    memory_gb: Part
    """Their memory, 1024 MB a GB."""
    tier: str
    """0 to 3, the most important of its hosts; empty where nobody says it."""

    @property
    def used_bytes(self) -> float | None:
        """Their used data; None where nothing of it is known."""
        return to_bytes(self.used_gb.value, "GB") or None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectValue:
    """A value of the project."""

    id: str
    """Id in data/project.yaml."""
    value: str
    """As it would be typed."""
    source: str
    """Where it comes from, and what is missing of it."""
    whole: bool
    """Whether every host says it; else it is a bound, and nobody measured it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a project takes from an inventory."""

    groups: tuple[Group, ...]
    """The largest first."""
    table: str
    """The groups as the project's own text."""
    waves: Waves
    """In which waves they are synchronised and taken over."""
    values: tuple[ProjectValue, ...]
    """Its other values."""
    protected: tuple[Judged, ...]
    """Hosts that count."""
    left_out: Mapping[str, int]
    """How many hosts do not, by why."""
    bases: Mapping[Basis, int]
    """What counts as used data, by how many hosts."""
    told: tuple[str, ...] = ()
    """What was grouped by hand and is about no host any more, or found it by its name alone, a sentence each."""


def fill(
    assessed: Assessed, grouped: Grouped | None = None, way: str | None = None, verdicts: Sequence[str] = PROTECTED
) -> Filled:
    """Return groups and values of a project. Only hosts with one of `verdicts` count, for the best way or for one."""
    chosen = grouped or Grouped()
    protected: list[Judged] = []
    left_out: dict[str, int] = {}
    for judged in assessed.hosts:
        why = _left_out(judged, way, verdicts)
        if why is None:
            protected.append(judged)
        else:
            left_out[why] = left_out.get(why, 0) + 1
    name_of = _naming(chosen)
    by_hand = match(chosen.hand, assessed.inventory.hosts)
    hand = {id(host): own.group for host, own in zip(assessed.inventory.hosts, by_hand.by_host, strict=True) if own}
    found: dict[str, list[Judged]] = {}
    for judged in protected:
        own = hand.get(id(judged.host))
        found.setdefault(name_of(judged) if own is None else _clean(own), []).append(judged)
    groups = _ordered(found, chosen)
    waves = propose(groups, chosen.wished)
    bases: dict[Basis, int] = dict.fromkeys(USED, 0)
    for judged in protected:
        told = used(judged.host)
        if told is not None:
            bases[told[1]] += 1
    return Filled(
        groups=groups,
        table=table(groups, waves),
        waves=waves,
        values=tuple(_values(_group(ALL_HOSTS, protected, chosen), bases)) if protected else (),
        protected=tuple(protected),
        left_out=left_out,
        bases={basis: count for basis, count in bases.items() if count},
        told=(
            *(f"{taken_by_name(item)} (group {item.group})." for item in by_hand.by_name),
            *(f"{lost(item, number)} (group {item.group})." for item, number in by_hand.lost),
        ),
    )


def _left_out(judged: Judged, way: str | None, verdicts: Sequence[str]) -> str | None:
    if judged.excluded:
        return "left out by a decision"
    if judged.apart is not None:
        return judged.apart
    verdict = judged.verdict_for(way)
    return None if verdict in verdicts else verdict


def _naming(grouped: Grouped) -> Callable[[Judged], str]:
    """Return what names the group of a host. Names that a table cannot hold are made so that it can."""
    if grouped.by == "folder":
        return lambda judged: _clean(judged.host.folder)
    if grouped.by == "cluster":
        return lambda judged: _clean(judged.host.cluster)
    if grouped.by == "tag":
        return lambda judged: _clean(dict(judged.host.tags).get(grouped.tag))
    if grouped.by == "name":
        patterns = [(re.compile(fnmatch.translate(glob.casefold())), name) for glob, name in grouped.patterns]
        return lambda judged: _clean(
            next((name for pattern, name in patterns if pattern.match(judged.host.name.casefold())), None)
        )
    if grouped.by == "none":
        return lambda _: NO_GROUP
    return lambda _: ALL_HOSTS


def _clean(text: str | None) -> str:
    words = "".join(
        sign if sign.isprintable() and sign not in SEPARATORS and sign != '"' else " " for sign in text or ""
    )
    words = " ".join(words.split())[:LONGEST_NAME].strip()
    while words.startswith(COMMENTS):
        words = words.lstrip("#/").strip()
    return words or NO_GROUP


def _ordered(found: Mapping[str, list[Judged]], grouped: Grouped) -> tuple[Group, ...]:
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0].casefold()))
    groups = [_group(name, hosts, grouped) for name, hosts in ordered[:MOST_GROUPS]]
    rest = [judged for _, hosts in ordered[MOST_GROUPS:] for judged in hosts]
    if rest:
        groups.append(_group(f"{len(ordered) - MOST_GROUPS} smaller groups", rest, grouped))
    return tuple(groups)


def _group(name: str, hosts: Sequence[Judged], grouped: Grouped) -> Group:
    machines = [judged.host for judged in hosts]
    memory = [None if host.memory_bytes is None else Amount(host.memory_bytes) for host in machines]
    usages = [told[0] if (told := used(host)) is not None else None for host in machines]
    tiers = [tier for host in machines if (tier := _tier(dict(host.tags).get(grouped.tier_tag, "")))]
    largest = [largest_disk(host) for host in machines]
    counts = [disk_count(host) for host in machines]
    return Group(
        name=name,
        hosts=len(hosts),
        used_gb=_sum(usages, "GB"),
        provisioned_gb=_sum((amount(host, "disks") for host in machines), "GB"),
        disks=_plain(counts, sum),
        most_disks=_plain([len(host.disks) if host.disks is not None else host.disk_count for host in machines], max),
        largest_disk_gb=_largest(largest),
        measured=all(found is not None and found.derived is None for found in largest),
        vcpu=_plain([host.vcpus for host in machines], sum),
        memory_gb=_sum(memory, "GiB"),
        tier=min(tiers, default=""),
    )


def _sum(amounts: Iterable[Amount | None], unit: str) -> Part:
    total, missing = 0, 0
    for found in amounts:
        total += found.size if found else 0
        missing += found is None or not found.whole
    return Part(value=from_bytes(total, unit), missing=missing)


def _plain(numbers: Sequence[int | None], whole: Callable[[list[int]], int]) -> Part:
    known = [number for number in numbers if number is not None]
    return Part(value=whole(known) if known else 0, missing=len(numbers) - len(known))


def _largest(amounts: Sequence[Amount | None]) -> Part:
    known = [found.size for found in amounts if found is not None]
    missing = sum(found is None or not found.whole for found in amounts)
    return Part(value=from_bytes(max(known), "GB") if known else 0, missing=missing)


def _tier(text: str) -> str:
    found = _TIER.fullmatch(text.strip())
    return found[1] if found else ""


def table(groups: Iterable[Group], waves: Waves) -> str:
    """Return groups as the text of a project: a header and a line each. What nobody knows is an empty cell.

    One wave of all of them is none.
    """
    order = {item.name: str(item.wave) for item in waves.placed} if waves.several else {}
    lines = ["; ".join(HEADER)]
    lines += [
        "; ".join(
            (
                group.name,
                str(group.hosts),
                _number(group.used_gb),
                _number(group.most_disks),
                _number(group.largest_disk_gb),
                _number(group.provisioned_gb),
                _number(group.vcpu),
                _number(group.memory_gb),
                group.tier,
                order.get(group.name, ""),
            )
        )
        for group in groups
    ]
    return "\n".join(lines)


def _number(part: Part) -> str:
    return f"{part.value:.3f}".rstrip("0").rstrip(".") if part.value else ""


def _size(part: Part) -> str:
    """Return an amount in the unit in which it is short: a field of a form is narrow."""
    if part.value < GB_PER_TB:
        return f"{_number(part)} GB"
    return f"{part.value / GB_PER_TB:.3f}".rstrip("0").rstrip(".") + " TB"


def _values(group: Group, bases: Mapping[Basis, int]) -> Iterable[ProjectValue]:
    measured = ", ".join(f"{basis} of {count}" for basis, count in bases.items() if count)
    parts: tuple[tuple[str, Part, Callable[[Part], str], str], ...] = (
        ("used", group.used_gb, _size, f"the data of each host by the surest size that files say: {measured}"),
        ("provisioned", group.provisioned_gb, _size, "the sizes of all disks, a shared disk once"),
        ("disks", group.disks, _number, "all disks, a shared disk once"),
        ("largest_disks", group.most_disks, _number, "the disks of the host that has most of them"),
        ("largest_disk_gb", group.largest_disk_gb, _number, LARGEST_MEASURED if group.measured else LARGEST_BOUND),
        ("vcpu", group.vcpu, _number, "the processors of all hosts"),
        ("memory_gb", group.memory_gb, _number, "the memory of all hosts, 1024 MB a GB"),
    )
    yield ProjectValue(
        id="hosts", value=str(group.hosts), source="hosts of the inventory that are protected", whole=True
    )
    for name, part, written, source in parts:
        if part.value:
            lower = f"; {part.missing} of {group.hosts} hosts do not say it, so it is a lower bound"
            told = source + lower if part.missing else source
            yield ProjectValue(
                id=name, value=written(part), source=told, whole=not part.missing and source != LARGEST_BOUND
            )

"""How a host of an inventory is judged: what tools call systems, what a host shows, and which rule that meets."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.compatibility import Mode, Verdict
from calculators.records.evidence import Source

type HostVerdict = Literal["supported", "conditional", "decision", "missing", "unsupported"]
type Release = Literal["major", "minor"]
type SystemKind = Literal["linux", "windows", "other"]
type Apart = Literal["template", "placeholder", "service"]
type Sign = Literal[
    "any",
    "system",
    "written",
    "kernel",
    "processor",
    "platform",
    "machine",
    "power",
    "connection",
    "template",
    "placeholder",
    "service",
    "firmware",
    "secure-boot",
    "disk-count",
    "largest-disk-tb",
    "independent",
    "raw",
    "shared",
    "least-free-percent",
    "least-free-mb",
    "system-free-mb",
    "snapshots",
    "consolidation",
    "cbt",
    "tools",
    "hardware-version",
    "encrypted",
    "fault-tolerance",
    "network-cards",
]
"""What is looked at. Each has one value at a host, and `unknown` where no file says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemName:
    """What tools write where they mean an operating system, or no sure one."""

    id: str
    """Short name."""
    label: str
    """What an answer calls it, without a version."""
    kind: SystemKind
    """Which agent it would get."""
    texts: tuple[str, ...]
    """What tools write, in small letters and without `(64-bit)`. `{release}` stands for a version, for several with
    slashes, or for one `or later`; `{1-5}` for a number of a range. The longest text that a name holds counts."""
    basis: str
    """How it is known that tools write so."""
    system: str | None = None
    """Id of the record in data/operating_systems.yaml; left out where there is none."""
    versions: tuple[str, ...] = ()
    """Which of the record's versions it may be; several where the text does not tell them apart."""
    release: Release | None = None
    """How many numbers of `{release}` name a version of the record, in place of `versions`."""
    generic: bool = False
    """Whether the text names no system, only that it is one of a kind."""
    processor: str | None = None
    """Id of the processor of all of its hosts, where the system exists for one only."""
    customised: bool = False
    """Whether a provider of clouds makes the system, with a kernel of its own."""
    leaves_open: str | None = None
    """What of the system the text leaves open, beside what `versions` names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostReferral:
    """A rule whose words and source are those of a condition in data/sources/ or of the general ones."""

    outcome: HostVerdict
    """What a host with it is."""
    condition: str
    """Id of the condition."""
    remedy: str | None = None
    """What to do about it, where the condition itself names no remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostAnswer:
    """A rule whose words and source are those of an answer in data/flows/qualification.yaml."""

    outcome: HostVerdict
    """What a host with it is."""
    question: str
    """Id of the question."""
    option: str
    """Id of its answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostFinding:
    """A rule that no condition and no answer holds yet."""

    id: str
    """Unique among all rules and conditions."""
    outcome: HostVerdict
    """What a host with it is."""
    reason: str
    """The rule, or that there is none published."""
    holds_for: tuple[str, ...]
    """`agent`, `agentless`, or ids of source types."""
    source: Source
    """Where it was read, or where it would have to stand."""
    remedy: str | None = None
    """What to do about it."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRule:
    """What follows when a host shows something."""

    id: str
    """Short name."""
    sign: Sign
    """What is looked at."""
    values: tuple[str, ...] = ()
    """The values at which it holds; `unknown` where no file says one."""
    above: float | None = None
    """It holds for a number above this one."""
    least: float | None = None
    """It holds for this number and those above it."""
    below: float | None = None
    """It holds for a number below this one."""
    most: float | None = None
    """It holds for this number and those below it."""
    kind: SystemKind | None = None
    """It holds for these systems only."""
    conditions: tuple[HostReferral, ...] = ()
    """What follows by conditions."""
    answers: tuple[HostAnswer, ...] = ()
    """What follows by the flow."""
    findings: tuple[HostFinding, ...] = ()
    """What follows beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPlatform:
    """A platform that hosts run on, as inventories name it."""

    id: str
    """As readers of inventories write it."""
    name: str
    """As people say it."""
    machine: Literal["virtual", "physical"]
    """What its hosts are."""
    source_type: str | None = None
    """Id of the source type that reads it without an agent; left out where there is none."""
    processor: str | None = None
    """Id of the processor that all of its hosts have; left out where they differ."""
    source: Source | None = None
    """Where that was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallRule:
    """How the tool for many agents reaches a host."""

    kind: SystemKind
    """Which agent."""
    protocol: str
    """As the list of hosts names it."""
    port: str
    """Port of the host."""
    needs: str
    """What a host must have."""
    source: Source
    """Where it was read."""
    not_for: tuple[str, ...] = ()
    """Ids of the systems on which the tool does not install."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A sign that may be missing without a word, since only hosts that have it show it."""

    sign: Sign
    """The sign."""
    why: str
    """Why its absence says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceName:
    """How machines are called that a platform makes for itself."""

    id: str
    """Short name."""
    prefix: str
    """How their names begin, in small letters."""
    name: str
    """What they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRules:
    """Everything that hosts of an inventory are judged by, beside conditions and lists."""

    platforms: tuple[HostPlatform, ...]
    """Where hosts run."""
    services: tuple[ServiceName, ...]
    """Machines that are nobody's."""
    silences: tuple[Silence, ...]
    """Signs that may be missing."""
    installs: tuple[InstallRule, ...]
    """How the tool for many agents reaches hosts."""
    preference: tuple[str, ...]
    """Ids of source types and `agent`: of two ways with one verdict the first one counts; those not named come last."""
    rules: tuple[HostRule, ...]
    """What follows from what a host shows, in the order in which a host is judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A rule as a reason names it: a condition, an answer of the flow, or a finding."""

    id: str
    """Unique."""
    outcome: HostVerdict
    """What a host with it is."""
    text: str
    """The rule."""
    remedy: str
    """What to do about it; empty where there is nothing to do."""
    source: Source
    """Where it was read."""
    page: str
    """Page of this guide that says it, as a path below docs/."""
    ways: tuple[str, ...]
    """Ids of the source types that it holds for."""
    conflicts: tuple[str, ...]
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """When a host meets rules."""

    sign: Sign
    """What is looked at."""
    values: tuple[str, ...]
    """The values at which it holds."""
    above: float | None
    """It holds for a number above this one."""
    least: float | None
    """It holds for this number and those above it."""
    below: float | None
    """It holds for a number below this one."""
    most: float | None
    """It holds for this number and those below it."""
    kind: SystemKind | None
    """It holds for these systems only."""
    bases: tuple[str, ...]
    """Ids of what follows, each for the ways that it holds for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to read hosts, with what it is judged by."""

    id: str
    """Id of the source type."""
    name: str
    """Name as people say it."""
    mode: Mode
    """Whether software is installed on the host."""
    page: str
    """Page of this guide about it, as a path below docs/."""
    unseen: int
    """How many of its conditions no inventory shows: they are asked by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSystem:
    """An operating system as hosts are judged by it."""

    id: str
    """Short name."""
    name: str
    """Name as printed."""
    versions: tuple[str, ...]
    """Supported versions as printed."""
    conditional: tuple[str, ...]
    """Those of them that work only under a condition."""
    decided_by: tuple[str, ...]
    """Ids of what decides about them; empty where sources disagree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownProcessor:
    """A processor and what inventories call it."""

    id: str
    """Short name."""
    names: tuple[str, ...]
    """What inventories write, in small letters."""
    verdict: Verdict
    """Whether it works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Everything that hosts are judged by, in the short form that travels to the browser."""

    ways: tuple[Way, ...]
    """Ways to read hosts: the agents first."""
    tests: tuple[Test, ...]
    """What is looked at, in order."""
    bases: tuple[Basis, ...]
    """Every rule that a reason can name."""
    names: tuple[SystemName, ...]
    """What tools call systems."""
    systems: tuple[KnownSystem, ...]
    """Operating systems."""
    processors: tuple[KnownProcessor, ...]
    """Processors."""
    platforms: tuple[HostPlatform, ...]
    """Where hosts run."""
    services: tuple[ServiceName, ...]
    """Machines that are nobody's."""
    preference: tuple[str, ...]
    """Of two ways with one verdict the first one counts."""
    installs: tuple[InstallRule, ...]
    """How the tool for many agents reaches hosts."""
    install_columns: tuple[str, ...]
    """The header of the list that the tool for many agents reads."""

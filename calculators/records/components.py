"""How large the components are, what they carry, and what a target account must allow."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.evidence import Source
from calculators.records.storage import Storage
from calculators.records.units import Unit

type Bound = Literal["exactly", "at most", "at least", "more than", "range", "one of"]
type Topic = Literal["gateway", "proxy", "snapshot", "transfer", "recovered-host"]
type Resource = Literal["instances", "vcpu", "memory", "disks", "capacity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A size that one page names for a component."""

    id: str
    """Unique within the component."""
    where: str
    """The platform that it is for, or the guide that names no platform."""
    source: Source
    """Where it stands."""
    for_targets: tuple[str, ...] = ()
    """Ids of the target platforms that it is for."""
    for_sources: tuple[str, ...] = ()
    """Ids of the source types that it is for; without targets and sources it is for any platform."""
    vcpu: float | None = None
    """Number of vCPU."""
    memory_gb: float | None = None
    """Memory, in GB."""
    disk_gb: float | None = None
    """Disk, in GB."""
    at_least: bool = False
    """Whether vCPU and memory are minimums; the disk is as printed in any case."""
    above_gbps: float | None = None
    """Bandwidth of the instance must be above this, in Gbit/s."""
    flavour: str | None = None
    """Name of the size at the platform."""
    system: str | None = None
    """Operating system and what it must have."""
    carries: float | None = None
    """Most disks or hosts that this size carries."""
    carries_unit: Literal["disks", "hosts"] | None = None
    """What `carries` counts."""
    note: str | None = None
    """What else the page says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A machine of the product."""

    id: str
    """Short name."""
    name: str
    """Name as the product uses it."""
    role: str
    """What it does, in a sentence."""
    sizes: tuple[Size, ...]
    """Every published size, also those that contradict each other."""
    plan_with: str | None = None
    """Id of the size to plan with where no size names the platform; null where the pages leave it open."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryStep:
    """What the console needs in a range of protected data."""

    id: str
    """Short name."""
    from_tb: float
    """Protected data from which it holds, in TB."""
    up_to_tb: float | None
    """Protected data up to which it holds, in TB; null in the last step."""
    memory_gb: float | None
    """Memory of the console, in GB; null where memory alone does not help."""
    vcpu: float | None = None
    """Number of vCPU; null where the page names none."""
    action: str | None = None
    """What to do instead of adding memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleMemory:
    """How the memory of the console grows with the protected data in object mode."""

    why: str
    """What the memory is for."""
    snapshots: float
    """Number of snapshots that the steps assume."""
    increment_percent: float
    """The steps assume increments below this, in percent."""
    sources: tuple[Source, ...]
    """Where it stands."""
    steps: tuple[MemoryStep, ...]
    """The steps, from the smallest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizingRule:
    """A number that components, snapshots or recovered hosts are sized with."""

    id: str
    """Name that calculators and pages use."""
    topic: Topic
    """Group on the page."""
    what: str
    """What the number is."""
    bound: Bound
    """How to read the values; a range has two of them, from and to."""
    values: tuple[float, ...]
    """The number or numbers, in `unit`."""
    unit: Unit
    """Unit as printed beside the number."""
    source: Source
    """Where it was read."""
    plan: Literal["used", "beside"] | None = None
    """For the most that a machine carries: whether machines are counted with it, or by it only for comparison."""
    for_targets: tuple[str, ...] = ()
    """Ids of the target platforms that it is for."""
    for_sources: tuple[str, ...] = ()
    """Ids of the source types that it is for; without targets and sources it is for any platform."""
    note: str | None = None
    """What follows from it, or when it holds."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaTerm:
    """The quota of a resource: `per_source` times the total of the sources, plus `per_gateway` for each gateway."""

    resource: Resource
    """Which resource."""
    unit: Literal["", "MB", "GB"]
    """Unit of the resource."""
    per_source: float
    """Factor of the total of all source hosts."""
    per_gateway: float | None
    """Amount for each gateway, in `unit`; null where it is what the gateway really has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaFormula:
    """A published formula for the quota on the target."""

    id: str
    """Short name."""
    storage: Storage
    """Storage type."""
    terms: tuple[QuotaTerm, ...]
    """One term for each resource."""
    source: Source
    """Where it stands."""
    targets: str | None = None
    """Targets on whose pages the formula stands; null where it is for all."""
    for_targets: tuple[str, ...] = ()
    """Ids of the target platforms on whose own pages it stands."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizing:
    """Everything published about the size of components."""

    components: tuple[Component, ...]
    """The machines of the product."""
    console_memory: ConsoleMemory
    """Memory of the console in object mode."""
    rules: tuple[SizingRule, ...]
    """Numbers to size with."""
    quotas: tuple[QuotaFormula, ...]
    """What the target account must allow."""

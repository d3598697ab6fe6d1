"""Recovery objectives and published recovery measurements."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.evidence import Source
from calculators.records.only import Only
from calculators.records.storage import Storage

type DiskLayout = Literal["single", "multiple"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A class of importance with its usual objectives."""

    id: str
    """Short name."""
    name: str
    """Name of the tier."""
    applications: str
    """Which applications."""
    rto: str
    """Recovery time objective as published."""
    rpo: str
    """Recovery point objective as published."""
    means: str
    """How it is reached."""
    rto_minutes_min: float
    """Shortest RTO, in minutes; derived, near zero counts as 0."""
    rto_minutes_max: float
    """Longest RTO, in minutes; derived."""
    rpo_minutes_max: float
    """Longest RPO, in minutes; derived."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageObjective:
    """What a storage type reaches on a platform."""

    storage: Storage
    """Storage type."""
    platform: str
    """Target platform."""
    minimum_rpo_minutes: float
    """Smallest RPO, in minutes."""
    rto: str
    """Recovery time as published, with its unit."""
    rto_minutes_min: float
    """Shortest recovery time, in minutes."""
    rto_minutes_max: float | None
    """Longest recovery time, in minutes; null where it is open."""
    depends_on_volume: bool
    """Whether the recovery time grows with the data."""
    source: Source
    """Where it stands."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedBandwidth:
    """A row of the published planning table."""

    data_tb: float
    """Data in TB of 1024 GB."""
    change_percent: float
    """Share that changes, in percent; the table names no time base."""
    rpo_minutes: float
    """RPO in minutes."""
    change_gb: float
    """Changed data in GB of 1024 MB, as printed."""
    bandwidth_mbps: float
    """Bandwidth as printed, in 1024-based Mbit/s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotFact:
    """What is known about the time a cloud snapshot takes."""

    id: str
    """Short name."""
    platforms: tuple[str, ...]
    """Where it holds."""
    fact: str
    """What is known."""
    source: Source
    """Where it stands."""
    only: Only | None = None
    """For which projects it holds; left out where it holds for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRecovery:
    """A measured host recovery from block storage."""

    disks: DiskLayout
    """One disk or several."""
    used_gb: float
    """Data on the host, in GB as printed."""
    disk_types: tuple[str, ...]
    """Disk types it holds for."""
    minutes_min: float
    """Shortest time, in minutes."""
    minutes_max: float
    """Longest time, in minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectRecovery:
    """A measured host recovery from object storage; a null time was not measured."""

    id: str
    """Short name."""
    used_gb: float
    """Data on the host, in GB as printed."""
    disks: DiskLayout
    """One disk or several."""
    memory: str
    """Class of the memory of the recovery host: up to the figure `recovery-memory-class`, or over it."""
    bandwidth: str
    """Bandwidth class of the recovery host."""
    disk_type: str
    """Target disk type."""
    minutes: float | None
    """Time in minutes; null where the source has no measurement."""
    missing: str | None = None
    """How the table leaves the time out; only where it is null."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flavors:
    """Recovery hosts advised for object mode."""

    memory: str
    """Class of the memory of the recovery host: up to the figure `recovery-memory-class`, or over it."""
    bandwidth: str
    """Bandwidth class."""
    family: str
    """Family of flavours."""
    series: tuple[str, ...]
    """Series of the platform."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryFact:
    """Something to know when objectives are planned."""

    id: str
    """Short name."""
    topic: Literal["rpo", "rto", "object"]
    """What it is about: RPO, RTO, or recovery from object storage."""
    fact: str
    """What is known."""
    source: Source
    """Where it was read."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""
    only: Only | None = None
    """For which projects it holds; left out where it holds for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTime:
    """A published time until hosts have started."""

    id: str
    """Short name."""
    what: str
    """What starts, and how."""
    platforms: tuple[str, ...]
    """Where it holds."""
    minutes_min: float | None
    """Shortest time, in minutes; null where only a bound or nothing is stated."""
    minutes_max: float | None
    """Longest time, in minutes; null where none is stated."""
    source: Source
    """Where it stands."""
    about: bool = False
    """Whether the page calls the time approximate."""
    note: str | None = None
    """What it depends on."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""
    only: Only | None = None
    """For which projects it holds; left out where it holds for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldResult:
    """What a published project reached."""

    id: str
    """Short name."""
    project: str
    """Which kind of project; no customer names."""
    size: str
    """Hosts and data, with units."""
    route: str
    """From where to where."""
    rpo: str
    """Recovery point objective or result as published."""
    rto: str
    """Recovery time as published."""
    source: Source
    """Where it stands."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BandwidthTable:
    """The published planning table."""

    source: Source
    """Where it stands."""
    rows: tuple[PublishedBandwidth, ...]
    """Its rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTable:
    """Measured recoveries from block storage."""

    platform: str
    """Where it was measured."""
    source: Source
    """Where it stands."""
    rows: tuple[BlockRecovery, ...]
    """Its rows."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectTable:
    """Measured recoveries from object storage."""

    platform: str
    """Where it was measured."""
    source: Source
    """Where it stands."""
    rows: tuple[ObjectRecovery, ...]
    """Its rows, with the cells that were not measured."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlavorTable:
    """Advised recovery hosts."""

    platform: str
    """On which platform."""
    source: Source
    """Where it stands."""
    rows: tuple[Flavors, ...]
    """Its rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A place through which data goes from production to the recovered host."""

    name: str
    """What stands there."""
    note: str
    """What it holds or does, in a few words."""
    reached: Literal["production", "synchronisation", "recovery"]
    """When data gets there: at every synchronisation, or only at a drill or a takeover; production has it already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoragePath:
    """The way of data with a storage type."""

    storage: Storage
    """Storage type."""
    stations: tuple[Station, ...]
    """From production to the recovered host."""
    source: Source
    """Where it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """Everything published about RPO and RTO."""

    tiers: tuple[Tier, ...]
    """Classes of importance."""
    objectives: tuple[StorageObjective, ...]
    """What the storage types reach."""
    paths: tuple[StoragePath, ...]
    """Which way data goes with each storage type."""
    bandwidth: BandwidthTable
    """The published planning table."""
    snapshots: tuple[SnapshotFact, ...]
    """What is known about cloud snapshots."""
    block: BlockTable
    """Measured recoveries from block storage."""
    object: ObjectTable
    """Measured recoveries from object storage."""
    flavors: FlavorTable
    """Advised recovery hosts."""
    starts: tuple[StartTime, ...]
    """Published times until hosts have started."""
    facts: tuple[RecoveryFact, ...]
    """What else to know."""
    field_results: tuple[FieldResult, ...]
    """What published projects reached."""

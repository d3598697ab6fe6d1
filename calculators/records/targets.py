"""Where hosts can be recovered: target platforms, their preparation, and failback."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.evidence import Source
from calculators.records.storage import Storage

type Use = Literal["dr", "migration"]
type ImageSystem = Literal["Linux", "Linux UEFI", "Windows", "Windows UEFI"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A whole page of the documentation that shows each step."""

    document: str
    """Id of a record in data/documents.yaml."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionImage:
    """The image of the host that starts a recovered machine for the first time."""

    build: Literal["built from host", "uploaded via object storage", "uploaded directly"]
    """How the image comes to the platform."""
    systems: tuple[ImageSystem, ...]
    """Which images there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetMode:
    """A storage type that a platform can be used with."""

    id: Storage
    """Storage type."""
    sources: tuple[Source, ...]
    """Every list that names the platform with this storage type; one or more."""
    engine: Literal["v1", "v2"] | None = None
    """Engine that prepares the recovered host; left out when no list names it."""
    transition_image: TransitionImage | None = None
    """Transition image; left out when no list describes it."""
    guide: Guide | None = None
    """Guide for disaster recovery; left out when none is published."""
    migration_guide: Guide | None = None
    """Guide for migration; left out when none is published."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetUse:
    """Whether a platform is a target of disaster recovery or of migration."""

    id: Use
    """Disaster recovery or migration."""
    listed: bool
    """Whether the documentation names the platform for it."""
    sources: tuple[Source, ...]
    """Lists that say so."""
    note: str | None = None
    """What to know before you rely on it."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """The Cloud Sync Gateway of a platform."""

    source: Source
    """Where these values stand."""
    size_is: Literal["minimum", "example"] | None = None
    """Whether `size` must be reached or only shows one; left out without a size."""
    size: str | None = None
    """Processors and memory."""
    bandwidth: str | None = None
    """Base bandwidth of the flavor, towards the platform."""
    public_bandwidth: str | None = None
    """Public bandwidth that can be chosen."""
    system_disk_gb: float | None = None
    """System disk, in GB."""
    note: str | None = None
    """What to know about it."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFile:
    """An image that is downloaded and then imported on the platform."""

    file: str
    """Name of the file."""
    size: str
    """Size as printed."""
    use: str
    """What it is for."""
    md5: str | None = None
    """MD5 checksum; left out when none is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreSetting:
    """Something to prepare on the platform."""

    id: str
    """Unique within the platform."""
    area: str
    """Id of an area in data/target_rules.yaml."""
    text: str
    """What to do or to know."""
    source: Source
    """Where it was read."""
    permissions: tuple[str, ...] = ()
    """Rights to grant, by the platform's own names."""
    image: ImageFile | None = None
    """Image that is meant."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreSettings:
    """What has to be prepared on the platform."""

    guide: Guide
    """Page that shows it with pictures."""
    like: str | None = None
    """Id of the platform whose pre-settings hold here too."""
    settings: tuple[PreSetting, ...] = ()
    """What to prepare, grouped by area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaItem:
    """A resource of which enough must be left."""

    id: str
    """Short name."""
    resource: str
    """What is counted, with its unit."""
    object: str | None = None
    """Least remaining quota with object storage; left out when the page leaves it open."""
    block: str | None = None
    """Least remaining quota with block storage; left out when the page leaves it open."""
    service: str | None = None
    """Service of the platform that shows the quota, as the page names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How much of the platform must be left for the hosts that are recovered."""

    rule: str
    """How the formulas are meant."""
    source: Source
    """Where they stand."""
    items: tuple[QuotaItem, ...]
    """One formula a resource and storage type."""
    note: str | None = None
    """What to know about them."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetNote:
    """Something to know about a platform."""

    id: str
    """Unique within the platform."""
    text: str
    """What to know."""
    source: Source
    """Where it was read."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A platform that hosts can be recovered on."""

    id: str
    """File name without its ending."""
    name: str
    """Name as people say it."""
    product_label: str
    """Name as the product's lists print it, often with a version."""
    modes: tuple[TargetMode, ...]
    """Storage types that it can be used with."""
    uses: tuple[TargetUse, ...]
    """Disaster recovery and migration."""
    bucket_store: bool | None = None
    """Whether it is listed as a store for object buckets; left out when the list cannot say it."""
    gateway: Gateway | None = None
    """Its Cloud Sync Gateway; left out when no guide describes one."""
    pre_settings: PreSettings | None = None
    """What has to be prepared; left out when no page says it."""
    quota: Quota | None = None
    """Remaining quota that it needs; left out when no page says it."""
    notes: tuple[TargetNote, ...] = ()
    """What else to know."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about the platform as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetList:
    """A list of the documentation that names platforms."""

    id: str
    """Short name."""
    what: str
    """What it lists."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketStore:
    """An entry of the list of platforms that hold object buckets."""

    id: str
    """Short name."""
    name: str
    """Name as printed."""
    targets: tuple[str, ...] = ()
    """Ids of the platforms that it stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingArea:
    """A part of the preparation; the file lists them in the order of work."""

    id: str
    """Name that pre-settings use."""
    title: str
    """Heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRule:
    """A rule that holds for more than one platform."""

    id: str
    """Short name."""
    text: str
    """The rule."""
    source: Source
    """Where it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageChoice:
    """Which storage suits a use."""

    id: str
    """Short name."""
    use: Use
    """Disaster recovery or migration."""
    storage: Literal["block", "object", "generic"]
    """Storage type, or the generic mode."""
    why: str
    """What speaks for it."""
    source: Source
    """Where it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundPort:
    """A port that is opened towards the console."""

    id: str
    """Short name."""
    port: str
    """Protocol and number."""
    purpose: str
    """What it is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityGroup:
    """Ports that every platform opens towards the console."""

    source: Source
    """Where they stand."""
    ports: tuple[InboundPort, ...]
    """The ports."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailbackData:
    """How the data of a failback is read on the cloud."""

    id: Literal["agentless", "agent"]
    """Without or with an agent."""
    clouds: str
    """On which clouds."""
    source: Source
    """Where it was read."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailbackMethod:
    """A way back from the cloud."""

    id: str
    """Short name."""
    name: str
    """Name of the method."""
    to: str
    """Where it leads."""
    automation: str
    """How much runs by itself."""
    complexity: str
    """How hard it is."""
    mechanism: str
    """How it works."""
    time: str
    """Downtime, or time until the host runs."""
    source: Source
    """Where it was read."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailbackRoute:
    """A way back that a published checklist covers."""

    id: str
    """Short name."""
    target: str
    """Id of the platform that the hosts leave."""
    to: str
    """Where they go."""
    storage: tuple[Storage, ...]
    """Storage types."""
    network: str
    """Network between the two."""
    source: Source
    """Where it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailbackPermissions:
    """Rights of one group that the VMware account needs for a failback."""

    id: str
    """Short name."""
    group: str
    """Heading in the dialog of VMware."""
    permissions: tuple[str, ...]
    """Names as VMware shows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failback:
    """The way back to production."""

    data: tuple[FailbackData, ...]
    """How the data is read."""
    methods: tuple[FailbackMethod, ...]
    """Which ways there are."""
    routes: tuple[FailbackRoute, ...]
    """Which of them have a checklist."""
    network: TargetRule
    """What the network must be."""
    transition_host: tuple[TargetRule, ...]
    """The host that takes the data at the destination."""
    permissions_source: Source
    """Where the rights on VMware stand."""
    permissions: tuple[FailbackPermissions, ...]
    """Rights on VMware."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRules:
    """What holds for more than one platform."""

    lists: tuple[TargetList, ...]
    """Lists that the platforms were read from."""
    bucket_stores: tuple[BucketStore, ...]
    """Platforms that hold object buckets."""
    bucket_rules: tuple[TargetRule, ...]
    """Rules for buckets."""
    storage_choices: tuple[StorageChoice, ...]
    """Which storage suits which use."""
    security_group: SecurityGroup
    """Ports of the console."""
    transition_images: tuple[TargetRule, ...]
    """What transition images do and must be."""
    areas: tuple[SettingArea, ...]
    """Parts of the preparation, in the order of work."""
    failback: Failback
    """The way back."""

"""The disaster recovery network."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.evidence import Source
from calculators.records.only import Only
from calculators.records.storage import Storage

type Path = Literal["Internet", "VPN or dedicated line"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkMinimum:
    """What a link must reach."""

    id: str
    """Short name."""
    applies_to: str
    """Which traffic."""
    bandwidth_mbps: float
    """Smallest bandwidth, in Mbit/s."""
    source: Source
    """Where it stands."""
    latency_ms: float | None = None
    """Longest round trip, in milliseconds."""
    loss_percent: float | None = None
    """Packet loss must stay below this, in percent."""
    note: str | None = None
    """How strict the page is about the round trip, in a few words."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""
    only: Only | None = None
    """For which projects it holds; left out where it holds for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LatencyStep:
    """Published transfer rate in a range of latency."""

    id: str
    """Short name."""
    from_ms: float
    """Round trip from which it holds, in milliseconds."""
    below_ms: float
    """Round trip below which it holds, in milliseconds."""
    mbps_min: float
    """Lowest rate over the link in the example, in Mbit/s."""
    mbps_max: float
    """Highest rate over the link in the example, in Mbit/s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LatencyTable:
    """What latency does to the transfer rate."""

    storage: Storage
    """Storage type."""
    link_mbps: float
    """Bandwidth of the link in the example, in Mbit/s."""
    source: Source
    """Where it stands."""
    rows: tuple[LatencyStep, ...]
    """Its rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A way to carry data and users."""

    id: str
    """Short name."""
    storage: Storage
    """Storage type."""
    data: Path
    """Path of the replicated data."""
    users: Path
    """Path of the users after a takeover."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """A rule of planning."""

    id: str
    """Short name."""
    topic: Literal["addressing", "placement", "traffic", "access", "failback"]
    """Group on the page."""
    rule: str
    """What to do."""
    source: Source
    """Where it was read."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""
    only: Only | None = None
    """For which projects it holds; left out where it holds for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subnet:
    """A subnet of the worked example."""

    name: str
    """What it is called."""
    cidr: str
    """Address range."""
    usage: str
    """What it is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """An application's subnet in production and after a takeover."""

    application: str
    """Which application."""
    production: str
    """Address range in production."""
    takeover: str
    """Address range after a takeover."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirewallRule:
    """What passes between production and takeover."""

    production: tuple[str, ...]
    """Address ranges in production."""
    takeover: str
    """Address range after a takeover."""
    to_takeover: Literal["allow", "deny"]
    """From production to the takeover network."""
    to_production: Literal["allow", "deny"]
    """From the takeover network to production."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPlan:
    """One solution of the worked example."""

    id: str
    """Short name."""
    name: str
    """What it is called."""
    addresses: Literal["same", "different"]
    """Whether the takeover network keeps the production addresses."""
    path: Literal["internet", "private"]
    """Public network, or VPN or dedicated line."""
    advice: str
    """When to choose it and what it means."""
    mapping: tuple[Mapping, ...]
    """Subnets before and after."""
    rules: tuple[FirewallRule, ...]
    """Firewall policies between the two sides; empty where there is no path between them."""
    users: str
    """How users reach what was taken over, for the picture."""
    switched: str
    """What leads users there after a takeover, for the picture."""
    notes: tuple[str, ...]
    """What else to set."""
    source: Source
    """Where it stands."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressScenario:
    """How far addresses can be kept."""

    id: str
    """Short name."""
    name: str
    """What is moved."""
    addresses: str
    """What happens to addresses."""
    production_reachable: bool
    """Whether the moved part must still reach production."""
    user_access: str
    """How users get there."""
    complexity: Literal["low", "medium", "high"]
    """Effort."""
    options: tuple[str, ...]
    """Techniques."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """How to measure a link."""

    id: str
    """Short name."""
    what: str
    """What is measured."""
    command: str
    """Command to run."""
    proof: str
    """What to note down."""
    source: Source
    """Where it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Everything about the disaster recovery network."""

    minimums: tuple[LinkMinimum, ...]
    """What a link must reach."""
    latency: LatencyTable
    """What latency does to the rate."""
    schemes: tuple[Scheme, ...]
    """Ways to carry data and users."""
    principles: tuple[Principle, ...]
    """Rules of planning."""
    subnets: tuple[Subnet, ...]
    """The customer's network in the worked example."""
    subnets_source: Source
    """Where the example stands."""
    subnets_conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""
    plans: tuple[NetworkPlan, ...]
    """Solutions of the worked example."""
    scenarios: tuple[AddressScenario, ...]
    """How far addresses can be kept."""
    measurements: tuple[Measurement, ...]
    """How to measure a link."""

"""Ports to open: which list holds for which scenario."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.delivery import Direction, Site
from calculators.records.evidence import Source
from calculators.records.storage import Storage

type Console = Literal["self-hosted", "saas"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PortMode:
    """A way to read the hosts that lists of ports are made for."""

    id: str
    """Name that tables use."""
    name: str
    """Name for readers."""
    direction: Direction
    """Disaster recovery, or failback."""
    sites: tuple[Site, ...] = ()
    """Sites of the checklists that are read this way; empty when no checklist is published."""
    for_sources: tuple[str, ...] = ()
    """Ids of the source types that are read this way; of a failback none, as it does not read production."""
    for_targets: tuple[str, ...] = ()
    """Ids of the target platforms that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transport:
    """A protocol that carries the data to the Cloud Sync Gateway."""

    id: str
    """Short name."""
    name: str
    """Name as the product uses it."""
    standing: Literal["recommended", "deprecated"]
    """What the documents advise."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortUse:
    """What a port is for."""

    id: str
    """Anchor on the page: `port-` and the number."""
    port: int
    """The port, 1 to 65535."""
    use: str
    """What it is for."""
    source: Source
    """Where it stands."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address outside the project that must be reached."""

    id: str
    """Short name."""
    address: str
    """The address."""
    use: str
    """What it is for."""
    source: Source
    """Where it stands."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What several connections need to say."""

    id: str
    """Name that connections use."""
    text: str
    """The remark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A row of a list of ports."""

    id: str
    """Id of its table, and the row's number in the document."""
    origin: str
    """Who opens the connection."""
    destination: str
    """Who answers."""
    protocol: Literal["TCP", "UDP"]
    """Transport protocol."""
    opened: Literal["one way", "both ways"]
    """Whether only the origin opens connections, or both sides do."""
    ports: tuple[int, ...]
    """Ports of the destination, 1 to 65535; empty when the document names none."""
    flow: Literal["control", "data"] | None = None
    """What flows; left out when the document does not say."""
    remarks: tuple[str, ...] = ()
    """Ids of the remarks about it."""
    note: str | None = None
    """What else to know about it."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortTable:
    """A published list of connections."""

    id: str
    """Short name, and the anchor on the page."""
    title: str
    """Heading."""
    extent: Literal["whole", "part"]
    """The list of a scenario, or what one page adds and one component needs."""
    console: Console
    """Where the console runs."""
    source: Source
    """Where the list stands."""
    connections: tuple[Connection, ...]
    """The rows, in the order of the document."""
    direction: Direction | None = None
    """Disaster recovery, or failback; left out for both."""
    storage: Storage | None = None
    """Storage type; left out for both."""
    modes: tuple[str, ...] = ()
    """Ids of the modes that it holds for; empty means all."""
    variant: str | None = None
    """What sets it apart from another list of the same scenario."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Every published list of ports, and what its words mean."""

    modes: tuple[PortMode, ...]
    """Ways to read the hosts, in the order of the pages."""
    transports: tuple[Transport, ...]
    """Protocols that carry the data."""
    uses: tuple[PortUse, ...]
    """What the ports are for."""
    addresses: tuple[Address, ...]
    """Addresses of the SaaS console."""
    remarks: tuple[Remark, ...]
    """Remarks that several connections share."""
    tables: tuple[PortTable, ...]
    """The lists."""

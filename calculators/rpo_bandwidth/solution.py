"""What is asked of the engine, and what it answers."""

from dataclasses import dataclass

from calculators.replication.calendar import Week
from calculators.replication.hours import Start, read_start
from calculators.replication.limits import LinkInputs, Streams
from calculators.replication.link import Link, Term
from calculators.replication.load import Needed, Worst
from calculators.replication.seeding import Disk
from calculators.replication.units import MINUTE

USUAL_START = "Fri 18:00"
"""What an empty input means."""
NEARLY = 1e-5
"""An RPO that is missed by less than this is not missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs(LinkInputs):
    """Inputs as data/calculators/rpo_bandwidth.yaml describes them."""

    used: float
    capacity_unit: str
    change_percent: float
    busiest_hour_percent: float
    groups: str | None
    growth_percent: float
    growth_months: float
    compression_percent: float
    folding: float
    rpo_minutes: float
    interval_minutes: float
    snapshot_minutes: float | None
    age_minutes: float | None
    outage_hours: float
    caught_up_hours: float
    priority: str
    start: str | None
    seed_within_days: float | None
    largest_disk_gb: float | None
    courier_days: float | None
    copy_mbps: float | None
    waves: float
    headroom_percent: float
    snapshots_kept: float
    kept_hours: float
    rtt_ms: float

    @property
    def snapshot(self) -> float:
        """Return the seconds of a snapshot, 0 where nobody measured it."""
        return (self.snapshot_minutes or 0.0) * MINUTE

    @property
    def begin(self) -> Start:
        """Return when the first synchronisation begins."""
        return read_start(self.start or USUAL_START)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Hosts with one objective, today. Bytes and seconds."""

    name: str
    """What the reader calls them; empty for the form's one line."""
    tier: str
    """Tier as written; empty where there is none."""
    wave: int | None = None
    """Wave of the first synchronisation; None where nobody says it."""
    used: float
    """Data in use."""
    daily: float
    """Data that is written in a day."""
    rpo: float
    """RPO."""
    interval: float
    """Interval of the policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one load needs and gets. Rates are bytes a second on the wire, after growth."""

    load: Load
    """The hosts."""
    mean: float
    """Change over a day."""
    peak: float
    """Change in the busiest hour."""
    needed: float | None
    """Smallest usable rate that holds the RPO when nobody else sends; None where no rate does."""
    age: float | None
    """Greatest age of its newest recovery point beside the others; None where it grows without end."""

    @property
    def held(self) -> bool:
        """Return whether the RPO is held."""
        return self.age is not None and self.age <= self.load.rpo + NEARLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """Hosts that are seeded together."""

    name: str
    """Which ones."""
    used: float
    """Data to be sent, on the wire."""
    change: float
    """Change rate on the wire of these and of all that are in sync already."""
    time: float | None
    """Seconds; None where it never completes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """Every answer. Rates in bytes a second, data in bytes, times in seconds; None where there is no such value."""

    shares: tuple[Share, ...]
    """What each load needs and gets."""
    mean: float
    """Change over a day on the wire, after growth."""
    peak: float
    """Change in the busiest hour on the wire, after growth, of all loads at once."""
    link: Link
    """The line and its limits."""
    usable: Term
    """The limit that binds outside throttled hours."""
    week: Week
    """Which share of it is there when."""
    needed: float | None
    """Smallest rate of the line that holds every RPO when all loads are busy in the same hour."""
    apart: float | None
    """What is needed at least, even where no two loads are busy in the same hour."""
    planned: float | None
    """The needed rate with headroom, in Mbit/s of the link, before the published minimum."""
    needed_link: float | None
    """The same, the published minimum included."""
    age: float | None
    """Greatest age of any newest recovery point."""
    waves: tuple[Wave, ...]
    """The first synchronisation, in order."""
    streams: Streams
    """The streams over the link."""
    disk: Disk | None
    """The largest disk, in its wave; None where nobody names it."""
    seed: float | None
    """The first synchronisation."""
    catch_up: float | None
    """Catching up after the outage."""
    catch_up_link: float | None
    """Link that catches up within the time that the form asks for, in Mbit/s."""
    stored: float
    """Data at the target."""
    worst: Worst | None
    """What the rate makes of a single load."""
    binding: Needed | None
    """What binds the needed rate of a single load."""

    @property
    def places(self) -> tuple[float, ...]:
        """Return where the busiest hour is worst; nothing for several loads."""
        return tuple(dict.fromkeys(one.place for one in (self.worst, self.binding) if one is not None))

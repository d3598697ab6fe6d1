"""Inputs and result of the replay of a change trace."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from calculators.answers.minimum import Part
from calculators.catalog import Catalog
from calculators.records.form import Form
from calculators.replication.calendar import Week, Zone
from calculators.replication.curve import Trace
from calculators.replication.cycles import Policy
from calculators.replication.limits import Figure, LinkInputs, link_of
from calculators.replication.link import Link, Term
from calculators.replication.rates import SmallestRate
from calculators.replication.replay import Replay
from calculators.replication.units import MINUTE
from calculators.trace_replay.several import Record
from calculators.traces import Contents, Note, Reading

NAME = "replay"
BY_ROUND_TRIP = (
    "tcp-loss-constant",
    "block-latency-maximum",
    "object-latency-maximum",
    "loss-maximum",
    "block-threads-default",
    "object-threads-default",
    "proxy-parallel-default",
    "proxy-threads-disk",
)
"""Figures that count together with a round trip only."""
FIGURES = (
    "rpo-minimum",
    "interval-minimum",
    "interval-minutes-most",
    "block-bandwidth-minimum",
    "object-bandwidth-minimum",
    "tcp-segment",
    "tcp-segment-ipsec",
    "tcp-segment-ssl",
    *BY_ROUND_TRIP,
)
SERIES = ("link-steps",)
CYCLES = "cycles"
AS_STATED = "stated"
"""The choice of a unit that leaves it to the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs(LinkInputs):
    """Inputs as data/calculators/replay.yaml describes them."""

    trace: str | None
    profile: str | None
    unit: str
    column: str | None
    trace_seconds: float | None
    left_out_files: str | None
    utc_offset_minutes: float
    rpo_minutes: float
    way: str
    interval_minutes: float
    snapshot_minutes: float | None
    folding: float

    @property
    def policy(self) -> Policy:
        """Return when synchronisations start."""
        return Policy(interval=self.interval_minutes * MINUTE, snapshot=(self.snapshot_minutes or 0) * MINUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded(Inputs):
    """Inputs with what was read from their texts."""

    change: Trace
    """What was written when."""
    has_clock: bool
    """Whether the trace has dates; without them it begins on a Monday at 00:00."""
    notes: tuple[Note, ...]
    """What the reader of the trace found."""
    format: str
    """What the text was recognised as, with its unit; empty for a profile."""
    doubts: tuple[str, ...]
    """Why the trace may not be what was written; with any of them no answer is sure."""
    contents: Contents | None
    """What of the text was read; None for a profile and for several records."""
    records: tuple[Record, ...]
    """The records whose sum `change` is, where the text holds several."""
    files: tuple[str, ...]
    """The names of all of them, those left out as well."""
    figure: Figure = field(repr=False, compare=False)
    """What tells a figure of the product by its id."""

    @property
    def zone(self) -> Zone:
        """Return the local time; a trace without dates is in local time already."""
        return Zone(offset=int(self.utc_offset_minutes) * MINUTE if self.has_clock else 0)

    @property
    def link(self) -> Link:
        """Return the line with its limits."""
        return link_of(self, self.figure, self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking(Inputs):
    """Inputs with a text that asks something back, instead of a trace."""

    reading: Reading
    """What was read, with its question."""
    file: str
    """The file that asks, of several; else empty."""
    files: tuple[str, ...]
    """The names of all of them, those left out as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """What one of several records would get and need with the link for itself."""

    record: Record
    """The record."""
    replay: Replay
    """What becomes of it at the rate of the form's link."""
    link: float | None
    """Smallest link that holds the RPO, in Mbit/s, the published minimum included."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """Rates in bytes a second, data in bytes, times in seconds; None where there is no such value.

    What the short answer does not need is worked out when somebody asks for it: it takes most of the time.
    """

    range_of: Callable[[], tuple[float | None, float | None]] = field(repr=False, compare=False)
    """What works out `needed_range`."""
    partly_of: Callable[[], tuple[Part, ...]] = field(repr=False, compare=False)
    """What works out `partly`."""
    link: Link
    """The line and its limits."""
    usable: Term
    """The limit that binds outside throttled hours."""
    week: Week
    """Which share of it counts when."""
    replay: Replay
    """What becomes of the trace at that rate."""
    reached: float | None
    """The RPO that the rate holds; None when it does not catch up."""
    needed: float | None
    """Smallest rate that holds the RPO, the mean change included."""
    throttled_out: bool
    """Whether it is the throttled hours that keep every bandwidth from holding the RPO."""
    needed_binding: SmallestRate | None
    """What decides it."""
    needed_link: float | None
    """Link that gives this rate, in Mbit/s, the published minimum included; None where none does."""
    other_limit: Term | None
    """A limit other than the link that is too small for the needed rate."""
    most_streams: float
    """As many as the form takes."""
    alone: tuple[Alone, ...]
    """Each of several records with the link for itself."""
    link_step: float | None
    """The next bandwidth that carriers sell, in Mbit/s."""
    minimum: float
    """Published minimum of the link, in Mbit/s."""

    @cached_property
    def needed_range(self) -> tuple[float | None, float | None]:
        """Smallest rate for twice the RPO and for half of it."""
        return self.range_of()

    @cached_property
    def partly(self) -> tuple[Part, ...]:
        """What holds in a part of the record's time only, all of it first."""
        return self.partly_of()


def form(catalog: Catalog) -> Form:
    """Return the inputs from data/calculators/replay.yaml."""
    return catalog.form(NAME)

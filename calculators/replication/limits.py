"""What a form says of a link, and the link that follows from it: the same one whoever asks."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from calculators.replication.calendar import Period, Zone
from calculators.replication.hours import read_hours
from calculators.replication.link import UTC, Link, Term, loss_rate, tunnelled, window_rate
from calculators.replication.seeding import Disk
from calculators.replication.units import mbps_to_rate

KIB = 1024
NEARLY = 1e-9

type Figure = Callable[[str], float]
"""What returns the value of a figure of the product by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkInputs:
    """Inputs about a link, as data/project.yaml describes them; what nobody knows is None."""

    storage: str
    link_mbps: float
    share_percent: float
    efficiency_percent: float
    tunnel: str
    throttled: str | None
    rtt_ms: float | None
    loss_percent: float
    streams: float | None
    window_kib: float
    disks: float | None
    hosts: float | None
    proxies: float | None
    source_read_mbps: float | None
    gateway_mbps: float | None
    target_write_mbps: float | None

    @property
    def line_mbps(self) -> float:
        """Return how much of the link the synchronisation may use, in Mbit/s."""
        return self.link_mbps * self.share_percent / 100

    @property
    def untunnelled_part(self) -> float:
        """Return the part of the bandwidth that would carry replication without a tunnel, 0 to 1."""
        return self.share_percent / 100 * (self.efficiency_percent / 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams:
    """Connections at the same time, and whose they are."""

    total: float
    """All of them."""
    openers: float
    """Disks that go at once; in object mode with agents the hosts."""
    each: float
    """Streams of each."""
    known: bool
    """Whether the reader says how many there are; it is one otherwise."""


def streams_of(inputs: LinkInputs, figure: Figure) -> Streams:
    """Return the streams that the reader names, else those that the published defaults open.

    Agents send all disks at once in block mode, and all hosts in object mode. Proxies read so many disks at once as
    each takes by default. Of one disk nobody knows more than its default, where nobody says how many share the streams.
    """
    disks = inputs.disks or 1.0
    if inputs.proxies is not None:
        known, openers = inputs.disks is not None, min(disks, inputs.proxies * figure("proxy-parallel-default"))
        each = figure("proxy-threads-disk")
    elif inputs.storage == "block":
        known, openers, each = inputs.disks is not None, disks, figure("block-threads-default")
    else:
        known, openers, each = inputs.hosts is not None, inputs.hosts or 1.0, figure("object-threads-default")
    total = openers * each
    if inputs.streams is not None:
        total = inputs.streams
        each = max(1.0, total / openers) if known else min(total, each)
    return Streams(total=total, openers=openers, each=each, known=known)


def link_of(inputs: LinkInputs, figure: Figure, zone: Zone = UTC) -> Link:
    """Return the line with its limits, its throttled hours in the local time of a zone.

    Without a round trip nobody knows what streams carry, so they limit nothing. ValueError for hours that cannot be
    read.
    """
    window = loss = math.inf
    rtt = (inputs.rtt_ms or 0.0) / 1000
    if rtt:
        window = window_rate(inputs.window_kib * KIB, rtt)
        loss = loss_rate(figure("tcp-segment"), rtt, inputs.loss_percent / 100, figure("tcp-loss-constant"))
    given = (
        ("source", "the source read limit", inputs.source_read_mbps),
        ("gateway", "the gateway limit", inputs.gateway_mbps),
        ("target", "the target write limit", inputs.target_write_mbps),
    )
    return Link(
        bandwidth=mbps_to_rate(inputs.link_mbps),
        part=inputs.untunnelled_part * tunnelled(inputs.tunnel, figure),
        streams=streams_of(inputs, figure).total,
        rtt=rtt,
        window=window,
        loss=loss,
        others=tuple(
            Term(id=name, label=label, rate=mbps_to_rate(limit)) for name, label, limit in given if limit is not None
        ),
        periods=_periods(inputs.throttled, inputs.line_mbps) if inputs.throttled else (),
        shared=inputs.share_percent / 100,
        zone=zone,
    )


def slow_disk(used: float, waves: Sequence[tuple[float, float]], link: Link, each: float) -> Disk:
    """Return the largest disk, with `used` bytes on the wire, in the first wave that can hold it.

    `waves` are the data and the change rate of each, `each` the streams of one disk on the link.
    """
    place = next((place for place, (size, _) in enumerate(waves) if size >= used * (1 - NEARLY)), None)
    if place is None:
        place = max(range(len(waves)), key=lambda place: waves[place][0])
    size, change = waves[place]
    used = min(used, size)
    alone = replace(link, streams=each)
    return Disk(place=place, used=used, change=change * used / size, rate=alone.usable.rate, week=alone.week)


@lru_cache(maxsize=64)
def _periods(text: str, line_mbps: float) -> tuple[Period, ...]:
    return read_hours(text, line_mbps)

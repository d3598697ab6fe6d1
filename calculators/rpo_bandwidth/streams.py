"""What the streams make of the largest disk, and how many would fill the link."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from calculators.answers.inputs import maximum
from calculators.answers.links import OF_STREAMS
from calculators.answers.wording import rounded_up
from calculators.catalog import Catalog
from calculators.replication.limits import KIB, Streams, slow_disk
from calculators.replication.link import Link, Term, binding
from calculators.replication.seeding import Disk
from calculators.rpo_bandwidth.solution import Inputs, Solution
from calculators.rpo_bandwidth.waves import largest_of

NEARLY = 1e-9


def disk_of(
    inputs: Inputs, parts: Sequence[tuple[str, float, float]], sent: float, link: Link, streams: Streams
) -> Disk | None:
    """Return the largest disk in the first wave that can hold it; None where nobody says how large it is.

    `parts` are the waves with the data and the change rate of each, `sent` says how much is sent of the used data.
    """
    if inputs.largest_disk_gb is None:
        return None
    return slow_disk(largest_of(inputs) * sent, [(size, change) for _, size, change in parts], link, streams.each)


def disk_on(found: Solution) -> Callable[[Link], Disk | None]:
    """Return what finds the largest disk on another link; its own streams stay as they are."""
    disk = found.disk

    def on(link: Link) -> Disk | None:
        alone = replace(link, streams=found.streams.each)
        return None if disk is None else replace(disk, rate=alone.usable.rate, week=alone.week)

    return on


@dataclass(frozen=True, slots=True, kw_only=True)
class Largest:
    """The largest disk in the first synchronisation."""

    time: float | None
    """Seconds that it takes alone, from the begin of its wave; None where it is never in sync."""
    limit: Term
    """What limits one disk."""
    decides: bool
    """Whether its wave takes as long as it does, and would be shorter without it."""


def largest(inputs: Inputs, found: Solution) -> Largest | None:
    """Return what the largest disk makes of its wave; None where nobody names the disk, or the wave never begins."""
    disk = found.disk
    if disk is None:
        return None
    before = [wave.time for wave in found.waves[: disk.place]]
    if None in before:
        return None
    begin = inputs.begin.at + math.fsum(time or 0.0 for time in before)
    done, wave = disk.done(begin), found.waves[disk.place].time
    alone = replace(found.link, streams=found.streams.each)
    time = None if done is None else done - begin
    slow = alone.usable.rate < found.usable.rate * (1 - NEARLY)
    return Largest(
        time=time,
        limit=alone.usable,
        decides=slow and (_keeps_up(found, disk) if time is None else wave is not None and wave <= time * (1 + NEARLY)),
    )


def _keeps_up(found: Solution, disk: Disk) -> bool:
    """Return whether the line carries the change of the disk's wave and of all before it."""
    return found.waves[disk.place].change < found.usable.rate * found.week.mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What lifts the limit of the streams. Typed back, it does, and one step less does not."""

    target: Term
    """What limits then."""
    streams: int | None
    """Streams; None where the form takes no number of them that does it."""
    window_kib: float | None
    """TCP window of the streams that there are, in KiB; None where no window does it that the form takes."""
    lossy: Term | None
    """Packet loss, where it keeps any window from it."""


def filling(link: Link, catalog: Catalog) -> Filling | None:
    """Return what fills the link where window or packet loss binds; None where something else does."""
    if link.usable.id not in OF_STREAMS:
        return None
    target = binding(term for term in link.terms if term.id not in OF_STREAMS)
    form = catalog.form("rpo_bandwidth")
    streams = math.ceil(target.rate / min(link.window, link.loss) * (1 - NEARLY))
    loss = next((term for term in link.terms if term.id == "loss"), None)
    lossy = loss if loss is not None and loss.rate < target.rate * (1 - NEARLY) else None
    window = rounded_up(target.rate / link.streams * link.rtt / KIB)
    return Filling(
        target=target,
        streams=streams if streams <= maximum(form, "streams") else None,
        window_kib=window if lossy is None and window <= maximum(form, "window_kib") else None,
        lossy=lossy,
    )

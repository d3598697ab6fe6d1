"""Several records as one: what all of them write at the same time."""

from array import array
from collections.abc import Sequence
from itertools import pairwise
from operator import add

from calculators.replication.curve import INSTANT, Trace, along


def common_time(traces: Sequence[Trace]) -> tuple[float, float] | None:
    """Return from when to when all records know what was written; None where there is no such time."""
    start, end = max(trace.start for trace in traces), min(trace.end for trace in traces)
    return (start, end) if end > start + INSTANT else None


def added(traces: Sequence[Trace]) -> Trace:
    """Return what several records write together, in the time that they have in common.

    The rate of the sum changes wherever that of one of them does, so the sum is exact; gaps of a record count as no
    change, as they do in it. O(records x intervals of all). ValueError without a common time.
    """
    common = common_time(traces)
    if common is None:
        raise ValueError("the records have no time in common")
    first, *others = traces
    if all(list(one.starts) == list(first.starts) and list(one.durations) == list(first.durations) for one in others):
        sizes: Sequence[float] = first.sizes
        for one in others:
            sizes = list(map(add, sizes, one.sizes))
        return Trace(starts=first.starts, durations=first.durations, sizes=array("d", sizes))
    start, end = common
    every = {start, end}
    bursts: dict[float, float] = {}
    smooth = []
    for trace in traces:
        # What is written in no time would be a step in a line: it is set aside, and put back behind it.
        kept = [place for place, length in enumerate(trace.durations) if length]
        for place, length in enumerate(trace.durations):
            if not length and start <= trace.starts[place] <= end:
                at = trace.starts[place]
                bursts[at] = bursts.get(at, 0.0) + trace.sizes[place]
                every.add(at)
        if not kept:
            continue
        even = Trace(
            starts=[trace.starts[place] for place in kept],
            durations=[trace.durations[place] for place in kept],
            sizes=[trace.sizes[place] for place in kept],
        )
        smooth.append(even.written)
        every.update(time for time in smooth[-1][0] if start < time < end)
    # What is nearer is the same moment, told by two clocks.
    ordered = sorted(every)
    near = {after for before, after in pairwise(ordered) if after - before <= INSTANT and after not in bursts}
    times = [time for time in ordered if time not in near]
    totals = [0.0] * len(times)
    for points, so_far in smooth:
        totals = list(map(add, totals, along(points, so_far, times)))
    starts, durations, sizes = array("d"), array("d"), array("d")
    for place, time in enumerate(times):
        if time in bursts:
            starts.append(time)
            durations.append(0.0)
            sizes.append(bursts[time])
        if place + 1 < len(times):
            starts.append(time)
            durations.append(times[place + 1] - time)
            sizes.append(max(totals[place + 1] - totals[place], 0.0))
    return Trace(starts=starts, durations=durations, sizes=sizes)

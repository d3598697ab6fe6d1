"""When the hosts of each group run: in waves, the groups of one order together, one order after the other."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from calculators.recovery_time.estimate import NOTHING, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a group asks for."""

    hosts: int
    """How many hosts."""
    order: int
    """When it is recovered: the smallest number first, equal ones together."""
    host: Span
    """How long one of them takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When a group is recovered, counted from the start of the first restore."""

    place: int
    """Place of the group among all."""
    start: Span
    """When its first host starts."""
    end: Span
    """When its last host runs."""
    wave: Span
    """How long each wave takes that begins with one of its hosts."""
    own_waves: int
    """Waves that begin with one of its hosts."""
    waves: int
    """Waves from the first host of all to its last one."""


def schedule(turns: Sequence[Turn], at_once: int | None) -> tuple[Slot, ...]:
    """Return when each group is recovered, in the order of the recovery.

    At most `at_once` hosts are recovered at the same time; None for all of an order. A wave ends with its slowest host.
    A group that begins no wave, since a slower one does, is over as soon as its own hosts run. Within an order the
    slowest hosts go first, which makes the sum of the waves shortest. A slower host at the upper end that goes later
    counts for the waves before it too, so more hosts at once never take longer.
    """
    slots: list[Slot] = []
    passed, waves = NOTHING, 0
    numbered = sorted(enumerate(turns), key=lambda item: (item[1].order, -item[1].host.plan))
    for _, stage in itertools.groupby(numbered, key=lambda item: item[1].order):
        together = list(stage)
        each = at_once or sum(turn.hosts for _, turn in together)
        begin, ended, first, times = passed, passed, 0, _falling([turn.host for _, turn in together])
        for (place, turn), time in zip(together, times, strict=True):
            last = first + turn.hosts
            begun = math.ceil(last / each) - math.ceil(first / each)
            start = ended if first % each == 0 else begin
            begin = ended + time * (begun - 1) if begun else begin
            ended += time * begun
            waves += begun
            end = ended if begun else begin + turn.host
            slots.append(Slot(place=place, start=start, end=end, wave=time, own_waves=begun, waves=waves))
            first = last
        passed = ended
    return tuple(slots)


def _falling(times: Sequence[Span]) -> list[Span]:
    """Return times with ends that fall as the times to plan with do."""
    highs = list(itertools.accumulate((time.high for time in reversed(times)), max))[::-1]
    lows = itertools.accumulate((time.low for time in times), min)
    return [Span(low=low, plan=time.plan, high=high) for time, low, high in zip(times, lows, highs, strict=True)]

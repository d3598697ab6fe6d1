"""Single changes after which every group meets its wanted recovery time; each was tried before it is said."""

import dataclasses
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from calculators.catalog import Catalog
from calculators.recovery_time.model import BEFORE_CLOCK, Inputs, hosts_at_once, reads_table
from calculators.recovery_time.words import clock
from calculators.takeover.model import Result, calculate
from calculators.takeover.systems import System

MOST_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """A change that is enough alone."""

    text: str
    """What to change, as a part of a sentence that begins with a capital letter."""
    asks: float
    """How many minutes it takes away where it is a matter of minutes; else endless, so that it stands behind those."""
    plan: float
    """Recovery time of all after it, to plan with."""


def levers(systems: Sequence[System], inputs: Inputs, result: Result, catalog: Catalog) -> tuple[Lever, ...]:
    """Return every single change after which all groups meet what is wanted, the smallest one first."""
    if not any(group.met == "no" for group in result.groups):
        return ()
    found = []
    for text, asks, changed, given in _tries(systems, inputs, result, catalog):
        after = calculate(changed, given, catalog)
        if met(after):
            found.append(Lever(text=text, asks=asks, plan=after.least.plan))
    return tuple(sorted(found, key=lambda lever: lever.asks))


def met(result: Result) -> bool:
    """Return whether every group meets what is wanted of it, also at the upper end."""
    return bool(result.groups) and all(group.met == "yes" for group in result.groups)


type Try = tuple[str, float, Sequence[System], Inputs]


def _tries(systems: Sequence[System], inputs: Inputs, result: Result, catalog: Catalog) -> Iterator[Try]:
    yield from _sooner_declared(systems, inputs, catalog)
    yield from _faster_systems(systems, inputs, result, catalog)
    yield from _more_at_once(systems, inputs, result, catalog)
    named = {system.id: system.name for system in systems}
    for one, other in _edges(result):
        cut = tuple(
            dataclasses.replace(system, needs=tuple(name for name in system.needs if name != other))
            if system.id == one
            else system
            for system in systems
        )
        yield f"{named[one]} does not wait for {named[other]}", math.inf, cut, inputs
    if reads_table(inputs):
        yield "Block storage", math.inf, systems, dataclasses.replace(inputs, storage="block")


def _edges(result: Result) -> Iterator[tuple[str, str]]:
    """Yield what is waited for along the way to the end of every group that misses what is wanted."""
    placed = {item.system.id: item for item in result.placed}
    missed = {name for group in result.groups if group.met == "no" for name in group.systems}
    seen: set[str] = set()
    walk = [name for name in placed if name in missed]
    while walk:
        name = walk.pop()
        if name not in seen:
            seen.add(name)
            for other in placed[name].system.needs:
                yield name, other
                walk.append(other)


def _faster_systems(systems: Sequence[System], inputs: Inputs, result: Result, catalog: Catalog) -> Iterator[Try]:
    """Yield each system of the longest chain with the most whole minutes that it may take."""
    placed = {item.system.id: item for item in result.placed}
    for name in result.chain:
        takes = placed[name].takes
        if takes is None:
            continue

        def faster(minutes: int, name: str = name) -> tuple[System, ...]:
            return tuple(
                dataclasses.replace(system, minutes=float(minutes)) if system.id == name else system
                for system in systems
            )

        def held(minutes: int, name: str = name) -> bool:
            return met(calculate(faster(minutes, name), inputs, catalog))

        most = _most(math.ceil(takes.high) - 1, held)
        if most:
            text = f"{placed[name].system.name} works within {clock(most, down=True)} instead of {clock(takes.plan)}"
            yield text, takes.plan - most, faster(most), inputs


def _sooner_declared(systems: Sequence[System], inputs: Inputs, catalog: Catalog) -> Iterator[Try]:
    if "decide" in BEFORE_CLOCK[inputs.clock]:
        return
    whole = math.floor(inputs.notice_minutes + inputs.decide_minutes)

    def sooner(minutes: int) -> Inputs:
        notice = min(float(minutes), inputs.notice_minutes)
        return dataclasses.replace(inputs, notice_minutes=notice, decide_minutes=minutes - notice)

    most = _most(whole, lambda minutes: met(calculate(systems, sooner(minutes), catalog)))
    if most:
        spent = inputs.notice_minutes + inputs.decide_minutes
        text = f"The takeover is declared within {clock(most, down=True)} instead of {clock(spent)}"
        yield text, spent - most, systems, sooner(most)


def _more_at_once(systems: Sequence[System], inputs: Inputs, result: Result, catalog: Catalog) -> Iterator[Try]:
    """Yield the fewest hosts at once that are enough; more never take longer."""
    limit = hosts_at_once(inputs)
    every = sum(system.hosts for system in systems)
    if limit is None or not result.in_step or every > MOST_AT_ONCE:
        return

    def wider(hosts: int) -> Inputs:
        return dataclasses.replace(inputs, recovered_hosts=float(hosts))

    # From the other end: how many fewer than all are still enough.
    fewer = _most(every - limit - 1, lambda less: met(calculate(systems, wider(every - less), catalog)))
    hosts = every - (fewer or 0)
    yield f"{hosts} hosts at once instead of {limit}", math.inf, systems, wider(hosts)


def _most(most: int, holds: Callable[[int], bool]) -> int | None:
    """Return the greatest number from 1 to `most` for which that holds which holds for all smaller ones, or None."""
    if most < 1 or not holds(1):
        return None
    low, high = 1, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low

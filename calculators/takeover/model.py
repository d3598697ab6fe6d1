"""When each system works again, from what it needs and how long the engine of the recovery time says that it takes."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from calculators.catalog import Catalog
from calculators.recovery_time import estimate
from calculators.recovery_time.estimate import NOTHING, Estimate, Span, exactly
from calculators.recovery_time.groups import Group
from calculators.recovery_time.model import Inputs, Met, around, host_estimate, hosts_at_once, of_group
from calculators.recovery_time.schedule import Turn, schedule
from calculators.takeover.order import Cycle, cycles, sequence, waves
from calculators.takeover.systems import System


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A system with its time, counted from the start of the first restore. In minutes."""

    system: System
    """The system."""
    wave: int
    """Its wave, from 1."""
    host: Estimate
    """One of its hosts, or all of it where it was measured."""
    takes: Span | None
    """From the start of its restore until its hosts run, or until it works where it was measured; None if unknown."""
    start: Span
    """When its restore begins, at the least where something before it is not known."""
    end: Span
    """When its hosts run, or when it works where it was measured; at the least where something is not known."""
    measured: bool
    """Whether it was measured until it works, as all that it waits for: then no application is left to start."""
    known: bool
    """Whether its own time and that of all that it needs is known."""
    after: str
    """Id of what it waits for longest; empty where it waits for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTime:
    """When the systems of a group work again, counted from the start of the clock."""

    name: str
    """The group."""
    systems: tuple[str, ...]
    """Ids of its systems."""
    wanted: float
    """The strictest recovery time that is wanted of any of them."""
    total: Span
    """Its recovery time, at the least where something is not known."""
    known: bool
    """Whether everything is known that it rests on."""

    @property
    def met(self) -> Met:
        """Return whether the wanted time is met; what is missed without the unknown is missed with it."""
        if self.total.plan > self.wanted:
            return "no"
        if not self.known:
            return "unknown"
        return "yes" if self.total.high <= self.wanted else "by plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The order of a takeover with its times. Nothing is placed where systems wait in a circle."""

    placed: tuple[Placed, ...]
    """Systems, by wave."""
    circles: tuple[Cycle, ...]
    """Systems that wait for each other."""
    groups: tuple[GroupTime, ...]
    """Recovery times by group, the longest first."""
    chain: tuple[str, ...]
    """Ids along the longest chain, the first one first."""
    before: Span
    """What the clock counts before the first restore."""
    after: Span
    """What the clock counts after the last system: addresses and checks."""
    applications: Span
    """How long all applications that were not measured take to start, in their order; it counts once."""
    unknown: tuple[str, ...]
    """Ids of systems whose own time nobody measured."""
    in_step: bool
    """Whether a wave waits for all of the one before, because not all hosts may restore at once."""

    @property
    def total(self) -> Span | None:
        """Return the recovery time of all; None where something is not known, or there is a circle."""
        if not self.groups or not all(group.known for group in self.groups):
            return None
        return self.least

    @property
    def least(self) -> Span:
        """Return the recovery time of all without what is not known."""
        return latest([group.total for group in self.groups])


def calculate(systems: Sequence[System], inputs: Inputs, catalog: Catalog) -> Result:
    """Return when each system works again.

    A system begins when the hosts of all that it needs run, or, where it was measured, when that works. The start of
    the applications is that of all of them in their order, so it counts once, at the end, as in the recovery time.
    Where there are more hosts than may restore at once, a wave waits for all of the one before, and the engine of the
    recovery time parts it. `inputs` are those of the recovery time.
    """
    before, after = around(dataclasses.replace(inputs, application_minutes=None))
    applications = exactly(inputs.application_minutes or 0)
    needs = {system.id: system.needs for system in systems}
    circles = cycles(needs)
    if circles or not systems:
        return Result(
            placed=(), circles=circles, groups=(), chain=(), before=before, after=after, applications=applications,
            unknown=(), in_step=False,
        )  # fmt: skip
    hosts = {system.id: _host(system, inputs, catalog) for system in systems}
    limit = hosts_at_once(inputs)
    in_step = limit is not None and sum(system.hosts for system in systems) > limit
    place = _in_step if in_step else _as_soon_as_possible
    placed = place(systems, hosts, limit)
    return Result(
        placed=placed,
        circles=(),
        groups=_groups(placed, inputs, before, after),
        chain=_chain(placed, applications),
        before=before,
        after=after,
        applications=applications,
        unknown=tuple(item.system.id for item in placed if item.takes is None),
        in_step=in_step,
    )


def latest(spans: Sequence[Span]) -> Span:
    """Return the time at which the last one of several is over; at once where there is none."""
    return Span(
        low=max((span.low for span in spans), default=0.0),
        plan=max((span.plan for span in spans), default=0.0),
        high=max((span.high for span in spans), default=0.0),
    )


def _host(system: System, inputs: Inputs, catalog: Catalog) -> Estimate:
    """Return how long a host takes, by the reader's own measurement or as the engine says."""
    if system.minutes is not None:
        return estimate.Estimate(origin="your own", span=exactly(system.minutes))
    group = Group(
        name=system.name, hosts=system.hosts, largest_disk_gb=system.largest_disk_gb, disks=system.disks, order=1,
        rto_minutes=None,
    )  # fmt: skip
    return host_estimate(of_group(inputs, group), catalog)


def _turn(system: System, host: Estimate) -> Turn:
    """Return what a system asks for. A measured one was measured with all of its hosts."""
    if system.minutes is not None or host.span is None:
        return Turn(hosts=1, order=1, host=host.span or NOTHING)
    return Turn(hosts=system.hosts, order=1, host=host.span)


def ready(item: Placed, applications: Span) -> Span:
    """Return when a system works, with all that it waits for."""
    return item.end if item.measured else item.end + applications


def _takes(system: System, host: Estimate, limit: int | None) -> Span | None:
    if host.span is None:
        return None
    (slot,) = schedule([_turn(system, host)], limit)
    return slot.end


def _as_soon_as_possible(
    systems: Sequence[System], hosts: dict[str, Estimate], limit: int | None
) -> tuple[Placed, ...]:
    needs = {system.id: system.needs for system in systems}
    named, wave = {system.id: system for system in systems}, waves(needs)
    found: dict[str, Placed] = {}
    for name in sequence(needs):
        takes = _takes(named[name], hosts[name], limit)
        waited = [found[other] for other in needs[name]]
        start = latest([other.end for other in waited])
        found[name] = Placed(
            system=named[name],
            wave=wave[name],
            host=hosts[name],
            takes=takes,
            start=start,
            end=start + (takes or NOTHING),
            measured=named[name].minutes is not None and all(other.measured for other in waited),
            known=takes is not None and all(other.known for other in waited),
            after=max(waited, key=lambda other: other.end.plan).system.id if waited else "",
        )
    return _by_wave(found.values())


def _in_step(systems: Sequence[System], hosts: dict[str, Estimate], limit: int | None) -> tuple[Placed, ...]:
    wave = waves({system.id: system.needs for system in systems})
    found: list[Placed] = []
    passed, measured = NOTHING, True
    for number in sorted(set(wave.values())):
        together = [system for system in systems if wave[system.id] == number]
        measured = measured and all(system.minutes is not None for system in together)
        # Hosts give their place to the next ones as soon as they run; the next wave waits for all of this one.
        slots = schedule([_turn(system, hosts[system.id]) for system in together], limit)
        for slot in slots:
            system, host = together[slot.place], hosts[together[slot.place].id]
            found.append(
                Placed(
                    system=system,
                    wave=number,
                    host=host,
                    takes=_takes(system, host, limit),
                    start=passed + slot.start,
                    end=passed + slot.end,
                    measured=measured,
                    known=False,
                    after="",
                )
            )
        passed = latest([item.end for item in found])
    blind = min((item.wave for item in found if item.takes is None), default=max(wave.values()) + 1)
    # A wave waits for its slowest host, so the last one of the wave before decides.
    last = {number: max((x for x in found if x.wave == number), key=lambda x: x.end.plan) for number in wave.values()}
    return _by_wave(
        dataclasses.replace(
            item, known=item.wave < blind, after=last[item.wave - 1].system.id if item.wave > 1 else ""
        )
        for item in found
    )  # fmt: skip


def _by_wave(placed: Iterable[Placed]) -> tuple[Placed, ...]:
    return tuple(sorted(placed, key=lambda item: (item.wave, _tier(item), item.start.plan)))


def _tier(item: Placed) -> float:
    return float("inf") if item.system.tier is None else item.system.tier


def _groups(placed: Sequence[Placed], inputs: Inputs, before: Span, after: Span) -> tuple[GroupTime, ...]:
    named: dict[str, list[Placed]] = {}
    applications = exactly(inputs.application_minutes or 0)
    for item in placed:
        named.setdefault(item.system.group, []).append(item)
    found = [
        GroupTime(
            name=name,
            systems=tuple(item.system.id for item in items),
            wanted=min(item.system.rto_minutes or inputs.rto_minutes for item in items),
            total=before + latest([ready(item, applications) for item in items]) + after,
            known=all(item.known for item in items),
        )
        for name, items in named.items()
    ]
    return tuple(sorted(found, key=lambda group: -group.total.plan))


def _chain(placed: Sequence[Placed], applications: Span) -> tuple[str, ...]:
    """Return the ids of those that decide the end, the first one first."""
    known = {item.system.id: item for item in placed}
    at = max(placed, key=lambda item: (ready(item, applications).plan, item.wave))
    chain = [at.system.id]
    while at.after:
        at = known[at.after]
        chain.append(at.system.id)
    return tuple(reversed(chain))

"""One engine for every answer: groups of hosts, a link, and what follows from them."""

import math
from collections.abc import Iterator, Sequence
from functools import partial

from calculators.catalog import Catalog
from calculators.replication import load as model
from calculators.replication import seeding, sizing
from calculators.replication.calendar import Week
from calculators.replication.curve import Trace
from calculators.replication.cycles import cycles, whole_step
from calculators.replication.limits import link_of, streams_of
from calculators.replication.link import Link
from calculators.replication.replay import Replay
from calculators.replication.units import DAY, HOUR, MINUTE, mbps_to_rate, rate_to_mbps, to_bytes
from calculators.rpo_bandwidth.alone import busiest, confirmed, demand, needed_rate, worst_of
from calculators.rpo_bandwidth.groups import Group
from calculators.rpo_bandwidth.solution import Inputs, Load, Share, Solution
from calculators.rpo_bandwidth.streams import disk_of
from calculators.rpo_bandwidth.together import Together
from calculators.rpo_bandwidth.waves import in_waves, parts_of


def loads(inputs: Inputs, groups: Sequence[Group], catalog: Catalog) -> tuple[Load, ...]:
    """Return the hosts: one load a group, or the form's line where there are no groups.

    A group whose RPO is shorter than two intervals of the form gets an interval of half of it, as far as policies go.
    """
    interval = inputs.interval_minutes * MINUTE
    if not groups:
        used = to_bytes(inputs.used, inputs.capacity_unit)
        daily = used * inputs.change_percent / 100
        return (Load(name="", tier="", used=used, daily=daily, rpo=inputs.rpo_minutes * MINUTE, interval=interval),)
    shortest = catalog.value("interval-minimum") * MINUTE
    found = []
    for group in groups:
        rpo = (inputs.rpo_minutes if group.rpo_minutes is None else group.rpo_minutes) * MINUTE
        percent = inputs.change_percent if group.change_percent is None else group.change_percent
        found.append(
            Load(
                name=group.name,
                tier=group.tier,
                wave=group.wave,
                used=group.used,
                daily=group.used * percent / 100 if group.change is None else group.change,
                rpo=rpo,
                interval=min(interval, policy_step(max(rpo / 2, shortest), catalog)),
            )
        )
    return tuple(found)


def policy_step(interval: float, catalog: Catalog) -> float:
    """Return the longest interval of a policy that is not longer: whole minutes, then hours, then days."""
    return whole_step(interval, catalog.value("interval-minutes-most"))


def solve(inputs: Inputs, hosts: Sequence[Load], catalog: Catalog, among: tuple[float, ...] = ()) -> Solution:
    """Return every answer. The engine: calculators.replication.

    `among` names the only places of the day where the busiest hour falls, in seconds since midnight.
    """
    grown = sizing.grown(1.0, inputs.growth_percent, inputs.growth_months)
    wire = sizing.on_the_wire(1.0, inputs.compression_percent)
    sent = wire / inputs.folding
    link = link_of(inputs, catalog.value)
    usable, week = link.usable, link.week
    means = [load.daily * grown * sent / DAY for load in hosts]
    mean = math.fsum(means)
    alone = [
        link.least(partial(_needed_in, inputs, load, rate, among)) for load, rate in zip(hosts, means, strict=True)
    ]
    worst = None
    if len(hosts) == 1:
        worst = worst_of(inputs, hosts[0], means[0], usable.rate, week, among=among)
        ages, needed = [worst.age], alone[0]
    else:
        shared = Together(inputs, hosts, means, alone, among)
        ages = shared.ages(usable.rate, week)
        needed = link.least(shared.needed)
    if needed and worst is not None and not among:
        needed = confirmed(inputs, hosts[0], means[0], needed, link)
    shares = tuple(
        Share(load=load, mean=rate, peak=rate * DAY * busiest(inputs) / HOUR, needed=one, age=age)
        for load, rate, one, age in zip(hosts, means, alone, ages, strict=True)
    )
    least = [one for one in alone if one is not None]
    planned = None if needed is None else rate_to_mbps(needed) / link.part * (1 + inputs.headroom_percent / 100)
    parts, streams = parts_of(inputs, hosts, (wire, sent)), streams_of(inputs, catalog.value)
    disk = disk_of(inputs, parts, wire, link, streams)
    waves = in_waves(inputs, parts, usable.rate, week, disk)
    times = [wave.time for wave in waves]
    used = sum(load.used for load in hosts) * grown
    daily = sum(load.daily for load in hosts) * grown / inputs.folding
    outage, within = inputs.outage_hours * HOUR, inputs.caught_up_hours * HOUR
    in_time = seeding.link_to_catch_up(outage, within, mean, link)
    return Solution(
        shares=shares,
        mean=mean,
        peak=math.fsum(share.peak for share in shares),
        link=link,
        usable=usable,
        week=week,
        needed=needed,
        apart=max(mean, *least) if len(least) == len(hosts) else None,
        planned=planned,
        needed_link=None if planned is None else max(planned, catalog.value(f"{inputs.storage}-bandwidth-minimum")),
        age=None if None in ages else max(age for age in ages if age is not None),
        waves=waves,
        streams=streams,
        disk=disk,
        seed=None if None in times else sum(time for time in times if time is not None),
        catch_up=seeding.catch_up_time(outage, usable.rate, mean, week),
        catch_up_link=None if in_time is None else rate_to_mbps(in_time) / link.part,
        stored=sizing.stored(used, daily * inputs.kept_hours * HOUR / DAY, inputs.snapshots_kept),
        worst=worst,
        binding=None if len(hosts) > 1 else model.needed(demand(inputs, hosts[0]), binding_week(link, needed), among),
    )


def _needed_in(inputs: Inputs, load: Load, mean: float, among: tuple[float, ...], week: Week) -> float | None:
    return needed_rate(inputs, load, mean, week, among)


def binding_week(link: Link, needed: float | None) -> Week:
    """Return which share is there when of the line that gives a rate; of the form's line where none does."""
    return (link.widened(needed / link.part) if needed and link.has_rates else link).line_week


def ages_by_link(inputs: Inputs, found: Solution, links: Sequence[float]) -> Iterator[float | None]:
    """Yield the greatest age with each of other links, in seconds; of several loads as a part of the RPO.

    The busiest hour is where it is worst with the link of the form, and where it is with the one that is needed.
    """
    hosts, means = [share.load for share in found.shares], [share.mean for share in found.shares]
    shared = None
    if found.worst is None:
        shared = Together(inputs, hosts, means, [share.needed for share in found.shares])
    for mbps in links:
        link = found.link.widened(mbps_to_rate(mbps))
        rate, week = link.usable.rate, link.week
        if shared is not None:
            parts = [
                None if age is None else age / load.rpo
                for age, load in zip(shared.ages(rate, week), hosts, strict=True)
            ]
            yield None if None in parts else max(part for part in parts if part is not None)
            continue
        if not means[0]:
            yield worst_of(inputs, hosts[0], means[0], rate, week).age
            continue
        asked = demand(inputs, hosts[0])
        each = [model.aged(asked, place, rate / (means[0] * DAY), week).age for place in found.places]
        yield None if None in each else max(age for age in each if age is not None)


def week_of(inputs: Inputs, found: Solution) -> Replay | None:
    """Return the week of a single load with its busiest hour where it is worst; None for several loads."""
    if found.worst is None:
        return None
    load, day = found.shares[0].load, model.busy_week(busiest(inputs), found.worst.place)
    trace = Trace(starts=day.starts, durations=day.durations, sizes=[size * found.mean * DAY for size in day.sizes])
    return cycles(trace, found.usable.rate, load.rpo, interval=load.interval, snapshot=inputs.snapshot, week=found.week)

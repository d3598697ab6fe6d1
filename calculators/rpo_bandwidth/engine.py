"""One engine for every answer: groups of hosts, a link, and what follows from them."""

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from calculators.answers.wording import rounded_up, step
from calculators.catalog import Catalog
from calculators.replication import load as model
from calculators.replication import seeding, sizing
from calculators.replication.calendar import Period, Week
from calculators.replication.curve import Trace
from calculators.replication.cycles import Policy, Runs, cycles
from calculators.replication.hours import Start, read_hours, read_start
from calculators.replication.link import Link, Term, loss_rate, window_rate
from calculators.replication.load import Demand, Needed, Sharer, Worst
from calculators.replication.rates import EXCEEDED
from calculators.replication.replay import Replay
from calculators.replication.units import DAY, HOUR, MINUTE, mbps_to_rate, rate_to_mbps, to_bytes
from calculators.rpo_bandwidth.groups import Group

USUAL_START = "Fri 18:00"
"""What an empty input means."""

SHOWN = 1e-5
"""How near the search for several groups comes, as a part: nearer than the digits that are shown."""
ROUGH = 1e-3
"""How near it comes where only the move is told that an input makes."""
MOST_STEPS = 20
"""How many links that are shown one after the other are tried."""
MOST_TIMES = 64
"""A link that many times all needs is not asked for."""

_FIRST_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Inputs as data/calculators/rpo_bandwidth.yaml describes them."""

    storage: str
    used: float
    used_unit: str
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
    outage_hours: float
    caught_up_hours: float
    priority: str
    throttled: str | None
    start: str | None
    seed_within_days: float | None
    waves: float
    headroom_percent: float
    snapshots_kept: float
    kept_hours: float
    link_mbps: float
    share_percent: float
    efficiency_percent: float
    tunnel: str
    rtt_ms: float
    loss_percent: float
    streams: float
    window_kib: float
    source_read_mbps: float | None
    gateway_mbps: float | None
    target_write_mbps: float | None

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


NEARLY = 1e-5
"""An RPO that is missed by less than this is not missed."""


@lru_cache(maxsize=64)
def _periods(text: str) -> tuple[Period, ...]:
    return read_hours(text)


def link_of(inputs: Inputs, catalog: Catalog) -> Link:
    """Return the line with its limits."""
    rtt = inputs.rtt_ms / 1000
    given = (
        ("source", "the source read limit", inputs.source_read_mbps),
        ("gateway", "the gateway limit", inputs.gateway_mbps),
        ("target", "the target write limit", inputs.target_write_mbps),
    )
    return Link(
        bandwidth=mbps_to_rate(inputs.link_mbps),
        part=inputs.share_percent / 100 * (inputs.efficiency_percent / 100) * tunnelled(inputs, catalog),
        streams=inputs.streams,
        window=window_rate(inputs.window_kib * 1024, rtt),
        loss=loss_rate(
            catalog.value("tcp-segment"), rtt, inputs.loss_percent / 100, catalog.value("tcp-loss-constant")
        ),
        others=tuple(
            Term(id=name, label=label, rate=mbps_to_rate(limit)) for name, label, limit in given if limit is not None
        ),
        periods=_periods(inputs.throttled) if inputs.throttled else (),
    )


def tunnelled(inputs: Inputs, catalog: Catalog) -> float:
    """Return what a tunnel leaves of the data in a full packet, as a part."""
    plain = catalog.value("tcp-segment")
    return 1.0 if inputs.tunnel == "none" else catalog.value(f"tcp-segment-{inputs.tunnel}") / plain


def loads(inputs: Inputs, groups: Sequence[Group], catalog: Catalog) -> tuple[Load, ...]:
    """Return the hosts: one load a group, or the form's line where there are no groups.

    A group whose RPO is shorter than two intervals of the form gets an interval of half of it, as far as policies go.
    """
    interval = inputs.interval_minutes * MINUTE
    if not groups:
        used = to_bytes(inputs.used, inputs.used_unit)
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
                used=group.used,
                daily=group.used * percent / 100 if group.change is None else group.change,
                rpo=rpo,
                interval=min(interval, policy_step(max(rpo / 2, shortest), catalog)),
            )
        )
    return tuple(found)


def policy_step(interval: float, catalog: Catalog) -> float:
    """Return the longest interval of a policy that is not longer: whole minutes, then hours, then days."""
    for unit, most in ((DAY, math.inf), (HOUR, math.inf), (MINUTE, catalog.value("interval-minutes-most"))):
        count = math.floor(interval / unit + NEARLY)
        if count:
            return float(min(count, most) * unit)
    return interval


def solve(inputs: Inputs, hosts: Sequence[Load], catalog: Catalog, among: tuple[float, ...] = ()) -> Solution:
    """Return every answer. The engine: calculators.replication.

    `among` names the only places of the day where the busiest hour falls, in seconds since midnight.
    """
    grown = sizing.grown(1.0, inputs.growth_percent, inputs.growth_months)
    wire = sizing.on_the_wire(1.0, inputs.compression_percent)
    sent = wire / inputs.folding
    link = link_of(inputs, catalog)
    usable, week = link.usable, link.week
    means = [load.daily * grown * sent / DAY for load in hosts]
    mean = math.fsum(means)
    alone = [_needed(inputs, load, rate, link.line_week, among) for load, rate in zip(hosts, means, strict=True)]
    worst = None
    if len(hosts) == 1:
        worst = _worst(inputs, hosts[0], means[0], usable.rate, week, among=among)
        ages, needed = [worst.age], alone[0]
    else:
        shared = _Shared(inputs, hosts, means, alone, among)
        ages = shared.ages(usable.rate, week)
        needed = shared.needed(link.line_week)
    if needed and worst is not None and not among:
        needed = _confirmed(inputs, hosts[0], means[0], needed, link)
    shares = tuple(
        Share(load=load, mean=rate, peak=rate * DAY * busiest(inputs) / HOUR, needed=one, age=age)
        for load, rate, one, age in zip(hosts, means, alone, ages, strict=True)
    )
    least = [one for one in alone if one is not None]
    planned = None if needed is None else rate_to_mbps(needed) / link.part * (1 + inputs.headroom_percent / 100)
    waves = _waves(inputs, hosts, (wire, sent), usable.rate, week)
    times = [wave.time for wave in waves]
    used = sum(load.used for load in hosts) * grown
    daily = sum(load.daily for load in hosts) * grown / inputs.folding
    outage, within = inputs.outage_hours * HOUR, inputs.caught_up_hours * HOUR
    in_time = seeding.rate_to_catch_up(outage, within, mean, link.line_week)
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
        seed=None if None in times else sum(time for time in times if time is not None),
        catch_up=seeding.catch_up_time(outage, usable.rate, mean, week),
        catch_up_link=None if in_time is None else rate_to_mbps(in_time) / link.part,
        stored=sizing.stored(used, daily * inputs.kept_hours * HOUR / DAY, inputs.snapshots_kept),
        worst=worst,
        binding=model.needed(demand(inputs, hosts[0]), link.line_week, among) if len(hosts) == 1 else None,
    )


def busiest(inputs: Inputs) -> float:
    """Return the part of a day's change in the busiest hour: no less than an even day has in each."""
    return max(inputs.busiest_hour_percent / 100, model.EVEN)


def demand(inputs: Inputs, load: Load) -> Demand:
    """Return a load's day and objective, whatever its amount."""
    return Demand(
        busiest=busiest(inputs), policy=Policy(interval=load.interval, snapshot=inputs.snapshot), rpo=load.rpo
    )


def ages_by_link(inputs: Inputs, found: Solution, links: Sequence[float]) -> list[float | None]:
    """Return the greatest age with each of other links, in seconds; of several loads as a part of the RPO.

    The busiest hour is where it is worst with the link of the form, and where it is with the one that is needed.
    """
    hosts, means = [share.load for share in found.shares], [share.mean for share in found.shares]
    shared = None
    if found.worst is None:
        shared = _Shared(inputs, hosts, means, [share.needed for share in found.shares])
    ages: list[float | None] = []
    for mbps in links:
        link = found.link.widened(mbps_to_rate(mbps))
        rate, week = link.usable.rate, link.week
        if shared is not None:
            parts = [
                None if age is None else age / load.rpo
                for age, load in zip(shared.ages(rate, week), hosts, strict=True)
            ]
            ages.append(None if None in parts else max(part for part in parts if part is not None))
            continue
        if not means[0]:
            ages.append(_worst(inputs, hosts[0], means[0], rate, week).age)
            continue
        asked = demand(inputs, hosts[0])
        each = [model.aged(asked, place, rate / (means[0] * DAY), week).age for place in found.places]
        ages.append(None if None in each else max(age for age in each if age is not None))
    return ages


def _needed(inputs: Inputs, load: Load, mean: float, week: Week, among: tuple[float, ...] = ()) -> float | None:
    asked = demand(inputs, load)
    if not mean:
        still = asked.policy.least_slots * load.interval + inputs.snapshot
        return 0.0 if still <= load.rpo + NEARLY else None
    found = model.needed(asked, week, among)
    return None if found is None else found.rate * mean * DAY


def _confirmed(inputs: Inputs, load: Load, mean: float, needed: float, link: Link) -> float:
    """Return a rate whose link, as it is shown, holds the RPO, while the next smaller one that could be shown does not.

    Only where starts are missed can a faster link meet them worse; the search steps past such links.
    """

    def holds(mbps: float) -> bool:
        age = _worst(inputs, load, mean, mbps_to_rate(mbps) * link.part, link.line_week).age
        return age is not None and age <= load.rpo + NEARLY

    asked = demand(inputs, load)
    if load.rpo < (asked.policy.least_slots + 1) * load.interval + inputs.snapshot:
        return needed
    shown = rounded_up(rate_to_mbps(needed) / link.part)
    for _ in range(MOST_STEPS):
        if holds(shown):
            break
        shown = rounded_up(shown + step(shown) / 2)
        needed = mbps_to_rate(shown) * link.part
    for _ in range(MOST_STEPS):
        # Below a power of ten the digits are finer than above it.
        less = shown - step(shown * (1 - SHOWN))
        if not holds(less):
            break
        shown = less
        needed = mbps_to_rate(shown) * link.part
    return needed


def _worst(inputs: Inputs, load: Load, mean: float, rate: float, week: Week, *, among: tuple[float, ...] = ()) -> Worst:
    if mean:
        return model.worst(demand(inputs, load), rate / (mean * DAY), week, among)
    slots = demand(inputs, load).policy.least_slots
    age = slots * load.interval + inputs.snapshot
    dones = [model.BEGIN + age, model.BEGIN + age + slots * load.interval]
    runs = Runs(points=[0, slots], begins=[slots, 2 * slots], dones=dones, complete=True)
    return Worst(age=age, place=float(model.NOON), runs=runs)


def week_of(inputs: Inputs, found: Solution) -> Replay | None:
    """Return the week of a single load with its busiest hour where it is worst; None for several loads."""
    if found.worst is None:
        return None
    load, day = found.shares[0].load, model.busy_week(busiest(inputs), found.worst.place)
    trace = Trace(starts=day.starts, durations=day.durations, sizes=[size * found.mean * DAY for size in day.sizes])
    return cycles(trace, found.usable.rate, load.rpo, interval=load.interval, snapshot=inputs.snapshot, week=found.week)


@lru_cache(maxsize=256)
def _needed_part(shared: "_Shared", week: Week, near: float) -> float | None:
    return shared.needed_part(week, near)


def _rounded(part: float) -> float:
    """Return a part without what a sum leaves behind, so that equal questions are seen to be equal."""
    return float(f"{part:.12g}")


class _Shared:
    """Several loads on one link. Loads that start at the same times with the same objective and tier are as one.

    Amounts are parts of all that changes: twice as much needs twice the rate, so what was found once is not searched
    for again. Two of these are the same when they ask the same of a link.
    """

    def __init__(
        self,
        inputs: Inputs,
        hosts: Sequence[Load],
        means: Sequence[float],
        alone: Sequence[float | None],
        among: tuple[float, ...] = (),
    ) -> None:
        self.inputs = inputs
        self.in_order, self.among = inputs.priority == "tier", among
        order = sorted({tier_order(load) for load in hosts})
        ranks = [order.index(tier_order(load)) if self.in_order else 0 for load in hosts]
        keys = list(zip([load.rpo for load in hosts], [load.interval for load in hosts], ranks, strict=True))
        self.keys = list(dict.fromkeys(keys))
        self.members = [self.keys.index(key) for key in keys]
        self.loads = [hosts[keys.index(key)] for key in self.keys]
        self.total = math.fsum(means) or 1.0
        self.means = [_rounded(math.fsum(self._of(means, place)) / self.total) for place in range(len(self.keys))]
        needs = [self._of(alone, place) for place in range(len(self.keys))]
        self.needs = [
            None if None in found else _rounded(math.fsum(one or 0.0 for one in found) / self.total) for found in needs
        ]
        self.possible = None not in self.needs
        asked = (inputs.snapshot, busiest(inputs), self.in_order, among)
        self.question = (tuple(self.keys), tuple(self.means), tuple(self.needs), *asked)

    def __hash__(self) -> int:
        """Return the hash of what is asked."""
        return hash(self.question)

    def __eq__(self, other: object) -> bool:
        """Return whether another asks the same."""
        return isinstance(other, _Shared) and self.question == other.question

    def _of[Kind](self, values: Sequence[Kind], place: int) -> list[Kind]:
        return [value for value, member in zip(values, self.members, strict=True) if member == place]

    def ages(self, rate: float, week: Week) -> list[float | None]:
        """Return the greatest age of each load at a rate."""
        rate /= self.total
        found: list[float | None] = [0.0] * len(self.keys)
        for place in self._places(rate, week):
            tried = self._together(place, rate, week, limited=False)
            for number, age in enumerate(tried or [None] * len(self.keys)):
                one = found[number]
                found[number] = None if one is None or age is None else max(one, age)
        return [found[member] for member in self.members]

    def needed(self, week: Week) -> float | None:
        """Return the smallest rate that holds every RPO, near enough for the digits that are shown."""
        # What an input moves is told in whole percent.
        part = _needed_part(self, week, ROUGH if self.among else SHOWN)
        return None if part is None else part * self.total

    def needed_part(self, week: Week, near: float) -> float | None:
        """Return the smallest rate that holds every RPO, as a part of what changes in a second, to a part `near`."""
        if not self.possible or not week.mean:
            return None
        needs = [need for need in self.needs if need is not None]
        if len(self.keys) == 1:
            return needs[0]

        def holds(rate: float) -> bool:
            return all(
                self._together(place, rate, week, limited=True) is not None for place in self._places(rate, week)
            )

        low = max(math.fsum(self.means) / week.mean * EXCEEDED, *needs)
        if not low or holds(low):
            return low
        high = most = math.fsum(needs)
        while not holds(high):
            high *= 1.1
            if high > most * MOST_TIMES:
                return None
        while high > low * (1 + near):
            middle = math.sqrt(low * high)
            low, high = (low, middle) if holds(middle) else (middle, high)
        return high

    def _places(self, rate: float, week: Week) -> list[float]:
        """Return where the busiest hour is worst for one of the loads alone."""
        if self.among or len(week.shares) == 1:
            return list(self.among) or [float(model.NOON)]
        found = {
            _worst(self.inputs, load, mean, rate, week).place
            for load, mean in zip(self.loads, self.means, strict=True)
            if mean
        }
        return sorted(found) or [float(model.NOON)]

    def _together(self, place: float, rate: float, week: Week, *, limited: bool) -> list[float | None] | None:
        part, total = busiest(self.inputs), math.fsum(self.means)
        sharers = [
            Sharer(
                sizes=[size * mean * DAY for size in model.sizes(part, place, load.interval)],
                policy=Policy(interval=load.interval, snapshot=self.inputs.snapshot),
                rpo=load.rpo,
                weight=(mean if need is None else need) or total or 1.0,
                rank=rank,
            )
            for load, mean, need, (_, _, rank) in zip(self.loads, self.means, self.needs, self.keys, strict=True)
        ]
        even = len(week.shares) == 1 and all(DAY % load.interval == 0 for load in self.loads)
        runs = model.together(sharers, rate, model.course(week), in_order=self.in_order, limited=limited, day=even)
        if runs is None:
            return None
        kept_up = self._kept_up(sharers, rate * week.mean)
        return [
            one.oldest(model.BEGIN, load.interval) if kept else None
            for one, load, kept in zip(runs, self.loads, kept_up, strict=True)
        ]

    def _kept_up(self, sharers: Sequence[Sharer], rate: float) -> list[bool]:
        """Return which loads keep up at a mean rate: those whose part of the link exceeds their mean."""
        if self.in_order:
            order = sorted({one.rank for one in sharers})
            below = {
                rank: math.fsum(mean for mean, one in zip(self.means, sharers, strict=True) if one.rank <= rank)
                for rank in order
            }
            return [below[one.rank] < rate for one in sharers]
        open_ones = set(range(len(sharers)))
        kept = [False] * len(sharers)
        while open_ones:
            weights = math.fsum(sharers[place].weight for place in open_ones)
            done = {place for place in open_ones if self.means[place] < rate * sharers[place].weight / weights}
            if not done:
                break
            for place in done:
                kept[place] = True
                rate -= self.means[place]
            open_ones -= done
        return kept


def _waves(
    inputs: Inputs, hosts: Sequence[Load], parts_sent: tuple[float, float], rate: float, week: Week
) -> tuple[Wave, ...]:
    """Return the first synchronisation of today's data: equal waves of the form's line, or a wave a tier.

    `parts_sent` says how much is sent of the used data and of the change.
    """
    wire, sent = parts_sent
    parts: list[tuple[str, float, float]] = []
    if len(hosts) == 1:
        count = max(1, round(inputs.waves))
        used, daily = hosts[0].used / count, hosts[0].daily / count
        parts = [("" if count == 1 else f"{number} of {count}", used, daily) for number in range(1, count + 1)]
    else:
        for _, wave in itertools.groupby(sorted(hosts, key=tier_order), key=tier_order):
            members = tuple(wave)
            name = _tier_name(members[0].tier)
            parts.append((name, sum(load.used for load in members), sum(load.daily for load in members)))
    rates = [(used * wire, daily * sent / DAY) for _, used, daily in parts]
    start = inputs.begin.at if inputs.throttled else 0.0
    times = seeding.wave_times(rates, rate, start, week)
    changes = itertools.accumulate(change for _, change in rates)
    return tuple(
        Wave(name=name, used=size, change=change, time=time)
        for (name, _, _), (size, _), change, time in zip(parts, rates, changes, times, strict=True)
    )


def tier_order(load: Load) -> tuple[float, str]:
    """Return where a tier stands: by the number in it, tiers without one behind, no tier at the end."""
    number = _FIRST_NUMBER.search(load.tier)
    if number:
        return float(number.group()), ""
    return math.inf, load.tier.casefold() or chr(0x10FFFF)


def _tier_name(tier: str) -> str:
    if not tier:
        return "Without a tier"
    return f"Tier {tier}" if tier.isdigit() else tier

"""One engine for every answer: groups of hosts, a link, and what follows from them."""

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from calculators.catalog import Catalog
from calculators.replication import sizing, throttled
from calculators.replication.calendar import ALWAYS, Week
from calculators.replication.hours import Start, read_hours, read_start
from calculators.replication.sizing import Term
from calculators.replication.units import DAY, HOUR, MINUTE, mbps_to_rate, rate_to_mbps, to_bytes
from calculators.rpo_bandwidth.groups import Group

USUAL_START = "Fri 18:00"
"""What an empty input means."""

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
    throttled: str | None
    start: str | None
    waves: float
    headroom_percent: float
    snapshots_kept: float
    kept_hours: float
    link_mbps: float
    share_percent: float
    efficiency_percent: float
    rtt_ms: float
    loss_percent: float
    streams: float
    window_kib: float
    source_read_mbps: float | None
    gateway_mbps: float | None
    target_write_mbps: float | None

    @property
    def carried_part(self) -> float:
        """Return the part of the link's bandwidth that carries replication, 0 to 1."""
        return self.share_percent / 100 * (self.efficiency_percent / 100)

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
    """Smallest usable rate that holds the RPO; None where no rate does."""
    starts: int | None
    """Of how many starts of the policy one is used at that rate."""
    rate: float
    """Part of the usable rate that it gets: as much as it needs of what all need."""
    age: float | None
    """Greatest age of its newest recovery point at that part."""

    @property
    def held(self) -> bool:
        """Return whether the RPO is held in the busiest hour."""
        return self.age is not None and self.age <= self.load.rpo


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
    terms: tuple[Term, ...]
    """Every limit of the usable rate."""
    usable: Term
    """The limit that binds outside throttled hours."""
    week: Week
    """Which share of it is there when."""
    needed: float | None
    """Smallest usable rate that holds every RPO when all loads are busy at once, in the slowest hours."""
    apart: float | None
    """The same when no two loads are busy in the same hour."""
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


def usable_week(inputs: Inputs, rate: float, link_mbps: float) -> Week:
    """Return which share of a usable rate is there when, on a link of that bandwidth.

    Only the link is throttled: where another limit binds, milder hours change nothing.
    """
    if not inputs.throttled or not rate:
        return ALWAYS
    carried = sizing.link_rate(link_mbps, inputs.share_percent / 100, inputs.efficiency_percent / 100)
    return _week(inputs.throttled, carried / rate)


def link_week(inputs: Inputs) -> Week:
    """Return which share of a link's bandwidth is there when."""
    return _week(inputs.throttled, 1.0) if inputs.throttled else ALWAYS


@lru_cache(maxsize=256)
def _week(text: str, part: float) -> Week:
    """Return the week of throttled hours for a rate that is the link's divided by `part`."""
    return Week(periods=tuple(replace(hours, share=min(1.0, hours.share * part)) for hours in read_hours(text)))


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
                interval=min(interval, max(rpo / 2, shortest)),
            )
        )
    return tuple(found)


def solve(inputs: Inputs, hosts: Sequence[Load], catalog: Catalog) -> Solution:
    """Return every answer. Formulas: calculators.replication.sizing."""
    grown = sizing.grown(1.0, inputs.growth_percent, inputs.growth_months)
    wire = sizing.on_the_wire(1.0, inputs.compression_percent)
    sent = wire / inputs.folding
    terms = _terms(inputs, catalog)
    usable = sizing.binding(terms)
    week = usable_week(inputs, usable.rate, inputs.link_mbps)
    shares = _shares(inputs, hosts, grown * sent, usable.rate, week)
    # Lists, not generators: of the one or few shares of most answers they are gone through in half the time.
    mean = sum([share.mean for share in shares])
    needs = [share.needed for share in shares if share.needed is not None]
    possible = len(needs) == len(shares)
    needed = sum(needs) if possible else None
    apart = max(mean, *needs) if possible else None
    part = inputs.carried_part
    planned = None if needed is None else rate_to_mbps(needed) / part * (1 + inputs.headroom_percent / 100)
    ages = [share.age for share in shares]
    waves = _waves(inputs, hosts, (wire, sent), usable.rate, week)
    times = [wave.time for wave in waves]
    used = sum([load.used for load in hosts]) * grown
    daily = sum([load.daily for load in hosts]) * grown / inputs.folding
    outage, within = inputs.outage_hours * HOUR, inputs.caught_up_hours * HOUR
    in_time = throttled.rate_to_catch_up(outage, within, mean, link_week(inputs))
    return Solution(
        shares=shares,
        mean=mean,
        peak=sum([share.peak for share in shares]),
        terms=terms,
        usable=usable,
        week=week,
        needed=needed,
        apart=apart,
        planned=planned,
        needed_link=None if planned is None else max(planned, catalog.value(f"{inputs.storage}-bandwidth-minimum")),
        age=None if None in ages else max([age for age in ages if age is not None]),
        waves=waves,
        seed=None if None in times else sum([time for time in times if time is not None]),
        catch_up=throttled.catch_up_time(outage, usable.rate, mean, week),
        catch_up_link=None if in_time is None else rate_to_mbps(in_time) / part,
        stored=sizing.stored(used, daily * inputs.kept_hours * HOUR / DAY, inputs.snapshots_kept),
    )


def _shares(inputs: Inputs, hosts: Sequence[Load], factor: float, rate: float, week: Week) -> tuple[Share, ...]:
    link = link_week(inputs)
    snapshot = (inputs.snapshot_minutes or 0) * MINUTE
    found = []
    for load in hosts:
        daily = load.daily * factor
        peak = daily * inputs.busiest_hour_percent / 100 / HOUR
        needed, starts = throttled.rate_for_age(load.rpo, load.interval, peak, snapshot, link) or (None, None)
        found.append((load, daily / DAY, peak, needed, starts))
    weights = [peak if needed is None else needed for _, _, peak, needed, _ in found]
    total = sum(weights)
    shares = []
    for (load, mean, peak, needed, starts), weight in zip(found, weights, strict=True):
        own = rate * (weight / total) if weight else rate
        shares.append(
            Share(
                load=load,
                mean=mean,
                peak=peak,
                needed=needed,
                starts=starts,
                rate=own,
                age=throttled.worst_age(load.interval, own, peak, snapshot, week),
            )
        )
    return tuple(shares)


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
    times = throttled.wave_times(rates, rate, start, week)
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


def _terms(inputs: Inputs, catalog: Catalog) -> tuple[Term, ...]:
    rtt = inputs.rtt_ms / 1000
    share, efficiency = inputs.share_percent / 100, inputs.efficiency_percent / 100
    window = sizing.window_rate(inputs.window_kib * 1024, rtt)
    loss = sizing.loss_rate(
        catalog.value("tcp-segment"), rtt, inputs.loss_percent / 100, catalog.value("tcp-loss-constant")
    )
    given = (
        ("source", "the source read limit", inputs.source_read_mbps),
        ("gateway", "the gateway limit", inputs.gateway_mbps),
        ("target", "the target write limit", inputs.target_write_mbps),
    )
    return (
        Term(id="link", label="the link", rate=sizing.link_rate(inputs.link_mbps, share, efficiency)),
        Term(id="window", label="the TCP window of the streams", rate=inputs.streams * window),
        *(
            [Term(id="loss", label="packet loss on the streams", rate=inputs.streams * loss)]
            if math.isfinite(loss)
            else []
        ),
        *(Term(id=name, label=label, rate=mbps_to_rate(limit)) for name, label, limit in given if limit is not None),
    )

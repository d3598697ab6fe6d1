"""Inputs, result and calculation of the RPO and bandwidth calculator."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from calculators.answers.inputs import InputError, InputProblem, Value, fields, filled, maximum
from calculators.answers.minimum import Part
from calculators.answers.wording import exact
from calculators.catalog import Catalog
from calculators.records.form import Form
from calculators.replication import load as replication
from calculators.replication import sizing
from calculators.replication.calendar import ALWAYS, Week
from calculators.replication.cycles import Policy
from calculators.replication.hours import read_hours, read_start
from calculators.replication.link import Link, Term
from calculators.replication.load import Demand
from calculators.replication.replay import Replay
from calculators.replication.units import DAY, HOUR, MINUTE, from_bytes, to_bytes
from calculators.rpo_bandwidth.alone import busiest, needed_rate, worst_of
from calculators.rpo_bandwidth.batches import ByDate, by_date
from calculators.rpo_bandwidth.courier import Courier, weighed
from calculators.rpo_bandwidth.engine import ages_by_link, loads, policy_step, solve, week_of
from calculators.rpo_bandwidth.groups import Group, Reading, Slip, read_groups
from calculators.rpo_bandwidth.partly import partly
from calculators.rpo_bandwidth.sensitivity import ANSWERS, Move, figures, moves
from calculators.rpo_bandwidth.solution import Inputs, Load, Share, Solution, Wave
from calculators.rpo_bandwidth.streams import Filling, Largest, filling, largest
from calculators.rpo_bandwidth.waves import largest_of

NAME = "rpo_bandwidth"
FIGURES = (
    "rpo-minimum",
    "interval-minimum",
    "interval-minutes-most",
    "first-synchronisation-long",
    "block-bandwidth-minimum",
    "object-bandwidth-minimum",
    "block-latency-maximum",
    "object-latency-maximum",
    "loss-maximum",
    "tcp-segment",
    "tcp-segment-ipsec",
    "tcp-segment-ssl",
    "tcp-loss-constant",
    "block-threads-default",
    "object-threads-default",
    "proxy-parallel-default",
    "proxy-parallel-most",
    "proxy-threads-disk",
    "courier-days",
    "courier-copy",
)
SERIES = ("link-steps",)
ROOM_STEP = 1e-4
"""How finely the time that is left for a snapshot is looked for, as a part of it."""
SAME = 1e-6
"""Amounts that differ by less than this part were rounded on their way into a form."""
EXAMPLE = "name; used GB; change GB a day or %; RPO minutes; tier"
SAMPLES: tuple[dict[str, str], ...] = (
    {
        "groups": "Name;Used TB;Change %;RPO h;Tier\n# comment\nweb;1,5;5;1;2\ndb;800 GiB;1.024,5 MB;15 min;Tier 1\n"
        "file;1'024.5 GB;;;gold\nold;1,024;;;\nbad;x\nlate;100 GB;5 GB/day;3 min;",
        "growth_percent": "30",
        "compression_percent": "40",
        "folding": "2",
        "headroom_percent": "20",
        "snapshot_minutes": "5",
        "loss_percent": "0.1",
        "gateway_mbps": "50",
    },
    {
        "throttled": "Mon-Fri 08:00-18:00 30%\nsat, sun 22:30-06:00 0%",
        "start": "2027-03-19 18:00",
        "waves": "3",
        "seed_within_days": "9",
        "disks": "12",
        "proxies": "1",
        "largest_disk_gb": "400",
        "courier_days": "4",
        "window_kib": "64",
        "link_mbps": "40",
        "snapshot_minutes": "2",
    },
)
"""Inputs that use what the defaults do not, so that the browser's Python is prepared for it."""

__all__ = [
    "ANSWERS",
    "EXAMPLE",
    "FIGURES",
    "NAME",
    "SAMPLES",
    "SERIES",
    "Inputs",
    "Move",
    "Result",
    "Share",
    "Wave",
    "calculate",
    "figures",
    "form",
    "inputs",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One synchronisation. Seconds and bytes."""

    starts: int
    """Starts of the policy since the one before."""
    length: float
    """Time since the one before began."""
    size: float
    """What it sends."""
    transfer: float
    """How long that takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The answers without growth."""

    worst_age: float | None
    """Greatest age of the newest recovery point, in seconds."""
    held: bool
    """Whether every RPO is held."""
    needed_link: float | None
    """Link that every RPO needs, in Mbit/s."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """Rates in bytes a second, data in bytes, times in seconds; None where there is no such value.

    What the short answer does not need is worked out when somebody asks for it: it takes most of the time.
    """

    inputs: Inputs
    """What it was worked out for."""
    catalog: Catalog = field(repr=False, compare=False)
    """What it was worked out with."""
    used: float
    """Data of the first synchronisation."""
    daily_change: float
    """Data that is written in a day, after growth."""
    hourly_peak: float
    """Data that is written in the busiest hour, after growth."""
    mean_change: float
    """Change rate on the wire over a day."""
    peak_change: float
    """Change rate on the wire in the busiest hour, of all groups at once."""
    link: Link
    """The line and its limits."""
    usable: Term
    """The limit that binds outside throttled hours."""
    week: Week
    """Which share of the usable rate is there when."""
    usable_mean: float
    """The usable rate over a whole week."""
    cycle: Cycle | None
    """The synchronisation that makes the recovery point oldest; None for groups, and where the age has no end."""
    worst_age: float | None
    """Greatest age of the newest recovery point."""
    ungrown: Today
    """What holds before any growth."""
    place: float | None
    """When that hour begins, in seconds since midnight."""
    snapshot_room: float | None
    """How long a snapshot may take on top without missing the RPO or a start of the policy."""
    held: bool
    """Whether every RPO is held."""
    needed: float | None
    """Smallest usable rate that holds the RPO with this interval."""
    needed_cycle: Cycle | None
    """The synchronisation that binds it; None for groups."""
    needed_by_mean: bool
    """Whether it is the mean change that has to be exceeded."""
    solution: Solution
    """What all of this was taken from."""
    needed_link: float | None
    """Link bandwidth that gives this rate, the published minimum included."""
    planned_link: float | None
    """The same without the published minimum."""
    link_step: float | None
    """The next bandwidth that carriers sell, in Mbit/s."""
    other_limit: Term | None
    """A limit other than the link that is too small for the needed rate."""
    throttled_out: bool
    """Whether it is the throttled hours that keep every bandwidth from holding an RPO."""
    least_interval: float
    """The interval that needs the least bandwidth."""
    least_needed: float | None
    """Smallest usable rate with that interval."""
    burst: float
    """The least that any way of sending needs for the busiest hour, or for the mean if that is more."""
    published: float
    """The published planning rule."""
    seed: float | None
    """First synchronisation."""
    by_date: ByDate | None
    """What is in sync by the date that is asked for; None without one."""
    largest: Largest | None
    """What the largest disk makes of it; None where nobody names it."""
    most_streams: float
    """As many as the form takes: no more are asked for."""
    filling: Filling | None
    """What would fill the link where the streams do not; None where they do."""
    courier: Courier | None
    """The same by courier; None where nobody asks for one."""
    catch_up: float | None
    """Catching up after the outage."""
    link_minimum: float
    """Published minimum of the link, in Mbit/s."""
    apart: float | None
    """Smallest usable rate that holds every RPO when no two groups are busy in the same hour."""
    grown: float
    """What the data and its change are multiplied by, for growth."""
    shares: tuple[Share, ...]
    """What each group needs and gets; one for the form's line."""
    grouped: bool
    """Whether the groups are the reader's."""
    groups: tuple[Group, ...]
    """They, where there are some."""
    slips: tuple[Slip, ...]
    """Pasted lines that were left out."""
    waves: tuple[Wave, ...]
    """The first synchronisation, in order."""
    catch_up_link: float | None
    """Link that catches up within the time that the form asks for, in Mbit/s."""
    catch_up_step: float | None
    """The next bandwidth that carriers sell, in Mbit/s."""
    stored: float
    """Data at the target: the first copy and the snapshots that are kept."""
    first_copy: float
    """The first copy in it, after growth."""

    @cached_property
    def replay(self) -> Replay | None:
        """The week of the form's line with its busiest hour where it is worst; None for groups."""
        return week_of(self.inputs, self.solution) if not self.grouped and self.worst_age is not None else None

    @cached_property
    def partly(self) -> tuple[Part, ...]:
        """What holds in a part of that week only; nothing for groups."""
        return partly(self.inputs, self.solution, self.replay, self.link_minimum)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Inputs that move an answer, the one that moves the needed bandwidth most first."""
        return moves(self.inputs, self.groups, self.solution, fields(form(self.catalog)), self.catalog)


def form(catalog: Catalog) -> Form:
    """Return the inputs from data/calculators/rpo_bandwidth.yaml."""
    return catalog.form(NAME)


def inputs(values: Mapping[str, Value], catalog: Catalog) -> Inputs:
    """Return checked values as inputs. Raises InputError when no line of the groups, or an hour, can be used."""
    given = filled(Inputs, values)
    problems = []
    reading = _reading(given)
    if reading and not reading.groups:
        shown = " ".join(f"{slip}" for slip in reading.slips[:1]) or "no line names a group."
        problems.append(InputProblem("groups", f"{shown} Write one group a line: {EXAMPLE}."))
    hours, start = given.throttled, given.start
    for name, read in (
        ("throttled", lambda: read_hours(hours or "", given.line_mbps)),
        ("start", lambda: start and read_start(start)),
    ):
        try:
            read()
        except ValueError as error:
            problems.append(InputProblem(name, str(error)))
    sizes = [group.used for group in reading.groups] if reading else [to_bytes(given.used, given.capacity_unit)]
    if sizes and largest_of(given) > max(sizes) * (1 + SAME):
        whose = "the largest group holds" if reading else "all data together is"
        message = f"{whose} {exact(from_bytes(max(sizes), 'GB'))} GB. No disk holds more of it."
        problems.append(InputProblem("largest_disk_gb", message))
    if problems:
        raise InputError(problems)
    return given


def _reading(inputs: Inputs) -> Reading | None:
    return read_groups(inputs.groups) if inputs.groups else None


def calculate(inputs: Inputs, catalog: Catalog) -> Result:
    """Return every answer. Formulas: calculators.replication.sizing."""
    reading = _reading(inputs)
    groups = reading.groups if reading else ()
    hosts = loads(inputs, groups, catalog)
    found = solve(inputs, hosts, catalog)
    grown = sizing.grown(1.0, inputs.growth_percent, inputs.growth_months)
    wire = sizing.on_the_wire(grown, inputs.compression_percent)
    daily = sum(load.daily for load in hosts) * grown
    steps = catalog.values("link-steps")
    first = found.shares[0]
    alone = first if not groups else None
    least_interval = policy_step(max(first.load.rpo / 2, catalog.value("interval-minimum") * MINUTE), catalog)
    used = sum(load.used for load in hosts)
    minimum = catalog.value(f"{inputs.storage}-bandwidth-minimum")
    return Result(
        inputs=inputs,
        catalog=catalog,
        used=used,
        daily_change=daily,
        hourly_peak=daily * busiest(inputs),
        mean_change=found.mean,
        peak_change=found.peak,
        link=found.link,
        usable=found.usable,
        week=found.week,
        usable_mean=found.usable.rate * found.week.mean,
        cycle=_oldest_cycle(inputs, found) if alone else None,
        worst_age=found.age,
        ungrown=_today(inputs, hosts, found, catalog),
        place=found.worst.place if found.worst else None,
        snapshot_room=_snapshot_room(inputs, found),
        held=all(share.held for share in found.shares),
        needed=found.needed,
        apart=found.apart,
        needed_cycle=_binding_cycle(found) if alone else None,
        needed_by_mean=found.binding is not None and found.binding.by_mean,
        solution=found,
        needed_link=found.needed_link,
        planned_link=found.planned,
        link_step=None if found.needed_link is None else sizing.next_step(found.needed_link, steps),
        other_limit=found.link.short_of(found.needed),
        throttled_out=_throttled_out(inputs, found),
        least_interval=least_interval,
        least_needed=_least_needed(inputs, alone, least_interval, found) if alone else None,
        burst=sum(_burst(inputs, load, wire) for load in hosts),
        published=sum(sizing.published_rate(load.daily, 1.0, load.rpo) for load in hosts),
        seed=found.seed,
        by_date=by_date(inputs, found, used, catalog),
        largest=largest(inputs, found),
        most_streams=maximum(catalog.form(NAME), "streams"),
        filling=filling(found.link, catalog),
        courier=weighed(inputs, found, used, catalog),
        catch_up=found.catch_up,
        catch_up_link=found.catch_up_link,
        catch_up_step=None if found.catch_up_link is None else sizing.next_step(found.catch_up_link, steps),
        link_minimum=minimum,
        grown=grown,
        shares=found.shares,
        grouped=bool(groups),
        groups=groups,
        slips=reading.slips if reading else (),
        waves=found.waves,
        stored=found.stored,
        first_copy=used * grown,
    )


def ages_in_minutes(inputs: Inputs, result: Result, links: Sequence[float]) -> Iterator[float | None]:
    """Yield the greatest age with each of other links, in minutes; of groups in percent of their own RPO."""
    scale = 1 / MINUTE if len(result.shares) == 1 else 100.0
    ages = ages_by_link(inputs, result.solution, links)
    return (None if age is None else age * scale for age in ages)


def _today(inputs: Inputs, hosts: Sequence[Load], found: Solution, catalog: Catalog) -> Today:
    present = found
    if inputs.growth_percent and inputs.growth_months:
        present = solve(replace(inputs, growth_percent=0.0), hosts, catalog)
    return Today(
        worst_age=present.age, held=all(share.held for share in present.shares), needed_link=present.needed_link
    )


def _oldest_cycle(inputs: Inputs, found: Solution) -> Cycle | None:
    if found.worst is None or found.age is None:
        return None
    runs, load = found.worst.runs, found.shares[0].load
    place = max(
        range(len(runs.dones)), key=lambda place: round(runs.dones[place] - runs.points[place] * load.interval, 3)
    )
    point, begin = runs.points[place], runs.begins[place]
    amounts = replication.sizes(busiest(inputs), found.worst.place, load.interval)
    last = len(amounts) - 1
    return Cycle(
        starts=begin - point,
        length=(begin - point) * load.interval,
        size=(amounts[min(begin, last)] - amounts[min(point, last)]) * found.mean * DAY,
        transfer=runs.dones[place] - inputs.snapshot - (replication.BEGIN + begin * load.interval),
    )


def _binding_cycle(found: Solution) -> Cycle | None:
    if found.binding is None or found.needed is None or not found.mean or not found.binding.binding.size:
        return None
    bound, interval = found.binding.binding, found.shares[0].load.interval
    size = bound.size * found.mean * DAY
    return Cycle(
        starts=bound.begin - bound.point,
        length=(bound.begin - bound.point) * interval,
        size=size,
        transfer=bound.size / bound.rate if bound.rate else 0.0,
    )


def _throttled_out(inputs: Inputs, found: Solution) -> bool:
    if found.needed is not None or not found.link.periods:
        return False
    return all(needed_rate(inputs, share.load, share.mean, ALWAYS) is not None for share in found.shares)


def _least_needed(inputs: Inputs, share: Share, interval: float, found: Solution) -> float | None:
    asked = Demand(
        busiest=busiest(inputs), policy=Policy(interval=interval, snapshot=inputs.snapshot), rpo=share.load.rpo
    )

    def needed(week: Week) -> float | None:
        least = replication.needed(asked, week)
        return None if least is None else least.rate * share.mean * DAY

    return found.link.least(needed)


def _burst(inputs: Inputs, load: Load, wire: float) -> float:
    """Return the least rate of sending every write of a load at once: for its busiest hour, or its mean if more."""
    daily = load.daily * wire
    peak = daily * inputs.busiest_hour_percent / 100 / HOUR
    return max(sizing.burst_rate(peak, HOUR, load.rpo), daily / DAY)


def _snapshot_room(inputs: Inputs, found: Solution) -> float | None:
    """Return how long a snapshot that nobody measured may take; None where it is known, or where no time is left."""
    if inputs.snapshot_minutes is not None or found.age is None:
        return None
    left = min(share.load.rpo - (share.age or 0.0) for share in found.shares)
    if found.worst is not None:
        runs, interval = found.worst.runs, found.shares[0].load.interval
        following = (replication.BEGIN + begin * interval for begin in runs.begins[1:])
        left = min([left, *(start - done for start, done in zip(following, runs.dones, strict=False))])
        if left > 0 and any(after - before > 1 for before, after in pairwise(runs.begins)):
            return _room_among_missed_starts(inputs, found, left)
    return max(left, 0.0)


def _room_among_missed_starts(inputs: Inputs, found: Solution, most: float) -> float:
    """Return how long a snapshot may take where starts are missed: it moves them, and another hour may be the worst.

    Each length is tried, as when it is typed.
    """
    load, begins = found.shares[0].load, found.worst.runs.begins if found.worst else ()

    def holds(seconds: float) -> bool:
        given = replace(inputs, snapshot_minutes=seconds / MINUTE)
        worst = worst_of(given, load, found.shares[0].mean, found.link.usable.rate, found.link.week)
        return worst.age is not None and worst.age <= load.rpo and worst.runs.begins == begins

    if holds(most * (1 - SAME)):
        return most
    low, high = 0.0, most
    while high - low > most * ROOM_STEP:
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low

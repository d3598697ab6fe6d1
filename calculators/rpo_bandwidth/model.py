"""Inputs, result and calculation of the RPO and bandwidth calculator."""

from collections.abc import Mapping
from dataclasses import dataclass

from calculators.answers.inputs import InputError, InputProblem, Value, fields, filled
from calculators.catalog import Catalog
from calculators.records.form import Form
from calculators.replication import sizing, throttled
from calculators.replication.calendar import Week
from calculators.replication.hours import read_hours, read_start
from calculators.replication.sizing import Term
from calculators.replication.units import DAY, HOUR, MINUTE
from calculators.rpo_bandwidth.engine import Inputs, Load, Share, Solution, Wave, link_week, loads, solve
from calculators.rpo_bandwidth.groups import Reading, Slip, read_groups
from calculators.rpo_bandwidth.sensitivity import ANSWERS, Move, figures, moves

NAME = "rpo_bandwidth"
FIGURES = (
    "rpo-minimum",
    "interval-minimum",
    "block-bandwidth-minimum",
    "object-bandwidth-minimum",
    "block-latency-maximum",
    "object-latency-maximum",
    "loss-maximum",
    "tcp-segment",
    "tcp-loss-constant",
)
SERIES = ("link-steps",)
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
class Result:
    """Rates in bytes a second, data in bytes, times in seconds; None where there is no such value."""

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
    terms: tuple[Term, ...]
    """Every limit of the usable rate."""
    usable: Term
    """The limit that binds outside throttled hours."""
    week: Week
    """Which share of the usable rate is there when."""
    usable_mean: float
    """The usable rate over a whole week."""
    starts: int | None
    """Of how many starts of the policy one is used."""
    long_cycles_last: bool
    """Whether a cycle that got long in an outage stays long in the busiest hour."""
    worst_age: float | None
    """Greatest age of the newest recovery point in the busiest hour."""
    snapshot_room: float | None
    """How long a snapshot may take on top without missing the RPO or a start of the policy."""
    held: bool
    """Whether the RPO is held in the busiest hour."""
    needed: float | None
    """Smallest usable rate that holds the RPO with this interval."""
    needed_starts: int | None
    """Of how many starts of the policy one is used at that rate."""
    needed_link: float | None
    """Link bandwidth that gives this rate, the published minimum included."""
    planned_link: float | None
    """The same without the published minimum."""
    link_step: float | None
    """The next bandwidth that carriers sell, in Mbit/s."""
    other_limit: Term | None
    """A limit other than the link that is too small for the needed rate."""
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
    moves: tuple[Move, ...]
    """Inputs that move an answer, the one that moves the needed bandwidth most first."""


def form(catalog: Catalog) -> Form:
    """Return the inputs from data/calculators/rpo_bandwidth.yaml."""
    return catalog.form(NAME)


def inputs(values: Mapping[str, Value]) -> Inputs:
    """Return checked values as inputs. Raises InputError when no line of the groups, or an hour, can be used."""
    given = filled(Inputs, values)
    problems = []
    reading = _reading(given)
    if reading and not reading.groups:
        shown = " ".join(f"{slip}" for slip in reading.slips[:1]) or "no line names a group."
        problems.append(InputProblem("groups", f"{shown} Write one group a line: {EXAMPLE}."))
    for name, text, read in (("throttled", given.throttled, read_hours), ("start", given.start, read_start)):
        try:
            if text:
                read(text)
        except ValueError as error:
            problems.append(InputProblem(name, str(error)))
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
    least_interval = max(first.load.rpo / 2, catalog.value("interval-minimum") * MINUTE)
    snapshot = (inputs.snapshot_minutes or 0) * MINUTE
    link = link_week(inputs)
    least = throttled.rate_for_age(first.load.rpo, least_interval, first.peak, snapshot, link) if alone else None
    used = sum(load.used for load in hosts)
    return Result(
        used=used,
        daily_change=daily,
        hourly_peak=daily * inputs.busiest_hour_percent / 100,
        mean_change=found.mean,
        peak_change=found.peak,
        terms=found.terms,
        usable=found.usable,
        week=found.week,
        usable_mean=found.usable.rate * found.week.mean,
        starts=throttled.skipped_starts(first.load.interval, first.rate, first.peak, snapshot, found.week)
        if alone
        else None,
        long_cycles_last=any(
            throttled.long_cycles_last(share.load.interval, share.rate, share.peak, snapshot, found.week)
            for share in found.shares
        ),
        worst_age=found.age,
        snapshot_room=_snapshot_room(inputs, found),
        held=all(share.held for share in found.shares),
        needed=found.needed,
        apart=found.apart,
        needed_starts=alone.starts if alone else None,
        needed_link=found.needed_link,
        planned_link=found.planned,
        link_step=None if found.needed_link is None else sizing.next_step(found.needed_link, steps),
        other_limit=_other_limit(found.terms, found.needed),
        least_interval=least_interval,
        least_needed=least[0] if least else None,
        burst=sum(_burst(inputs, load, wire) for load in hosts),
        published=sum(sizing.published_rate(load.daily, 1.0, load.rpo) for load in hosts),
        seed=found.seed,
        catch_up=found.catch_up,
        catch_up_link=found.catch_up_link,
        catch_up_step=None if found.catch_up_link is None else sizing.next_step(found.catch_up_link, steps),
        link_minimum=catalog.value(f"{inputs.storage}-bandwidth-minimum"),
        grown=grown,
        shares=found.shares,
        grouped=bool(groups),
        slips=reading.slips if reading else (),
        waves=found.waves,
        stored=found.stored,
        first_copy=used * grown,
        moves=moves(inputs, groups, found, fields(form(catalog)), catalog),
    )


def _burst(inputs: Inputs, load: Load, wire: float) -> float:
    """Return the least rate of sending every write of a load at once: for its busiest hour, or its mean if more."""
    daily = load.daily * wire
    peak = daily * inputs.busiest_hour_percent / 100 / HOUR
    return max(sizing.burst_rate(peak, HOUR, load.rpo), daily / DAY)


def _snapshot_room(inputs: Inputs, found: Solution) -> float | None:
    """Return how long a snapshot that nobody measured may take; None where it is known, or where no time is left."""
    if inputs.snapshot_minutes is not None or found.age is None:
        return None
    rooms = []
    for share in found.shares:
        starts = throttled.skipped_starts(share.load.interval, share.rate, share.peak, 0.0, found.week) or 1
        cycle = starts * share.load.interval
        transfer = throttled.transfer_time(share.peak * cycle, share.rate, found.week) or 0.0
        rooms.append(min(share.load.rpo - (share.age or 0.0), cycle - transfer))
    return max(min(rooms), 0.0)


def _other_limit(terms: tuple[Term, ...], needed: float | None) -> Term | None:
    others = [term for term in terms if term.id != "link" and needed is not None and term.rate < needed]
    return sizing.binding(others) if others else None

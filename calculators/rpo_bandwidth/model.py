"""Inputs, result and calculation of the RPO and bandwidth calculator."""

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from calculators import sizing
from calculators.catalog import Catalog
from calculators.inputs import Value
from calculators.records.form import Form
from calculators.sizing import Term
from calculators.units import DAY, HOUR, MINUTE, mbps_to_rate, rate_to_mbps, to_bytes

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
# How far an input is moved to see how much the needed bandwidth follows.
NUDGE = 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Inputs as data/calculators/rpo_bandwidth.yaml describes them."""

    storage: str
    used: float
    used_unit: str
    change_percent: float
    busiest_hour_percent: float
    rpo_minutes: float
    interval_minutes: float
    snapshot_minutes: float | None
    outage_hours: float
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Rates in bytes a second, data in bytes, times in seconds; None where there is no such value."""

    used: float
    """Data of the first synchronisation."""
    daily_change: float
    """Data that changes in a day."""
    hourly_peak: float
    """Data that changes in the busiest hour."""
    mean_change: float
    """Change rate over a day."""
    peak_change: float
    """Change rate in the busiest hour."""
    terms: tuple[Term, ...]
    """Every limit of the usable rate."""
    usable: Term
    """The limit that binds."""
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
    sensitive: str | None
    """Id of the input that moves the needed bandwidth most."""
    sensitive_percent: float
    """By how many percent it moves when that input grows by ten."""


def form(catalog: Catalog) -> Form:
    """Return the inputs from data/calculators/rpo_bandwidth.yaml."""
    return catalog.form(NAME)


def inputs(values: Mapping[str, Value]) -> Inputs:
    """Return checked values as inputs."""
    return Inputs(**cast("dict[str, float]", dict(values)))  # type: ignore[arg-type]  # inputs.read gave the right types


def calculate(inputs: Inputs, catalog: Catalog) -> Result:
    """Return every answer. Formulas: calculators.sizing."""
    used = to_bytes(inputs.used, inputs.used_unit)
    daily = used * inputs.change_percent / 100
    hourly = daily * inputs.busiest_hour_percent / 100
    mean, peak = daily / DAY, hourly / HOUR
    rpo, interval = inputs.rpo_minutes * MINUTE, inputs.interval_minutes * MINUTE
    snapshot = (inputs.snapshot_minutes or 0) * MINUTE
    terms = _terms(inputs, catalog)
    usable = sizing.binding(terms)
    age = sizing.worst_age(interval, usable.rate, peak, snapshot)
    room = None if age is None else min(rpo - age, interval - sizing.transfer_time(peak * interval, usable.rate))
    needed, needed_starts = sizing.rate_for_age(rpo, interval, peak, snapshot) or (None, None)
    minimum = catalog.value(f"{inputs.storage}-bandwidth-minimum")
    part = inputs.share_percent / 100 * (inputs.efficiency_percent / 100)
    needed_link = None if needed is None else max(rate_to_mbps(needed) / part, minimum)
    least_interval = max(rpo / 2, catalog.value("interval-minimum") * MINUTE)
    least = sizing.rate_for_age(rpo, least_interval, peak, snapshot)
    sensitive, moved = _sensitivity(inputs, needed)
    return Result(
        used=used,
        daily_change=daily,
        hourly_peak=hourly,
        mean_change=mean,
        peak_change=peak,
        terms=terms,
        usable=usable,
        starts=sizing.skipped_starts(interval, usable.rate, peak, snapshot),
        long_cycles_last=sizing.long_cycles_last(interval, usable.rate, peak, snapshot),
        worst_age=age,
        snapshot_room=None if room is None or inputs.snapshot_minutes is not None else max(room, 0.0),
        held=age is not None and age <= rpo,
        needed=needed,
        needed_starts=needed_starts,
        needed_link=needed_link,
        link_step=None if needed_link is None else sizing.next_step(needed_link, catalog.values("link-steps")),
        other_limit=_other_limit(terms, needed),
        least_interval=least_interval,
        least_needed=least[0] if least else None,
        burst=max(sizing.burst_rate(peak, HOUR, rpo), mean),
        published=sizing.published_rate(used, inputs.change_percent / 100, rpo),
        seed=sizing.seed_time(used, usable.rate, mean),
        catch_up=sizing.catch_up_time(inputs.outage_hours * HOUR, usable.rate, mean),
        link_minimum=minimum,
        sensitive=sensitive,
        sensitive_percent=moved,
    )


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


def _other_limit(terms: tuple[Term, ...], needed: float | None) -> Term | None:
    others = [term for term in terms if term.id != "link" and needed is not None and term.rate < needed]
    return sizing.binding(others) if others else None


def _sensitivity(inputs: Inputs, needed: float | None) -> tuple[str | None, float]:
    """Return which input moves the needed rate most when it grows by ten percent, and by how much."""
    if not needed:
        return None, 0.0
    moves: dict[str, float] = {}
    for name in (
        "used",
        "change_percent",
        "busiest_hour_percent",
        "interval_minutes",
        "snapshot_minutes",
        "rpo_minutes",
    ):
        value = getattr(inputs, name)
        if value:
            moved = _needed(dataclasses.replace(inputs, **{name: value * NUDGE}))
            moves[name] = math.inf if moved is None else abs(moved / needed - 1) * 100
    name = max(moves, key=lambda key: moves[key])
    return name, moves[name]


def _needed(inputs: Inputs) -> float | None:
    daily = to_bytes(inputs.used, inputs.used_unit) * inputs.change_percent / 100
    found = sizing.rate_for_age(
        inputs.rpo_minutes * MINUTE,
        inputs.interval_minutes * MINUTE,
        daily * inputs.busiest_hour_percent / 100 / HOUR,
        (inputs.snapshot_minutes or 0) * MINUTE,
    )
    return found[0] if found else None

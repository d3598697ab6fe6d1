"""How far each answer follows when one input is a fifth smaller or larger."""

import dataclasses
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from calculators.answers.inputs import smallest
from calculators.catalog import Catalog
from calculators.records.form import Field
from calculators.rpo_bandwidth.engine import loads, solve
from calculators.rpo_bandwidth.groups import Group
from calculators.rpo_bandwidth.solution import Inputs, Load, Solution

STEP = 0.2
"""By how much an input is moved, as a part of it."""
ANSWERS: Mapping[str, str] = {
    "needed_link": "planned",
    "worst_age": "age",
    "seed": "seed",
    "catch_up": "catch_up",
    "catch_up_link": "catch_up_link",
    "stored": "stored",
}
"""The answers that are followed: what the solution calls each, by id."""
UNMOVED = ("waves", "disks", "hosts", "proxies", "courier_days", "copy_mbps")
"""Counts, of which a fifth more means nothing, and what moves none of these answers."""
ONLY_IN: Mapping[str, tuple[str, ...]] = {
    "window": ("rtt_ms", "streams", "window_kib"),
    "loss": ("rtt_ms", "streams", "loss_percent"),
    "source": ("source_read_mbps",),
    "gateway": ("gateway_mbps",),
    "target": ("target_write_mbps",),
}
"""Inputs that count in one limit of the usable rate and nowhere else."""
FAR = 1.5
"""A limit this many times as high as the one that binds does not bind when an input of it moves."""
NAMES = tuple(field.name for field in dataclasses.fields(Inputs))
STILL = 1e-9
"""What is smaller is the last digit of a float, not a move."""

type Figures = tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One input with the answers for a little less and a little more of it."""

    field: str
    """Id of the input."""
    low: float
    """What less was."""
    high: float
    """What more was."""
    less: Figures
    """Each of ANSWERS for less of it."""
    more: Figures
    """Each of ANSWERS for more of it."""
    swings: tuple[float, ...]
    """How far each of ANSWERS moves, as a part of what it was; infinity where it comes or goes."""


figures: Callable[[Solution], Figures] = attrgetter(*ANSWERS.values())
"""Returns each of ANSWERS."""


def moves(
    inputs: Inputs, groups: Sequence[Group], base: Solution, every: Sequence[Field], catalog: Catalog
) -> tuple[Move, ...]:
    """Return the inputs that move an answer, the one that moves the needed bandwidth most first."""
    found = []
    values = {name: getattr(inputs, name) for name in NAMES}
    # Several groups are searched for less closely here, so what stays the same must be found in the same way.
    before = figures(
        base if len(base.shares) == 1 else solve(inputs, loads(inputs, groups, catalog), catalog, base.places)
    )
    idle = {name for term in base.link.terms if term.rate > FAR * base.usable.rate for name in ONLY_IN.get(term.id, ())}
    busy = {
        name for term in base.link.terms if term.rate <= FAR * base.usable.rate for name in ONLY_IN.get(term.id, ())
    }
    if base.disk is not None:
        busy |= {*ONLY_IN["window"], *ONLY_IN["loss"]}  # one disk has fewer streams
    for field in every:
        value = values[field.id]
        if not isinstance(value, float) or not value or field.id in UNMOVED or field.id in idle - busy:
            continue
        low, high = _bounded(value, field, catalog)
        less, more = (figures(_solved(values, groups, field.id, at, (catalog, base.places))) for at in (low, high))
        swings = tuple(_swing(*ends) for ends in zip(before, less, more, strict=True))
        if any(swings):
            found.append(Move(field=field.id, low=low, high=high, less=less, more=more, swings=swings))
    return tuple(sorted(found, key=lambda move: move.swings, reverse=True))


def _swing(base: float | None, less: float | None, more: float | None) -> float:
    if base is None:
        return 0.0 if less is None and more is None else math.inf
    if less is None or more is None:
        return math.inf
    far = max(less, more, base) - base, base - min(less, more, base)
    return 0.0 if max(far) <= STILL * base else max(far) / base if base else math.inf


def _bounded(value: float, field: Field, catalog: Catalog) -> tuple[float, float]:
    least = smallest(field, catalog)
    low, high = value * (1 - STEP), value * (1 + STEP)
    if field.id == "folding" and value == least:
        return value, value  # nobody has estimated it
    low = low if least is None else min(max(low, least), value)
    high = high if field.maximum is None else max(min(high, field.maximum), value)
    return low, high


def _solved(
    values: Mapping[str, Any],
    groups: Sequence[Group],
    name: str,
    value: float,
    where: tuple[Catalog, tuple[float, ...]],
) -> Solution:
    """Return the answers with one input moved; the busiest hour stays where it was worst."""
    catalog, places = where
    # Nearly all of the time of an answer goes through here, and dataclasses.replace takes three times as long.
    varied = Inputs(**{**values, name: value})
    hosts = _moved(loads(varied, groups, catalog), groups, name, value / values[name])
    return solve(varied, hosts, catalog, places)


def _moved(hosts: tuple[Load, ...], groups: Sequence[Group], name: str, factor: float) -> tuple[Load, ...]:
    """Return the hosts with what a group says itself moved as the form's value is."""
    if not groups or name not in ("used", "change_percent", "rpo_minutes"):
        return hosts
    moved = []
    for load, group in zip(hosts, groups, strict=True):
        used, daily, rpo = load.used, load.daily, load.rpo
        if name == "used":
            used, daily = used * factor, daily * factor
        elif name == "change_percent" and not (group.change is None and group.change_percent is None):
            daily *= factor
        elif name == "rpo_minutes" and group.rpo_minutes is not None:
            rpo *= factor
        moved.append(dataclasses.replace(load, used=used, daily=daily, rpo=rpo))
    return tuple(moved)

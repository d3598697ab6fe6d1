"""Inputs, result and calculation of the recovery time calculator. Minutes, and GB as the table prints it."""

import dataclasses
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from calculators.answers.inputs import InputError, InputProblem, Value, fields, filled
from calculators.answers.wording import exact
from calculators.catalog import Catalog
from calculators.records.form import Form
from calculators.records.recovery import Tier
from calculators.recovery_time import estimate
from calculators.recovery_time.estimate import NOTHING, Estimate, Span, exactly

NAME = "recovery_time"
MEMORY_CLASS = "recovery-memory-class"
FIGURES = ("recovery-memory-per-disk", MEMORY_CLASS, "block-rto-bound")
RESTORE = "restore"
# What the clock has already left behind when it starts.
BEFORE_CLOCK = {"disaster": (), "decision": ("notice", "decide"), "restore": ("notice", "decide", "prepare")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Inputs as data/calculators/recovery_time.yaml describes them."""

    rto_minutes: float
    tier: str
    clock: str
    storage: str
    platform: str
    host_minutes: float | None
    hosts: float
    wave_hosts: float
    wave_limit: str
    largest_disk_gb: float
    disks: float
    other_disk_gb: float | None
    memory_gb: float
    disk_type: str
    notice_minutes: float
    decide_minutes: float
    prepare_minutes: float
    address_minutes: float
    application_minutes: float | None
    check_minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the RTO."""

    id: str
    """Short name."""
    label: str
    """What happens."""
    span: Span | None
    """How long it takes; None where nobody measured it."""
    counted: bool
    """Whether the clock runs already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the RTO would be if something were different."""

    label: str
    """What is different."""
    plan: float
    """The RTO to plan with."""
    met: bool
    """Whether the wanted RTO is met, also at the upper end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryHost:
    """The recovery host that fits, for object storage."""

    memory: str
    """Class of the published table."""
    fits_small: bool
    """Whether it is the smaller class."""
    memory_gb: float
    """Least memory, so that all disks are restored at once."""
    small: float | None
    """RTO to plan with and memory of the smaller class; None where it is not known."""
    large: float | None
    """RTO to plan with and more memory; None where it is not known."""
    by_disks: bool
    """Whether the number of disks alone decides the class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Times in minutes; None where nobody measured what is asked."""

    host: Estimate
    """One host, all of its disks."""
    slowest: Estimate
    """Its largest disk; the same as `host` unless it has to be restored in several waves of disks."""
    disks_at_once: int
    """Disks that the recovery host restores at once."""
    disk_waves: int
    """Waves of disks on one host."""
    waves: int
    """Waves of hosts."""
    parts: tuple[Part, ...]
    """Every part, in order."""
    total: Span | None
    """The RTO."""
    beside: float
    """What the clock counts beside the restore."""
    room: float
    """How long one host may take so that the wanted RTO is met; negative where the other parts take it all."""
    met: Literal["yes", "by plan", "no", "unknown"]
    """Whether the wanted RTO is met."""
    tier: Tier
    """The tier that was chosen."""
    storages: Mapping[str, Span | None]
    """The RTO with each storage type."""
    recovery_host: RecoveryHost
    """The recovery host that fits."""
    changes: tuple[Change, ...]
    """What single changes would bring, the best one first."""
    together: Change | None
    """What all of them together would bring; None when there is none."""


def form(catalog: Catalog) -> Form:
    """Return the inputs from data/calculators/recovery_time.yaml."""
    return catalog.form(NAME)


def inputs(values: Mapping[str, Value]) -> Inputs:
    """Return checked values as inputs. Raises InputError when another disk is larger than the largest."""
    found = filled(Inputs, values)
    if found.other_disk_gb is not None and found.other_disk_gb > found.largest_disk_gb:
        message = f"no other disk can be larger than the largest. Enter at most {found.largest_disk_gb:g} GB."
        raise InputError([InputProblem("other_disk_gb", message)])
    return found


def calculate(inputs: Inputs, catalog: Catalog) -> Result:
    """Return the RTO with everything that explains it."""
    host = host_estimate(inputs, catalog)
    parts = _parts(inputs, host.span)
    total = rto(inputs, catalog)
    beside = sum(part.span.plan for part in parts if part.counted and part.span and part.id != RESTORE)
    waves = host_waves(inputs)
    changes, together = _changes(inputs, catalog)
    return Result(
        host=host,
        slowest=_largest_disk(inputs, catalog) if reads_table(inputs) else host,
        disks_at_once=disks_at_once(inputs, catalog),
        disk_waves=_disk_waves(inputs, catalog),
        waves=waves,
        parts=parts,
        total=total,
        beside=beside,
        room=(inputs.rto_minutes - beside) / waves,
        met=_met(total, inputs.rto_minutes),
        tier=next(tier for tier in catalog.recovery.tiers if tier.id == inputs.tier),
        storages={
            name: rto(dataclasses.replace(inputs, storage=name, host_minutes=None), catalog)
            for name in ("object", "block")
        },
        recovery_host=_recovery_host(inputs, catalog),
        changes=changes,
        together=together,
    )


def rto(inputs: Inputs, catalog: Catalog) -> Span | None:
    """Return the RTO, or None when the recovery of a host is not known."""
    total = NOTHING
    for part in _parts(inputs, host_estimate(inputs, catalog).span):
        if part.counted:
            if part.span is None:
                return None
            total += part.span
    return total


def reads_table(inputs: Inputs) -> bool:
    """Return whether the table of object storage decides how long a host takes."""
    return (inputs.storage, inputs.platform, inputs.host_minutes) == ("object", "huawei", None)


def largest_part(result: Result) -> Part | None:
    """Return the longest part of the RTO that is known, or None when none is counted."""
    known = [part for part in result.parts if part.counted and part.span is not None]
    return max(known, key=lambda part: part.span.plan if part.span else 0, default=None)


def host_count(inputs: Inputs) -> int:
    """Return how many hosts are recovered."""
    return math.ceil(inputs.hosts)


def hosts_at_once(inputs: Inputs) -> int:
    """Return how many hosts a full wave has."""
    return min(math.floor(inputs.wave_hosts), host_count(inputs))


def host_waves(inputs: Inputs) -> int:
    """Return in how many waves the hosts are recovered."""
    return math.ceil(host_count(inputs) / hosts_at_once(inputs))


def disk_count(inputs: Inputs) -> int:
    """Return how many disks the host with the largest disk has."""
    return math.ceil(inputs.disks)


def disks_at_once(inputs: Inputs, catalog: Catalog) -> int:
    """Return how many disks the memory of the recovery host lets restore at once."""
    return math.floor(inputs.memory_gb / catalog.value("recovery-memory-per-disk"))


def total_gb(inputs: Inputs) -> float:
    """Return the data of the host with the largest disk."""
    return inputs.largest_disk_gb + (disk_count(inputs) - 1) * other_disk_gb(inputs)


def other_disk_gb(inputs: Inputs) -> float:
    """Return the data on each disk beside the largest."""
    return inputs.largest_disk_gb if inputs.other_disk_gb is None else inputs.other_disk_gb


def disk_type(inputs: Inputs, catalog: Catalog) -> str:
    """Return the disk type as the table of measurements names it."""
    field = next(field for field in fields(form(catalog)) if field.id == "disk_type")
    return next(choice.label for choice in field.choices if choice.id == inputs.disk_type)


def memory_classes(catalog: Catalog) -> tuple[str, str]:
    """Return the two classes of the memory of recovery hosts, the smaller one first, as the tables name them."""
    limit = catalog.figure(MEMORY_CLASS)
    shown = f"{exact(limit.value)} {limit.unit}"
    return f"up to {shown}", f"over {shown}"


def memory_class(inputs: Inputs, catalog: Catalog) -> str:
    """Return the class of the recovery host in the table of measurements."""
    small, large = memory_classes(catalog)
    return small if inputs.memory_gb <= catalog.value(MEMORY_CLASS) else large


def host_estimate(inputs: Inputs, catalog: Catalog) -> Estimate:
    """Return how long one host takes: the reader's own measurement, else what the tables say."""
    if inputs.host_minutes is not None:
        return Estimate(origin="your own", span=exactly(inputs.host_minutes))
    if inputs.platform != "huawei":
        return Estimate(origin="not measured", span=None)
    if inputs.storage == "block":
        rows, bound = catalog.recovery.block.rows, catalog.value("block-rto-bound")
        return Estimate(origin="stated", span=Span(low=min(row.minutes_min for row in rows), plan=bound, high=bound))
    return _restored(inputs, catalog)


def _disk(used_gb: float, inputs: Inputs, catalog: Catalog) -> Estimate:
    least = min(item.rto_minutes_min for item in catalog.recovery.objectives if item.storage == "object")
    rows = catalog.recovery.object.rows
    return estimate.disk(rows, used_gb, memory_class(inputs, catalog), disk_type(inputs, catalog), least)


def _largest_disk(inputs: Inputs, catalog: Catalog) -> Estimate:
    return _disk(inputs.largest_disk_gb, inputs, catalog)


def _disk_waves(inputs: Inputs, catalog: Catalog) -> int:
    return math.ceil(disk_count(inputs) / disks_at_once(inputs, catalog))


def _restored(inputs: Inputs, catalog: Catalog) -> Estimate:
    """Return how long all disks of a host take: the largest decides, and each further wave of disks comes on top."""
    largest, waves = _largest_disk(inputs, catalog), _disk_waves(inputs, catalog)
    if waves > 1:
        other = _disk(other_disk_gb(inputs), inputs, catalog) if other_disk_gb(inputs) else largest
        if largest.span is None or other.span is None:
            return dataclasses.replace(largest, origin="not measured", span=None, holes=largest.holes or other.holes)
        further = other.span * (waves - 1) if other_disk_gb(inputs) else NOTHING
        worse = largest if _doubt(largest) >= _doubt(other) else other
        return dataclasses.replace(largest, origin=worse.origin, span=largest.span + further)
    if inputs.disks > 1:
        kind = disk_type(inputs, catalog)
        rows = catalog.recovery.object.rows
        row = estimate.whole_host(rows, total_gb(inputs), memory_class(inputs, catalog), kind)
        if row is not None:
            return estimate.with_published_host(largest, row, total_gb(inputs))
    return largest


def _doubt(found: Estimate) -> int:
    return ("measured", "interpolated", "extrapolated").index(found.origin)


def _parts(inputs: Inputs, host: Span | None) -> tuple[Part, ...]:
    before = BEFORE_CLOCK[inputs.clock]
    steps = (
        ("notice", "Notice it", exactly(inputs.notice_minutes)),
        ("decide", "Decide", exactly(inputs.decide_minutes)),
        ("prepare", "Choose recovery points and start", exactly(inputs.prepare_minutes)),
        (RESTORE, "Recover the hosts", None if host is None else host * host_waves(inputs)),
        ("address", "Change addresses or DNS", exactly(inputs.address_minutes)),
        ("application", "Start the applications", exactly(inputs.application_minutes or 0)),
        ("check", "Check the applications", exactly(inputs.check_minutes)),
    )
    return tuple(Part(id=name, label=label, span=span, counted=name not in before) for name, label, span in steps)


def _met(total: Span | None, wanted: float) -> Literal["yes", "by plan", "no", "unknown"]:
    if total is None:
        return "unknown"
    if total.high <= wanted:
        return "yes"
    return "by plan" if total.plan <= wanted else "no"


def _larger(inputs: Inputs, catalog: Catalog) -> Inputs:
    """Return the same with a recovery host of the larger class that restores all disks at once."""
    per_disk, small = catalog.value("recovery-memory-per-disk"), catalog.value(MEMORY_CLASS)
    return dataclasses.replace(inputs, memory_gb=max(disk_count(inputs) * per_disk, small + per_disk))


def _recovery_host(inputs: Inputs, catalog: Catalog) -> RecoveryHost:
    limit = catalog.value(MEMORY_CLASS)
    needed = disk_count(inputs) * catalog.value("recovery-memory-per-disk")
    small_total = rto(dataclasses.replace(inputs, memory_gb=limit), catalog)
    large_total = rto(_larger(inputs, catalog), catalog)
    small = small_total.plan if small_total else None
    large = large_total.plan if large_total else None
    enough = small is not None and (small <= inputs.rto_minutes or large is None or large >= small)
    fits_small = needed <= limit and (enough or (small is None and large is None))
    return RecoveryHost(
        memory=memory_classes(catalog)[0 if fits_small else 1],
        fits_small=fits_small,
        memory_gb=needed,
        small=small,
        large=large,
        by_disks=needed > limit,
    )


def _changes(inputs: Inputs, catalog: Catalog) -> tuple[tuple[Change, ...], Change | None]:
    """Return every single change that brings something, the best one first, and all of them together."""
    current, wanted = rto(inputs, catalog), inputs.rto_minutes
    found, together = [], inputs
    for label, values in _candidates(inputs, catalog):
        change = _change(label, dataclasses.replace(inputs, **values), wanted, catalog)
        # Where nothing is known yet, every figure is news.
        if change is not None and (current is None or change.plan < current.plan):
            found.append(change)
            together = dataclasses.replace(together, **values)
    every = _change("All of these together", together, wanted, catalog) if found else None
    found.sort(key=lambda change: change.plan)
    return tuple(found), every


def _change(label: str, inputs: Inputs, wanted: float, catalog: Catalog) -> Change | None:
    total = rto(inputs, catalog)
    return None if total is None else Change(label=label, plan=total.plan, met=total.high <= wanted)


def _candidates(inputs: Inputs, catalog: Catalog) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what a project can change, and the inputs that say so."""
    if host_waves(inputs) > 1:
        yield "All hosts at once", {"wave_hosts": host_count(inputs)}
    if reads_table(inputs):
        larger = _larger(inputs, catalog).memory_gb
        needed = disk_count(inputs) * catalog.value("recovery-memory-per-disk")
        if needed > inputs.memory_gb and needed < larger:
            yield f"Recovery hosts with {needed:g} GB of memory", {"memory_gb": needed}
        if larger > inputs.memory_gb:
            yield f"Recovery hosts with at least {larger:g} GB of memory", {"memory_gb": larger}
        yield from _disk_types(inputs, catalog)
        yield "Block storage", {"storage": "block"}
    if "decide" not in BEFORE_CLOCK[inputs.clock] and inputs.notice_minutes + inputs.decide_minutes:
        halved = {"notice_minutes": inputs.notice_minutes / 2, "decide_minutes": inputs.decide_minutes / 2}
        yield "Notice and decide in half the time", halved
    if inputs.address_minutes:
        yield "A reserved address, which takes effect at once", {"address_minutes": 0}


def _disk_types(inputs: Inputs, catalog: Catalog) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the fastest disk type; of equally fast ones the first of the form."""
    choices = next(field.choices for field in fields(form(catalog)) if field.id == "disk_type")
    totals = [(choice, rto(dataclasses.replace(inputs, disk_type=choice.id), catalog)) for choice in choices]
    known = [(total.plan, choice) for choice, total in totals if total is not None]
    if known:
        _, best = min(known, key=lambda item: item[0])
        yield f"Target disks of the type {best.label}", {"disk_type": best.id}

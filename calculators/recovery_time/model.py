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
from calculators.recovery_time.estimate import NOTHING, Estimate, Host, Span, exactly
from calculators.recovery_time.groups import Group, read_groups
from calculators.recovery_time.schedule import Turn, schedule

type Met = Literal["yes", "by plan", "no", "unknown"]

NAME = "recovery_time"
MEMORY_CLASS = "recovery-memory-class"
FIGURES = ("recovery-memory-per-disk", MEMORY_CLASS, "block-rto-bound")
MEASURED, NO_TARGET = "huawei", "none"
"""The only target with published times, and what stands where none is chosen yet."""
RESTORE = "restore"
PARTS = {
    "notice": "Notice it",
    "decide": "Decide",
    "prepare": "Choose recovery points and start",
    RESTORE: "Recover the hosts",
    "address": "Change addresses or DNS",
    "application": "Start the applications",
    "check": "Check the applications",
}
"""What the parts of an RTO are called, in their order."""
# What the clock has already left behind when it starts.
BEFORE_CLOCK = {"disaster": (), "decision": ("notice", "decide"), "restore": ("notice", "decide", "prepare")}


STATES: tuple[Met, ...] = ("yes", "by plan", "no", "unknown")
"""Whether a wanted RTO is met, the best state first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Inputs as data/calculators/recovery_time.yaml describes them."""

    rto_minutes: float
    tier: str
    clock: str
    storage: str
    target: str
    host_minutes: float | None
    hosts: float
    recovered_hosts: float | None
    wave_limit: str
    largest_disk_gb: float
    largest_disks: float
    other_disk_gb: float | None
    groups: str | None
    recovery_memory_gb: float
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
    """Whether every wanted RTO is met, also at the upper end."""
    guessed: bool
    """Whether it rests on a time that nobody measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupResult:
    """When the hosts of a group work again."""

    group: Group
    """The group; what its line left out is the form's."""
    wanted: float
    """Its wanted RTO."""
    host: Estimate
    """One of its hosts, all disks."""
    start: Span
    """When its first host starts, counted from the start of the clock."""
    end: Span
    """When its last host runs, counted from the start of the clock."""
    total: Span
    """Its RTO."""
    wave: Span
    """How long each wave takes that begins with one of its hosts."""
    waves: int
    """Waves that begin with one of its hosts."""

    @property
    def met(self) -> Met:
        """Return whether its wanted RTO is met."""
        if self.total.high <= self.wanted:
            return "yes"
        return "by plan" if self.total.plan <= self.wanted else "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The RTO of some inputs."""

    groups: tuple[GroupResult, ...]
    """Each group, in the order of the recovery; none where a time is not known."""
    waves: int
    """Waves of hosts."""
    guessed: bool
    """Whether it rests on a time that nobody measured."""

    @property
    def total(self) -> Span | None:
        """Return the RTO of the last group, None when the recovery of a host is not known."""
        if not self.groups:
            return None
        totals = [item.total for item in self.groups]
        return Span(
            low=max(each.low for each in totals),
            plan=max(each.plan for each in totals),
            high=max(each.high for each in totals),
        )

    @property
    def met(self) -> Met:
        """Return whether every wanted RTO is met: what the worst group says."""
        return max((item.met for item in self.groups), key=STATES.index, default="unknown")


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
    """One host, all of its disks; of several groups the slowest one."""
    slowest: Estimate
    """Its largest disk; the same as `host` unless it has to be restored in several waves of disks."""
    asked: Inputs
    """The inputs of that host: of its group where there are several."""
    slow_group: str
    """Name of its group."""
    disks_at_once: int
    """Disks that the recovery host restores at once."""
    disk_waves: int
    """Waves of disks on that host."""
    outcome: Outcome
    """When each group works again."""
    parts: tuple[Part, ...]
    """Every part, in order."""
    beside: float
    """What the clock counts beside the restore."""
    room: float
    """How long one host may take so that every wanted RTO is met; negative where the other parts take it all."""
    tier: Tier
    """The tier that was chosen."""
    storages: Mapping[str, Outcome]
    """The RTO with each storage type."""
    recovery_host: RecoveryHost
    """The recovery host that fits."""
    changes: tuple[Change, ...]
    """What single changes would bring, the best one first."""
    together: Change | None
    """What all of them together would bring; None when there is none."""

    @property
    def total(self) -> Span | None:
        """Return the RTO."""
        return self.outcome.total

    @property
    def waves(self) -> int:
        """Return in how many waves the hosts are recovered."""
        return self.outcome.waves

    @property
    def met(self) -> Met:
        """Return whether every wanted RTO is met."""
        return self.outcome.met


def form(catalog: Catalog) -> Form:
    """Return the inputs from data/calculators/recovery_time.yaml."""
    return catalog.form(NAME)


def inputs(values: Mapping[str, Value], catalog: Catalog) -> Inputs:
    """Return checked values as inputs.

    Raises InputError when another disk is larger than the largest, or a line of the groups cannot be read.
    """
    found = filled(Inputs, values)
    if found.groups is not None:
        read_groups(found.groups)
    elif found.other_disk_gb is not None and found.other_disk_gb > found.largest_disk_gb:
        message = f"no other disk can be larger than the largest. Enter at most {found.largest_disk_gb:g} GB."
        raise InputError([InputProblem("other_disk_gb", message)])
    return found


def calculate(inputs: Inputs, catalog: Catalog) -> Result:
    """Return the RTO with everything that explains it."""
    slow, asked, host = _slowest_host(inputs, catalog)
    outcome = rto(inputs, catalog)
    parts = _parts(inputs, outcome)
    beside = sum(part.span.plan for part in parts if part.counted and part.span and part.id != RESTORE)
    changes, together = _changes(inputs, catalog)
    wanted, waves = tightest(inputs, beside)
    return Result(
        host=host,
        slowest=_largest_disk(asked, catalog) if reads_table(inputs) else host,
        asked=asked,
        slow_group=slow,
        disks_at_once=disks_at_once(inputs, catalog),
        disk_waves=_disk_waves(asked, catalog),
        outcome=outcome,
        parts=parts,
        beside=beside,
        room=(wanted - beside) / waves,
        tier=next(tier for tier in catalog.recovery.tiers if tier.id == inputs.tier),
        storages={
            name: rto(dataclasses.replace(inputs, storage=name, host_minutes=None), catalog)
            for name in ("block", "object")
        },
        recovery_host=_recovery_host(inputs, catalog),
        changes=changes,
        together=together,
    )


def groups(inputs: Inputs) -> tuple[Group, ...]:
    """Return the groups that were pasted, with what a line leaves out from the form; else all hosts as one."""
    if inputs.groups is None:
        found: tuple[Group, ...] = (
            Group(
                name="All hosts", hosts=math.ceil(inputs.hosts), largest_disk_gb=None, disks=None, order=1,
                rto_minutes=None,
            ),
        )  # fmt: skip
    else:
        found = read_groups(inputs.groups)
    return tuple(
        dataclasses.replace(
            group,
            largest_disk_gb=inputs.largest_disk_gb if group.largest_disk_gb is None else group.largest_disk_gb,
            disks=math.ceil(inputs.largest_disks) if group.disks is None else group.disks,
            rto_minutes=inputs.rto_minutes if group.rto_minutes is None else group.rto_minutes,
        )
        for group in found
    )


def of_group(inputs: Inputs, group: Group) -> Inputs:
    """Return the inputs of the hosts of a group alone."""
    largest = inputs.largest_disk_gb if group.largest_disk_gb is None else group.largest_disk_gb
    return dataclasses.replace(
        inputs,
        groups=None,
        hosts=group.hosts,
        largest_disk_gb=largest,
        largest_disks=inputs.largest_disks if group.disks is None else group.disks,
        other_disk_gb=None if inputs.other_disk_gb is None else min(inputs.other_disk_gb, largest),
        rto_minutes=inputs.rto_minutes if group.rto_minutes is None else group.rto_minutes,
    )


def rto(inputs: Inputs, catalog: Catalog) -> Outcome:
    """Return when each group works again; no group when the recovery of one of its hosts is not known."""
    every = groups(inputs)
    hosts = [host_estimate(of_group(inputs, group), catalog) for group in every]
    turns = [
        Turn(hosts=group.hosts, order=group.order, host=host.span or NOTHING)
        for group, host in zip(every, hosts, strict=True)
    ]
    slots = schedule(turns, hosts_at_once(inputs))
    known = all(host.span is not None for host in hosts)
    before, after = around(inputs)
    return Outcome(
        groups=tuple(
            GroupResult(
                group=every[slot.place],
                wanted=every[slot.place].rto_minutes or inputs.rto_minutes,
                host=hosts[slot.place],
                start=slot.start + before,
                end=slot.end + before,
                total=slot.end + before + after,
                wave=slot.wave,
                waves=slot.own_waves,
            )
            for slot in (slots if known else ())
        ),
        waves=slots[-1].waves,
        guessed=any(host.guessed for host in hosts),
    )


def around(inputs: Inputs) -> tuple[Span, Span]:
    """Return what the clock counts before the restore and after it."""
    before = (
        ("notice", inputs.notice_minutes), ("decide", inputs.decide_minutes), ("prepare", inputs.prepare_minutes)
    )  # fmt: skip
    counted = sum(minutes for name, minutes in before if name not in BEFORE_CLOCK[inputs.clock])
    return exactly(counted), exactly(inputs.address_minutes + (inputs.application_minutes or 0) + inputs.check_minutes)


def tightest(inputs: Inputs, beside: float) -> tuple[float, int]:
    """Return the wanted RTO of the group whose hosts may take the least time, and the waves up to its last host.

    A host takes the same in every group here, and the clock counts `beside` besides.
    """
    every = groups(inputs)
    turns = [Turn(hosts=group.hosts, order=group.order, host=NOTHING) for group in every]
    found = [
        (every[slot.place].rto_minutes or inputs.rto_minutes, slot.waves)
        for slot in schedule(turns, hosts_at_once(inputs))
    ]
    return min(found, key=lambda item: (item[0] - beside) / item[1])


def _slowest_host(inputs: Inputs, catalog: Catalog) -> tuple[str, Inputs, Estimate]:
    """Return the group, inputs and time of the host that takes longest; one that nobody measured comes first."""
    asked = [(group.name, of_group(inputs, group)) for group in groups(inputs)]
    found = [(name, own, host_estimate(own, catalog)) for name, own in asked]
    return max(found, key=lambda item: math.inf if item[2].span is None else item[2].span.plan)


def reads_table(inputs: Inputs) -> bool:
    """Return whether the table of object storage decides how long a host takes."""
    return inputs.storage == "object" and inputs.host_minutes is None and has_times(inputs)


def has_times(inputs: Inputs) -> bool:
    """Return whether published times count: those of the target, or where none is chosen, those that there are."""
    return inputs.target in (MEASURED, NO_TARGET)


def stands_in(inputs: Inputs) -> bool:
    """Return whether the times of one platform stand in for those of a target that nobody has chosen yet."""
    return inputs.target == NO_TARGET and inputs.host_minutes is None


def largest_part(result: Result) -> Part | None:
    """Return the longest part of the RTO that is known, or None when none is counted."""
    known = [part for part in result.parts if part.counted and part.span is not None]
    return max(known, key=lambda part: part.span.plan if part.span else 0, default=None)


def host_count(inputs: Inputs) -> int:
    """Return how many hosts are recovered."""
    return sum(group.hosts for group in groups(inputs))


def hosts_at_once(inputs: Inputs) -> int | None:
    """Return how many hosts a full wave has; None where all hosts of an order go at once."""
    return None if inputs.recovered_hosts is None else math.floor(inputs.recovered_hosts)


def disk_count(inputs: Inputs) -> int:
    """Return how many disks the host with the largest disk has."""
    return math.ceil(inputs.largest_disks)


def disks_at_once(inputs: Inputs, catalog: Catalog) -> int:
    """Return how many disks the memory of the recovery host lets restore at once."""
    return math.floor(inputs.recovery_memory_gb / catalog.value("recovery-memory-per-disk"))


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
    return small if inputs.recovery_memory_gb <= catalog.value(MEMORY_CLASS) else large


def host_estimate(inputs: Inputs, catalog: Catalog) -> Estimate:
    """Return how long one host takes: the reader's own measurement, else what the tables say."""
    if inputs.host_minutes is not None:
        return Estimate(origin="your own", span=exactly(inputs.host_minutes))
    if not has_times(inputs):
        return Estimate(origin="not measured", span=None)
    if inputs.storage == "block":
        rows, bound = catalog.recovery.block.rows, catalog.value("block-rto-bound")
        return Estimate(origin="stated", span=Span(low=min(row.minutes_min for row in rows), plan=bound, high=bound))
    return _restored(inputs, catalog)


def recovery_hosts(inputs: Inputs, catalog: Catalog) -> tuple[Host, ...]:
    """Return the recovery host that is asked for, and after it every one that is no better.

    Less memory and a slower type of disk are not: the form names the slowest type first.
    """
    classes = memory_classes(catalog)
    choices = next(field.choices for field in fields(form(catalog)) if field.id == "disk_type")
    kinds = [choice.label for choice in choices]
    at_most = classes[: classes.index(memory_class(inputs, catalog)) + 1]
    slower = kinds[: kinds.index(disk_type(inputs, catalog)) + 1]
    return tuple((memory, kind) for memory in reversed(at_most) for kind in reversed(slower))


def _disk(used_gb: float, inputs: Inputs, catalog: Catalog) -> Estimate:
    least = min(item.rto_minutes_min for item in catalog.recovery.objectives if item.storage == "object")
    return estimate.disk(catalog.recovery.object.rows, used_gb, recovery_hosts(inputs, catalog), least)


def _largest_disk(inputs: Inputs, catalog: Catalog) -> Estimate:
    return _disk(inputs.largest_disk_gb, inputs, catalog)


def _disk_waves(inputs: Inputs, catalog: Catalog) -> int:
    return math.ceil(disk_count(inputs) / disks_at_once(inputs, catalog))


def _restored(inputs: Inputs, catalog: Catalog) -> Estimate:
    """Return how long all disks of a host take: the largest decides, and each further wave of disks comes on top."""
    largest, waves = _largest_disk(inputs, catalog), _disk_waves(inputs, catalog)
    if disk_count(inputs) == 1:
        return largest
    hosts, rows = recovery_hosts(inputs, catalog), catalog.recovery.object.rows
    if waves > 1:
        further = _disk(other_disk_gb(inputs), inputs, catalog) if other_disk_gb(inputs) else None
        if largest.span is None or (further is not None and further.span is None):
            return dataclasses.replace(largest, origin="not measured", span=None)
        rest = NOTHING if further is None or further.span is None else further.span * (waves - 1)
        # Nobody measured waves of disks.
        largest = dataclasses.replace(largest, origin="extrapolated", span=largest.span + rest)
    return estimate.with_published_host(largest, rows, total_gb(inputs), hosts)


def _parts(inputs: Inputs, outcome: Outcome) -> tuple[Part, ...]:
    before = BEFORE_CLOCK[inputs.clock]
    ends = [item.end for item in outcome.groups]
    start, _ = around(inputs)
    restore = None
    if ends:
        restore = Span(
            low=max(end.low for end in ends) - start.low,
            plan=max(end.plan for end in ends) - start.plan,
            high=max(end.high for end in ends) - start.high,
        )
    spans = {
        "notice": exactly(inputs.notice_minutes),
        "decide": exactly(inputs.decide_minutes),
        "prepare": exactly(inputs.prepare_minutes),
        RESTORE: restore,
        "address": exactly(inputs.address_minutes),
        "application": exactly(inputs.application_minutes or 0),
        "check": exactly(inputs.check_minutes),
    }
    return tuple(
        Part(id=name, label=label, span=spans[name], counted=name not in before) for name, label in PARTS.items()
    )


def _most_disks(inputs: Inputs) -> int:
    return max(group.disks or 1 for group in groups(inputs))


def _larger(inputs: Inputs, catalog: Catalog) -> Inputs:
    """Return the same with a recovery host of the larger class that restores all disks at once."""
    per_disk, small = catalog.value("recovery-memory-per-disk"), catalog.value(MEMORY_CLASS)
    return dataclasses.replace(inputs, recovery_memory_gb=max(_most_disks(inputs) * per_disk, small + per_disk))


def _recovery_host(inputs: Inputs, catalog: Catalog) -> RecoveryHost:
    limit = catalog.value(MEMORY_CLASS)
    needed = _most_disks(inputs) * catalog.value("recovery-memory-per-disk")
    small_outcome = rto(dataclasses.replace(inputs, recovery_memory_gb=limit), catalog)
    small_total, large_total = small_outcome.total, rto(_larger(inputs, catalog), catalog).total
    small = small_total.plan if small_total else None
    large = large_total.plan if large_total else None
    enough = small is not None and (small_outcome.met in STATES[:2] or large is None or large >= small)
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
    current = rto(inputs, catalog)
    found, together = [], inputs
    for label, values in _candidates(inputs, catalog):
        change = _change(label, dataclasses.replace(inputs, **values), catalog)
        # Where nothing is known yet, every figure is news.
        if change is not None and (current.total is None or change.plan < current.total.plan):
            found.append(change)
            together = dataclasses.replace(together, **values)
    every = _change("All of these together", together, catalog) if found else None
    found.sort(key=lambda change: change.plan)
    return tuple(found), every


def _change(label: str, inputs: Inputs, catalog: Catalog) -> Change | None:
    outcome = rto(inputs, catalog)
    if outcome.total is None:
        return None
    return Change(label=label, plan=outcome.total.plan, met=outcome.met == "yes", guessed=outcome.guessed)


def _candidates(inputs: Inputs, catalog: Catalog) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what a project can change, and the inputs that say so."""
    if inputs.recovered_hosts is not None:
        yield "All hosts at once", {"recovered_hosts": None}
    if len({group.order for group in groups(inputs)}) > 1:
        yield "All groups at once", {"groups": _without_order(inputs)}
    if reads_table(inputs):
        larger = _larger(inputs, catalog).recovery_memory_gb
        needed = _most_disks(inputs) * catalog.value("recovery-memory-per-disk")
        if needed > inputs.recovery_memory_gb and needed < larger:
            yield f"Recovery hosts with {needed:g} GB of memory", {"recovery_memory_gb": needed}
        if larger > inputs.recovery_memory_gb:
            yield f"Recovery hosts with at least {larger:g} GB of memory", {"recovery_memory_gb": larger}
        yield from _disk_types(inputs, catalog)
        yield "Block storage", {"storage": "block"}
    if "decide" not in BEFORE_CLOCK[inputs.clock] and inputs.notice_minutes + inputs.decide_minutes:
        halved = {"notice_minutes": inputs.notice_minutes / 2, "decide_minutes": inputs.decide_minutes / 2}
        yield "Notice and decide in half the time", halved
    if inputs.address_minutes:
        yield "A reserved address, which takes effect at once", {"address_minutes": 0}


def _without_order(inputs: Inputs) -> str:
    """Return the groups as a text in which all have the same order."""
    return "\n".join(
        f"{place}; {group.hosts}; {group.largest_disk_gb!r}; {group.disks}; 1; {group.rto_minutes!r}"
        for place, group in enumerate(groups(inputs), 1)
    )


def _disk_types(inputs: Inputs, catalog: Catalog) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the fastest disk type; of equally fast ones the first of the form."""
    choices = next(field.choices for field in fields(form(catalog)) if field.id == "disk_type")
    totals = [(choice, rto(dataclasses.replace(inputs, disk_type=choice.id), catalog).total) for choice in choices]
    known = [(total.plan, choice) for choice, total in totals if total is not None]
    if known:
        _, best = min(known, key=lambda item: item[0])
        yield f"Target disks of the type {best.label}", {"disk_type": best.id}

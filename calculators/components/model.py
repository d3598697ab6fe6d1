"""Inputs, result and calculation of the components calculator."""

import dataclasses
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from calculators.answers.inputs import InputError, InputProblem, Value, filled
from calculators.catalog import Catalog
from calculators.records.components import MemoryStep, QuotaFormula, QuotaTerm, Resource, Size, SizingRule
from calculators.records.form import Form
from calculators.records.parts import Origin, Parts, Platform
from calculators.replication.units import from_bytes, to_bytes

NAME = "components"
ASSUMED = ("host-disks", "host-capacity", "provisioned-for-used", "host-vcpu", "host-memory")
FIGURES = ("recovery-memory-per-disk", "spare-machines", *ASSUMED)
AGENT = "agent"
NO_TARGET = "none"
MB_IN_GB = 1024
PERCENT = 100
# What a calculation with floats adds must not cost a machine.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Inputs as data/calculators/components.yaml describes them."""

    hosts: float
    disks: float | None
    largest_disks: float | None
    provisioned: float | None
    capacity_unit: str
    used: float | None
    vcpu: float | None
    memory_gb: float | None
    source: str
    storage: str
    target: str
    disks_at_once: float | None
    recovered_hosts: float | None
    failback_hosts: float
    spare: str
    months: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Inputs of which none is missing: what was left empty follows from the hosts."""

    hosts: float
    disks: float
    largest_disks: float | None
    provisioned: float
    capacity_unit: str
    used: float
    vcpu: float
    memory_gb: float
    source: str
    storage: str
    target: str
    disks_at_once: float | None
    recovered_hosts: float | None
    failback_hosts: float
    spare: str
    months: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """A published number that tells how many machines there must be."""

    rule: SizingRule
    """Where it stands."""
    each: float
    """The most that one machine carries."""
    load: float
    """What there is to carry, in the rule's unit."""
    count: int
    """Machines, rounded up."""
    counted: bool
    """Whether it is one of those that the machines are counted with."""

    @property
    def room(self) -> float:
        """Return how much more these machines carry."""
        return self.room_on(self.count)

    def room_on(self, machines: int) -> float:
        """Return how much more a number of machines carries."""
        return machines * self.each - self.load


@dataclass(frozen=True, slots=True, kw_only=True)
class Machines:
    """How many machines of one component there are, and their size."""

    component: str
    """Id of the component."""
    name: str
    """Name of the component."""
    count: int
    """How many, spares included."""
    spares: int
    """How many of them are spare."""
    size: Size
    """Size of each; what its page leaves out is filled in."""
    filled: Size | None
    """The size that it was filled in from."""
    ceilings: tuple[Ceiling, ...] = ()
    """Every published number that gives a count, the counted ones first."""

    @property
    def needed(self) -> int:
        """Return how many there are without spares."""
        return self.count - self.spares

    @property
    def binding(self) -> Ceiling | None:
        """Return the counted ceiling that asks for most machines; of equal ones that with the least room."""
        counted = [ceiling for ceiling in self.ceilings if ceiling.counted]
        return max(counted, key=lambda ceiling: (ceiling.count, -ceiling.room / ceiling.each), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """The quota of a resource."""

    resource: Resource
    """Which resource."""
    term: QuotaTerm
    """How it is counted."""
    amount: int
    """By the formula, rounded up."""
    real: int
    """The same with the size that the gateways have here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaNeeded:
    """What a formula asks of the target account."""

    formula: QuotaFormula
    """The formula."""
    own: bool
    """Whether it stands on a page of the chosen platform."""
    planned: bool
    """Whether this guide plans with it."""
    needed: tuple[Needed, ...]
    """Each resource."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Capacities in bytes, memory in GB."""

    project: Project
    """What is protected: the inputs, and what follows from the hosts where they were left empty."""
    platform: Platform | None
    """The target platform; None when none is named."""
    origin: Origin | None
    """The agentless source type; None with agents."""
    listed: bool
    """Whether the platform is listed with the storage type."""
    console: Machines
    """The console."""
    console_step: MemoryStep | None
    """Step of the console's memory for the used data; None with block storage."""
    console_step_binary: MemoryStep | None
    """The step if a published TB has steps of 1024."""
    console_step_provisioned: MemoryStep | None
    """The step if the provisioned capacity counts."""
    proxies: Machines
    """Sync proxies."""
    gateways: Machines
    """Cloud sync gateways."""
    transition: Machines
    """Transition hosts."""
    failback: Machines
    """Failback transition hosts."""
    largest_disks: int
    """Disks of the largest host; at least the mean, rounded up."""
    transition_memory: float
    """Memory of a transition host that restores all disks of the largest host at once, in GB."""
    parallel: int
    """Disks that all proxies synchronise in parallel by default."""
    unit: str
    """GB or GiB: the unit of the quota for capacity."""
    quotas: tuple[QuotaNeeded, ...]
    """Quotas, the one to plan with first."""
    licences: int
    """DR licences."""
    licence_months: int
    """Licences times months."""

    @property
    def redis_node(self) -> bool:
        """Return whether the console needs a separate Redis node, whose size is not stated."""
        return self.console_step is not None and self.console_step.memory_gb is None and self.console.count > 0

    @property
    def machines(self) -> tuple[Machines, ...]:
        """Return all machines, in the order of the bill."""
        return (self.console, self.proxies, self.gateways, self.transition, self.failback)

    @property
    def quota(self) -> QuotaNeeded:
        """Return the quota to plan with."""
        return self.quotas[0]


def form(catalog: Catalog) -> Form:
    """Return the inputs."""
    return catalog.form(NAME)


def inputs(values: Mapping[str, Value], catalog: Catalog) -> Inputs:
    """Return checked values as inputs. Raises InputError for what contradicts."""
    found = filled(Inputs, values)
    problems = [InputProblem(name, message) for name, holds, message in _contradictions(found) if holds]
    if problems:
        raise InputError(problems)
    return found


def _contradictions(inputs: Inputs) -> tuple[tuple[str, bool, str], ...]:
    """Return what contradicts; what was left empty follows from the rest, so it does not."""
    largest, hosts, disks = inputs.largest_disks, inputs.hosts, inputs.disks
    most, at_once, recovered = _or(inputs.provisioned, math.inf), inputs.disks_at_once or 0, inputs.recovered_hosts or 0
    return (
        (
            "disks",
            disks is not None and hosts > disks,
            "there are more hosts than disks. Each host has at least one disk.",
        ),
        (
            "disks",
            hosts == 0 and disks is not None and disks > 0,
            "there are disks, but no hosts. Enter 0, or enter the hosts.",
        ),
        (
            "largest_disks",
            largest is not None
            and disks is not None
            and hosts > 0
            and (largest * hosts < disks or largest > disks - hosts + 1),
            "this does not fit the hosts and disks. It is at least the mean, and leaves a disk for each other host.",
        ),
        (
            "used",
            inputs.used is not None and inputs.used > most,
            "more is used than provisioned. Enter at most the provisioned capacity.",
        ),
        (
            "disks_at_once",
            disks is not None and at_once > disks,
            "there are fewer disks. Enter at most all disks, or leave it empty.",
        ),
        ("recovered_hosts", recovered > hosts, "there are fewer hosts. Enter at most all hosts, or leave it empty."),
        ("failback_hosts", inputs.failback_hosts > hosts, "there are fewer hosts. Enter at most all hosts."),
    )


def project(inputs: Inputs, catalog: Catalog) -> Project:
    """Return the inputs with what was left empty, for as many hosts as there are and no fewer disks than are named."""
    hosts = inputs.hosts
    disks = max(hosts * catalog.value("host-disks"), hosts + (inputs.largest_disks or 1) - 1, inputs.disks_at_once or 0)
    if inputs.largest_disks is not None:
        disks = min(disks, hosts * inputs.largest_disks)
    share = catalog.value("provisioned-for-used") / PERCENT
    by_hosts = from_bytes(to_bytes(hosts * catalog.value("host-capacity"), "GB"), inputs.capacity_unit)
    provisioned = _or(inputs.provisioned, by_hosts if inputs.used is None else inputs.used * share)
    values = {field.name: getattr(inputs, field.name) for field in dataclasses.fields(inputs)}
    values |= {
        "disks": _or(inputs.disks, disks if hosts else 0),
        "provisioned": provisioned,
        "used": _or(inputs.used, provisioned / share),
        "vcpu": _or(inputs.vcpu, hosts * catalog.value("host-vcpu")),
        "memory_gb": _or(inputs.memory_gb, hosts * catalog.value("host-memory")),
    }
    return Project(**values)


def calculate(inputs: Inputs, catalog: Catalog) -> Result:
    """Return how many components there are, of what size, and what the target account must allow."""
    return _calculate(project(inputs, catalog), catalog)


def _calculate(inputs: Project, catalog: Catalog) -> Result:
    parts = catalog.parts
    spare = int(catalog.value("spare-machines")) if inputs.spare == "yes" else 0
    platform = next((item for item in parts.platforms if item.id == inputs.target), None)
    at_once = inputs.disks if inputs.disks_at_once is None else inputs.disks_at_once
    gateways = _ceilings(parts, "gateway", inputs, {"disks": inputs.disks}) if inputs.storage == "block" else ()
    proxies = _ceilings(parts, "proxy", inputs, {"disks": at_once, "hosts": inputs.hosts})
    if inputs.source == AGENT:
        proxies = ()
    found = {
        "console": _machines(parts, "console", inputs, min(1, int(inputs.hosts))),
        "proxies": _carrying(parts, "sync-proxy", inputs, proxies, spare),
        "gateways": _carrying(parts, "cloud-sync-gateway", inputs, gateways, spare),
        "transition": _machines(parts, "transition-host", inputs, int(_or(inputs.recovered_hosts, inputs.hosts))),
        "failback": _machines(parts, "failback-transition-host", inputs, int(inputs.failback_hosts)),
    }
    used = to_bytes(inputs.used, inputs.capacity_unit)
    provisioned = to_bytes(inputs.provisioned, inputs.capacity_unit)
    largest = int(_or(inputs.largest_disks, up(inputs.disks / inputs.hosts) if inputs.hosts else 0))
    step = console_step(parts, used, "TB") if inputs.storage == "object" else None
    if step is not None:
        # Beside a separate Redis node no other memory is stated, so the console keeps that of the largest step.
        most = max(each.memory_gb or 0 for each in parts.console_memory.steps)
        size = dataclasses.replace(found["console"].size, memory_gb=_or(step.memory_gb, most))
        found["console"] = dataclasses.replace(found["console"], size=size)
    transition_memory = found["transition"].size.memory_gb or 0
    if inputs.storage == "object":
        transition_memory = max(transition_memory, largest * catalog.value("recovery-memory-per-disk"))
    size = dataclasses.replace(found["transition"].size, memory_gb=transition_memory)
    found["transition"] = dataclasses.replace(found["transition"], size=size)
    unit = "GiB" if inputs.capacity_unit.endswith("iB") else "GB"
    licences = int(inputs.hosts)
    return Result(
        project=inputs,
        platform=platform,
        origin=next((item for item in parts.origins if item.id == inputs.source), None),
        listed=platform is None or inputs.storage in platform.storages,
        **found,
        console_step=step,
        console_step_binary=console_step(parts, used, "TiB") if step else None,
        console_step_provisioned=console_step(parts, provisioned, "TB") if step else None,
        largest_disks=largest,
        transition_memory=transition_memory,
        parallel=found["proxies"].count * int(_rule(parts, "proxy-parallel-default").values[0]),
        unit=unit,
        quotas=_quotas(parts, inputs, found["gateways"], from_bytes(provisioned, unit)),
        licences=licences,
        licence_months=licences * int(inputs.months),
    )


def up(value: float) -> int:
    """Return a number rounded up; what only the arithmetic of floats adds does not count."""
    nearest = round(value)
    return nearest if abs(value - nearest) <= ROUNDING * max(1.0, abs(value)) else math.ceil(value)


def console_step(parts: Parts, size: float, unit: str) -> MemoryStep:
    """Return the step of the console's memory for an amount of data in bytes; `unit` is what the pages call TB."""
    amount = from_bytes(size, unit)
    return next(step for step in parts.console_memory.steps if step.up_to_tb is None or amount <= step.up_to_tb)


def concerns(item: Size | SizingRule, inputs: Project) -> bool:
    """Return whether a size or a rule is about the chosen platforms."""
    return inputs.target in item.for_targets or inputs.source in item.for_sources


def general(item: Size | SizingRule) -> bool:
    """Return whether a size or a rule names no platform."""
    return not item.for_targets and not item.for_sources


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _rule(parts: Parts, name: str) -> SizingRule:
    return next(rule for rule in parts.rules if rule.id == name)


def _ceilings(parts: Parts, topic: str, inputs: Project, loads: Mapping[str, float]) -> tuple[Ceiling, ...]:
    """Return every ceiling that holds here; that of a platform replaces the general ones of its unit.

    Without a target those of all targets stand beside.
    """
    rules = [rule for rule in parts.rules if rule.topic == topic and rule.plan is not None]
    unnamed = topic == "gateway" and inputs.target == NO_TARGET
    shown = [rule for rule in rules if general(rule) or concerns(rule, inputs) or unnamed]
    special = {rule.unit for rule in shown if rule.plan == "used" and concerns(rule, inputs)}
    found = []
    for rule in shown:
        if general(rule) and rule.unit in special:
            continue
        counted = rule.plan == "used" and (general(rule) or concerns(rule, inputs))
        for each in rule.values:
            load = loads[rule.unit]
            found.append(Ceiling(rule=rule, each=each, load=load, count=up(load / each), counted=counted))
    return tuple(sorted(found, key=lambda ceiling: (not ceiling.counted, -ceiling.count)))


def _carrying(parts: Parts, component: str, inputs: Project, ceilings: tuple[Ceiling, ...], spare: int) -> Machines:
    count = max((ceiling.count for ceiling in ceilings if ceiling.counted), default=0)
    spares = spare if count else 0
    machines = _machines(parts, component, inputs, count + spares)
    return dataclasses.replace(machines, spares=spares, ceilings=ceilings)


def _machines(parts: Parts, name: str, inputs: Project, count: int) -> Machines:
    """Return machines with the size of the platform: of several the largest, unless one is marked to plan with."""
    component = next(item for item in parts.components if item.id == name)
    standard = next((size for size in component.sizes if size.id == component.plan_with), component.sizes[0])
    own = [size for size in component.sizes if concerns(size, inputs)]
    if not own or standard in own:
        chosen, filled = standard, standard
    else:
        chosen = max(own, key=lambda size: _amounts(_fill(size, standard)))
        filled = _fill(chosen, standard)
    return Machines(
        component=name,
        name=component.name,
        count=count,
        spares=0,
        size=filled,
        filled=None if filled == chosen else standard,
    )


def _amounts(size: Size) -> tuple[float, ...]:
    return (size.vcpu or 0, size.memory_gb or 0, size.disk_gb or 0)


def _fill(size: Size, standard: Size) -> Size:
    missing = {
        name: getattr(standard, name)
        for name in ("vcpu", "memory_gb", "disk_gb")
        if getattr(size, name) is None and getattr(standard, name) is not None
    }
    return dataclasses.replace(size, **missing)


def _quotas(parts: Parts, inputs: Project, gateways: Machines, capacity: float) -> tuple[QuotaNeeded, ...]:
    """Return what each formula for the storage type asks; the largest one is planned with."""
    totals: dict[Resource, float] = {
        "instances": inputs.hosts,
        "vcpu": inputs.vcpu,
        "memory": inputs.memory_gb * MB_IN_GB,
        "disks": inputs.disks,
        "capacity": capacity,
    }
    found = [
        QuotaNeeded(
            formula=formula,
            own=inputs.target in formula.for_targets,
            planned=False,
            needed=tuple(_needed(term, totals[term.resource], gateways) for term in formula.terms),
        )
        for formula in parts.quotas
        if formula.storage == inputs.storage
    ]
    first = max(found, key=lambda quota: sum(term.per_source for term in quota.formula.terms))
    rest = (quota for quota in found if quota is not first)
    return (dataclasses.replace(first, planned=True), *rest)


def _needed(term: QuotaTerm, total: float, gateways: Machines) -> Needed:
    real: dict[Resource, float] = {
        "instances": 1,
        "vcpu": gateways.size.vcpu or 0,
        "memory": (gateways.size.memory_gb or 0) * MB_IN_GB,
        "disks": 1,
        "capacity": gateways.size.disk_gb or 0,
    }
    each = real[term.resource]
    stated = each if term.per_gateway is None else term.per_gateway
    return Needed(
        resource=term.resource,
        term=term,
        amount=up(term.per_source * total + stated * gateways.count),
        real=up(term.per_source * total + max(each, stated) * gateways.count),
    )


def carried(ceilings: Iterable[Ceiling]) -> tuple[int, int] | None:
    """Return the fewest and the most machines that the published numbers give, or None without any."""
    counts = [ceiling.count for ceiling in ceilings]
    return (min(counts), max(counts)) if counts else None

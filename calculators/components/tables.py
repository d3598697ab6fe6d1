"""Tables of the components calculator: the bill of materials, every published number, quotas and what comes next."""

from collections.abc import Iterator

from calculators.answers.report import Chart, Marker, Series, Table
from calculators.answers.wording import count, exact, number
from calculators.catalog import Catalog
from calculators.components.model import Machines, Project, Result, concerns, general, up
from calculators.components.words import RESOURCES, amount, at_most, formula, platform, size
from calculators.records.components import MemoryStep, Size
from calculators.records.evidence import Source
from calculators.records.flow import Level
from calculators.replication.units import from_bytes, to_bytes

# More steps than these are no stair that anybody can read: then those around the present number of disks are drawn.
MOST_STEPS = 100

QUOTA = "Quota of the target account"
REAL = "With these gateways"
"""Title of the table of quotas, and of its column that counts the gateways as they are planned."""
LICENCE_RULES = ("unit", "price-example", "failback-type", "failback-gift")


def all_tables(inputs: Project, result: Result, catalog: Catalog) -> tuple[Table, ...]:
    """Return every table that has rows."""
    found = (
        bill(inputs, result, catalog),
        ceilings(result.gateways, "Gateways, by each published number", catalog),
        ceilings(result.proxies, "Sync proxies, by each published number", catalog),
        quotas(inputs, result, catalog),
        next_steps(inputs, result),
        sizes(inputs, result, catalog),
    )
    return tuple(table for table in found if table.rows)


def bill(inputs: Project, result: Result, catalog: Catalog) -> Table:
    """Return every machine and licence with its count and size."""
    places = {
        "console": "where it reaches all others",
        "sync-proxy": "production side",
        "cloud-sync-gateway": "target",
        "transition-host": "target, while hosts are recovered",
        "failback-transition-host": "production side, while hosts are failed back",
    }
    rows = [
        (
            machines.name,
            number(machines.count),
            size(machines.size) + (f", `{machines.size.flavour}`" if machines.size.flavour else ""),
            _together(machines),
            places[machines.component],
            _cited(machines.size.source, catalog),
        )
        for machines in result.machines
        if machines.count
    ]
    if result.redis_node:
        name = _cited(catalog.parts.console_memory.sources[0], catalog)
        rows.insert(1, ("Separate Redis node", "1", "size not stated", "", "beside the console", name))
    unit = {rule.id: rule.source for rule in catalog.parts.licences}
    if result.licences:
        each = f"for {count(inputs.months, 'month')}"
        total = f"{number(result.licence_months)} licences for a month"
        rows.append(("DR licence", number(result.licences), each, total, "console", _cited(unit["unit"], catalog)))
    if inputs.failback_hosts:
        each = "for one use; part of a DR licence bought online for SaaS"
        name = _cited(unit["failback-type"], catalog)
        rows.append(("Failback licence", exact(inputs.failback_hosts), each, "", "console", name))
    return Table(
        title="Bill of materials",
        columns=("Item", "Count", "Each", "All together", "Where it runs", "Source"),
        rows=tuple(rows),
    )


def _together(machines: Machines) -> str:
    found = machines.size
    parts = (
        f"{number(found.vcpu * machines.count)} vCPU" if found.vcpu else "",
        f"{number(found.memory_gb * machines.count)} GB of memory" if found.memory_gb else "",
        f"{number(found.disk_gb * machines.count)} GB of disk" if found.disk_gb else "",
    )
    return ", ".join(part for part in parts if part)


def ceilings(machines: Machines, title: str, catalog: Catalog) -> Table:
    """Return how many machines each published number gives, the counted ones first."""
    levels: list[Level] = []
    rows = []
    for ceiling in machines.ceilings if machines.count else ():
        binds = ceiling is machines.binding
        levels.append("good" if binds else "mixed" if ceiling.counted else "caution")
        rows.append(
            (
                f"{ceiling.rule.what}: {exact(ceiling.each)}",
                "decides" if binds else "also counts" if ceiling.counted else "not counted",
                number(ceiling.count),
                count(ceiling.room, ceiling.rule.unit.removesuffix("s")),
                ceiling.rule.note or "",
                _cited(ceiling.rule.source, catalog),
            )
        )
    return Table(
        title=title,
        columns=("Published number", "Use", "Machines", "Enough for", "Note", "Source"),
        rows=tuple(rows),
        badges=tuple(levels),
    )


def quotas(inputs: Project, result: Result, catalog: Catalog) -> Table:
    """Return what the target account must allow, by each formula, and what else the platform's page asks for."""
    planned = result.quota
    real = any(needed.real != needed.amount for needed in planned.needed)
    others = result.quotas[1:]
    columns = ["Resource", "Formula", "Needed"]
    columns += [REAL] if real else []
    columns += [f"By the page of {quota.formula.targets}" for quota in others]
    rows = []
    for index, needed in enumerate(planned.needed):
        row = [RESOURCES[needed.resource], formula(needed.term), amount(needed.amount, needed.resource, result)]
        row += [amount(needed.real, needed.resource, result)] if real else []
        row += [amount(quota.needed[index].amount, needed.resource, result) for quota in others]
        rows.append(tuple(row))
    if result.platform and result.platform.quota:
        for item in result.platform.quota.more:
            if item.storage == inputs.storage:
                rows.append((item.resource, item.least, *("",) * (len(columns) - 2)))
    title = QUOTA
    if planned.own or (result.platform and result.platform.quota and not others):
        title += f", by the page of {platform(result)}"
    elif inputs.storage == "block":
        title += f", by the pages of {planned.formula.targets}"
    return Table(title=title, columns=tuple(columns), rows=tuple(rows) if inputs.hosts else ())


def next_steps(inputs: Project, result: Result) -> Table:
    """Return how much can be added until a number changes."""
    rows = []
    for machines, name in ((result.gateways, "Gateways"), (result.proxies, "Sync proxies")):
        for ceiling in machines.ceilings:
            if ceiling.counted and machines.needed:
                one = ceiling.rule.unit.removesuffix("s")
                room = ceiling.room_on(machines.needed)
                then = f"the next {one}{' after that' if room else ''} makes it {number(machines.count + 1)}"
                rows.append((f"{name}, by {ceiling.rule.unit}", number(machines.count), count(room, one), then))
    step = result.console_step
    if step and step.up_to_tb is not None and inputs.hosts:
        used = from_bytes(to_bytes(inputs.used, inputs.capacity_unit), "TB")
        left = f"{at_most(step.up_to_tb - used)} TB of used data"
        then = f"more than {exact(step.up_to_tb)} TB needs the next step"
        rows.append(("Console memory", memory_words(step), left, then))
    if inputs.hosts:
        rows.append(("DR licences", number(result.licences), "none", "each further host needs one"))
        for needed in result.quota.needed:
            if needed.resource in ("disks", "capacity"):
                present = amount(needed.real, needed.resource, result)
                unit = "disk" if needed.resource == "disks" else result.unit
                then = f"each further {unit} adds {exact(needed.term.per_source)}, each gateway its own"
                if inputs.storage == "object":
                    then = f"each further {unit} adds {exact(needed.term.per_source)}"
                rows.append((f"{RESOURCES[needed.resource]} in the quota", present, "none", then))
    return Table(
        title="What changes the answer next",
        columns=("Number", "Now", "Room", "Then"),
        rows=tuple(rows),
    )


def charts(result: Result) -> Iterator[Chart]:
    """Yield how the machines grow with the disks, by the counted and by the other published numbers."""
    drawn = ((result.gateways, "gateways", "Gateways"), (result.proxies, "proxies", "Sync proxies"))
    return (_growth(machines, name, title) for machines, name, title in drawn if machines.needed)


def _growth(machines: Machines, name: str, title: str) -> Chart:
    """Return a stair for each published number, with both sides of each step: the last disk that fits, the next one."""
    ceilings = [ceiling for ceiling in machines.ceilings if ceiling.rule.unit == "disks"]
    load = ceilings[0].load
    eaches = tuple(dict.fromkeys(ceiling.each for ceiling in ceilings))
    first, last = _window(load, min(eaches))
    x = tuple(sorted({first, load, last, *(edge for each in eaches for edge in _edges(each, first, last))}))
    series = tuple(
        Series(name=f"{exact(each)} disks on one", values=tuple(float(up(disks / each)) for disks in x), kind="step")
        for each in eaches
    )
    ends = ", ".join(f"{number(up(last / each))} with {exact(each)} on one" for each in eaches)
    return Chart(
        id=name,
        title=f"{title} by the number of disks",
        summary=f"{_disks_need(load)} {number(machines.needed)}. {_disks_need(last)} {ends}.",
        x=x,
        x_label="Disks",
        y_label=title,
        series=series,
        markers=(Marker(x=load, y=float(machines.needed), label="now"),),
    )


def _disks_need(disks: float) -> str:
    return f"{exact(disks)} {'disk needs' if disks == 1 else 'disks need'}"


def _window(load: float, each: float) -> tuple[float, float]:
    """Return from how many disks to how many a chart reaches: from 0 to twice as many, or the steps around them."""
    last = max(2 * load, each)
    if last / each <= MOST_STEPS:
        return 0.0, last
    half = MOST_STEPS // 2 * each
    return load - half, load + half


def _edges(each: float, first: float, last: float) -> Iterator[float]:
    """Yield the last disk of each machine and the first one of the next."""
    for machine in range(int(first // each), int(last // each) + 1):
        for disks in (machine * each, machine * each + 1):
            if first <= disks <= last:
                yield disks


def sizes(inputs: Project, result: Result, catalog: Catalog) -> Table:
    """Return every published size that is for these platforms or for all."""
    rows: list[tuple[str, ...]] = []
    levels: list[Level] = []
    for machines, found in _published(inputs, result, catalog):
        planned = found.source == machines.size.source and found.id == machines.size.id
        levels.append("good" if planned else "mixed")
        rows.append(
            (
                f"{machines.name}: {found.where}",
                "planned" if planned else "beside",
                size(found) + (f", `{found.flavour}`" if found.flavour else ""),
                f"{exact(found.carries)} {found.carries_unit}" if found.carries else "",
                "; ".join(part for part in (found.system, found.note) if part),
                _cited(found.source, catalog),
            )
        )
    return Table(
        title="Published sizes",
        columns=("Component", "Use", "Machine", "Carries", "System and notes", "Source"),
        rows=tuple(rows),
        badges=tuple(levels),
    )


def _published(inputs: Project, result: Result, catalog: Catalog) -> Iterator[tuple[Machines, Size]]:
    components = {component.id: component for component in catalog.parts.components}
    for machines in result.machines:
        for found in components[machines.component].sizes if machines.count else ():
            if general(found) or concerns(found, inputs) or found.id == machines.size.id:
                yield machines, found


def stated(machines: Machines) -> bool:
    """Return whether a page of the platform itself tells what one machine carries."""
    return any(ceiling.rule.for_targets or ceiling.rule.for_sources for ceiling in machines.ceilings)


def memory_words(step: MemoryStep) -> str:
    """Return the memory of a step, or what to do instead."""
    return f"{exact(step.memory_gb)} GB" if step.memory_gb is not None else "a separate Redis node"


def _cited(source: Source, catalog: Catalog) -> str:
    return f"{catalog.document(source).title}, {source.section}"

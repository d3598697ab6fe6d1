"""The components calculator's result as a report."""

from collections.abc import Iterator
from dataclasses import replace

from calculators.answers.inputs import fields
from calculators.answers.report import (
    MOST_FIGURES,
    Answer,
    Chart,
    Given,
    PageLink,
    Reason,
    Report,
    Verdict,
    Working,
    following,
    given,
    verb,
)
from calculators.answers.wording import count, exact, listed, number, sentence
from calculators.catalog import Catalog
from calculators.components import tables
from calculators.components.model import (
    AGENT,
    FIGURES,
    NAME,
    Inputs,
    Machines,
    Needed,
    Project,
    Result,
    carried,
    form,
)
from calculators.components.words import (
    RESOURCES,
    amount,
    formula,
    number_of,
    platform,
    quota_numbers,
    size,
)
from calculators.records.evidence import Source
from calculators.records.form import Field
from calculators.replication.units import from_bytes, to_bytes

# How many changes the answer names.
MOST_CHANGES = 3
# Empty, these follow from the hosts: the answer says what they came to.
FOLLOWING = ("disks", "provisioned", "used", "vcpu", "memory_gb")


def stages(inputs: Inputs, result: Result, catalog: Catalog) -> Iterator[Report]:
    """Yield the answer as far as it is worked out: verdict and figures first, all of it last."""
    project = result.project
    yield (told := _short(inputs, result, catalog))
    yield (told := replace(told, binds=_binds(result), change=_change(result)))
    drawn: list[Chart] = []
    for chart in tables.charts(result):
        drawn.append(chart)
        yield (told := replace(told, charts=tuple(drawn)))
    yield (told := replace(told, reasons=_reasons(result, catalog), warnings=_warnings(project, result, catalog)))
    yield (told := replace(told, tables=tables.all_tables(project, result, catalog)))
    yield replace(
        told,
        working=_working(project, result, catalog),
        notes=_notes(project, result, catalog),
        sources=_sources(result, fields(form(catalog)), catalog),
    )


def _short(inputs: Inputs, result: Result, catalog: Catalog) -> Report:
    every = fields(form(catalog))
    units = {field.unit_from for field in every}
    project = result.project
    answers = _answers(project, result, catalog)
    return Report(
        calculator=NAME,
        title=form(catalog).title,
        verdict=_verdict(project, result),
        given=tuple(_given(field, inputs, project) for field in every if field.id not in units),
        answers=answers,
        matter=min(len(answers), MOST_FIGURES),
        data_date=catalog.date,
    )


def _given(field: Field, inputs: Inputs, project: Project) -> Given:
    """Return an input as it was used; of one that follows from the hosts what it came to."""
    if field.id not in FOLLOWING or getattr(inputs, field.id) is not None:
        return given(field, inputs)
    followed = given(field, project)
    return replace(followed, value=following(followed.value, field))


def _binds(result: Result) -> str:
    """Return which published number decides each count."""
    found = [
        f"{number_of(machines)}: {number(binding.load)} {binding.rule.unit}, of which {exact(binding.each)} fit on one"
        for machines in (result.gateways, result.proxies)
        if machines.count and (binding := machines.binding)
    ]
    if result.redis_node:
        found.append("a separate Redis node: more used data than one console holds in memory")
    elif result.console_step is not None and result.console.count:
        found.append(f"{tables.memory_words(result.console_step)} for the console: the used data")
    if not found:
        return "Nothing is counted by its load." if result.console.count else "There is nothing to protect."
    return sentence("; ".join(found))


def _change(result: Result) -> tuple[str, ...]:
    """Return which published numbers would need fewer machines, the one that saves most first."""
    found = []
    for machines in (result.gateways, result.proxies):
        binding = machines.binding
        if binding is None or not machines.count:
            continue
        rest = [item.count for item in machines.ceilings if item.counted and item.rule.unit != binding.rule.unit]
        for ceiling in machines.ceilings:
            needed = max(ceiling.count, *rest, 0)
            if not ceiling.counted and ceiling.rule.unit == binding.rule.unit and needed < machines.needed:
                text = (
                    f"{ceiling.rule.what}: {exact(ceiling.each)}. Where that holds, "
                    f"{number_of(replace(machines, count=needed))} {verb(needed)} enough instead of {machines.needed}."
                )
                found.append((machines.needed - needed, text))
    return tuple(text for _, text in sorted(found, key=lambda item: -item[0])[:MOST_CHANGES])


def _verdict(inputs: Project, result: Result) -> Verdict:
    label = listed(number_of(machines) for machines in result.machines if machines.count)
    if not result.listed:
        text = (
            f"{platform(result)} is not listed with {inputs.storage} storage, so the numbers help only for another one."
        )
        return Verdict(level="bad", label="Not listed with this storage type", text=text)
    if result.redis_node:
        text = "One console does not hold this much data in memory, and no page states the size of the Redis node. Ask."
        return Verdict(level="caution", label=f"{label}, and a Redis node", text=f"{text} {_next_sentence(result)}")
    disagree = [
        f"{low} to {high} {name}"
        for machines, name in ((result.gateways, "gateways"), (result.proxies, "sync proxies"))
        for low, high in (carried(machines.ceilings) or (0, 0),)
        if low != high
    ]
    if not disagree:
        return Verdict(level="good", label=label, text=_next_sentence(result))
    text = f"The published numbers give {listed(disagree)}; counted is what this guide plans with."
    return Verdict(level="mixed", label=label, text=f"{text} {_next_sentence(result)}")


def _next_sentence(result: Result) -> str:
    """Return what one more disk or host does."""
    full = [
        f"One more {ceiling.rule.unit.removesuffix('s')} needs another {_one(machines)}."
        for machines in (result.gateways, result.proxies)
        for ceiling in machines.ceilings
        if ceiling.counted and machines.needed and not ceiling.room_on(machines.needed)
    ]
    if full:
        return " ".join(full)
    rooms = [
        f"{number(ceiling.room)} more {ceiling.rule.unit.removesuffix('s' if ceiling.room == 1 else '')}"
        for machines in (result.gateways, result.proxies)
        if (ceiling := machines.binding)
    ]
    return f"There is room for {rooms[0]} before the count changes." if rooms else "More hosts need no more machines."


def _one(machines: Machines) -> str:
    return {"cloud-sync-gateway": "gateway", "sync-proxy": "sync proxy"}[machines.component]


def _answers(inputs: Project, result: Result, catalog: Catalog) -> tuple[Answer, ...]:
    """Return the machines that carry the load, what the account must allow, and the rest; what is not needed last."""
    load = (result.gateways, result.proxies, result.console)
    counted = {id(machines): _counted(machines, _detail(machines, inputs, result)) for machines in result.machines}
    if not inputs.hosts:
        return tuple(counted.values())
    quota = {needed.resource: needed for needed in result.quota.needed}
    return (
        *(counted[id(machines)] for machines in load if machines.count),
        *(
            Answer(
                id=f"quota_{name}",
                label=f"Quota: {RESOURCES[name]}",
                value=amount(quota[name].real, name, result),
                detail=_quota_detail(quota[name], inputs, result),
                amount=quota[name].real,
                unit={"disks": "disks", "capacity": result.unit}[name],
            )
            for name in ("disks", "capacity")
        ),
        *(counted[id(machines)] for machines in result.machines if machines.count and machines not in load),
        Answer(
            id="licences",
            label="DR licences",
            value=f"{number(result.licences)} for {count(inputs.months, 'month')}",
            detail=_licence_detail(inputs, result, catalog),
            amount=result.licences,
            unit="licences",
        ),
        *(counted[id(machines)] for machines in result.machines if not machines.count),
    )


def _quota_detail(needed: Needed, inputs: Project, result: Result) -> str:
    numbers = f"{quota_numbers(needed, inputs, result)} by the formula."
    if needed.real == needed.amount:
        return numbers
    return f"{numbers} It counts smaller gateways: {amount(needed.amount, needed.resource, result)}."


def _counted(machines: Machines, detail: str) -> Answer:
    return Answer(
        id=machines.component.replace("-", "_"),
        label=machines.name,
        value=number(machines.count) if machines.count else "none",
        detail=detail,
        amount=machines.count,
        unit="machines",
    )


def _detail(machines: Machines, inputs: Project, result: Result) -> str:
    if not machines.count:
        if machines is result.gateways and inputs.storage == "object":
            return "Only block storage needs gateways."
        if machines is result.proxies and inputs.source == AGENT:
            return "Agents send the data themselves."
        return "Not asked for." if inputs.hosts else "There is nothing to protect."
    if machines is result.console and result.redis_node:
        return f"{size(machines.size)}, and a separate Redis node beside it, whose size is not stated."
    if not machines.ceilings:
        return f"{size(machines.size)} each."
    spare = f", {machines.spares} of them spare" if machines.spares else ""
    binding = machines.binding
    bound = f"at most {exact(binding.each)} {binding.rule.unit} on one" if binding else ""
    return f"{size(machines.size)} each{spare}; {bound}."


def _licence_detail(inputs: Project, result: Result, catalog: Catalog) -> str:
    price = next(rule for rule in catalog.parts.licences if rule.id == "price-example")
    cost = result.licence_months * price.value
    return (
        f"{number(result.licence_months)} licences for a month. At the {exact(price.value)} USD of the published "
        f"example they are {number(cost)} USD, which is not an offer."
    )


def _reasons(result: Result, catalog: Catalog) -> tuple[Reason, ...]:
    """Return a finding for each disagreement that changes a number of this answer."""
    found = []
    for machines, name, other in (
        (result.gateways, "gateway", "gateway-disks"),
        (result.proxies, "sync proxy", "proxy-capacity"),
    ):
        span = carried(machines.ceilings)
        binding = machines.binding
        if span and binding and span[0] != span[1]:
            text = (
                f"The pages name different numbers for one {name}: with them it is {span[0]} to {span[1]}. "
                f"Counted is {binding.count}, by {exact(binding.each)} {binding.rule.unit} on one."
            )
            remedy = "Plan with it, and take fewer only where the platform's guide offers more on one."
            found.append(_disagreement(text, remedy, binding.rule.source, other))
    planned, *others = result.quotas
    numbers = {needed.resource: needed.amount for needed in planned.needed}
    for quota in others:
        less = {needed.resource: needed.amount for needed in quota.needed}
        if less["disks"] != numbers["disks"]:
            text = (
                f"For the disks in the quota the pages of {planned.formula.targets} give {number(numbers['disks'])}, "
                f"that of {quota.formula.targets} {number(less['disks'])}."
            )
            found.append(_disagreement(text, "Ask for the larger one.", quota.formula.source, "gateway-disk-quota"))
    return tuple(found)


def _disagreement(text: str, remedy: str, source: Source, name: str) -> Reason:
    link = PageLink(page=f"disagreements.md#{name}", label="Both sides")
    return Reason(level="caution", label="Sources disagree", text=text, remedy=remedy, source=source, link=link)


def _warnings(inputs: Project, result: Result, catalog: Catalog) -> tuple[str, ...]:
    rules = (
        *_unstated(inputs, result),
        *_console_doubts(inputs, result, catalog),
        *_host_doubts(inputs, result, catalog),
    )
    return tuple(text for holds, text in rules if holds)


def _unstated(inputs: Project, result: Result) -> tuple[tuple[bool, str], ...]:
    """Return what the pages of the chosen platforms do not say."""
    gateways, proxies = result.gateways, result.proxies
    here, named = platform(result), result.platform is not None
    origin = result.origin.name if result.origin else ""
    own = any(quota.own for quota in result.quotas)
    return (
        (
            proxies.count > 0 and not tables.stated(proxies),
            f"What one sync proxy carries is not stated for {origin}. The general numbers are used.",
        ),
        (
            gateways.count > 0 and named and not tables.stated(gateways),
            f"How many disks one gateway takes is not stated for {here}. The general number is used.",
        ),
        (
            proxies.count > 0 and inputs.source not in proxies.size.for_sources,
            f"No size of a sync proxy is stated for {origin}. The one for {proxies.size.where} is used.",
        ),
        (
            gateways.count > 0 and named and inputs.target not in gateways.size.for_targets,
            f"No size of a gateway is stated for {here}. The one of the O&M guide is used.",
        ),
        (
            inputs.hosts > 0 and result.platform is not None and result.platform.quota is None,
            f"No quota formula is stated for {here}. The common one is used.",
        ),
        (
            own and not result.quota.own and inputs.hosts > 0,
            f"The page of {here} asks for less quota than the common formula. The larger one is planned with.",
        ),
        (
            any(needed.real > needed.amount for needed in result.quota.needed),
            f"The quota formula counts smaller gateways than those planned here ({size(gateways.size)}). The answer "
            f"counts these, as does the column '{tables.REAL}' of the table '{tables.QUOTA}'. Ask for that much.",
        ),
    )


def _console_doubts(inputs: Project, result: Result, catalog: Catalog) -> tuple[tuple[bool, str], ...]:
    """Return what may change the console."""
    step, steps = result.console_step, catalog.parts.console_memory
    full, binary = result.console_step_provisioned, result.console_step_binary
    second = (
        inputs.spare == "yes" and result.console.count > 0,
        "How to run a second console is not stated, so none is counted. Back up the one there is.",
    )
    if step is None or full is None or binary is None or not inputs.hosts:
        return (second,)
    return (
        second,
        (step.memory_gb is None, f"This is more than one console holds in memory. {step.action}"),
        (
            step.id != binary.id,
            "The pages do not say whether a TB has steps of 1000 or 1024. With 1024 the console needs less memory.",
        ),
        (
            step.id != full.id,
            "The pages do not say whether used or provisioned data counts for the console's memory. Used data is "
            f"counted; the provisioned capacity asks for {tables.memory_words(full)}.",
        ),
        (
            True,
            f"The console's memory holds for {exact(steps.snapshots)} snapshots and increments below "
            f"{exact(steps.increment_percent)} %. More of either is not stated.",
        ),
    )


def _host_doubts(inputs: Project, result: Result, catalog: Catalog) -> tuple[tuple[bool, str], ...]:
    """Return what may change the transition hosts."""
    each = exact(catalog.value("recovery-memory-per-disk"))
    return (
        (
            inputs.storage == "object" and inputs.largest_disks is None and result.transition.count > 0,
            "The memory of transition hosts follows the mean number of disks. A host with more disks needs "
            f"{each} GB for each.",
        ),
    )


def _working(inputs: Project, result: Result, catalog: Catalog) -> tuple[Working, ...]:
    if not inputs.hosts:
        return ()
    steps = []
    for machines, label in ((result.gateways, "gateways"), (result.proxies, "sync proxies")):
        for ceiling in machines.ceilings:
            if ceiling.counted:
                steps.append(
                    Working(
                        label=f"Count of {label}, by {ceiling.rule.unit}",
                        formula=f"{ceiling.rule.unit} / {ceiling.rule.unit} on one, rounded up",
                        numbers=f"{number(ceiling.load)} / {exact(ceiling.each)}",
                        result=number(ceiling.count),
                    )
                )
    if inputs.storage == "object" and inputs.hosts:
        steps.append(
            Working(
                label="Memory of a transition host",
                formula="disks of the largest host x memory for each, at least the published example",
                numbers=f"{number(result.largest_disks)} x {exact(catalog.value('recovery-memory-per-disk'))} GB",
                result=f"{number(result.transition_memory)} GB",
            )
        )
        steps.append(
            Working(
                label="Memory of the console",
                formula="step of the published table for the used data",
                numbers=f"{number(from_bytes(to_bytes(inputs.used, inputs.capacity_unit), 'TB'))} TB",
                result=tables.memory_words(result.console_step) if result.console_step else "",
            )
        )
    steps += [
        Working(
            label=f"Quota: {RESOURCES[needed.resource]}",
            formula=formula(needed.term),
            numbers=quota_numbers(needed, inputs, result),
            result=amount(needed.amount, needed.resource, result)
            + (f"; {amount(needed.real, needed.resource, result)} with these gateways" * (needed.real > needed.amount)),
        )
        for needed in result.quota.needed
    ]
    steps.append(
        Working(
            label="Licences",
            formula="protected hosts x months",
            numbers=f"{exact(inputs.hosts)} x {exact(inputs.months)}",
            result=f"{number(result.licence_months)} licences for a month",
        )
    )
    return tuple(steps)


def _notes(inputs: Project, result: Result, catalog: Catalog) -> tuple[str, ...]:
    notes = ["Every count is rounded up."]
    if result.gateways.count or result.proxies.count:
        notes.append(
            "Disks are spread evenly over the machines. Where all disks of a host must stay together, one more can be "
            "needed."
        )
    if result.proxies.count:
        notes.append(
            f"By default these sync proxies synchronise {number(result.parallel)} disks in parallel; the others wait."
        )
    notes += [
        "The quota counts all hosts, as in a takeover. A transition host becomes the recovered host and is not added.",
        "A gateway's share of the capacity is counted in the unit that was given for the capacities.",
    ]
    if result.gateways.filled or result.proxies.filled or result.console.filled:
        notes.append("What the page of a platform leaves out of a size is taken from the size for all platforms.")
    gift = next(rule for rule in catalog.parts.licences if rule.id == "failback-gift")
    single = next(rule for rule in catalog.parts.licences if rule.id == "failback-type")
    notes.append(f"{gift.rule} {single.rule}")
    return tuple(notes)


def _sources(result: Result, every: tuple[Field, ...], catalog: Catalog) -> tuple[Source, ...]:
    parts = catalog.parts
    found: list[Source | None] = []
    for machines in result.machines:
        if machines.count:
            found += [machines.size.source, *(ceiling.rule.source for ceiling in machines.ceilings)]
            found += [machines.filled.source] if machines.filled else []
    found += [quota.formula.source for quota in result.quotas]
    if result.platform and result.platform.quota:
        found.append(result.platform.quota.source)
    if result.console_step:
        found += parts.console_memory.sources
    found += [rule.source for rule in parts.licences if rule.id in tables.LICENCE_RULES]
    found += [catalog.figure(name).source for name in FIGURES if result.console_step or "memory" not in name]
    found += [field.source for field in every]
    return tuple(dict.fromkeys(source for source in found if source is not None))

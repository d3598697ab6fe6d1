"""Components: their sizes, what they carry, and what the target account must allow."""

from collections.abc import Callable

from markupsafe import Markup

from calculators.answers.wording import exact
from calculators.records.components import Component, QuotaFormula, QuotaTerm, Resource, Size, SizingRule
from macros.pages.view import Cell, View, folded, joined, text

# What the total of all source hosts and the amount of a gateway are called in a formula.
TOTALS: dict[Resource, str] = {
    "instances": "hosts",
    "vcpu": "vCPU",
    "memory": "memory",
    "disks": "disks",
    "capacity": "capacity",
}


def component(view: View, name: str) -> Markup:
    """Return what a component does and, folded, every size that is published for it."""
    found = next(item for item in view.data.sizing.components if item.id == name)
    cells: dict[str, Callable[[Size], str | None]] = {
        "vCPU": lambda size: _amount(size.vcpu, "", least=size.at_least),
        "Memory": lambda size: _amount(size.memory_gb, " GB", least=size.at_least),
        "Disk": lambda size: _amount(size.disk_gb, " GB"),
        "Bandwidth": lambda size: None if size.above_gbps is None else f"> {exact(size.above_gbps)} Gbit/s",
        "Flavour": lambda size: None if size.flavour is None else f"`{size.flavour}`",
        "Carries": lambda size: None if size.carries is None else f"≤ {exact(size.carries)} {size.carries_unit}",
        "System and notes": lambda size: joined(size.system, size.note) or None,
    }
    # A column that is empty for every size of this component says nothing.
    shown = {column: cell for column, cell in cells.items() if any(cell(size) for size in found.sizes)}
    return (
        Markup("<p>") + text(found.role) + Markup("</p>\n")
        + folded(
            _counted(len(found.sizes), "published size"),
            view.records(
                f"Published sizes: {found.name}",
                ("Where", *shown, "Source"),
                found.sizes,
                lambda size: (_where(found, size), *(cell(size) for cell in shown.values()), view.cite(size.source)),
                anchor=found.id,
                follows="each",
            ),
        )
        + view.disagreements(found.conflicts)
    )  # fmt: skip


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count > 1 else ''}"


def _where(found: Component, size: Size) -> Markup:
    mark = Markup('<span class="hb-badge hb-yes hb-advised">plan with this</span>')
    return joined(size.where, mark if size.id == found.plan_with else None)


def _amount(value: float | None, unit: str, *, least: bool = False) -> str | None:
    return None if value is None else f"{'≥ ' if least else ''}{exact(value)}{unit}"


def console_memory(view: View) -> Markup:
    """Return how the memory of the console grows with the protected data in object mode."""
    found = view.data.sizing.console_memory
    assumption = (
        f"The steps assume {exact(found.snapshots)} snapshots and increments below {exact(found.increment_percent)} %."
    )
    return (
        Markup("<p>") + joined(found.why, assumption) + Markup("</p>\n")
        + view.records(
            "Memory of the console for object storage",
            ("Protected data", "Memory", "vCPU", "Instead"),
            found.steps,
            lambda step: (
                f"over {exact(step.from_tb)} TB" if step.up_to_tb is None
                else f"up to {exact(step.up_to_tb)} TB" if step.from_tb == 0
                else f"{exact(step.from_tb)} to {exact(step.up_to_tb)} TB",
                _amount(step.memory_gb, " GB"),
                _amount(step.vcpu, ""),
                step.action,
            ),
            anchor="console-memory",
        )
        + Markup('\n<p class="hb-cite">Source: ') + view.cites(found.sources) + Markup("</p>")
    )  # fmt: skip


def sizing_rules(view: View, topic: str) -> Markup:
    """Return the numbers to size with of one topic, folded."""
    titles = {
        "gateway": "Disks on a Cloud Sync Gateway",
        "proxy": "What a Sync Proxy carries",
        "snapshot": "Snapshots and intervals",
        "transfer": "Units of the data path",
        "recovered-host": "Recovered hosts",
    }
    rules = [rule for rule in view.data.sizing.rules if rule.topic == topic]
    found = view.records(
        titles[topic],
        ("Number", "Value", "What follows", "Source"),
        rules,
        lambda rule: (
            rule.what,
            joined(_value(rule), view.disagreements(rule.conflicts)),
            rule.note,
            view.cite(rule.source),
        ),
        anchor="rule",
        sentences=True,
        follows="each",
    )
    return folded(_counted(len(rules), "published number"), found)


def _value(rule: SizingRule) -> str:
    numbers = [exact(value) for value in rule.values]
    shown = {
        "exactly": numbers[0],
        "at most": f"≤ {numbers[0]}",
        "at least": f"≥ {numbers[0]}",
        "more than": f"> {numbers[0]}",
        "range": " to ".join(numbers),
        "one of": " or ".join(numbers),
    }[rule.bound]
    return f"{shown} {rule.unit}".rstrip()


def quotas(view: View) -> Markup:
    """Return what the target account must allow, as formulas."""

    def cells(quota: QuotaFormula) -> tuple[Cell, ...]:
        terms: dict[Resource, Cell] = {term.resource: _formula(term) for term in quota.terms}
        # The sources disagree about the disks.
        terms["disks"] = joined(terms["disks"], view.disagreements(quota.conflicts))
        head = joined(f"{quota.storage.capitalize()} storage", f"({quota.targets})" if quota.targets else None)
        return head, *(terms[resource] for resource in TOTALS), view.cite(quota.source)

    return view.records(
        "Quota that the target account needs",
        ("Storage", "Instances", "vCPU", "Memory, MB", "Disks", "Capacity, GB", "Source"),
        view.data.sizing.quotas,
        cells,
        anchor="quota",
        follows="each",
    )


def _formula(term: QuotaTerm) -> str:
    total = TOTALS[term.resource]
    factor = "" if term.per_source == 1 else f"{exact(term.per_source)} × "
    if term.per_gateway is None:
        return f"{factor}{total} + {total} of the gateways"
    each = "" if term.per_gateway == 1 else f"{exact(term.per_gateway)} × "
    return f"{factor}{total}" + (f" + {each}gateways" if term.per_gateway else "")

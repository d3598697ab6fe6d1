"""Whether components can be sized, and what was measured is whole."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from calculators.records.components import Resource, Sizing
from calculators.recovery_time import model as recovery_time
from macros.data.checks.rule import Check, Found, advice
from macros.data.datafile import Location
from macros.data.loader import Data
from macros.data.parts import COUNTED_COMPONENTS


def _measured(data: Data, root: Path) -> Found:
    file = data.files["recovery.yaml"]
    for index, row in enumerate(data.recovery.object.rows):
        if (row.minutes is None) != (row.missing is not None):
            message = "a row has either a time, or 'missing' with how the table leaves it out."
            yield file, ("object", "rows", index), message
    yield from _memory_classes(data)
    for index, tier in enumerate(data.recovery.tiers):
        if tier.rto_minutes_min > tier.rto_minutes_max:
            yield file, ("tiers", index, "rto_minutes_max"), "the longest RTO is shorter than the shortest."
    file = data.files["network.yaml"]
    for index, (step, following) in enumerate(itertools.pairwise(data.network.latency.rows), 1):
        if step.below_ms != following.from_ms:
            yield file, ("latency", "rows", index, "from_ms"), "a step must begin where the one before it ends."


def _memory_classes(data: Data) -> Found:
    if recovery_time.MEMORY_CLASS not in {figure.id for figure in data.figures}:
        return  # its own check tells
    classes = recovery_time.memory_classes(data.catalog)
    measured = ((("object", "rows", index), row.memory) for index, row in enumerate(data.recovery.object.rows))
    advised = ((("flavors", "rows", index), row.memory) for index, row in enumerate(data.recovery.flavors.rows))
    for location, memory in itertools.chain(measured, advised):
        if memory not in classes:
            message = f"there is no class '{memory}'.{advice(memory, classes)} Allowed: {', '.join(classes)}."
            yield data.files["recovery.yaml"], (*location, "memory"), message


def _sizing(data: Data, root: Path) -> Found:
    file = data.files["components.yaml"]
    for location, message in (*sizing_problems(data.sizing), *_uncounted(data.sizing)):
        yield file, location, message
    for index, rule in enumerate(data.costs.licences):
        if (rule.value is None) != (rule.unit is None):
            yield data.files["costs.yaml"], ("licences", index), "a number needs a unit, and a unit a number."


def _platforms(data: Data, root: Path) -> Found:
    known = {
        "for_targets": ({target.id for target in data.targets}, "platform", "data/targets/"),
        "for_sources": ({source.id for source in data.sources}, "source type", "data/sources/"),
    }
    for file, location, record in data.walk():
        for key, (names, what, where) in known.items():
            for index, name in enumerate(getattr(record, key, ())):
                if name not in names:
                    message = f"there is no {what} '{name}' in {where}.{advice(name, names)}"
                    yield file, (*location, key, index), message


def _quotas(data: Data, root: Path) -> Found:
    named = {name for quota in data.sizing.quotas for name in quota.for_targets}
    for target in data.targets:
        if (target.quota is not None) != (target.id in named):
            message = f"'for_targets' must name exactly the platforms with a quota in data/targets/: see '{target.id}'."
            yield data.files["components.yaml"], ("quotas",), message


def _uncounted(sizing: Sizing) -> Iterator[tuple[Location, str]]:
    """Yield what would leave machines uncounted."""
    counted = {component.id for component in sizing.components}
    for name in sorted(COUNTED_COMPONENTS - counted):
        yield ("components",), f"the components calculator counts '{name}', which is not there.{advice(name, counted)}"
    rules = sizing.rules
    for index, rule in enumerate(rules):
        if rule.plan and (rule.topic not in ("gateway", "proxy") or rule.unit not in ("disks", "hosts")):
            yield (
                ("rules", index, "plan"),
                "only disks or hosts of a gateway or a proxy tell how many machines there are.",
            )
    for topic in ("gateway", "proxy"):
        everywhere = (rule for rule in rules if rule.topic == topic and not (rule.for_targets or rule.for_sources))
        if not any(rule.plan == "used" and rule.unit == "disks" for rule in everywhere):
            yield ("rules",), f"a rule of the topic '{topic}' for all platforms must be planned with: 'plan: used'."


def sizing_problems(sizing: Sizing) -> Iterator[tuple[Location, str]]:
    """Yield what nobody could size with: sizes that do not exist, gaps between steps, values that do not fit."""
    for index, component in enumerate(sizing.components):
        names = {size.id for size in component.sizes}
        if component.plan_with is not None and component.plan_with not in names:
            message = f"there is no size '{component.plan_with}'.{advice(component.plan_with, names)}"
            yield ("components", index, "plan_with"), message
        for place, size in enumerate(component.sizes):
            if (size.carries is None) != (size.carries_unit is None):
                yield ("components", index, "sizes", place), "'carries' and 'carries_unit' belong together."
    steps = sizing.console_memory.steps
    for index, (step, following) in enumerate(itertools.pairwise(steps), 1):
        if step.up_to_tb != following.from_tb:
            at = ("console_memory", "steps", index, "from_tb")
            yield at, "a step must begin where the one before it ends."
    for index, rule in enumerate(sizing.rules):
        wanted = {"range": 2, "one of": len(rule.values) or 1}.get(rule.bound, 1)
        if len(rule.values) != wanted:
            yield ("rules", index, "values"), f"'{rule.bound}' needs {wanted} value{'s' if wanted > 1 else ''}."
        elif list(rule.values) != sorted(rule.values):
            yield ("rules", index, "values"), "the values must rise."
    resources = get_args(Resource.__value__)
    for index, quota in enumerate(sizing.quotas):
        if sorted(term.resource for term in quota.terms) != sorted(resources):
            yield ("quotas", index, "terms"), f"one term for each of {', '.join(resources)} is needed."


CHECKS = (
    Check("measurements are whole", _measured, "file"),
    Check("components can be sized", _sizing, "file"),
    Check("sizes are for platforms that exist", _platforms),
    Check("quotas are for the platforms that have one", _quotas, frozenset({"sizing", "targets"})),
)

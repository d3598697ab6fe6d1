"""The names that a request holds: what its reader calls groups, systems, hosts, columns, people."""

from collections.abc import Iterator, Mapping
from typing import Any

from calculators.answers.inputs import fields
from calculators.catalog import Catalog
from calculators.checklist.work import PARTIES
from calculators.inventory import replies as inventories
from calculators.project import Project, ProjectError, open_text, unpack
from calculators.project.page import is_sample
from calculators.records.form import Field
from calculators.registry import CALCULATORS
from calculators.words.own import names_in

READ = frozenset(("trace", "kernels"))
"""Texts whose names stand in quotes, or between spaces."""
MOST_LETTERS = 20_000
"""Of a text that programs wrote, names stand at its beginning."""


def own_names(asked: Mapping[str, Any], catalog: Catalog) -> frozenset[str]:
    """Return the names in a request; none where it holds none, or the sample's, whose names are ours."""
    return names_in(_texts(asked, catalog))


def _texts(asked: Mapping[str, Any], catalog: Catalog) -> Iterator[str]:
    if "inventory" in asked:
        yield from inventories.names(asked["inventory"].get("key", ""))
        return
    told = asked.get("project") or asked.get("runbook") or asked.get("proof", {}).get("project")
    if told:
        yield from _of_project(told, catalog)
        return
    calculator = CALCULATORS.get(asked.get("calculator", ""))
    inputs = asked.get("inputs")
    if calculator is not None and isinstance(inputs, dict):
        known = {item.id: item for item in fields(calculator.form(catalog))}
        for name, value in inputs.items():
            if name in known and isinstance(value, str):
                yield from _of_field(known[name], value)


def _of_field(item: Field, value: str) -> Iterator[str]:
    if item.lines is None or value == item.default:
        return
    text = value[:MOST_LETTERS]
    if item.id in READ:
        yield from text.split()
    yield text


def _of_project(told: Mapping[str, Any] | str, catalog: Catalog) -> Iterator[str]:
    try:
        project = _opened(told, catalog)
    except (ProjectError, ValueError):
        return
    if is_sample(project, catalog):
        return
    yield from _of_values(project, catalog)
    yield from _of_work(project)
    for decision in project.decisions:
        yield from (decision.what, decision.why, decision.who)
    yield from (trace.name for trace in project.traces)
    runbook = project.runbook
    for system in runbook.systems:
        yield from (system.name, system.group, system.restored_when, system.owner, *system.needs.split(","))
    for contact in runbook.contacts:
        yield from (contact.name, contact.reach, contact.deputy)
    for log in runbook.logs:
        for press in log.steps:
            yield from (press.by, press.note)
    yield from (real.group for real in runbook.measured)


def _of_values(project: Project, catalog: Catalog) -> Iterator[str]:
    forms = {"": catalog.project, **{name: tool.form(catalog) for name, tool in CALCULATORS.items()}}
    known = {(name, item.id): item for name, form in forms.items() for item in fields(form)}
    for calculator, name, said in project.told():
        if (calculator, name) in known:
            yield from _of_field(known[calculator, name], said.value)


def _of_work(project: Project) -> Iterator[str]:
    for step in project.work.steps.values():
        yield from (step.reason, step.note, step.value, step.by)
        if step.owner not in PARTIES:
            yield step.owner
        for shown in step.evidence.values():
            yield from (shown.text, shown.name)
    for criterion in project.work.criteria.values():
        yield from (criterion.note, criterion.by)
    yield from (signature.name for signature in project.work.signoff.values())


def _opened(told: Mapping[str, Any] | str, catalog: Catalog) -> Project:
    if isinstance(told, str):
        return open_text(told, catalog).project
    return (unpack(told["letters"], catalog) if "letters" in told else open_text(told["text"], catalog)).project

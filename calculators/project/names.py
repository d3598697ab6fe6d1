"""The names that a project holds: what its people call groups, systems, hosts, themselves."""

from collections.abc import Iterator, Mapping
from typing import Any

from calculators.answers.naming import names_of
from calculators.catalog import Catalog
from calculators.checklist.work import PARTIES
from calculators.project.file import ProjectError, open_text, unpack
from calculators.project.model import Project
from calculators.project.page import is_sample
from calculators.registry import CALCULATORS


def names(told: Mapping[str, Any] | str, catalog: Catalog) -> Iterator[str]:
    """Yield the texts of a project's file or link that hold names; none where it is no project, or the sample."""
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
    for calculator, name, said in project.told():
        if calculator in forms:
            yield from names_of(forms[calculator], {name: said.value})


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

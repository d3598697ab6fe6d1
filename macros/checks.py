"""Relations between records. Each check is a name and a function that yields what is wrong."""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from calculators.checklists import applies
from calculators.inputs import fields as form_fields
from calculators.inputs import smallest
from calculators.qualification import NAME as QUALIFICATION
from calculators.records.compatibility import Limit
from calculators.records.evidence import Figure, Series, Source
from calculators.records.flow import Flow
from calculators.records.form import Field, Form
from calculators.records.planning import Plan
from calculators.registry import CALCULATORS
from macros.datafile import DataError, DataFile, Location, Problem
from macros.loader import Data

type Found = Iterator[tuple[DataFile, Location, str]]

# An id becomes an anchor, a part of an address or a file name.
ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Check:
    """One rule about the data as a whole."""

    name: str
    run: Callable[[Data, Path], Found]


def check(data: Data, root: Path) -> None:
    """Run every check; `root` holds docs/. Raises DataError with every problem."""
    problems: list[Problem] = [
        file.problem(location, message) for rule in CHECKS for file, location, message in rule.run(data, root)
    ]
    if problems:
        raise DataError(problems)


def _advice(word: str, allowed: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(allowed), n=1)
    return f" Did you mean '{close[0]}'?" if close else ""


def _references(data: Data, attribute: str, known: set[str], what: str, where: str) -> Found:
    """Yield every value of `attribute`, in any record, that is not a known id."""
    for file, location, record in data.walk():
        name = getattr(record, attribute, None)
        if isinstance(name, str) and name not in known:
            message = f"there is no {what} '{name}' in {where}.{_advice(name, known)}"
            yield file, (*location, attribute), message


def _documents(data: Data, root: Path) -> Found:
    known = {document.id for document in data.documents}
    yield from _references(data, "document", known, "document", "data/documents.yaml")
    used = {record.document for _, _, record in data.walk() if isinstance(record, Source)}
    for index, document in enumerate(data.documents):
        if document.id not in used:
            message = f"no record names the document '{document.id}'. Delete it, or cite it."
            yield data.files["documents.yaml"], (index,), message


def _conflicts(data: Data, root: Path) -> Found:
    known = {conflict.id for conflict in data.conflicts}
    for file, location, record in data.walk():
        for attribute in ("conflicts", "subnets_conflicts"):
            for index, name in enumerate(getattr(record, attribute, ())):
                if name not in known:
                    message = f"there is no disagreement '{name}' in data/conflicts.yaml.{_advice(name, known)}"
                    yield file, (*location, attribute, index), message
    for index, conflict in enumerate(data.conflicts):
        if len(conflict.statements) < 2:  # noqa: PLR2004  # a disagreement has two sides
            message = "a disagreement has at least two statements."
            yield data.files["conflicts.yaml"], (index, "statements"), message


def _readable_ids(data: Data, root: Path) -> Found:
    for file, location, record in data.walk():
        name = getattr(record, "id", "id")
        if not ID.fullmatch(name):
            message = f"the id '{name}' must be made of letters, digits, - and _, with a letter first."
            yield file, (*location, "id"), message


def _unique_ids(data: Data, root: Path) -> Found:
    """Ids are unique within a list; condition ids also across all source types."""

    def repeated(file: DataFile, location: Location, records: Any) -> Found:
        if isinstance(records, tuple):
            seen: dict[str, int] = {}
            for index, record in enumerate(records):
                name = getattr(record, "id", None)
                if isinstance(name, str) and name in seen:
                    line, _, _ = file.mark((*location, seen[name]))
                    message = f"the id '{name}' stands in line {line} already."
                    yield file, (*location, index, "id"), message
                elif isinstance(name, str):
                    seen[name] = index
                yield from repeated(file, (*location, index), record)
        elif hasattr(records, "__dataclass_fields__"):
            for item in fields(records):
                yield from repeated(file, (*location, item.name), getattr(records, item.name))

    for file, records in data.roots():
        yield from repeated(file, (), records)
    owner: dict[str, str] = {}
    for source in data.sources:
        file = data.files[f"sources/{source.id}.yaml"]
        for index, condition in enumerate(source.conditions):
            other = owner.setdefault(condition.id, file.name)
            if other != file.name:
                message = f"the id '{condition.id}' stands in {other} already."
                yield file, ("conditions", index, "id"), message


def _pages(data: Data, root: Path) -> Found:
    docs = root / "docs"
    known = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    for attribute in ("page", "next_page"):
        yield from _references(data, attribute, known, "page", "docs/")


def _source_pages(data: Data, root: Path) -> Found:
    for source in data.sources:
        page = f"docs/compatibility/{source.id}.md"
        if not (root / page).is_file():
            file = data.files[f"sources/{source.id}.yaml"]
            yield file, ("id",), f"the source type '{source.id}' needs a page {page}."


def _versions(data: Data, root: Path) -> Found:
    for file, location, record in data.walk():
        if isinstance(record, Limit) and record.unit == "version" and not isinstance(record.value, str):
            yield file, (*location, "value"), "a version must be text, or 8.10 becomes 8.1: put it in quotes."


def _figures(data: Data, root: Path) -> Found:
    for index, figure in enumerate(data.figures):
        yield from _evidence(data.files["figures.yaml"], index, figure)
    for index, series in enumerate(data.series):
        yield from _evidence(data.files["series.yaml"], index, series)
    known = {figure.id for figure in data.figures}
    yield from _references(data, "minimum_is", known, "figure", "data/figures.yaml")
    for module in CALCULATORS.values():
        for name in sorted(set(getattr(module, "FIGURES", ())) - known):
            yield data.files["figures.yaml"], (), f"the calculator {module.NAME} needs a figure '{name}'."
        for row in set(getattr(module, "SERIES", ())) - {series.id for series in data.series}:
            yield data.files["series.yaml"], (), f"the calculator {module.NAME} needs a series '{row}'."
    for index, series in enumerate(data.series):
        if list(series.values) != sorted(set(series.values)):
            yield data.files["series.yaml"], (index, "values"), "the values must rise."


def _evidence(file: DataFile, index: int, record: Figure | Series) -> Found:
    if record.basis in ("stated", "measured") and record.source is None:
        yield file, (index,), f"a number that is {record.basis} needs a source."
    if record.basis in ("derived", "assumed") and record.why is None:
        yield file, (index,), f"a number that is {record.basis} needs a why."
    if record.basis == "assumed" and record.source is not None:
        yield file, (index, "source"), "an assumed number has no source: say 'stated', or leave it out."


def _flows(data: Data, root: Path) -> Found:
    for flow in data.flows:
        file = data.files[f"flows/{flow.id}.yaml"]
        yield from ((file, location, message) for location, message in flow_problems(flow))
    if QUALIFICATION not in {flow.id for flow in data.flows}:
        file = data.files["documents.yaml"]
        yield file, (), f"the calculator {QUALIFICATION} needs data/flows/{QUALIFICATION}.yaml."


def flow_problems(flow: Flow) -> Iterator[tuple[Location, str]]:
    """Yield what is wrong with a flow's graph: dead ends, circles, unreachable questions, odd outcomes."""
    position = {question.id: index for index, question in enumerate(flow.questions)}
    if flow.start not in position:
        yield ("start",), f"there is no question '{flow.start}'.{_advice(flow.start, position)}"
    reached = {flow.start}
    for index, question in enumerate(flow.questions):
        if not question.options:
            yield ("questions", index, "options"), "a question needs options."
        for place, option in enumerate(question.options):
            if option.next is not None:
                reached.add(option.next)
                for message in _next_problems(option.next, index, position):
                    yield ("questions", index, "options", place, "next"), message
    for name, index in position.items():
        if name not in reached:
            yield ("questions", index), f"no answer leads to the question '{name}'."
    yield from _outcome_problems(flow)


def _next_problems(name: str, index: int, position: dict[str, int]) -> Iterator[str]:
    if name not in position:
        yield f"there is no question '{name}'.{_advice(name, position)}"
    elif position[name] <= index:
        yield (
            f"the question '{name}' stands before this one, so the flow could go round in "
            "a circle. A question leads only to later ones."
        )


def _outcome_problems(flow: Flow) -> Iterator[tuple[Location, str]]:
    known = {outcome.id for outcome in flow.outcomes}
    if not known:
        yield ("outcomes",), "a flow needs outcomes."
    raised = set()
    for index, question in enumerate(flow.questions):
        for place, option in enumerate(question.options):
            for number, finding in enumerate(option.findings):
                raised.add(finding.outcome)
                if finding.outcome not in known:
                    at = ("questions", index, "options", place, "findings", number, "outcome")
                    yield at, f"there is no outcome '{finding.outcome}'.{_advice(finding.outcome, known)}"
    for index, outcome in enumerate(flow.outcomes):
        if index and outcome.id not in raised:
            yield ("outcomes", index), f"no answer leads to the outcome '{outcome.id}'."


def _forms(data: Data, root: Path) -> Found:
    for name in sorted(set(CALCULATORS) - {QUALIFICATION} - {form.id for form in data.forms}):
        message = f"the calculator {name} needs data/calculators/{name}.yaml."
        yield data.files["documents.yaml"], (), message
    for form in data.forms:
        file = data.files[f"calculators/{form.id}.yaml"]
        module = CALCULATORS.get(form.id)
        if module is None:
            message = f"there is no calculator '{form.id}'.{_advice(form.id, CALCULATORS)}"
            yield file, ("id",), message
            continue
        yield from _form_names(file, form, {item.name for item in fields(module.Inputs)})
        for group, at in _groups(form):
            for index, field in enumerate(group):
                for message in _field_problems(field, data):
                    yield file, (*at, "fields", index), f"{field.id}: {message}"


def _groups(form: Form) -> Iterator[tuple[tuple[Field, ...], Location]]:
    for index, group in enumerate(form.groups):
        yield group.fields, ("groups", index)


def _form_names(file: DataFile, form: Form, wanted: set[str]) -> Found:
    given = Counter(field.id for field in form_fields(form))
    for name in sorted(wanted - set(given)):
        yield file, ("groups",), f"the calculator needs an input '{name}'."
    for group, at in _groups(form):
        for index, field in enumerate(group):
            if field.id not in wanted:
                message = f"the calculator has no input '{field.id}'.{_advice(field.id, wanted)}"
                yield file, (*at, "fields", index, "id"), message
            elif given[field.id] > 1:
                yield file, (*at, "fields", index, "id"), f"the input '{field.id}' stands here twice."
            units = {other.id for other in form_fields(form) if other.choices}
            if field.unit_from is not None and field.unit_from not in units:
                hint = _advice(field.unit_from, units)
                message = f"there is no input '{field.unit_from}' with choices.{hint}"
                yield file, (*at, "fields", index, "unit_from"), message


def _field_problems(field: Field, data: Data) -> Iterator[str]:
    if field.default is None and not field.optional:
        yield "only an optional input may start empty."
    if field.optional and not field.empty_means:
        yield "an optional input needs 'empty_means'."
    if field.choices:
        if field.default not in {choice.id for choice in field.choices}:
            yield f"the default '{field.default}' is not one of its choices."
    elif isinstance(field.default, str):
        yield f"the default '{field.default}' is not a number, and there are no choices."
    elif field.default is not None and (field.minimum_is is None or field.minimum is None):
        low = smallest(field, data.catalog) if _known_figure(field, data) else None
        if (low is not None and field.default < low) or (field.maximum is not None and field.default > field.maximum):
            yield f"the default {field.default:g} is outside its own bounds."
    if field.minimum_is and field.minimum is not None:
        yield "either 'minimum' or 'minimum_is', not both."


def _known_figure(field: Field, data: Data) -> bool:
    return field.minimum_is is None or field.minimum_is in {figure.id for figure in data.figures}


def _plan(data: Data, root: Path) -> Found:
    file = data.files["plan.yaml"]
    for location, message in plan_problems(data.plan):
        yield file, location, message


def plan_problems(plan: Plan) -> Iterator[tuple[Location, str]]:
    """Yield what is wrong with the order of the phases."""
    order = {milestone.id: index for index, milestone in enumerate(plan.milestones)}
    phases = {phase.id: phase for phase in plan.phases}
    for index, phase in enumerate(plan.phases):
        at = ("phases", index)
        for end in ("begins", "ends"):
            name = getattr(phase, end)
            if name not in order:
                yield (*at, end), f"there is no milestone '{name}'.{_advice(name, order)}"
        if order.get(phase.begins, 0) >= order.get(phase.ends, len(order)):
            yield (*at, "ends"), "a phase must end at a later milestone than it begins."
        for place, name in enumerate(phase.after):
            if name not in phases:
                yield (*at, "after", place), f"there is no phase '{name}'.{_advice(name, phases)}"
            elif order.get(phases[name].ends, 0) > order.get(phase.begins, len(order)):
                message = f"'{phase.id}' begins before '{name}' ends, but must come after it."
                yield (*at, "after", place), message


def _steps(data: Data, root: Path) -> Found:
    file = data.files["checklists.yaml"]
    phases = {phase.id: phase for phase in data.checklists.phases}
    for index, step in enumerate(data.checklists.steps):
        if step.phase not in phases:
            message = f"there is no phase '{step.phase}'.{_advice(step.phase, phases)}"
            yield file, ("steps", index, "phase"), message
        elif phases[step.phase].direction != step.direction:
            message = f"the phase '{step.phase}' belongs to the other direction."
            yield file, ("steps", index, "phase"), message
        if not any(form.direction == step.direction and applies(step, form) for form in data.checklists.forms):
            yield file, ("steps", index), f"no checklist uses the step '{step.id}'."
    used = {step.phase for step in data.checklists.steps}
    for index, phase in enumerate(data.checklists.phases):
        if phase.id not in used:
            yield file, ("phases", index), f"no step belongs to the phase '{phase.id}'."


def _topics(data: Data, root: Path) -> Found:
    file = data.files["operations.yaml"]
    topics = {topic.id for topic in data.operations.topics}
    for index, practice in enumerate(data.operations.practices):
        if practice.topic not in topics:
            message = f"there is no topic '{practice.topic}'.{_advice(practice.topic, topics)}"
            yield file, ("practices", index, "topic"), message
    used = {practice.topic for practice in data.operations.practices}
    for index, topic in enumerate(data.operations.topics):
        if topic.id not in used:
            yield file, ("topics", index), f"no practice belongs to the topic '{topic.id}'."


def _texts(data: Data, root: Path) -> Found:
    for file, location, record in data.walk():
        for item in fields(record):
            value = getattr(record, item.name)
            # A constant has no unit, and ids have a check of their own.
            if isinstance(value, str) and not value.strip() and item.name not in ("unit", "id"):
                yield file, (*location, item.name), "this is empty. Write a text, or leave the key out."


CHECKS = (
    Check("no text is empty", _texts),
    Check("documents exist and are used", _documents),
    Check("disagreements exist and have two sides", _conflicts),
    Check("ids can stand in an address", _readable_ids),
    Check("ids are unique", _unique_ids),
    Check("pages exist", _pages),
    Check("every source type has its page", _source_pages),
    Check("versions are text", _versions),
    Check("figures have evidence and calculators find theirs", _figures),
    Check("flows end and every question is reached", _flows),
    Check("forms fit their calculator", _forms),
    Check("the plan's phases follow each other", _plan),
    Check("steps belong to a phase and a checklist", _steps),
    Check("practices belong to a topic", _topics),
)

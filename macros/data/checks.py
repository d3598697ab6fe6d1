"""Relations between records. Each check is a name and a function that yields what is wrong."""

import datetime
import difflib
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from calculators.answers.inputs import InputError, smallest
from calculators.answers.inputs import fields as form_fields
from calculators.answers.inputs import read as read_inputs
from calculators.checklist.steps import applies
from calculators.components import model as components
from calculators.kernels import model as kernel_lookup
from calculators.kernels.names import X86, order, version
from calculators.kernels.names import read as read_kernel
from calculators.qualification import NAME as QUALIFICATION
from calculators.records.compatibility import Condition, Limit
from calculators.records.components import Resource, Sizing
from calculators.records.evidence import Figure, Series, Source
from calculators.records.flow import Finding, Flow, Item, Option, Referral
from calculators.records.form import Field, Form
from calculators.records.kernel_lookup import KernelRange
from calculators.records.planning import Plan
from calculators.records.ports import Connection, Ports, PortTable
from calculators.records.targets import Guide, PreSettings, Target
from calculators.registry import CALCULATORS
from macros.data.addresses import record_pages
from macros.data.datafile import DataError, DataFile, Location, Problem, parse_text
from macros.data.findings import anchor, known_conditions
from macros.data.loader import COUNTED_COMPONENTS, COUNTED_RESOURCES, Data

type Found = Iterator[tuple[DataFile, Location, str]]

# An id becomes an anchor, a part of an address or a file name.
ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
PORTS = range(1, 65536)
BUILD = re.compile(r"(?:debuginfo-)?[0-9]+\.[\w.+-]+", re.ASCII)
LINUX_AGENT = "linux-agent"
CONFLICT_KEYS = ("conflicts", "subnets_conflicts")
FIGURE_ON_PAGE = re.compile(r"""\bfigure\(["']([^"']+)["']\)""")


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
    problems += (problem for path in (root / "docs").rglob("*.md") for problem in head_problems(path, root))
    if problems:
        raise DataError(problems)


def head_problems(path: Path, root: Path) -> Iterator[Problem]:
    """Yield what is wrong with the head of a page, which MkDocs drops without a word when it is not YAML."""
    name = path.relative_to(root).as_posix()
    opening, _, rest = path.read_text("utf-8").partition("\n")
    head, end, _ = rest.partition("\n---\n")
    if opening != "---" or not end:
        yield Problem(name, 1, 1, "", "a page begins with '---', `title`, `description` and '---'.")
        return
    try:
        file = parse_text(f"\n{head}\n", name)
    except DataError as error:
        yield from error.problems
        return
    values = file.root.value if isinstance(file.root.value, dict) else {}
    for key in ("title", "description"):
        if not isinstance(values.get(key), str):
            yield file.problem((key,), f"a page needs a text '{key}'.")


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
    used = {record.document for _, _, record in data.walk() if isinstance(record, (Source, Guide))}
    for index, document in enumerate(data.documents):
        if document.id not in used:
            message = f"no record names the document '{document.id}'. Delete it, or cite it."
            yield data.files["documents.yaml"], (index,), message


def _conflicts(data: Data, root: Path) -> Found:
    known = {conflict.id for conflict in data.conflicts}
    for file, location, record in data.walk():
        for attribute in CONFLICT_KEYS:
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
    """Ids are unique within a list; condition ids also across all source types and the general ones."""

    def repeated(file: DataFile, location: Location, records: Any) -> Found:
        if isinstance(records, tuple):
            seen: dict[str, int] = {}
            for index, record in enumerate(records):
                name = getattr(record, "id", None)
                if isinstance(name, str) and name in seen:
                    line, _, _ = file.mark((*location, seen[name]))
                    message = f"the id '{name}' stands in line {line} already. Give one of them another."
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
    for file, location, record in data.walk():
        if isinstance(record, Condition):
            other = owner.setdefault(record.id, file.name)
            if other != file.name:
                message = f"the id '{record.id}' stands in {other} already. Give one of them another."
                yield file, (*location, "id"), message


def _pages(data: Data, root: Path) -> Found:
    docs = root / "docs"
    known = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    known |= set(record_pages(data))
    conditions = known_conditions(data.sources, data.general_conditions)
    known |= {anchor(source, condition) for source, condition in conditions.values()}
    for attribute in ("page", "next_page"):
        yield from _references(data, attribute, known, "page", "docs/")


def _systems(data: Data, root: Path) -> Found:
    file = data.files["operating_systems.yaml"]
    conditions = {item.id for source in data.sources for item in source.conditions}
    releases = {item.id for kernels in data.kernel_lists for item in kernels.releases}
    links = {item.id for item in data.links}
    for index, system in enumerate(data.operating_systems):
        for attribute, known, what in (
            ("conditional", set(system.versions), "version"),
            ("decided_by", conditions, "condition"),
            ("kernels", releases, "release"),
        ):
            for place, name in enumerate(getattr(system, attribute)):
                if name not in known:
                    yield file, (index, attribute, place), f"there is no {what} '{name}'.{_advice(name, known)}"
        if system.guest_list is not None and system.guest_list not in links:
            message = f"there is no link '{system.guest_list}' in data/links.yaml.{_advice(system.guest_list, links)}"
            yield file, (index, "guest_list"), message
        if system.conditional and not (system.decided_by or system.conflicts):
            yield file, (index, "conditional"), "say why: name conditions in 'decided_by', or disagreements."
    used = {name for system in data.operating_systems for name in system.kernels}
    for kernels in data.kernel_lists:
        for index, release in enumerate(kernels.releases):
            if release.id not in used:
                message = f"no operating system names the release '{release.id}'."
                yield data.files[f"kernels/{kernels.id}.yaml"], ("releases", index), message


def _marked_sources(data: Data, root: Path) -> Found:
    """Limitations pages say what can be protected, so a record of it must show that they disagree."""
    protected = ("sources/", "general_conditions.", "operating_systems.", "kernels/", "data_reduction.")
    named = {
        name
        for file, _, record in data.walk()
        if file.name.removeprefix("data/").startswith(protected)
        for name in getattr(record, "conflicts", ())
    }
    limitations = {document.id for document in data.documents if "/limitations/" in document.url}
    for index, conflict in enumerate(data.conflicts):
        if conflict.id not in named and any(side.source.document in limitations for side in conflict.statements):
            message = f"no source type and no system names '{conflict.id}', which is about a limitations page."
            yield data.files["conflicts.yaml"], (index, "id"), message


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


def _referrals(data: Data, root: Path) -> Found:
    conditions = known_conditions(data.sources, data.general_conditions)
    known = {name: condition for name, (_, condition) in conditions.items()}
    for file, location, record in data.walk():
        if isinstance(record, Referral):
            if record.condition not in known:
                message = (
                    f"there is no condition '{record.condition}' in data/sources/.{_advice(record.condition, known)}"
                )
                yield file, (*location, "condition"), message
            elif record.remedy is not None and known[record.condition].remedy is not None:
                message = "the condition names a remedy itself. Leave this one out."
                yield file, (*location, "remedy"), message


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
    yield from _follow_up_problems(flow)
    yield from _outcome_problems(flow)


def _next_problems(name: str, index: int, position: dict[str, int]) -> Iterator[str]:
    if name not in position:
        yield f"there is no question '{name}'.{_advice(name, position)}"
    elif position[name] <= index:
        yield (
            f"the question '{name}' stands before this one, so the flow could go round in "
            "a circle. A question leads only to later ones."
        )


def _answers(flow: Flow) -> Iterator[tuple[Location, Option | Item]]:
    """Yield the options of all questions and the items of all follow-ups."""
    for index, question in enumerate(flow.questions):
        for place, option in enumerate(question.options):
            yield ("questions", index, "options", place), option
    for index, follow_up in enumerate(flow.follow_ups):
        for place, item in enumerate(follow_up.items):
            yield ("follow_ups", index, "items", place), item


def _follow_up_problems(flow: Flow) -> Iterator[tuple[Location, str]]:
    """Yield what is wrong with the follow-ups. They are asked in their order, after all questions."""
    position = {follow_up.id: index for index, follow_up in enumerate(flow.follow_ups)}
    questions = {question.id for question in flow.questions}
    opened = set()
    for at, answer in _answers(flow):
        asked_at = at[1] if isinstance(answer, Item) else -1
        for number, name in enumerate(answer.opens):
            opened.add(name)
            if name not in position:
                yield (*at, "opens", number), f"there is no follow-up '{name}'.{_advice(name, position)}"
            elif position[name] <= int(asked_at):
                message = f"the follow-up '{name}' does not stand behind this one. A follow-up opens only later ones."
                yield (*at, "opens", number), message
        if isinstance(answer, Item) and not (answer.findings or answer.conditions or answer.opens):
            yield at, f"'{answer.id}' tells nothing. It needs findings or conditions, or opens a follow-up."
    for index, follow_up in enumerate(flow.follow_ups):
        if not follow_up.items:
            yield ("follow_ups", index, "items"), "a follow-up needs items."
        if follow_up.id in questions:
            message = f"'{follow_up.id}' is a question already, and both would stand in the address."
            yield ("follow_ups", index, "id"), message
        if follow_up.id not in opened:
            yield ("follow_ups", index), f"no answer opens the follow-up '{follow_up.id}'."


def _raised(answer: Option | Item) -> Iterator[tuple[Location, Finding | Referral]]:
    yield from ((("findings", number), finding) for number, finding in enumerate(answer.findings))
    if isinstance(answer, Item):
        yield from ((("conditions", number), referral) for number, referral in enumerate(answer.conditions))


def _outcome_problems(flow: Flow) -> Iterator[tuple[Location, str]]:
    known = [outcome.id for outcome in flow.outcomes]
    if not known:
        yield ("outcomes",), "a flow needs outcomes."
    raised = set()
    for at, answer in _answers(flow):
        for place, finding in _raised(answer):
            raised.add(finding.outcome)
            if finding.outcome not in known:
                advice = _advice(finding.outcome, known)
                yield (*at, *place, "outcome"), f"there is no outcome '{finding.outcome}'.{advice}"
            elif isinstance(finding, Finding) and finding.remedy is None and finding.outcome != known[0]:
                yield (*at, *place, "remedy"), f"only a finding that is '{known[0]}' may go without a remedy."
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
        yield from _platform_choices(data, form)
        yield from _form_names(file, form, {item.name for item in fields(module.Inputs)})
        for group, at in _groups(form):
            for index, field in enumerate(group):
                for message in _field_problems(field, data):
                    yield file, (*at, "fields", index), f"{field.id}: {message}"


def _platform_choices(data: Data, form: Form) -> Found:
    """The components calculator offers every platform that is known, and no other."""
    wanted = {
        "target": {components.NO_TARGET, *(target.id for target in data.targets)},
        "source": {components.AGENT, *(source.id for source in data.sources if source.mode == "agentless")},
    }
    for group, at in _groups(form) if form.id == components.NAME else ():
        for index, field in enumerate(group):
            given = {choice.id for choice in field.choices}
            if field.id in wanted and given != wanted[field.id]:
                different = ", ".join(sorted(given ^ wanted[field.id]))
                message = f"the choices must be those of data/{field.id}s/; different: {different}."
                yield data.files[f"calculators/{form.id}.yaml"], (*at, "fields", index, "choices"), message


def _examples(data: Data, root: Path) -> Found:
    forms = {form.id: {field.id for field in form_fields(form)} for form in data.catalog.forms}
    for index, example in enumerate(data.examples):
        file = data.files["examples.yaml"]
        if example.calculator not in forms:
            message = f"there is no form of a calculator '{example.calculator}'.{_advice(example.calculator, forms)}"
            yield file, (index, "calculator"), message
            continue
        known = forms[example.calculator]
        for place, given in enumerate(example.inputs):
            if given.id not in known:
                message = f"the calculator has no input '{given.id}'.{_advice(given.id, known)}"
                yield file, (index, "inputs", place, "id"), message
        try:
            values = {item.id: item.value for item in example.inputs}
            read_inputs(data.catalog.form(example.calculator), values, data.catalog)
        except KeyError:
            pass  # a figure is missing, and its own check tells
        except InputError as error:
            for problem in error.problems:
                yield file, (index, "inputs"), f"the calculator refuses this: {problem}"
        if (example.source is None) == (example.by_hand is None):
            yield file, (index,), "an example has a source where it is printed, or a sum by hand, and not both."
        if example.why_different is None and _differ(example.published, example.ours):
            yield file, (index, "ours"), "this is not what is published: say why in `why_different`."


def _differ(published: str, ours: str) -> bool:
    """Return whether ours does not round to the published digits."""
    try:
        places = len(published.partition(".")[2])
        return abs(float(published) - float(ours)) > 0.5 * 10.0**-places
    except ValueError:
        return published != ours


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
            for key, unit in (("unit_from", field.unit_from), ("hourly", field.hourly)):
                if unit is not None and unit not in units:
                    message = f"there is no input '{unit}' with choices.{_advice(unit, units)}"
                    yield file, (*at, "fields", index, key), message


def _field_problems(field: Field, data: Data) -> Iterator[str]:
    if field.default is None and not field.optional:
        yield "only an optional input may start empty."
    if field.optional and not field.empty_means:
        yield "an optional input needs 'empty_means'."
    if field.hourly is not None and (field.lines is None or not field.unit):
        yield "only a text with a 'unit' may be 'hourly'."
    if field.several:
        yield "only a flow's follow-up may have several choices."
    elif field.choices:
        if field.default not in {choice.id for choice in field.choices}:
            yield f"the default '{field.default}' is not one of its choices."
    elif field.lines is not None or field.letters is not None:
        yield from _text_problems(field)
    elif isinstance(field.default, str):
        yield f"the default '{field.default}' is not a number, and there are no choices."
    elif field.default is not None and (field.minimum_is is None or field.minimum is None):
        low = smallest(field, data.catalog) if _known_figure(field, data) else None
        if (low is not None and field.default < low) or (field.maximum is not None and field.default > field.maximum):
            yield f"the default {field.default:g} is outside its own bounds."
    if field.minimum_is and field.minimum is not None:
        yield "either 'minimum' or 'minimum_is', not both."


def _text_problems(field: Field) -> Iterator[str]:
    if field.lines is None or field.letters is None:
        yield "a text needs both 'lines' and 'letters'."
    elif isinstance(field.default, str):
        if len(field.default) > field.letters or len(field.default.splitlines()) > field.lines:
            yield "the default is longer than it may be."
    elif field.default is not None:
        yield f"the default {field.default:g} is not a text."


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

    order = [phase.id for phase in data.checklists.phases]
    places = [order.index(step.phase) if step.phase in order else len(order) for step in data.checklists.steps]
    for index, (before, place) in enumerate(pairwise(places), 1):
        if place < before < len(order):
            message = "the step stands behind steps of later phases, so its number would not follow."
            yield file, ("steps", index), message


def _combinations(data: Data, root: Path) -> Found:
    file = data.files["checklists.yaml"]
    found = data.checklists
    platforms = {platform.id for platform in found.platforms}
    documents = {document.id for document in data.documents}
    seen: dict[tuple[str, ...], str] = {}
    for index, form in enumerate(found.forms):
        if form.platform not in platforms:
            message = f"there is no platform '{form.platform}'.{_advice(form.platform, platforms)}"
            yield file, ("forms", index, "platform"), message
        key = (form.direction, form.platform, form.site, form.storage, form.network)
        if key in seen:
            yield file, ("forms", index), f"the checklist '{seen[key]}' is for the same combination."
        seen[key] = form.id
    for index, platform in enumerate(found.platforms):
        if platform.id not in {form.platform for form in found.forms}:
            yield file, ("platforms", index), f"no checklist is for the platform '{platform.id}'."
        for place, name in enumerate(platform.documents):
            if name not in documents:
                message = f"there is no document '{name}' in data/documents.yaml.{_advice(name, documents)}"
                yield file, ("platforms", index, "documents", place), message


def _ports(data: Data, root: Path) -> Found:
    file = data.files["ports.yaml"]
    for location, message in (*_lists(data.ports), *_port_words(data.ports)):
        yield file, location, message


def _lists(ports: Ports) -> Iterator[tuple[Location, str]]:
    """Yield what is wrong with the lists: scenarios that nothing leads to, doubles, unknown modes."""
    modes = {mode.id for mode in ports.modes}
    scenarios: dict[tuple[object, ...], str] = {}
    for index, table in enumerate(ports.tables):
        at = ("tables", index)
        for place, name in enumerate(table.modes):
            if name not in modes:
                yield (*at, "modes", place), f"there is no mode '{name}'.{_advice(name, modes)}"
        if table.extent == "whole":
            if not (table.direction and table.storage and table.modes):
                message = "the list of a scenario needs a direction, a storage and modes, or nothing leads to it."
                yield (*at, "extent"), message
            key = (table.direction, table.storage, table.modes, table.console, table.variant)
            if key in scenarios:
                message = f"the list '{scenarios[key]}' is for the same scenario. Tell them apart by 'variant'."
                yield at, message
            scenarios[key] = table.id
        for row, connection in enumerate(table.connections):
            yield from _connection((*at, "connections", row), connection, table, ports)


def _connection(at: Location, connection: Connection, table: PortTable, ports: Ports) -> Iterator[tuple[Location, str]]:
    remarks = {remark.id for remark in ports.remarks}
    if not connection.id.startswith(f"{table.id}-"):
        yield (*at, "id"), f"the id must begin with '{table.id}-'."
    for place, port in enumerate(connection.ports):
        if port not in PORTS:
            yield (*at, "ports", place), f"{port} is no port: they go from {PORTS[0]} to {PORTS[-1]}."
    for place, name in enumerate(connection.remarks):
        if name not in remarks:
            yield (*at, "remarks", place), f"there is no remark '{name}'.{_advice(name, remarks)}"


def _port_words(ports: Ports) -> Iterator[tuple[Location, str]]:
    """Yield modes, remarks and explained ports that no list uses."""
    connections = [connection for table in ports.tables for connection in table.connections]
    opened = {port for connection in connections for port in connection.ports}
    for index, mode in enumerate(ports.modes):
        if not any(mode.id in table.modes for table in ports.tables):
            yield ("modes", index), f"no list names the mode '{mode.id}'."
    for index, remark in enumerate(ports.remarks):
        if not any(remark.id in connection.remarks for connection in connections):
            yield ("remarks", index), f"no connection names the remark '{remark.id}'."
    for index, use in enumerate(ports.uses):
        if use.port not in opened:
            yield ("uses", index, "port"), f"no list opens the port {use.port}."
        if use.id != f"port-{use.port}":
            yield ("uses", index, "id"), f"the id must be 'port-{use.port}'."


def _measured(data: Data, root: Path) -> Found:
    file = data.files["recovery.yaml"]
    for index, row in enumerate(data.recovery.object.rows):
        if (row.minutes is None) != (row.missing is not None):
            message = "a row has either a time, or 'missing' with how the table leaves it out."
            yield file, ("object", "rows", index), message
    for index, tier in enumerate(data.recovery.tiers):
        if tier.rto_minutes_min > tier.rto_minutes_max:
            yield file, ("tiers", index, "rto_minutes_max"), "the longest RTO is shorter than the shortest."
    file = data.files["network.yaml"]
    for index, (step, following) in enumerate(itertools.pairwise(data.network.latency.rows), 1):
        if step.below_ms != following.from_ms:
            yield file, ("latency", "rows", index, "from_ms"), "a step must begin where the one before it ends."


def _sizing(data: Data, root: Path) -> Found:
    file = data.files["components.yaml"]
    for location, message in (*sizing_problems(data.sizing), *_platforms_of_sizes(data)):
        yield file, location, message
    for index, rule in enumerate(data.costs.licences):
        if (rule.value is None) != (rule.unit is None):
            yield data.files["costs.yaml"], ("licences", index), "a number needs a unit, and a unit a number."


def _platforms_of_sizes(data: Data) -> Iterator[tuple[Location, str]]:
    """Yield platforms that do not exist, and what would leave machines uncounted."""
    known = {
        "for_targets": ({target.id for target in data.targets}, "platform", "data/targets/"),
        "for_sources": ({source.id for source in data.sources}, "source type", "data/sources/"),
    }
    for _, location, record in (item for item in data.walk() if item[0] is data.files["components.yaml"]):
        for key, (names, what, where) in known.items():
            for index, name in enumerate(getattr(record, key, ())):
                if name not in names:
                    message = f"there is no {what} '{name}' in {where}.{_advice(name, names)}"
                    yield (*location, key, index), message
    counted = {component.id for component in data.sizing.components}
    for name in sorted(COUNTED_COMPONENTS - counted):
        yield ("components",), f"the components calculator counts '{name}', which is not there.{_advice(name, counted)}"
    rules = data.sizing.rules
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
    named = {name for quota in data.sizing.quotas for name in quota.for_targets}
    for target in data.targets:
        if (target.quota is not None) != (target.id in named):
            message = f"'for_targets' must name exactly the platforms with a quota in data/targets/: see '{target.id}'."
            yield ("quotas",), message


def sizing_problems(sizing: Sizing) -> Iterator[tuple[Location, str]]:
    """Yield what nobody could size with: sizes that do not exist, gaps between steps, values that do not fit."""
    for index, component in enumerate(sizing.components):
        names = {size.id for size in component.sizes}
        if component.plan_with is not None and component.plan_with not in names:
            message = f"there is no size '{component.plan_with}'.{_advice(component.plan_with, names)}"
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


def _targets(data: Data, root: Path) -> Found:
    known = {target.id: target for target in data.targets}
    areas = {area.id for area in data.target_rules.areas}
    for target in data.targets:
        file = data.files[f"targets/{target.id}.yaml"]
        yield from ((file, location, message) for location, message in target_problems(target, known, areas))
    yield from _bucket_stores(data, known)
    rules = data.files["target_rules.yaml"]
    for index, route in enumerate(data.target_rules.failback.routes):
        if route.target not in known:
            message = f"there is no platform '{route.target}' in data/targets/.{_advice(route.target, known)}"
            yield rules, ("failback", "routes", index, "target"), message
    items = {item.id for target in data.targets if target.quota for item in target.quota.items}
    for name in sorted(COUNTED_RESOURCES - items):
        # macros/data/loader.py leaves it out of what is told beside the counted quota.
        message = f"no platform has a quota '{name}', which the components calculator counts.{_advice(name, items)}"
        yield rules, (), message
    used = {setting.area for target in data.targets if target.pre_settings for setting in target.pre_settings.settings}
    for index, area in enumerate(data.target_rules.areas):
        if area.id not in used:
            yield rules, ("areas", index), f"no pre-setting belongs to the area '{area.id}'."


def target_problems(target: Target, known: Mapping[str, Target], areas: set[str]) -> Iterator[tuple[Location, str]]:
    """Yield what is wrong with a platform: claims without a source, areas and platforms that do not exist."""
    if not target.modes:
        yield ("modes",), "a platform needs a storage type."
    for index, mode in enumerate(target.modes):
        if not mode.sources:
            yield ("modes", index, "sources"), f"a platform with {mode.id} storage needs a source that lists it."
    for index, use in enumerate(target.uses):
        if not use.sources:
            yield ("uses", index, "sources"), "a claim needs a source."
    for name in ("dr", "migration"):
        if name not in {use.id for use in target.uses}:
            yield ("uses",), f"say whether the platform is listed for '{name}'."
    if target.gateway and (target.gateway.size is None) != (target.gateway.size_is is None):
        yield ("gateway",), "'size' and 'size_is' belong together."
    for index, item in enumerate(target.quota.items if target.quota else ()):
        if item.object is None and item.block is None:
            yield ("quota", "items", index), "a resource needs a formula for object or block storage."
    if target.pre_settings:
        yield from _setting_problems(target.id, target.pre_settings, known, areas)


def _setting_problems(
    name: str, found: PreSettings, known: Mapping[str, Target], areas: set[str]
) -> Iterator[tuple[Location, str]]:
    for index, setting in enumerate(found.settings):
        if setting.area not in areas:
            message = f"there is no area '{setting.area}' in data/target_rules.yaml.{_advice(setting.area, areas)}"
            yield ("pre_settings", "settings", index, "area"), message
    if found.like is not None and (found.like not in known or found.like == name):
        message = f"there is no other platform '{found.like}' in data/targets/.{_advice(found.like, known)}"
        yield ("pre_settings", "like"), message


def _bucket_stores(data: Data, known: Mapping[str, Target]) -> Found:
    """A platform is a store for buckets exactly when an entry of the list stands for it."""
    named = set()
    for index, store in enumerate(data.target_rules.bucket_stores):
        for place, name in enumerate(store.targets):
            named.add(name)
            if name not in known:
                at = ("bucket_stores", index, "targets", place)
                message = f"there is no platform '{name}' in data/targets/.{_advice(name, known)}"
                yield data.files["target_rules.yaml"], at, message
    for target in data.targets:
        file = data.files[f"targets/{target.id}.yaml"]
        if target.bucket_store and target.id not in named:
            yield file, ("bucket_store",), "no entry of 'bucket_stores' in data/target_rules.yaml names this platform."
        if not target.bucket_store and target.id in named:
            yield file, ("bucket_store",), "'bucket_stores' in data/target_rules.yaml names this platform: say true."


def _kernels(data: Data, root: Path) -> Found:
    for kernels in data.kernel_lists:
        file = data.files[f"kernels/{kernels.id}.yaml"]
        for index, release in enumerate(kernels.releases):
            for place, message in _build_problems(release.builds, data.kernel_rules.supported):
                yield file, ("releases", index, "builds", place), message
    rules = data.files["kernel_rules.yaml"]
    limits = {limit.id: limit.value for source in data.sources if source.id == LINUX_AGENT for limit in source.limits}
    for name, limit in (("lowest", "kernel-min"), ("highest", "kernel-max")):
        if limit in limits and getattr(data.kernel_rules.supported, name) != limits[limit]:
            message = f"the limit '{limit}' in data/sources/{LINUX_AGENT}.yaml is '{limits[limit]}'."
            yield rules, ("supported", name), message
    for form in data.forms:
        if form.id == kernel_lookup.NAME:
            yield from _kernel_choices(data, form)


def _build_problems(builds: tuple[str, ...], supported: KernelRange) -> Iterator[tuple[int, str]]:
    """Yield the place of every kernel that is not where it belongs, with what is wrong."""
    lowest, highest = version(supported.lowest), version(supported.highest)
    for place, build in enumerate(builds):
        found = read_kernel(build)
        if not BUILD.fullmatch(build) or found.processor not in X86:
            yield place, f"'{build}' is not the name of an x86-64 kernel, such as 3.10.0-957.el7.x86_64."
        elif not lowest <= found.version or found.version[: len(highest)] > highest:
            yield place, f"'{build}' is outside the supported range, {supported.lowest} to {supported.highest}."
        elif place and build == builds[place - 1]:
            yield place, f"'{build}' stands here twice."
        elif place and order(build) < order(builds[place - 1]):
            after = next((other for other in builds[:place] if order(other) > order(build)), "")
            yield place, f"'{build}' belongs before '{after}': the order is that of versions."


def _kernel_choices(data: Data, form: Form) -> Found:
    wanted = [kernel_lookup.ALL, *(kernels.id for kernels in data.kernel_lists)]
    for group, at in _groups(form):
        for index, field in enumerate(group):
            if field.id == "distribution" and [choice.id for choice in field.choices] != wanted:
                file = data.files[f"calculators/{form.id}.yaml"]
                message = f"the choices must be the lists in data/kernels/: {', '.join(wanted)}."
                yield file, (*at, "fields", index, "choices"), message


def _texts(data: Data, root: Path) -> Found:
    for file, location, record in data.walk():
        for item in fields(record):
            value = getattr(record, item.name)
            # A constant has no unit, and ids have a check of their own.
            if isinstance(value, str) and not value.strip() and item.name not in ("unit", "id"):
                yield file, (*location, item.name), "this is empty. Write a text, or leave the key out."


def _terms(data: Data, root: Path) -> Found:
    file = data.files["glossary.yaml"]
    owner: dict[str, str] = {}
    for index, term in enumerate(data.terms):
        for place, name in enumerate(term.names):
            other = owner.setdefault(name.casefold(), term.id)
            if other != term.id or name in term.names[:place]:
                at = (index, "also", place - 1) if place else (index, "term")
                yield file, at, f"'{name}' is a word for the term '{other}' already."


def dated(data: Data, today: datetime.date, oldest: datetime.timedelta) -> Iterator[Problem]:
    """Yield documents from the future, and as warnings those that were read longer ago than `oldest`."""
    file = data.files["documents.yaml"]
    for index, document in enumerate(data.documents):
        age = today - document.read
        if age < datetime.timedelta():
            message = (
                f"{document.read} lies in the future: today is {today}. Give the date of the version that was read."
            )
            yield file.problem((index, "read"), message)
        elif age > oldest:
            message = (
                f"this was read {age.days} days ago, more than {oldest.days}. Read the page again, mend what "
                "changed, and give the new address and date."
            )
            yield file.problem((index, "read"), message, "warning")


def unused(data: Data, root: Path) -> Iterator[Problem]:
    """Yield as warnings the disagreements and figures that nothing uses."""
    named = {name for _, _, record in data.walk() for key in CONFLICT_KEYS for name in getattr(record, key, ())}
    file = data.files["conflicts.yaml"]
    for index, conflict in enumerate(data.conflicts):
        if conflict.id not in named:
            message = f"no record names the disagreement '{conflict.id}'. Name it in the record that it is about."
            yield file.problem((index,), message, "warning")
    shown = {name for page in (root / "docs").rglob("*.md") for name in FIGURE_ON_PAGE.findall(page.read_text("utf-8"))}
    shown |= {name for module in CALCULATORS.values() for name in getattr(module, "FIGURES", ())}
    shown |= {record.minimum_is for _, _, record in data.walk() if isinstance(record, Field) and record.minimum_is}
    file = data.files["figures.yaml"]
    for index, figure in enumerate(data.figures):
        if figure.id not in shown:
            message = f"no calculator and no page uses the figure '{figure.id}'. Use it, or delete it."
            yield file.problem((index,), message, "warning")


CHECKS = (
    Check("no text is empty", _texts),
    Check("documents exist and are used", _documents),
    Check("disagreements exist and have two sides", _conflicts),
    Check("ids can stand in an address", _readable_ids),
    Check("ids are unique", _unique_ids),
    Check("pages exist", _pages),
    Check("systems name what exists", _systems),
    Check("disagreements of limitations pages are marked", _marked_sources),
    Check("versions are text", _versions),
    Check("figures have evidence and calculators find theirs", _figures),
    Check("flows end and every question is reached", _flows),
    Check("flows refer to conditions that exist", _referrals),
    Check("forms fit their calculator", _forms),
    Check("examples can be worked out and say where they are from", _examples),
    Check("kernels stand in the order of versions", _kernels),
    Check("the plan's phases follow each other", _plan),
    Check("measurements are whole", _measured),
    Check("components can be sized", _sizing),
    Check("steps belong to a phase and a checklist", _steps),
    Check("every checklist is for a combination of its own", _combinations),
    Check("lists of ports can be found and hold ports", _ports),
    Check("practices belong to a topic", _topics),
    Check("targets have sources, areas and bucket stores", _targets),
    Check("a word stands for one term", _terms),
)

"""Whether flows end, reach every question and refer to what exists."""

from collections.abc import Iterator
from pathlib import Path

from calculators.answers.inputs import fields
from calculators.qualification import NAME as QUALIFICATION
from calculators.records.flow import Finding, Flow, Item, Option, Referral, Telling
from macros.data.checks.rule import Check, Found, advice
from macros.data.datafile import Location
from macros.data.findings import known_conditions
from macros.data.loader import Data


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
                    f"there is no condition '{record.condition}' in data/sources/.{advice(record.condition, known)}"
                )
                yield file, (*location, "condition"), message
            elif record.remedy is not None and known[record.condition].remedy is not None:
                message = "the condition names a remedy itself. Leave this one out."
                yield file, (*location, "remedy"), message


def _tellings(data: Data, root: Path) -> Found:
    """Yield what is wrong with the values of a project that give answers."""
    known = {field.id: field for field in fields(data.catalog.project)}
    for file, location, record in data.walk():
        if not isinstance(record, Telling):
            continue
        field = known.get(record.value)
        if field is None:
            message = f"there is no value '{record.value}' in data/project.yaml.{advice(record.value, known)}"
            yield file, (*location, "value"), message
            continue
        choices = [choice.id for choice in field.choices]
        for place, name in enumerate(record.among):
            if name not in choices:
                message = f"'{record.value}' has no choice '{name}'.{advice(name, choices)}"
                yield file, (*location, "among", place), message


def flow_problems(flow: Flow) -> Iterator[tuple[Location, str]]:
    """Yield what is wrong with a flow's graph: dead ends, circles, unreachable questions, odd outcomes."""
    position = {question.id: index for index, question in enumerate(flow.questions)}
    if flow.start not in position:
        yield ("start",), f"there is no question '{flow.start}'.{advice(flow.start, position)}"
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
        yield f"there is no question '{name}'.{advice(name, position)}"
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
                yield (*at, "opens", number), f"there is no follow-up '{name}'.{advice(name, position)}"
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
                close = advice(finding.outcome, known)
                yield (*at, *place, "outcome"), f"there is no outcome '{finding.outcome}'.{close}"
            elif isinstance(finding, Finding) and finding.remedy is None and finding.outcome != known[0]:
                yield (*at, *place, "remedy"), f"only a finding that is '{known[0]}' may go without a remedy."
    for index, outcome in enumerate(flow.outcomes):
        if index and outcome.id not in raised:
            yield ("outcomes", index), f"no answer leads to the outcome '{outcome.id}'."


CHECKS = (
    Check("flows end and every question is reached", _flows, "file"),
    Check("flows refer to conditions that exist", _referrals),
    Check("flows have answers from values that a project has", _tellings),
)

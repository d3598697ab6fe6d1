"""Walk decision flows: which questions are asked, what comes out, and every way through."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import parse_qsl, urlencode

from calculators.records.flow import Finding, Flow, Option, Outcome, Question

type Answers = Mapping[str, str]


def question(flow: Flow, name: str) -> Question:
    """Return the question with this id. Raises KeyError when there is none."""
    for item in flow.questions:
        if item.id == name:
            return item
    raise KeyError(name)


def chosen(item: Question, answers: Answers) -> Option:
    """Return the option that was chosen, or the first one where none of them was."""
    return next((option for option in item.options if option.id == answers.get(item.id)), item.options[0])


def route(flow: Flow, answers: Answers) -> tuple[tuple[Question, Option], ...]:
    """Return the questions that are asked with these answers, each with its answer, in order."""
    steps: list[tuple[Question, Option]] = []
    name: str | None = flow.start
    while name is not None:
        item = question(flow, name)
        option = chosen(item, answers)
        steps.append((item, option))
        name = option.next
    return tuple(steps)


def findings(flow: Flow, answers: Answers) -> tuple[Finding, ...]:
    """Return everything that the answers on the route raise."""
    return tuple(finding for _, option in route(flow, answers) for finding in option.findings)


def strictest(flow: Flow, raised: Iterable[Finding]) -> Outcome:
    """Return the strictest outcome of the findings; without any, the mildest of the flow."""
    order = {outcome.id: rank for rank, outcome in enumerate(flow.outcomes)}
    return flow.outcomes[max((order[finding.outcome] for finding in raised), default=0)]


def outcome(flow: Flow, answers: Answers) -> Outcome:
    """Return what the flow ends in with these answers."""
    return strictest(flow, findings(flow, answers))


def paths(flow: Flow) -> Iterator[dict[str, str]]:
    """Yield the answers of every way through the flow. The flow must be acyclic."""

    def onward(name: str | None, so_far: dict[str, str]) -> Iterator[dict[str, str]]:
        if name is None:
            yield so_far
            return
        item = question(flow, name)
        for option in item.options:
            yield from onward(option.next, {**so_far, item.id: option.id})

    yield from onward(flow.start, {})


def to_query(flow: Flow, answers: Answers) -> str:
    """Return the query string of the answers, in the order of the questions."""
    return urlencode([(item.id, answers[item.id]) for item in flow.questions if item.id in answers])


def from_query(flow: Flow, query: str) -> dict[str, str]:
    """Return the answers of a query string; unknown keys and unknown answers are dropped.

    Answers to questions that are not asked now are kept, so that going back loses nothing.
    """
    known = {item.id: {option.id for option in item.options} for item in flow.questions}
    return {key: value for key, value in parse_qsl(query) if value in known.get(key, ())}

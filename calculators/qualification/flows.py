"""Walk decision flows: which questions are asked, what comes out, and every way through the questions."""

from collections.abc import Iterable, Iterator, Mapping

from calculators.records.flow import Finding, Flow, FollowUp, Item, Option, Outcome, Question

type Answers = Mapping[str, str | tuple[str, ...]]
"""The chosen option of a question, the chosen items of a follow-up."""

SEPARATOR = ","
"""Between the items of a follow-up where they stand in one text; no id can hold it."""


def question(flow: Flow, name: str) -> Question:
    """Return the question with this id. Raises KeyError when there is none."""
    for item in flow.questions:
        if item.id == name:
            return item
    raise KeyError(name)


def chosen(item: Question, answers: Answers) -> Option:
    """Return the option that was chosen, or the first one where none of them was."""
    return next((option for option in item.options if option.id == answers.get(item.id)), item.options[0])


def ticked(asked: FollowUp, answers: Answers) -> tuple[Item, ...]:
    """Return the items that were chosen, in the order of the follow-up."""
    given = answers.get(asked.id, ())
    names = given.split(SEPARATOR) if isinstance(given, str) else given
    return tuple(item for item in asked.items if item.id in names)


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


def opened(flow: Flow, answers: Answers) -> tuple[tuple[FollowUp, tuple[Item, ...]], ...]:
    """Return the follow-ups that are asked with these answers, each with its chosen items, in order."""
    names = {name for _, option in route(flow, answers) for name in option.opens}
    steps: list[tuple[FollowUp, tuple[Item, ...]]] = []
    for asked in flow.follow_ups:
        if asked.id in names:
            items = ticked(asked, answers)
            steps.append((asked, items))
            names |= {name for item in items for name in item.opens}
    return tuple(steps)


def findings(flow: Flow, answers: Answers) -> tuple[Finding, ...]:
    """Return everything that the answers which count raise."""
    return (
        *(finding for _, option in route(flow, answers) for finding in option.findings),
        *(finding for _, items in opened(flow, answers) for item in items for finding in item.findings),
    )


def strictest(flow: Flow, raised: Iterable[Finding]) -> Outcome:
    """Return the strictest outcome of the findings; without any, the mildest of the flow."""
    order = {outcome.id: rank for rank, outcome in enumerate(flow.outcomes)}
    return flow.outcomes[max((order[finding.outcome] for finding in raised), default=0)]


def outcome(flow: Flow, answers: Answers) -> Outcome:
    """Return what the flow ends in with these answers."""
    return strictest(flow, findings(flow, answers))


def told(flow: Flow, said: Mapping[str, str]) -> dict[str, str]:
    """Return the answers that the values of a project give, each as it stands in a form; nothing where none does."""

    def holds(answer: Option | Item) -> bool:
        values = ((said.get(by.value, "").strip(), by.among) for by in answer.told_by)
        return any(value and (not among or value in among) for value, among in values)

    answers = {
        item.id: next((option.id for option in item.options if holds(option)), "") for item in flow.questions
    } | {asked.id: SEPARATOR.join(item.id for item in asked.items if holds(item)) for asked in flow.follow_ups}
    return {name: answer for name, answer in answers.items() if answer}


def paths(flow: Flow) -> Iterator[dict[str, str]]:
    """Yield the answers of every way through the questions, without follow-ups. The flow must be acyclic."""

    def onward(name: str | None, so_far: dict[str, str]) -> Iterator[dict[str, str]]:
        if name is None:
            yield so_far
            return
        item = question(flow, name)
        for option in item.options:
            yield from onward(option.next, {**so_far, item.id: option.id})

    yield from onward(flow.start, {})

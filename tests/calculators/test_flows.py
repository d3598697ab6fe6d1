"""The qualification flow as a graph, and what a broken flow is told."""

import dataclasses
import itertools
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import flows
from calculators.catalog import Catalog
from calculators.records.evidence import Source
from calculators.records.flow import Finding, Flow, Option, Outcome, Question
from macros.checks import flow_problems


@pytest.fixture(scope="module")
def flow(catalog: Catalog) -> Flow:
    return catalog.flow("qualification")


def test_every_path_answers_the_questions_it_asks_and_ends_in_an_outcome(flow: Flow) -> None:
    for answers in flows.paths(flow):
        asked = [(item.id, option.id) for item, option in flows.route(flow, answers)]
        assert asked == list(answers.items())
        assert asked[0][0] == flow.start
        assert flows.outcome(flow, answers) in flow.outcomes


def test_the_paths_are_all_different_and_as_many_as_the_options_allow(flow: Flow) -> None:
    def count(name: str | None) -> int:
        if name is None:
            return 1
        return sum(count(option.next) for option in flows.question(flow, name).options)

    found = [tuple(answers.items()) for answers in flows.paths(flow)]
    assert len(found) == len(set(found)) == count(flow.start) > len(flow.questions)


def test_every_question_and_every_option_is_reached(flow: Flow) -> None:
    reached = {item for answers in flows.paths(flow) for item in answers.items()}
    assert reached == {(item.id, option.id) for item in flow.questions for option in item.options}


def test_every_outcome_is_reached(flow: Flow) -> None:
    reached = {flows.outcome(flow, answers).id for answers in flows.paths(flow)}
    assert reached == {outcome.id for outcome in flow.outcomes}


def test_the_mildest_outcome_is_the_one_without_a_finding(flow: Flow) -> None:
    for answers in flows.paths(flow):
        clean = not flows.findings(flow, answers)
        assert clean == (flows.outcome(flow, answers).id == flow.outcomes[0].id)


def test_answers_come_back_from_the_address(flow: Flow) -> None:
    for answers in flows.paths(flow):
        assert flows.from_query(flow, flows.to_query(flow, answers)) == answers


def test_the_address_lists_the_answers_in_the_order_of_the_questions(flow: Flow) -> None:
    assert flows.to_query(flow, {"rpo": "zero", "applications": "hosts"}) == "applications=hosts&rpo=zero"


def test_what_the_flow_does_not_know_is_dropped(flow: Flow) -> None:
    query = "utm_source=mail&applications=hosts&architecture=sparc&system=&=x&rpo=zero&lang"
    assert flows.from_query(flow, query) == {"applications": "hosts", "rpo": "zero"}


@given(st.text(), st.dictionaries(st.text(), st.text()))
def test_any_address_gives_answers_that_the_flow_offers(flow: Flow, text: str, pairs: dict[str, str]) -> None:
    offered = {(item.id, option.id) for item in flow.questions for option in item.options}
    for query in (text, urlencode(pairs), f"{text}&applications=hosts"):
        assert set(flows.from_query(flow, query).items()) <= offered


def test_going_back_keeps_the_answers_to_later_questions(flow: Flow) -> None:
    answers = {"applications": "partly", "beside": "rac", "architecture": "arm", "rpo": "zero"}
    changed = {**answers, "applications": "oracle"}
    assert [item.id for item, _ in flows.route(flow, changed)] == ["applications"]
    kept = flows.from_query(flow, flows.to_query(flow, changed))
    assert kept == changed
    assert flows.findings(flow, {**kept, "applications": "partly"}) == flows.findings(flow, answers)


def test_a_question_without_an_answer_takes_its_first_option(flow: Flow) -> None:
    assert [option.id for _, option in flows.route(flow, {})] == ["hosts", "x86", "common", "minutes"]


def test_the_strictest_of_any_two_findings_wins(flow: Flow) -> None:
    order = [outcome.id for outcome in flow.outcomes]
    every = [finding for item in flow.questions for option in item.options for finding in option.findings]
    assert len(every) > len(order)
    for pair in itertools.product(every, repeat=2):
        ranks = [order.index(finding.outcome) for finding in pair]
        assert flows.strictest(flow, pair) == flow.outcomes[max(ranks)]


def test_an_unknown_question_is_an_error(flow: Flow) -> None:
    with pytest.raises(KeyError):
        flows.question(flow, "weather")


def test_no_option_says_the_same_as_another(flow: Flow) -> None:
    for item in flow.questions:
        labels = [option.label for option in item.options]
        assert len(set(labels)) == len(labels) >= 2


# A flow in small, to break in every way.


def finding(outcome: str) -> Finding:
    source = Source(document="page", section="heading")
    return Finding(outcome=outcome, reason="r", remedy="m", source=source, page="index.md", page_label="p")


def option(name: str, onward: str | None, *raised: str) -> Option:
    return Option(id=name, label=name, next=onward, findings=tuple(finding(outcome) for outcome in raised))


def asked(name: str, *options: Option) -> Question:
    return Question(id=name, text=name, short=name, why=name, options=options)


def outcomes(*names: str) -> tuple[Outcome, ...]:
    return tuple(
        Outcome(id=name, label=name, summary=name, level="good", next_page="index.md", next_label=name)
        for name in names
    )


SMALL = Flow(
    id="small",
    title="small",
    start="first",
    outcomes=outcomes("yes", "no"),
    questions=(
        asked("first", option("a", "second"), option("b", None, "no")),
        asked("second", option("a", None)),
    ),
)


def test_a_sound_flow_has_no_problem(flow: Flow) -> None:
    assert list(flow_problems(SMALL)) == []
    assert list(flow_problems(flow)) == []


BROKEN: dict[str, tuple[dict[str, Any], tuple[str | int, ...], str]] = {
    "a start that is no question": (
        {"start": "firsst"},
        ("start",),
        "there is no question 'firsst'. Did you mean 'first'?",
    ),
    "an option that leads nowhere": (
        {"questions": (asked("first", option("a", "sekond"), option("b", None, "no")), SMALL.questions[1])},
        ("questions", 0, "options", 0, "next"),
        "there is no question 'sekond'. Did you mean 'second'?",
    ),
    "an option that leads back": (
        {"questions": (SMALL.questions[0], asked("second", option("a", "first")))},
        ("questions", 1, "options", 0, "next"),
        "the question 'first' stands before this one, so the flow could go round in a circle.",
    ),
    "an option that leads to its own question": (
        {"questions": (SMALL.questions[0], asked("second", option("a", "second")))},
        ("questions", 1, "options", 0, "next"),
        "the question 'second' stands before this one",
    ),
    "a question without options": (
        {"questions": (SMALL.questions[0], asked("second"))},
        ("questions", 1, "options"),
        "a question needs options.",
    ),
    "a finding with an unknown outcome": (
        {"questions": (SMALL.questions[0], asked("second", option("a", None, "not")))},
        ("questions", 1, "options", 0, "findings", 0, "outcome"),
        "there is no outcome 'not'. Did you mean 'no'?",
    ),
    "a question that nothing leads to": (
        {"questions": (*SMALL.questions, asked("third", option("a", None)))},
        ("questions", 2),
        "no answer leads to the question 'third'.",
    ),
    "an outcome that nothing leads to": (
        {"outcomes": outcomes("yes", "perhaps", "no")},
        ("outcomes", 1),
        "no answer leads to the outcome 'perhaps'.",
    ),
}


@pytest.mark.parametrize("way", BROKEN)
def test_a_broken_flow_is_told_where_and_what(way: str) -> None:
    changes, location, message = BROKEN[way]
    found = list(flow_problems(dataclasses.replace(SMALL, **changes)))
    assert location in [place for place, _ in found]
    assert next(text for place, text in found if place == location).startswith(message)

"""The qualification flow as a graph, node by node, and what a broken flow is told."""

import dataclasses
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.catalog import Catalog
from calculators.qualification import flows
from calculators.records.evidence import Source
from calculators.records.flow import Finding, Flow, FollowUp, Item, Option, Outcome, Question, Referral
from macros.data.checks.flows import flow_problems
from tests.conftest import data_as_it_is


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


def way_to(flow: Flow, follow_up: FollowUp, item: Item) -> dict[str, str | tuple[str, ...]]:
    """Return answers that ask a follow-up, with only this item of it chosen."""
    for answers in flows.paths(flow):
        if any(follow_up.id in option.opens for _, option in flows.route(flow, answers)):
            return {**answers, follow_up.id: (item.id,)}
    for opener in flow.follow_ups:
        for opening in opener.items:
            if follow_up.id in opening.opens:
                return {**way_to(flow, opener, opening), follow_up.id: (item.id,)}
    raise AssertionError(f"nothing opens {follow_up.id}")


def test_every_item_of_every_follow_up_is_reached_and_raises_what_it_says(flow: Flow) -> None:
    for follow_up in flow.follow_ups:
        for item in follow_up.items:
            answers = way_to(flow, follow_up, item)
            assert flows.opened(flow, answers)[-1 - len(item.opens)] == (follow_up, (item,))
            assert set(item.findings) <= set(flows.findings(flow, answers))


def test_every_outcome_is_reached(flow: Flow) -> None:
    ways: list[flows.Answers] = list(flows.paths(flow))
    ways += [way_to(flow, follow_up, item) for follow_up in flow.follow_ups for item in follow_up.items]
    reached = {flows.outcome(flow, answers).id for answers in ways}
    assert reached == {outcome.id for outcome in flow.outcomes}


@st.composite
def walks(draw: st.DrawFn) -> dict[str, str | tuple[str, ...]]:
    """Return any answers to any questions and follow-ups of the flow, asked or not."""
    flow = FLOWS[0]
    answers: dict[str, str | tuple[str, ...]] = {}
    for item in flow.questions:
        option = draw(st.none() | st.sampled_from([option.id for option in item.options]))
        if option is not None:
            answers[item.id] = option
    for asked in flow.follow_ups:
        names = draw(st.sets(st.sampled_from([item.id for item in asked.items])))
        if names:
            answers[asked.id] = tuple(item.id for item in asked.items if item.id in names)
    return answers


# Hypothesis draws before it sees the fixture.
FLOWS = data_as_it_is().catalog.flows


@given(walks())
def test_on_any_walk_the_worst_finding_decides_and_all_are_listed(flow: Flow, answers: dict[str, str]) -> None:
    raised = flows.findings(flow, answers)
    order = [outcome.id for outcome in flow.outcomes]
    worst = max((order.index(finding.outcome) for finding in raised), default=0)
    assert flows.outcome(flow, answers).id == order[worst]
    expected = [finding for _, option in flows.route(flow, answers) for finding in option.findings]
    opened = {name for _, option in flows.route(flow, answers) for name in option.opens}
    for follow_up in flow.follow_ups:
        for item in follow_up.items:
            if follow_up.id in opened and item.id in answers.get(follow_up.id, ()):
                expected += item.findings
                opened |= set(item.opens)
    assert list(raised) == expected


def test_a_follow_up_that_is_not_opened_does_not_count_and_keeps_its_items(flow: Flow) -> None:
    answers = {"linux": ("btrfs",)}
    assert flows.findings(flow, answers) == ()
    (finding,) = flows.findings(flow, {**answers, "closer": ("linux",)})
    assert finding.outcome == "hosts-out"
    (finding,) = flows.findings(flow, {**answers, "closer": ("linux",), "applications": "oracle"})
    assert finding.outcome == "not-suitable"


def test_going_back_keeps_the_answers_to_later_questions(flow: Flow) -> None:
    answers = {"applications": "partly", "beside": "rac", "architecture": "arm", "rpo": "zero"}
    changed = {**answers, "applications": "oracle"}
    assert [item.id for item, _ in flows.route(flow, changed)][-1] == "applications"
    assert flows.findings(flow, {**changed, "applications": "partly"}) == flows.findings(flow, answers)


def test_a_question_without_an_answer_takes_its_first_option(flow: Flow) -> None:
    taken = flows.route(flow, {})
    assert [option for _, option in taken] == [question.options[0] for question, _ in taken]
    assert taken[0][0].id == flow.start


def test_the_strictest_of_any_two_findings_wins(flow: Flow) -> None:
    order = [outcome.id for outcome in flow.outcomes]
    every = [finding for item in flow.questions for option in item.options for finding in option.findings]
    every += [finding for asked in flow.follow_ups for item in asked.items for finding in item.findings[:1]]
    assert len(every) > len(order)
    for pair in itertools.product(every, repeat=2):
        ranks = [order.index(finding.outcome) for finding in pair]
        assert flows.strictest(flow, pair) == flow.outcomes[max(ranks)]


def test_an_unknown_question_is_an_error(flow: Flow) -> None:
    with pytest.raises(KeyError):
        flows.question(flow, "weather")


def test_no_option_says_the_same_as_another(flow: Flow) -> None:
    for asked in (*(item.options for item in flow.questions), *(item.items for item in flow.follow_ups)):
        labels = [answer.label for answer in asked]
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
        Outcome(id=name, label=name, mark=name, summary=name, level="good", next_page="index.md", next_label=name)
        for name in names
    )


def item(name: str, *opened: str, raised: tuple[str, ...] = ()) -> Item:
    return Item(id=name, label=name, opens=opened, findings=tuple(finding(outcome) for outcome in raised))


def follow_up(name: str, *items: Item) -> FollowUp:
    return FollowUp(id=name, text=name, short=name, why=name, items=items)


SMALL = Flow(
    id="small",
    title="small",
    start="first",
    outcomes=outcomes("yes", "no"),
    questions=(
        asked("first", option("a", "second"), option("b", None, "no")),
        asked("second", dataclasses.replace(option("a", None), opens=("third",))),
    ),
    follow_ups=(follow_up("third", item("a", "fourth")), follow_up("fourth", item("a", raised=("no",)))),
)
THIRD, FOURTH = SMALL.follow_ups


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
        {"questions": (*SMALL.questions, asked("fifth", option("a", None)))},
        ("questions", 2),
        "no answer leads to the question 'fifth'.",
    ),
    "a follow-up that nothing opens": (
        {"follow_ups": (*SMALL.follow_ups, follow_up("fifth", item("a", raised=("no",))))},
        ("follow_ups", 2),
        "no answer opens the follow-up 'fifth'.",
    ),
    "an option that opens nothing known": (
        {"questions": (SMALL.questions[0], asked("second", dataclasses.replace(option("a", None), opens=("thirds",))))},
        ("questions", 1, "options", 0, "opens", 0),
        "there is no follow-up 'thirds'. Did you mean 'third'?",
    ),
    "an item that opens an earlier follow-up": (
        {"follow_ups": (THIRD, follow_up("fourth", item("a", "third")))},
        ("follow_ups", 1, "items", 0, "opens", 0),
        "the follow-up 'third' does not stand behind this one. A follow-up opens only later ones.",
    ),
    "an item that opens its own follow-up": (
        {"follow_ups": (follow_up("third", item("a", "fourth"), item("b", "third")), FOURTH)},
        ("follow_ups", 0, "items", 1, "opens", 0),
        "the follow-up 'third' does not stand behind this one.",
    ),
    "a follow-up without items": (
        {"follow_ups": (THIRD, follow_up("fourth"))},
        ("follow_ups", 1, "items"),
        "a follow-up needs items.",
    ),
    "an item that tells nothing": (
        {"follow_ups": (THIRD, follow_up("fourth", item("a")))},
        ("follow_ups", 1, "items", 0),
        "'a' tells nothing. It needs findings or conditions, or opens a follow-up.",
    ),
    "a follow-up with the name of a question": (
        {"follow_ups": (*SMALL.follow_ups, follow_up("first", item("a", raised=("no",))))},
        ("follow_ups", 2, "id"),
        "'first' is a question already, and both would stand in the address.",
    ),
    "an item with an unknown outcome": (
        {"follow_ups": (THIRD, follow_up("fourth", item("a", raised=("on",))))},
        ("follow_ups", 1, "items", 0, "findings", 0, "outcome"),
        "there is no outcome 'on'.",
    ),
    "a condition with an unknown outcome": (
        {
            "follow_ups": (
                THIRD,
                follow_up("fourth", Item(id="a", label="a", conditions=(Referral(outcome="on", condition="c"),))),
            )
        },
        ("follow_ups", 1, "items", 0, "conditions", 0, "outcome"),
        "there is no outcome 'on'.",
    ),
    "a finding that says nothing to do": (
        {
            "questions": (
                asked(
                    "first",
                    option("a", "second"),
                    dataclasses.replace(option("b", None), findings=(dataclasses.replace(finding("no"), remedy=None),)),
                ),
                SMALL.questions[1],
            )
        },
        ("questions", 0, "options", 1, "findings", 0, "remedy"),
        "only a finding that is 'yes' may go without a remedy.",
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

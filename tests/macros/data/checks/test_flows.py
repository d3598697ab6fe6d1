"""What a maintainer is told of flows."""

import dataclasses

import pytest

from calculators.records.evidence import Source
from calculators.records.flow import Finding, Flow, Option, Outcome, Question
from macros.data.checks.flows import flow_problems
from tests.macros.conftest import Project

SOURCE = Source(document="guide", section="Limits")


def option(name: str, to: str | None, *outcomes: str) -> Option:
    findings = tuple(
        Finding(outcome=outcome, reason="", remedy="", source=SOURCE, page="", page_label="") for outcome in outcomes
    )
    return Option(id=name, label=name, next=to, findings=findings)


def question(name: str, *options: Option) -> Question:
    return Question(id=name, text=name, short=name, why="", options=options)


def flow(*questions: Question, start: str = "first", outcomes: tuple[str, ...] = ("good", "bad")) -> Flow:
    return Flow(
        id="flow",
        title="Flow",
        start=start,
        questions=questions,
        outcomes=tuple(
            Outcome(id=name, label=name, mark=name, summary="", level="good", next_page="", next_label="")
            for name in outcomes
        ),
    )


GOOD_FLOW = flow(
    question("first", option("yes", "second"), option("no", None, "bad")),
    question("second", option("yes", None)),
)


def test_a_flow_that_ends_has_no_problem():
    assert list(flow_problems(GOOD_FLOW)) == []


@pytest.mark.parametrize(
    ("broken_flow", "problems"),
    [
        (
            flow(question("first", option("yes", None)), outcomes=()),
            [(("outcomes",), "a flow needs outcomes.")],
        ),
        (
            dataclasses.replace(GOOD_FLOW, start="firzt"),
            [(("start",), "there is no question 'firzt'. Did you mean 'first'?"),
             (("questions", 0), "no answer leads to the question 'first'.")],
        ),
        (
            flow(question("first", option("yes", "other", "bad"))),
            [(("questions", 0, "options", 0, "next"), "there is no question 'other'.")],
        ),
        (
            flow(question("first", option("yes", None, "bda"), option("no", None, "bad"))),
            [(("questions", 0, "options", 0, "findings", 0, "outcome"),
              "there is no outcome 'bda'. Did you mean 'bad'?")],
        ),
        (
            flow(question("first", option("yes", "first"), option("no", None, "bad"))),
            [(("questions", 0, "options", 0, "next"),
              "the question 'first' stands before this one, so the flow could go round in a circle. "
              "A question leads only to later ones.")],
        ),
        (
            flow(question("first", option("yes", "second", "bad")), question("second", option("back", "first"))),
            [(("questions", 1, "options", 0, "next"),
              "the question 'first' stands before this one, so the flow could go round in a circle. "
              "A question leads only to later ones.")],
        ),
        (
            flow(question("first", option("yes", None, "bad")), question("lost", option("yes", None))),
            [(("questions", 1), "no answer leads to the question 'lost'.")],
        ),
        (
            flow(question("first", option("yes", None))),
            [(("outcomes", 1), "no answer leads to the outcome 'bad'.")],
        ),
        (
            flow(question("first"), outcomes=("good",)),
            [(("questions", 0, "options"), "a question needs options.")],
        ),
    ],
    ids=["no outcomes", "start", "next", "outcome", "itself", "cycle", "unreachable", "unused outcome", "no options"],
)  # fmt: skip
def test_a_flow_that_is_broken(broken_flow, problems):
    assert list(flow_problems(broken_flow)) == problems


def test_a_broken_flow_is_told_with_its_place(broken, data):
    (flow,) = data.flows
    place = [question.id for question in flow.questions].index("architecture")
    at, found = broken(
        "flows/qualification.yaml",
        "        hint: Intel or AMD.\n        next: system\n",
        "        hint: Intel or AMD.\n        →next: applications\n",
    )
    assert found == [
        f"{at}: questions[{place}].options[0].next: the question 'applications' stands before this one, so the flow "
        "could go round in a circle. A question leads only to later ones."
    ]


def test_a_condition_that_no_source_type_has(broken):
    at, found = broken("flows/qualification.yaml", "condition: linux-fs-btrfs}", "→condition: linux-fs-btrsf}")
    assert found == [
        f"{at}: follow_ups[1].items[1].conditions[0].condition: there is no condition 'linux-fs-btrsf' in "
        "data/sources/. Did you mean 'linux-fs-btrfs'?"
    ]


@pytest.mark.parametrize(
    ("original", "changed", "place", "message"),
    [
        (
            "told_by: [{value: rpo_minutes}]",
            "told_by: [{→value: rpo_minute}]",
            "questions[4].options[0].told_by[0].value",
            "there is no value 'rpo_minute' in data/project.yaml. Did you mean 'rpo_minutes'?",
        ),
        (
            "among: [vmware-agentless]",
            "among: [→vmware-agentles]",
            "follow_ups[0].items[2].told_by[0].among[0]",
            "'source' has no choice 'vmware-agentles'. Did you mean 'vmware-agentless'?",
        ),
    ],
    ids=["value", "choice"],
)
def test_an_answer_that_is_told_by_what_no_project_says(broken, original, changed, place, message):
    at, found = broken("flows/qualification.yaml", original, changed)
    assert found == [f"{at}: {place}: {message}"]


def test_a_remedy_beside_the_one_of_the_condition(broken):
    at, found = broken(
        "flows/qualification.yaml",
        "condition: linux-secure-boot}",
        "condition: linux-secure-boot, →remedy: Ask somebody.}",
    )
    assert found == [
        f"{at}: follow_ups[1].items[8].conditions[0].remedy: the condition names a remedy itself. Leave this one out."
    ]


def test_a_follow_up_that_no_answer_opens_is_told_with_its_place(broken):
    at, found = broken("flows/qualification.yaml", "        opens: [target]\n", "        opens: [→targets]\n")
    assert found == [
        f"{at}: follow_ups[0].items[5].opens[0]: there is no follow-up 'targets'. Did you mean 'target'?",
        next(line for line in found if line.endswith("no answer opens the follow-up 'target'.")),
    ]


def test_a_finding_that_leads_to_no_condition(broken):
    at, found = broken(
        "flows/qualification.yaml",
        "            page: compatibility/linux-agent.md#condition-linux-nfs\n",
        "            →page: compatibility/linux-agent.md#condition-linux-nsf\n",
    )
    assert found == [
        f"{at}: follow_ups[5].items[5].findings[0].page: there is no page "
        "'compatibility/linux-agent.md#condition-linux-nsf' in docs/. Did you mean "
        "'compatibility/linux-agent.md#condition-linux-nfs'?"
    ]


def test_a_missing_flow(project: Project):
    (project.root / "data/flows/qualification.yaml").unlink()
    assert any(
        line.endswith("the calculator qualification needs data/flows/qualification.yaml.")
        for line in project.problems()
    )

"""What a maintainer is told of the plan."""

import pytest

from calculators.records.evidence import Source
from calculators.records.planning import Milestone, Phase, Plan
from macros.data.checks.plan import plan_problems

SOURCE = Source(document="guide", section="Limits")


def phase(name: str, begins: str, ends: str, *after: str) -> Phase:
    return Phase(
        id=name, name=name, kind="delivery", after=after, begins=begins, ends=ends,
        work="", result="", page="", source=SOURCE,
    )  # fmt: skip


def plan(*phases: Phase) -> Plan:
    milestones = tuple(Milestone(id=name, name=name, event="", source=SOURCE) for name in ("m1", "m2", "m3"))
    return Plan(milestones=milestones, phases=phases, schedules=(), durations=())


def test_a_plan_in_order_has_no_problem():
    assert list(plan_problems(plan(phase("a", "m1", "m2"), phase("b", "m2", "m3", "a")))) == []


@pytest.mark.parametrize(
    ("broken_plan", "problems"),
    [
        (plan(phase("a", "m0", "m2")),
         [(("phases", 0, "begins"), "there is no milestone 'm0'.")]),
        (plan(phase("a", "m2", "m2")),
         [(("phases", 0, "ends"), "a phase must end at a later milestone than it begins.")]),
        (plan(phase("a", "m3", "m1")),
         [(("phases", 0, "ends"), "a phase must end at a later milestone than it begins.")]),
        (plan(phase("a", "m1", "m2", "before")),
         [(("phases", 0, "after", 0), "there is no phase 'before'.")]),
        (plan(phase("a", "m1", "m3"), phase("b", "m2", "m3", "a")),
         [(("phases", 1, "after", 0), "'b' begins before 'a' ends, but must come after it.")]),
        (plan(phase("a", "m1", "m2", "b"), phase("b", "m2", "m3", "a")),
         [(("phases", 0, "after", 0), "'a' begins before 'b' ends, but must come after it.")]),
    ],
    ids=["milestone", "no length", "backwards", "phase", "overlap", "cycle"],
)  # fmt: skip
def test_a_plan_that_is_broken(broken_plan, problems):
    assert list(plan_problems(broken_plan)) == problems


def test_a_broken_plan_is_told_with_its_place(broken):
    at, found = broken("plan.yaml", "    after: [drill, install]\n", "    after: [→dril, install]\n")
    assert found == [f"{at}: phases[7].after[0]: there is no phase 'dril'. Did you mean 'drill'?"]

"""What a maintainer is told of the plan."""

import dataclasses

import pytest

from calculators.records.evidence import Source
from calculators.records.planning import Milestone, Phase, Plan
from macros.data.checks.plan import conclusion_problems, plan_problems

SOURCE = Source(document="guide", section="Limits")


def phase(name: str, begins: str, ends: str, *after: str) -> Phase:
    return Phase(
        id=name, name=name, kind="delivery", after=after, begins=begins, ends=ends,
        work="", result="", page="", source=SOURCE,
    )  # fmt: skip


def plan(*phases: Phase) -> Plan:
    milestones = tuple(Milestone(id=name, name=name, event="", source=SOURCE) for name in ("m1", "m2", "m3"))
    return Plan(milestones=milestones, phases=phases, tasks=(), schedules=(), durations=())


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
    at, found = broken(
        "plan.yaml", "    after: [drill, install]\n    begins", "    after: [→dril, install]\n    begins"
    )
    assert found == [f"{at}: phases[7].after[0]: there is no phase 'dril'. Did you mean 'drill'?"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "    after: [hosts, cloud-pre]\n",
            "    after: [→host, cloud-pre]\n",
            "tasks[7].after[0]: there is no task 'host' above.",
        ),
        ("    after: [hosts, cloud-pre]\n", "    →after: [hosts]\n", "so this must wait for its task 'cloud-pre'."),
        ("    takes: 10 days\n", "    →takes: 10 weeks\n", "tasks[10].takes: 'weeks' is no unit here."),
        ("    phase: sync\n", "    →phase: synch\n", "there is no phase 'synch'. Did you mean 'sync'?"),
    ],
)
def test_a_broken_task_is_told_with_its_place(broken, old, new, told):
    _, found = broken("plan.yaml", old, new)
    assert any(told in line for line in found)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "{day: 2026-09-25, name: Mid-Autumn Festival}",
            "{→day: 2025-09-25, name: Mid-Autumn Festival}",
            "2025-09-25 is no day of 2026.",
        ),
        ("worked: [2026-01-04,", "worked: [→2026-01-01,", "2026-01-01 is named as a day on which nobody works."),
    ],
)
def test_a_holiday_outside_its_year_is_told(broken, old, new, told):
    _, found = broken("holidays.yaml", old, new)
    assert any(told in line for line in found)


def test_a_conclusion_must_name_facts_of_the_investigation(data):
    found = data.investigation
    first = found.conclusions[0]
    odd = dataclasses.replace(first, facts=(*first.facts, "archs"))
    empty = dataclasses.replace(first, facts=())
    problems = dict(conclusion_problems(dataclasses.replace(found, conclusions=(odd, empty))))
    assert problems["conclusions", 0, "facts", len(first.facts)].startswith(
        "there is no fact 'archs'. Did you mean 'arch'?"
    )
    assert problems["conclusions", 1, "facts"] == "a conclusion needs a fact that decides it."
    assert not [*conclusion_problems(found)]

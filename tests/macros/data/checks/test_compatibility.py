"""What a maintainer is told of operating systems."""

import pytest

from tests.macros.conftest import Project


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("decided_by: [win-legacy]", "decided_by: [→win-legcy]",
         "[15].decided_by[0]: there is no condition 'win-legcy'. Did you mean 'win-legacy'?"),
        ("conditional: ['26.04.x']", "conditional: [→'26.4']", "[5].conditional[0]: there is no version '26.4'."),
        ("    - kylin-os-v10\n", "    - →kylin-os-v11\n",
         "[7].kernels[0]: there is no release 'kylin-os-v11'. Did you mean 'kylin-os-v10'?"),
    ],
)  # fmt: skip
def test_a_system_that_names_what_does_not_exist(broken, old, new, problem):
    at, found = broken("operating_systems.yaml", old, new)
    assert any(line.startswith(f"{at}: {problem}") for line in found)


def test_a_release_that_no_system_names(broken):
    _, found = broken("operating_systems.yaml", "  kernels:\n    - kylin-os-v10\n", "")
    assert [line.split(": ", 1)[1] for line in found] == [
        "releases[0]: no operating system names the release 'kylin-os-v10'."
    ]


def test_a_system_under_a_condition_that_says_no_reason(broken):
    _, found = broken("operating_systems.yaml", "  decided_by: [win-legacy]\n", "")
    assert [line.split(": ", 1)[1] for line in found] == [
        "[15].conditional: say why: name conditions in 'decided_by', or disagreements."
    ]


def test_a_system_whose_list_of_guests_is_no_link(project: Project):
    text = (project.root / "data/operating_systems.yaml").read_text("utf-8")
    project.write("operating_systems.yaml", text.replace("guest_list: os-matrix-agentless", "guest_list: os-matrix", 1))
    (found,) = project.problems()
    assert "[0].guest_list: there is no link 'os-matrix' in data/links.yaml. Did you mean" in found


def test_a_condition_that_is_judged_twice(broken):
    record = (
        "  - id: linux-fs-other\n    area: Boot\n    condition: A new property\n    verdict: {}\n"
        "    source: {{document: faq, section: Words}}\n"
    )
    twice = record.format("supported") + record.format("unsupported").replace("other", "third").replace(
        "condition: A new ", "→condition: a  New "
    )
    at, found = broken("sources/linux-agent.yaml", "\nconditions:\n", f"\nconditions:\n{twice}")
    (problem,) = found
    assert problem.startswith(f"{at}: conditions[1].condition: line ")
    assert problem.endswith(" judges 'a  New property' already: 'supported'. Keep one of them.")

"""What a maintainer is told of records of several subjects at once."""

import pytest

from macros.data.checks import CHECKS, checked
from macros.data.datafile import DataError
from tests.conftest import LANGUAGES
from tests.macros.conftest import Project


def test_every_check_has_a_name_of_its_own():
    names = [check.name for check in CHECKS]
    assert all(names)
    assert len(set(names)) == len(names)


def test_problems_of_several_files_come_at_once_and_sorted(project: Project):
    topic = project.edit("operations.yaml", "\ntopics:\n", "\ntopics:\n  - →id: new\n    title: New\n")
    phase = project.edit(
        "checklists.yaml", "\nphases:\n", "\nphases:\n  - →id: new\n    direction: dr\n    name: New\n"
    )
    series = project.edit("series.yaml", "  values: [10, 20, ", "  →values: [20, 10, ")
    assert project.problems() == [
        f"{phase}: phases[0]: no step belongs to the phase 'new'.",
        f"{topic}: topics[0]: no practice belongs to the topic 'new'.",
        f"{series}: [0].values: the values must rise.",
    ]


def test_wrong_types_and_wrong_syntax_hide_no_relation_of_clean_records(project: Project):
    places = [
        project.edit("sources/linux-agent.yaml", "mode: agent\n", "→mode: agnt\n"),
        project.edit("glossary.yaml", "  term: Agent mode\n", "  term: →@Agent mode\n"),
        project.edit("figures.yaml", "- id: rpo-minimum\n", "- id: rpo-minimum\n  →nname: x\n"),
        project.edit("operations.yaml", "\ntopics:\n", "\ntopics:\n  - →id: new\n    title: New\n"),
        project.edit("network.yaml", "subnets_conflicts: [", "subnets_conflicts: [→zzz, "),
    ]
    told = project.problems()
    assert [any(line.startswith(f"{place}: ") for line in told) for place in places] == [True] * 5
    assert len(told) == 5


def test_a_wrong_relation_inside_a_record_with_a_wrong_value_is_told_too(project: Project):
    at = project.edit(
        "series.yaml",
        "- id: link-steps\n",
        "- id: new\n  label: [New]\n  values: [1]\n  unit: ms\n  basis: stated\n"
        "  source: {→document: fag, section: Words}\n- id: link-steps\n",
    )
    told = project.problems()
    assert any(line.startswith(f"{at}: [0].source.document: there is no document 'fag'") for line in told)
    assert len(told) == 2


def test_nothing_is_said_of_ids_that_nobody_can_read(project: Project):
    project.edit("documents.yaml", "- id: driver-adaption\n  title", "- title")
    (problem,) = project.problems()
    assert ": [0]: 'id' is missing." in problem


def test_a_check_that_cannot_be_run_is_counted(project: Project):
    project.write("documents.yaml", "- id: [\n")
    with pytest.raises(DataError) as caught:
        checked(project.root)
    assert {"documents exist", "documents are used"} <= set(caught.value.waiting) < {rule.name for rule in CHECKS}


@pytest.mark.parametrize("content", ["", "- a: [1]\n", "a: 1\n", "x\n", "- '\n", "\0"])
def test_whatever_stands_in_every_file_is_told_line_by_line(project: Project, content: str):
    # Words of other languages are read once the data is valid.
    files = [path for path in sorted((project.root / "data").rglob("*.yaml")) if path.parent.name not in LANGUAGES]
    for path in files:
        path.write_text(content, "utf-8")
    told = project.problems()
    assert {line.partition(":")[0] for line in told} == {path.relative_to(project.root).as_posix() for path in files}

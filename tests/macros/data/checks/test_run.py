"""What a maintainer is told of records of several subjects at once."""

from macros.data.checks import CHECKS
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

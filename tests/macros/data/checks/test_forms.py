"""What a maintainer is told of forms."""

import pytest

from tests.macros.conftest import Project


def test_an_input_with_several_choices_outside_a_flow(broken):
    at, found = broken(
        "calculators/rpo_bandwidth.yaml",
        "      - id: outage_hours\n",
        "      - →several: true\n        id: outage_hours\n",
    )
    assert found == [f"{at}: groups[1].fields[4]: outage_hours: only a flow's follow-up may have several choices."]


FORM = "calculators/rpo_bandwidth.yaml"


def test_a_form_of_no_calculator(project: Project):
    text = (project.root / "data" / FORM).read_text("utf-8")
    project.write("calculators/rpo_bandwith.yaml", text.replace("id: rpo_bandwidth\n", "id: rpo_bandwith\n", 1))
    line = text[: text.index("id: rpo_bandwidth\n")].count("\n") + 1
    assert project.problems() == [
        f"data/calculators/rpo_bandwith.yaml:{line}:1: id: there is no calculator 'rpo_bandwith'. "
        "Did you mean 'rpo_bandwidth'?"
    ]


def test_a_calculator_without_a_form(project: Project):
    (project.root / "data" / FORM).unlink()
    found = [
        line
        for line in project.problems()
        if "no record names" not in line and "/examples.yaml:" not in line and "/project.yaml:" not in line
    ]
    assert [line.split(": ", 1)[1] for line in found] == [
        "the calculator rpo_bandwidth needs data/calculators/rpo_bandwidth.yaml."
    ]


def test_a_field_that_the_calculator_does_not_have(broken):
    at, found = broken(FORM, "      - id: outage_hours\n", "      - →id: outage_hour\n")
    assert len(found) == 2
    assert found[0].endswith(": groups: the calculator needs an input 'outage_hours'.")
    assert found[1] == (
        f"{at}: groups[1].fields[4].id: the calculator has no input 'outage_hour'. Did you mean 'outage_hours'?"
    )


def test_a_field_that_stands_twice(broken):
    _, found = broken(
        FORM,
        "groups:\n",
        "groups:\n  - title: New\n    fields:\n      - {id: outage_hours, label: Outage, help: Hours., default: 8}\n",
    )
    assert [line.split(": ", 1)[1] for line in found] == [
        "groups[0].fields[0].id: the input 'outage_hours' stands here twice.",
        "groups[2].fields[4].id: the input 'outage_hours' stands here twice.",
    ]


PROJECT = "project.yaml"


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        ((FORM, "        default: 8\n", "        default: -1\n"),
         "groups[1].fields[4]: outage_hours: the default -1 is outside its own bounds."),
        ((FORM, "        default: 8\n", "        default: a night\n"),
         "groups[1].fields[4]: outage_hours: the default 'a night' is not a number, and there are no choices."),
        ((FORM, "        default: 8\n", "        default: null\n"),
         "groups[1].fields[4]: outage_hours: only an optional input may start empty."),
        ((FORM, "        empty_means: no date is asked for\n", ""),
         "groups[4].fields[2]: seed_within_days: an optional input needs 'empty_means'."),
        ((PROJECT, "        default: 10\n        minimum: 4.16\n", "        default: 4\n        minimum: 4.16\n"),
         "groups[2].fields[1]: busiest_hour_percent: the default 4 is outside its own bounds."),
        ((PROJECT, "        minimum_is: rpo-minimum\n", "        minimum_is: rpo-minimum\n        minimum: 5\n"),
         "groups[3].fields[1]: rpo_minutes: either 'minimum' or 'minimum_is', not both."),
        ((PROJECT, "        default: block\n", "        default: blokk\n"),
         "groups[6].fields[1]: storage: the default 'blokk' is not one of its choices."),
        ((FORM, "        project: storage\n", "        project: storage\n        label: Store\n"),
         "groups[0].fields[0].label: 'label' of 'storage' stands in data/project.yaml. Delete it here."),
        ((FORM, "        project: storage\n", "        project: storrage\n"),
         "groups[0].fields[0].project: the project has no value 'storrage'. Did you mean 'storage'?"),
        ((FORM, "      - id: outage_hours\n", "      - id: outage_hours\n        here: Only here.\n"),
         "groups[1].fields[4].here: only what a project says has a 'here'."),
        ((FORM, "      - id: outage_hours\n", "      - id: outage_hours\n        placeholder: A NIGHT\n"),
         "groups[1].fields[4].placeholder: only what a project says has a 'placeholder'."),
        ((PROJECT, "placeholder: CONSOLE_ADDRESS\n", "placeholder: the target\n"),
         "groups[6].fields[4].placeholder: 'the target' stands in the place of 'target' already. Write other words."),
    ],
)  # fmt: skip
def test_a_field_that_contradicts_itself(broken, edit, problem):
    _, found = broken(*edit)
    assert problem in [line.split(": ", 1)[1] for line in found]


def test_what_is_wrong_with_a_value_of_the_project_is_told_once(broken):
    _, found = broken(
        PROJECT, "        minimum_is: rpo-minimum\n", "        minimum_is: rpo-minimum\n        minimum: 5\n"
    )
    assert len(found) == 1


def test_a_unit_that_no_input_holds(broken):
    at, found = broken(FORM, "        unit_from: capacity_unit\n", "        →unit_from: capacity_units\n")
    assert found == [
        f"{at}: groups[0].fields[1].unit_from: there is no input 'capacity_units' with choices. "
        "Did you mean 'capacity_unit'?"
    ]


LOOKUP = "calculators/kernels.yaml"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("        lines: 20000\n", "        lines: 3\n", "the default is longer than it may be."),
        ("        letters: 1000000\n", "        letters: 9\n", "the default is longer than it may be."),
        ("        letters: 1000000\n", "", "a text needs both 'lines' and 'letters'."),
        ("        lines: 20000\n", "", "a text needs both 'lines' and 'letters'."),
    ],
)
def test_a_text_that_contradicts_itself(broken, old, new, problem):
    _, found = broken(LOOKUP, old, new)
    assert [line.split(": ", 1)[1] for line in found] == [f"groups[0].fields[0]: kernels: {problem}"]

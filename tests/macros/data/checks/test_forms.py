"""What a maintainer is told of forms."""

import pytest

from tests.macros.conftest import Project


def test_an_input_with_several_choices_outside_a_flow(broken):
    at, found = broken(
        "calculators/rpo_bandwidth.yaml", "      - id: storage\n", "      - →several: true\n        id: storage\n"
    )
    assert found == [f"{at}: groups[0].fields[0]: storage: only a flow's follow-up may have several choices."]


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
    found = [line for line in project.problems() if "no record names" not in line and "/examples.yaml:" not in line]
    assert [line.split(": ", 1)[1] for line in found] == [
        "the calculator rpo_bandwidth needs data/calculators/rpo_bandwidth.yaml."
    ]


def test_a_field_that_the_calculator_does_not_have(broken):
    at, found = broken(FORM, "      - id: outage_hours\n", "      - →id: outage_hour\n")
    assert len(found) == 2
    assert found[0].endswith(": groups: the calculator needs an input 'outage_hours'.")
    assert found[1] == (
        f"{at}: groups[1].fields[3].id: the calculator has no input 'outage_hour'. Did you mean 'outage_hours'?"
    )


def test_a_field_that_stands_twice(broken):
    _, found = broken(
        FORM,
        "groups:\n",
        "groups:\n  - title: New\n    fields:\n      - {id: outage_hours, label: Outage, help: Hours., default: 8}\n",
    )
    assert [line.split(": ", 1)[1] for line in found] == [
        "groups[0].fields[0].id: the input 'outage_hours' stands here twice.",
        "groups[2].fields[3].id: the input 'outage_hours' stands here twice.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        ("        default: 10\n        minimum: 4.16\n", "        default: 4\n        minimum: 4.16\n",
         "groups[0].fields[4]: busiest_hour_percent", "the default 4 is outside its own bounds."),
        ("        default: 10\n        minimum: 4.16\n", "        default: 101\n        minimum: 4.16\n",
         "groups[0].fields[4]: busiest_hour_percent", "the default 101 is outside its own bounds."),
        ("        default: 60\n", "        default: 4\n",
         "groups[1].fields[0]: rpo_minutes", "the default 4 is outside its own bounds."),
        ("        default: 60\n", "        default: an hour\n",
         "groups[1].fields[0]: rpo_minutes", "the default 'an hour' is not a number, and there are no choices."),
        ("        default: 60\n", "        default: null\n",
         "groups[1].fields[0]: rpo_minutes", "only an optional input may start empty."),
        ("        minimum_is: rpo-minimum\n", "        minimum_is: rpo-minimum\n        minimum: 5\n",
         "groups[1].fields[0]: rpo_minutes", "either 'minimum' or 'minimum_is', not both."),
        ("        default: block\n", "        default: blokk\n",
         "groups[0].fields[0]: storage", "the default 'blokk' is not one of its choices."),
        ("        empty_means: not measured, so the answer leaves it out\n", "",
         "groups[1].fields[2]: snapshot_minutes", "an optional input needs 'empty_means'."),
    ],
)  # fmt: skip
def test_a_field_that_contradicts_itself(broken, old, new, field, problem):
    _, found = broken(FORM, old, new)
    assert [line.split(": ", 1)[1] for line in found] == [f"{field}: {problem}"]


def test_a_unit_that_no_input_holds(broken):
    at, found = broken(FORM, "        unit_from: used_unit\n", "        →unit_from: used_units\n")
    assert found == [
        f"{at}: groups[0].fields[1].unit_from: there is no input 'used_units' with choices. Did you mean 'used_unit'?"
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

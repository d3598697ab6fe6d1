"""What a maintainer is told of ids and words."""

import pytest

from tests.macros.conftest import Project


def test_an_id_that_stands_twice_in_a_list(project: Project):
    first = project.edit("series.yaml", "- id: link-steps\n", "- →id: link-steps\n").split(":")[1]
    text = (project.root / "data/series.yaml").read_text("utf-8")
    record = text[text.index("- id: link-steps") :]
    project.write("series.yaml", text + record)
    line = text.count("\n") + 1
    assert project.problems() == [
        f"data/series.yaml:{line}:3: [1].id: the id 'link-steps' stands in line {first} already. "
        "Give one of them another."
    ]


def test_a_condition_id_that_stands_in_two_files(broken):
    at, found = broken(
        "sources/vmware-agentless.yaml",
        "conditions:\n",
        "conditions:\n  - →id: linux-fs-ext\n    area: Boot\n    condition: New\n    verdict: supported\n"
        "    source: {document: faq, section: Words}\n",
    )
    assert found == [
        f"{at}: conditions[0].id: the id 'linux-fs-ext' stands in data/sources/linux-agent.yaml already. "
        "Give one of them another."
    ]


@pytest.mark.parametrize("name", ['a"b', "two words", "<b>", "über", "-first", "3d", "''"])
def test_an_id_that_cannot_stand_in_an_address(broken, name):
    at, found = broken(
        "plan.yaml",
        "\nmilestones:\n",
        f"\nmilestones:\n  - →id: {name}\n    name: New\n    event: It happens.\n"
        "    source: {document: faq, section: Words}\n",
    )
    assert found == [
        f"{at}: milestones[0].id: the id '{name.strip(chr(39))}' must be made of letters, digits, - and _, "
        "with a letter first."
    ]


def test_a_text_that_is_empty(broken):
    at, found = broken("plan.yaml", "    name: PO & payment ready\n", "    →name: ' '\n")
    assert found == [f"{at}: phases[0].name: this is empty. Write a text, or leave the key out."]


def test_a_general_condition_whose_id_stands_at_a_source_type(broken):
    _, found = broken("general_conditions.yaml", "- id: gen-proxy-failover\n", "- id: linux-fs-ext\n")
    assert [line.split(": ", 1)[1] for line in found] == [
        "[5].id: the id 'linux-fs-ext' stands in data/sources/linux-agent.yaml already. Give one of them another."
    ]


def test_a_version_that_is_a_number(broken):
    at, found = broken(
        "sources/linux-agent.yaml",
        "\nlimits:\n",
        "\nlimits:\n  - id: new\n    what: New\n    →value: 8.10\n    unit: version\n"
        "    source: {document: faq, section: Words}\n",
    )
    assert found == [f"{at}: limits[0].value: a version must be text, or 8.10 becomes 8.1: put it in quotes."]


def test_a_word_that_two_terms_claim(broken):
    at, found = broken("glossary.yaml", "  also: [cycle, interval]\n", "  also: [cycle, →agentless]\n")
    (line,) = found
    assert line.startswith(at)
    assert line.endswith(".also[1]: 'agentless' is a word for the term 'agentless' already.")


def test_a_key_with_nothing_behind_it(broken):
    hint = "A single-instance Oracle database on a host is no obstacle.\n        "
    at, found = broken("flows/qualification.yaml", f"{hint}next: architecture\n", f"{hint}→next:\n")
    (problem,) = [line for line in found if line.startswith(f"{at}: ")]
    assert problem == (
        f"{at}: questions[1].options[0].next: this is empty. Write a value; if there is none, write null or leave "
        "the key out."
    )

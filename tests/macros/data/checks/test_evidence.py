"""What a maintainer is told of documents, disagreements, figures and series."""

import pytest

from tests.macros.conftest import Project


def test_a_source_that_names_no_document(broken):
    at, found = broken(
        "glossary.yaml",
        "- id: agent-mode\n  term: Agent mode\n",
        "- id: new\n  term: New\n  definition: A word.\n  source: {→document: fag, section: Words}\n"
        "- id: agent-mode\n  term: Agent mode\n",
    )
    assert found == [
        f"{at}: [0].source.document: there is no document 'fag' in data/documents.yaml. Did you mean 'faq'?"
    ]


def test_a_document_that_no_record_names(broken):
    at, found = broken(
        "documents.yaml",
        "- id: driver-adaption\n",
        "- →id: unread\n  title: Unread\n  url: https://example.org/\n  read: 2026-08-07\n- id: driver-adaption\n",
    )
    assert found == [f"{at}: [0]: no record names the document 'unread'. Delete it, or cite it."]


def test_a_record_that_names_no_disagreement(broken):
    at, found = broken(
        "network.yaml",
        "conflicts: [min-bandwidth]\n    only: {storage: [block]}\n  - id: object\n",
        "conflicts: [→min-bandwith]\n    only: {storage: [block]}\n  - id: object\n",
    )
    assert found == [
        f"{at}: minimums[0].conflicts[0]: there is no disagreement 'min-bandwith' in data/conflicts.yaml. "
        "Did you mean 'min-bandwidth'?"
    ]


def test_the_worked_example_that_names_no_disagreement(project: Project):
    project.edit("network.yaml", "subnets_conflicts: [", "subnets_conflicts: [→zzz, ")
    (found,) = project.problems()
    assert found.endswith("subnets_conflicts[0]: there is no disagreement 'zzz' in data/conflicts.yaml.")


def test_a_disagreement_with_one_side(broken):
    at, found = broken(
        "conflicts.yaml",
        "- id: rto-block\n",
        "- id: lonely\n  topic: Nothing\n  →statements:\n    - says: One thing.\n"
        "      source: {document: faq, section: Words}\n  used: It.\n  why: It is alone.\n- id: rto-block\n",
    )
    assert found == [f"{at}: [0].statements: a disagreement has at least two statements."]


def test_a_disagreement_of_a_limitations_page_that_no_source_type_names(broken):
    _, found = broken("sources/openstack-ceph-agentless.yaml", "    conflicts: [ceph-osd]\n", "")
    assert [line.split(": ", 1)[1] for line in found] == [
        "[23].id: no source type and no system names 'ceph-osd', which is about a limitations page."
    ]


FIRST_FIGURE = "- id: rpo-minimum\n"


@pytest.mark.parametrize(
    ("rest", "problem"),
    [
        ("basis: stated\n", "a number that is stated needs a source."),
        ("basis: measured\n", "a number that is measured needs a source."),
        ("basis: assumed\n", "a number that is assumed needs a why."),
        ("basis: derived\n", "a number that is derived needs a why."),
    ],
)
def test_a_figure_without_evidence(broken, rest, problem):
    at, found = broken(
        "figures.yaml",
        FIRST_FIGURE,
        f"- →id: new\n  label: New\n  value: 1\n  unit: ms\n  {rest}{FIRST_FIGURE}",
    )
    assert found == [f"{at}: [0]: {problem}"]


def test_a_figure_that_is_assumed_but_has_a_source(broken):
    at, found = broken(
        "figures.yaml",
        FIRST_FIGURE,
        "- id: new\n  label: New\n  value: 1\n  unit: ms\n  basis: assumed\n  why: It is usual.\n"
        f"  →source: {{document: faq, section: Words}}\n{FIRST_FIGURE}",
    )
    assert found == [f"{at}: [0].source: an assumed number has no source: say 'stated', or leave it out."]


def test_a_figure_that_a_calculator_and_its_form_miss(broken):
    _, found = broken("figures.yaml", FIRST_FIGURE, "- id: rpo-minimums\n")
    assert any(
        line.endswith(
            ": groups[3].fields[1].minimum_is: there is no figure 'rpo-minimum' in data/figures.yaml. "
            "Did you mean 'rpo-minimums'?"
        )
        for line in found
    )
    assert any(line.endswith(": the calculator rpo_bandwidth needs a figure 'rpo-minimum'.") for line in found)


def test_a_series_that_does_not_rise(broken):
    at, found = broken("series.yaml", "  values: [10, 20, ", "  →values: [20, 10, ")
    assert found == [f"{at}: [0].values: the values must rise."]


def test_a_series_that_a_calculator_misses(broken):
    _, found = broken("series.yaml", "id: link-steps", "id: steps")
    assert [line.split(": ", 1)[1] for line in found] == [
        "the calculator replay needs a series 'link-steps'.",
        "the calculator rpo_bandwidth needs a series 'link-steps'.",
    ]


def test_a_document_at_no_commit(broken):
    url = "  url: https://github.com/HyperBDR/docs/blob/"
    commit = "45b2ba3b5422e7a59522132f73cbff736c41b844"
    page = "/src/product-overview/limitations/driver-adaption.md\n"
    at, found = broken("documents.yaml", f"{url}{commit}{page}", f"{url.replace('url', '→url')}main{page}")
    assert found == [f"{at}: [0].url: 'main' is no commit, so the page may change. Write its 40 hexadecimal digits."]

"""What a maintainer is told of the order of pages."""

import pytest

from tests.macros.conftest import Project, numberless

FILE = "way.yaml"
EDITS = [
    (
        "a page that is not there",
        "page: costs.md\n",
        "→page: cost.md\n",
        "stages[N].stops[N].page: there is no page 'cost.md' in docs/. Did you mean 'costs.md'?",
    ),
    (
        "a page with two places",
        "{pages: glossary.md,",
        "{→pages: accept.md,",
        "shelves[N].holds[N].pages: the page 'accept.md' stands in the way already. A page has one place.",
    ),
    (
        "a calculator that is not there",
        "tool: replay\n",
        "→tool: replays\n",
        "stages[N].stops[N].tool: there is no calculator 'replays'. Allowed: ",
    ),
    (
        "a pattern that means nothing",
        "{pages: compatibility/*.md}",
        "{→pages: compat/*.md}",
        "shelves[N].holds[N].pages: no page that is made from a record matches 'compat/*.md'.",
    ),
    (
        "a list within one that is not there",
        "within: reference",
        "→within: references",
        "shelves[N].within: there is no list 'references'. Allowed: compatibility, reference.",
    ),
    (
        "a former address from the root of the host",
        "{address: checklist/dr-checklist.html,",
        "{→address: /checklist/dr-checklist.html,",
        "formerly[N].address: an address begins at the site's root, without a slash, and ends in '.html' or '/'.",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), [row[1:] for row in EDITS], ids=[row[0] for row in EDITS])
def test_an_edit_that_went_wrong(project: Project, old: str, new: str, message: str):
    at = project.edit(FILE, old, new)
    assert numberless(f"{at}: {message}") in "\n".join(numberless(told) for told in project.problems())


def test_a_page_without_a_place_is_told(project: Project):
    project.edit(FILE, "      - {pages: glossary.md, title: Glossary}\n", "")
    assert any("the page 'glossary.md' of docs/ stands nowhere." in told for told in project.problems())

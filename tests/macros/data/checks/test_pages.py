"""What a maintainer is told of pages."""

import shutil

import pytest

from macros.data.checks.pages import head_problems
from macros.pages.generated import generated_pages
from tests.conftest import ROOT
from tests.macros.conftest import Project


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("---\ntitle: Ports\ndescription: Ports: which to open\n---\n\n# Ports\n",
         "docs/new.md:3:19: not valid YAML: a colon makes a key here. Put a text with ': ' in quotes, or mend the "
         "indentation."),
        ("---\ntitle: Ports\n---\n\n# Ports\n", "docs/new.md:2:1: a page needs a text 'description'."),
        ("---\ntitle: 8.10\ndescription: Words\n---\n", "docs/new.md:2:1: title: a page needs a text 'title'."),
        ("---\n- title\n---\n", "docs/new.md:2:1: a page needs a text 'title'."),
        ("# Ports\n", "docs/new.md:1:1: a page begins with '---', `title`, `description` and '---'."),
        ("---\ntitle: Ports\n", "docs/new.md:1:1: a page begins with '---', `title`, `description` and '---'."),
        ("", "docs/new.md:1:1: a page begins with '---', `title`, `description` and '---'."),
    ],
)  # fmt: skip
def test_a_page_whose_head_would_get_lost(tmp_path, head, problem):
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs/new.md"
    page.write_text(head, "utf-8")
    assert str(next(head_problems(page, tmp_path))) == problem


def test_the_check_looks_at_the_heads_of_pages(project: Project):
    (project.root / "docs").unlink()
    shutil.copytree(ROOT / "docs", project.root / "docs")
    page = project.root / "docs/ports.md"
    page.write_text(page.read_text("utf-8").replace("description: ", "description: Note: "), "utf-8")
    (found,) = project.problems()
    assert found.startswith("docs/ports.md:3:18: not valid YAML: a colon makes a key here.")


def test_a_page_that_does_not_exist(broken):
    at, found = broken(
        "glossary.yaml",
        "- id: agent-mode\n  term: Agent mode\n",
        "- id: new\n  term: New\n  definition: A word.\n  source: {document: faq, section: Words}\n"
        "  →page: compatibilidy/index.md\n- id: agent-mode\n  term: Agent mode\n",
    )
    assert found == [
        f"{at}: [0].page: there is no page 'compatibilidy/index.md' in docs/. Did you mean 'compatibility/index.md'?"
    ]


def test_an_outcome_whose_next_page_does_not_exist(broken):
    at, found = broken(
        "flows/qualification.yaml", "    next_page: compatibility/linux-agent.md\n", "    →next_page: zzz\n"
    )
    assert found == [f"{at}: outcomes[3].next_page: there is no page 'zzz' in docs/."]


def test_every_source_type_has_a_page_of_its_own(data):
    pages = [page.path for page in generated_pages(data)]
    assert len(set(pages)) == len(pages)
    assert set(pages) >= {f"compatibility/{source.id}.md" for source in data.sources}

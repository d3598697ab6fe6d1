"""What the pages for contributors say is so."""

import re
import subprocess
import textwrap
from pathlib import Path

import pytest

from macros.commands import check, diff, new
from tests.conftest import ROOT
from tests.macros.conftest import Project

PAGES = ROOT / "docs/contribute"
WALK = (PAGES / "change-a-fact.md").read_text("utf-8").partition("## One change from start to end\n")[2]
BLOCKS = [textwrap.dedent(block) for block in re.findall(r"(?:^    .*\n)+", WALK.partition("\n## ")[0], re.M)]


def shown(command: str, after: int = 0) -> str:
    """Return what the walk shows below a command, from one of its blocks on."""
    return next(b.partition("\n")[2] for b in BLOCKS[after:] if b.startswith(f"$ {command}\n"))


def numberless(text: str) -> str:
    """Return a text with a sign for what changes when the glossary grows, as the walk has it."""
    counts = (
        *(r"(?<=yaml:)\d+", r"(?<=\[)\d+(?=\])", r"\d+(?= words)", r"(?<=terms: )\d+", r"(?<=terms: … → )\d+"),
        *(r"\d+(?= of \d+ checks)", r"(?<=… of )\d+(?= checks)"),
    )
    for pattern in counts:
        text = re.sub(pattern, "…", text)
    return text


@pytest.fixture
def begun(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with a branch `main`."""
    monkeypatch.chdir(project.root)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (project.root / "calculators").mkdir()
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q", "-b", "main"], ["add", "data"], [*identity, "commit", "-qm", "Begin"]):
        subprocess.run(["git", *command], cwd=project.root, check=True)
    return project


def test_the_walk_through_one_change(begun: Project, capsys):
    def printed() -> str:
        found = capsys.readouterr()
        lines = (found.out + found.err).splitlines(keepends=True)
        return numberless("".join(line for line in lines if ": warning: " not in line))

    glossary = begun.root / "data/glossary.yaml"
    before = glossary.read_text("utf-8")
    assert new.main(["term", "maintenance-window"]) == 0
    assert printed() == shown("make new term maintenance-window")
    assert glossary.read_text("utf-8") == before + BLOCKS[1]
    assert check.main() == 1
    assert printed() == shown("make check")
    glossary.write_text(before + BLOCKS[3], "utf-8")
    assert check.main() == 1
    assert printed() == shown("make check", after=4)
    glossary.write_text((before + BLOCKS[3]).replace("project-delivry", "project-delivery"), "utf-8")
    assert check.main() == 0
    printed()
    assert diff.main([]) == 0
    assert printed() == shown("make diff")


# What a page names that is made or installed, or stands for many.
NOT_FILES = re.compile(r"^(?:build|site|\.venv|assets|api)/|[<*]|^https?:")


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_files_that_a_page_names_are_there(page: Path):
    names = re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", page.read_text("utf-8"))
    found = [name for name in names if not NOT_FILES.search(name)]
    rooms = (ROOT, ROOT / "data", ROOT / "docs/assets")
    missing = [name for name in found if not any((room / name).exists() for room in rooms)]
    assert missing == []


@pytest.mark.parametrize("page", [ROOT / "CONTRIBUTING.md", *sorted(PAGES.glob("*.md"))], ids=lambda page: page.stem)
def test_targets_that_a_page_names_are_there(page: Path):
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"\bmake ([a-z-]+)\b(?=[`\s]*(?:`|#|$|[A-Z]+=))", page.read_text("utf-8"), re.M)) <= targets


def test_every_page_for_contributors_is_in_the_index_and_the_menu():
    index = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    menu = (ROOT / "data/way.yaml").read_text("utf-8")
    for page in PAGES.glob("*.md"):
        assert f"(docs/contribute/{page.name})" in index
        assert f"pages: contribute/{page.name}," in menu

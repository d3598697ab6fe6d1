"""The change that CONTRIBUTING.md walks through goes as it says."""

import re
import subprocess
import textwrap

import pytest

from macros.commands import check, diff, new
from tests.conftest import ROOT
from tests.macros.conftest import Project

WALK = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## One change from start to end\n")[2]
BLOCKS = [textwrap.dedent(block) for block in re.findall(r"(?:^    .*\n)+", WALK.partition("\nDo / don't:")[0], re.M)]


def shown(command: str, after: int = 0) -> str:
    """Return what the walk shows below a command, from one of its blocks on."""
    return numberless(next(b.partition("\n")[2] for b in BLOCKS[after:] if b.startswith(f"$ {command}\n")))


def numberless(text: str) -> str:
    """Return a text without the lines and positions that change when the glossary grows."""
    return re.sub(r"(?<=yaml:)\d+|(?<=\[)\d+(?=\])", "N", text)


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
    assert diff.main(["main"]) == 0
    assert printed() == shown("make diff BASE=main")

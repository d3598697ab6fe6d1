"""What a reviewer is shown about a change of data/."""

import subprocess
from pathlib import Path

import pytest

from macros.commands import diff
from tests.conftest import ROOT
from tests.macros.conftest import Project

FIRST_BUILD = next(
    line for line in (ROOT / "data/kernels/uos.yaml").read_text("utf-8").splitlines(True) if "      - " in line
)
FIGURE = "  label: Smallest RPO\n  value: 5\n"


@pytest.fixture
def repository(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project in a git repository of its own, with one commit."""
    for command in (
        ["init", "-q"],
        ["add", "data"],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "Begin"],
    ):
        subprocess.run(["git", *command], cwd=project.root, check=True)
    monkeypatch.chdir(project.root)
    return project


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = diff.main(arguments)
    shown = capsys.readouterr()
    return status, shown.out + shown.err


def test_nothing_changed(repository: Project, capsys):
    assert told(capsys, "HEAD") == (0, "Nothing changed in data/.\n")
    assert told(capsys, "HEAD", "--format", "markdown") == (0, "Nothing changes in data/.\n")


def test_records_that_are_new_gone_and_not_the_same_with_their_pages(repository: Project, capsys):
    repository.edit("figures.yaml", FIGURE, FIGURE.replace("5", "4.5"))
    repository.edit("operating_systems.yaml", "- id: rhel\n", "- id: red-hat\n")
    status, text = told(capsys, "HEAD")
    assert status == 0
    records, pages = text.splitlines()[:4], text.splitlines()[4:]
    assert records == [
        "added    data/operating_systems.yaml: [red-hat]",
        "removed  data/operating_systems.yaml: [rhel]",
        "changed  data/figures.yaml: [rpo-minimum]",
        "         value: 5 → 4.5",
    ]
    assert {f"page     docs/{page}" for page in ("compatibility/linux-agent.md", "rpo-rto.md")} <= set(pages)
    assert "page     docs/glossary.md" not in pages


def test_the_same_for_a_comment_on_a_pull_request(repository: Project, capsys):
    repository.edit("figures.yaml", FIGURE, FIGURE.replace("5", "4"))
    _, text = told(capsys, "HEAD", "--format", "markdown")
    assert "- changed `data/figures.yaml: [rpo-minimum]`\n  - `value`: `5` → `4`\n" in text
    assert "- `docs/rpo-rto.md`\n" in text


def test_a_row_that_only_moved_touches_no_page(repository: Project, capsys):
    repository.edit("figures.yaml", "- id: rpo-minimum\n", "\n\n- id: rpo-minimum\n")
    assert told(capsys, "HEAD") == (0, "Nothing changed in data/.\n")


def test_a_record_inside_a_new_one_is_not_told_again(repository: Project, capsys):
    path = repository.root / "data/flows/qualification.yaml"
    (repository.root / "data/flows/again.yaml").write_text(
        path.read_text("utf-8").replace("id: qualification\n", "id: again\n"), "utf-8"
    )
    _, text = told(capsys, "HEAD")
    assert [line for line in text.splitlines() if line.startswith("added")] == ["added    data/flows/again.yaml"]


def test_a_version_that_is_not_there(repository: Project, capsys):
    status, text = told(capsys, "nowhere")
    assert status == 1
    assert text.startswith("There is no data/ at 'nowhere': ")


def test_an_option_of_git_is_no_version(repository: Project, capsys):
    assert told(capsys, "--", "--output=stolen.tar")[0] == 1
    assert not (repository.root / "stolen.tar").exists()


def test_a_folder_without_git(project: Project, capsys, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.root.parent))
    status, text = told(capsys, "HEAD")
    assert status == 1
    assert "not a git repository" in text


def test_no_git_at_all(repository: Project, capsys, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(Path("nowhere")))
    assert told(capsys, "HEAD") == (1, "There is no data/ at 'HEAD': git is not installed.\n")


def test_data_that_the_code_of_today_cannot_read(repository: Project, capsys):
    repository.edit("figures.yaml", FIGURE, FIGURE.replace("label", "title"))
    commit = ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qam", "Break"]
    subprocess.run(["git", *commit], cwd=repository.root, check=True)
    subprocess.run(["git", "checkout", "-q", "HEAD~1", "--", "data"], cwd=repository.root, check=True)
    assert told(capsys, "HEAD") == (
        0,
        "changed  data/figures.yaml: [rpo-minimum]\n"
        "         title: Smallest RPO → nothing\n"
        "         label: nothing → Smallest RPO\n"
        "The code of today cannot read data/ of that version, so pages are not compared.\n",
    )


def test_a_list_of_words_tells_what_it_lost_and_gained(repository: Project, capsys):
    repository.edit("kernels/uos.yaml", FIRST_BUILD, "")
    _, text = told(capsys, "HEAD")
    assert f"         builds: {FIRST_BUILD.strip(' -\n')} → nothing\n" in text


def test_data_with_problems(repository: Project, capsys):
    at = repository.edit("figures.yaml", FIGURE, FIGURE.replace("  value", "  →wert"))
    status, text = told(capsys, "HEAD")
    assert status == 1
    assert f"{at}: [0].wert: 'wert' is not a key here." in text

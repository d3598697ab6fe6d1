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
COMMIT = ("-c", "user.name=A", "-c", "user.email=a@example.org", "commit")
FIGURE = "  label: Smallest RPO\n  value: 5\n"


@pytest.fixture
def repository(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project in a git repository of its own, with one commit."""
    for command in (
        ["init", "-q"],
        ["add", "data"],
        [*COMMIT, "-qm", "Begin"],
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
    subprocess.run(["git", *COMMIT, "-qam", "Break"], cwd=repository.root, check=True)
    subprocess.run(["git", "checkout", "-q", "HEAD~1", "--", "data"], cwd=repository.root, check=True)
    assert told(capsys, "HEAD") == (
        0,
        "changed  data/figures.yaml: [rpo-minimum]\n"
        "         title: − Smallest RPO\n"
        "         label: + Smallest RPO\n"
        "The code of today cannot read data/ of that version, so pages and answers are not compared.\n",
    )


def test_a_branch_that_only_the_origin_has(repository: Project, capsys):
    subprocess.run(["git", "branch", "-M", "mine"], cwd=repository.root, check=True)
    subprocess.run(["git", "update-ref", "refs/remotes/origin/main", "HEAD"], cwd=repository.root, check=True)
    assert told(capsys) == (0, "Nothing changed in data/.\n")


def test_a_long_line_shows_what_differs_with_words_around_it():
    was = f"{'before ' * 40}the old word{' after' * 40}"
    entry = diff.Entry(kind="page", name="docs/a.md", inside=(("", (was, was.replace("old", "new"))),))
    shown = diff.as_text(diff.Difference(records=(entry,), shown=()))
    assert "the old word" in shown
    assert "the new word" in shown
    assert len(shown.splitlines()[1]) < 2 * diff.LONGEST


def test_data_with_problems(repository: Project, capsys):
    at = repository.edit("figures.yaml", FIGURE, FIGURE.replace("  value", "  →wert"))
    status, text = told(capsys, "HEAD")
    assert status == 1
    assert f"{at}: [0].wert: 'wert' is not a key here." in text


def test_what_a_change_does_to_records_answers_and_pages(repository: Project, capsys):
    repository.edit("figures.yaml", FIGURE, FIGURE.replace("5", "4.5"))
    repository.edit("operating_systems.yaml", "- id: rhel\n", "- id: red-hat\n")
    names = repository.root / "data/os_names.yaml"
    names.write_text(names.read_text("utf-8").replace("  system: rhel\n", "  system: red-hat\n"), "utf-8")
    repository.edit("kernels/uos.yaml", FIRST_BUILD, "")
    for file, old, new in (
        (
            "figures.yaml",
            "- id: object-latency-maximum\n  label: Longest round trip for object storage\n  value: 2",
            "1",
        ),
        ("glossary.yaml", "  definition: The ", "only "),
    ):
        path = repository.root / "data" / file
        path.write_text(path.read_text("utf-8").replace(old, (old[:-1] if new == "1" else old) + new), "utf-8")
    status, text = told(capsys, "HEAD")
    assert status == 0
    assert text.startswith(
        "added    data/operating_systems.yaml: [red-hat]\n"
        "removed  data/operating_systems.yaml: [rhel]\n"
        "changed  data/figures.yaml: [rpo-minimum]\n"
        "         value: 5 → 4.5\n"
        "changed  data/figures.yaml: [object-latency-maximum]\n"
        "         value: 200 → 100\n"
    )
    assert f"         builds: − {FIRST_BUILD.strip(' -\n')}\n" in text
    # No default answer compares with this number. An input between old and new does.
    assert "answer   rpo_bandwidth, with storage=object, rtt_ms=150\n" in text
    assert "must stay below 100 ms" in text
    assert "         Smallest RPO: 5 minutes → 4.5 minutes\n" in text
    assert "         Longest round trip for object storage: 200 ms → 100 ms\n" in text
    assert "page     docs/compatibility/linux-agent.md\n" in text
    assert "page     docs/qualify.md\n" not in text
    page = text.partition("page     docs/glossary.md\n")[2].splitlines()
    assert all(" → " in line for line in page[: diff.MOST_LINES])
    assert page[diff.MOST_LINES].strip().endswith("more changes)")


def test_a_list_tells_what_it_gained_and_lost_and_a_comment_the_same():
    before, after = {"data/a.yaml": {"builds": ("1", "2")}}, {"data/a.yaml": {"builds": ("2", "3", "4")}}
    found = diff.Difference(records=tuple(diff.changed_records(before, after)), shown=())
    assert (
        diff.as_text(found)
        == "changed  data/a.yaml\n         builds: − 1\n         builds: + 3\n         builds: + 4\n"
    )
    assert "- changed `data/a.yaml`\n  - `builds: − 1`\n  - `builds: + 3`\n" in diff.as_markdown(found)


def test_what_others_did_since_a_branch_began_is_left_out(repository: Project):
    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=repository.root, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    begin = git("rev-parse", "HEAD")
    git("branch", "-M", "main")
    git("checkout", "-qb", "mine")
    git(*COMMIT, "--allow-empty", "-qm", "Mine")
    git("checkout", "-q", "main")
    git(*COMMIT, "--allow-empty", "-qm", "Theirs")
    git("checkout", "-q", "mine")
    assert diff.begun_from("main", repository.root) == begin

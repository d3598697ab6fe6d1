"""What a maintainer is told about the files of a folder: renamed, misplaced, or unreadable."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from macros.data.folder import Folder
from tests.conftest import ROOT
from tests.macros.conftest import Project

PATTERNS = ("documents.yaml", "figures.yaml", "sources/*.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    (data / "sources").mkdir(parents=True)
    for name in ("documents.yaml", "figures.yaml", "sources/agent.yaml"):
        (data / name).write_text("- id: a\n")
    return data


def told(folder: Path) -> list[str]:
    return [str(problem) for problem in Folder(folder, PATTERNS).problems]


def test_a_renamed_file_is_told_with_the_one_that_is_missing(folder: Path):
    (folder / "documents.yaml").rename(folder / "docs.yaml")
    assert told(folder) == [
        "data/docs.yaml:1:1: nothing reads this file. Missing is 'documents.yaml': was it renamed? "
        "Allowed: documents.yaml, figures.yaml, sources/*.yaml."
    ]


@pytest.mark.parametrize("name", ["sources/new.yml", "sources/new.YML", "sources/new.Yaml"])
def test_another_ending_is_told_with_the_right_one(folder: Path, name: str):
    (folder / name).write_text("- id: a\n")
    (problem,) = told(folder)
    assert problem.startswith(f"data/{name}:1:1: nothing reads this file. Call it 'new.yaml'.")
    assert Folder(folder, PATTERNS).incomplete("sources/*.yaml")


@pytest.mark.parametrize("name", ["notes.txt", "sources/deep/agent.yaml", "sources/.hidden.yaml.txt", "x"])
def test_any_other_file_is_told(folder: Path, name: str):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("x")
    (problem,) = told(folder)
    assert problem.startswith(f"data/{name}:1:1: nothing reads this file.")


def test_what_editors_leave_for_a_moment_is_no_file_of_the_data(folder: Path):
    (folder / "sources/.#agent.yaml").symlink_to("somebody@somewhere.123:456")
    for name in ("documents.yaml~", ".documents.yaml.swp", "#documents.yaml#", ".DS_Store", "schemas/sources.json"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    assert told(folder) == []
    assert [path.name for path in Folder(folder, PATTERNS).paths("sources/*.yaml")] == ["agent.yaml"]


def test_a_folder_that_leads_back_to_itself_is_one_problem(folder: Path):
    shutil.rmtree(folder / "sources")
    (folder / "sources").symlink_to("sources")
    assert told(folder) == ["data/sources:1:1: this is a link that leads back to itself. Put the file itself here."]


def test_a_file_in_the_place_of_a_folder_is_one_problem(folder: Path):
    shutil.rmtree(folder / "sources")
    (folder / "sources").write_text("x")
    assert told(folder) == [
        "data/sources:1:1: a file stands where a folder belongs. Give it another name, or delete it."
    ]


@pytest.mark.parametrize("unreadable", ["", "sources"])
def test_a_folder_that_may_not_be_read_is_one_problem(folder: Path, unreadable: str):
    (folder / unreadable).chmod(0)
    # The superuser may read everything, so a child gives its rights up. It is inside already.
    code = (
        "import os, pathlib; from macros.data.folder import Folder\n"
        "os.getuid() or os.setresuid(65534, 65534, 65534)\n"
        f"print(*Folder(pathlib.Path('data'), {PATTERNS!r}).problems, sep='\\n')"
    )
    run = [sys.executable, "-c", code]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    folder.parent.chmod(0o755)
    done = subprocess.run(run, cwd=folder.parent, env=environment, capture_output=True, text=True, check=False)
    (folder / unreadable).chmod(0o755)
    (line,) = done.stdout.splitlines() or [done.stderr]
    assert line.startswith(f"data{unreadable and '/'}{unreadable}:1:1: nobody gave you the right to read this.")


def test_a_pipe_and_a_folder_in_the_place_of_files_hold_up_nothing(project: Project):
    data = project.root / "data"
    for name in ("glossary.yaml", "sources/linux-agent.yaml"):
        (data / name).unlink()
    (data / "glossary.yaml").mkdir()
    os.mkfifo(data / "sources/linux-agent.yaml")
    assert project.problems() == [
        "data/glossary.yaml:1:1: this is a folder, but a file belongs here. Give it another name, or delete it.",
        "data/sources/linux-agent.yaml:1:1: this is a pipe or a device, but a file belongs here. Delete it.",
    ]


def test_a_copy_of_a_record_is_told_with_the_file_that_it_copies(project: Project):
    shutil.copy(project.root / "data/targets/aws.yaml", project.root / "data/targets/other.yaml")
    (problem,) = project.problems()
    assert problem.startswith("data/targets/other.yaml:")
    assert "the id 'aws' stands in data/targets/aws.yaml already" in problem

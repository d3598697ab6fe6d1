"""What lies in the place of a file: each is told in one line, and nothing is waited for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from macros.data.reading import LARGEST_FILE, UnreadableError, read_text, shown
from tests.conftest import ROOT


def said(path: Path) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_text(path)
    assert caught.value.place == (1, 1)
    return str(caught.value)


def test_a_folder(tmp_path):
    assert said(tmp_path) == "this is a folder, but a file belongs here. Give it another name, or delete it."


def test_a_circle_of_links(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert said(tmp_path / "a") == "this is a link that leads back to itself. Put the file itself here."


def test_a_link_to_nothing(tmp_path):
    (tmp_path / "a").symlink_to("b")
    assert said(tmp_path / "a") == "this is a link to a file that is not there. Put the file itself here."


def test_a_pipe_that_nobody_writes_to(tmp_path):
    os.mkfifo(tmp_path / "a")
    assert said(tmp_path / "a") == "this is a pipe or a device, but a file belongs here. Delete it."


def test_a_file_that_is_not_there(tmp_path):
    assert said(tmp_path / "a") == "the file is missing."


def test_a_file_below_a_file(tmp_path):
    (tmp_path / "a").write_text("x")
    assert "a file stands where a folder belongs" in said(tmp_path / "a/b")


def test_a_file_without_end(tmp_path):
    with (tmp_path / "a").open("wb") as file:
        file.truncate(LARGEST_FILE * 1000)
    assert said(tmp_path / "a") == "the file has 8000 MB, more than 8. Split it."


def test_a_file_that_may_not_be_read(tmp_path):
    (tmp_path / "a").write_text("x")
    (tmp_path / "a").chmod(0)
    # The superuser may read everything, so a child gives its rights up.
    code = (
        "import os, pathlib, sys; from macros.data.reading import read_text, UnreadableError\n"
        "os.getuid() or os.setresuid(65534, 65534, 65534)\n"
        "try: read_text(pathlib.Path('a'))\n"
        "except UnreadableError as error: print(error)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = [sys.executable, "-c", code]
    tmp_path.chmod(0o755)
    done = subprocess.run(run, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == ("nobody gave you the right to read this. Give it: `chmod u+r`, for a folder `chmod u+rx`.\n")


def test_a_name_that_cannot_be_printed_is_shown_as_far_as_it_can():
    assert shown(os.fsdecode(b"a\xffb\n.yaml")) == "a?b?.yaml"

"""What `make dev` shows while a maintainer edits."""

import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from macros.commands.dev import is_edit, problem_page
from tests.conftest import ROOT

pytestmark = pytest.mark.site


class Dev:
    """A running `make dev`, by its lines in the terminal and its pages."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._lines = iter(process.stdout or ())
        self.url = next(self._lines).split()[2]

    def said(self) -> list[str]:
        """Wait for the end of a build and return what it printed."""
        found: list[str] = []
        while not found or not found[-1].endswith(" s).\n"):
            found.append(next(self._lines))
        return found

    def page(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.url + path, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def rest(self) -> str:
        """Stop it and return what it said since."""
        self._process.terminate()
        return "".join(self._lines)


@contextmanager
def started(project: Path) -> Iterator[Dev]:
    command = [sys.executable, "-m", "macros.commands.dev", "--port", "0"]
    with subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            yield Dev(process)
        finally:
            process.kill()


def test_data_that_is_broken_is_shown_in_the_page_and_mended_without_a_new_start(project: Path):
    figures = project / "data/figures.yaml"
    right = figures.read_text("utf-8")
    figures.write_text(right.replace("value:", "wert:", 1), "utf-8")
    line = right[: right.index("value:")].count("\n") + 1
    for lock in ("data/.#figures.yaml", "docs/.#index.md", "images/.#logo.svg"):
        (project / lock).symlink_to("somebody@nowhere.1")
    with started(project) as dev:
        assert any(text.startswith(f"data/figures.yaml:{line}:") for text in dev.said())
        status, page = dev.page("rpo-rto/")
        assert status == 503
        assert f"data/figures.yaml:{line}:" in page
        assert "livereload" in page

        figures.write_text(right, "utf-8")
        assert re.search(r": (\d+) of \1 pages made anew", "".join(last := dev.said())), last
        assert dev.page("rpo-rto/")[0] == 200
        assert '"records"' in dev.page("api/v1/figures.json")[1]
        runtime = re.search(r'runtime="\.\./([^"]+)"', dev.page("rpo-rto/")[1])
        assert runtime is not None
        assert '"files"' in dev.page(f"{runtime[1]}runtime.json")[1]

        # One edit, one build, of the pages that it changes; what an editor writes beside it is none.
        (project / "data/figures.yaml~").write_text(right, "utf-8")
        figures.write_text(right.replace("label: Smallest RPO\n", "label: The tightest of them\n"), "utf-8")
        some = re.search(r": (\d+) of (\d+) pages made anew", dev.said()[-1])
        assert some is not None
        assert 0 < int(some[1]) < int(some[2])
        assert "The tightest of them" in dev.page("sources/")[1]
        assert "The tightest of them" in dev.page("search/en.json")[1]
        assert '"Smallest RPO"' not in dev.page("api/v1/figures.json")[1]

        # A page that is in no menu: said, but no reason to stop.
        (project / "docs/more.md").write_text("---\ntitle: More\ndescription: More words.\n---\n\n# More\n", "utf-8")
        assert any("more.md" in text for text in dev.said())
        assert "more.md" in dev.page("more/")[1]
        (project / "docs/more.md").unlink()
        dev.said()
        assert dev.page("more/")[0] == 404
        assert dev.rest() == ""


def test_a_port_that_is_taken_is_said_before_anything_is_built():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "macros.commands.dev", "--port", port]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == f"Port {port} cannot be used: Address already in use. Choose another: make dev PORT=8001\n"
    assert done.stdout == ""


@pytest.mark.parametrize("path", ["data/figures.yaml", "docs/index.md", "macros/pages/view.py", "mkdocs.yml"])
def test_an_edit(path: str):
    assert is_edit(f"/guide/{path}")


@pytest.mark.parametrize(
    "path",
    [
        *("data/.#figures.yaml", "data/.figures.yaml.swp", "data/figures.yaml~", "docs/#index.md#", "docs/4913"),
        *("macros/pages/__pycache__/view.cpython-313.pyc", "calculators/dataset.json"),
    ],
)
def test_no_edit(path: str):
    assert not is_edit(f"/guide/{path}")


def test_a_problem_is_text():
    assert b"&lt;script&gt;" in problem_page(["data/a.yaml:1:1: <script> is not allowed."])

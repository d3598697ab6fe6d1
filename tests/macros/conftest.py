"""Copies of data/ with one thing broken."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from macros.data import changes, examined
from macros.data.checks import checked
from macros.data.datafile import DataError, DataFile
from macros.data.loader import Data
from macros.pages.view import View
from tests.conftest import ROOT

# Stands in an edit where its problem must point to.
HERE = "→"


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a copy of data/ and the pages."""

    root: Path

    def edit(self, file: str, old: str, new: str) -> str:
        """Replace `old`, which must stand in the file once; return `file:line:column` of the arrow in `new`."""
        path = self.root / "data" / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in data/{file}: choose other words."
        before, after = text.split(old)
        text = before + new + after
        above = text[: text.index(HERE)] if HERE in new else before
        path.write_text(text.replace(HERE, ""), "utf-8")
        return f"data/{file}:{above.count('\n') + 1}:{len(above) - above.rfind('\n')}"

    def write(self, file: str, content: str | bytes) -> None:
        """Put `content` in the place of a whole file."""
        path = self.root / "data" / file
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def problems(self) -> list[str]:
        """Return what a maintainer would be told, line by line."""
        try:
            checked(self.root)
        except DataError as error:
            return [str(problem) for problem in error.problems]
        return []


def numberless(problem: str) -> str:
    """Return a problem without the numbers of list items, which change when a list grows; its line says as much."""
    return re.sub(r"(?<=\[)\d+(?=\])", "N", problem)


@pytest.fixture
def project(tmp_path: Path, data: Data, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A valid copy of data/ that a test may break."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    # Reading all of data/ takes more than half a second. A file that is as it was need not be read again.
    records = {file.name: record for file, record in data.roots()}
    parse, validate = examined.parse, examined.validate

    def parse_if_edited(path: Path, name: str) -> DataFile:
        same = path.is_file() and (ROOT / name).is_file() and path.read_bytes() == (ROOT / name).read_bytes()
        return data.files[name.removeprefix("data/")] if same else parse(path, name)

    def validate_if_edited(file: DataFile, holds: Any) -> Any:
        same = file is data.files.get(file.name.removeprefix("data/"))
        return records[file.name] if same else validate(file, holds)

    monkeypatch.setattr(examined, "parse", parse_if_edited)
    monkeypatch.setattr(changes, "parse", parse_if_edited)
    monkeypatch.setattr(examined, "validate", validate_if_edited)
    return Project(tmp_path)


@pytest.fixture
def broken(project: Project) -> Callable[[str, str, str], tuple[str, list[str]]]:
    """Edit one file and return the marked place and every problem."""

    def edited(file: str, old: str, new: str) -> tuple[str, list[str]]:
        at = project.edit(file, old, new)
        return at, project.problems()

    return edited


@pytest.fixture(scope="session")
def view(data: Data) -> View:
    """The data as a page one level below the root sees it."""
    return View(data, "../", "assets/runtime/0123456789ab")

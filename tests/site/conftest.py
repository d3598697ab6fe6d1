"""The site, built once, and its pages as a browser would read them."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.site.page import Page, read_page


@dataclass(frozen=True, slots=True)
class Site:
    """A built site and what the build printed."""

    folder: Path
    log: str


def build(project: Path, folder: Path, **variables: str) -> Site:
    """Return the site of a project, built into `folder` as `make site` does."""
    known = {name: value for name, value in os.environ.items() if name not in ("CI", "SITE_URL")}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=project,
        env=known | {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"} | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    log = done.stdout + done.stderr
    assert done.returncode == 0, log
    return Site(folder, log)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of this project."""
    return build(ROOT, tmp_path_factory.mktemp("built") / "site")


@pytest.fixture(scope="session")
def pages(site: Site) -> dict[str, Page]:
    """Every page by its path in the site."""
    found = {}
    for file in sorted(site.folder.rglob("*.html")):
        path = file.relative_to(site.folder).as_posix()
        found[path] = read_page(file.read_text("utf-8"), path)
    return found

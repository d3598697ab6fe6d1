"""The site, built once, and its pages as a browser would read them."""

import http.client
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from macros.commands.serve import open_server
from tests.conftest import LANGUAGES, ROOT
from tests.site.page import Page, read_page

FOLDERS = ("calculators", "data", "docs", "images", "macros")
FILES = ("mkdocs.yml", "package-lock.json", "pyproject.toml", ".gitignore", "LICENSE")


# What tells a build where the site and its source will stand. The tests are about a site that knows neither.
ADDRESSES = ("CI", "SITE_URL", "REPOSITORY_URL", "REPOSITORY_KIND", "EDIT_LINK")


@dataclass(frozen=True, slots=True)
class Site:
    """A built site and what the build printed."""

    folder: Path
    log: str


# As `make dev` builds it: the pages are the same, without the snapshot of the browser's Python, which takes longest.
QUICK = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config(strict=True, site_dir=sys.argv[1])
config.plugins.on_startup(command="serve", dirty=False)
build(config)
# What waits there until somebody asks for it.
for path in ("api/v1/", "llms.txt", "search/"):
    config.extra["rebuild"].make_now(path)
"""


def build(project: Path, folder: Path, *, quick: bool = False, **variables: str) -> Site:
    """Return the site of a project, built into `folder` as `make site` does, or quickly as `make dev` does."""
    known = {name: value for name, value in os.environ.items() if name not in ADDRESSES}
    whole = ["-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(
        [sys.executable, *(["-c", QUICK, str(folder)] if quick else whole)],
        cwd=project,
        env=known | {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "PYTHONPATH": str(project)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    log = done.stdout + done.stderr
    assert done.returncode == 0, log
    return Site(folder, log)


def copy_project(copy: Path) -> Path:
    """Return a copy of the project as it is fresh from git."""
    copy.mkdir()
    for name in FOLDERS:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "dataset.json"))
    for name in FILES:
        shutil.copyfile(ROOT / name, copy / name)
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copytree(ROOT / "build/wheels", copy / "build/wheels")
    if (ROOT / "build/packed").is_dir():  # what takes a minute to compress and is always the same
        shutil.copytree(ROOT / "build/packed", copy / "build/packed")
    return copy


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this project: the one that `make test` has just built, unless it was told where it will stand."""
    if os.environ.get("SITE") and not any(os.environ.get(name) for name in ADDRESSES if name != "CI"):
        return ROOT / os.environ["SITE"]
    return build(ROOT, tmp_path_factory.mktemp("built") / "site").folder


@pytest.fixture(scope="session")
def documents(site: Path) -> dict[str, Page]:
    """Every HTML file by its path in the site, but for other languages: test_languages.py proves those to be alike."""
    paths = (file.relative_to(site).as_posix() for file in sorted(site.rglob("*.html")))
    english = (path for path in paths if path.partition("/")[0] not in LANGUAGES)
    return {path: read_page((site / path).read_text("utf-8"), path) for path in english}


@pytest.fixture(scope="session")
def pages(documents: dict[str, Page]) -> dict[str, Page]:
    """Every page by its path in the site, without those of folders, which only lead to another one."""
    return {path: page for path, page in documents.items() if not leads(page)}


@pytest.fixture(scope="session")
def leading(documents: dict[str, Page]) -> dict[str, Page]:
    """The pages of folders that have none of their own, by path."""
    return {path: page for path, page in documents.items() if leads(page)}


def leads(page: Page) -> bool:
    """Return whether a page leads to another one at once."""
    return bool(page.all("meta", **{"http-equiv": "refresh"}))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project as it is fresh from git, in another folder."""
    return copy_project(tmp_path / "project")


type Answer = tuple[int, Message, bytes]


@contextmanager
def asking(folder: Path) -> Iterator[Callable[..., Answer]]:
    """Serve a folder and yield a function that asks for a path: status, headers and body."""
    server = open_server(folder, 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def ask(path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, answer.headers, body

    try:
        yield ask
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def ask(site: Path) -> Iterator[Callable[..., Answer]]:
    """Ask the server of the built site for a path."""
    with asking(site) as ask:
        yield ask

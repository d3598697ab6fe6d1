"""The build: strict, the same every time, and clear about bad data."""

import gzip
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.conftest import build
from tests.site.page import Page

pytestmark = pytest.mark.site


def hashes(folder: Path) -> dict[str, str]:
    """Return a hash of every file below `folder`."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_a_fresh_copy_elsewhere_gives_the_same_files_and_no_warning(site: Path, project: Path):
    again = build(project, project / "site")
    assert hashes(again.folder) == hashes(site)
    assert "WARNING" not in again.log
    assert "ERROR" not in again.log
    assert "Documentation built" in again.log


def test_a_site_that_knows_no_repository_leads_to_none(pages: dict[str, Page]):
    for page in pages.values():
        assert not [tag for tag in page.all("p") if tag.attributes.get("class") == "hb-amend"]
        assert not page.all("meta", name="hb-edit")


def test_bad_data_stops_the_build_with_its_problems_and_no_traceback(project: Path):
    path = project / "data/sources/linux-agent.yaml"
    path.write_text(path.read_text("utf-8").replace("mode: agent\n", "mode: agnt\n"), "utf-8")
    (project / "data/series.yaml").unlink()
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line for line in done.stderr.splitlines() if "data/" in line]
    assert done.returncode == 1
    assert len(told) == 2
    assert told[0].endswith("data/series.yaml:1:1: the file is missing.")
    assert told[1].startswith("data/sources/linux-agent.yaml:")
    assert told[1].endswith("mode: 'agnt' is not allowed. Did you mean 'agent'? Allowed: agent, agentless.")
    assert "Traceback" not in done.stdout + done.stderr


def test_no_page_shows_a_macro_that_failed(pages: dict[str, Page]):
    for page in pages.values():
        for sign in ("Macro Rendering Error", "Macro Syntax Error", "{{", "{%", "Undefined"):
            assert sign not in page.html, f"{page.path}: {sign}"


def test_nothing_tells_when_or_by_whom_the_site_was_made(site: Path):
    packed = (site / "sitemap.xml.gz").read_bytes()
    assert packed[4:8] == bytes(4)  # where gzip keeps a time
    assert gzip.decompress(packed) == (site / "sitemap.xml").read_bytes()
    assert "<lastmod>" not in (site / "sitemap.xml").read_text("utf-8")
    modes = {path.stat().st_mode & 0o777 for path in site.rglob("*") if path.is_file()}
    assert modes == {0o644}
    assert {path.stat().st_mode & 0o777 for path in site.rglob("*") if path.is_dir()} == {0o755}


# Hosts of packages and fonts, from which scripts and styles load more of themselves.
FOREIGN = re.compile(r"unpkg\.com|jsdelivr\.net|cdnjs|googleapis|gstatic|esm\.sh|skypack")


def test_no_script_style_or_page_loads_from_another_host(site: Path):
    for file in site.rglob("*.*"):
        # Pyodide's own place to load from, which the worker replaces by the runtime's folder.
        if file.suffix in (".js", ".mjs", ".css", ".html") and file.name != "pyodide.mjs":
            assert not FOREIGN.search(file.read_text("utf-8")), file
    assert re.search(r"indexURL:\s*\w+\.runtime\b", (site / "assets/python/whole.mjs").read_text("utf-8"))


def test_the_licences_of_the_parts_are_on_the_site(site: Path, pages: dict[str, Page]):
    text = (site / "licences.txt").read_text("utf-8")
    assert "Mozilla Public License Version 2.0" in text
    assert pages["sources/index.html"].all("a", href="../licences.txt")

"""Any valid change of data stays green: nine kinds of changes at once, by no hand but in data/."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT
from tests.site.conftest import build, leads
from tests.site.page import read_page

# What a change of data must never break: the tests that read data/ as it is, without those that break it on purpose.
TESTS = (
    "tests/macros/pages",
    "tests/calculators/checklist",
    "tests/calculators/qualification/test_flows.py",
    "tests/cases",
)
# The site that is built knows where it and its source will stand.
ADDRESS = "https://guide.example/dr/"
REPOSITORY = "https://code.example/guide"


def _replace(path: Path, old: str, new: str) -> None:
    """Replace the first `old`, which must be there."""
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} does not stand in {path.name}: choose other words."
    path.write_text(text.replace(old, new, 1), "utf-8")


def _before(path: Path, line: str, new: str) -> None:
    """Put something before the first line that is `line`."""
    _replace(path, f"\n{line}\n", f"\n{new}{line}\n")


def change(data: Path) -> None:
    """Make the nine changes in a copy of data/."""
    # A target and a source type, each a copy of a short one with names of its own.
    target = (data / "targets/gds.yaml").read_text("utf-8").replace("GDS", "Example Cloud").replace("gds", "example")
    (data / "targets/example.yaml").write_text(target.replace("bucket_store: true\n", ""), "utf-8")
    source = (data / "sources/hcs-online-agentless.yaml").read_text("utf-8")
    for old, new in (("HCS Online", "Example"), ("hcs-online-agentless", "example-agentless"), ("hcso-", "example-")):
        source = source.replace(old, new)
    (data / "sources/example-agentless.yaml").write_text(source, "utf-8")
    # A kernel, twice the last one of a release but for its number.
    debian = data / "kernels/debian.yaml"
    last = debian.read_text("utf-8").splitlines()[-1]
    number = re.search(r"-(\d+)-amd64", last)
    assert number
    newer = last.replace(number[0], f"-{int(number[1]) + 1}-amd64")
    debian.write_text(f"{debian.read_text('utf-8').rstrip()}\n{newer}\n", "utf-8")
    # A connection with a port that no list has.
    ports = data / "ports.yaml"
    table = re.search(r"\ntables:\n  - id: (.*)\n", ports.read_text("utf-8"))
    assert table
    connection = f"""\
      - id: {table[1]}-example
        origin: Transition host
        destination: Time server
        protocol: UDP
        opened: one way
        ports: [123]
        flow: control
"""
    _replace(ports, "    connections:\n", f"    connections:\n{connection}")
    # A question before all others.
    flow = data / "flows/qualification.yaml"
    start = re.search(r"^start: (.*)$", flow.read_text("utf-8"), re.M)
    assert start
    question = f"""\
  - id: example
    text: Is the project larger than a drill?
    short: Size
    why: It decides who is asked.
    options:
      - {{id: larger, label: Larger, next: {start[1]}}}
      - {{id: drill, label: A drill, next: {start[1]}}}
"""
    _replace(flow, start[0], "start: example")
    _replace(flow, "\nquestions:\n", f"\nquestions:\n{question}")
    # A figure with another value.
    figures = data / "figures.yaml"
    _replace(figures, "for block storage\n  value: 20\n", "for block storage\n  value: 25\n")
    # A step before all others.
    step = """\
  - id: example-step
    direction: dr
    phase: investigation
    action: Name the owner of every application.
    proof: Each application has one.
    owner: customer
    owner_basis: inferred
    executor: user or MSP
    sources:
      - {document: example-guide, section: Owners}
"""
    _replace(data / "checklists.yaml", "\nsteps:\n", f"\nsteps:\n{step}")
    # A document, and a condition that cites it.
    url = re.search(r"\n  url: (.*)/", (data / "documents.yaml").read_text("utf-8"))
    assert url
    document = f"- id: example-guide\n  title: Example guide\n  url: {url[1]}/example.md\n  read: 2026-08-07\n"
    documents = data / "documents.yaml"
    documents.write_text(documents.read_text("utf-8").rstrip() + f"\n{document}", "utf-8")
    condition = """\
- id: gen-example
  area: Operation
  condition: A clock that is wrong by more than a minute
  verdict: unsupported
  holds_for: [agentless, agent]
  reason: The platform refuses the requests.
  source: {document: example-guide, section: Clocks}
"""
    general = data / "general_conditions.yaml"
    general.write_text(general.read_text("utf-8").rstrip() + f"\n{condition}", "utf-8")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which only data/ is another."""
    root = tmp_path_factory.mktemp("changed") / "project"
    root.mkdir()
    unwanted = shutil.ignore_patterns("__pycache__", "dataset.json")
    for name in ("calculators", "macros", "data", "docs", "images", "tests"):
        shutil.copytree(ROOT / name, root / name, ignore=unwanted)
    for path in ROOT.iterdir():
        if path.is_file():
            shutil.copyfile(path, root / path.name)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    (root / "build").mkdir()
    for name in ("wheels", "packed"):
        if (ROOT / "build" / name).exists():
            (root / "build" / name).symlink_to(ROOT / "build" / name)
    change(root / "data")
    return root


def run(root: Path, *command: str) -> str:
    """Return what a command prints in a project. It must succeed."""
    hidden = (
        "CI",
        "SITE_URL",
        "REPOSITORY_URL",
        "EDIT_LINK",
        "GITHUB_ACTIONS",
        "PYTEST_ADDOPTS",
        "PYTEST_XDIST_WORKER",
    )
    known = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=root,
        env=known | {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def site(changed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of that project."""
    folder = tmp_path_factory.mktemp("changed-site") / "site"
    return build(changed, folder, quick=True, SITE_URL=ADDRESS, REPOSITORY_URL=REPOSITORY, CI="true").folder


def test_the_site_is_built_with_a_page_and_an_entry_for_what_is_new(site: Path):
    page = (site / "compatibility/example-agentless/index.html").read_text("utf-8")
    assert "<h1" in page
    home = (site / "index.html").read_text("utf-8")
    navigation = home.partition('<nav class="md-nav md-nav--primary')[2].partition("</nav>\n    </div>")[0]
    assert "compatibility/example-agentless/" in (navigation or home)
    assert (site / "targets/example/index.html").is_file()
    form = (site / "components/index.html").read_text("utf-8")
    assert '<option value="example">Example Cloud</option>' in form
    assert '<option value="example-agentless">' in form
    for name in ("network", "disagreements"):
        words = (site / f"{name}/index.html").read_text("utf-8")
        assert "25" in words
    disagreement = (site / "disagreements/index.html").read_text("utf-8")
    assert "25 Mbit/s for block storage" in disagreement
    assert "20 Mbit/s for block storage" not in disagreement


def test_a_site_that_knows_its_address_and_repository_tells_search_engines_and_readers(changed: Path, site: Path):
    site_map = ElementTree.parse(site / "sitemap.xml")
    listed = [place.text or "" for place in site_map.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    pages = {
        ADDRESS + file.relative_to(site).as_posix().removesuffix("index.html"): read_page(file.read_text("utf-8"))
        for file in site.rglob("index.html")
    }
    assert sorted(listed) == sorted(place for place, page in pages.items() if not leads(page))
    for place in listed:
        page = pages[place]
        assert page.all("link", rel="canonical", href=place)
        # And to its file, of which the repository has the newest state, and to a report that names page and file.
        links = [link.attributes["href"] for link in page.all("a", rel="noopener")]
        (edit,) = (link for link in links if link.startswith(f"{REPOSITORY}/edit/main/"))
        file, _, line = unquote(edit.removeprefix(f"{REPOSITORY}/edit/main/")).partition("#L")
        assert int(line) <= len((changed / file).read_text("utf-8").splitlines())
        (report,) = (link for link in links if link.startswith(f"{REPOSITORY}/issues/new?"))
        assert f"Page: {place}\nFrom: {file}:{line}\n" in parse_qs(urlsplit(report).query)["body"][0]


def test_neither_the_check_nor_a_test_of_data_minds(changed: Path):
    # It makes the dataset that the tests read.
    assert "data/ is valid" in run(changed, "-m", "macros.commands.check")
    run(changed, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", *TESTS)

"""The parts of docs/assets/: what they use of each other, and that pages ask for all they need at once."""

import re
from graphlib import TopologicalSorter
from pathlib import Path
from posixpath import normpath

from tests.conftest import ROOT
from tests.site.page import Page
from tests.site.weight import IMPORT

PARTS = ROOT / "docs" / "assets"
STATIC = re.compile(r'^import (?:[^"]* from )?"(\.[^"]+)";$', re.MULTILINE)
LATER = re.compile(r'import\("(\.[^"]+)"\)')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MOST_LINES = 420


def imports(module: str, pattern: re.Pattern[str]) -> set[str]:
    """Return what a module imports, as paths below assets/."""
    text = COMMENT.sub("", (PARTS / module).read_text("utf-8"))
    return {normpath(f"{Path(module).parent.as_posix()}/{name}") for name in pattern.findall(text)}


def test_parts_use_each_other_in_one_direction():
    uses: dict[str, set[str]] = {}
    for file in PARTS.rglob("*.mjs"):
        module = file.relative_to(PARTS).as_posix()
        part = module.partition("/")[0]
        used = {name.partition("/")[0] for name in imports(module, STATIC) | imports(module, LATER)}
        uses.setdefault(part, set()).update(used - {part})
    assert uses["calculator"] >= {"page", "python", "charts"}  # the imports were found
    TopologicalSorter(uses).prepare()  # raises CycleError


def test_every_file_of_a_part_can_be_read_in_one_sitting():
    for file in (*PARTS.rglob("*.mjs"), *PARTS.rglob("*.css")):
        assert len(file.read_text("utf-8").splitlines()) <= MOST_LINES, file.name


def test_a_page_asks_at_once_for_all_that_its_scripts_import(site: Path, pages: dict[str, Page]):
    asked_somewhere: set[str] = set()
    for page in pages.values():
        scripts = set(asked(page, "data-scripts"))
        preloaded = set(asked(page, "data-needs"))
        assert imported(site / "assets", scripts) == scripts | preloaded, page.path
        asked_somewhere |= scripts | preloaded
    assert {"together/frame.mjs", "together/texts.mjs", "together/tables.mjs"} <= asked_somewhere


def test_each_module_of_a_page_lies_in_one_file(site: Path):
    """What a module keeps is there once, whichever file asks for it."""
    texts = {file: file.read_text("utf-8") for file in (site / "assets").rglob("*.mjs") if "runtime" not in file.parts}
    for mark in (
        "It is gone when you leave this page",
        'define("hb-calculator"',
        '"hyperbdr-guide scheme"',
        ".openCursor",
    ):
        assert len([file for file, text in texts.items() if mark in text]) == 1, mark


def imported(folder: Path, modules: set[str]) -> set[str]:
    """Return files of the built site with all that they import before they run."""
    found: set[str] = set()
    left = set(modules)
    while left:
        found |= left
        here = {name: IMPORT.findall((folder / name).read_text("utf-8")) for name in left}
        left = {
            normpath(f"{Path(name).parent.as_posix()}/{way}") for name, ways in here.items() for way in ways
        } - found
    return found


def asked(page: Page, attribute: str) -> list[str]:
    """Return what a page asks for below assets/, by the attribute of the script that does so."""
    ways = [
        way
        for element in page.elements
        if element.tag == "script"
        for way in element.attributes.get(attribute, "").split()
    ]
    return [way.partition("assets/")[2] for way in ways]

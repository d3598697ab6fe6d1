"""The parts of docs/assets/: what they use of each other, and that pages ask for all they need at once."""

import re
from graphlib import TopologicalSorter
from pathlib import Path
from posixpath import normpath

from tests.conftest import ROOT
from tests.site.page import Page

PARTS = ROOT / "docs" / "assets"
STATIC = re.compile(r'^import (?:[^"]* from )?"(\.[^"]+)";$', re.MULTILINE)
LATER = re.compile(r'import\("(\.[^"]+)"\)')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MOST_LINES = 420


def imports(module: str, pattern: re.Pattern[str]) -> set[str]:
    """Return what a module imports, as paths below assets/."""
    text = COMMENT.sub("", (PARTS / module).read_text("utf-8"))
    return {normpath(f"{Path(module).parent.as_posix()}/{name}") for name in pattern.findall(text)}


def at_once(modules: set[str]) -> set[str]:
    """Return modules with all that they import before they run."""
    found: set[str] = set()
    left = set(modules)
    while left:
        found |= left
        left = {name for module in left for name in imports(module, STATIC)} - found
    return found


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
    preloaded_somewhere: set[str] = set()
    for page in pages.values():
        scripts = set(asked(page, "script", "src", type="module"))
        preloaded = set(asked(page, "link", "href", rel="modulepreload"))
        assert at_once(scripts) <= scripts | preloaded, page.path
        later = {name for module in at_once(scripts) for name in imports(module, LATER)}
        assert preloaded <= at_once(scripts | later), page.path
        preloaded_somewhere |= preloaded
    assert {"calculator/fields.mjs", "tables/table.mjs", "charts/values.mjs"} <= preloaded_somewhere


def asked(page: Page, tag: str, attribute: str, **others: str) -> list[str]:
    """Return what a page asks for below assets/, by its elements of a kind."""
    paths = [
        element.attributes.get(attribute, "").partition("assets/")[2]
        for element in page.elements
        if element.tag == tag and others.items() <= element.attributes.items()
    ]
    return [path for path in paths if path.endswith(".mjs")]

"""What pages weigh before a reader does anything, by bytes and counts, which are the same on every machine."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.site.weight import Weight, weigh

pytestmark = pytest.mark.site

BUDGETS = yaml.safe_load((Path(__file__).parent / "budget.yaml").read_text("utf-8"))
# One that is so much larger than what it is for lets a page grow unseen.
SLACK = 1.15
# Languages bring these scripts, and no more.
WORDS = "assets/words/"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a page beside its budget."""

    page: str
    kind: str
    found: float
    budget: float

    def __str__(self) -> str:
        """Say it, and how to see what it is made of."""
        return f"{self.page}: {self.found:g} {self.kind}, and its budget is {self.budget:g}"


def figures(page: str, weight: Weight) -> list[Figure]:
    """Return the figures of a page."""
    found = {
        "kilobytes": round(weight.bytes / 1000, 1),
        "files": len(weight.files),
        "elements": weight.elements,
        "largest": round(weight.largest[1] / 1000, 1),
    }
    return [Figure(page, kind, value, BUDGETS[page][kind]) for kind, value in found.items()]


def told(page: str, weight: Weight, faults: list[Figure], what_to_do: str) -> str:
    """Return what to say of figures that are wrong, with the largest files of the page."""
    files = sorted(weight.files.items(), key=lambda item: -item[1])[:8]
    lines = [*map(str, faults), what_to_do, "Its largest files:", *(f"{size:7} {path}" for path, size in files)]
    return "\n".join((*lines, f"All of them: python -m tests.site.weight site {page}"))


@pytest.mark.parametrize("page", BUDGETS)
def test_a_page_keeps_to_its_budget_and_the_budget_to_the_page(site: Path, page: str) -> None:
    weight = weigh(site, page)
    found = figures(page, weight)
    over = [figure for figure in found if figure.found > figure.budget]
    assert not over, told(page, weight, over, "Make it lighter, or raise it in tests/site/budget.yaml and say why.")
    loose = [figure for figure in found if figure.found * SLACK < figure.budget]
    assert not loose, told(page, weight, loose, "Lower it in tests/site/budget.yaml: so much may come back unseen.")


@pytest.mark.parametrize("page", ["/", "rpo-rto/", "ports/"])
def test_another_language_adds_its_own_scripts_and_nothing_else(site: Path, page: str) -> None:
    english, other = weigh(site, page), weigh(site, f"zh/{page.lstrip('/')}")
    added = [path for path in other.files if path not in english.files and not path.startswith(WORDS)]
    assert added == [f"zh/{page.lstrip('/')}index.html"]
    assert english.elements <= other.elements <= english.elements * 1.05


def test_nothing_keeps_a_page_out_of_the_browsers_memory(site: Path) -> None:
    """Back brings a page at once unless it asked to be told of its end, or its host forbids to keep it."""
    scripts = "\n".join(file.read_text("utf-8") for file in (site / "assets").glob("[!r]*/*.mjs"))
    assert "pagehide" in scripts  # what is right was found
    assert not re.search(r"""["'`]unload["'`]|\bonunload\b""", scripts)
    assert "no-store" not in (site / "_headers").read_text("utf-8")


def test_pages_are_fetched_ahead_but_never_with_what_somebody_typed(site: Path) -> None:
    for path in ("index.html", "rpo-rto/index.html", "zh/rpo-rto/index.html"):
        (text,) = re.findall(r'<script type="speculationrules">(.*?)</script>', (site / path).read_text("utf-8"))
        (rule,) = json.loads(text)["prefetch"]
        # A pattern that ends with a bare * also means an address without a query.
        assert rule["where"]["and"] == [{"href_matches": "/*/"}, {"not": {"href_matches": r"/*\?(.+)"}}]


def test_what_scripts_and_sheets_ask_for_counts(tmp_path: Path) -> None:
    for path, text in {
        "index.html": '<link rel="stylesheet" href="a/sheet.css"><script data-scripts="a/first.mjs"></script><p>Text',
        "a/sheet.css": '@font-face { src: url("letters.woff2"); unicode-range: U+20-7E }'
        '@font-face { src: url("others.woff2"); unicode-range: U+A0-FF, U+131 }',
        "a/first.mjs": 'import"./second.mjs";const later=()=>import("./later.mjs");',
        "a/second.mjs": 'import{x}from"../b/third.mjs";',
        "b/third.mjs": "export const x = 1;",
        "a/later.mjs": "",
        "a/letters.woff2": "w" * 100,
        "a/others.woff2": "",
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    weight = weigh(tmp_path, "/")
    assert set(weight.files) == {
        "index.html", "a/sheet.css", "a/letters.woff2", "a/first.mjs", "a/second.mjs", "b/third.mjs"
    }  # fmt: skip
    assert weight.files["a/letters.woff2"] == 100
    assert weight.elements == 3

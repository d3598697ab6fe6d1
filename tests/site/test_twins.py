"""Each page as Markdown beside itself, and all of them in one file."""

import re
from pathlib import Path

from macros.publish.llms import MOST_BYTES
from tests.site.page import Page, squeezed

HEADS = ("h1", "h2", "h3")


def test_every_page_has_a_twin_with_its_headings_and_the_cells_of_its_tables(site: Path, pages: dict[str, Page]):
    for path, page in pages.items():
        if path == "404.html":
            continue
        text = (site / path).with_name("index.md").read_text("utf-8")
        assert f"\n{text}".count("\n# ") == 1 or "````" in text, path
        assert not re.search(r"</?(?:p|div|td|tr|span|a)\b", re.sub(r"`[^`]*`", "", text)), path
        rows = page.html.count("<tr")
        assert text.count("\n| ") >= rows * 0.9, path
        assert (path == "index.html") == (not page.all("button", **{"data-twin": "index.md"})), path


def test_the_file_of_all_pages_leads_from_the_root(site: Path):
    text = (site / "llms-full.txt").read_text("utf-8")
    assert len(text.encode()) <= MOST_BYTES
    size = f"{len(text.encode()) / 1e6:.1f} MB"
    assert size in (site / "llms.txt").read_text("utf-8")
    assert squeezed("# Ports to open") in squeezed(text) and "# Change a fact" not in text
    for address in set(re.findall(r"\]\(<(?![a-z]+:)([^>#?]+)[^>]*>\)", text)):
        assert (site / address).exists(), address

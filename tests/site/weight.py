"""What a browser loads of a page before a reader does anything, read from the files of the built site.

`python -m tests.site.weight site rpo-rto/` lists it.
"""

import gzip
import posixpath
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.site.page import Page, read_page

IMPORT = re.compile(r"""(?:\bimport\s*|\bfrom\s*)["'](\.[^"']+)["']""")
FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
FONT = re.compile(r"""url\(["']?([^"')]+\.woff2)["']?\)""")
RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)
PACKED = frozenset([".woff2", ".png", ".jpg", ".gz"])
"""What a host does not compress once more."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What a page weighs: the bytes of each file that it loads by path, as a host sends them, and its elements."""

    files: dict[str, int]
    elements: int

    @property
    def bytes(self) -> int:
        """Return the bytes of all files."""
        return sum(self.files.values())

    @property
    def largest(self) -> tuple[str, int]:
        """Return the path and the bytes of the largest file besides the page itself."""
        return max(list(self.files.items())[1:], key=lambda item: item[1])


def weigh(site: Path, address: str) -> Weight:
    """Return what the page at an address of the built site in `site` weighs."""
    path = f"{address.lstrip('/')}index.html" if address.endswith("/") else address
    page = read_page((site / path).read_text("utf-8"), path)
    files = {path: _sent(site / path)}
    for name in _loaded(page, site):
        files.setdefault(name, _sent(site / name))
    return Weight(files, len(page.elements))


def _loaded(page: Page, site: Path) -> Iterator[str]:
    """Yield the paths of the files that a page asks for by itself, and of all that these ask for before they run."""
    left = [_path(page.path, address) for address in _addresses(page)]
    seen: set[str] = set()
    while left:
        path = left.pop(0)
        if path in seen:
            continue
        seen.add(path)
        yield path
        if path.endswith((".mjs", ".js")):
            left += [_path(path, name) for name in IMPORT.findall((site / path).read_text("utf-8"))]
        elif path.endswith(".css"):
            left += [_path(path, name) for name in _fonts((site / path).read_text("utf-8"), page.words)]


def _addresses(page: Page) -> Iterator[str]:
    for element in page.elements:
        given = element.attributes
        kinds = set(given.get("rel", "").split())
        # Also what is only for paper: a browser asks for it last of all, and yet before anybody prints.
        if element.tag == "link" and kinds & {"stylesheet", "modulepreload", "preload", "icon"}:
            yield given["href"]
        elif element.tag in ("script", "img", "iframe") and given.get("src") and given.get("loading") != "lazy":
            yield given["src"]
        elif element.tag == "script":
            # What it asks for once the page has painted: macros/publish/together.py.
            yield from f"{given.get('data-scripts', '')} {given.get('data-needs', '')}".split()


def _fonts(sheet: str, words: str) -> Iterator[str]:
    """Yield the addresses of typefaces that are for some letter of a text: where two have it, it is of the last one."""
    left = {ord(letter) for letter in words}
    for face in reversed(FACE.findall(sheet)):
        ranges = [(int(first, 16), int(last or first, 16)) for first, last in RANGE.findall(face)] or [
            (0, sys.maxunicode)
        ]
        own = {letter for letter in left if any(first <= letter <= last for first, last in ranges)}
        left -= own
        if own:
            yield from FONT.findall(face)


def _path(here: str, address: str) -> str:
    # The page of unknown addresses stands for every address: its own begin at the site's root.
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(here), unquote(urlsplit(address).path)))[1:]


def _sent(file: Path) -> int:
    content = file.read_bytes()
    return len(content) if file.suffix in PACKED else len(gzip.compress(content, 6))


if __name__ == "__main__":
    weight = weigh(Path(sys.argv[1]), sys.argv[2])
    for name, size in sorted(weight.files.items(), key=lambda item: -item[1]):
        print(f"{size:8} {name}")
    print(f"{weight.bytes:8} in {len(weight.files)} files, {weight.elements} elements")

"""Whether every page of docs/ stands on the way or in a list once, and the way names what exists."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from calculators.registry import CALCULATORS
from macros.data.addresses import record_pages
from macros.data.checks.rule import EVERYTHING, Check, Found
from macros.data.datafile import Location
from macros.data.loader import Data

FILE = "way.yaml"


def _places(data: Data, root: Path) -> Found:
    file = data.files[FILE]
    docs = root / "docs"
    written = {path.relative_to(docs).as_posix() for path in docs.rglob("[!.]*.md")}
    named: set[str] = set()
    for place, page in _named(data):
        if "*" in page:
            if not any(fnmatchcase(path, page) for path in record_pages(data)):
                yield file, place, f"no page that is made from a record matches '{page}'."
        elif page in named:
            yield file, place, f"the page '{page}' stands in the way already. A page has one place."
        elif page not in written and place[0] == "shelves":
            yield file, place, f"there is no page '{page}' in docs/."
        named.add(page)
    below = [parent.pages for parent in data.way.parents]
    for path in sorted(written - named):
        if not any(fnmatchcase(path, pattern) for pattern in below):
            message = (
                f"the page '{path}' of docs/ stands nowhere. Put it into a stage or a list, so that the menu has it."
            )
            yield file, (), message


def _named(data: Data) -> Iterator[tuple[Location, str]]:
    """Yield every page, or pattern of pages, that has a place in the menu."""
    way = data.way
    for index, stop in enumerate(way.before):
        yield ("before", index, "page"), stop.page
    for number, stage in enumerate(way.stages):
        for index, stop in enumerate(stage.stops):
            yield ("stages", number, "stops", index, "page"), stop.page
    for number, shelf in enumerate(way.shelves):
        for index, item in enumerate(shelf.holds):
            yield ("shelves", number, "holds", index, "pages"), item.pages


def _tools(data: Data, root: Path) -> Found:
    for number, stage in enumerate(data.way.stages):
        for index, stop in enumerate(stage.stops):
            if stop.tool is not None and stop.tool not in CALCULATORS:
                message = f"there is no calculator '{stop.tool}'. Allowed: {', '.join(sorted(CALCULATORS))}."
                yield (data.files[FILE], ("stages", number, "stops", index, "tool"), message)


def _parts(data: Data, root: Path) -> Found:
    shelves = {shelf.id for shelf in data.way.shelves if shelf.within is None}
    for number, shelf in enumerate(data.way.shelves):
        if shelf.within is not None and shelf.within not in shelves:
            message = f"there is no list '{shelf.within}'. Allowed: {', '.join(sorted(shelves))}."
            yield (data.files[FILE], ("shelves", number, "within"), message)


def _former(data: Data, root: Path) -> Found:
    for index, former in enumerate(data.way.formerly):
        address = former.address
        if address.startswith("/") or ".." in address.split("/") or not address.endswith((".html", "/")):
            message = "an address begins at the site's root, without a slash, and ends in '.html' or '/'."
            yield (data.files[FILE], ("formerly", index, "address"), message)


CHECKS = (
    Check("every page has its place", _places, EVERYTHING),
    Check("calculators of the way exist", _tools, "file"),
    Check("lists of the way exist", _parts, "file"),
    Check("former addresses are addresses", _former, "file"),
)

"""Whether pages have a head and those that records name exist."""

from collections.abc import Iterator
from pathlib import Path

from macros.data.addresses import record_pages
from macros.data.checks.rule import Check, Found, references
from macros.data.datafile import DataError, Problem, parse_text
from macros.data.findings import anchor, known_conditions
from macros.data.loader import Data
from macros.data.reading import UnreadableError, read_text


def _pages(data: Data, root: Path) -> Found:
    docs = root / "docs"
    known = {path.relative_to(docs).as_posix() for path in docs.rglob("[!.]*.md")}
    known |= set(record_pages(data))
    conditions = known_conditions(data.sources, data.general_conditions)
    known |= {anchor(source, condition) for source, condition in conditions.values()}
    for attribute in ("page", "next_page"):
        yield from references(data, attribute, known, "page", "docs/")


def head_problems(path: Path, root: Path) -> Iterator[Problem]:
    """Yield what is wrong with the head of a page, which MkDocs drops without a word when it is not YAML."""
    name = path.relative_to(root).as_posix()
    try:
        opening, _, rest = read_text(path).partition("\n")
    except UnreadableError as error:
        yield Problem(name, *error.place, "", str(error))
        return
    head, end, _ = rest.partition("\n---\n")
    if opening != "---" or not end:
        yield Problem(name, 1, 1, "", "a page begins with '---', `title`, `description` and '---'.")
        return
    try:
        file = parse_text(f"\n{head}\n", name)
    except DataError as error:
        yield from error.problems
        return
    values = file.root.value if isinstance(file.root.value, dict) else {}
    for key in ("title", "description"):
        if not isinstance(values.get(key), str):
            yield file.problem((key,), f"a page needs a text '{key}'.")


CHECKS = (Check("pages exist", _pages),)

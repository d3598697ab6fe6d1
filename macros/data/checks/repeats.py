"""A fact stands once: what repeats a figure from the figure's own place in the documents must name it."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from calculators.answers.wording import exact
from calculators.records.evidence import Figure, Source
from macros.data.checks.rule import Check, Found
from macros.data.datafile import DataFile, Location
from macros.data.loader import Data
from macros.data.references import FIGURES, REFERENCE, unit_at

# What was, and what was worked out from inputs: their numbers do not follow.
APART = ("changes.yaml", "examples.yaml", "arithmetic.yaml")


def repeats(files: Iterable[DataFile], figures: Iterable[Figure]) -> Found:
    """Yield every text and number that repeats a figure although its record cites the same place of a document.

    A section that is within another one counts as the same place. A reference repeats nothing.
    """
    sought: dict[str, list[tuple[Figure, Source, re.Pattern[str]]]] = {}
    for figure in figures:
        if figure.source is not None:
            shown = re.compile(rf"(?<![\w.,-]){re.escape(_digits(figure.value))} {re.escape(figure.unit)}(?!\w)")
            sought.setdefault(figure.source.document, []).append((figure, figure.source, shown))
    for file in files:
        if PurePosixPath(file.name).name not in (FIGURES, *APART):
            for location, value, source in _leaves(file.root.value, (), None):
                for figure, place, shown in sought.get(str((source or {}).get("document")), ()):
                    if _within(str((source or {}).get("section")), place.section):
                        yield from _repeated(file, location, value, figure, shown)


def _repeated(file: DataFile, location: Location, value: Any, figure: Figure, shown: re.Pattern[str]) -> Found:
    other = "Another fact that has the same value gets a figure of its own."
    if isinstance(value, str):
        if shown.search(REFERENCE.sub("", value)):
            message = f"this repeats the figure '{figure.id}'. Write ${{{figure.id}}} for its value. {other}"
            yield file, location, message
    elif value == figure.value and unit_at(location, file.root.value) == figure.unit:
        yield file, location, f"this repeats the figure '{figure.id}'. Write ${{{figure.id}.value}}. {other}"


def _digits(value: float) -> str:
    return exact(value).replace("\u202f", "")


def _leaves(value: Any, location: Location, source: Any) -> Iterator[tuple[Location, Any, Any]]:
    """Yield every text and number with its place and the source that is nearest above it."""
    if isinstance(value, dict):
        own = value.get("source")
        source = own if isinstance(own, dict) else source
        for key, item in value.items():
            if key not in ("id", "source", "sources"):
                yield from _leaves(item, (*location, key), source)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, (*location, index), source)
    elif isinstance(value, (str, int, float)) and not isinstance(value, bool):
        yield location, value, source


def _within(section: str, other: str) -> bool:
    """Return whether one of two sections is the other one or a part of it."""
    first, second = ([part.strip() for part in name.split(" > ")] for name in (section, other))
    shorter = min(len(first), len(second))
    return first[:shorter] == second[:shorter]


def _repeats(data: Data, root: Path) -> Found:
    yield from repeats(data.files.values(), data.figures)


CHECKS = (Check("a fact stands once", _repeats),)

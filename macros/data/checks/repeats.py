"""A fact stands once: what repeats a figure or a limit from its own place in the documents must name it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from calculators.answers.wording import exact
from calculators.records.evidence import Source
from macros.data.checks.rule import Check, Found
from macros.data.datafile import DataFile, Location
from macros.data.loader import Data
from macros.data.references import FIGURES, REFERENCE, unit_at

# What was, and what was worked out from inputs: their numbers do not follow.
APART = ("changes.yaml", "examples.yaml", "arithmetic.yaml")


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact that can be named, with the place of the documents that says it."""

    name: str
    """As references name it."""
    value: float
    unit: str
    document: str
    section: str

    @property
    def shown(self) -> re.Pattern[str]:
        """Return what finds it in a text."""
        digits = re.escape(exact(self.value).replace("\u202f", ""))
        return re.compile(rf"(?<![\w.,-]){digits} {re.escape(self.unit)}(?!\w)")


def stated(data: Data) -> Iterator[Stated]:
    """Yield the figures, the limits of source types and the rules of sizing that have one number with a unit."""
    for figure in data.figures:
        yield from _stated(figure.id, figure.value, figure.unit, figure.source)
    for source in data.sources:
        for limit in source.limits:
            yield from _stated(f"{source.id}/{limit.id}", limit.value, limit.unit, limit.source)
    for rule in data.sizing.rules:
        value = rule.values[0] if len(rule.values) == 1 else None
        yield from _stated(f"components/{rule.id}", value, rule.unit, rule.source)


def _stated(name: str, value: object, unit: str | None, source: Source | None) -> Iterator[Stated]:
    if isinstance(value, (int, float)) and unit and source is not None:
        yield Stated(name, value, unit, source.document, source.section)


def repeats(files: Iterable[DataFile], facts: Iterable[Stated]) -> Found:
    """Yield every text and number that repeats a fact although its record cites the same place of a document.

    A section that is within another one counts as the same place. A reference repeats nothing, and a value with an id
    and a unit is a fact itself.
    """
    sought: dict[str, list[tuple[Stated, re.Pattern[str]]]] = {}
    for fact in facts:
        sought.setdefault(fact.document, []).append((fact, fact.shown))
    for file in files:
        if PurePosixPath(file.name).name not in (FIGURES, *APART):
            for location, value, source in _leaves(file.root.value, (), None):
                for fact, shown in sought.get(str((source or {}).get("document")), ()):
                    if _within(str((source or {}).get("section")), fact.section):
                        yield from _repeated(file, location, value, fact, shown)


def _repeated(file: DataFile, location: Location, value: Any, fact: Stated, shown: re.Pattern[str]) -> Found:
    other = "Another fact that has the same value gets a figure of its own."
    if isinstance(value, str):
        if shown.search(REFERENCE.sub("", value)):
            message = f"this repeats '{fact.name}'. Write ${{{fact.name}}} for its value. {other}"
            yield file, location, message
    elif value == fact.value and unit_at(location, file.root.value) == fact.unit:
        yield file, location, f"this repeats '{fact.name}'. Write ${{{fact.name}.value}}. {other}"


def _leaves(value: Any, location: Location, source: Any) -> Iterator[tuple[Location, Any, Any]]:
    """Yield every text and number with its place and the source that is nearest above it."""
    if isinstance(value, dict):
        own = value.get("source")
        source = own if isinstance(own, dict) else source
        for key, item in value.items():
            is_fact = key in ("value", "values") and "id" in value and "unit" in value
            if key not in ("id", "source", "sources") and not is_fact:
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
    yield from repeats(data.files.values(), stated(data))


CHECKS = (Check("a fact stands once", _repeats),)

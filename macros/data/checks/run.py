"""Runs every check."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from macros.data.checks import (
    addresses,
    checklists,
    compatibility,
    components,
    evidence,
    examples,
    flows,
    forms,
    hosts,
    ids,
    kernels,
    numbers,
    pages,
    plan,
    ports,
    proofs,
    repeats,
    runbooks,
    targets,
    way,
)
from macros.data.checks.rule import Check, Scope
from macros.data.datafile import DataError, Location, Problem
from macros.data.examined import Examined, LostError, examine
from macros.data.loader import Data

SUBJECTS = (
    ids,
    numbers,
    evidence,
    addresses,
    pages,
    compatibility,
    flows,
    forms,
    examples,
    kernels,
    hosts,
    plan,
    components,
    checklists,
    ports,
    proofs,
    repeats,
    runbooks,
    targets,
    way,
)
CHECKS: tuple[Check, ...] = tuple(chain.from_iterable(subject.CHECKS for subject in SUBJECTS))


def check(data: Data, root: Path) -> None:
    """Run every check; `root` holds docs/. Raises DataError with every problem."""
    problems = [*_relations(Examined(data), root, []), *_heads(root)]
    if problems:
        raise DataError(problems)


def checked(root: Path) -> Data:
    """Return everything in data/ below `root`. Raises DataError with every problem, of whatever kind.

    A wrong value hides no wrong relation but its own: see `Check.scope`.
    """
    found = examine(root / "data")
    waiting: list[str] = []
    problems = [*found.problems, *_relations(found, root, waiting), *_heads(root)]
    if problems:
        raise DataError(problems, waiting)
    return found.data


def _relations(found: Examined, root: Path, waiting: list[str]) -> Iterator[Problem]:
    """Yield what checks find in that which is clean; names of checks that could not be run go to `waiting`."""
    for rule in CHECKS:
        if isinstance(rule.scope, frozenset) and rule.scope & found.subjects:
            waiting.append(rule.name)
            continue
        try:
            for file, location, message in rule.run(found.data, root):
                if not _hidden(rule.scope, location, found.places.get(file.name)):
                    yield file.problem(location, message)
        except LostError:
            waiting.append(rule.name)


def _hidden(scope: Scope, location: Location, places: tuple[Location, ...] | None) -> bool:
    """Return whether a finding may be about a stand-in, of which there are some in `places` of its file."""
    if places is None or isinstance(scope, frozenset):
        return False
    if scope == "file":
        return True
    # In a record with a wrong value no other of its own values is sure, but a record inside it is.
    return any(
        location[: len(place)] == place or (location[: len(place) - 1] == place[:-1] and len(location) <= len(place))
        for place in places
    )


def _heads(root: Path) -> Iterator[Problem]:
    for path in (root / "docs").rglob("[!.]*.md"):
        yield from pages.head_problems(path, root)

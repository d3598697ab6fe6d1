"""Runs every check."""

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
    ids,
    kernels,
    pages,
    plan,
    ports,
    repeats,
    targets,
)
from macros.data.checks.rule import Check
from macros.data.datafile import DataError, Problem
from macros.data.loader import Data

SUBJECTS = (
    ids,
    evidence,
    addresses,
    pages,
    compatibility,
    flows,
    forms,
    examples,
    kernels,
    plan,
    components,
    checklists,
    ports,
    repeats,
    targets,
)
CHECKS: tuple[Check, ...] = tuple(chain.from_iterable(subject.CHECKS for subject in SUBJECTS))


def check(data: Data, root: Path) -> None:
    """Run every check; `root` holds docs/. Raises DataError with every problem."""
    problems: list[Problem] = [
        file.problem(location, message) for rule in CHECKS for file, location, message in rule.run(data, root)
    ]
    problems += (problem for path in (root / "docs").rglob("*.md") for problem in pages.head_problems(path, root))
    if problems:
        raise DataError(problems)

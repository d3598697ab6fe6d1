"""`python -m macros.commands.check`: validate all of data/ and write the dataset of the calculators."""

import datetime
import os
import sys
import tomllib
from pathlib import Path

from calculators.catalog import dump
from macros.data.changes import stale
from macros.data.checks import CHECKS, checked, dated, unused
from macros.data.datafile import DataError, Problem
from macros.publish.dataset import write_dataset


def main() -> int:
    """Print every problem of the data; return 0 when there is none, else 1."""
    root = Path.cwd()
    try:
        data = checked(root)
        found = (*unused(data, root), *dated(data, datetime.date.today(), oldest(root)), *stale(data))
        for problem in found:
            if problem.level == "warning":
                tell(problem)
        if errors := [problem for problem in found if problem.level == "error"]:
            raise DataError(errors)
    except DataError as error:
        for problem in error.problems:
            tell(problem)
        count = len(error.problems)
        rooms = " and ".join(sorted({f"{problem.file.partition('/')[0]}/" for problem in error.problems}))
        print(f"{count} problem{'s' if count > 1 else ''} in {rooms}.", file=sys.stderr)
        if error.waiting:
            print(f"{len(error.waiting)} of {len(CHECKS)} checks wait until these are mended.", file=sys.stderr)
        return 1
    write_dataset(root, dump(data.catalog))
    records = sum(1 for _ in data.walk())
    print(f"data/ is valid: {len(data.files)} files, {records} records.")
    return 0


def oldest(root: Path) -> datetime.timedelta:
    """Return how old a document may be before the check warns, from pyproject.toml."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    return datetime.timedelta(days=settings["tool"]["guide"]["read-again-after-days"])


def tell(problem: Problem) -> None:
    """Print a problem, on a pull request as an annotation."""
    annotate = os.environ.get("GITHUB_ACTIONS") == "true"
    print(problem.annotation() if annotate else problem, file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())

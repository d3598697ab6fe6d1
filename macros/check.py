"""`python -m macros.check`: validate all of data/ and write the dataset of the calculators."""

import os
import sys
from pathlib import Path

from calculators.catalog import dump
from macros.checks import check
from macros.datafile import DataError
from macros.dataset import write_dataset
from macros.loader import read


def main() -> int:
    """Print every problem of the data; return 0 when there is none, else 1."""
    root = Path.cwd()
    try:
        data = read(root / "data")
        check(data, root)
    except DataError as error:
        annotate = os.environ.get("GITHUB_ACTIONS") == "true"
        for problem in error.problems:
            print(problem.annotation() if annotate else problem, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' if count > 1 else ''} in data/.", file=sys.stderr)
        return 1
    write_dataset(root, dump(data.catalog))
    records = sum(1 for _ in data.walk())
    print(f"data/ is valid: {len(data.files)} files, {records} records.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

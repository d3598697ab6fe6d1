"""`python -m macros.commands.check`: validate all of data/ and write the dataset of the calculators."""

import datetime
import hashlib
import json
import os
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from calculators.catalog import dump
from macros.data.changes import stale
from macros.data.checks import CHECKS, checked, dated, unanswered, unused
from macros.data.datafile import DataError, Problem
from macros.languages.checks import problems
from macros.languages.files import kept_counts, languages
from macros.publish.dataset import write_dataset


def main() -> int:
    """Print every problem of the data; return 0 when there is none, else 1."""
    root = Path.cwd()
    found: list[Problem] = []
    waiting: Sequence[str] = ()
    try:
        data = checked(root)
        found += (*unanswered(data), *unused(data, root))
        words = languages(root)
        found += (problem for one in words for problem in problems(one))
        found += (*dated(data, datetime.date.today(), oldest(root)), *stale(data))
    except DataError as error:
        found += error.problems
        waiting = error.waiting
    for problem in found:
        tell(problem)
    if os.environ.get("GITLAB_CI") == "true":
        write_quality(root, found)
    if errors := [problem for problem in found if problem.level == "error"]:
        count = len(errors)
        rooms = " and ".join(sorted({f"{problem.file.partition('/')[0]}/" for problem in errors}))
        print(f"{count} problem{'s' if count > 1 else ''} in {rooms}.", file=sys.stderr)
        if waiting:
            print(f"{len(waiting)} of {len(CHECKS)} checks wait until these are mended.", file=sys.stderr)
        return 1
    write_dataset(root, dump(data.catalog))
    records = sum(1 for _ in data.walk())
    print(f"data/ is valid: {len(data.files)} files, {records} records.")
    for one in words:
        files = Counter(Path(entry.file).name for entry in one.entries if entry.words)
        counts = ", ".join(f"{number} in {name}" for name, number in files.items())
        print(f"data/{one.language.id}/ has words for {files.total()} texts: {counts}.")
        shown = kept_counts(root).get(one.language.id, {})
        if "texts" in shown:
            print(f"The site as last built shows {shown['texts']} texts; {shown['missing']} of them are English still.")
        if "sentences" in shown:
            print(f"As `make words` last counted, {shown['sentences']} sentences have no words.")
    return 0


def oldest(root: Path) -> datetime.timedelta:
    """Return how old a document may be before the check warns, from pyproject.toml."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    return datetime.timedelta(days=settings["tool"]["guide"]["read-again-after-days"])


def tell(problem: Problem) -> None:
    """Print a problem, on a pull request as an annotation."""
    annotate = os.environ.get("GITHUB_ACTIONS") == "true"
    print(problem.annotation() if annotate else problem, file=sys.stderr)


def write_quality(root: Path, problems: Iterable[Problem]) -> None:
    """Write the problems into build/problems.json as GitLab shows them at their lines of a merge request."""
    found = [
        {
            "description": f"{problem.path}: {problem.message}" if problem.path else problem.message,
            "check_name": "make check",
            "fingerprint": hashlib.sha256(f"{problem.file} {problem.path} {problem.message}".encode()).hexdigest(),
            "severity": "major" if problem.level == "error" else "minor",
            "location": {"path": problem.file, "lines": {"begin": problem.line}},
        }
        for problem in problems
    ]
    target = root / "build" / "problems.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    raise SystemExit(main())

"""`python -m macros.commands.diff REF`: what changed in data/ since a version in git, and which pages it touches."""

import argparse
import io
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from macros.data.changes import Changes, compared, parsed, records
from macros.data.checks import check
from macros.data.datafile import DataError
from macros.data.loader import Data, read
from macros.pages.rendered import rendered

LONGEST = 160
# Where a row's record stands changes with every line above it.
PLACE = re.compile(r' data-(?:at|leads-to)="[^"]*"')
NO_PAGES = "The code of today cannot read data/ of that version, so pages are not compared."


class DiffError(Exception):
    """What keeps two versions from being compared, in words for a maintainer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a change of data/ does."""

    records: Changes
    """What it does to the records."""

    pages: tuple[str, ...] | None
    """Pages below docs/ that come out differently, with the text of today; None when the old data cannot be read."""


def difference(old: Path, new: Data, docs: Path) -> Difference:
    """Return what lies between a folder with the data of another version and the data, for the pages in `docs`."""
    changes = compared(records(parsed(old)), records(new.files.values()))
    try:
        before, after = _pages(read(old), docs), _pages(new, docs)
    except DataError:
        return Difference(records=changes, pages=None)
    touched = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    return Difference(records=changes, pages=tuple(sorted(touched)))


def as_text(found: Difference) -> str:
    """Return a difference for a terminal."""
    changes = found.records
    lines = [f"added    {name}" for name in changes.added] + [f"removed  {name}" for name in changes.removed]
    for item in changes.changed:
        lines.append(f"changed  {item.record}")
        lines += [f"         {key}: {_shown(old)} → {_shown(new)}" for key, old, new in item.fields]
    lines += [NO_PAGES] if found.pages is None else [f"page     docs/{path}" for path in found.pages]
    return "\n".join(lines or ["Nothing changed in data/."]) + "\n"


def as_markdown(found: Difference) -> str:
    """Return a difference for a comment on a pull request."""
    changes = found.records
    if not (changes.added or changes.removed or changes.changed or found.pages or found.pages is None):
        return "Nothing changes in data/.\n"
    lines = ["## What changes in data/", ""]
    lines += [f"- added {_code(name)}" for name in changes.added]
    lines += [f"- removed {_code(name)}" for name in changes.removed]
    for item in changes.changed:
        lines.append(f"- changed {_code(item.record)}")
        lines += [f"  - {_code(key)}: {_code(_shown(old))} → {_code(_shown(new))}" for key, old, new in item.fields]
    lines += ["", "### Pages that it touches", ""]
    lines += [NO_PAGES] if found.pages is None else [f"- {_code('docs/' + path)}" for path in found.pages]
    return "\n".join(lines) + "\n"


@contextmanager
def checked_out(ref: str, root: Path) -> Iterator[Path]:
    """Give a folder with data/ of a version in git. Raises DiffError when there is none."""
    try:
        commit = git(root, "rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}")
        packed = _git(root, "archive", "--format=tar", commit, "data")
    except DiffError as error:
        raise DiffError(f"There is no data/ at '{ref}': {error}") from None
    with TemporaryDirectory() as scratch:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(scratch, filter="data")
        yield Path(scratch, "data")


def git(root: Path, *arguments: str) -> str:
    """Return what git prints, without the end of its last line. Raises DiffError with what it complains about."""
    return _git(root, *arguments).decode().strip()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the difference and return the exit status: 1 if the versions cannot be compared."""
    parser = argparse.ArgumentParser(
        prog="python -m macros.commands.diff", description="Compare data/ with a version in git."
    )
    parser.add_argument("ref", help="a branch, tag or commit, such as main")
    parser.add_argument("--format", choices=("text", "markdown"), default="text")
    given = parser.parse_args(arguments)
    root = Path.cwd()
    try:
        new = read(root / "data")
        check(new, root)
    except DataError as error:
        print(f"{error}\nMend data/ first: `make check` tells the same.", file=sys.stderr)
        return 1
    try:
        with checked_out(given.ref, root) as old:
            found = difference(old, new, root / "docs")
    except DiffError as error:
        print(error, file=sys.stderr)
        return 1
    except DataError as error:
        print(f"data/ at '{given.ref}' is not YAML as it is used here: {error}", file=sys.stderr)
        return 1
    print(as_text(found) if given.format == "text" else as_markdown(found), end="")
    return 0


def _pages(data: Data, docs: Path) -> dict[str, str]:
    """Return the pages without places in data/; none when one names a record that this version does not have."""
    try:
        return {path: PLACE.sub("", page) for path, page in rendered(data, docs).items()}
    except (LookupError, StopIteration, RuntimeError):
        return {}


def _shown(value: str) -> str:
    """Return a value on one line, as long as a line may be."""
    line = " ".join(value.split())
    return "nothing" if not line else line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _code(value: str) -> str:
    return f"`{value.replace('`', 'ˋ')}`"


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except FileNotFoundError:
        raise DiffError("git is not installed.") from None
    if done.returncode:
        raise DiffError(done.stderr.decode(errors="replace").strip() or "git failed.")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())

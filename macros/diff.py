"""`python -m macros.diff REF`: what changed in data/ since a version in git, and which pages it touches."""

import argparse
import dataclasses
import io
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from calculators.wording import number
from macros.checks import check
from macros.datafile import DataError
from macros.loader import Data, read
from macros.rendered import rendered

LONGEST = 160
# Where a row's record stands changes with every line above it.
PLACE = re.compile(r' data-at="[^"]*"')


class DiffError(Exception):
    """What keeps two versions from being compared, in words for a maintainer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A record that is there in both versions and not the same."""

    record: str
    """File and place, such as `data/sources/linux-agent.yaml: limits[cpu]`."""

    fields: tuple[tuple[str, str, str], ...]
    """Each changed key with its old and its new value; a value that is not there is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What lies between two versions of data/."""

    added: tuple[str, ...]
    """Records that are new."""

    removed: tuple[str, ...]
    """Records that are gone."""

    changed: tuple[Changed, ...]
    """Records that are not the same."""

    pages: tuple[str, ...]
    """Pages below docs/ that come out differently, with the text of today."""


def difference(old: Data, new: Data, docs: Path) -> Difference:
    """Return what lies between two versions of the data, for the pages in `docs`."""
    before, after = records(old), records(new)
    changed = (
        Changed(record=name, fields=tuple(_fields(before[name], after[name])))
        for name in after
        if name in before and before[name] != after[name]
    )
    pages_before, pages_after = _pages(old, docs), _pages(new, docs)
    touched = {path for path in {*pages_before, *pages_after} if pages_before.get(path) != pages_after.get(path)}
    return Difference(
        added=tuple(_outermost(after, before)),
        removed=tuple(_outermost(before, after)),
        changed=tuple(changed),
        pages=tuple(sorted(touched)),
    )


def records(data: Data) -> dict[str, dict[str, str]]:
    """Return the plain values of every record with an id, by file and place; what has no id belongs to its parent."""
    found: dict[str, dict[str, str]] = {}
    for file, root in data.roots():
        _collect(root, file.name, "", found, "")
    return found


def as_text(found: Difference) -> str:
    """Return a difference for a terminal."""
    lines = [f"added    {name}" for name in found.added] + [f"removed  {name}" for name in found.removed]
    for item in found.changed:
        lines.append(f"changed  {item.record}")
        lines += [f"         {key}: {_shown(old)} → {_shown(new)}" for key, old, new in item.fields]
    lines += [f"page     docs/{path}" for path in found.pages]
    return "\n".join(lines or ["Nothing changed in data/."]) + "\n"


def as_markdown(found: Difference) -> str:
    """Return a difference for a comment on a pull request."""
    lines = ["## What changes in data/", ""]
    lines += [f"- added {_code(name)}" for name in found.added] + [f"- removed {_code(name)}" for name in found.removed]
    for item in found.changed:
        lines.append(f"- changed {_code(item.record)}")
        lines += [f"  - {_code(key)}: {_code(_shown(old))} → {_code(_shown(new))}" for key, old, new in item.fields]
    lines += ["", "### Pages that it touches", ""] + [f"- {_code('docs/' + path)}" for path in found.pages]
    nothing = not (found.added or found.removed or found.changed or found.pages)
    return "\n".join(["Nothing changes in data/."] if nothing else lines) + "\n"


def at(ref: str, root: Path) -> Data:
    """Return the data of a version in git. Raises DiffError when there is none, or when this code cannot read it."""
    try:
        commit = _git(root, "rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}").decode().strip()
        packed = _git(root, "archive", "--format=tar", commit, "data")
    except DiffError as error:
        raise DiffError(f"There is no data/ at '{ref}': {error}") from None
    with TemporaryDirectory() as scratch:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(scratch, filter="data")
        try:
            return read(Path(scratch, "data"))
        except DataError as error:
            first, count = error.problems[0], len(error.problems)
            raise DiffError(
                f"The code of today cannot read data/ at '{ref}' ({count} problems, the first: {first}). "
                "Compare with a later version."
            ) from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the difference and return the exit status: 1 if the versions cannot be compared."""
    parser = argparse.ArgumentParser(prog="python -m macros.diff", description="Compare data/ with a version in git.")
    parser.add_argument("ref", help="a branch, tag or commit, such as main")
    parser.add_argument("--format", choices=("text", "markdown"), default="text")
    given = parser.parse_args(arguments)
    root = Path.cwd()
    try:
        new = read(root / "data")
        check(new, root)
        found = difference(at(given.ref, root), new, root / "docs")
    except DiffError as error:
        print(error, file=sys.stderr)
        return 1
    except DataError as error:
        print(f"{error}\nMend data/ first: `make check` tells the same.", file=sys.stderr)
        return 1
    print(as_text(found) if given.format == "text" else as_markdown(found), end="")
    return 0


def _pages(data: Data, docs: Path) -> dict[str, str]:
    """Return the pages without places in data/; none when one names a record that this version does not have."""
    try:
        return {path: PLACE.sub("", page) for path, page in rendered(data, docs).items()}
    except (LookupError, StopIteration, RuntimeError):
        return {}


def _collect(value: Any, file: str, place: str, found: dict[str, dict[str, str]], key: str) -> None:
    """Add the plain values below a record to `found`; `key` leads from the record at `place` to `value`."""
    own = f"{file}: {place}" if place else file
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            _collect(getattr(value, field.name), file, place, found, f"{key}.{field.name}".lstrip("."))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            name = getattr(item, "id", None)
            if isinstance(name, str):
                inner = f"{place}.{key}[{name}]".lstrip(".")
                found.setdefault(f"{file}: {inner}", {})
                _collect(item, file, inner, found, "")
            else:
                _collect(item, file, place, found, f"{key}[{index}]")
    elif value is not None:
        found.setdefault(own, {})[key] = number(value) if isinstance(value, float) else str(value)


def _fields(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key, ""), after.get(key, "")
        if old != new:
            yield key, old, new


def _outermost(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    """Yield the records that only one version has, without those inside another of them."""
    only = {name for name in one if name not in other}
    for name in one:
        inside = any(name.startswith((f"{parent}.", f"{parent}: ")) for parent in _parents(name) if parent in only)
        if name in only and not inside:
            yield name


def _parents(name: str) -> Iterator[str]:
    file, colon, place = name.partition(": ")
    if colon:
        yield file
        parts = place.split("].")
        for count in range(1, len(parts)):
            yield f"{file}: {'].'.join(parts[:count])}]"


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

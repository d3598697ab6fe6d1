"""`python -m macros.commands.diff REF`: what changed in data/ since a version in git, and what a reader sees of it."""

import argparse
import io
import re
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from calculators.answers.wording import count
from macros.data.changes import Values, compared, parsed, records
from macros.data.checks import checked
from macros.data.datafile import DataError
from macros.data.examined import read
from macros.data.loader import Data
from macros.pages.rendered import rendered
from macros.pages.shown import BETWEEN_CELLS, Answers, answers, lines, users

LONGEST = 160
AROUND = 40
"""How many letters of two long lines are shown on either side of what differs."""
MOST_LINES = 8
"""How many changed lines of a page, or parts of an answer, are shown. The others are counted."""
# Where a row's record stands changes with every line above it.
PLACE = re.compile(r' data-(?:at|leads-to)="[^"]*"')
NO_PAGES = "The code of today cannot read data/ of that version, so pages and answers are not compared."
NOT_IN_WORDS = "only addresses, drawings or the calculator's answer"

type Pair = tuple[str, str]
"""What was, and what is; what is not there is empty."""


class DiffError(Exception):
    """What keeps two versions from being compared, in words for a maintainer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that changed, with what changed in it."""

    kind: str
    """`added`, `removed`, `changed`, `answer`, `used` or `page`."""
    name: str
    """What it is."""
    inside: tuple[tuple[str, Pair], ...] = ()
    """Parts of it by name, as they were and are."""
    more: str = ""
    """What is left out here, or what there is to say instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a change of data/ does."""

    records: tuple[Entry, ...]
    """What it does to the records."""

    shown: tuple[Entry, ...] | None
    """Answers and pages that come out differently, with the text of today; None when the old data cannot be read."""


def difference(old: Path, new: Data, docs: Path) -> Difference:
    """Return what lies between a folder with the data of another version and the data, for the pages in `docs`."""
    before, after = records(parsed(old)), records(new.files.values())
    changed = tuple(changed_records(before, after))
    if not changed:
        return Difference(records=(), shown=())
    try:
        known = read(old)
        was, now = _pages(known, docs), _pages(new, docs)
    except DataError:
        return Difference(records=changed, shown=None)
    between = _between(known, new)
    figures = [figure for figure, _ in between]
    amounts = {amount for _, amount in between}
    told = _answers(answers(known.catalog, amounts), answers(new.catalog, amounts), figures)
    return Difference(records=changed, shown=(*told, *_touched(was, now)))


def changed_records(before: Mapping[str, Values], after: Mapping[str, Values]) -> Iterator[Entry]:
    """Yield the records that are new, gone or not the same."""
    changes = compared(before, after)
    yield from (Entry(kind="added", name=name) for name in changes.added)
    yield from (Entry(kind="removed", name=name) for name in changes.removed)
    for item in changes.changed:
        was, now = before[item.record], after[item.record]
        inside = tuple(pair for key, _, _ in item.fields for pair in _values(key, was.get(key, ()), now.get(key, ())))
        yield Entry(kind="changed", name=item.record, inside=inside)


def as_text(found: Difference) -> str:
    """Return a difference for a terminal."""
    told = []
    for entry in (*found.records, *(found.shown or ())):
        told.append(f"{entry.kind:8} {entry.name}")
        told += [f"         {_said(name, pair)}" for name, pair in entry.inside]
        told += [f"         ({entry.more})"] if entry.more else []
    told += [NO_PAGES] if found.shown is None else []
    return "\n".join(told or ["Nothing changed in data/."]) + "\n"


def as_markdown(found: Difference) -> str:
    """Return a difference for a comment on a pull request."""
    if not found.records:
        return "Nothing changes in data/.\n"
    told = ["## What changes in data/", ""]
    told += [line for entry in found.records for line in _bullet(entry)]
    told += ["", "### What a reader sees of it", ""]
    told += [NO_PAGES] if found.shown is None else [line for entry in found.shown for line in _bullet(entry)]
    return "\n".join(told) + "\n"


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
        prog="python -m macros.commands.diff",
        description="Compare data/ with the version in git from which this one began.",
    )
    parser.add_argument("ref", nargs="?", default="main", help="a branch, tag or commit; default: main")
    parser.add_argument("--format", choices=("text", "markdown"), default="text")
    given = parser.parse_args(arguments)
    root = Path.cwd()
    try:
        new = checked(root)
    except DataError as error:
        print(f"{error}\nMend data/ first: `make check` tells the same.", file=sys.stderr)
        return 1
    try:
        with checked_out(begun_from(given.ref, root), root) as old:
            found = difference(old, new, root / "docs")
    except DiffError as error:
        print(error, file=sys.stderr)
        return 1
    except DataError as error:
        print(f"data/ at '{given.ref}' is not YAML as it is used here: {error}", file=sys.stderr)
        return 1
    print(as_text(found) if given.format == "text" else as_markdown(found), end="")
    return 0


def begun_from(ref: str, root: Path) -> str:
    """Return the commit that a branch and HEAD share, so that what others did since is left out; else the branch.

    A branch that is not here, as on a fresh clone of another one, is looked for at `origin`.
    """
    for name in (ref, f"origin/{ref}"):
        try:
            return git(root, "merge-base", "--end-of-options", name, "HEAD")
        except DiffError:
            continue
    return ref


def _values(key: str, was: tuple[str, ...], now: tuple[str, ...]) -> Iterator[tuple[str, Pair]]:
    """Yield a value that changed, or what a list lost and gained."""
    if len(was) < 2 and len(now) < 2:  # noqa: PLR2004
        yield key, ("".join(was), "".join(now))
        return
    lost, gained = [item for item in was if item not in now], [item for item in now if item not in was]
    if not lost and not gained:
        yield f"{key}, in another order", ("; ".join(was), "; ".join(now))
    yield from ((key, (item, "")) for item in lost)
    yield from ((key, ("", item)) for item in gained)


def _between(old: Data, new: Data) -> list[tuple[str, tuple[str, float]]]:
    """Return the numbers of the calculators that changed: id, and unit and amount of what lies between old and new.

    An answer that compares an input with such a number changes there, if anywhere.
    """
    was = {figure.id: figure.value for figure in old.figures}
    return [
        (figure.id, (figure.unit, (was[figure.id] + figure.value) / 2))
        for figure in new.figures
        if was.get(figure.id, figure.value) != figure.value
    ]


def _answers(was: Answers, now: Answers, figures: Sequence[str]) -> Iterator[Entry]:
    """Yield the answers that changed, and what works with a number that changed though no answer shows it."""
    told: dict[str, set[str | Pair]] = {}
    alike: Counter[str] = Counter()
    for (calculator, inputs), parts in now.items():
        before, known = was.get((calculator, inputs), {}), told.setdefault(calculator, set())
        changed = [(key, (before.get(key, ""), parts.get(key, ""))) for key in dict.fromkeys([*before, *parts])]
        changed = [(key, pair) for key, pair in changed if pair[0] != pair[1]]
        new = [(key, pair) for key, pair in changed if _told(key, pair) not in known]
        known |= {_told(key, pair) for key, pair in new}
        if new:
            yield _shortened("answer", f"{calculator}, {inputs}", new)
        alike[calculator] += bool(changed and not new)
    for calculator, number in alike.items():
        if number:
            more = f"the same parts change with {count(number, 'other input')} of those tried"
            yield Entry(kind="answer", name=calculator, more=more)
    for figure in figures:
        for calculator in users(figure):
            if not told.get(calculator):
                yield Entry(kind="used", name=calculator, more=f"works with {figure}; no answer that was tried changes")


def _told(key: str, pair: Pair) -> str | Pair:
    """Return by what a part is known as told: its name, or what a warning, which has only a number, says."""
    return pair if key[-1:].isdecimal() else key


def _touched(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Entry]:
    """Yield the pages that come out differently, with their lines."""
    for path in sorted({*was, *now}):
        before, after = was.get(path, ""), now.get(path, "")
        if before == after:
            continue
        name = f"docs/{path}"
        if not before or not after:
            yield Entry(kind="page", name=name, more="new" if after else "gone")
            continue
        one, other = lines(before), lines(after)
        pairs: list[tuple[str, Pair]] = []
        for kind, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
            if kind != "equal":
                pairs += (("", pair) for pair in zip_longest(one[i:j], other[k:m], fillvalue=""))
        yield _shortened("page", name, pairs) if pairs else Entry(kind="page", name=name, more=NOT_IN_WORDS)


def _shortened(kind: str, name: str, inside: Sequence[tuple[str, Pair]]) -> Entry:
    rest = len(inside) - MOST_LINES
    more = f"{count(rest, 'more change')}" if rest > 0 else ""
    return Entry(kind=kind, name=name, inside=tuple(inside[:MOST_LINES]), more=more)


def _said(name: str, pair: Pair) -> str:
    """Return a part with what it was and is: a change with an arrow, else what came or went with its sign.

    Of a row of a table its first cell and those that changed.
    """
    was, now = (" ".join(text.split()) for text in pair)
    one, other = was.split(BETWEEN_CELLS), now.split(BETWEEN_CELLS)
    if len(one) == len(other) > 1 and one[0] == other[0]:
        cells = [(before, after) for before, after in zip(one, other, strict=True) if before != after]
        was, now = (BETWEEN_CELLS.join(side) for side in zip(*cells, strict=True))
        name = ": ".join(part for part in (name, one[0]) if part)
    came_or_went = f"+ {_cut(now)}" if now else f"− {_cut(was)}"
    said = " → ".join(_around(was, now)) if was and now else came_or_went
    return f"{name}: {said}" if name else said


def _around(was: str, now: str) -> Pair:
    """Return two lines, of long ones only what differs and some words around it."""
    if len(was) + len(now) <= LONGEST:
        return was, now
    start = next(
        (at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), min(len(was), len(now))
    )
    tails = zip(reversed(was[start:]), reversed(now[start:]), strict=False)
    end = next((at for at, (one, other) in enumerate(tails) if one != other), min(len(was), len(now)) - start)
    begin = max(0, was.rfind(" ", 0, max(0, start - AROUND)) + 1)

    def part(line: str) -> str:
        stop = line.find(" ", len(line) - end + AROUND)
        stop = len(line) if stop < 0 else stop
        return ("… " if begin else "") + _cut(line[begin:stop]) + (" …" if stop < len(line) else "")

    return part(was), part(now)


def _cut(line: str) -> str:
    """Return a line as long as a line may be."""
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _bullet(entry: Entry) -> Iterator[str]:
    yield f"- {entry.kind} {_code(entry.name)}" + (f" ({entry.more})" if entry.more else "")
    yield from (f"  - {_code(_said(name, pair))}" for name, pair in entry.inside)


def _pages(data: Data, docs: Path) -> dict[str, str]:
    """Return the pages without places in data/; none when one names a record that this version does not have."""
    try:
        return {path: PLACE.sub("", page) for path, page in rendered(data, docs).items()}
    except (LookupError, StopIteration, RuntimeError):
        return {}


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

"""`python -m macros.commands.changelog`: make data/changes.yaml tell what each commit did to data/, from git."""

import datetime
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from calculators.answers.wording import GROUP, count
from calculators.records.changes import DataVersion
from macros.commands.check import tell
from macros.commands.diff import DiffError, checked_out, git
from macros.data.changes import Changes, Values, compared, parsed, records, version, without_references
from macros.data.datafile import DataError, parse
from macros.data.loader import CHANGES
from macros.data.validation import validate

FILE = f"data/{CHANGES}"
HEAD = (
    "# yaml-language-server: $schema=schemas/changes.json\n"
    "# Made by `make changelog` from the history of data/. Do not edit by hand: run it again.\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The data as it was on a day."""

    date: datetime.date
    records: Mapping[str, Values]
    seen: Mapping[str, Values]
    """The same with every reference replaced."""

    @property
    def version(self) -> str:
        """Return the name of the state, which depends on nothing but the values of its records."""
        return version(self.records)


def entries(states: Sequence[State]) -> Iterator[str]:
    """Yield the text of an entry for each state that differs from the one before, newest first."""
    for before, after in reversed(list(pairwise(states))):
        changes = compared(before.records, after.records, (before.seen, after.seen))
        if changes.added or changes.removed or changes.changed:
            yield "\n".join(_lines(before, after, changes)) + "\n"


def main() -> int:
    """Write what changed and return the exit status: 1 if the history does not tell."""
    root = Path.cwd()
    try:
        known = [item.version for item in validate(parse(root / FILE, FILE), tuple[DataVersion, ...])]
        states = list(_states(root, known))
        # Versions that no commit holds were on a branch before it was merged, or never committed.
        kept = next((place for place, name in enumerate(known) if name == states[0].version), len(known))
        before = re.split(r"^(?=- version: )", (root / FILE).read_text("utf-8"), flags=re.MULTILINE)[1:][kept:]
        made = list(entries(states))
        (root / FILE).write_text(HEAD + ("".join([*made, *before]) or "[]\n"), "utf-8")
    except DiffError as error:
        print(error, file=sys.stderr)
        return 1
    except DataError as error:
        for problem in error.problems:
            tell(problem)
        return 1
    print(f"{FILE}: {count(len(made), 'version')} written, {count(len(before), 'version')} kept.")
    return 0


def _states(root: Path, known: Sequence[str]) -> Iterator[State]:
    """Yield the newest state in history that is known, or nothing when none is, each later one, and that of today."""
    found: list[State] = []
    # Along the first parents: what a branch went through before it was merged was on no site.
    for line in git(root, "log", "--first-parent", "--format=%H %cs", "--", "data").splitlines():
        commit, _, day = line.partition(" ")
        with checked_out(commit, root) as folder:
            found.append(_state(datetime.date.fromisoformat(day), folder))
        if known and found[-1].version == known[0]:
            break
    in_history = {state.version: place for place, state in reversed(list(enumerate(found)))}
    base = next((in_history[name] for name in known if name in in_history), None)
    if known and base is None:
        raise DiffError(f"No commit here holds a version that {FILE} names. Fetch the whole history first.")
    yield State(date=datetime.date.min, records={}, seen={}) if base is None else found[base]
    yield from reversed(found[:base])
    yield _state(datetime.date.today(), root / "data")


def _state(day: datetime.date, folder: Path) -> State:
    files = list(parsed(folder))
    return State(date=day, records=records(files), seen=records(without_references(files)))


def _lines(before: State, after: State, changes: Changes) -> Iterator[str]:
    """Yield the lines of an entry. Texts are quoted as JSON does, which is YAML as well."""
    yield f"- version: {after.version}"
    yield f"  date: {after.date.isoformat()}"
    yield "  records:"
    for names, state, word in ((changes.added, after, "added"), (changes.removed, before, "removed")):
        for name in names:
            count = sum(other.startswith((f"{name}: ", f"{name}.")) for other in state.records)
            inside = f", inside: {count}" if count else ""
            yield f"    - {{record: {_quoted(name)}, change: {word}{inside}}}"
    for changed in changes.changed:
        yield f"    - record: {_quoted(changed.record)}"
        yield "      change: changed"
        yield "      fields:"
        for key, old, new in changed.fields:
            values = "".join(f", {name}: {_quoted(value)}" for name, value in (("old", old), ("new", new)) if value)
            yield f"        - {{field: {_quoted(key)}{values}}}"


def _quoted(text: str) -> str:
    # Grouped thousands hold a space that nobody can tell from another, and data/ allows none of those.
    return json.dumps(text.replace(GROUP, " "), ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())

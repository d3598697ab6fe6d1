"""`python -m macros.commands.new KIND ID`: start a record, with every key, what it is and what it takes."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from macros.data.checks import ID
from macros.data.datafile import DataError
from macros.data.examined import read
from macros.data.keys import Key, bare, keys, kind, record_in, takes
from macros.data.loader import SUBJECTS, Data, Subject
from macros.data.schemas import first_line

# What people call a kind of record that has another name in data/.
CALLED = {"platform": "target"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of record that has an id."""

    name: str
    """As a maintainer types it."""

    record: type
    """What it is made of."""

    subject: Subject
    """The files that hold it."""

    within: tuple[str, ...]
    """Keys that lead to its list in such a file; empty for what a file itself holds."""

    @property
    def place(self) -> str:
        """Return in words where such a record stands."""
        files = f"data/{self.subject.pattern}"
        return f"{files}, in the list '{'.'.join(self.within)}'" if self.within else files


def kinds() -> dict[str, Kind]:
    """Return every kind of record that has an id, by its name; where two share a name, the one nearer to its file."""
    found: dict[str, Kind] = {}
    for subject in SUBJECTS:
        record = record_in(subject.holds)
        if record is not None:
            for item in _kinds(record, subject, ()):
                if item.name not in found or len(item.within) < len(found[item.name].within):
                    found[item.name] = item
    return dict(sorted(found.items()))


def skeleton(record: type, name: str) -> str:
    """Return a record of this id as YAML: required keys empty, the others as comments."""
    return "".join(f"{line}\n".replace(" \n", "\n") for line in _lines(record, name))


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or print a skeleton and return the exit status: 1 if there is no such kind or the id is taken.

    Without a kind and an id, list the kinds.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    known = kinds()
    if not given:
        print(_usage(given, known))
        return 0
    wanted = _kind(given[0], known)
    if wanted is None or len(given) != 2:  # noqa: PLR2004  # a kind and an id
        return _refuse(_usage(given, known))
    name = given[1]
    if not ID.fullmatch(name):
        return _refuse(f"The id '{name}' must be made of letters, digits, - and _, with a letter first.")
    root = Path.cwd()
    target = Path("data", wanted.subject.pattern.replace("*", name))
    try:
        taken = _places(read(root / "data"), wanted, name)
    except DataError:
        # Data with a problem, such as a skeleton that is not filled in yet, is no reason to stop: the check will tell.
        taken = [f"{target}:1"] if wanted.subject.many_files and not wanted.within and (root / target).exists() else []
    if taken and not wanted.within:
        return _refuse(f"{taken[0]}: the id '{name}' is taken, so none was added to {target}. Choose another.")
    text = skeleton(wanted.record, name)
    if wanted.within:
        print(_item(text), end="")
        print(
            f"Put this into {wanted.place}, and indent it like its neighbours. Then run `make check`.", file=sys.stderr
        )
        if taken:
            print(f"The id '{name}' stands already at {', '.join(taken)}.", file=sys.stderr)
        return 0
    path = root / target
    if wanted.subject.many_files:
        path.write_text(f"{first_line(wanted.subject)}{text}", "utf-8")
        print(f"{target}:1: fill in what is empty, then run `make check`.")
    else:
        before = path.read_text("utf-8")
        before += "" if before.endswith("\n") else "\n"
        path.write_text(before + _item(text), "utf-8")
        print(f"{target}:{before.count('\n') + 1}: fill in what is empty, then run `make check`.")
    return 0


def _kinds(record: type, subject: Subject, within: tuple[str, ...]) -> Iterator[Kind]:
    names = {key.name for key in keys(record)}
    # A record without a list of its own, such as the whole plan, is there once.
    once = not within and not subject.many_files and bare(subject.holds) is record
    if "id" in names and not once:
        yield Kind(name=kind(record), record=record, subject=subject, within=within)
    for key in keys(record):
        inner = record_in(key.holds)
        if inner is not None:
            yield from _kinds(inner, subject, (*within, key.name))


def _kind(word: str, known: dict[str, Kind]) -> Kind | None:
    """Return the kind that a word means: its name, or the name of its folder or file, in one or many."""
    name = word.lower().replace("_", "-")
    name = CALLED.get(name, name)
    for item in known.values():
        many = item.subject.attribute.replace("_", "-")
        if name == item.name or (not item.within and name in (many, many.removesuffix("s"))):
            return item
    return None


def _usage(given: Sequence[str], known: dict[str, Kind]) -> str:
    start = f"There is no kind '{given[0]}'." if given and _kind(given[0], known) is None else "Say a kind and an id."
    lines = [f"  {item.name:<20} {item.place}" for item in known.values()]
    return "\n".join([f"{start} For example: make new source-type my-cloud-agentless", "Kinds:", *lines])


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


def _places(data: Data, wanted: Kind, name: str) -> list[str]:
    """Return where records of this kind have this id."""
    return [
        f"{file.name}:{file.mark((*at, 'id'))[0]}"
        for file, at, record in data.walk()
        if type(record) is wanted.record and getattr(record, "id", None) == name
    ]


def _item(text: str) -> str:
    """Return a skeleton as an item of a list."""
    lines = text.splitlines()
    return "".join(f"{'- ' if number == 0 else '  '}{line}\n" for number, line in enumerate(lines))


def _lines(record: type, name: str = "") -> Iterator[str]:
    for key in keys(record):
        if key.name == "id":
            yield f"id: {name}" if name else f"id:  # {_about(key)}"
        elif key.required:
            yield f"# {_about(key)}"
            yield from _value(key)
        else:
            yield f"# May be left out: {_about(key)}"
            yield f"# {key.name}:"


def _value(key: Key) -> Iterator[str]:
    yield f"{key.name}:"
    inner = record_in(key.holds)
    many = takes(key.holds).startswith("a list")
    if inner is None:
        if many:
            yield "  -"
        return
    for number, line in enumerate(_lines(inner)):
        if many:
            yield f"  {'- ' if number == 0 else '  '}{line}"
        else:
            yield f"  {line}"


def _about(key: Key) -> str:
    allowed = takes(key.holds)
    return f"{key.about} {allowed[0].upper()}{allowed[1:]}."


if __name__ == "__main__":
    sys.exit(main())

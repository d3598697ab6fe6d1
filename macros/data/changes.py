"""What lies between two versions of data/, whatever the code of today makes of them."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.data.datafile import DataError, DataFile, Problem, parse
from macros.data.folder import WORDS
from macros.data.loader import CHANGES, Data
from macros.data.references import facts, resolved

DIGITS = 12

type Values = dict[str, tuple[str, ...]]
"""The plain values of a record by their key; a list of plain values has several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A record that is there in both versions and not the same."""

    record: str
    """File and place, such as `data/sources/linux-agent.yaml: limits[cpu]`."""

    fields: tuple[tuple[str, str, str], ...]
    """Each changed key with its old and its new value; a value that is not there is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What lies between the records of two versions of data/."""

    added: tuple[str, ...]
    """Records that are new."""

    removed: tuple[str, ...]
    """Records that are gone."""

    changed: tuple[Changed, ...]
    """Records that are not the same."""


def compared(
    before: Mapping[str, Values],
    after: Mapping[str, Values],
    seen: tuple[Mapping[str, Values], Mapping[str, Values]] | None = None,
) -> Changes:
    """Return what lies between the records of two versions.

    `seen` are the same two with every reference replaced: a number that became the name of a figure with that number
    is no change then, and a change shows what a reader sees.
    """
    was, now = seen or (before, after)
    both = (name for name in after if name in before and before[name] != after[name])
    told = ((name, tuple(_fields(before[name], after[name], was[name], now[name]))) for name in both)
    return Changes(
        added=tuple(_outermost(after, before)),
        removed=tuple(_outermost(before, after)),
        changed=tuple(Changed(record=name, fields=fields) for name, fields in told if fields),
    )


def parsed(folder: Path) -> Iterator[DataFile]:
    """Yield the files of a folder with data, also of a version that the code of today cannot read.

    The words of other languages say nothing new of a fact.
    """
    languages = {path.parent for path in folder.glob(f"*/{WORDS}")}
    for path in sorted(folder.rglob("[!.]*.yaml")):
        if languages.isdisjoint(path.parents):
            yield parse(path, f"data/{path.relative_to(folder).as_posix()}")


def without_references(files: Iterable[DataFile]) -> Iterator[DataFile]:
    """Yield the files of a version with what a reader sees in the place of every reference that leads somewhere."""
    by_name = {file.name.removeprefix("data/"): file for file in files}
    known = facts(by_name)
    for file in by_name.values():
        try:
            yield resolved(file, known)
        except DataError:
            yield file  # the check tells what leads nowhere


def records(files: Iterable[DataFile]) -> dict[str, Values]:
    """Return the plain values of every file and every record with an id, by file and place.

    What has no id belongs to its parent. The changelog of the data is not a part of the data.
    """
    found: dict[str, Values] = {}
    for file in sorted(files, key=lambda item: item.name):
        if file.name != f"data/{CHANGES}":
            found[file.name] = {}
            _collect(file.root.value, file.name, "", found, "")
    return found


def version(found: Mapping[str, Values]) -> str:
    """Return the name of a version of the data: `v` and twelve hexadecimal digits of the hash of all values."""
    values = json.dumps(found, ensure_ascii=False, sort_keys=True).encode()
    return f"v{hashlib.sha256(values).hexdigest()[:DIGITS]}"


def record_names(data: Data) -> dict[str, Any]:
    """Return the records by the names that `records` gives them."""
    ids = {(file.name, at): getattr(record, "id", None) for file, at, record in data.walk()}
    found: dict[str, Any] = {}
    for file, at, record in data.walk():
        if at and ids[file.name, at] is not None:
            steps = ((ids.get((file.name, at[: end + 1])) or part, part) for end, part in enumerate(at))
            place = "".join(f"[{name}]" if isinstance(part, int) else f".{part}" for name, part in steps)
            found[f"{file.name}: {place.lstrip('.')}"] = record
    return found


def stale(data: Data) -> Iterator[Problem]:
    """Yield as a warning that data/ holds another version than the newest of the changelog.

    An error would hold up a correction that somebody makes in the editor of a web page, where nothing can be run, and
    an entry of its own in each of two changes would make them collide. So entries are made before a site is published.
    """
    newest = data.changes[0].version if data.changes else None
    if version(records(data.files.values())) != newest:
        message = (
            "data/ has changed since the newest version here. Before the site is published, run `make changelog`, "
            "which adds the changes."
        )
        yield data.files[CHANGES].problem((0,), message, "warning")


def _collect(value: Any, file: str, place: str, found: dict[str, Values], key: str) -> None:
    """Add the plain values below a record to `found`; `key` leads from the record at `place` to `value`."""
    own = found[f"{file}: {place}" if place else file]
    if isinstance(value, dict):
        for name, item in value.items():
            _collect(item, file, place, found, f"{key}.{name}".lstrip("."))
    elif isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value):
        for index, item in enumerate(value):
            name = item.get("id") if isinstance(item, dict) else None
            if isinstance(name, str):
                inner = f"{place}.{key}[{name}]".lstrip(".")
                found[f"{file}: {inner}"] = {}
                _collect(item, file, inner, found, "")
            else:
                _collect(item, file, place, found, f"{key}[{index}]")
    elif value is not None:
        own[key] = tuple(map(_plain, value)) if isinstance(value, list) else (_plain(value),)


def _plain(value: Any) -> str:
    """Return a plain value as YAML has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _fields(before: Values, after: Values, was: Values, now: Values) -> Iterator[tuple[str, str, str]]:
    for key in dict.fromkeys([*before, *after]):
        old, new = was.get(key, ()), now.get(key, ())
        if before.get(key, ()) != after.get(key, ()) and old != new:
            # Of a list: what it lost and what it gained; when it did neither, its order is new.
            lost, gained = [item for item in old if item not in new], [item for item in new if item not in old]
            same = not (lost or gained)
            yield key, "; ".join(old if same else lost), "; ".join(new if same else gained)


def _outermost(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    """Yield the records that only one version has, without those inside another of them."""
    only = {name for name in one if name not in other}
    for name in one:
        if name in only and not any(parent in only for parent in _parents(name)):
            yield name


def _parents(name: str) -> Iterator[str]:
    file, colon, place = name.partition(": ")
    if colon:
        yield file
        parts = place.split("].")
        for count in range(1, len(parts)):
            yield f"{file}: {'].'.join(parts[:count])}]"

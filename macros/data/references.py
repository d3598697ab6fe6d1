"""Facts by reference: a text or a number in data/ that repeats a fact names it, and follows when it changes.

`${block-bandwidth-minimum}` in a text stands for the figure as pages print it, `20 Mbit/s`, and
`${block-bandwidth-minimum.value}` for its number: alone it is a number, inside a text its digits. A value with an id
and a unit in another file, such as a limit of a source type, is named with its file: `${linux-agent/min-bandwidth}`.
What follows from the lists of kernels has a name too: see `_counted`. `$${` stands for a dollar and a brace.
`${project/console}` stands for what the reader's project says: it becomes the placeholder of the value in
data/project.yaml between LEFT and RIGHT, and pages put the project's own in its place.
References are resolved before validation, so that everything that reads data/ gets finished texts and numbers.
"""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from calculators.answers.wording import exact
from calculators.kernel_list.names import order
from calculators.records.form import LEFT, RIGHT
from macros.data.datafile import DataError, DataFile, Location, Problem

OPENING = "${"
PROJECT = "project.yaml"
REFERENCE = re.compile(
    r"\$(?P<escaped>\$\{)|\$\{(?P<name>[A-Za-z][\w-]*(?:/[A-Za-z][\w-]*)?)(?P<bare>\.value)?\}|(?P<odd>\$\{)"
)
FIGURES = "figures.yaml"
# Last word of a key, such as `latency_ms`, whose number has a unit.
UNITS = {"mbps": "Mbit/s", "ms": "ms", "percent": "%", "minutes": "minutes", "gb": "GB"}
# Files whose records no other one repeats: what was, and names of kernels, which are counted.
UNNAMED = ("changes.yaml", "kernels/")
DEBUGINFO = "debuginfo-"


class DanglingError(Exception):
    """Raised for a reference that leads nowhere, with what is wrong."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a reference stands for."""

    text: str
    """As it stands in a sentence."""
    value: float | None
    """Its number; None where it has none."""
    unit: str = ""
    """Unit of the number."""


# What stands where the fact itself is wrong, which validation tells.
UNREADABLE = Fact("1", 1)


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that names a fact instead of repeating it."""

    location: Location
    name: str


type Facts = Mapping[str, Callable[[], Fact]]


def facts(files: Mapping[str, DataFile]) -> Facts:
    """Return what the parsed files let one refer to, by name; each is worked out when it is asked for."""
    found: dict[str, Callable[[], Fact]] = {}
    for name, file in files.items():
        if not name.startswith(UNNAMED):
            room = "" if name == FIGURES else f"{PurePosixPath(name).stem}/"
            for record, fact in _stated(file.root.value):
                # A figure is a number. Where it is none, its own file tells, and not everyone who names it.
                sure = fact.value is not None or name != FIGURES
                found[f"{room}{record['id']}"] = _fixed(fact if sure else UNREADABLE)
    return {**found, **_said_once(files), **_counted(files)}


def _said_once(files: Mapping[str, DataFile]) -> Facts:
    """Return what a project says once, as what stands in its place until it does."""
    root = files[PROJECT].root.value if PROJECT in files else None
    return {
        f"{PurePosixPath(PROJECT).stem}/{field['id']}": _fixed(Fact(f"{LEFT}{field['placeholder']}{RIGHT}", None))
        for field in _fields(root)
        if isinstance(field.get("id"), str) and isinstance(field.get("placeholder"), str)
    }


def _fields(form: Any) -> Iterator[dict[str, Any]]:
    """Yield the fields of a form as it was parsed, as far as it is one."""
    groups = form.get("groups") if isinstance(form, dict) else None
    for group in groups if isinstance(groups, list) else ():
        found = group.get("fields") if isinstance(group, dict) else None
        yield from (field for field in (found if isinstance(found, list) else ()) if isinstance(field, dict))


def _fixed(fact: Fact) -> Callable[[], Fact]:
    return lambda: fact


def _stated(value: Any) -> Iterator[tuple[dict[str, Any], Fact]]:
    """Yield every record that has an id, a unit and one value."""
    if isinstance(value, dict):
        unit, amount, row = value.get("unit"), value.get("value"), value.get("values")
        if isinstance(row, list) and len(row) == 1:
            (amount,) = row
        if isinstance(value.get("id"), str) and isinstance(unit, str):
            if isinstance(amount, str) and OPENING not in amount:
                yield value, Fact(amount, None)
            elif isinstance(amount, (int, float)) and not isinstance(amount, bool):
                yield value, Fact(f"{exact(amount)} {unit}".rstrip(), amount, unit)
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _stated(item)


def _counted(files: Mapping[str, DataFile]) -> Facts:
    """Return what follows from the lists of kernels."""
    lists = {PurePosixPath(name).stem: file.root.value for name, file in files.items() if name.startswith("kernels/")}

    def releases() -> list[list[str]]:
        return [release["builds"] for kernels in lists.values() for release in kernels["releases"] if release["builds"]]

    def builds() -> list[str]:
        return [build for release in releases() for build in release]

    @cache
    def tags() -> set[str]:
        return {tag["id"] for tag in files["kernel_rules.yaml"].root.value["cloud_tags"]}

    def plain(build: str) -> bool:
        return tags().isdisjoint(re.split(r"[-_.]", build))

    def newest() -> str:
        # The builds of a release stand in the order of versions, which a check keeps.
        return max((release[-1] for release in releases()), key=order)

    def newest_plain() -> str:
        lasts = (next(filter(plain, reversed(release)), None) for release in releases())
        return max((build for build in lasts if build), key=order)

    def number(amount: Callable[[], int]) -> Callable[[], Fact]:
        return _safely(lambda: Fact(str(amount()), amount()))

    def word(said: Callable[[], str]) -> Callable[[], Fact]:
        return _safely(lambda: Fact(said(), None))

    def date() -> str:
        return max(str(kernels["generated"]) for kernels in lists.values())

    def size(name: str) -> Callable[[], int]:
        return lambda: sum(len(release["builds"]) for release in lists[name]["releases"])

    counts = {f"kernels-of-{name}": number(size(name)) for name in lists}
    return {
        **counts,
        "kernels": number(lambda: len(builds())),
        "kernels-with-cloud-tag": number(lambda: sum(not plain(build) for build in builds())),
        "kernels-with-debuginfo": number(lambda: sum(build.startswith(DEBUGINFO) for build in builds())),
        "kernel-releases": number(lambda: len(releases())),
        "kernel-lists-time": word(date),
        "kernel-lists-date": word(lambda: date().partition(" ")[0]),
        "oldest-kernel": word(lambda: min((release[0] for release in releases()), key=order)),
        "newest-kernel": word(newest),
        "newest-kernel-without-cloud-tag": word(newest_plain),
    }


def _safely(fact: Callable[[], Fact]) -> Callable[[], Fact]:
    @cache
    def read() -> Fact:
        try:
            return fact()
        except (LookupError, TypeError, ValueError, AttributeError):
            return UNREADABLE

    return read


def references(file: DataFile) -> Iterator[Reference]:
    """Yield every reference in a file as it was parsed."""
    for location, text in texts(file.root.value, ()):
        for found in REFERENCE.finditer(text):
            if found["name"]:
                yield Reference(location, found["name"])


def texts(value: Any, location: Location) -> Iterator[tuple[Location, str]]:
    """Yield every text in a value that may hold a reference, with its place."""
    if isinstance(value, str):
        if OPENING in value:
            yield location, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, (*location, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts(item, (*location, index))


def resolved(file: DataFile, known: Facts) -> DataFile:
    """Return the file with every reference replaced, itself where it has none.

    Raises DataError with every reference that leads nowhere.
    """
    found = list(texts(file.root.value, ()))
    if not found:
        return file
    problems: list[Problem] = []
    value = file.root.value
    for location, text in found:
        try:
            value = _put(value, location, _replaced(text, location, known, value))
        except DanglingError as error:
            problems.append(file.problem(location, str(error)))
    if problems:
        raise DataError(problems)
    return replace(file, root=replace(file.root, value=value))


def _put(value: Any, location: Location, new: Any) -> Any:
    """Return a value with another one at a place. What is shared with the parsed file stays as it is."""
    if not location:
        return new
    copy = value.copy()
    copy[location[0]] = _put(value[location[0]], location[1:], new)
    return copy


def _replaced(text: str, location: Location, known: Facts, root: Any) -> str | float:
    whole = REFERENCE.fullmatch(text)
    if whole and whole["bare"]:
        fact = _fact(whole["name"], known)
        wanted = unit_at(location, root)
        if fact is not UNREADABLE and wanted is not None and fact.unit != wanted:
            raise DanglingError(f"'{whole['name']}' is in {fact.unit or 'no unit'}, and this is in {wanted}.")
        return _number(whole["name"], fact)
    return REFERENCE.sub(lambda found: _said(found, known), text)


def _said(found: re.Match[str], known: Facts) -> str:
    if found["escaped"]:
        return OPENING
    if found["odd"]:
        raise DanglingError("a reference is written '${name}' or '${name.value}'. For the characters, write '$${'.")
    fact = _fact(found["name"], known)
    return exact(_number(found["name"], fact)) if found["bare"] else fact.text


def _fact(name: str, known: Facts) -> Fact:
    if name not in known:
        close = difflib.get_close_matches(name, list(known), n=1)
        advice = f" Did you mean '{close[0]}'?" if close else f" Allowed: {', '.join(sorted(known))}."
        if name.startswith(f"{PurePosixPath(PROJECT).stem}/"):
            raise DanglingError(f"no value of data/{PROJECT} with a 'placeholder' is named '{name}'.{advice}")
        raise DanglingError(f"there is no figure '{name}' in data/figures.yaml.{advice}")
    return known[name]()


def _number(name: str, fact: Fact) -> float:
    if fact.value is None:
        raise DanglingError(f"'{name}' is no number. Write '${{{name}}}'.")
    return int(fact.value) if fact.value == int(fact.value) else fact.value


def unit_at(location: Location, root: Any) -> str | None:
    """Return the unit that the number at a place has, as its key or the key `unit` beside it says."""
    *way, key = location
    beside = root
    for part in way:
        beside = beside[part]
    if key == "value" and isinstance(beside, dict) and isinstance(beside.get("unit"), str):
        return str(beside["unit"])
    return next((unit for word, unit in UNITS.items() if word in str(key).split("_")), None)

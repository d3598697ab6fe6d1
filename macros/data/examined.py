"""Read data/ as far as it can be read, with everything that is wrong with files and values."""

import dataclasses
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.data.choices import Offered, offer, shared
from macros.data.datafile import DataError, DataFile, Location, Problem, parse
from macros.data.folder import Folder
from macros.data.loader import OFFERING, SUBJECTS, Data, Subject
from macros.data.mending import Mended, mended
from macros.data.reading import shown
from macros.data.references import UNREADABLE, Fact, Facts, facts, references, resolved
from macros.data.validation import validate


class LostError(Exception):
    """Raised when a part of the data is asked for that could not be read."""


class _Files(dict[str, DataFile]):
    def __missing__(self, name: str) -> DataFile:
        raise LostError(name)


class Damaged(Data):
    """Data without the parts that could not be read."""

    def __getattr__(self, name: str) -> Any:
        """Refuse what is not there, and a list of which a part is not."""
        raise LostError(name)

    def roots(self) -> Iterator[tuple[DataFile, Any]]:
        """Yield every file that could be read, as far as it could."""
        there = vars(self)
        for subject in SUBJECTS:
            if subject.attribute in there:
                yield from self._roots_of(subject)
            else:
                yield from there["rest"][subject.attribute]


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a folder, with everything that is wrong with files and values."""

    data: Data
    """With a stand-in in the place of every wrong value, and without what could not be read."""

    problems: tuple[Problem, ...] = ()

    places: Mapping[str, tuple[Location, ...]] = types.MappingProxyType({})
    """Places of the stand-ins by the name of their file; a file with problems of another kind has none."""

    subjects: frozenset[str] = frozenset()
    """Attributes of the data in which something is wrong."""


def read(folder: Path) -> Data:
    """Return everything in `folder`.

    Raises DataError with every problem that parsing and validation find. Relations between
    records are not looked at: see macros.data.checks.
    """
    found = examine(folder)
    if found.problems:
        raise DataError(found.problems)
    return found.data


def examine(folder: Path) -> Examined:
    """Return everything in `folder`, as far as it can be read, with what is wrong with files and values."""
    return _Reading(folder).examined()


class _Reading:
    """Reads a folder subject by subject and keeps what is wrong with it."""

    def __init__(self, folder: Path) -> None:
        """Parse every file, because what one says another may repeat by its name."""
        self.folder = folder
        self.inside = Folder(folder, [subject.pattern for subject in SUBJECTS])
        self.problems = list(self.inside.problems)
        self.parsed: dict[Path, DataFile] = {}
        for path in (path for subject in SUBJECTS for path in self.inside.paths(subject.pattern)):
            try:
                self.parsed[path] = parse(path, f"{folder.name}/{shown(path.relative_to(folder).as_posix())}")
            except DataError as error:
                self.problems += error.problems
        # A fact that is not there may stand in a file that could not be read.
        self.whole = not self.problems
        self.facts = facts({path.relative_to(folder).as_posix(): file for path, file in self.parsed.items()})
        self.files: dict[str, DataFile] = {}
        self.places: dict[str, tuple[Location, ...]] = {}
        self.unclean: set[str] = set()

    def examined(self) -> Examined:
        """Return what was found."""
        values: dict[str, Any] = {}
        rest: dict[str, list[tuple[DataFile, Any]]] = {}
        for subject in SUBJECTS:
            records, lost = self._records(subject)
            if lost:
                self.unclean.add(subject.attribute)
                rest[subject.attribute] = [(self.files[subject.file_of(item)], item) for item in records]
            else:
                values[subject.attribute] = tuple(records) if subject.many_files else records[0]
        if "forms" in values and values.keys() >= OFFERING:
            offered = _offered(values)
            values["project"] = offer(values["project"], offered)
            values["forms"] = tuple(offer(shared(form, values["project"]), offered) for form in values["forms"])
        elif "forms" in values:
            # Without all of its choices a form would seem wrong.
            rest["forms"] = [(self.files[f"calculators/{form.id}.yaml"], form) for form in values.pop("forms")]
        if len(values) == len(SUBJECTS):
            data = Data(files=types.MappingProxyType(self.files), **values)
        else:
            data = Damaged.__new__(Damaged)
            vars(data).update(values, files=_Files(self.files), rest=rest)
        return Examined(data, tuple(self.problems), types.MappingProxyType(self.places), frozenset(self.unclean))

    def _records(self, subject: Subject) -> tuple[list[Any], bool]:
        """Return the records of a subject, and whether some are lost or have no sure id."""
        records = []
        paths = self.inside.paths(subject.pattern)
        lost = self.inside.incomplete(subject.pattern) or any(path not in self.parsed for path in paths)
        for path in (path for path in paths if path in self.parsed):
            file = self.parsed[path]
            found = _validated(file, subject.holds, self.facts, whole=self.whole)
            lost |= found.nameless
            self.problems += found.problems
            if found.problems or found.places:
                self.places[file.name] = found.places
            if found.problems:
                self.unclean.add(subject.attribute)
            record = found.value
            # With two names nobody can say which one others mean.
            lost |= subject.many_files and record is not None and record.id != path.stem
            if record is not None and self._kept(subject, path, record := _named(record, subject, path, found)):
                records.append(record)
            else:
                lost = True
        return records, lost

    def _kept(self, subject: Subject, path: Path, record: Any) -> bool:
        """Keep the file of a record by its id, also that of a file that was renamed; return whether that can be."""
        file, key = self.parsed[path], subject.file_of(record)
        other = self.files.setdefault(key, file)
        message = None
        if other is not file:
            message = f"the id '{record.id}' stands in {other.name} already. Give one of them another."
        elif subject.many_files and record.id != path.stem:
            message = (
                f"the id is '{record.id}', but the file is called '{shown(path.name)}'. Rename the file to "
                f"'{record.id}.yaml', or give the record the new id."
            )
        if message is not None:
            self.problems.append(file.problem(("id",), message))
            self.unclean.add(subject.attribute)
        return other is file


def _named(record: Any, subject: Subject, path: Path, found: Mended) -> Any:
    """Return a record, with the id of its file where its own is wrong."""
    if subject.many_files and found.nameless and not record.id:
        return dataclasses.replace(record, id=path.stem)
    return record


def _offered(values: Mapping[str, Any]) -> dict[str, tuple[Offered, ...]]:
    return {
        "targets": values["targets"],
        "agentless_sources": tuple(source for source in values["sources"] if source.mode == "agentless"),
        "holidays": values["holidays"],
        "kernel_lists": values["kernel_lists"],
    }


class _Facts(dict[str, Callable[[], Fact]]):
    """Known facts, and a stand-in for every other."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Callable[[], Fact]:
        return lambda: UNREADABLE


def _validated(file: DataFile, holds: Any, known: Facts, *, whole: bool) -> Mended:
    """Return what a file holds; `whole` says that all facts are known, so that one that is missing is a problem."""
    try:
        return Mended(validate(resolved(file, known), holds))
    except DataError:
        pass
    problems: tuple[Problem, ...] = ()
    places: tuple[Location, ...] = ()
    try:
        file = resolved(file, known)
    except DataError as error:
        problems = error.problems if whole else ()
        places = tuple(reference.location for reference in references(file))
        file = resolved(file, _Facts(known))
    try:
        return Mended(validate(file, holds), problems, places)
    except DataError as error:
        found = mended(file, holds, error.problems)
        return Mended(found.value, (*problems, *found.problems), (*places, *found.places), found.nameless)

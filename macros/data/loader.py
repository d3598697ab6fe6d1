"""Read data/: which file holds which record, and everything in it, validated."""

import dataclasses
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from calculators.catalog import Catalog
from calculators.records.arithmetic import Arithmetic
from calculators.records.changes import DataVersion
from calculators.records.compatibility import (
    DataReduction,
    GeneralCondition,
    Modes,
    OperatingSystem,
    Processor,
    SourceType,
)
from calculators.records.components import Sizing
from calculators.records.costs import Costs
from calculators.records.delivery import Checklists, Operations, Term
from calculators.records.evidence import Conflict, Document, Figure, Series
from calculators.records.examples import Example
from calculators.records.flow import Flow
from calculators.records.form import Form
from calculators.records.kernel_lookup import KernelRules, PackedKernels
from calculators.records.kernels import KernelList
from calculators.records.network import Network
from calculators.records.parts import Parts
from calculators.records.planning import Investigation, Link, Migration, Plan
from calculators.records.ports import Ports
from calculators.records.recovery import Recovery
from calculators.records.targets import Target, TargetRules
from macros.data.choices import Offered, offer
from macros.data.datafile import DataError, DataFile, Location, Problem, parse
from macros.data.findings import complete, known_conditions
from macros.data.folder import Folder
from macros.data.mending import Mended, mended
from macros.data.parts import packed, parts
from macros.data.reading import shown
from macros.data.references import UNREADABLE, Fact, Facts, facts, references, resolved
from macros.data.validation import validate

CHANGES = "changes.yaml"
# What forms offer choices of.
OFFERING = frozenset({"targets", "sources", "kernel_lists"})


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of data file: where it lies and what it holds."""

    attribute: str
    pattern: str
    holds: Any

    @property
    def many_files(self) -> bool:
        """Whether every record has a file of its own."""
        return "*" in self.pattern

    def file_of(self, record: Any) -> str:
        """Return the file of a record that has one of its own, or of all records."""
        return self.pattern.replace("*", record.id) if self.many_files else self.pattern


SUBJECTS = (
    Subject("documents", "documents.yaml", tuple[Document, ...]),
    Subject("figures", "figures.yaml", tuple[Figure, ...]),
    Subject("series", "series.yaml", tuple[Series, ...]),
    Subject("conflicts", "conflicts.yaml", tuple[Conflict, ...]),
    Subject("flows", "flows/*.yaml", Flow),
    Subject("forms", "calculators/*.yaml", Form),
    Subject("sources", "sources/*.yaml", SourceType),
    Subject("general_conditions", "general_conditions.yaml", tuple[GeneralCondition, ...]),
    Subject("modes", "modes.yaml", Modes),
    Subject("data_reduction", "data_reduction.yaml", DataReduction),
    Subject("operating_systems", "operating_systems.yaml", tuple[OperatingSystem, ...]),
    Subject("kernel_lists", "kernels/*.yaml", KernelList),
    Subject("kernel_rules", "kernel_rules.yaml", KernelRules),
    Subject("processors", "processors.yaml", tuple[Processor, ...]),
    Subject("plan", "plan.yaml", Plan),
    Subject("migration", "migration.yaml", Migration),
    Subject("investigation", "investigation.yaml", Investigation),
    Subject("links", "links.yaml", tuple[Link, ...]),
    Subject("recovery", "recovery.yaml", Recovery),
    Subject("network", "network.yaml", Network),
    Subject("ports", "ports.yaml", Ports),
    Subject("sizing", "components.yaml", Sizing),
    Subject("costs", "costs.yaml", Costs),
    Subject("arithmetic", "arithmetic.yaml", Arithmetic),
    Subject("examples", "examples.yaml", tuple[Example, ...]),
    Subject("checklists", "checklists.yaml", Checklists),
    Subject("operations", "operations.yaml", Operations),
    Subject("terms", "glossary.yaml", tuple[Term, ...]),
    Subject("targets", "targets/*.yaml", Target),
    Subject("target_rules", "target_rules.yaml", TargetRules),
    Subject("changes", CHANGES, tuple[DataVersion, ...]),
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Data:
    """Everything in data/, validated. Each is equal to itself only, so that what follows from it can be kept by it."""

    documents: tuple[Document, ...]
    figures: tuple[Figure, ...]
    series: tuple[Series, ...]
    conflicts: tuple[Conflict, ...]
    flows: tuple[Flow, ...]
    forms: tuple[Form, ...]
    sources: tuple[SourceType, ...]
    general_conditions: tuple[GeneralCondition, ...]
    modes: Modes
    data_reduction: DataReduction
    operating_systems: tuple[OperatingSystem, ...]
    kernel_lists: tuple[KernelList, ...]
    kernel_rules: KernelRules
    processors: tuple[Processor, ...]
    plan: Plan
    migration: Migration
    investigation: Investigation
    links: tuple[Link, ...]
    recovery: Recovery
    network: Network
    ports: Ports
    sizing: Sizing
    costs: Costs
    arithmetic: Arithmetic
    examples: tuple[Example, ...]
    checklists: Checklists
    operations: Operations
    terms: tuple[Term, ...]
    targets: tuple[Target, ...]
    target_rules: TargetRules
    changes: tuple[DataVersion, ...]
    files: Mapping[str, DataFile] = field(repr=False)

    @cached_property
    def catalog(self) -> Catalog:
        """Return the part that calculators read; flows say in full what they only refer to in data/."""
        parts = {item.name: getattr(self, item.name) for item in dataclasses.fields(Catalog)}
        known = known_conditions(self.sources, self.general_conditions)
        return Catalog(**parts | {"flows": tuple(complete(flow, known) for flow in self.flows)})

    @cached_property
    def kernels(self) -> tuple[PackedKernels, ...]:
        """Return the lists of kernels in the short form that travels to the browser."""
        return tuple(packed(kernels) for kernels in self.kernel_lists)

    @cached_property
    def parts(self) -> Parts:
        """Return what components are counted and sized with, in the short form that travels to the browser."""
        return parts(self.sizing, self.costs, self.targets, self.sources)

    @cached_property
    def places(self) -> Mapping[int, tuple[str, int]]:
        """Return the file and the line, from 1, of every record by the `id()` of the record."""
        return {id(record): (file.name, file.mark(location)[0]) for file, location, record in self.walk()}

    @cached_property
    def resources(self) -> Mapping[int, str]:
        """Return the name in the site API of the list that a record stands in, by the `id()` of the record.

        A record that stands alone under a key of a row has none: it is a part of that row.
        """
        subjects = {self.files[key].name: subject for subject in SUBJECTS for key in self.files if _holds(subject, key)}
        return {
            id(record): _resource(subjects[file.name], location)
            for file, location, record in self.walk()
            if not location
            or isinstance(location[-1], int)
            or not (subjects[file.name].many_files or any(isinstance(part, int) for part in location))
        }

    def roots(self) -> Iterator[tuple[DataFile, Any]]:
        """Yield every file with the record or the records that it holds."""
        for subject in SUBJECTS:
            yield from self._roots_of(subject)

    def _roots_of(self, subject: Subject) -> Iterator[tuple[DataFile, Any]]:
        value = getattr(self, subject.attribute)
        if subject.many_files:
            for record in value:
                yield self.files[subject.file_of(record)], record
        else:
            yield self.files[subject.pattern], value

    def walk(self) -> Iterator[tuple[DataFile, Location, Any]]:
        """Yield every record, however deep, with its file and location."""
        yield from self._walked

    @cached_property
    def _walked(self) -> tuple[tuple[DataFile, Location, Any], ...]:
        # Every check walks all records.
        return tuple((file, at, record) for file, root in self.roots() for at, record in _records(root, ()))


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
            values["forms"] = tuple(offer(form, _offered(values)) for form in values["forms"])
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


def _holds(subject: Subject, key: str) -> bool:
    # Each pattern names its folder: `components.yaml` is not `calculators/components.yaml`.
    return PurePosixPath("/", key).match(f"/{subject.pattern}")


def _resource(subject: Subject, location: Location) -> str:
    """Return the names on the way to a record: `sources-conditions`."""
    return "-".join((subject.attribute, *(part for part in location if isinstance(part, str)))).replace("_", "-")


def _records(value: Any, location: Location) -> Iterator[tuple[Location, Any]]:
    if dataclasses.is_dataclass(value):
        yield location, value
        for item in dataclasses.fields(value):
            child = getattr(value, item.name)
            if child is not None and not isinstance(child, (str, float)):
                yield from _records(child, (*location, item.name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _records(item, (*location, index))

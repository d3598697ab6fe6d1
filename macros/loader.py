"""Read data/: which file holds which record, and everything in it, validated."""

import dataclasses
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from calculators.catalog import Catalog
from calculators.records.compatibility import Modes, OperatingSystem, SourceType
from calculators.records.delivery import Checklists, Operations, Term
from calculators.records.evidence import Conflict, Document, Figure, Series
from calculators.records.flow import Flow
from calculators.records.form import Form
from calculators.records.network import Network
from calculators.records.planning import Investigation, Link, Plan
from calculators.records.recovery import Recovery
from macros.datafile import DataError, DataFile, Location, Problem, parse
from macros.validation import validate


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


SUBJECTS = (
    Subject("documents", "documents.yaml", tuple[Document, ...]),
    Subject("figures", "figures.yaml", tuple[Figure, ...]),
    Subject("series", "series.yaml", tuple[Series, ...]),
    Subject("conflicts", "conflicts.yaml", tuple[Conflict, ...]),
    Subject("flows", "flows/*.yaml", Flow),
    Subject("forms", "calculators/*.yaml", Form),
    Subject("sources", "sources/*.yaml", SourceType),
    Subject("modes", "modes.yaml", Modes),
    Subject("operating_systems", "operating_systems.yaml", tuple[OperatingSystem, ...]),
    Subject("plan", "plan.yaml", Plan),
    Subject("investigation", "investigation.yaml", Investigation),
    Subject("links", "links.yaml", tuple[Link, ...]),
    Subject("recovery", "recovery.yaml", Recovery),
    Subject("network", "network.yaml", Network),
    Subject("checklists", "checklists.yaml", Checklists),
    Subject("operations", "operations.yaml", Operations),
    Subject("terms", "glossary.yaml", tuple[Term, ...]),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """Everything in data/, validated."""

    documents: tuple[Document, ...]
    figures: tuple[Figure, ...]
    series: tuple[Series, ...]
    conflicts: tuple[Conflict, ...]
    flows: tuple[Flow, ...]
    forms: tuple[Form, ...]
    sources: tuple[SourceType, ...]
    modes: Modes
    operating_systems: tuple[OperatingSystem, ...]
    plan: Plan
    investigation: Investigation
    links: tuple[Link, ...]
    recovery: Recovery
    network: Network
    checklists: Checklists
    operations: Operations
    terms: tuple[Term, ...]
    files: Mapping[str, DataFile] = field(repr=False)

    @property
    def catalog(self) -> Catalog:
        """Return the part that calculators read."""
        return Catalog(**{item.name: getattr(self, item.name) for item in dataclasses.fields(Catalog)})

    def roots(self) -> Iterator[tuple[DataFile, Any]]:
        """Yield every file with the record or the records that it holds."""
        for subject in SUBJECTS:
            value = getattr(self, subject.attribute)
            if subject.many_files:
                for record in value:
                    yield self.files[subject.pattern.replace("*", record.id)], record
            else:
                yield self.files[subject.pattern], value

    def walk(self) -> Iterator[tuple[DataFile, Location, Any]]:
        """Yield every record, however deep, with its file and location."""
        for file, root in self.roots():
            for location, record in _records(root, ()):
                yield file, location, record


def read(folder: Path) -> Data:
    """Return everything in `folder`.

    Raises DataError with every problem that parsing and validation find. Relations between
    records are not looked at: see macros.checks.
    """
    problems: list[Problem] = []
    files: dict[str, DataFile] = {}
    values: dict[str, Any] = {}
    expected: set[Path] = set()
    for subject in SUBJECTS:
        paths = sorted(folder.glob(subject.pattern)) if subject.many_files else [folder / subject.pattern]
        expected.update(paths)
        records: list[Any] = []
        for path in paths:
            key = path.relative_to(folder).as_posix()
            try:
                files[key] = parse(path, f"{folder.name}/{key}")
                record = validate(files[key], subject.holds)
                if subject.many_files and record.id != path.stem:
                    # Everything else finds the file of a record by its id.
                    message = f"the id is '{record.id}', but the file is called '{path.name}'."
                    problems.append(files[key].problem(("id",), message))
                records.append(record)
            except DataError as error:
                problems.extend(error.problems)
        if records:
            values[subject.attribute] = tuple(records) if subject.many_files else records[0]
        elif subject.many_files:
            values[subject.attribute] = ()
    for path in sorted({*folder.rglob("*.yaml"), *folder.rglob("*.yml")} - expected):
        patterns = ", ".join(subject.pattern for subject in SUBJECTS)
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        problems.append(Problem(name, 1, 1, "", f"nothing reads this file. Allowed: {patterns}."))
    if problems:
        raise DataError(problems)
    return Data(files=types.MappingProxyType(files), **values)


def _records(value: Any, location: Location) -> Iterator[tuple[Location, Any]]:
    if dataclasses.is_dataclass(value):
        yield location, value
        for item in dataclasses.fields(value):
            yield from _records(getattr(value, item.name), (*location, item.name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _records(item, (*location, index))

"""Everything in data/: which file holds which record, and where each stands. `macros.data.examined` reads it."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from calculators.catalog import Catalog
from calculators.records.arithmetic import Arithmetic
from calculators.records.assessment import Assessment, HostRules, SystemName
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
from calculators.records.delivery import Checklists, Criterion, Operations, Preparation, Term
from calculators.records.evidence import Conflict, Document, Figure, Series
from calculators.records.examples import Example, ExampleInput
from calculators.records.flow import Flow
from calculators.records.form import Form
from calculators.records.holidays import HolidayCalendar
from calculators.records.kernel_lookup import KernelRules, PackedKernels
from calculators.records.kernels import KernelList
from calculators.records.network import Network
from calculators.records.parts import Parts
from calculators.records.planning import Investigation, Link, Migration, Plan
from calculators.records.ports import Ports
from calculators.records.proofs import Proof
from calculators.records.recovery import Recovery
from calculators.records.runbook import Runbooks
from calculators.records.search import SearchWords
from calculators.records.targets import Target, TargetRules
from calculators.records.way import Way
from macros.data.assessing import assessment
from macros.data.datafile import DataFile, Location
from macros.data.findings import complete, known_conditions, signed
from macros.data.parts import packed, parts
from macros.data.preparing import preparations

CHANGES = "changes.yaml"
# What forms offer choices of, and take values from.
OFFERING = frozenset({"targets", "sources", "kernel_lists", "holidays", "project"})


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
    Subject("way", "way.yaml", Way),
    Subject("documents", "documents.yaml", tuple[Document, ...]),
    Subject("figures", "figures.yaml", tuple[Figure, ...]),
    Subject("series", "series.yaml", tuple[Series, ...]),
    Subject("conflicts", "conflicts.yaml", tuple[Conflict, ...]),
    Subject("flows", "flows/*.yaml", Flow),
    Subject("forms", "calculators/*.yaml", Form),
    Subject("project", "project.yaml", Form),
    Subject("sample", "sample_project.yaml", tuple[ExampleInput, ...]),
    Subject("sources", "sources/*.yaml", SourceType),
    Subject("general_conditions", "general_conditions.yaml", tuple[GeneralCondition, ...]),
    Subject("modes", "modes.yaml", Modes),
    Subject("data_reduction", "data_reduction.yaml", DataReduction),
    Subject("operating_systems", "operating_systems.yaml", tuple[OperatingSystem, ...]),
    Subject("kernel_lists", "kernels/*.yaml", KernelList),
    Subject("kernel_rules", "kernel_rules.yaml", KernelRules),
    Subject("processors", "processors.yaml", tuple[Processor, ...]),
    Subject("os_names", "os_names.yaml", tuple[SystemName, ...]),
    Subject("host_rules", "host_rules.yaml", HostRules),
    Subject("plan", "plan.yaml", Plan),
    Subject("holidays", "holidays.yaml", tuple[HolidayCalendar, ...]),
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
    Subject("proofs", "proofs.yaml", tuple[Proof, ...]),
    Subject("checklists", "checklists.yaml", Checklists),
    Subject("operations", "operations.yaml", Operations),
    Subject("runbooks", "runbooks.yaml", Runbooks),
    Subject("terms", "glossary.yaml", tuple[Term, ...]),
    Subject("search", "search.yaml", SearchWords),
    Subject("targets", "targets/*.yaml", Target),
    Subject("target_rules", "target_rules.yaml", TargetRules),
    Subject("changes", CHANGES, tuple[DataVersion, ...]),
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Data:
    """Everything in data/, validated. Each is equal to itself only, so that what follows from it can be kept by it."""

    way: Way
    documents: tuple[Document, ...]
    figures: tuple[Figure, ...]
    series: tuple[Series, ...]
    conflicts: tuple[Conflict, ...]
    flows: tuple[Flow, ...]
    forms: tuple[Form, ...]
    project: Form
    sample: tuple[ExampleInput, ...]
    sources: tuple[SourceType, ...]
    general_conditions: tuple[GeneralCondition, ...]
    modes: Modes
    data_reduction: DataReduction
    operating_systems: tuple[OperatingSystem, ...]
    kernel_lists: tuple[KernelList, ...]
    kernel_rules: KernelRules
    processors: tuple[Processor, ...]
    os_names: tuple[SystemName, ...]
    host_rules: HostRules
    plan: Plan
    holidays: tuple[HolidayCalendar, ...]
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
    proofs: tuple[Proof, ...]
    checklists: Checklists
    operations: Operations
    runbooks: Runbooks
    terms: tuple[Term, ...]
    search: SearchWords
    targets: tuple[Target, ...]
    target_rules: TargetRules
    changes: tuple[DataVersion, ...]
    files: Mapping[str, DataFile] = field(repr=False)

    @cached_property
    def catalog(self) -> Catalog:
        """Return the part that calculators read; flows say in full what they only refer to in data/."""
        parts = {item.name: getattr(self, item.name) for item in dataclasses.fields(Catalog)}
        known = known_conditions(self.sources, self.general_conditions)
        said = {
            "flows": tuple(complete(flow, known) for flow in self.flows),
            "proofs": tuple(signed(proof, known) for proof in self.proofs),
        }
        return Catalog(**parts | said)

    @cached_property
    def kernels(self) -> tuple[PackedKernels, ...]:
        """Return the lists of kernels in the short form that travels to the browser."""
        return tuple(packed(kernels) for kernels in self.kernel_lists)

    @cached_property
    def parts(self) -> Parts:
        """Return what components are counted and sized with, in the short form that travels to the browser."""
        return parts(self.sizing, self.costs, self.targets, self.sources)

    @cached_property
    def assessment(self) -> Assessment:
        """Return what hosts of an inventory are judged by, in the short form that travels to the browser."""
        return assessment(self)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Return what acceptance is judged by."""
        return self.operations.criteria

    @cached_property
    def preparations(self) -> tuple[Preparation, ...]:
        """Return what checklists for other clouds are composed of, in the short form that travels to the browser."""
        return preparations(self.targets)

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

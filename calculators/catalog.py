"""The part of the data that calculators read, and its form as one JSON file."""

import dataclasses
import datetime
import functools
import json
import pkgutil
import types
import typing
from dataclasses import dataclass
from typing import Any

from calculators.records.assessment import Assessment
from calculators.records.delivery import Checklists, Criterion, Preparation
from calculators.records.evidence import Document, Figure, Series, Source
from calculators.records.examples import ExampleInput
from calculators.records.flow import Flow
from calculators.records.form import Form
from calculators.records.holidays import HolidayCalendar
from calculators.records.kernel_lookup import KernelRules, PackedKernels
from calculators.records.parts import Parts
from calculators.records.planning import Plan
from calculators.records.proofs import Proof
from calculators.records.recovery import Recovery
from calculators.records.runbook import Runbooks

DATASET = "dataset.json"


class DatasetMissingError(Exception):
    """Raised when the packaged dataset has not been built."""


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """What calculators may know besides their inputs."""

    documents: tuple[Document, ...]
    """Documents that sources point to."""
    figures: tuple[Figure, ...]
    """Numbers that formulas use."""
    series: tuple[Series, ...]
    """Rows of numbers that formulas use."""
    flows: tuple[Flow, ...]
    """Decisions."""
    forms: tuple[Form, ...]
    """Inputs of calculators."""
    project: Form
    """What a project says once."""
    sample: tuple[ExampleInput, ...]
    """Values of the project that anybody can open to see what comes out."""
    kernels: tuple[PackedKernels, ...]
    """Kernels with a prebuilt module, in short form."""
    kernel_rules: KernelRules
    """What the sources say about kernels beside the list."""
    recovery: Recovery
    """What is published about RPO and RTO."""
    parts: Parts
    """What components are counted and sized with."""
    assessment: Assessment
    """What hosts of an inventory are judged by."""
    plan: Plan
    """Phases, milestones and what is published about their time."""
    holidays: tuple[HolidayCalendar, ...]
    """Public holidays by country."""
    checklists: Checklists
    """Checklists and what they are made of."""
    criteria: tuple[Criterion, ...]
    """What acceptance is judged by."""
    preparations: tuple[Preparation, ...]
    """What checklists for other clouds are composed of."""
    proofs: tuple[Proof, ...]
    """What outputs of commands prove."""
    runbooks: Runbooks
    """Steps of a drill, a takeover, a failback and a rollback."""

    def __hash__(self) -> int:
        """Return what tells this catalog from others in memory: what follows from one is remembered by it."""
        return id(self)

    def figure(self, name: str) -> Figure:
        """Return the figure with this id. Raises KeyError when there is none."""
        return _find(self.figures, name)

    def value(self, name: str) -> float:
        """Return the number of the figure with this id, in the figure's unit."""
        return self.figure(name).value

    def values(self, name: str) -> tuple[float, ...]:
        """Return the numbers of the series with this id, in the series' unit."""
        return _find(self.series, name).values

    def flow(self, name: str) -> Flow:
        """Return the flow with this id. Raises KeyError when there is none."""
        return _find(self.flows, name)

    def form(self, name: str) -> Form:
        """Return the form with this id. Raises KeyError when there is none."""
        return _find(self.forms, name)

    def document(self, source: Source) -> Document:
        """Return the document that a source points to. Raises KeyError when there is none."""
        return self._documents[source.document]

    @functools.cached_property
    def _documents(self) -> dict[str, Document]:
        # A page cites hundreds of times.
        return {document.id: document for document in self.documents}

    @property
    def date(self) -> datetime.date:
        """Return the date of the newest document: the date of the data."""
        return max(document.read for document in self.documents)


def dump(catalog: Catalog) -> str:
    """Return the catalog as JSON text that `parse` reads; the same catalog gives the same text."""

    def plain(value: Any) -> Any:
        if isinstance(value, datetime.date):
            return value.isoformat()
        raise TypeError(f"{type(value).__name__} has no JSON form")

    return json.dumps(dataclasses.asdict(catalog), default=plain, ensure_ascii=False, separators=(",", ":"))


def parse(text: str) -> Catalog:
    """Return the catalog from the JSON text that `dump` wrote."""
    catalog: Catalog = _build(Catalog, json.loads(text))
    return catalog


@functools.cache
def load() -> Catalog:
    """Return the packaged catalog. Raises DatasetMissingError when it has not been built for this version."""
    try:
        # importlib.resources would load two dozen modules more, which the browser would have to fetch.
        content = pkgutil.get_data("calculators", DATASET) or b""
    except OSError:
        raise DatasetMissingError("calculators/dataset.json has not been built yet: run `make check`.") from None
    try:
        return parse(content.decode())
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        message = "calculators/dataset.json was built for another version: run `make check`."
        raise DatasetMissingError(message) from error


def _find[Named: (Figure, Series, Flow, Form)](records: tuple[Named, ...], name: str) -> Named:
    for record in records:
        if record.id == name:
            return record
    raise KeyError(name)


@functools.cache
def _hints(record: type) -> dict[str, Any]:
    return typing.get_type_hints(record)


def _build(kind: Any, value: Any) -> Any:
    """Return a JSON value as the record, tuple or date that its type hint names."""
    if value is None:
        return None
    if isinstance(kind, types.UnionType):
        # In a union of text and number the JSON value itself tells which one it is.
        kind = str if isinstance(value, str) else typing.get_args(kind)[0]
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], item) for name, item in value.items()})
    if typing.get_origin(kind) is tuple:
        item_kind = typing.get_args(kind)[0]
        return tuple(_build(item_kind, item) for item in value)
    if kind is datetime.date:
        return datetime.date.fromisoformat(value)
    return float(value) if kind is float else value

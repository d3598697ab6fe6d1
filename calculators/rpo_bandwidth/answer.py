"""The RPO and bandwidth calculator's result as a report."""

from dataclasses import replace

from calculators.answers.inputs import fields
from calculators.answers.links import as_counted, limits
from calculators.answers.report import Given, PageLink, Report, Table, Verdict, given
from calculators.catalog import Catalog
from calculators.records.evidence import Source
from calculators.records.form import Field
from calculators.rpo_bandwidth import tables
from calculators.rpo_bandwidth.advice import binds, changes
from calculators.rpo_bandwidth.figures import answers
from calculators.rpo_bandwidth.measured import as_measured, with_measured
from calculators.rpo_bandwidth.model import FIGURES, NAME, Inputs, Result, form
from calculators.rpo_bandwidth.notes import notes, warnings
from calculators.rpo_bandwidth.pictures import charts
from calculators.rpo_bandwidth.rule import beside
from calculators.rpo_bandwidth.seeding import progress
from calculators.rpo_bandwidth.verdict import verdict
from calculators.rpo_bandwidth.words import is_throttled
from calculators.rpo_bandwidth.working import working

REPLAY = PageLink(page="replay.md#calculator", label="Replay a record or a drawn day over these hours")


def report(inputs: Inputs, result: Result, catalog: Catalog) -> Report:
    """Return the answer as it is shown."""
    every = fields(form(catalog))
    return replace(
        short(inputs, result, catalog),
        binds=binds(result),
        change=tuple(change.text for change in changes(inputs, result, catalog)),
        warnings=warnings(inputs, result, catalog),
        tables=_tables(inputs, result, every),
        charts=(*charts(inputs, result), *progress(inputs, result)),
        working=working(inputs, result),
        notes=notes(inputs, result, every),
        sources=_sources(inputs, every, catalog),
    )


def short(inputs: Inputs, result: Result, catalog: Catalog) -> Report:
    """Return what `report` begins with, the verdict and the figures, without what takes longer."""
    return Report(
        calculator=NAME,
        title=form(catalog).title,
        verdict=_verdict(inputs, result, catalog),
        given=_inputs(inputs, result, catalog),
        answers=with_measured(answers(inputs, result, catalog), inputs),
        data_date=catalog.date,
    )


def _verdict(inputs: Inputs, result: Result, catalog: Catalog) -> Verdict:
    link = REPLAY if is_throttled(result) else None
    found = beside(verdict(inputs, result, catalog), inputs, result)
    return replace(as_measured(found, inputs, result), link=link)


def _inputs(inputs: Inputs, result: Result, catalog: Catalog) -> tuple[Given, ...]:
    every = fields(form(catalog))
    units = {field.unit_from for field in every}
    return tuple(
        as_counted(given(field, inputs), field, inputs, result.solution.streams)
        for field in every
        if field.id not in units and not (result.grouped and field.id == "used")
    )


def _tables(inputs: Inputs, result: Result, every: tuple[Field, ...]) -> tuple[Table, ...]:
    found = [tables.comparison(inputs, result), limits(result.link)]
    if result.grouped:
        found.insert(0, tables.groups(inputs, result))
    if result.partly:
        found.append(tables.partly(inputs, result))
    if len(result.waves) > 1:
        found.append(tables.waves(inputs, result))
    found.append(tables.ranges(inputs, result, every))
    if result.moves:
        found.append(tables.sensitivity(inputs, result, every))
    return tuple(found)


def _sources(inputs: Inputs, every: tuple[Field, ...], catalog: Catalog) -> tuple[Source, ...]:
    figures = (
        catalog.figure(name) for name in FIGURES if inputs.storage in name or not name.startswith(("block-", "object-"))
    )
    found = [figure.source for figure in figures] + [field.source for field in every]
    return tuple(dict.fromkeys(source for source in found if source is not None))

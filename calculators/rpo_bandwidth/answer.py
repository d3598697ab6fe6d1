"""The RPO and bandwidth calculator's result as a report."""

from collections.abc import Iterator
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

LONGEST = ("replay", "partly", "moves")
"""What of a result is worked out only when it is asked for: one at a time."""
REPLAY = PageLink(page="replay.md#calculator", label="Replay a record or a drawn day over these hours")


def stages(inputs: Inputs, result: Result, catalog: Catalog) -> Iterator[Report]:
    """Yield the answer as far as it is worked out: verdict and figures first, all of it last."""
    every = fields(form(catalog))
    yield (told := _short(inputs, result, catalog))
    for chart in charts(inputs, result):
        yield (told := replace(told, charts=(chart,) if chart else ()))
    yield (told := replace(told, binds=binds(result), charts=(*told.charts, *progress(inputs, result))))
    yield (told := replace(told, change=tuple(change.text for change in changes(inputs, result, catalog))))
    for name in LONGEST:
        getattr(result, name)
        yield told
    yield (told := replace(told, warnings=warnings(inputs, result, catalog), working=working(inputs, result)))
    yield (told := replace(told, notes=notes(inputs, result, every), sources=_sources(inputs, every, catalog)))
    found: list[Table] = []
    for table in _tables(inputs, result, every):
        found.append(table)
        yield (told := replace(told, tables=tuple(found)))


def _short(inputs: Inputs, result: Result, catalog: Catalog) -> Report:
    return Report(
        calculator=NAME,
        title=form(catalog).title,
        verdict=_verdict(inputs, result, catalog),
        given=_inputs(inputs, result, catalog),
        answers=with_measured(answers(inputs, result, catalog), inputs),
        rests_on=("link_mbps",) if result.grouped else ("used", "change_percent", "rpo_minutes", "link_mbps"),
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


def _tables(inputs: Inputs, result: Result, every: tuple[Field, ...]) -> Iterator[Table]:
    if result.grouped:
        yield tables.groups(inputs, result)
    yield tables.comparison(inputs, result)
    yield limits(result.link)
    if result.partly:
        yield tables.partly(inputs, result)
    if len(result.waves) > 1:
        yield tables.waves(inputs, result)
    yield tables.ranges(inputs, result, every)
    if result.moves:
        yield tables.sensitivity(inputs, result, every)


def _sources(inputs: Inputs, every: tuple[Field, ...], catalog: Catalog) -> tuple[Source, ...]:
    figures = (
        catalog.figure(name) for name in FIGURES if inputs.storage in name or not name.startswith(("block-", "object-"))
    )
    found = [figure.source for figure in figures] + [field.source for field in every]
    return tuple(dict.fromkeys(source for source in found if source is not None))

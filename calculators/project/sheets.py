"""A project as sheets of a workbook: a subject each, numbers as numbers, and units in a column of their own."""

from calculators.answers.inputs import fields
from calculators.answers.render.sheets import Sheet, Value, as_sheet, counted_cell, days_off
from calculators.answers.report import Report, Table, citation
from calculators.catalog import Catalog
from calculators.project.model import Known, Project
from calculators.project.overview import lines, open_questions
from calculators.project.page import FIGURES, counted, origin, page, unit_of
from calculators.records.form import Field
from calculators.registry import CALCULATORS
from calculators.replication.quantities import read_quantity

PLAN, START = "plan", "first_day"


def sheets(project: Project, catalog: Catalog) -> list[Sheet]:
    """Return a sheet a subject: summary, answers, components, open questions, inputs, sources.

    The dates of a plan and what was decided have one where there are some.
    """
    report = page(project, catalog)
    return [
        _summary(report),
        _answers(project, catalog),
        _components(report),
        *_plan(project, catalog),
        _open(project, catalog),
        _inputs(project, catalog),
        *_decisions(project),
        _sources(report, catalog),
    ]


def _summary(report: Report) -> Sheet:
    rows: list[tuple[Value, ...]] = [
        (report.title, report.verdict.label, report.verdict.text),
        *report.tables[0].rows,
        *(("Note", note, None) for note in report.notes),
        ("Date of the data", report.data_date.isoformat(), None),
    ]
    return as_sheet("Summary", report.tables[0].columns, rows)


def _answers(project: Project, catalog: Catalog) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for line in counted(lines(project, catalog)):
        report = line.report
        if report and not report.example:
            first = {name: index for index, name in enumerate(FIGURES.get(line.calculator, ()))}
            found = sorted(report.answers, key=lambda item: first.get(item.id, len(first)))
            rows += [(line.title, item.label, item.amount, item.unit, item.value, item.detail) for item in found]
    return as_sheet("Answers", ("Question", "Figure", "Number", "Unit", "In words", "What it is"), rows)


def _components(report: Report) -> Sheet:
    table = next(
        (table for table in report.tables if table.title == "Components"),
        Table(title="", columns=("Item", "Count"), rows=()),
    )
    return as_sheet("Components", table.columns, [tuple(map(counted_cell, row)) for row in table.rows])


def _plan(project: Project, catalog: Catalog) -> list[Sheet]:
    """Return tasks and free days of the plan; nothing where nobody gave it a first day."""
    found = (line.report for line in lines(project, catalog) if line.calculator == PLAN)
    report = next((report for report in found if report and not report.example), None)
    # Dates that follow from an assumed first day are nobody's plan.
    if report is None or report.timetable is None or any(item.assumed for item in report.given if item.field == START):
        return []
    names = {bar.id: bar.name for bar in report.timetable.bars}
    tasks: list[tuple[Value, ...]] = [
        (
            bar.name,
            bar.start.date().isoformat(),
            bar.last_day.isoformat(),
            bar.planned_start.isoformat() if bar.planned_start else None,
            bar.planned_end.isoformat() if bar.planned_end else None,
            "ended" if bar.ended else "begun" if bar.begun else "decides the end" if bar.critical else None,
            bar.track or None,
            ", ".join(names[item.bar] for item in bar.follows) or None,
            bar.note or None,
        )
        for bar in report.timetable.bars
    ]
    columns = ("Task", "Begins", "Ends", "Planned start", "Planned end", "State", "Track", "Waits for", "Note")
    return [as_sheet("Plan", columns, tasks, columns[1:5]), *days_off(report)]


def _open(project: Project, catalog: Catalog) -> Sheet:
    rows: list[tuple[Value, ...]] = [
        (item.field.label, item.taken, "; ".join(item.calculators)) for item in open_questions(project, catalog)
    ]
    return as_sheet("Open questions", ("Question", "Assumed until then", "Needed for"), rows)


def _inputs(project: Project, catalog: Catalog) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for name, values in (("", project.values), *project.inputs.items()):
        form = CALCULATORS[name].form(catalog) if name else catalog.project
        rows += [
            (form.title, field.label, *_measured(field, known, project, catalog), origin(known), known.since)
            for field in fields(form)
            if (known := values.get(field.id)) and known.value.strip()
        ]
    return as_sheet("Inputs", ("For", "Input", "Value", "Unit", "Known", "Since"), rows, ("Since",))


def _decisions(project: Project) -> list[Sheet]:
    rows: list[tuple[Value, ...]] = [(item.what, item.why, item.who, item.since) for item in project.decisions]
    return [as_sheet("Decisions", ("Decision", "Why", "Decided by", "Date"), rows, ("Date",))] if rows else []


def _measured(field: Field, known: Known, project: Project, catalog: Catalog) -> tuple[Value, Value]:
    """Return a value and its unit: a number wherever it is one, in the unit of its form."""
    if field.choices:
        chosen = known.value.split(",") if field.several else [known.value]
        labels = [choice.label for choice in field.choices if choice.id in chosen]
        return "; ".join(labels), None
    unit = unit_of(field, project, catalog)
    if field.lines is not None:
        return known.value, None
    try:
        return read_quantity(known.value, unit), unit
    except ValueError:
        return known.value, unit


def _sources(report: Report, catalog: Catalog) -> Sheet:
    cited = [citation(source, catalog) for source in report.sources]
    rows: list[tuple[Value, ...]] = [(item.title, item.section, item.read.isoformat(), item.url) for item in cited]
    return as_sheet("Sources", ("Document", "Section", "Version of", "Address"), rows, ("Version of",))

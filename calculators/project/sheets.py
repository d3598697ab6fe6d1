"""A project as sheets of a workbook: a subject each, numbers as numbers, and units in a column of their own."""

import re
from typing import TypedDict

from calculators.answers.escaping import spreadsheet_cell
from calculators.answers.inputs import fields
from calculators.answers.report import Report, Table, citation
from calculators.catalog import Catalog
from calculators.project.model import Known, Project
from calculators.project.overview import lines, open_questions
from calculators.project.page import FIGURES, counted, origin, page, unit_of
from calculators.records.form import Field
from calculators.registry import CALCULATORS
from calculators.replication.quantities import read_quantity

MOST_LETTERS = 1_000
"""How much of a text a cell shows; the project's file has all of it."""

PLAN, START = "plan", "first_day"
_DAY = re.compile(r"(?:[A-Z][a-z]{2} )?\d{4}-\d{2}-\d{2}", re.ASCII)
"""A day, with its weekday or without."""
_COUNT = re.compile(r"\d{1,3}(?:\u202f?\d{3})*(?:\.\d+)?", re.ASCII)

type Value = str | float | None


class Sheet(TypedDict):
    """A sheet of a workbook."""

    name: str
    """Words of its tab, which may be longer than a tab."""
    columns: list[str]
    """Headings."""
    rows: list[list[Value]]
    """Cells, as many as headings. No text of them begins what a spreadsheet takes for a formula."""
    dates: list[str]
    """Headings of the columns whose texts are days, as yyyy-mm-dd."""


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


def sheets_of(report: Report) -> list[Sheet]:
    """Return the verdict of a report, then each of its tables, and the days off of its timetable."""
    verdict = [(report.verdict.label, report.verdict.text), *(("Watch out", words) for words in report.warnings)]
    rows: list[tuple[Value, ...]] = [(report.title, None), *verdict, ("Date of the data", report.data_date.isoformat())]
    tables = [_tabled(_tab(number, table.title), table) for number, table in enumerate(report.tables, 1)]
    return [_sheet("Summary", ("What", "Words"), rows), *tables, *_days_off(report)]


def _tabled(name: str, table: Table) -> Sheet:
    """Return a table as a sheet: columns of days as days, counts as numbers."""
    days = {
        at
        for at in range(len(table.columns))
        if (cells := [row[at] for row in table.rows if row[at]]) and all(map(_DAY.fullmatch, cells))
    }
    rows = [tuple(_day(cell) if at in days else _counted(cell) for at, cell in enumerate(row)) for row in table.rows]
    return _sheet(name, table.columns, rows, tuple(table.columns[at] for at in sorted(days)))


def _day(words: str) -> Value:
    return words[-len("yyyy-mm-dd") :] or None


def _tab(number: int, title: str) -> str:
    """Return words for a tab that no other one has. Who writes the workbook cuts them to what a tab may hold."""
    return f"{number} {title}"


def _sheet(name: str, columns: tuple[str, ...], rows: list[tuple[Value, ...]], dates: tuple[str, ...] = ()) -> Sheet:
    cells = [[_cell(value) for value in row] for row in rows]
    return {"name": name, "columns": list(columns), "rows": cells, "dates": list(dates)}


def _cell(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    words = value
    if len(words) > MOST_LETTERS:
        words = f"{words[:MOST_LETTERS]} … {len(words) - MOST_LETTERS} more letters stand in the project's file."
    bare = words.replace("`", "")
    # Who writes the workbook leaves the signs around code out.
    return (words if spreadsheet_cell(bare) == bare else spreadsheet_cell(bare)) or None


def _summary(report: Report) -> Sheet:
    rows: list[tuple[Value, ...]] = [
        (report.title, report.verdict.label, report.verdict.text),
        *report.tables[0].rows,
        *(("Note", note, None) for note in report.notes),
        ("Date of the data", report.data_date.isoformat(), None),
    ]
    return _sheet("Summary", report.tables[0].columns, rows)


def _answers(project: Project, catalog: Catalog) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for line in counted(lines(project, catalog)):
        report = line.report
        if report and not report.example:
            first = {name: index for index, name in enumerate(FIGURES.get(line.calculator, ()))}
            found = sorted(report.answers, key=lambda item: first.get(item.id, len(first)))
            rows += [(line.title, item.label, item.amount, item.unit, item.value, item.detail) for item in found]
    return _sheet("Answers", ("Question", "Figure", "Number", "Unit", "In words", "What it is"), rows)


def _components(report: Report) -> Sheet:
    table = next(
        (table for table in report.tables if table.title == "Components"),
        Table(title="", columns=("Item", "Count"), rows=()),
    )
    return _sheet("Components", table.columns, [tuple(map(_counted, row)) for row in table.rows])


def _counted(words: str) -> Value:
    return float(words.replace("\u202f", "")) if _COUNT.fullmatch(words) else words


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
    return [_sheet("Plan", columns, tasks, columns[1:5]), *_days_off(report)]


def _days_off(report: Report) -> list[Sheet]:
    off = report.timetable.off if report.timetable else ()
    free: list[tuple[Value, ...]] = [(item.day.isoformat(), item.why) for item in off if not item.usual]
    return [_sheet("Days off", ("Day", "Why"), free, ("Day",))] if free else []


def _open(project: Project, catalog: Catalog) -> Sheet:
    rows: list[tuple[Value, ...]] = [
        (item.field.label, item.taken, "; ".join(item.calculators)) for item in open_questions(project, catalog)
    ]
    return _sheet("Open questions", ("Question", "Assumed until then", "Needed for"), rows)


def _inputs(project: Project, catalog: Catalog) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for name, values in (("", project.values), *project.inputs.items()):
        form = CALCULATORS[name].form(catalog) if name else catalog.project
        rows += [
            (form.title, field.label, *_measured(field, known, project, catalog), origin(known), known.since)
            for field in fields(form)
            if (known := values.get(field.id)) and known.value.strip()
        ]
    return _sheet("Inputs", ("For", "Input", "Value", "Unit", "Known", "Since"), rows, ("Since",))


def _decisions(project: Project) -> list[Sheet]:
    rows: list[tuple[Value, ...]] = [(item.what, item.why, item.who, item.since) for item in project.decisions]
    return [_sheet("Decisions", ("Decision", "Why", "Decided by", "Date"), rows, ("Date",))] if rows else []


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
    return _sheet("Sources", ("Document", "Section", "Version of", "Address"), rows, ("Version of",))

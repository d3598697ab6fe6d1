"""A report as sheets of a workbook: numbers as numbers, days as days."""

import re
from typing import TypedDict

from calculators.answers.escaping import spreadsheet_cell
from calculators.answers.report import Report, Table

MOST_LETTERS = 1_000
"""How much of a text a cell shows; the project's file has all of it."""

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


def sheets_of(report: Report) -> list[Sheet]:
    """Return the verdict of a report, then each of its tables, and the days off of its timetable."""
    verdict = [(report.verdict.label, report.verdict.text), *(("Watch out", words) for words in report.warnings)]
    rows: list[tuple[Value, ...]] = [(report.title, None), *verdict, ("Date of the data", report.data_date.isoformat())]
    tables = [_tabled(_tab(number, table.title), table) for number, table in enumerate(report.tables, 1)]
    return [as_sheet("Summary", ("What", "Words"), rows), *tables, *days_off(report)]


def _tabled(name: str, table: Table) -> Sheet:
    """Return a table as a sheet: columns of days as days, counts as numbers."""
    days = {
        at
        for at in range(len(table.columns))
        if (cells := [row[at] for row in table.rows if row[at]]) and all(map(_DAY.fullmatch, cells))
    }
    rows = [
        tuple(_day(cell) if at in days else counted_cell(cell) for at, cell in enumerate(row)) for row in table.rows
    ]
    return as_sheet(name, table.columns, rows, tuple(table.columns[at] for at in sorted(days)))


def _day(words: str) -> Value:
    return words[-len("yyyy-mm-dd") :] or None


def _tab(number: int, title: str) -> str:
    """Return words for a tab that no other one has. Who writes the workbook cuts them to what a tab may hold."""
    return f"{number} {title}"


def as_sheet(name: str, columns: tuple[str, ...], rows: list[tuple[Value, ...]], dates: tuple[str, ...] = ()) -> Sheet:
    """Return a sheet whose texts are safe in a spreadsheet; `dates` are the headings of columns of days."""
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


def counted_cell(words: str) -> Value:
    """Return a cell of a table, as a number where it is a count."""
    return float(words.replace("\u202f", "")) if _COUNT.fullmatch(words) else words


def days_off(report: Report) -> list[Sheet]:
    """Return a sheet of the days off of a report's timetable; none where it has none beside the usual ones."""
    off = report.timetable.off if report.timetable else ()
    free: list[tuple[Value, ...]] = [(item.day.isoformat(), item.why) for item in off if not item.usual]
    return [as_sheet("Days off", ("Day", "Why"), free, ("Day",))] if free else []
